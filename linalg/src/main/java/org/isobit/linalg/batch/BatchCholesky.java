// Master of FloatBatchCholesky: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.internal.Residual;
import org.isobit.linalg.internal.Workspaces;

/**
 * Cholesky factorisations A = L·Lᵀ of many symmetric positive definite n×n matrices and solutions with them, one
 * problem a lane, class EXACT, with the bits of {@link org.isobit.linalg.cholesky.Cholesky} for each problem, whatever
 * stands in the other lanes.
 *
 * <p>Element (i, j) of problem b lies at {@code offset + (i·n + j)·lanes + b}; only lower triangles are read;
 * right-hand sides are blocks of n×nrhs matrices. An object keeps the factors of the last block and is reused without
 * allocation; it is not thread-safe (one a thread), but with {@link Workers} it splits a block over threads.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes and elements that are not finite, naming problem and
 * element; {@link NumericalException} with the number of the first problem that is not positive definite to working
 * precision and, in the message, the row of its pivot.
 */
public final class BatchCholesky {

  private final BatchCholeskyTask task;
  private double[] original = new double[0];
  private double[] rebuilt = new double[0];
  private int n = -1;
  private int lanes;

  /** An empty object that uses the backend in force. */
  public BatchCholesky() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public BatchCholesky(Backend backend) {
    task = new BatchCholeskyTask(backend.isSimd());
  }

  /**
   * Factors a block on the calling thread.
   *
   * @param n       order of the matrices
   * @param lanes   problems in the block
   * @param a       array of the block, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @return this
   * @throws IllegalArgumentException if the block leaves its array or has an element that is not finite
   * @throws NumericalException       if a problem is not positive definite; the object then holds no factors
   */
  public BatchCholesky factor(int n, int lanes, double[] a, long aOffset) {
    return factor(n, lanes, a, aOffset, Workers.serial());
  }

  /**
   * Factors a block, its problems split over threads.
   *
   * @param n       order of the matrices
   * @param lanes   problems in the block
   * @param a       array of the block, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @param workers the threads to use
   * @return this
   * @throws IllegalArgumentException if the block leaves its array or has an element that is not finite
   * @throws NumericalException       if a problem is not positive definite; the object then holds no factors
   */
  public BatchCholesky factor(int n, int lanes, double[] a, long aOffset, Workers workers) {
    Checks.present("batchCholesky", "workers", workers);
    int ao = BatchChecks.block("batchCholesky", "A", a, aOffset, n, n, lanes);
    Environment.require();
    this.n = -1;
    task.prepare(n, lanes, 0, workers.threads());
    task.factor(a, ao, workers);
    this.n = n;
    this.lanes = lanes;
    return this;
  }

  /**
   * Solves A·X = B in place for each problem.
   *
   * @param nrhs    columns of B
   * @param b       array of a block of n×nrhs matrices, become X
   * @param bOffset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if B leaves its array
   * @throws IllegalStateException    if the object holds no factors
   */
  public void solve(int nrhs, double[] b, long bOffset) {
    solve(nrhs, b, bOffset, Workers.serial());
  }

  /**
   * Solves A·X = B in place for each problem, the problems split over threads.
   *
   * @param nrhs    columns of B
   * @param b       array of a block of n×nrhs matrices, become X
   * @param bOffset index of element (0, 0) of problem 0
   * @param workers the threads to use
   * @throws IllegalArgumentException if B leaves its array
   * @throws IllegalStateException    if the object holds no factors
   */
  public void solve(int nrhs, double[] b, long bOffset, Workers workers) {
    require();
    Checks.present("batchCholesky", "workers", workers);
    Checks.size("batchCholesky", "nrhs", nrhs);
    int bo = BatchChecks.block("batchCholesky", "B", b, bOffset, n, nrhs, lanes);
    Environment.require();
    task.prepare(n, lanes, nrhs, workers.threads());
    task.solve(nrhs, b, bo, workers);
  }

  /**
   * Writes L of each problem, with zeros above the diagonal.
   *
   * @param l       array of the results, a block of n×n matrices
   * @param lOffset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if the results leave their array
   * @throws IllegalStateException    if the object holds no factors
   */
  public void lower(double[] l, long lOffset) {
    require();
    int lo = BatchChecks.block("batchCholesky", "L", l, lOffset, n, n, lanes);
    for (int b = 0; b < lanes; b++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          l[lo + (i * n + j) * lanes + b] = j <= i ? task.element(i, j, b) : 0.0;
        }
      }
    }
  }

  /**
   * Writes L·Lᵀ of each problem.
   *
   * @param a       array of the results, a block of n×n matrices
   * @param aOffset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if the results leave their array
   * @throws IllegalStateException    if the object holds no factors
   */
  public void reconstruct(double[] a, long aOffset) {
    require();
    int ao = BatchChecks.block("batchCholesky", "A", a, aOffset, n, n, lanes);
    for (int b = 0; b < lanes; b++) {
      reconstruct(b, a, ao + b, lanes);
    }
  }

  private void reconstruct(int problem, double[] a, int ao, int step) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = 0.0;
        for (int k = 0; k <= j; k++) {
          s = Math.fma(task.element(i, k, problem), task.element(j, k, problem), s);
        }
        a[ao + (i * n + j) * step] = s;
        a[ao + (j * n + i) * step] = s;
      }
    }
  }

  /**
   * How well the factor of one problem reproduces its matrix: {@link Residual}.
   *
   * @param a       array of the block that was factored, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @param problem number of the problem
   * @return max|A − L·Lᵀ| ÷ (max|A| · n · ε)
   * @throws IllegalArgumentException if A leaves its array or there is no such problem
   * @throws IllegalStateException    if the object holds no factors
   */
  public double quality(double[] a, long aOffset, int problem) {
    require();
    int ao = BatchChecks.block("batchCholesky", "A", a, aOffset, n, n, lanes);
    BatchChecks.problem("batchCholesky", problem, lanes);
    original = Workspaces.grow("batchCholesky", original, n, n);
    rebuilt = Workspaces.grow("batchCholesky", rebuilt, n, n);
    for (int i = 0; i < n * n; i++) {
      original[i] = a[ao + i * lanes + problem];
    }
    reconstruct(problem, rebuilt, 0, 1);
    return Residual.ofSymmetric(n, original, 0, n, rebuilt, 0, n);
  }

  /**
   * Order of the matrices last factored.
   *
   * @return n
   * @throws IllegalStateException if the object holds no factors
   */
  public int size() {
    require();
    return n;
  }

  /**
   * Problems in the block last factored.
   *
   * @return their number
   * @throws IllegalStateException if the object holds no factors
   */
  public int lanes() {
    require();
    return lanes;
  }

  private void require() {
    if (n < 0) {
      throw new IllegalStateException("batchCholesky: nothing was factored, or the last factorisation failed");
    }
  }
}
