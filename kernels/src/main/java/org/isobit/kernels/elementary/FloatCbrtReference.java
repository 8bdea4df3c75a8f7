package org.isobit.kernels.elementary;

/**
 * Cube root of one float, in float arithmetic only; these lines define the bits.
 *
 * <p>|x| = 2^(3q + j)·(1 + f), j in {−1, 0, 1}, 1 + f in [√½, √2): a polynomial of degree 3 in f (minimax relative
 * error 7.3e-5) times 2^(j/3) starts one step of Halley's method, whose residual is computed with fma; the step leaves
 * a relative error of 2^−41. Thread-safe.
 */
public final class FloatCbrtReference {

  static final float THIRD = 0x1.555556p-2f;
  static final float CBRT_2 = 0x1.428a3p0f;
  static final float CBRT_HALF = 0x1.965feap-1f;

  static final float P0 = 0x1.00048ap0f;
  static final float P1 = 0x1.55a112p-2f;
  static final float P2 = -0x1.d9f9dep-4f;
  static final float P3 = 0x1.dcf41ep-5f;

  private FloatCbrtReference() {}

  /**
   * The real cube root; cbrt(±0) = ±0, cbrt(±Inf) = ±Inf.
   *
   * <p>Largest error of all: 0.5002 ulp, at 0x0.ccb26ap-126; 105042 of all results are not correctly rounded.
   *
   * @param x any number; NaN gives NaN
   * @return x^(1/3)
   */
  public static float cbrt(float x) {
    float a = Math.abs(x);
    boolean subnormal = a < Float.MIN_NORMAL;
    float u = subnormal ? a * 0x1p24f : a;
    int shifted = Float.floatToRawIntBits(u) - FloatLogReference.SQRT_HALF_BITS + FloatLogReference.ONE_BITS;
    float f = Float.intBitsToFloat((shifted & FloatLogReference.MANTISSA_MASK) + FloatLogReference.SQRT_HALF_BITS)
        - 1.0f;
    float k = Float.intBitsToFloat(shifted >>> 23 | FloatLogReference.INTEGER_BITS)
        - (subnormal ? FloatLogReference.INTEGER_BIAS + 24.0f : FloatLogReference.INTEGER_BIAS);
    float third = Math.fma(k, THIRD, FloatExpReference.SHIFT);
    float j = Math.fma(-3.0f, third - FloatExpReference.SHIFT, k);
    float p = Math.fma(P3, f, P2);
    p = Math.fma(p, f, P1);
    p = Math.fma(p, f, P0);
    float m = (1.0f + f) * (j > 0.0f ? 2.0f : j < 0.0f ? 0.5f : 1.0f);
    float y = p * (j > 0.0f ? CBRT_2 : j < 0.0f ? CBRT_HALF : 1.0f);
    float s = y * y;
    float residual = Math.fma(-Math.fma(y, y, -s), y, Math.fma(-s, y, m));
    y = Math.fma(y, residual / Math.fma(s + s, y, m), y);
    int power = Float.floatToRawIntBits(third) - FloatExpReference.SHIFT_BIAS - 127;
    float root = y * Float.intBitsToFloat(power << 23);
    return a > 0.0f && a < Float.POSITIVE_INFINITY ? Math.copySign(root, x) : x;
  }
}
