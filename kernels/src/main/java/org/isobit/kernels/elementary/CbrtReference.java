package org.isobit.kernels.elementary;

/**
 * Cube root of one double; these lines define the bits.
 *
 * <p>|x| = 2^(3q + j)·(1 + f), j in {−1, 0, 1}, 1 + f in [√½, √2): a polynomial of degree 5 in f (minimax relative
 * error 1.3e-6) times 2^(j/3) starts one step of Halley's method, whose residual is computed with fma; the step leaves
 * a relative error of 2^−59. Thread-safe.
 */
public final class CbrtReference {

  static final double THIRD = 0x1.5555555555555p-2;
  static final double CBRT_2 = 0x1.428a2f98d728bp0;
  static final double CBRT_HALF = 0x1.965fea53d6e3dp-1;

  static final double P0 = 0x1.ffffdee0744afp-1;
  static final double P1 = 0x1.5551eba227ee7p-2;
  static final double P2 = -0x1.c68247dd303d1p-4;
  static final double P3 = 0x1.fe42c3d2b5be0p-5;
  static final double P4 = -0x1.6edb43b452360p-5;
  static final double P5 = 0x1.b9a03daf12659p-6;

  private CbrtReference() {}

  /**
   * The real cube root; cbrt(±0) = ±0, cbrt(±Inf) = ±Inf.
   *
   * <p>Largest error found: 0.5107 ulp, at 0x1.bbbcd9fa4dc02p2.
   *
   * @param x any number; NaN gives NaN
   * @return x^(1/3)
   */
  public static double cbrt(double x) {
    double a = Math.abs(x);
    boolean subnormal = a < Double.MIN_NORMAL;
    double u = subnormal ? a * 0x1p54 : a;
    long shifted = Double.doubleToRawLongBits(u) - LogReference.SQRT_HALF_BITS + LogReference.ONE_BITS;
    double f = Double.longBitsToDouble((shifted & LogReference.MANTISSA_MASK) + LogReference.SQRT_HALF_BITS) - 1.0;
    double k = Double.longBitsToDouble(shifted >>> 52 | LogReference.INTEGER_BITS)
        - (subnormal ? LogReference.INTEGER_BIAS + 54.0 : LogReference.INTEGER_BIAS);
    double third = Math.fma(k, THIRD, ExpReference.SHIFT);
    double j = Math.fma(-3.0, third - ExpReference.SHIFT, k);
    double p = Math.fma(P5, f, P4);
    p = Math.fma(p, f, P3);
    p = Math.fma(p, f, P2);
    p = Math.fma(p, f, P1);
    p = Math.fma(p, f, P0);
    double m = (1.0 + f) * (j > 0.0 ? 2.0 : j < 0.0 ? 0.5 : 1.0);
    double y = p * (j > 0.0 ? CBRT_2 : j < 0.0 ? CBRT_HALF : 1.0);
    double s = y * y;
    double residual = Math.fma(-Math.fma(y, y, -s), y, Math.fma(-s, y, m));
    y = Math.fma(y, residual / Math.fma(s + s, y, m), y);
    long power = Double.doubleToRawLongBits(third) - ExpReference.SHIFT_BIAS - 1023;
    double root = y * Double.longBitsToDouble(power << 52);
    return a > 0.0 && a < Double.POSITIVE_INFINITY ? Math.copySign(root, x) : x;
  }
}
