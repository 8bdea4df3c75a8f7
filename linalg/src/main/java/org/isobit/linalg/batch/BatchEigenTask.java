// Master of FloatBatchEigenTask: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.eigen.EigenLimits;
import org.isobit.linalg.internal.Workspaces;

/**
 * The work of {@link BatchEigen}, cut into groups of as many problems as a vector has lanes. A group keeps its
 * eigenvectors (rows of ld elements) and eigenvalues interleaved by the group's width. Not thread-safe.
 */
final class BatchEigenTask implements Workers.Task {

  private static final int FACTOR = 0;
  private static final int FUNCTION = 1;
  private static final int SOLVE = 2;

  static final int NO_CONVERGENCE = 1;
  static final int NOT_FINITE = 2;

  private final boolean simd;

  /** Problems in a group. */
  private final int width;

  private BatchEigenScratch[] scratch = new BatchEigenScratch[0];
  /** For each problem 0, {@link #NO_CONVERGENCE} or {@link #NOT_FINITE}. */
  private int[] status = new int[0];

  private double[] vectors = new double[0];
  private double[] values = new double[0];
  private int n;
  private int lanes;
  private int ld;
  private int groups;

  private int operation;
  private double[] in;
  private int ino;
  private double[] out;
  private int outo;
  private int nrhs;

  BatchEigenTask(boolean simd) {
    this.simd = simd;
    width = simd ? BatchEigenSimd.width() : 1;
  }

  /** Sizes storage and one scratch for each thread. */
  void prepare(int n, int lanes, int threads) {
    this.n = n;
    this.lanes = lanes;
    ld = BatchEigenScratch.leading(n, width);
    groups = (lanes + width - 1) / width;
    vectors = Workspaces.grow("batchEigen", vectors, groups * n, ld * width);
    values = Workspaces.grow("batchEigen", values, groups, n * width);
    if (status.length < groups * width) {
      status = new int[groups * width];
    }
    if (scratch.length < threads) {
      BatchEigenScratch[] more = new BatchEigenScratch[threads];
      System.arraycopy(scratch, 0, more, 0, scratch.length);
      for (int i = scratch.length; i < threads; i++) {
        more[i] = new BatchEigenScratch(simd);
      }
      scratch = more;
    }
    for (BatchEigenScratch each : scratch) {
      each.prepare(n, width);
    }
  }

  void factor(double[] a, int ao, Workers workers) {
    in = a;
    ino = ao;
    go(FACTOR, workers);
    // The first problem that failed is named, whichever thread met a failure first.
    for (int b = 0; b < lanes; b++) {
      if (status[b] == NOT_FINITE) {
        refuse(b, a, ao + b);
      } else if (status[b] == NO_CONVERGENCE) {
        throw new NumericalException("batchEigen: no convergence in " + EigenLimits.SWEEPS + " sweeps in problem", b,
            Double.NaN);
      }
    }
  }

  private void refuse(int problem, double[] a, int at) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = a[at + (i * n + j) * lanes];
        if (!(Math.abs(x) <= Double.MAX_VALUE)) {
          throw new IllegalArgumentException(
              "batchEigen: A[" + i + ", " + j + "] of problem " + problem + " is " + x);
        }
      }
    }
  }

  void function(double[] f, int fo, double[] result, int ro, Workers workers) {
    in = f;
    ino = fo;
    out = result;
    outo = ro;
    go(FUNCTION, workers);
  }

  void solve(int nrhs, double[] b, int bo, Workers workers) {
    this.nrhs = nrhs;
    out = b;
    outo = bo;
    go(SOLVE, workers);
  }

  private void go(int operation, Workers workers) {
    this.operation = operation;
    try {
      workers.run(groups, this);
    } finally {
      in = null;
      out = null;
    }
  }

  @Override
  public void run(int group, int slot) {
    BatchEigenScratch w = scratch[slot];
    int first = group * width;
    int count = Math.min(width, lanes - first);
    int vo = group * n * ld * width;
    int eo = group * n * width;
    switch (operation) {
      case FACTOR -> {
        if (simd) {
          BatchEigenSimd.factor(n, lanes, count, in, ino + first, w, vectors, vo, ld, values, eo, status, first);
        } else {
          status[first] = BatchEigenReference.factor(n, lanes, in, ino + first, w, vectors, vo, ld, values, eo);
        }
      }
      case FUNCTION -> {
        if (simd) {
          BatchEigenSimd.function(n, lanes, count, in, ino + first, w, vectors, vo, ld, out, outo + first);
        } else {
          BatchEigenReference.function(n, lanes, in, ino + first, vectors, vo, ld, out, outo + first);
        }
      }
      default -> {
        if (simd) {
          BatchEigenSimd.solve(n, lanes, count, nrhs, w, vectors, vo, ld, values, eo, out, outo + first);
        } else {
          BatchEigenReference.solve(n, lanes, nrhs, w, vectors, vo, ld, values, eo, out, outo + first);
        }
      }
    }
  }

  double value(int k, int problem) {
    return values[(problem / width * n + k) * width + problem % width];
  }

  void values(double[] result, int ro) {
    for (int group = 0; group < groups; group++) {
      int first = group * width;
      int count = Math.min(width, lanes - first);
      for (int k = 0; k < n; k++) {
        System.arraycopy(values, (group * n + k) * width, result, ro + k * lanes + first, count);
      }
    }
  }

  void vectors(double[] result, int ro) {
    for (int b = 0; b < lanes; b++) {
      int group = b / width * n;
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          result[ro + (k * n + j) * lanes + b] = vectors[((group + k) * ld + j) * width + b % width];
        }
      }
    }
  }
}
