// Master of FloatCholeskyReference: the float version is generated from this file.
package org.isobit.linalg.cholesky;

import org.isobit.kernels.Backend;

/** The scalar form of {@link Cholesky}; it defines the bits. Thread-safe. */
public sealed class CholeskyReference permits CholeskySimd {

  CholeskyReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static CholeskyReference of(Backend backend) {
    return backend.isSimd() ? new CholeskySimd() : new CholeskyReference();
  }

  /**
   * A = L·Lᵀ in place: reads the lower triangle, leaves L in it and Lᵀ above the diagonal.
   *
   * @param n        order of A
   * @param a        array of A
   * @param ao       index of A's element (0, 0)
   * @param ld       leading dimension of A
   * @param diagonal scratch of n elements
   * @return −1, or the index of the first pivot that is not accepted; that pivot then stands on the diagonal
   */
  public final int factor(int n, double[] a, int ao, int ld, double[] diagonal) {
    for (int i = 0; i < n; i++) {
      diagonal[i] = a[ao + i * ld + i];
    }
    return eliminate(n, a, ao, ld, diagonal);
  }

  /** The same with a copy of A's diagonal, which pivots are measured against. */
  int eliminate(int n, double[] a, int ao, int ld, double[] diagonal) {
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
