package org.isobit.kernels.elementary;

/**
 * sin(πx) and cos(πx) of one double; these lines define the bits.
 *
 * <p>The reduction is exact: x less a multiple of 2 (|x| &lt; 2^53; beyond, every double is an even integer),
 * then n = round(2x), r = x − n/2, |r| ≤ ¼. sin(πr) = πr + r³·S(r²) with πr as a pair, S of degree 5, minimax error
 * 3.4e-18 (2^−58) relative to πr; cos(πr) = 1 + r²·C(r²), C of degree 6, relative error 7e-20. n mod 4 picks one and
 * the sign. Thread-safe.
 */
public final class SinPiReference {

  /** 1.5·2^52: adding it leaves the nearest integer in the low bits. */
  public static final double SHIFT = ExpReference.SHIFT;

  /** π rounded to double. */
  public static final double PI_HI = 0x1.921fb54442d18p1;

  /** π less {@link #PI_HI}. */
  public static final double PI_LO = 0x1.1a62633145c07p-53;

  /** Coefficients of S, from z^0 up. */
  public static final double S0 = -0x1.4abbce625be47p2,
      S1 = 0x1.466bc67758d86p1,
      S2 = -0x1.32d2cce3333fcp-1,
      S3 = 0x1.5078301b7370dp-4,
      S4 = -0x1.e300a668ce791p-8,
      S5 = 0x1.e403d51ef5327p-12;

  /** Coefficients of C, from z^0 up. */
  public static final double C0 = -0x1.3bd3cc9be45dep2,
      C1 = 0x1.03c1f081b5ab4p2,
      C2 = -0x1.55d3c7e3c98b9p0,
      C3 = 0x1.e1f50683cd542p-3,
      C4 = -0x1.a6d1ecae22b71p-6,
      C5 = 0x1.f9cc52d90ed02p-10,
      C6 = -0x1.b264c32b01fbfp-14;

  private SinPiReference() {}

  /**
   * sin(πx); ±0 for ±integers (the sign of x), NaN for ±Inf.
   *
   * <p>Largest error found: 1.0603 ulp, at 0x1.004c7a85f4f32p-2.
   *
   * @param x any number; NaN gives NaN
   * @return sin(πx)
   */
  public static double sinpi(double x) {
    double y = reduce(Math.abs(x));
    double shifted = Math.fma(2.0, y, SHIFT);
    double r = Math.fma(-0.5, shifted - SHIFT, y);
    long n = Double.doubleToRawLongBits(shifted);
    double z = r * r;
    double v = (n & 1) == 0 ? sine(r, z) : cosine(z);
    v = flip(v, n << 62 ^ Double.doubleToRawLongBits(x));
    return v == 0.0 ? Math.copySign(0.0, x) : v;
  }

  /**
   * cos(πx); +0 for half-integers, NaN for ±Inf.
   *
   * <p>Largest error found: 1.0608 ulp, at 0x1.3ff3b6802e0dfp0.
   *
   * @param x any number; NaN gives NaN
   * @return cos(πx)
   */
  public static double cospi(double x) {
    double y = reduce(Math.abs(x));
    double shifted = Math.fma(2.0, y, SHIFT);
    double r = Math.fma(-0.5, shifted - SHIFT, y);
    long n = Double.doubleToRawLongBits(shifted);
    double z = r * r;
    double v = (n & 1) == 0 ? cosine(z) : sine(r, z);
    v = flip(v, (n + 1) << 62);
    return v == 0.0 ? 0.0 : v;
  }

  /** a less a multiple of 2, the nearest below 2^52, exactly, for a ≥ 0; 0 for a ≥ 2^53, NaN for Inf. */
  static double reduce(double a) {
    double y = Math.fma(-2.0, Math.fma(0.5, a, SHIFT) - SHIFT, a);
    return a < 0x1p53 ? y : 0.0 * a;
  }

  /** sin(πr). */
  static double sine(double r, double z) {
    double p = Math.fma(S5, z, S4);
    p = Math.fma(p, z, S3);
    p = Math.fma(p, z, S2);
    p = Math.fma(p, z, S1);
    p = Math.fma(p, z, S0);
    double high = r * PI_HI;
    double low = Math.fma(r, PI_LO, Math.fma(r, PI_HI, -high));
    return high + Math.fma(p * z, r, low);
  }

  /** cos(πr). */
  static double cosine(double z) {
    double p = Math.fma(C6, z, C5);
    p = Math.fma(p, z, C4);
    p = Math.fma(p, z, C3);
    p = Math.fma(p, z, C2);
    p = Math.fma(p, z, C1);
    p = Math.fma(p, z, C0);
    return Math.fma(p, z, 1.0);
  }

  /** Changes the sign of v where the top bit of sign is set. */
  private static double flip(double v, long sign) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(v) ^ (sign & Long.MIN_VALUE));
  }
}
