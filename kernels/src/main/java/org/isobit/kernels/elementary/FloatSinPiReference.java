package org.isobit.kernels.elementary;

/**
 * sin(πx) and cos(πx) of one float, in float arithmetic only; these lines define the bits.
 *
 * <p>The reduction is exact: x less a multiple of 2 (|x| &lt; 2^24; beyond, every float is an even integer),
 * then n = round(2x), r = x − n/2, |r| ≤ ¼. sin(πr) = πr + r³·S(r²) with πr as a pair, S of degree 3, minimax error
 * 4.9e-12 relative to πr; cos(πr) = 1 + r²·C(r²), C of degree 3, relative error 6.4e-11. n mod 4 picks one and the
 * sign. Thread-safe.
 */
public final class FloatSinPiReference {

  /** 1.5·2^23: adding it leaves the nearest integer in the low bits. */
  static final float SHIFT = FloatExpReference.SHIFT;

  /** π rounded to float. */
  static final float PI_HI = 0x1.921fb6p1f;

  /** π less {@link #PI_HI}. */
  static final float PI_LO = -0x1.777a5cp-24f;

  static final float S0 = -0x1.4abbcep2f;
  static final float S1 = 0x1.466bbcp1f;
  static final float S2 = -0x1.32cb24p-1f;
  static final float S3 = 0x1.4be694p-4f;

  static final float C0 = -0x1.3bd3ccp2f;
  static final float C1 = 0x1.03c1dep2f;
  static final float C2 = -0x1.55c5ep0f;
  static final float C3 = 0x1.d9d58ep-3f;

  private FloatSinPiReference() {}

  /**
   * sin(πx); ±0 for ±integers (the sign of x), NaN for ±Inf.
   *
   * <p>Largest error of all: 0.9991 ulp, at 0x0.adecf4p-126; 23953698 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return sin(πx)
   */
  public static float sinpi(float x) {
    float y = reduce(Math.abs(x));
    float shifted = Math.fma(2.0f, y, SHIFT);
    float r = Math.fma(-0.5f, shifted - SHIFT, y);
    int n = Float.floatToRawIntBits(shifted);
    float z = r * r;
    float v = (n & 1) == 0 ? sine(r, z) : cosine(z);
    v = flip(v, n << 30 ^ Float.floatToRawIntBits(x));
    return v == 0.0f ? Math.copySign(0.0f, x) : v;
  }

  /**
   * cos(πx); +0 for half-integers, NaN for ±Inf.
   *
   * <p>Largest error of all: 1.0094 ulp, at 0x1.ff9856p-3; 32258752 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return cos(πx)
   */
  public static float cospi(float x) {
    float y = reduce(Math.abs(x));
    float shifted = Math.fma(2.0f, y, SHIFT);
    float r = Math.fma(-0.5f, shifted - SHIFT, y);
    int n = Float.floatToRawIntBits(shifted);
    float z = r * r;
    float v = (n & 1) == 0 ? cosine(z) : sine(r, z);
    v = flip(v, (n + 1) << 30);
    return v == 0.0f ? 0.0f : v;
  }

  /** a less a multiple of 2, the nearest below 2^23, exactly, for a ≥ 0; 0 for a ≥ 2^24, NaN for Inf. */
  static float reduce(float a) {
    float y = Math.fma(-2.0f, Math.fma(0.5f, a, SHIFT) - SHIFT, a);
    return a < 0x1p24f ? y : 0.0f * a;
  }

  /** sin(πr). */
  static float sine(float r, float z) {
    float p = Math.fma(S3, z, S2);
    p = Math.fma(p, z, S1);
    p = Math.fma(p, z, S0);
    float high = r * PI_HI;
    float low = Math.fma(r, PI_LO, Math.fma(r, PI_HI, -high));
    return high + Math.fma(p * z, r, low);
  }

  /** cos(πr). */
  static float cosine(float z) {
    float p = Math.fma(C3, z, C2);
    p = Math.fma(p, z, C1);
    p = Math.fma(p, z, C0);
    return Math.fma(p, z, 1.0f);
  }

  /** Changes the sign of v where the top bit of sign is set. */
  private static float flip(float v, int sign) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(v) ^ (sign & Integer.MIN_VALUE));
  }
}
