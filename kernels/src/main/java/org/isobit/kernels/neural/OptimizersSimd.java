// Master of FloatOptimizersSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Vector API {@link Optimizers}. Thread-safe. */
public final class OptimizersSimd extends OptimizersReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  OptimizersSimd() {}

  @Override
  public void momentum(double learningRate, double momentum, double decay, int n, double[] p, int po, double[] g,
      int go, double[] v, int vo) {
    DoubleVector eta = DoubleVector.broadcast(S, -learningRate);
    DoubleVector mu = DoubleVector.broadcast(S, momentum);
    DoubleVector lambda = DoubleVector.broadcast(S, decay);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector theta = DoubleVector.fromArray(S, p, po + i);
      DoubleVector d = lambda.fma(theta, DoubleVector.fromArray(S, g, go + i));
      DoubleVector velocity = mu.fma(DoubleVector.fromArray(S, v, vo + i), d);
      velocity.intoArray(v, vo + i);
      eta.fma(velocity, theta).intoArray(p, po + i);
    }
    super.momentum(learningRate, momentum, decay, n - i, p, po + i, g, go + i, v, vo + i);
  }

  @Override
  public void adam(AdamRates rates, long step, int n, double[] p, int po, double[] g, int go, double[] m, int mo,
      double[] v, int vo) {
    double rate1 = 1.0 - rates.beta1(); // float: float rate1 = (float) (1.0 - rates.beta1());
    double rate2 = 1.0 - rates.beta2(); // float: float rate2 = (float) (1.0 - rates.beta2());
    double shrink = OptimizersReference.shrink(rates);
    double alpha = OptimizersReference.alpha(rates, step);
    DoubleVector root = DoubleVector.broadcast(S, OptimizersReference.root(rates, step));
    DoubleVector beta1 = DoubleVector.broadcast(S, rates.beta1()); // float: FloatVector beta1 = FloatVector.broadcast(S, (float) rates.beta1());
    DoubleVector beta2 = DoubleVector.broadcast(S, rates.beta2()); // float: FloatVector beta2 = FloatVector.broadcast(S, (float) rates.beta2());
    DoubleVector epsilon = DoubleVector.broadcast(S, rates.epsilon()); // float: FloatVector epsilon = FloatVector.broadcast(S, (float) rates.epsilon());
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d = DoubleVector.fromArray(S, g, go + i);
      DoubleVector first = beta1.fma(DoubleVector.fromArray(S, m, mo + i), d.mul(rate1));
      DoubleVector second = beta2.fma(DoubleVector.fromArray(S, v, vo + i), d.mul(rate2).mul(d));
      first.intoArray(m, mo + i);
      second.intoArray(v, vo + i);
      DoubleVector step1 = first.mul(alpha).div(second.sqrt().fma(root, epsilon));
      DoubleVector.fromArray(S, p, po + i).mul(shrink).sub(step1).intoArray(p, po + i);
    }
    if (i < n) {
      super.adam(rates, step, n - i, p, po + i, g, go + i, m, mo + i, v, vo + i);
    }
  }

  @Override
  public void rmsProp(double learningRate, double rho, double epsilon, // float: unchanged
      int n, double[] p, int po, double[] g, int go, double[] v, int vo) {
    double eta = learningRate; // float: float eta = (float) learningRate;
    double rate2 = 1.0 - rho; // float: float rate2 = (float) (1.0 - rho);
    double least = epsilon; // float: float least = (float) epsilon;
    DoubleVector keep = DoubleVector.broadcast(S, rho); // float: FloatVector keep = FloatVector.broadcast(S, (float) rho);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d = DoubleVector.fromArray(S, g, go + i);
      DoubleVector second = keep.fma(DoubleVector.fromArray(S, v, vo + i), d.mul(rate2).mul(d));
      second.intoArray(v, vo + i);
      DoubleVector move = d.mul(eta).div(second.sqrt().add(least));
      DoubleVector.fromArray(S, p, po + i).sub(move).intoArray(p, po + i);
    }
    super.rmsProp(learningRate, rho, epsilon, n - i, p, po + i, g, go + i, v, vo + i);
  }

  @Override
  public void adagrad(double learningRate, double epsilon, int n, double[] p, int po, double[] g, int go, double[] v,
      int vo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector d = DoubleVector.fromArray(S, g, go + i);
      DoubleVector second = d.fma(d, DoubleVector.fromArray(S, v, vo + i));
      second.intoArray(v, vo + i);
      DoubleVector move = d.mul(learningRate).div(second.sqrt().add(epsilon));
      DoubleVector.fromArray(S, p, po + i).sub(move).intoArray(p, po + i);
    }
    super.adagrad(learningRate, epsilon, n - i, p, po + i, g, go + i, v, vo + i);
  }

  @Override
  public void average(double rate, int n, double[] p, int po, double[] e, int eo) {
    DoubleVector share = DoubleVector.broadcast(S, rate);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector mean = DoubleVector.fromArray(S, e, eo + i);
      share.fma(DoubleVector.fromArray(S, p, po + i).sub(mean), mean).intoArray(e, eo + i);
    }
    super.average(rate, n - i, p, po + i, e, eo + i);
  }

  @Override
  public void scale(int n, double factor, double[] g, int go) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, g, go + i).mul(factor).intoArray(g, go + i);
    }
    super.scale(n - i, factor, g, go + i);
  }
}
