package org.isobit.kernels.elementary;

/**
 * tanh, the logistic sigmoid and softplus of one double; these lines define the bits.
 *
 * <p>All three start from the reduction of {@link ExpReference}: e^y = 2^k·(1 + p), p = r + tail as a pair, where tail
 * is r²·Q(r) and what r lost to rounding. With u = 2^−k, numerators and denominators are the pairs (1 ± u) + p, so that
 * one division and one correction of its remainder give nearly correct rounding. Thread-safe.
 */
public final class ActivationReference {

  /** Beyond it tanh is ±1. */
  static final double TANH_LIMIT = 20.0;

  /** Below it e^x is less than half an ulp of 1, and sigmoid and softplus are e^x. */
  static final double SMALL = -37.5;

  private ActivationReference() {}

  /**
   * tanh x = (e^2x − 1)/(e^2x + 1); tanh(±0) = ±0, tanh(±Inf) = ±1.
   *
   * <p>Largest error found: 1.0428 ulp, at 0x1.85c5b6f187fd3p-3.
   *
   * @param x any number; NaN gives NaN
   * @return tanh x
   */
  public static double tanh(double x) {
    double a = Math.abs(x);
    a = a > TANH_LIMIT ? TANH_LIMIT : a;
    double y = a + a;
    double shifted = Math.fma(y, ExpReference.LOG2_E, ExpReference.SHIFT);
    double n = shifted - ExpReference.SHIFT;
    long k = Double.doubleToRawLongBits(shifted) - ExpReference.SHIFT_BIAS;
    double exact = Math.fma(-n, ExpReference.LN2_HI, y);
    double r = Math.fma(-n, ExpReference.LN2_LO, exact);
    double tail = Math.fma(ExpReference.q(r) * r, r, Math.fma(-n, ExpReference.LN2_LO, exact - r));
    double u = Double.longBitsToDouble((3069 - k) << 52);
    double v = 1.0 - u;
    double p = r + tail;
    double low = (r - p) + tail;
    double top = v + p;
    double topLow = ((v - top) + p) + (low + ((1.0 - v) - u));
    double w = 1.0 + u;
    double bottom = w + p;
    double bottomLow = ((w - bottom) + p) + (low + ((1.0 - w) + u));
    return Math.copySign(divide(top, topLow, bottom, bottomLow), x);
  }

  /**
   * 1/(1 + e^−x); sigmoid(−Inf) = 0, sigmoid(+Inf) = 1.
   *
   * <p>Largest error found: 1.5000 ulp, at -0x1.25e4f7f5df83ep5.
   *
   * @param x any number; NaN gives NaN
   * @return 1/(1 + e^−x)
   */
  public static double sigmoid(double x) {
    double c = x > 40.0 ? 40.0 : x;
    c = c < ExpReference.LOWEST ? ExpReference.LOWEST : c;
    double shifted = Math.fma(c, ExpReference.LOG2_E, ExpReference.SHIFT);
    double n = shifted - ExpReference.SHIFT;
    long k = Double.doubleToRawLongBits(shifted) - ExpReference.SHIFT_BIAS;
    double exact = Math.fma(-n, ExpReference.LN2_HI, c);
    double r = Math.fma(-n, ExpReference.LN2_LO, exact);
    double tail = Math.fma(ExpReference.q(r) * r, r, Math.fma(-n, ExpReference.LN2_LO, exact - r));
    double p = r + tail;
    double low = (r - p) + tail;
    double top = 1.0 + p;
    double topLow = ((1.0 - top) + p) + low;
    // sigmoid = (1 + p)/(1 + u + p) with p = e^r − 1; where e^x alone counts, (1 + p)/1·2^k.
    boolean small = c < SMALL;
    double w = 1.0 + Double.longBitsToDouble((3069 - k) << 52);
    double bottom = small ? 1.0 : w + p;
    double bottomLow = small ? 0.0 : ((w - bottom) + p) + low;
    return ExpReference.scale(divide(top, topLow, bottom, bottomLow), small ? k : 2046);
  }

  /**
   * ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|); softplus(−Inf) = 0.
   *
   * <p>Largest error found: 1.1552 ulp, at -0x1.241c1fb0877fap5.
   *
   * @param x any number; NaN gives NaN
   * @return ln(1 + e^x)
   */
  public static double softplus(double x) {
    double y = -Math.abs(x);
    y = y < ExpReference.LOWEST ? ExpReference.LOWEST : y;
    double shifted = Math.fma(y, ExpReference.LOG2_E, ExpReference.SHIFT);
    double n = shifted - ExpReference.SHIFT;
    long k = Double.doubleToRawLongBits(shifted) - ExpReference.SHIFT_BIAS;
    double exact = Math.fma(-n, ExpReference.LN2_HI, y);
    double r = Math.fma(-n, ExpReference.LN2_LO, exact);
    double tail = Math.fma(ExpReference.q(r) * r, r, Math.fma(-n, ExpReference.LN2_LO, exact - r));
    double p = r + tail;
    double high = 1.0 + p;
    double low = ((1.0 - high) + p) + ((r - p) + tail);
    double power = Double.longBitsToDouble((k - 1023) << 52);
    double e = high * power;
    double u = 1.0 + e;
    double lost = Math.fma(low, power, (1.0 - u) + e);
    double log = LogReference.logOfSum(u, lost);
    log = y < SMALL ? ExpReference.scale(high + low, k) : log;
    return (x > 0.0 ? x : 0.0) + log;
  }

  /** (top + topLow)/(bottom + bottomLow): the rounded quotient, corrected by its remainder. */
  private static double divide(double top, double topLow, double bottom, double bottomLow) {
    double inverse = 1.0 / bottom;
    double q = top * inverse;
    double remainder = Math.fma(-q, bottom, top) + Math.fma(-q, bottomLow, topLow);
    return Math.fma(remainder, inverse, q);
  }
}
