// Master of FloatResidual: the float version is generated from this file.
package org.isobit.linalg;

/**
 * The number behind every {@code quality()}: max|A − R| ÷ (max|A| · n · ε), where R is what the factors multiply back
 * to and ε is the distance from 1 to the next number. Values of order 1 are what rounding leaves; beyond about 10
 * something is wrong. Thread-safe.
 */
public final class Residual {

  private static final double EPSILON = 0x1p-52; // float: private static final float EPSILON = 0x1p-23f;

  private Residual() {}

  /**
   * The scaled residual of a matrix.
   *
   * @param rows    rows of both matrices
   * @param columns columns of both
   * @param a       array of the original
   * @param ao      index of its element (0, 0)
   * @param lda     its leading dimension
   * @param r       array of the reconstruction
   * @param ro      index of its element (0, 0)
   * @param ldr     its leading dimension
   * @return the residual; 0 for an exact reconstruction; NaN if an element is NaN
   */
  public static double of(int rows, int columns, double[] a, int ao, int lda, double[] r, int ro, int ldr) {
    return of(false, rows, columns, a, ao, lda, r, ro, ldr);
  }

  /**
   * The scaled residual of a symmetric matrix of which the lower triangle is given.
   *
   * @param n   order of both matrices
   * @param a   array of the original, lower triangle
   * @param ao  index of its element (0, 0)
   * @param lda its leading dimension
   * @param r   array of the reconstruction
   * @param ro  index of its element (0, 0)
   * @param ldr its leading dimension
   * @return the residual; 0 for an exact reconstruction; NaN if an element is NaN
   */
  public static double ofSymmetric(int n, double[] a, int ao, int lda, double[] r, int ro, int ldr) {
    return of(true, n, n, a, ao, lda, r, ro, ldr);
  }

  private static double of(boolean lower, int rows, int columns, double[] a, int ao, int lda, double[] r, int ro,
      int ldr) {
    double largest = 0.0;
    double difference = 0.0;
    for (int i = 0; i < rows; i++) {
      int end = lower ? i + 1 : columns;
      for (int j = 0; j < end; j++) {
        double x = a[ao + i * lda + j];
        largest = max(largest, Math.abs(x));
        difference = max(difference, Math.abs(x - r[ro + i * ldr + j]));
      }
    }
    return difference == 0.0 ? 0.0 : difference / largest / (Math.max(rows, columns) * EPSILON);
  }

  private static double max(double m, double x) {
    return x > m || x != x ? x : m;
  }
}
