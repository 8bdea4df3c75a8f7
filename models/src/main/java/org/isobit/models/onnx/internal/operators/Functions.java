package org.isobit.models.onnx.internal.operators;

import org.isobit.kernels.elementary.Elementary;

/**
 * Functions of doubles that no kernel has, made of those that kernels have and of single operations, so that bits are
 * the same on every machine. Float types are rounded once from these. Thread-safe.
 */
final class Functions {

  /** Powers by whole numbers of at most this size are products. */
  private static final int WHOLE = 1024;

  private static final double LN_2 = 0x1.62e42fefa39efp-1;
  private static final double HALF_PI = 0x1.921fb54442d18p0;

  private static final double HALF_PI_REST = 0x1.1a62633145c07p-54;

  /** arctan of k/16. */
  private static final double[] ATAN = {
      0x0.0p+0, 0x1.ff55bb72cfdeap-5, 0x1.fd5ba9aac2f6ep-4, 0x1.7b97b4bce5b02p-3, 0x1.f5b75f92c80ddp-3,
      0x1.362773707ebccp-2, 0x1.6f61941e4def1p-2, 0x1.a64eec3cc23fdp-2, 0x1.dac670561bb4fp-2, 0x1.0657e94db30d0p-1,
      0x1.1e00babdefeb4p-1, 0x1.345f01cce37bbp-1, 0x1.4978fa3269ee1p-1, 0x1.5d58987169b18p-1, 0x1.700a7c5784634p-1,
      0x1.819d0b7158a4dp-1, 0x1.921fb54442d18p-1};

  private Functions() {}

  static double[] exp(double[] x) {
    double[] y = new double[x.length];
    Elementary.exp(x.length, x, 0, y, 0);
    return y;
  }

  static double[] expm1(double[] x) {
    double[] y = new double[x.length];
    Elementary.expm1(x.length, x, 0, y, 0);
    return y;
  }

  static double[] log(double[] x) {
    double[] y = new double[x.length];
    Elementary.log(x.length, x, 0, y, 0);
    return y;
  }

  static double[] log1p(double[] x) {
    double[] y = new double[x.length];
    Elementary.log1p(x.length, x, 0, y, 0);
    return y;
  }

  private static double[] map(double[] x, Elements.Unary f) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.of(x[i]);
    }
    return y;
  }

  static double[] tan(double[] x) {
    double[] s = new double[x.length];
    double[] c = new double[x.length];
    Elementary.sin(x.length, x, 0, s, 0);
    Elementary.cos(x.length, x, 0, c, 0);
    for (int i = 0; i < s.length; i++) {
      s[i] /= c[i];
    }
    return s;
  }

  /** With e = e^|x| − 1: (e + e/(e + 1))/2, and for large |x| the square of e^(|x|/2), halved. */
  static double[] sinh(double[] x) {
    double[] e = expm1(map(x, Math::abs));
    double[] half = exp(map(x, v -> Math.abs(v) / 2));
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      double size = Math.abs(x[i]) > 700 ? half[i] / 2 * half[i] : (e[i] + e[i] / (e[i] + 1)) / 2;
      y[i] = Math.copySign(size, x[i]);
    }
    return y;
  }

  static double[] cosh(double[] x) {
    double[] half = exp(map(x, v -> Math.abs(v) / 2));
    double[] e = exp(map(x, Math::abs));
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.abs(x[i]) > 700 ? half[i] / 2 * half[i] : e[i] / 2 + 0.5 / e[i];
    }
    return y;
  }

  /** ln(|x| + sqrt(x² + 1)) = ln(1 + (|x| + x²/(1 + sqrt(x² + 1)))); above 2^27 ln|x| + ln 2. */
  static double[] asinh(double[] x) {
    double[] near = log1p(map(x, v -> Math.abs(v) + v * v / (1 + Math.sqrt(v * v + 1))));
    double[] far = log(map(x, Math::abs));
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.copySign(Math.abs(x[i]) > 0x1p27 ? far[i] + LN_2 : near[i], x[i]);
    }
    return y;
  }

  /** ln(1 + (t + sqrt(2t + t²))), t = x − 1; above 2^27 ln x + ln 2. */
  static double[] acosh(double[] x) {
    double[] near = log1p(map(x, v -> v - 1 + Math.sqrt(2 * (v - 1) + (v - 1) * (v - 1))));
    double[] far = log(x);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[i] > 0x1p27 ? far[i] + LN_2 : near[i];
    }
    return y;
  }

  /** ½·ln(1 + 2|x|/(1 − |x|)). */
  static double[] atanh(double[] x) {
    double[] y = log1p(map(x, v -> 2 * Math.abs(v) / (1 - Math.abs(v))));
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.copySign(y[i] / 2, x[i]);
    }
    return y;
  }

  static double asin(double x) {
    return atan(x / Math.sqrt((1 - x) * (1 + x)));
  }

  static double acos(double x) {
    return x == -1 ? 2 * HALF_PI : 2 * atan(Math.sqrt((1 - x) / (1 + x)));
  }

  /** arctan of the nearest k/16 and, by its power series, of what is left; above 1 that of 1/x from π/2. */
  static double atan(double x) {
    double size = Math.abs(x);
    if (x != x) {
      return x;
    }
    double v = size > 1 ? 1 / size : size;
    double near = Math.rint(16 * v) / 16;
    double t = (v - near) / (1 + v * near);
    double z = t * t;
    double series = t - t * z * (1.0 / 3 - z * (1.0 / 5 - z * (1.0 / 7 - z * (1.0 / 9 - z / 11))));
    double y = ATAN[(int) (16 * near)] + series;
    return Math.copySign(size > 1 ? HALF_PI - (y - HALF_PI_REST) : y, x);
  }

  /**
   * x^y. Whole y up to ±{@value #WHOLE} are repeated squares, ½ is the square root; others e^(y·ln|x|), whose relative
   * error is about |y·ln x|·2⁻⁵³.
   */
  static double[] pow(double[] x, double[] y) {
    double[] ln = log(map(x, Math::abs));
    for (int i = 0; i < ln.length; i++) {
      ln[i] *= y[i];
    }
    double[] p = exp(ln);
    for (int i = 0; i < p.length; i++) {
      p[i] = special(x[i], y[i], p[i]);
    }
    return p;
  }

  private static double special(double x, double y, double usual) {
    if (y == 0 || x == 1 || x == -1 && Double.isInfinite(y)) {
      return 1;
    }
    if (x != x || y != y) {
      return Double.NaN;
    }
    boolean whole = Math.rint(y) == y;
    boolean odd = whole && Math.abs(y) < 0x1p53 && y % 2 != 0;
    if (whole && Math.abs(y) <= WHOLE) {
      double product = 1;
      double square = x;
      for (int e = (int) Math.abs(y); e > 0; e >>= 1) {
        product = (e & 1) == 0 ? product : product * square;
        square *= square;
      }
      // The product may leave the range where the power does not.
      boolean inside = product != 0 && !Double.isInfinite(product) && Math.abs(product) >= Double.MIN_NORMAL;
      if (inside || y > 0) {
        return y > 0 ? product : 1 / product;
      }
    }
    if (x == 0) {
      double size = y > 0 ? 0 : Double.POSITIVE_INFINITY;
      return odd ? Math.copySign(size, x) : size;
    }
    if (y == 0.5 && x != Double.NEGATIVE_INFINITY) {
      return Math.sqrt(x);
    }
    if (x < 0) {
      return odd ? -usual : whole || x == Double.NEGATIVE_INFINITY ? usual : Double.NaN;
    }
    return usual;
  }
}
