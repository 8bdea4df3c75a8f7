package org.isobit.kernels.elementary;

/**
 * Natural logarithm of one double, and log(1 + x); these lines define the bits.
 *
 * <p>x = 2^k·(1 + f), 1 + f in [√½, √2). With s = f/(2 + f) and z = s², log(1 + f) = f − (f²/2 − s·(f²/2 + z·R(z))), R
 * of degree 6 on z ≤ 0.02944, minimax error 2.3e-18 (2^−58.6) relative to 2s (the form of Ng's fdlibm, with its own
 * coefficients). k·LN2_HI is exact; its sum with f is kept as a pair, whose low part takes the rest: s·(f²/2 + z·R(z))
 * + k·LN2_LO in one fma, less f²/2. Thread-safe.
 */
public final class LogReference {

  /** ln 2 to 42 bits, so that its product with an exponent is exact. */
  public static final double LN2_HI = 0x1.62e42fefa38p-1;

  /** ln 2 less {@link #LN2_HI}. */
  public static final double LN2_LO = 0x1.ef35793c7673p-45;

  /** Bits of √½ rounded, the least 1 + f. */
  public static final long SQRT_HALF_BITS = 0x3fe6_a09e_667f_3bcdL;

  /** Bits of 1. */
  public static final long ONE_BITS = 1023L << 52;

  /** The mantissa's bits. */
  public static final long MANTISSA_MASK = 0x000f_ffff_ffff_ffffL;

  /** All other bits. */
  static final long EXPONENT_MASK = 0xfff0_0000_0000_0000L;

  /** Less the biased exponent of 2^k, these are the bits of 2^(1 − k). */
  static final long INVERSE_BITS = 2047L << 52;

  /** Bits of 2^52: a small integer put into its low bits is that integer plus 2^52. */
  public static final long INTEGER_BITS = 0x4330_0000_0000_0000L;

  /** 2^52 and the exponent's bias: by so much a biased exponent with INTEGER_BITS exceeds the exponent. */
  public static final double INTEGER_BIAS = 0x1p52 + 1023.0;

  /** Coefficients of R, from z^0 up. */
  public static final double L0 = 0x1.555555555557cp-1,
      L1 = 0x1.99999999846e7p-2,
      L2 = 0x1.2492493fbf29ap-2,
      L3 = 0x1.c71c52b25db92p-3,
      L4 = 0x1.746649afe9532p-3,
      L5 = 0x1.399d099451b4cp-3,
      L6 = 0x1.2f51bbafa2a7ap-3;

  private LogReference() {}

  /**
   * ln x; log(±0) = −Inf, log(+Inf) = +Inf.
   *
   * <p>Largest error found: 0.8532 ulp, at 0x1.69660fa32e30dp0.
   *
   * @param x any number; a negative one or NaN gives NaN
   * @return ln x
   */
  public static double log(double x) {
    boolean subnormal = x < Double.MIN_NORMAL;
    double u = subnormal ? x * 0x1p54 : x;
    long shifted = Double.doubleToRawLongBits(u) - SQRT_HALF_BITS + ONE_BITS;
    double f = Double.longBitsToDouble((shifted & MANTISSA_MASK) + SQRT_HALF_BITS) - 1.0;
    double k = Double.longBitsToDouble(shifted >>> 52 | INTEGER_BITS)
        - (subnormal ? INTEGER_BIAS + 54.0 : INTEGER_BIAS);
    double y = series(f, k, k * LN2_LO);
    y = x < Double.POSITIVE_INFINITY ? y : x;
    y = x < 0.0 ? Double.NaN : y;
    return x == 0.0 ? Double.NEGATIVE_INFINITY : y;
  }

  /**
   * ln(1 + x), accurate near 0; log1p(±0) = ±0, log1p(−1) = −Inf.
   *
   * <p>Largest error found: 0.9129 ulp, at -0x1.2d579b61f06b3p-2.
   *
   * @param x any number; one below −1 or NaN gives NaN
   * @return ln(1 + x)
   */
  public static double log1p(double x) {
    double u = 1.0 + x;
    double lost = x < 1.0 ? x - (u - 1.0) : 1.0 - (u - x);
    double y = logOfSum(u, lost);
    y = x < Double.POSITIVE_INFINITY ? y : x;
    y = x < -1.0 ? Double.NaN : y;
    y = x == -1.0 ? Double.NEGATIVE_INFINITY : y;
    return x == 0.0 ? x : y;
  }

  /** log(u + lost) for a normal positive u and |lost| of at most one rounding of u. */
  static double logOfSum(double u, double lost) {
    long shifted = Double.doubleToRawLongBits(u) - SQRT_HALF_BITS + ONE_BITS;
    double f = Double.longBitsToDouble((shifted & MANTISSA_MASK) + SQRT_HALF_BITS) - 1.0;
    double k = Double.longBitsToDouble(shifted >>> 52 | INTEGER_BITS) - INTEGER_BIAS;
    // The rest of the sum over 2^k·(1 + f), as lost·2^(1−k)/2·(1 − f + f²): lost is half an ulp of u at most, so that
    // a few bits of 1/(1 + f) are enough; 2^(1−k) stays finite where 2^−k has no biased exponent.
    double scaled = lost * Double.longBitsToDouble(INVERSE_BITS - (shifted & EXPONENT_MASK)) * 0.5;
    return series(f, k, Math.fma(k, LN2_LO, scaled * Math.fma(f, f - 1.0, 1.0)));
  }

  /** k·ln 2 + log(1 + f), where low is what k·LN2_HI + f leaves out. */
  private static double series(double f, double k, double low) {
    double s = f / (2.0 + f);
    double z = s * s;
    double p = Math.fma(L6, z, L5);
    p = Math.fma(p, z, L4);
    p = Math.fma(p, z, L3);
    p = Math.fma(p, z, L2);
    p = Math.fma(p, z, L1);
    p = Math.fma(p, z, L0);
    double h = 0.5 * f * f;
    double high = k * LN2_HI;
    double sum = high + f;
    double rest = (high - sum) + f;
    return sum + (rest + (Math.fma(s, Math.fma(z, p, h), low) - h));
  }
}
