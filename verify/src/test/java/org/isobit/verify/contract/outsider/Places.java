// Master of FloatPlaces: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Section "Localisation" of the document, step by step; tapers by their kernels' names. Thread-safe. */
public final class Places {

  private static final Constants SPHERE = Constants.of("Distances");
  private static final double PI_HIGH = SPHERE.number("PI_HIGH");
  private static final double PI_LOW = SPHERE.number("PI_LOW");
  private static final double[] A = SPHERE.polynomial("A", 0);
  private static final double FIVE_THIRDS = Constants.of("Tapers").number("FIVE_THIRDS");

  private Places() {}

  public static double taper(String kernel, double distance, double length) {
    double a = Math.abs(distance);
    double r = a / length;
    return switch (kernel) {
      case "gaspariCohnTaper" -> r >= 2.0 ? 0.0 : r <= 1.0 ? inner(r) : outer(r);
      case "gaussianTaper" -> Functions.exp(-0.5 * (r * r));
      case "exponentialTaper" -> Functions.exp(-r);
      case "cubicExponentialTaper" -> Functions.exp(-0.5 * ((r * r) * r));
      case "tricubeTaper" -> {
        double t = 1.0 - (r * r) * r;
        yield r >= 1.0 ? 0.0 : (t * t) * t;
      }
      case "quarticTaper" -> {
        double square = r * r;
        double t = 1.0 - square * square;
        double b = t * t;
        yield r >= 1.0 ? 0.0 : b * b;
      }
      case "boxcarTaper" -> a <= length ? 1.0 : a > length ? 0.0 : a;
      default -> throw new IllegalArgumentException(kernel);
    };
  }

  private static double inner(double r) {
    double p = Math.fma(r, -0.25, 0.5);
    p = Math.fma(p, r, 0.625);
    p = Math.fma(p, r, -FIVE_THIRDS);
    return Math.fma(p, r * r, 1.0);
  }

  private static double outer(double r) {
    double t = 2.0 - r;
    double s = t * t;
    return ((s * s) * Math.fma(Math.fma(2.0, r, 4.0), r, -1.0)) / (24.0 * r);
  }

  public static double euclidean(double[] x, double[] p) {
    double s = 0.0;
    double d = 0.0;
    for (int j = 0; j < p.length; j++) {
      d = x[j] - p[j];
      s = Math.fma(d, d, s);
    }
    return p.length == 1 ? Math.abs(d) : Math.sqrt(s);
  }

  public static double periodic(double[] x, double[] p, double[] period) {
    double s = 0.0;
    double d = 0.0;
    for (int j = 0; j < p.length; j++) {
      d = x[j] - p[j];
      if (period[j] > 0.0) {
        double turns = (d / period[j] + Format.SHIFT) - Format.SHIFT;
        d = Math.fma(-period[j], turns, d);
      }
      s = Math.fma(d, d, s);
    }
    return p.length == 1 ? Math.abs(d) : Math.sqrt(s);
  }

  public static double greatCircle(double[] u, double[] p, double radius) {
    double apart = 0.0;
    double together = 0.0;
    for (int j = 0; j < 3; j++) {
      double minus = u[j] - p[j];
      double plus = u[j] + p[j];
      apart = Math.fma(minus, minus, apart);
      together = Math.fma(plus, plus, together);
    }
    double h = 0.25 * apart;
    double g = 0.25 * together;
    double s = h <= 0.25 ? Math.sqrt(h) : g <= 0.25 ? Math.sqrt(g) : g - h;
    double z = s * s;
    double a = Math.fma(s * z, Format.horner(z, A), s);
    double angle = h <= 0.25 ? 2.0 * a
        : g <= 0.25 ? (PI_HIGH - 2.0 * a) + PI_LOW
        : (0.5 * PI_HIGH - a) + 0.5 * PI_LOW;
    return radius * angle;
  }

  public static double[] unitVector(double latitude, double longitude) {
    double a = latitude / 180.0;
    double o = longitude / 180.0;
    double c = Circular.cospi(a);
    return new double[] {c * Circular.cospi(o), c * Circular.sinpi(o), Circular.sinpi(a)};
  }
}
