// Master of FloatCholeskyReference: the float version is generated from this file.
package org.isobit.linalg.cholesky;

/** The scalar form of {@link Cholesky}; it defines the bits. Thread-safe. */
final class CholeskyReference {

  private CholeskyReference() {}

  /**
   * A = L·Lᵀ in place: reads the lower triangle, leaves L in it and Lᵀ above the diagonal.
   *
   * @param diagonal a copy of A's diagonal, which pivots are measured against
   * @return −1, or the index of the first pivot that is not positive; that pivot then stands on the diagonal
   */
  static int factor(int n, double[] a, int ao, int ld, double[] diagonal) {
    for (int i = 0; i < n; i++) {
      int row = ao + i * ld;
      for (int j = 0; j < i; j++) {
        int rowJ = ao + j * ld;
        double s = chain(j, a[row + j], a, row, rowJ) * (1.0 / a[rowJ + j]);
        a[row + j] = s;
        a[rowJ + i] = s;
      }
      double pivot = chain(i, a[row + i], a, row, row);
      if (!Cholesky.accepted(n, pivot, diagonal[i])) {
        a[row + i] = pivot;
        return i;
      }
      a[row + i] = Math.sqrt(pivot);
    }
    return -1;
  }

  private static double chain(int k, double s, double[] a, int rowI, int rowJ) {
    for (int l = 0; l < k; l++) {
      s = Math.fma(-a[rowI + l], a[rowJ + l], s);
    }
    return s;
  }
}
