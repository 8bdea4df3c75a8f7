// Master of FloatKinds: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Section "Activations" of the document: kinds by their names there. Thread-safe. */
public final class Kinds {

  private static final Constants TABLE = Constants.of("Activations");

  private static final double SQRT_HALF = TABLE.number("SQRT_HALF");
  private static final double DENSITY = TABLE.number("DENSITY");
  private static final double GELU_A = TABLE.number("GELU_A");
  private static final double GELU_B = TABLE.number("GELU_B");
  private static final double GELU_3B = TABLE.number("GELU_3B");

  private Kinds() {}

  public static double value(String kind, double slope, double x) {
    return switch (kind) {
      case "IDENTITY" -> x;
      case "RELU" -> x < 0.0 ? 0.0 : x;
      case "LEAKY_RELU" -> x < 0.0 ? slope * x : x;
      case "TANH" -> Functions.tanh(x);
      case "SIGMOID" -> Functions.sigmoid(x);
      case "GELU" -> (0.5 * x) * (1.0 + Functions.erf(SQRT_HALF * x));
      case "GELU_TANH" -> (0.5 * x) * (1.0 + t(x));
      case "SILU" -> x * Functions.sigmoid(x);
      case "SOFTPLUS" -> Functions.softplus(x);
      case "ELU" -> x > 0.0 ? x : slope * Functions.expm1(x);
      case "MISH" -> x * Functions.tanh(Functions.softplus(x));
      case "HARD_SIGMOID" -> h(x);
      case "HARD_SWISH" -> x * h(x);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  public static double derivative(String kind, double slope, double s) {
    return switch (kind) {
      case "IDENTITY" -> 1.0;
      case "RELU" -> s > 0.0 ? 1.0 : s;
      case "LEAKY_RELU" -> s < 0.0 ? slope : s >= 0.0 ? 1.0 : s;
      case "TANH" -> Math.fma(-s, s, 1.0);
      case "SIGMOID" -> Math.fma(-s, s, s);
      case "GELU" -> Math.fma(s * DENSITY, Functions.exp((-0.5 * s) * s),
          0.5 * (1.0 + Functions.erf(SQRT_HALF * s)));
      case "GELU_TANH" -> Math.fma((0.5 * s) * Math.fma(-t(s), t(s), 1.0), Math.fma(GELU_3B * s, s, GELU_A),
          0.5 * (1.0 + t(s)));
      case "SILU" -> {
        double a = Functions.sigmoid(s);
        yield a * Math.fma(s, 1.0 - a, 1.0);
      }
      case "SOFTPLUS" -> Functions.sigmoid(s);
      case "ELU" -> s > 0.0 ? 1.0 : s + slope;
      case "MISH" -> {
        double a = Functions.tanh(Functions.softplus(s));
        yield Math.fma(s * Functions.sigmoid(s), Math.fma(-a, a, 1.0), a);
      }
      case "HARD_SIGMOID" -> s > 0.0 && s < 1.0 ? 1.0 / 6.0 : s - s;
      case "HARD_SWISH" -> s <= -3.0 ? 0.0 : s >= 3.0 ? 1.0 : (s + 1.5) / 3.0;
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static double h(double x) {
    double u = x + 3.0 < 0.0 ? 0.0 : x + 3.0;
    return (u > 6.0 ? 6.0 : u) / 6.0;
  }

  private static double t(double x) {
    return Functions.tanh(x * Math.fma(GELU_B * x, x, GELU_A));
  }
}
