// Master of FloatActivationsSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ActivationSimd;
import org.isobit.kernels.elementary.ErfSimd;
import org.isobit.kernels.elementary.ExpSimd;

/**
 * Vector API {@link Activations}. What is composed of elementary functions goes through a scratch array in L1, a chunk
 * at a time: those functions are loops of their own. Thread-safe.
 */
public final class ActivationsSimd extends ActivationsReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int CHUNK = NeuralScratch.CHUNK;

  ActivationsSimd() {}

  @Override
  public void forward(Activation kind, double slope, int n, double[] x, int xo, double[] y, int yo) {
    switch (kind) {
      case IDENTITY -> System.arraycopy(x, xo, y, yo, n);
      case RELU -> relu(n, x, xo, y, yo);
      case LEAKY_RELU -> leaky(slope, n, x, xo, y, yo);
      case TANH -> tanh(n, x, xo, y, yo);
      case SIGMOID -> sigmoid(n, x, xo, y, yo);
      case SOFTPLUS -> ActivationSimd.softplus(n, x, xo, y, yo);
      case HARD_SIGMOID -> HardSimd.sigmoid(n, x, xo, y, yo);
      case HARD_SWISH -> HardSimd.swish(n, x, xo, y, yo);
      default -> {
        double[] t = NeuralScratch.mine().pair;
        for (int i = 0; i < n; i += CHUNK) {
          forwardChunk(kind, slope, Math.min(CHUNK, n - i), x, xo + i, t, y, yo + i);
        }
      }
    }
  }

  private static void forwardChunk(Activation kind, double slope, int n, double[] x, int xo, double[] t, double[] y,
      int yo) {
    switch (kind) {
      case SILU -> {
        sigmoid(n, x, xo, t, 0);
        product(n, x, xo, t, 0, y, yo);
      }
      case MISH -> {
        tanhOfSoftplus(n, x, xo, t);
        product(n, x, xo, t, 0, y, yo);
      }
      case ELU -> {
        ExpSimd.expm1(n, x, xo, t, 0);
        HardSimd.elu(slope, n, x, xo, t, y, yo);
      }
      default -> {
        inner(kind, n, x, xo, t);
        gate(n, x, xo, t, y, yo);
      }
    }
  }

  private static void tanhOfSoftplus(int n, double[] x, int xo, double[] t) {
    ActivationSimd.softplus(n, x, xo, t, 0);
    tanh(n, t, 0, t, 0);
  }

  /** t = erf(√½·x) or tanh(x·fma(b·x, x, a)). */
  private static void inner(Activation kind, int n, double[] x, int xo, double[] t) {
    if (kind == Activation.GELU) {
      scaled(n, ActivationsReference.SQRT_HALF, x, xo, t);
      ErfSimd.erf(n, t, 0, t, 0);
    } else {
      cubic(n, x, xo, t);
      tanh(n, t, 0, t, 0);
    }
  }

  @Override
  public void backward(Activation kind, double slope, int n, double[] stored, int so, double[] dy, int dyo, double[] dx,
      int dxo) {
    switch (kind) {
      case IDENTITY -> System.arraycopy(dy, dyo, dx, dxo, n);
      case RELU -> reluGradient(n, stored, so, dy, dyo, dx, dxo);
      case LEAKY_RELU -> leakyGradient(slope, n, stored, so, dy, dyo, dx, dxo);
      case TANH -> tanhGradient(n, stored, so, dy, dyo, dx, dxo);
      case SIGMOID -> sigmoidGradient(n, stored, so, dy, dyo, dx, dxo);
      case ELU -> HardSimd.eluGradient(slope, n, stored, so, dy, dyo, dx, dxo);
      case HARD_SIGMOID -> HardSimd.sigmoidGradient(n, stored, so, dy, dyo, dx, dxo);
      case HARD_SWISH -> HardSimd.swishGradient(n, stored, so, dy, dyo, dx, dxo);
      default -> {
        double[] t = NeuralScratch.mine().pair;
        for (int i = 0; i < n; i += CHUNK) {
          backwardChunk(kind, Math.min(CHUNK, n - i), stored, so + i, t, dy, dyo + i, dx, dxo + i);
        }
      }
    }
  }

  private static void backwardChunk(Activation kind, int n, double[] x, int xo, double[] t, double[] dy, int dyo,
      double[] dx, int dxo) {
    switch (kind) {
      case GELU -> {
        inner(kind, n, x, xo, t);
        GradientSimd.gelu(n, x, xo, t, NeuralScratch.SECOND, dy, dyo, dx, dxo);
      }
      case GELU_TANH -> {
        inner(kind, n, x, xo, t);
        GradientSimd.geluTanh(n, x, xo, t, dy, dyo, dx, dxo);
      }
      case SILU -> {
        sigmoid(n, x, xo, t, 0);
        GradientSimd.silu(n, x, xo, t, dy, dyo, dx, dxo);
      }
      case MISH -> {
        tanhOfSoftplus(n, x, xo, t);
        sigmoid(n, x, xo, t, NeuralScratch.SECOND);
        GradientSimd.mish(n, x, xo, t, NeuralScratch.SECOND, dy, dyo, dx, dxo);
      }
      default -> {
        sigmoid(n, x, xo, t, 0);
        product(n, dy, dyo, t, 0, dx, dxo);
      }
    }
  }

  private static void tanh(int n, double[] x, int xo, double[] y, int yo) {
    ActivationSimd.tanh(n, x, xo, y, yo);
  }

  private static void sigmoid(int n, double[] x, int xo, double[] y, int yo) {
    ActivationSimd.sigmoid(n, x, xo, y, yo);
  }

  private static void relu(int n, double[] x, int xo, double[] y, int yo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.blend(0.0, v.compare(LT, 0.0)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      double v = x[xo + i];
      y[yo + i] = v < 0.0 ? 0.0 : v;
    }
  }

  private static void leaky(double slope, int n, double[] x, int xo, double[] y, int yo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.blend(v.mul(slope), v.compare(LT, 0.0)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      double v = x[xo + i];
      y[yo + i] = v < 0.0 ? slope * v : v;
    }
  }

  private static void scaled(int n, double factor, double[] x, int xo, double[] y) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, x, xo + i).mul(factor).intoArray(y, i);
    }
    for (; i < n; i++) {
      y[i] = factor * x[xo + i];
    }
  }

  /** y = x·fma(b·x, x, a). */
  private static void cubic(int n, double[] x, int xo, double[] y) {
    DoubleVector a = DoubleVector.broadcast(S, ActivationsReference.GELU_A);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.mul(ActivationsReference.GELU_B).fma(v, a).mul(v).intoArray(y, i);
    }
    for (; i < n; i++) {
      double v = x[xo + i];
      y[i] = v * Math.fma(ActivationsReference.GELU_B * v, v, ActivationsReference.GELU_A);
    }
  }

  /** y = (½x)·(1 + t). */
  private static void gate(int n, double[] x, int xo, double[] t, double[] y, int yo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector half = DoubleVector.fromArray(S, x, xo + i).mul(0.5);
      half.mul(DoubleVector.fromArray(S, t, i).add(1.0)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = (0.5 * x[xo + i]) * (1.0 + t[i]);
    }
  }

  private static void product(int n, double[] x, int xo, double[] t, int to, double[] y, int yo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, x, xo + i).mul(DoubleVector.fromArray(S, t, to + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = x[xo + i] * t[to + i];
    }
  }

  private static void reluGradient(int n, double[] y, int yo, double[] dy, int dyo, double[] dx, int dxo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, y, yo + i);
      s = s.blend(1.0, s.compare(GT, 0.0));
      DoubleVector.fromArray(S, dy, dyo + i).mul(s).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      double s = y[yo + i];
      dx[dxo + i] = dy[dyo + i] * (s > 0.0 ? 1.0 : s);
    }
  }

  private static void leakyGradient(double slope, int n, double[] y, int yo, double[] dy, int dyo, double[] dx,
      int dxo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, y, yo + i);
      DoubleVector d = s.blend(1.0, s.compare(GE, 0.0)).blend(slope, s.compare(LT, 0.0));
      DoubleVector.fromArray(S, dy, dyo + i).mul(d).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      double s = y[yo + i];
      dx[dxo + i] = dy[dyo + i] * (s < 0.0 ? slope : s >= 0.0 ? 1.0 : s);
    }
  }

  private static void tanhGradient(int n, double[] y, int yo, double[] dy, int dyo, double[] dx, int dxo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, y, yo + i);
      DoubleVector.fromArray(S, dy, dyo + i).mul(s.neg().fma(s, one)).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      double s = y[yo + i];
      dx[dxo + i] = dy[dyo + i] * Math.fma(-s, s, 1.0);
    }
  }

  private static void sigmoidGradient(int n, double[] y, int yo, double[] dy, int dyo, double[] dx, int dxo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, y, yo + i);
      DoubleVector.fromArray(S, dy, dyo + i).mul(s.neg().fma(s, s)).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      double s = y[yo + i];
      dx[dxo + i] = dy[dyo + i] * Math.fma(-s, s, s);
    }
  }
}
