package org.isobit.kernels.elementary;

import org.isobit.kernels.Backend;

/**
 * Logarithm of the normal distribution function, and its derivative, of one double; these lines define the bits.
 *
 * <p>With y = |x|: Φ(−y) = g(y)·exp(−y²/2), where (y + 5)·g(y) = G(t) is a polynomial of degree 22 in t = (y − 5)/(y +
 * 5) on all y ≥ 0 (minimax relative error 3.1e-17; the substitution is that of Shepherd and Laframboise, Math. Comp.
 * 36, 1981). Then log Φ(x) = log g(y) − y²/2 for x &lt; 0 and log(1 − Φ(−y)) for x ≥ 0, both by the logarithm of {@link
 * LogReference}, once. The logarithm of a number near 1 magnifies errors, so y + 5, t, G, g, the exponential and Φ(−y)
 * are pairs of doubles (high and low); of G only the last step of Horner's rule is. Thread-safe.
 */
public sealed class LogNdtrReference permits LogNdtrSimd {

  /** The 5 in t. */
  static final double K = 5.0;

  /** Beyond it Φ(−y) is less than half the smallest subnormal. */
  static final double TAIL = 39.0;

  /** y is cut here in t and g, where t is 1: log g is then far below an ulp of y²/2. */
  static final double FAR = 0x1p900;

  static final double SQRT_TWO_PI_HI = 0x1.40d931ff62706p1;
  static final double SQRT_TWO_PI_LO = -0x1.a6a0d6f814637p-53;

  static final double G0 = 0x1.89d3abe1f95aep-1;
  static final double G1 = -0x1.54ad03f27ca1dp-1;
  static final double G2 = 0x1.fb31653876fa0p-2;
  static final double G3 = -0x1.410ed5f87557bp-2;
  static final double G4 = 0x1.51f6329f0101bp-3;
  static final double G5 = -0x1.1b1c254cbe924p-4;
  static final double G6 = 0x1.54b4d4f50f991p-6;
  static final double G7 = -0x1.88590e6da1b6ap-9;
  static final double G8 = -0x1.a25038340eed1p-11;
  static final double G9 = 0x1.1daf16199d53ep-11;
  static final double G10 = -0x1.f214477fc3467p-15;
  static final double G11 = -0x1.a16ec33bbae97p-15;
  static final double G12 = 0x1.17dcbf83b0be1p-16;
  static final double G13 = 0x1.0af6e2edebf28p-18;
  static final double G14 = -0x1.73b197a2f2883p-19;
  static final double G15 = -0x1.63b7d5aee318ep-22;
  static final double G16 = 0x1.d20949f91ad40p-22;
  static final double G17 = 0x1.352eb273c3fe8p-25;
  static final double G18 = -0x1.23585e7e8698fp-24;
  static final double G19 = -0x1.5e11b9f075f42p-28;
  static final double G20 = 0x1.44c9b13d5ec41p-27;
  static final double G21 = 0x1.1d3774da8302ep-31;
  static final double G22 = -0x1.c1b5b375f1f37p-31;

  /** Coefficients of G′(t) to 0.05, enough for the low part of t. */
  static final double D0 = -0x1.3d9bdcd525977p-1;

  static final double D1 = 0x1.ddfa7cbbb7c6ep-1;
  static final double D2 = -0x1.4cf17d358b00fp0;
  static final double D3 = 0x1.ab943e80a8d00p-1;

  LogNdtrReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static LogNdtrReference of(Backend backend) {
    return backend.isSimd() ? new LogNdtrSimd() : new LogNdtrReference();
  }

  /**
   * log Φ(x), Φ the standard normal distribution function; 0 for +Inf, −Inf for −Inf.
   *
   * <p>Largest error found: 2.3987 ulp, at -0x1.df444e940d64dp-26.
   *
   * @param x any number; NaN gives NaN
   * @return log Φ(x)
   */
  public static double logNdtr(double x) {
    return evaluate(x, false);
  }

  /**
   * The derivative of log Φ: φ(x)/Φ(x), φ the standard normal density; 0 for +Inf, +Inf for −Inf.
   *
   * <p>Largest error found: 2.8580 ulp, at -0x1.f3d4ece08e3b4p20.
   *
   * @param x any number; NaN gives NaN
   * @return φ(x)/Φ(x)
   */
  public static double logNdtrDerivative(double x) {
    return evaluate(x, true);
  }

  /**
   * The scalar loop.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void logNdtr(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = logNdtr(x[xOffset + i]);
    }
  }

  /**
   * The scalar loop.
   *
   * @param n       number of elements
   * @param x       arguments
   * @param xOffset index of the first argument
   * @param y       results
   * @param yOffset index of the first result
   */
  public void logNdtrDerivative(int n, double[] x, int xOffset, double[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = logNdtrDerivative(x[xOffset + i]);
    }
  }

