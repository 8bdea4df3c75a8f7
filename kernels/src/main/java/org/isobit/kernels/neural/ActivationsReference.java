// Master of FloatActivationsReference: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ActivationReference;
import org.isobit.kernels.elementary.ErfReference;
import org.isobit.kernels.elementary.ExpReference;

/** Scalar {@link Activations}: defines the bits. Thread-safe. */
public sealed class ActivationsReference permits ActivationsSimd {

  static final double SQRT_HALF = 0x1.6a09e667f3bcdp-1; // float: static final float SQRT_HALF = 0x1.6a09e6p-1f;

  /** 1/√(2π). */
  static final double DENSITY = 0x1.9884533d43651p-2; // float: static final float DENSITY = 0x1.988454p-2f;

  /** √(2/π). */
  static final double GELU_A = 0x1.9884533d43651p-1; // float: static final float GELU_A = 0x1.988454p-1f;

  /** 0.044715·√(2/π), and three times that. */
  static final double GELU_B = 0.044715 * 0.7978845608028654;
  static final double GELU_3B = 3.0 * 0.044715 * 0.7978845608028654;

  static final double SIXTH = 1.0 / 6.0;

  ActivationsReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ActivationsReference of(Backend backend) {
    return backend.isSimd() ? new ActivationsSimd() : new ActivationsReference();
  }

  /**
   * {@link Activations#forward}.
   *
   * @param kind  which activation
   * @param slope slope of LEAKY_RELU, α of ELU
   * @param n     number of elements
   * @param x     arguments
   * @param xo    index of the first
   * @param y     results
   * @param yo    index of the first
   */
  public void forward(Activation kind, double slope, int n, double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = value(kind, slope, x[xo + i]);
    }
  }

  /**
   * {@link Activations#backward}.
   *
   * @param kind   which activation
   * @param slope  slope of LEAKY_RELU, α of ELU
   * @param n      number of elements
   * @param stored outputs or inputs of the forward pass
   * @param so     index of the first
   * @param dy     gradient with respect to the output
   * @param dyo    index of its first element
   * @param dx     gradient with respect to the input
   * @param dxo    index of its first element
   */
  public void backward(Activation kind, double slope, int n, double[] stored, int so, double[] dy, int dyo, double[] dx,
      int dxo) {
    for (int i = 0; i < n; i++) {
      dx[dxo + i] = dy[dyo + i] * derivative(kind, slope, stored[so + i]);
    }
  }

  /** The activation of one number. */
  static double value(Activation kind, double slope, double x) {
    return switch (kind) {
      case IDENTITY -> x;
      case RELU -> x < 0.0 ? 0.0 : x;
      case LEAKY_RELU -> x < 0.0 ? slope * x : x;
      case TANH -> ActivationReference.tanh(x);
      case SIGMOID -> sigmoid(x);
      case GELU -> (0.5 * x) * (1.0 + erf(SQRT_HALF * x));
      case GELU_TANH -> (0.5 * x) * (1.0 + inner(x));
      case SILU -> x * sigmoid(x);
      case SOFTPLUS -> ActivationReference.softplus(x);
      case ELU -> x > 0.0 ? x : slope * ExpReference.expm1(x);
      case MISH -> x * ActivationReference.tanh(ActivationReference.softplus(x));
      case HARD_SIGMOID -> hardSigmoid(x);
      case HARD_SWISH -> x * hardSigmoid(x);
    };
  }

  /** The derivative, s the output or the input as the kind wants it. */
  static double derivative(Activation kind, double slope, double s) {
    return switch (kind) {
      case IDENTITY -> 1.0;
      case RELU -> s > 0.0 ? 1.0 : s;
      case LEAKY_RELU -> s < 0.0 ? slope : s >= 0.0 ? 1.0 : s;
      case TANH -> Math.fma(-s, s, 1.0);
      case SIGMOID -> Math.fma(-s, s, s);
      case GELU -> Math.fma(s * DENSITY, exp((-0.5 * s) * s), 0.5 * (1.0 + erf(SQRT_HALF * s)));
      case GELU_TANH -> {
        double t = inner(s);
        yield Math.fma((0.5 * s) * Math.fma(-t, t, 1.0), Math.fma(GELU_3B * s, s, GELU_A), 0.5 * (1.0 + t));
      }
      case SILU -> {
        double t = sigmoid(s);
        yield t * Math.fma(s, 1.0 - t, 1.0);
      }
      case SOFTPLUS -> sigmoid(s);
      case ELU -> s > 0.0 ? 1.0 : s + slope;
      case MISH -> {
        double t = ActivationReference.tanh(ActivationReference.softplus(s));
        yield Math.fma(s * sigmoid(s), Math.fma(-t, t, 1.0), t);
      }
      case HARD_SIGMOID -> s > 0.0 && s < 1.0 ? SIXTH : s - s;
      case HARD_SWISH -> s <= -3.0 ? 0.0 : s >= 3.0 ? 1.0 : (s + 1.5) / 3.0;
    };
  }

  private static double inner(double x) {
    double u = x * Math.fma(GELU_B * x, x, GELU_A);
    return ActivationReference.tanh(u);
  }

  private static double hardSigmoid(double x) {
    double u = x + 3.0;
    u = u < 0.0 ? 0.0 : u;
    return (u > 6.0 ? 6.0 : u) / 6.0;
  }

  private static double sigmoid(double x) {
    return ActivationReference.sigmoid(x);
  }

  private static double erf(double x) {
    return ErfReference.erf(x);
  }

  static double exp(double x) {
    return ExpReference.exp(x);
  }
}
