package org.isobit.kernels.elementary;

/**
 * Sine and cosine of one double in radians, |x| ≤ 2^40; these lines define the bits.
 *
 * <p>n = round(x·2/π), r = x − n·π/2 with π/2 in three doubles, kept as a pair r + low: x − n·PIO2_HI is exact in one
 * fma, because n·PIO2_HI is a multiple of 2^−52, x of 2^−53 wherever n ≠ 0, and the difference is below 1. No double
 * with |x| ≤ 2^40 comes nearer to a multiple of π/2 than 2^−63, so that the pair is accurate to its last bits. On |r| ≤
 * π/4: sin r = r + r³·S(r²), S of degree 5, minimax error 3.5e-18 (2^−58) relative to r; cos r = 1 − r²/2 + r⁴·C(r²), C
 * of degree 5, relative error 5.7e-20. n mod 4 picks one and the sign. Thread-safe.
 */
public final class TrigReference {

  /** The largest |x| that sine and cosine accept; beyond it they give NaN. */
  public static final double LIMIT = 0x1p40;

  static final double SHIFT = ExpReference.SHIFT;
  static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
  static final double PIO2_HI = 0x1.921fb54442d18p0;
  static final double PIO2_MID = 0x1.1a62633145c07p-54;
  static final double PIO2_LO = -0x1.f1976b7ed8fbcp-110;

  static final double S0 = -0x1.5555555555549p-3;
  static final double S1 = 0x1.111111110f842p-7;
  static final double S2 = -0x1.a01a019c0a40bp-13;
  static final double S3 = 0x1.71de35710fda7p-19;
  static final double S4 = -0x1.ae5e60d14c28fp-26;
  static final double S5 = 0x1.5d91614e5995dp-33;

  static final double C0 = 0x1.555555555554bp-5;
  static final double C1 = -0x1.6c16c16c14f48p-10;
  static final double C2 = 0x1.a01a019c7ce84p-16;
  static final double C3 = -0x1.27e4f7e547b68p-22;
  static final double C4 = 0x1.1ee9d3e2707d1p-29;
  static final double C5 = -0x1.8fa293c42bd8fp-37;

  private TrigReference() {}

  /**
   * sin x; sin(±0) = ±0.
   *
   * <p>Largest error found: 0.7812 ulp, at 0x1.2fce772caa6bap1.
   *
   * @param x radians; |x| above {@link #LIMIT}, an infinity or NaN gives NaN
   * @return sin x
   */
  public static double sin(double x) {
    double v = quadrant(x, 0);
    return x == 0.0 ? x : v;
  }

  /**
   * cos x.
   *
   * <p>Largest error found: 0.7821 ulp, at 0x1.2bfe95742d229p1.
   *
   * @param x radians; |x| above {@link #LIMIT}, an infinity or NaN gives NaN
   * @return cos x
   */
  public static double cos(double x) {
    return quadrant(x, 1);
  }

  /** sin(x + turn·π/2). */
  private static double quadrant(double x, long turn) {
    double shifted = Math.fma(x, TWO_OVER_PI, SHIFT);
    double n = shifted - SHIFT;
    long m = Double.doubleToRawLongBits(shifted) + turn;
    double head = Math.fma(-n, PIO2_HI, x);
    double minus = -n * PIO2_MID;
    double rest = Math.fma(-n, PIO2_MID, -minus);
    double r = head + minus;
    double back = r - head;
    double low = ((head - (r - back)) + (minus - back)) + Math.fma(-n, PIO2_LO, rest);
    double z = r * r;
    double v = (m & 1) == 0 ? sine(r, low, z) : cosine(r, low, z);
    v = Double.longBitsToDouble(Double.doubleToRawLongBits(v) ^ (m << 62 & Long.MIN_VALUE));
    return Math.abs(x) <= LIMIT ? v : Double.NaN;
  }

  private static double sine(double r, double low, double z) {
    double p = Math.fma(S5, z, S4);
    p = Math.fma(p, z, S3);
    p = Math.fma(p, z, S2);
    p = Math.fma(p, z, S1);
    p = Math.fma(p, z, S0);
    return r + Math.fma(p * z, r, Math.fma(-0.5 * z, low, low));
  }

  private static double cosine(double r, double low, double z) {
    double p = Math.fma(C5, z, C4);
    p = Math.fma(p, z, C3);
    p = Math.fma(p, z, C2);
    p = Math.fma(p, z, C1);
    p = Math.fma(p, z, C0);
    double h = 0.5 * z;
    double w = 1.0 - h;
    double rest = Math.fma(r, low, 0.5 * Math.fma(r, r, -z));
    return w + (((1.0 - w) - h) + Math.fma(z * z, p, -rest));
  }
}
