package org.isobit.kernels.elementary;

/**
 * Sine and cosine of one float in radians, |x| ≤ 2^17, in float arithmetic only; these lines define the bits.
 *
 * <p>n = round(x·2/π), r = x − n·π/2 with π/2 in three floats, kept as a pair r + low: x − n·PIO2_HI is exact in one
 * fma, because n·PIO2_HI is a multiple of 2^−23, x of 2^−24 wherever n ≠ 0, and the difference is below 1. On |r| ≤
 * π/4: sin r = r + r³·S(r²), S of degree 3, minimax error 4.9e-12 relative to r; cos r = 1 − r²/2 + r⁴·C(r²), C of
 * degree 2, relative error 1.2e-10. n mod 4 picks one and the sign. Thread-safe.
 */
public final class FloatTrigReference {

  /** The largest |x| that sine and cosine accept; beyond it they give NaN. */
  public static final float LIMIT = 0x1p17f;

  static final float SHIFT = FloatExpReference.SHIFT;
  static final float TWO_OVER_PI = 0x1.45f306p-1f;
  static final float PIO2_HI = 0x1.921fb6p0f;
  static final float PIO2_MID = -0x1.777a5cp-25f;
  static final float PIO2_LO = -0x1.ee59dap-50f;

  static final float S0 = -0x1.555556p-3f;
  static final float S1 = 0x1.111108p-7f;
  static final float S2 = -0x1.a00f94p-13f;
  static final float S3 = 0x1.6cd5f2p-19f;

  static final float C0 = 0x1.55554ap-5f;
  static final float C1 = -0x1.6c0c28p-10f;
  static final float C2 = 0x1.99e85p-16f;

  private FloatTrigReference() {}

  /**
   * sin x; sin(±0) = ±0.
   *
   * <p>Largest error of all: 0.7584 ulp, at 0x1.a9b10ep7; 4984168 of all results are not correctly rounded.
   *
   * @param x radians; |x| above {@link #LIMIT}, an infinity or NaN gives NaN
   * @return sin x
   */
  public static float sin(float x) {
    float v = quadrant(x, 0);
    return x == 0.0f ? x : v;
  }

  /**
   * cos x.
   *
   * <p>Largest error of all: 0.7673 ulp, at 0x1.b22dc4p12; 4611342 of all results are not correctly rounded.
   *
   * @param x radians; |x| above {@link #LIMIT}, an infinity or NaN gives NaN
   * @return cos x
   */
  public static float cos(float x) {
    return quadrant(x, 1);
  }

  /** sin(x + turn·π/2). */
  private static float quadrant(float x, int turn) {
    float shifted = Math.fma(x, TWO_OVER_PI, SHIFT);
    float n = shifted - SHIFT;
    int m = Float.floatToRawIntBits(shifted) + turn;
    float head = Math.fma(-n, PIO2_HI, x);
    float minus = -n * PIO2_MID;
    float rest = Math.fma(-n, PIO2_MID, -minus);
    float r = head + minus;
    float back = r - head;
    float low = ((head - (r - back)) + (minus - back)) + Math.fma(-n, PIO2_LO, rest);
    float z = r * r;
    float v = (m & 1) == 0 ? sine(r, low, z) : cosine(r, low, z);
    v = Float.intBitsToFloat(Float.floatToRawIntBits(v) ^ (m << 30 & Integer.MIN_VALUE));
    return Math.abs(x) <= LIMIT ? v : Float.NaN;
  }

  private static float sine(float r, float low, float z) {
    float p = Math.fma(S3, z, S2);
    p = Math.fma(p, z, S1);
    p = Math.fma(p, z, S0);
    return r + Math.fma(p * z, r, Math.fma(-0.5f * z, low, low));
  }

  private static float cosine(float r, float low, float z) {
    float p = Math.fma(C2, z, C1);
    p = Math.fma(p, z, C0);
    float h = 0.5f * z;
    float w = 1.0f - h;
    float rest = Math.fma(r, low, 0.5f * Math.fma(r, r, -z));
    return w + (((1.0f - w) - h) + Math.fma(z * z, p, -rest));
  }
}
