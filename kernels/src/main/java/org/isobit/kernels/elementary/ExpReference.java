package org.isobit.kernels.elementary;

/**
 * e^x and e^x − 1 of one double; these lines define the bits.
 *
 * <p>Reduction: n = round(x / ln 2), r = x − n·ln 2 by two fma. With ln 2 split into two doubles the first fma is exact
 * for every n ≠ 0: the product lies on the grid 2^−53, x on a grid no finer than 2^−54, and |r| is below 0.35. Then e^r
 * = 1 + r + r²·Q(r), |r| ≤ 0.34661, Q of degree 9, minimax relative error 7.8e-18 (2^−56.8), and the power of two is
 * applied in two halves, so that a subnormal result is rounded once. Thread-safe.
 */
public final class ExpReference {

  /** 1.5·2^52: adding it leaves the nearest integer in the low bits. */
  static final double SHIFT = 0x1.8p52;

  /** Bits of SHIFT less twice the exponent bias: what remains after subtracting is k + 2046 ≥ 0. */
  static final long SHIFT_BIAS = 0x4338_0000_0000_0000L - 2046;

  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double LN2_HI = 0x1.62e42fefa39efp-1;
  static final double LN2_LO = 0x1.abc9e3b39803fp-56;

  /** Above it e^x is infinite, below LOWEST it is 0: arguments are clamped here so that the exponent fits. */
  static final double HIGHEST = 710.0;

  static final double LOWEST = -746.0;

  static final double Q0 = 0x1.0000000000009p-1;
  static final double Q1 = 0x1.5555555555558p-3;
  static final double Q2 = 0x1.55555555503e3p-5;
  static final double Q3 = 0x1.111111110f803p-7;
  static final double Q4 = 0x1.6c16c18601e8cp-10;
  static final double Q5 = 0x1.a01a01b00c2c6p-13;
  static final double Q6 = 0x1.a01993b37a9cap-16;
  static final double Q7 = 0x1.71ddf6b3f10d1p-19;
  static final double Q8 = 0x1.28b410d73d492p-22;
  static final double Q9 = 0x1.af632ad6abee8p-26;

  private ExpReference() {}

  /**
   * e^x. Overflows to +Inf above 709.78, goes through the subnormals to +0 below −745.13; exp(±0) = 1.
   *
   * <p>Largest error found: 0.9228 ulp, at 0x1.ec6a1beab9f93p1.
   *
   * @param x any number; NaN gives NaN
   * @return e^x
   */
  public static double exp(double x) {
    double c = x > HIGHEST ? HIGHEST : x;
    c = c < LOWEST ? LOWEST : c;
    double shifted = Math.fma(c, LOG2_E, SHIFT);
    double n = shifted - SHIFT;
    double r = Math.fma(-n, LN2_HI, c);
    r = Math.fma(-n, LN2_LO, r);
    double p = Math.fma(q(r), r, 1.0);
    p = Math.fma(p, r, 1.0);
    return scale(p, Double.doubleToRawLongBits(shifted) - SHIFT_BIAS);
  }

  /**
   * e^x − 1, accurate near 0; expm1(±0) = ±0, expm1(−Inf) = −1.
   *
   * <p>Largest error found: 1.3564 ulp, at 0x1.888269314efc8p-2.
   *
   * @param x any number; NaN gives NaN
   * @return e^x − 1
   */
  public static double expm1(double x) {
    double c = x > HIGHEST ? HIGHEST : x;
    c = c < -40.0 ? -40.0 : c;
    double shifted = Math.fma(c, LOG2_E, SHIFT);
    double n = shifted - SHIFT;
    long k = Double.doubleToRawLongBits(shifted) - SHIFT_BIAS;
    double exact = Math.fma(-n, LN2_HI, c);
    double r = Math.fma(-n, LN2_LO, exact);
    double tail = Math.fma(-n, LN2_LO, exact - r);
    tail = Math.fma(q(r) * r, r, tail);
    // e^x − 1 = 2^n·((1 − 2^−n) + r + tail), the first sum as a pair.
    double u = n > 60.0 ? 0.0 : Double.longBitsToDouble((3069 - k) << 52);
    double v = 1.0 - u;
    double high = v + r;
    double low = (v - high) + r;
    double y = scale(high + (low + tail), k);
    return x == 0.0 ? x : y;
  }

  /** Q(r) = (e^r − 1 − r)/r². */
  static double q(double r) {
    double p = Math.fma(Q9, r, Q8);
    p = Math.fma(p, r, Q7);
    p = Math.fma(p, r, Q6);
    p = Math.fma(p, r, Q5);
    p = Math.fma(p, r, Q4);
    p = Math.fma(p, r, Q3);
    p = Math.fma(p, r, Q2);
    p = Math.fma(p, r, Q1);
    return Math.fma(p, r, Q0);
  }

  /** y·2^k for biased = k + 2046, in two halves: 2^(k>>1), then 2^(k − (k>>1)). */
  static double scale(double y, long biased) {
    long half = biased >>> 1;
    return y * Double.longBitsToDouble(half << 52) * Double.longBitsToDouble((biased - half) << 52);
  }
}
