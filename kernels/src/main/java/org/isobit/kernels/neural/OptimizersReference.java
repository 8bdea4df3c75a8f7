// Master of FloatOptimizersReference: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;

/** Scalar {@link Optimizers}: defines the bits. Thread-safe. */
public sealed class OptimizersReference permits OptimizersSimd {

  OptimizersReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static OptimizersReference of(Backend backend) {
    return backend.isSimd() ? new OptimizersSimd() : new OptimizersReference();
  }

  /**
   * {@link Optimizers#momentum}.
   *
   * @param learningRate η
   * @param momentum     μ
   * @param decay        λ
   * @param n            number of parameters
   * @param p            parameters
   * @param po           index of the first
   * @param g            gradient
   * @param go           index of its first element
   * @param v            velocity
   * @param vo           index of its first element
   */
  public void momentum(double learningRate, double momentum, double decay, int n, double[] p, int po, double[] g,
      int go, double[] v, int vo) {
    for (int i = 0; i < n; i++) {
      double d = Math.fma(decay, p[po + i], g[go + i]);
      v[vo + i] = Math.fma(momentum, v[vo + i], d);
      p[po + i] = Math.fma(-learningRate, v[vo + i], p[po + i]);
    }
  }

  /**
   * {@link Optimizers#adam}.
   *
   * @param rates what it is tuned by
   * @param step  t
   * @param n     number of parameters
   * @param p     parameters
   * @param po    index of the first
   * @param g     gradient
   * @param go    index of its first element
   * @param m     first moment
   * @param mo    index of its first element
   * @param v     second moment
   * @param vo    index of its first element
   */
  public void adam(AdamRates rates, long step, int n, double[] p, int po, double[] g, int go, double[] m, int mo,
      double[] v, int vo) {
    double beta1 = rates.beta1(); // float: float beta1 = (float) rates.beta1();
    double beta2 = rates.beta2(); // float: float beta2 = (float) rates.beta2();
    double rate1 = 1.0 - rates.beta1(); // float: float rate1 = (float) (1.0 - rates.beta1());
    double rate2 = 1.0 - rates.beta2(); // float: float rate2 = (float) (1.0 - rates.beta2());
    double epsilon = rates.epsilon(); // float: float epsilon = (float) rates.epsilon();
    double shrink = shrink(rates);
    double alpha = alpha(rates, step);
    double root = root(rates, step);
    for (int i = 0; i < n; i++) {
      double d = g[go + i];
      double first = Math.fma(beta1, m[mo + i], rate1 * d);
      double second = Math.fma(beta2, v[vo + i], (rate2 * d) * d);
      double bottom = Math.fma(Math.sqrt(second), root, epsilon);
      m[mo + i] = first;
      v[vo + i] = second;
      p[po + i] = shrink * p[po + i] - (alpha * first) / bottom;
    }
  }

  /**
   * {@link Optimizers#rmsProp}.
   *
   * @param learningRate η
   * @param rho          ρ
   * @param epsilon      ε
   * @param n            number of parameters
   * @param p            parameters
   * @param po           index of the first
   * @param g            gradient
   * @param go           index of its first element
   * @param v            second moment
   * @param vo           index of its first element
   */
  public void rmsProp(double learningRate, double rho, double epsilon, // float: unchanged
      int n, double[] p, int po, double[] g, int go, double[] v, int vo) {
    double eta = learningRate; // float: float eta = (float) learningRate;
    double keep = rho; // float: float keep = (float) rho;
    double rate2 = 1.0 - rho; // float: float rate2 = (float) (1.0 - rho);
    double least = epsilon; // float: float least = (float) epsilon;
    for (int i = 0; i < n; i++) {
      double d = g[go + i];
      double second = Math.fma(keep, v[vo + i], (rate2 * d) * d);
      v[vo + i] = second;
      p[po + i] = p[po + i] - (eta * d) / (Math.sqrt(second) + least);
    }
  }

  /**
   * {@link Optimizers#adagrad}.
   *
   * @param learningRate η
   * @param epsilon      ε
   * @param n            number of parameters
   * @param p            parameters
   * @param po           index of the first
   * @param g            gradient
   * @param go           index of its first element
   * @param v            second moment
   * @param vo           index of its first element
   */
  public void adagrad(double learningRate, double epsilon, int n, double[] p, int po, double[] g, int go, double[] v,
      int vo) {
    for (int i = 0; i < n; i++) {
      double d = g[go + i];
      double second = Math.fma(d, d, v[vo + i]);
      v[vo + i] = second;
      p[po + i] = p[po + i] - (learningRate * d) / (Math.sqrt(second) + epsilon);
    }
  }

  /**
   * {@link Optimizers#average}.
   *
   * @param rate rate
   * @param n    number of parameters
   * @param p    parameters
   * @param po   index of the first
   * @param e    average
   * @param eo   index of its first element
   */
  public void average(double rate, int n, double[] p, int po, double[] e, int eo) {
    for (int i = 0; i < n; i++) {
      e[eo + i] = Math.fma(rate, p[po + i] - e[eo + i], e[eo + i]);
    }
  }

  /** 1 − ηλ. */
  static double shrink(AdamRates rates) {
    return 1.0 - rates.learningRate() * rates.decay(); // float: return (float) (1.0 - rates.learningRate() * rates.decay());
  }

  /** η ÷ (1 − β1^t). */
  static double alpha(AdamRates rates, long step) {
    return rates.learningRate() / (1.0 - AdamRates.power(rates.beta1(), step)); // float: return (float) (rates.learningRate() / (1.0 - AdamRates.power(rates.beta1(), step)));
  }

  /** 1 ÷ √(1 − β2^t). */
  static double root(AdamRates rates, long step) {
    return 1.0 / Math.sqrt(1.0 - AdamRates.power(rates.beta2(), step)); // float: return (float) (1.0 / Math.sqrt(1.0 - AdamRates.power(rates.beta2(), step)));
  }

  /**
   * g ← g·factor.
   *
   * @param n      number of elements
   * @param factor factor
   * @param g      array
   * @param go     index of its first element
   */
  public void scale(int n, double factor, double[] g, int go) {
    for (int i = 0; i < n; i++) {
      g[go + i] *= factor;
    }
  }
}
