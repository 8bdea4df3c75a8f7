package org.isobit.kernels.elementary;

/**
 * Natural logarithm of one float, and log(1 + x); in float arithmetic only; these lines define the bits.
 *
 * <p>x = 2^k·(1 + f), 1 + f in [√½, √2). With s = f/(2 + f) and z = s², log(1 + f) = f − (f²/2 − s·(f²/2 + z·R(z))), R
 * of degree 2 on z ≤ 0.02944, minimax error 1.4e-9 (2^−29.4) relative to 2s (the form of Ng's fdlibm, with its own
 * coefficients). k·LN2_HI is exact; its sum with f is kept as a pair, whose low part takes the rest: s·(f²/2 + z·R(z))
 * + k·LN2_LO in one fma, less f²/2. Thread-safe.
 */
public final class FloatLogReference {

  /** ln 2 to 15 bits, so that its product with an exponent is exact. */
  static final float LN2_HI = 0x1.62e4p-1f;

  /** ln 2 less {@link #LN2_HI}. */
  static final float LN2_LO = 0x1.7f7d1cp-20f;

  /** Bits of √½ rounded, the least 1 + f. */
  static final int SQRT_HALF_BITS = 0x3f35_04f3;

  /** Bits of 1. */
  static final int ONE_BITS = 127 << 23;

  /** The mantissa's bits. */
  static final int MANTISSA_MASK = 0x007f_ffff;

  /** All other bits. */
  static final int EXPONENT_MASK = 0xff80_0000;

  /** Less the biased exponent of 2^k, these are the bits of 2^(1 − k). */
  static final int INVERSE_BITS = 255 << 23;

  /** Bits of 2^23: a small integer put into its low bits is that integer plus 2^23. */
  static final int INTEGER_BITS = 0x4b00_0000;

  /** 2^23 and the exponent's bias: by so much a biased exponent with INTEGER_BITS exceeds the exponent. */
  static final float INTEGER_BIAS = 0x1p23f + 127.0f;

  static final float L0 = 0x1.55557ap-1f;
  static final float L1 = 0x1.995ae4p-2f;
  static final float L2 = 0x1.327026p-2f;

  private FloatLogReference() {}

  /**
   * ln x; log(±0) = −Inf, log(+Inf) = +Inf.
   *
   * <p>Largest error of all: 0.8286 ulp, at 0x1.66bba2p0; 2118118 of all results are not correctly rounded.
   *
   * @param x any number; a negative one or NaN gives NaN
   * @return ln x
   */
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float u = subnormal ? x * 0x1p24f : x;
    int shifted = Float.floatToRawIntBits(u) - SQRT_HALF_BITS + ONE_BITS;
    float f = Float.intBitsToFloat((shifted & MANTISSA_MASK) + SQRT_HALF_BITS) - 1.0f;
    float k = Float.intBitsToFloat(shifted >>> 23 | INTEGER_BITS)
        - (subnormal ? INTEGER_BIAS + 24.0f : INTEGER_BIAS);
    float y = series(f, k, k * LN2_LO);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x < 0.0f ? Float.NaN : y;
    return x == 0.0f ? Float.NEGATIVE_INFINITY : y;
  }

  /**
   * ln(1 + x), accurate near 0; log1p(±0) = ±0, log1p(−1) = −Inf.
   *
   * <p>Largest error of all: 0.8920 ulp, at -0x1.2c2412p-2; 13180338 of all results are not correctly rounded.
   *
   * @param x any number; one below −1 or NaN gives NaN
   * @return ln(1 + x)
   */
  public static float log1p(float x) {
    float u = 1.0f + x;
    float lost = x < 1.0f ? x - (u - 1.0f) : 1.0f - (u - x);
    float y = logOfSum(u, lost);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x < -1.0f ? Float.NaN : y;
    y = x == -1.0f ? Float.NEGATIVE_INFINITY : y;
    return x == 0.0f ? x : y;
  }

  /** log(u + lost) for a normal positive u and |lost| of at most one rounding of u. */
  static float logOfSum(float u, float lost) {
    int shifted = Float.floatToRawIntBits(u) - SQRT_HALF_BITS + ONE_BITS;
    float f = Float.intBitsToFloat((shifted & MANTISSA_MASK) + SQRT_HALF_BITS) - 1.0f;
    float k = Float.intBitsToFloat(shifted >>> 23 | INTEGER_BITS) - INTEGER_BIAS;
    // The rest of the sum over 2^k·(1 + f), as lost·2^(1−k)/2·(1 − f + f²): lost is half an ulp of u at most, so that
    // a few bits of 1/(1 + f) are enough; 2^(1−k) stays finite where 2^−k has no biased exponent.
    float scaled = lost * Float.intBitsToFloat(INVERSE_BITS - (shifted & EXPONENT_MASK)) * 0.5f;
    return series(f, k, Math.fma(k, LN2_LO, scaled * Math.fma(f, f - 1.0f, 1.0f)));
  }

  /** k·ln 2 + log(1 + f), where low is what k·LN2_HI + f leaves out. */
  private static float series(float f, float k, float low) {
    float s = f / (2.0f + f);
    float z = s * s;
    float p = Math.fma(L2, z, L1);
    p = Math.fma(p, z, L0);
    float h = 0.5f * f * f;
    float high = k * LN2_HI;
    float sum = high + f;
    float rest = (high - sum) + f;
    return sum + (rest + (Math.fma(s, Math.fma(z, p, h), low) - h));
  }
}
