package org.isobit.kernels.elementary;

/**
 * e^x and e^x − 1 of one float, in float arithmetic only; these lines define the bits.
 *
 * <p>Reduction: n = round(x / ln 2), r = x − n·ln 2 by two fma. With ln 2 split into two floats the first fma is exact
 * for every n ≠ 0: the product lies on the grid 2^−24, x on a grid no finer than 2^−26, and |r| is below 0.35. Then e^r
 * = 1 + r + r²·Q(r), |r| ≤ 0.34661, Q of degree 5, minimax relative error 1.0e-10 (2^−33), and the power of two is
 * applied in two halves, so that a subnormal result is rounded once. Thread-safe.
 */
public final class FloatExpReference {

  /** 1.5·2^23: adding it leaves the nearest integer in the low bits. */
  static final float SHIFT = 0x1.8p23f;

  /** Bits of SHIFT less twice the exponent bias: what remains after subtracting is k + 254 ≥ 0. */
  static final int SHIFT_BIAS = 0x4b40_0000 - 254;

  static final float LOG2_E = 0x1.715476p0f;
  static final float LN2_HI = 0x1.62e43p-1f;
  static final float LN2_LO = -0x1.05c61p-29f;

  /** Above it e^x is infinite, below LOWEST it is 0: arguments are clamped here so that the exponent fits. */
  static final float HIGHEST = 89.0f;

  static final float LOWEST = -104.0f;

  static final float Q0 = 0x1p-1f;
  static final float Q1 = 0x1.555556p-3f;
  static final float Q2 = 0x1.55547p-5f;
  static final float Q3 = 0x1.1110acp-7f;
  static final float Q4 = 0x1.6da76cp-10f;
  static final float Q5 = 0x1.a17e08p-13f;

  private FloatExpReference() {}

  /**
   * e^x. Overflows to +Inf above 88.72, goes through the subnormals to +0 below −103.28; exp(±0) = 1.
   *
   * <p>Largest error of all: 0.8791 ulp, at -0x1.1c2a2ep6; 10161855 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return e^x
   */
  public static float exp(float x) {
    float c = x > HIGHEST ? HIGHEST : x;
    c = c < LOWEST ? LOWEST : c;
    float shifted = Math.fma(c, LOG2_E, SHIFT);
    float n = shifted - SHIFT;
    float r = Math.fma(-n, LN2_HI, c);
    r = Math.fma(-n, LN2_LO, r);
    float p = Math.fma(q(r), r, 1.0f);
    p = Math.fma(p, r, 1.0f);
    return scale(p, Float.floatToRawIntBits(shifted) - SHIFT_BIAS);
  }

  /**
   * e^x − 1, accurate near 0; expm1(±0) = ±0, expm1(−Inf) = −1.
   *
   * <p>Largest error of all: 1.0440 ulp, at 0x1.114fcap4; 4508895 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return e^x − 1
   */
  public static float expm1(float x) {
    float c = x > HIGHEST ? HIGHEST : x;
    c = c < -20.0f ? -20.0f : c;
    float shifted = Math.fma(c, LOG2_E, SHIFT);
    float n = shifted - SHIFT;
    int k = Float.floatToRawIntBits(shifted) - SHIFT_BIAS;
    float exact = Math.fma(-n, LN2_HI, c);
    float r = Math.fma(-n, LN2_LO, exact);
    float tail = Math.fma(-n, LN2_LO, exact - r);
    tail = Math.fma(q(r) * r, r, tail);
    // e^x − 1 = 2^n·((1 − 2^−n) + r + tail), the first sum as a pair.
    float u = n > 30.0f ? 0.0f : Float.intBitsToFloat((381 - k) << 23);
    float v = 1.0f - u;
    float high = v + r;
    float low = (v - high) + r;
    float y = scale(high + (low + tail), k);
    return x == 0.0f ? x : y;
  }

  /** Q(r) = (e^r − 1 − r)/r². */
  static float q(float r) {
    float p = Math.fma(Q5, r, Q4);
    p = Math.fma(p, r, Q3);
    p = Math.fma(p, r, Q2);
    p = Math.fma(p, r, Q1);
    return Math.fma(p, r, Q0);
  }

  /** y·2^k for biased = k + 254, in two halves: 2^(k>>1), then 2^(k − (k>>1)). */
  static float scale(float y, int biased) {
    int half = biased >>> 1;
    return y * Float.intBitsToFloat(half << 23) * Float.intBitsToFloat((biased - half) << 23);
  }
}
