package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.Activations;
import org.isobit.kernels.neural.FloatActivations;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Activations of networks. */
final class ActivationOperators {

  private static final float SELU_ALPHA = 1.67326319217681884765625f;
  private static final float SELU_GAMMA = 1.05070102214813232421875f;

  private ActivationOperators() {}

  static void add(Operators t) {
    t.one("Relu", 1, 1, "", c -> relu(c.in(0)));
    t.one("LeakyRelu", 1, 1, "alpha", c -> leaky(c.in(0), c.number("alpha", 0.01)));
    t.one("PRelu", 2, 2, "", ActivationOperators::parametric);
    t.one("Elu", 1, 1, "alpha", c -> elu(c.in(0), c.number("alpha", 1), 1));
    t.one("Selu", 1, 1, "alpha gamma",
        c -> elu(c.in(0), c.number("alpha", SELU_ALPHA), c.number("gamma", SELU_GAMMA)));
    t.one("Celu", 1, 1, "alpha", c -> celu(c.in(0), c.number("alpha", 1)));
    t.one("Gelu", 1, 1, "approximate", ActivationOperators::gelu);
    t.one("HardSigmoid", 1, 1, "alpha beta",
        c -> hardSigmoid(c.in(0), c.number("alpha", 0.2), c.number("beta", 0.5)));
    t.one("HardSwish", 1, 1, "", c -> Elements.map(c.in(0), x -> x * unit(x / 6 + 0.5), null));
    t.one("Mish", 1, 1, "", c -> UnaryOperators.function(c.in(0), ActivationOperators::mish));
    t.one("Softsign", 1, 1, "", c -> Elements.map(c.in(0), x -> x / (1 + Math.abs(x)), null));
    t.one("ThresholdedRelu", 1, 1, "alpha", c -> threshold(c.in(0), c.number("alpha", 1)));
    t.one("Shrink", 1, 1, "bias lambd", c -> shrink(c.in(0), c.number("bias", 0), c.number("lambd", 0.5)));
    t.one("Clip", 1, 3, "", ActivationOperators::clip);
  }

  /** Of inputs that are FLOAT or DOUBLE. */
  static void fused(Operators t) {
    t.one("Gelu", 1, 1, "approximate", ActivationOperators::gelu);
    t.one("Silu", 1, 1, "", c -> activation(c.in(0), Activation.SILU));
  }

  private static Tensor activation(Tensor x, Activation kind) {
    return activation(x, kind, 1);
  }

  private static Tensor activation(Tensor x, Activation kind, double slope) {
    return UnaryOperators.kernel(x,
        (n, a, ao, y, yo) -> Activations.forward(kind, slope, n, a, ao, y, yo, Workers.shared()),
        (n, a, ao, y, yo) -> FloatActivations.forward(kind, (float) slope, n, a, ao, y, yo, Workers.shared()));
  }

  private static Tensor relu(Tensor x) {
    return x.type().floating() ? activation(x, Activation.RELU) : Elements.map(x, null, v -> v < 0 ? 0 : v);
  }

  /** By the kernel where that takes the slope; the product of two floats has the same bits in double, rounded. */
  private static Tensor leaky(Tensor x, double alpha) {
    boolean usual = alpha > 0 && alpha <= Float.MAX_VALUE;
    if (usual && (x.type() == ElementType.FLOAT || x.type() == ElementType.DOUBLE)) {
      return activation(x, Activation.LEAKY_RELU, alpha);
    }
    return Elements.map(x, v -> v < 0 ? alpha * v : v, null);
  }

  /** Slopes are broadcast to x, which keeps its shape. */
  private static Tensor parametric(Call c) {
    Tensor x = c.in(0);
    Tensor slope = Dims.expand(c.in(1), x.dims());
    return Elements.map(x, slope, (v, s) -> v < 0 ? s * v : v, (v, s) -> v < 0 ? s * v : v, (v, s) -> v);
  }

  /** γ·(x ≥ 0 ? x : α·(e^x − 1)). */
  private static Tensor elu(Tensor x, double alpha, double gamma) {
    return UnaryOperators.function(x, v -> {
      double[] e = Functions.expm1(v);
      for (int i = 0; i < e.length; i++) {
        e[i] = gamma * (v[i] < 0 ? alpha * e[i] : v[i]);
      }
      return e;
    });
  }

  /** x &lt; 0 ? α·(e^(x/α) − 1) : x, for α of either sign as ONNX has it. */
  private static Tensor celu(Tensor x, double alpha) {
    return UnaryOperators.function(x, v -> {
      double[] scaled = new double[v.length];
      for (int i = 0; i < v.length; i++) {
        scaled[i] = v[i] / alpha;
      }
      double[] e = Functions.expm1(scaled);
      for (int i = 0; i < e.length; i++) {
        double below = alpha * e[i];
        e[i] = (v[i] < 0 ? 0 : v[i]) + (below > 0 ? 0 : below);
      }
      return e;
    });
  }

  private static Tensor gelu(Call c) {
    return switch (c.text("approximate", "none")) {
      case "none" -> activation(c.in(0), Activation.GELU);
      case "tanh" -> activation(c.in(0), Activation.GELU_TANH);
      default -> throw new IllegalArgumentException("the attribute 'approximate' is neither none nor tanh");
    };
  }

  /** Into [0, 1]. */
  private static double unit(double x) {
    return x < 0 ? 0 : x > 1 ? 1 : x;
  }

  private static Tensor hardSigmoid(Tensor x, double alpha, double beta) {
    return Elements.map(x, v -> unit(alpha * v + beta), null);
  }

  /** x·tanh(ln(1 + e^x)). */
  private static double[] mish(double[] x) {
    int n = x.length;
    double[] y = new double[n];
    Activations.forward(Activation.SOFTPLUS, 1, n, x, 0, y, 0);
    Activations.forward(Activation.TANH, 1, n, y, 0, y, 0);
    for (int i = 0; i < n; i++) {
      y[i] *= x[i];
    }
    return y;
  }

  private static Tensor threshold(Tensor x, double alpha) {
    return Elements.map(x, v -> v > alpha || v != v ? v : 0, null);
  }

  private static Tensor shrink(Tensor x, double bias, double lambda) {
    return Elements.map(x, v -> v < -lambda ? v + bias : v > lambda ? v - bias : v != v ? v : 0, null);
  }

  /** The minimum after the maximum, each where it is given. */
  private static Tensor clip(Call c) {
    Tensor y = c.in(0);
    if (y.type() == ElementType.BOOL) {
      throw Elements.refused(y.type());
    }
    for (int i = 1; i <= 2; i++) {
      Tensor limit = c.optional(i);
      if (limit != null) {
        if (limit.size() != 1) {
          throw new IllegalArgumentException("input number " + i + " is " + limit + ", not one number");
        }
        int[] one = new int[y.rank()];
        Arrays.fill(one, 1);
        Tensor l = limit.reshaped(one);
        y = i == 1 ? ArithmeticOperators.max(y, l) : ArithmeticOperators.min(y, l);
      }
    }
    return y;
  }
}
