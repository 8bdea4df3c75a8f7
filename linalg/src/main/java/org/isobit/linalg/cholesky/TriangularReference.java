// Master of FloatTriangularReference: the float version is generated from this file.
package org.isobit.linalg.cholesky;

/**
 * The scalar form of {@link Triangular}; it defines the bits. Element (i, k) of the triangle that acts lies at
 * to + i·stepRow + k·stepColumn. Thread-safe.
 */
final class TriangularReference {

  private TriangularReference() {}

  /** Forward substitution with a lower triangle. */
  static void forward(int n, int nrhs, double[] t, int to, int stepRow, int stepColumn, double[] b, int bo, int ldb) {
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
  static void backward(int n, int nrhs, double[] t, int to, int stepRow, int stepColumn, double[] b, int bo, int ldb) {
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
