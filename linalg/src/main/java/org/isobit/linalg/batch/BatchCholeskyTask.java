// Master of FloatBatchCholeskyTask: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.Workspaces;

/**
 * The work of {@link BatchCholesky}, cut into groups of as many problems as a vector has lanes. Factors are interleaved
 * by the group's width, rows of ld elements. Not thread-safe.
 */
final class BatchCholeskyTask implements Workers.Task {

  /** Status of a problem whose factor stands; else the row of the pivot that failed, or {@link #NOT_FINITE}. */
  static final int DONE = -1;
  static final int NOT_FINITE = -2;

  private final boolean simd;
  private final int width;

  /** For each problem its status, and the pivot that failed. */
  private int[] status = new int[0];
  private double[] pivots = new double[0];

  private double[] factors = new double[0];

  /** For each thread room for one vector of n or one block of right-hand sides, interleaved. */
  private double[][] scratch = new double[0][];

  private int n;
  private int lanes;
  private int ld;
  private int groups;
  private boolean solving;
  private double[] array;
  private int offset;
  private int nrhs;

  BatchCholeskyTask(boolean simd) {
    this.simd = simd;
    width = simd ? BatchCholeskySimd.width() : 1;
  }

  void prepare(int n, int lanes, int nrhs, int threads) {
    this.n = n;
    this.lanes = lanes;
    ld = BatchEigenScratch.leading(n, width);
    groups = (lanes + width - 1) / width;
    factors = Workspaces.grow("batchCholesky", factors, groups * n, ld * width);
    pivots = Workspaces.grow("batchCholesky", pivots, groups, width);
    if (status.length < groups * width) {
      status = new int[groups * width];
    }
    if (scratch.length < threads) {
      double[][] more = new double[threads][];
      System.arraycopy(scratch, 0, more, 0, scratch.length);
      scratch = more;
    }
    for (int i = 0; i < scratch.length; i++) {
      double[] old = scratch[i] == null ? new double[0] : scratch[i];
      scratch[i] = Workspaces.grow("batchCholesky", old, n, width * Math.max(1, nrhs));
    }
  }

  void factor(double[] a, int ao, Workers workers) {
    solving = false;
    go(a, ao, workers);
    for (int b = 0; b < lanes; b++) {
      if (status[b] == NOT_FINITE) {
        refuse(b, a, ao + b);
      } else if (status[b] != DONE) {
        throw new NumericalException("batchCholesky: not positive definite to working precision: pivot " + status[b]
            + " of problem", b, pivots[b]);
      }
    }
  }

  private void refuse(int problem, double[] a, int at) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = a[at + (i * n + j) * lanes];
        if (!(Math.abs(x) <= Double.MAX_VALUE)) {
          throw new IllegalArgumentException(
              "batchCholesky: A[" + i + ", " + j + "] of problem " + problem + " is " + x);
        }
      }
    }
  }

  void solve(int nrhs, double[] b, int bo, Workers workers) {
    solving = true;
    this.nrhs = nrhs;
    go(b, bo, workers);
  }

  private void go(double[] a, int ao, Workers workers) {
    array = a;
    offset = ao;
    try {
      workers.run(groups, this);
    } finally {
      array = null;
    }
  }

  @Override
  public void run(int group, int slot) {
    int first = group * width;
    int count = Math.min(width, lanes - first);
    int lo = group * n * ld * width;
    if (simd) {
      if (solving) {
        BatchCholeskySimd.solve(n, lanes, count, nrhs, factors, lo, ld, array, offset + first, scratch[slot]);
      } else {
        BatchCholeskySimd.factor(n, lanes, count, array, offset + first, factors, lo, ld, scratch[slot], status, pivots,
            first);
      }
    } else if (solving) {
      BatchCholeskyReference.solve(n, lanes, nrhs, factors, lo, ld, array, offset + first, scratch[slot]);
    } else {
      status[first] = BatchCholeskyReference.factor(n, lanes, array, offset + first, factors, lo, ld, scratch[slot]);
      pivots[first] = status[first] < 0 ? 0.0 : factors[lo + status[first] * ld + status[first]];
    }
  }

  double element(int i, int j, int problem) {
    return factors[((problem / width * n + i) * ld + j) * width + problem % width];
  }
}
