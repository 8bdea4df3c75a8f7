// Master of FloatTriangularReference: the float version is generated from this file.
package org.isobit.linalg.cholesky;

import org.isobit.kernels.Backend;

/**
 * The scalar form of {@link Triangular}; it defines the bits. Element (i, k) of the triangle that acts lies at
 * to + i·stepRow + k·stepColumn. Thread-safe.
 */
public sealed class TriangularReference permits TriangularSimd {

  TriangularReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static TriangularReference of(Backend backend) {
    return backend.isSimd() ? new TriangularSimd() : new TriangularReference();
  }

  /**
   * Solves op(T)·X = B in place.
   *
   * @param lower      whether T is lower triangular
   * @param transposed whether op(T) = Tᵀ
   * @param n          order of T
   * @param nrhs       columns of B
   * @param t          array of T
   * @param to         index of T's element (0, 0)
   * @param ldt        leading dimension of T
   * @param b          array of B, becomes X
   * @param bo         index of B's element (0, 0)
   * @param ldb        leading dimension of B
   */
  public final void solve(boolean lower, boolean transposed, int n, int nrhs, double[] t, int to, int ldt, double[] b,
      int bo, int ldb) {
    int stepRow = transposed ? 1 : ldt;
    int stepColumn = transposed ? ldt : 1;
    if (lower != transposed) {
      forward(n, nrhs, t, to, stepRow, stepColumn, b, bo, ldb);
    } else {
      backward(n, nrhs, t, to, stepRow, stepColumn, b, bo, ldb);
    }
  }

  /** Forward substitution with a lower triangle. */
  void forward(int n, int nrhs, double[] t, int to, int stepRow, int stepColumn, double[] b, int bo, int ldb) {
    for (int i = 0; i < n; i++) {
      double reciprocal = 1.0 / t[to + i * stepRow + i * stepColumn];
      for (int c = 0; c < nrhs; c++) {
        double s = b[bo + i * ldb + c];
        for (int k = 0; k < i; k++) {
          s = Math.fma(-t[to + i * stepRow + k * stepColumn], b[bo + k * ldb + c], s);
        }
        b[bo + i * ldb + c] = s * reciprocal;
      }
    }
  }

  /** Backward substitution with an upper triangle. */
  void backward(int n, int nrhs, double[] t, int to, int stepRow, int stepColumn, double[] b, int bo, int ldb) {
    for (int i = n - 1; i >= 0; i--) {
      double reciprocal = 1.0 / t[to + i * stepRow + i * stepColumn];
      for (int c = 0; c < nrhs; c++) {
        double s = b[bo + i * ldb + c];
        for (int k = n - 1; k > i; k--) {
          s = Math.fma(-t[to + i * stepRow + k * stepColumn], b[bo + k * ldb + c], s);
        }
        b[bo + i * ldb + c] = s * reciprocal;
      }
    }
  }
}
