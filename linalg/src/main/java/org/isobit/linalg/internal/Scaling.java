// Master of FloatScaling: the float version is generated from this file.
package org.isobit.linalg.internal;

/**
 * Exact scaling by powers of two, which keeps squares and products of a factorisation clear of overflow and underflow.
 *
 * <p>A matrix of largest magnitude in [2^e, 2^(e+1)) is multiplied by 2^−e in two factors, {@link #down1} and then
 * {@link #down2}; a result with the matrix's unit is multiplied by {@link #up1} and then {@link #up2}. Every factor is
 * a normal number and every product is exact unless it is subnormal. Thread-safe.
 */
public final class Scaling {

  private static final int BIAS = 1023; // float: private static final int BIAS = 127;
  private static final int MANTISSA = 52; // float: private static final int MANTISSA = 23;

  /** 2^MANTISSA, which lifts a subnormal number to a normal one. */
  private static final double LIFT = 0x1p52; // float: private static final float LIFT = 0x1p23f;

  private Scaling() {}

  /**
   * Largest magnitude of a matrix; NaN sticks.
   *
   * @param rows    rows
   * @param columns columns
   * @param a       array of the matrix
   * @param ao      index of element (0, 0)
   * @param lda     leading dimension
   * @return the magnitude, 0 for an empty matrix
   */
  public static double largest(int rows, int columns, double[] a, int ao, int lda) {
    double m = 0.0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double x = Math.abs(a[ao + i * lda + j]);
        m = x > m || x != x ? x : m;
      }
    }
    return m;
  }

  /**
   * The exponent of a magnitude.
   *
   * @param max a finite number, at least 0
   * @return e with 2^e ≤ max &lt; 2^(e+1), or 0 if max is 0
   */
  public static int exponent(double max) {
    if (max == 0.0) {
      return 0;
    }
    return max < Double.MIN_NORMAL ? Math.getExponent(max * LIFT) - MANTISSA : Math.getExponent(max);
  }

  /**
   * First factor of 2^−e.
   *
   * @param e an exponent from {@link #exponent}
   * @return a power of two
   */
  public static double down1(int e) {
    return power(-e >> 1);
  }

  /**
   * Second factor of 2^−e.
   *
   * @param e an exponent from {@link #exponent}
   * @return a power of two
   */
  public static double down2(int e) {
    return power(-e - (-e >> 1));
  }

  /**
   * First factor of 2^e.
   *
   * @param e an exponent from {@link #exponent}
   * @return a power of two
   */
  public static double up1(int e) {
    return power(e >> 1);
  }

  /**
   * Second factor of 2^e.
   *
   * @param e an exponent from {@link #exponent}
   * @return a power of two
   */
  public static double up2(int e) {
    return power(e - (e >> 1));
  }

  /**
   * A power of two.
   *
   * @param k its exponent, within the range of normal numbers
   * @return 2^k
   */
  public static double power(int k) {
    return Double.longBitsToDouble((long) (k + BIAS) << MANTISSA); // float: return Float.intBitsToFloat((k + BIAS) << MANTISSA);
  }
}
