// Master of FloatFunctions: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Sections "exp and expm1" to "erf" of the document, step by step. Thread-safe. */
public final class Functions {

  private static final Constants EXP = Constants.of("exp and expm1");
  private static final Constants LOG = Constants.of("log and log1p");
  private static final Constants TANH = Constants.of("tanh, sigmoid and softplus");
  private static final Constants ERF = Constants.of("erf");

  static final double LOG2_E = EXP.number("LOG2_E");
  static final double LN2_HI = EXP.number("LN2_HI");
  static final double LN2_LO = EXP.number("LN2_LO");
  private static final double HIGHEST = EXP.number("HIGHEST");
  private static final double LOWEST = EXP.number("LOWEST");
  private static final double EXPM1_LOWEST = EXP.number("EXPM1_LOWEST");
  private static final double EXPM1_FAR = EXP.number("EXPM1_FAR");
  private static final double[] Q = EXP.polynomial("Q", 0);

  static final double LEAST = LOG.number("LEAST");
  static final double LIFT = LOG.number("LIFT");
  static final double LIFT_EXPONENT = LOG.number("LIFT_EXPONENT");
  private static final double LOG_LN2_HI = LOG.number("LN2_HI");
  private static final double LOG_LN2_LO = LOG.number("LN2_LO");
  private static final double[] L = LOG.polynomial("L", 0);

  private static final double TANH_LIMIT = TANH.number("TANH_LIMIT");
  private static final double SIGMOID_HIGHEST = TANH.number("SIGMOID_HIGHEST");
  private static final double SMALL = TANH.number("SMALL");

  private static final double ERF_LIMIT = ERF.number("LIMIT");
  private static final double[] ERF_P = ERF.polynomial("P", 0);
  private static final double[] ERF_L = ERF.polynomial("L", 0);

  private Functions() {}

  static double q(double r) {
    return Format.horner(r, Q);
  }

  /** c = n·ln 2 + r. */
  private record Reduced(double n, long k, double r, double back) {}

  private static Reduced reduce(double c) {
    double shifted = Math.fma(c, LOG2_E, Format.SHIFT);
    double n = shifted - Format.SHIFT;
    double exact = Math.fma(-n, LN2_HI, c);
    double r = Math.fma(-n, LN2_LO, exact);
    double back = Math.fma(-n, LN2_LO, exact - r);
    return new Reduced(n, Format.whole(shifted), r, back);
  }

  public static double exp(double x) {
    double c = x > HIGHEST ? HIGHEST : x;
    c = c < LOWEST ? LOWEST : c;
    Reduced reduced = reduce(c);
    double p = Math.fma(q(reduced.r), reduced.r, 1.0);
    p = Math.fma(p, reduced.r, 1.0);
    return Format.scale(p, reduced.k);
  }

  public static double expm1(double x) {
    double c = x > HIGHEST ? HIGHEST : x;
    c = c < EXPM1_LOWEST ? EXPM1_LOWEST : c;
    Reduced reduced = reduce(c);
    double r = reduced.r;
    double tail = Math.fma(q(r) * r, r, reduced.back);
    double u = reduced.n > EXPM1_FAR ? 0.0 : Format.power(-reduced.k);
    double v = 1.0 - u;
    double high = v + r;
    double low = (v - high) + r;
    double y = Format.scale(high + (low + tail), reduced.k);
    return x == 0.0 ? x : y;
  }

  /** u = 2^k·(1 + f). */
  record Split(double f, double k) {}

  static Split split(double u) {
    long i = Format.bits(u) - Format.bits(LEAST) + Format.bits(1.0);
    double f = Format.value((i & ((1L << Format.P) - 1)) + Format.bits(LEAST)) - 1.0;
    return new Split(f, (i >>> Format.P) - Format.BIAS);
  }

  private static double series(double f, double k, double low) {
    double s = f / (2.0 + f);
    double z = s * s;
    double p = Format.horner(z, L);
    double h = (0.5 * f) * f;
    double high = k * LOG_LN2_HI;
    double sum = high + f;
    double rest = (high - sum) + f;
    return sum + (rest + (Math.fma(s, Math.fma(z, p, h), low) - h));
  }

