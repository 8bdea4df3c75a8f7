// Master of FloatBatchGramReference: the float version is generated from this file.
package org.isobit.linalg.batch;

/** The scalar form of {@link BatchGram}; it defines the bits. Thread-safe. */
final class BatchGramReference {

  private BatchGramReference() {}

  /** The problems start … end − 1 of a block. */
  static void gram(int n, int terms, int lanes, double[] a, int ao, double beta, double[] c, int co, int start,
      int end) {
    for (int b = start; b < end; b++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          int ij = co + (i * n + j) * lanes + b;
          double s = beta == 0.0 ? 0.0 : beta == 1.0 ? c[ij] : beta * c[ij];
          for (int k = 0; k < terms; k++) {
            s = Math.fma(a[ao + (k * n + i) * lanes + b], a[ao + (k * n + j) * lanes + b], s);
          }
          c[ij] = s;
          c[co + (j * n + i) * lanes + b] = s;
        }
      }
    }
  }
}
