package org.isobit.bench.linalg;

import org.isobit.verify.Inputs;

/** Matrices to factor. Thread-safe. */
final class Problems {

  private Problems() {}

  /** I + 3·Y·Yᵀ/n with random Y: what a transform filter decomposes. */
  static double[] positive(int n, int seed) {
    return positive(n, seed, 3.0);
  }

  /** I + weight·Y·Yᵀ/n with random Y, whose condition number is about 1 + 4/3·weight. */
  static double[] positive(int n, int seed, double weight) {
    double[] y = new Inputs(seed).doubles(n * n);
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = i == j ? 1.0 : 0.0;
        for (int k = 0; k < n; k++) {
          s += weight * y[i * n + k] * y[j * n + k] / n;
        }
        a[i * n + j] = s;
        a[j * n + i] = s;
      }
    }
    return a;
  }

  /** A block of such matrices, one a lane. */
  static double[] block(int n, int lanes) {
    return block(n, lanes, 3.0);
  }

  /** A block of matrices with a weight, one a lane. */
  static double[] block(int n, int lanes, double weight) {
    double[] block = new double[n * n * lanes];
    for (int b = 0; b < lanes; b++) {
      double[] a = positive(n, b, weight);
      for (int i = 0; i < n * n; i++) {
        block[i * lanes + b] = a[i];
      }
    }
    return block;
  }
}