  public static double log(double x) {
    boolean lifted = x < Format.MIN_NORMAL;
    Split split = split(lifted ? x * LIFT : x);
    double k = lifted ? split.k - LIFT_EXPONENT : split.k;
    double y = series(split.f, k, k * LOG_LN2_LO);
    if (Double.isNaN(x) || x == Double.POSITIVE_INFINITY) {
      return x;
    }
    if (x < 0.0) {
      return Double.NaN;
    }
    return x == 0.0 ? Double.NEGATIVE_INFINITY : y;
  }

  static double logOfSum(double u, double lost) {
    Split split = split(u);
    double f = split.f;
    double power = split.k == Format.BIAS + 1 ? 0.0 : Format.power(1 - (long) split.k);
    double scaled = (lost * power) * 0.5;
    return series(f, split.k, Math.fma(split.k, LOG_LN2_LO, scaled * Math.fma(f, f - 1.0, 1.0)));
  }

  public static double log1p(double x) {
    double u = 1.0 + x;
    double lost = x < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);
    double y = logOfSum(u, lost);
    if (Double.isNaN(x) || x == Double.POSITIVE_INFINITY) {
      return x;
    }
    if (x < -1.0) {
      return Double.NaN;
    }
    if (x == -1.0) {
      return Double.NEGATIVE_INFINITY;
    }
    return x == 0.0 ? x : y;
  }

  private static double divide(double top, double topLow, double bottom, double bottomLow) {
    double inverse = 1.0 / bottom;
    double quotient = top * inverse;
    double remainder = Math.fma(-quotient, bottom, top) + Math.fma(-quotient, bottomLow, topLow);
    return Math.fma(remainder, inverse, quotient);
  }

  /** e^c = 2^k·(1 + p + low). */
  private record Exponential(long k, double p, double low) {}

  private static Exponential pair(double c) {
    Reduced reduced = reduce(c);
    double r = reduced.r;
    double tail = Math.fma(q(r) * r, r, reduced.back);
    double p = r + tail;
    return new Exponential(reduced.k, p, (r - p) + tail);
  }

  public static double tanh(double x) {
    double a = Math.abs(x);
    a = a > TANH_LIMIT ? TANH_LIMIT : a;
    Exponential e = pair(a + a);
    double u = Format.power(-e.k);
    double v = 1.0 - u;
    double top = v + e.p;
    double topLow = ((v - top) + e.p) + (e.low + ((1.0 - v) - u));
    double w = 1.0 + u;
    double bottom = w + e.p;
    double bottomLow = ((w - bottom) + e.p) + (e.low + ((1.0 - w) + u));
    return Math.copySign(divide(top, topLow, bottom, bottomLow), x);
  }

  public static double sigmoid(double x) {
    double c = x > SIGMOID_HIGHEST ? SIGMOID_HIGHEST : x;
    c = c < LOWEST ? LOWEST : c;
    Exponential e = pair(c);
    double top = 1.0 + e.p;
    double topLow = ((1.0 - top) + e.p) + e.low;
    if (c < SMALL) {
      return Format.scale(divide(top, topLow, 1.0, 0.0), e.k);
    }
    double w = 1.0 + Format.power(-e.k);
    double bottom = w + e.p;
    double bottomLow = ((w - bottom) + e.p) + e.low;
    return divide(top, topLow, bottom, bottomLow);
  }

  public static double softplus(double x) {
    double y = -Math.abs(x);
    y = y < LOWEST ? LOWEST : y;
    Exponential exponential = pair(y);
    double p = exponential.p;
    double high = 1.0 + p;
    double highLow = ((1.0 - high) + p) + exponential.low;
    double log;
    if (y < SMALL) {
      log = Format.scale(high + highLow, exponential.k);
    } else {
      double power = Format.power(exponential.k);
      double e = high * power;
      double u = 1.0 + e;
      double lost = Math.fma(highLow, power, (1.0 - u) + e);
      log = logOfSum(u, lost);
    }
    return (x > 0.0 ? x : 0.0) + log;
  }

  public static double erf(double x) {
    double a = Math.abs(x);
    double v;
    if (a < 1.0) {
      double z = a * a;
      v = Math.fma(Format.horner(z, ERF_P), a, a);
    } else {
      double t = (a > ERF_LIMIT ? ERF_LIMIT : a) - 1.0;
      v = 1.0 - exp(Format.horner(t, ERF_L));
    }
    return Math.copySign(v, x);
  }
}
