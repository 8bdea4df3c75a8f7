package org.isobit.kernels.elementary;

/**
 * tanh, the logistic sigmoid and softplus of one float, in float arithmetic only; these lines define the bits.
 *
 * <p>All three start from the reduction of {@link FloatExpReference}: e^y = 2^k·(1 + p), p = r + tail as a pair, where
 * tail is r²·Q(r) and what r lost to rounding. With u = 2^−k, numerators and denominators are the pairs (1 ± u) + p, so
 * that one division and one correction of its remainder give nearly correct rounding. Thread-safe.
 */
public final class FloatActivationReference {

  /** Beyond it tanh is ±1. */
  static final float TANH_LIMIT = 10.0f;

  /** Below it e^x is less than half an ulp of 1, and sigmoid and softplus are e^x. */
  static final float SMALL = -17.5f;

  private FloatActivationReference() {}

  /**
   * tanh x = (e^2x − 1)/(e^2x + 1); tanh(±0) = ±0, tanh(±Inf) = ±1.
   *
   * <p>Largest error of all: 0.8022 ulp, at 0x1.66a47cp-3; 2576548 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return tanh x
   */
  public static float tanh(float x) {
    float a = Math.abs(x);
    a = a > TANH_LIMIT ? TANH_LIMIT : a;
    float y = a + a;
    float shifted = Math.fma(y, FloatExpReference.LOG2_E, FloatExpReference.SHIFT);
    float n = shifted - FloatExpReference.SHIFT;
    int k = Float.floatToRawIntBits(shifted) - FloatExpReference.SHIFT_BIAS;
    float exact = Math.fma(-n, FloatExpReference.LN2_HI, y);
    float r = Math.fma(-n, FloatExpReference.LN2_LO, exact);
    float tail = Math.fma(FloatExpReference.q(r) * r, r, Math.fma(-n, FloatExpReference.LN2_LO, exact - r));
    float u = Float.intBitsToFloat((381 - k) << 23);
    float v = 1.0f - u;
    float p = r + tail;
    float low = (r - p) + tail;
    float top = v + p;
    float topLow = ((v - top) + p) + (low + ((1.0f - v) - u));
    float w = 1.0f + u;
    float bottom = w + p;
    float bottomLow = ((w - bottom) + p) + (low + ((1.0f - w) + u));
    return Math.copySign(divide(top, topLow, bottom, bottomLow), x);
  }

  /**
   * 1/(1 + e^−x); sigmoid(−Inf) = 0, sigmoid(+Inf) = 1.
   *
   * <p>Largest error of all: 1.4990 ulp, at -0x1.0a2ef4p4; 2198108 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return 1/(1 + e^−x)
   */
  public static float sigmoid(float x) {
    float c = x > 20.0f ? 20.0f : x;
    c = c < FloatExpReference.LOWEST ? FloatExpReference.LOWEST : c;
    float shifted = Math.fma(c, FloatExpReference.LOG2_E, FloatExpReference.SHIFT);
    float n = shifted - FloatExpReference.SHIFT;
    int k = Float.floatToRawIntBits(shifted) - FloatExpReference.SHIFT_BIAS;
    float exact = Math.fma(-n, FloatExpReference.LN2_HI, c);
    float r = Math.fma(-n, FloatExpReference.LN2_LO, exact);
    float tail = Math.fma(FloatExpReference.q(r) * r, r, Math.fma(-n, FloatExpReference.LN2_LO, exact - r));
    float p = r + tail;
    float low = (r - p) + tail;
    float top = 1.0f + p;
    float topLow = ((1.0f - top) + p) + low;
    // sigmoid = (1 + p)/(1 + u + p) with p = e^r − 1; where e^x alone counts, (1 + p)/1·2^k.
    boolean small = c < SMALL;
    float w = 1.0f + Float.intBitsToFloat((381 - k) << 23);
    float bottom = small ? 1.0f : w + p;
    float bottomLow = small ? 0.0f : ((w - bottom) + p) + low;
    return FloatExpReference.scale(divide(top, topLow, bottom, bottomLow), small ? k : 254);
  }

  /**
   * ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|); softplus(−Inf) = 0.
   *
   * <p>Largest error of all: 1.1446 ulp, at -0x1.06a22cp4; 78860753 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return ln(1 + e^x)
   */
  public static float softplus(float x) {
    float y = -Math.abs(x);
    y = y < FloatExpReference.LOWEST ? FloatExpReference.LOWEST : y;
    float shifted = Math.fma(y, FloatExpReference.LOG2_E, FloatExpReference.SHIFT);
    float n = shifted - FloatExpReference.SHIFT;
    int k = Float.floatToRawIntBits(shifted) - FloatExpReference.SHIFT_BIAS;
    float exact = Math.fma(-n, FloatExpReference.LN2_HI, y);
    float r = Math.fma(-n, FloatExpReference.LN2_LO, exact);
    float tail = Math.fma(FloatExpReference.q(r) * r, r, Math.fma(-n, FloatExpReference.LN2_LO, exact - r));
    float p = r + tail;
    float high = 1.0f + p;
    float low = ((1.0f - high) + p) + ((r - p) + tail);
    float power = Float.intBitsToFloat((k - 127) << 23);
    float e = high * power;
    float u = 1.0f + e;
    float lost = Math.fma(low, power, (1.0f - u) + e);
    float log = FloatLogReference.logOfSum(u, lost);
    log = y < SMALL ? FloatExpReference.scale(high + low, k) : log;
    return (x > 0.0f ? x : 0.0f) + log;
  }

  /** (top + topLow)/(bottom + bottomLow): the rounded quotient, corrected by its remainder. */
  private static float divide(float top, float topLow, float bottom, float bottomLow) {
    float inverse = 1.0f / bottom;
    float q = top * inverse;
    float remainder = Math.fma(-q, bottom, top) + Math.fma(-q, bottomLow, topLow);
    return Math.fma(remainder, inverse, q);
  }
}