  private static double evaluate(double x, boolean derivative) {
    boolean left = x < 0.0;
    double full = Math.abs(x);
    double y = full > FAR ? FAR : full;

    // Y = y + 5 and t = 1 − 10/Y, from a reciprocal and its error.
    double sum = y + K;
    double back = sum - y;
    double sumLow = (y - (sum - back)) + (K - back);
    double inverse = 1.0 / sum;
    double defect = Math.fma(-inverse, sum, 1.0) - inverse * sumLow;
    double w = (2.0 * K) * inverse;
    double t = 1.0 - w;
    back = t - 1.0;
    double tLow = (1.0 - (t - back)) - (w + back);
    tLow = tLow - Math.fma(2.0 * K, inverse, -w) - w * defect;

    // G(t) and g = G/Y.
    double p = slope(t);
    double d = Math.fma(Math.fma(Math.fma(D3, t, D2), t, D1), t, D0);
    double product = p * t;
    double productLow = Math.fma(p, t, -product);
    double factor = G0 + product;
    back = factor - G0;
    double factorLow = (G0 - (factor - back)) + (product - back) + Math.fma(d, tLow, productLow);
    double g = factor * inverse;
    double gLow = (Math.fma(-g, sum, factor) + (factorLow - g * sumLow)) * inverse;

    // exp(−z²/2) = 2^k·(e + eLow).
    double z = full > TAIL ? TAIL : full;
    double half = -0.5 * (z * z);
    double halfLow = Math.fma(-0.5 * z, z, -half);
    double shifted = Math.fma(half, ExpReference.LOG2_E, ExpReference.SHIFT);
    double n = shifted - ExpReference.SHIFT;
    long k = Double.doubleToRawLongBits(shifted) - ExpReference.SHIFT_BIAS;
    double exact = Math.fma(-n, ExpReference.LN2_HI, half);
    double main = Math.fma(-n, ExpReference.LN2_LO, exact);
    double r = main + halfLow;
    double tail = ((main - r) + halfLow) + Math.fma(-n, ExpReference.LN2_LO, exact - main);
    tail = Math.fma(ExpReference.q(r) * r, r, tail);
    double m = r + tail;
    double e = 1.0 + m;
    double eLow = ((1.0 - e) + m) + ((r - m) + tail);

    // Φ(−y), and u + lost = g or 1 − Φ(−y).
    double f = e * g;
    double fLow = Math.fma(e, g, -f) + Math.fma(e, gLow, eLow * g);
    f = ExpReference.scale(f, k);
    fLow = ExpReference.scale(fLow, k);
    double u = 1.0 - f;
    double lost = ((1.0 - u) - f) - fLow;
    if (derivative) {
      // (y + 5)/(√(2π)·G), or exp(−y²/2)/(√(2π)·(1 − Φ(−y))).
      double top = left ? full + K : e;
      double topLow = left ? sumLow : eLow;
      double v = left ? factor : u;
      double vLow = left ? factorLow : lost;
      double bottom = v * SQRT_TWO_PI_HI;
      double bottomLow = Math.fma(v, SQRT_TWO_PI_HI, -bottom) + Math.fma(v, SQRT_TWO_PI_LO, vLow * SQRT_TWO_PI_HI);
      double reciprocal = 1.0 / bottom;
      double q = top * reciprocal;
      double rest = Math.fma(-q, bottom, top) + Math.fma(-q, bottomLow, topLow);
      double corrected = Math.fma(rest, reciprocal, q);
      double slope = ExpReference.scale(full < FAR ? corrected : q, left ? 2046 : k);
      return x == x ? slope : x;
    }
    double log = LogReference.logOfSum(left ? g : u, left ? gLow : lost);
    log = left ? Math.fma(-0.5 * full, full, log) : log;
    return x == x ? log : x;
  }

  /** (G(t) − G(0))/t. */
  private static double slope(double t) {
    double p = Math.fma(G22, t, G21);
    p = Math.fma(p, t, G20);
    p = Math.fma(p, t, G19);
    p = Math.fma(p, t, G18);
    p = Math.fma(p, t, G17);
    p = Math.fma(p, t, G16);
    p = Math.fma(p, t, G15);
    p = Math.fma(p, t, G14);
    p = Math.fma(p, t, G13);
    p = Math.fma(p, t, G12);
    p = Math.fma(p, t, G11);
    p = Math.fma(p, t, G10);
    p = Math.fma(p, t, G9);
    p = Math.fma(p, t, G8);
    p = Math.fma(p, t, G7);
    p = Math.fma(p, t, G6);
    p = Math.fma(p, t, G5);
    p = Math.fma(p, t, G4);
    p = Math.fma(p, t, G3);
    p = Math.fma(p, t, G2);
    p = Math.fma(p, t, G1);
    return p;
  }
}
