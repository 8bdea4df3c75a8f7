// Master of FloatFinite: the float version is generated from this file.
package org.isobit.linalg.internal;

/** Refusal of NaN and infinite matrix elements, which no factorisation can answer sensibly. Thread-safe. */
public final class Finite {

  private Finite() {}

  /**
   * Checks every element of a matrix.
   *
   * @param operation the operation's name
   * @param rows      rows
   * @param columns   columns
   * @param a         array of the matrix
   * @param ao        index of element (0, 0)
   * @param lda       leading dimension
   * @throws IllegalArgumentException naming the first element that is not finite, and its value
   */
  public static void require(String operation, int rows, int columns, double[] a, int ao, int lda) {
    for (int i = 0; i < rows; i++) {
      row(operation, i, columns, a, ao + i * lda);
    }
  }

  /**
   * Checks the lower triangle of a matrix, diagonal included.
   *
   * @param operation the operation's name
   * @param n         order
   * @param a         array of the matrix
   * @param ao        index of element (0, 0)
   * @param lda       leading dimension
   * @throws IllegalArgumentException naming the first element that is not finite, and its value
   */
  public static void requireLower(String operation, int n, double[] a, int ao, int lda) {
    for (int i = 0; i < n; i++) {
      row(operation, i, i + 1, a, ao + i * lda);
    }
  }

  private static void row(String operation, int i, int columns, double[] a, int start) {
    for (int j = 0; j < columns; j++) {
      if (!(Math.abs(a[start + j]) <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(operation + ": A[" + i + ", " + j + "] is " + a[start + j]);
      }
    }
  }
}
