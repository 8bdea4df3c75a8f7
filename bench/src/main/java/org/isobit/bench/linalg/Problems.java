package org.isobit.bench.linalg;

import org.isobit.verify.Inputs;

/** Matrices to factor. Thread-safe. */
final class Problems {

  private Problems() {}

  /** I + Y·Yᵀ/n with random Y: what a transform filter decomposes. */
  static double[] positive(int n, int seed) {
    double[] y = new Inputs(seed).doubles(n * n);
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = i == j ? 1.0 : 0.0;
        for (int k = 0; k < n; k++) {
          s += 3.0 * y[i * n + k] * y[j * n + k] / n;
        }
        a[i * n + j] = s;
        a[j * n + i] = s;
      }
    }
    return a;
  }

  /** A block of such matrices, one a lane. */
  static double[] block(int n, int lanes) {
    double[] block = new double[n * n * lanes];
    for (int b = 0; b < lanes; b++) {
      double[] a = positive(n, b);
      for (int i = 0; i < n * n; i++) {
        block[i * lanes + b] = a[i];
      }
    }
    return block;
  }
}
