// Master of FloatBatchEigen: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.internal.Residual;
import org.isobit.linalg.internal.Workspaces;

/**
 * Eigen-decompositions of many symmetric n×n matrices, one problem a lane, class EXACT, with the bits of
 * {@link org.isobit.linalg.eigen.SymmetricEigen} for each problem, whatever stands in the other lanes; those of
 * {@link #function} and {@link #solve} up to n = 4096: beyond, SymmetricEigen's products are summed in runs, but a
 * batch's are not.
 *
 * <p>Element (i, j) of problem b lies at {@code offset + (i·n + j)·lanes + b}; only lower triangles are read.
 * Eigenvalue k of problem b comes at {@code offset + k·lanes + b}; row k of its n×n matrix of vectors is the
 * eigenvector of eigenvalue k; eigenvalues ascend. An object keeps the decompositions of the last block and its
 * workspace and is reused without allocation; it is not thread-safe (one a thread), but with {@link Workers} it splits
 * a block over threads.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes and elements that are not finite, naming problem and
 * element; {@link NumericalException} with the number of the problem for one that does not converge (finite ones do) or
 * that is singular in {@link #solve}.
 */
public final class BatchEigen {

  private final BatchEigenTask task;
  private double[] spare = new double[0];
  private double[] rebuilt = new double[0];
  private double[] original = new double[0];
  private int n = -1;
  private int lanes;

  /** An empty object that uses the backend in force. */
  public BatchEigen() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public BatchEigen(Backend backend) {
    task = new BatchEigenTask(backend.isSimd());
  }

  /**
   * Decomposes a block on the calling thread.
   *
   * @param n       order of the matrices
   * @param lanes   problems in the block
   * @param a       array of the block, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @return this
   * @throws IllegalArgumentException if the block leaves its array or has an element that is not finite
   * @throws NumericalException       if an eigenvalue does not converge
   */
  public BatchEigen factor(int n, int lanes, double[] a, long aOffset) {
    return factor(n, lanes, a, aOffset, Workers.serial());
  }

  /**
   * Decomposes a block, its problems split over threads.
   *
   * @param n       order of the matrices
   * @param lanes   problems in the block
   * @param a       array of the block, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @param workers the threads to use
   * @return this
   * @throws IllegalArgumentException if the block leaves its array or has an element that is not finite
   * @throws NumericalException       if an eigenvalue does not converge
   */
  public BatchEigen factor(int n, int lanes, double[] a, long aOffset, Workers workers) {
    Checks.present("batchEigen", "workers", workers);
    int ao = BatchChecks.block("batchEigen", "A", a, aOffset, n, n, lanes);
    Environment.require();
    this.n = -1;
    task.prepare(n, lanes, workers.threads());
    task.factor(a, ao, workers);
    this.n = n;
    this.lanes = lanes;
    return this;
  }

  /**
   * Copies the eigenvalues.
   *
   * @param out    where to, n·lanes elements
   * @param offset index of eigenvalue 0 of problem 0
   * @throws IllegalArgumentException if they leave the array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void values(double[] out, long offset) {
    require();
    task.values(out, BatchChecks.block("batchEigen", "values", out, offset, n, 1, lanes));
  }

  /**
   * One eigenvalue.
   *
   * @param k       its index, 0 for the smallest
   * @param problem number of the problem
   * @return the eigenvalue
   * @throws IllegalArgumentException if there is no such eigenvalue
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double value(int k, int problem) {
    require();
    if (k < 0 || k >= n || problem < 0 || problem >= lanes) {
      throw new IllegalArgumentException("batchEigen: there is no eigenvalue " + k + " of problem " + problem
          + " among " + lanes + " problems of order " + n);
    }
    return task.value(k, problem);
  }

  /**
   * Copies the eigenvectors; row k belongs to eigenvalue k.
   *
   * @param out    where to, a block of n×n matrices
   * @param offset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if they leave the array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void vectors(double[] out, long offset) {
    require();
    task.vectors(out, BatchChecks.block("batchEigen", "vectors", out, offset, n, n, lanes));
  }

  /**
   * V·diag(f)·Vᵀ for each problem. Element (i, j), i ≥ j, is one chain fma(f_k·v_ki, v_kj, s) from +0 over all k,
   * ascending, mirrored: up to n = 4096 the bits of {@code SymmetricEigen.function}.
   *
   * @param f       array of the function values, f_k of problem b at {@code fOffset + k·lanes + b}
   * @param fOffset index of the first
   * @param out     array of the results, a block of n×n matrices
   * @param offset  index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if something leaves its array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void function(double[] f, long fOffset, double[] out, long offset) {
    function(f, fOffset, out, offset, Workers.serial());
  }

  /**
   * V·diag(f)·Vᵀ for each problem, the problems split over threads.
   *
   * @param f       array of the function values, f_k of problem b at {@code fOffset + k·lanes + b}
   * @param fOffset index of the first
   * @param out     array of the results, a block of n×n matrices
   * @param offset  index of element (0, 0) of problem 0
   * @param workers the threads to use
   * @throws IllegalArgumentException if something leaves its array, or f and the results overlap
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void function(double[] f, long fOffset, double[] out, long offset, Workers workers) {
    require();
    int fo = BatchChecks.block("batchEigen", "f", f, fOffset, n, 1, lanes);
    int oo = BatchChecks.block("batchEigen", "result", out, offset, n, n, lanes);
    Checks.present("batchEigen", "workers", workers);
    Checks.apart("batchEigen", "result", "f", f == out, oo, n * n * lanes, fo, n * lanes);
    Environment.require();
    task.prepare(n, lanes, workers.threads());
    task.function(f, fo, out, oo, workers);
  }

  /**
   * Solves A·X = B in place for each problem, as {@code SymmetricEigen.solve}.
   *
   * @param nrhs    columns of B
   * @param b       array of a block of n×nrhs matrices, become X
   * @param bOffset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if B leaves its array
   * @throws NumericalException       if a problem is singular to working precision; B is untouched
   * @throws IllegalStateException    if the object holds no decomposition
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
   * @throws NumericalException       if a problem is singular to working precision; B is untouched
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(int nrhs, double[] b, long bOffset, Workers workers) {
    require();
    Checks.present("batchEigen", "workers", workers);
    Checks.size("batchEigen", "nrhs", nrhs);
    int bo = BatchChecks.block("batchEigen", "B", b, bOffset, n, nrhs, lanes);
    Environment.require();
    for (int problem = 0; problem < lanes; problem++) {
      double floor = negligible(problem);
      for (int k = 0; k < n; k++) {
        double lambda = task.value(k, problem);
        if (!(Math.abs(lambda) > floor)) {
          throw new NumericalException("batchEigen: a matrix is singular to working precision: eigenvalue " + k
              + " of problem", problem, lambda);
        }
      }
    }
    task.prepare(n, lanes, workers.threads());
    task.solve(nrhs, b, bo, workers);
  }

  /**
   * The magnitude up to which an eigenvalue of a problem is indistinguishable from 0: n·ε·max|λ|.
   *
   * @param problem number of the problem
   * @return the bound
   * @throws IllegalArgumentException if there is no such problem
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double negligible(int problem) {
    require();
    if (n == 0) {
      return 0.0;
    }
    double epsilon = 0x1p-52; // float: float epsilon = 0x1p-23f;
    double first = Math.abs(value(0, problem));
    double last = Math.abs(value(n - 1, problem));
    return n * epsilon * (first > last ? first : last);
  }

  /**
   * Writes V·Λ·Vᵀ for each problem.
   *
   * @param a       array of the results, a block of n×n matrices
   * @param aOffset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if they leave the array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void reconstruct(double[] a, long aOffset) {
    require();
    spare = Workspaces.grow("batchEigen", spare, n, lanes);
    values(spare, 0);
    function(spare, 0, a, aOffset);
  }

  /**
   * How well the factors reproduce one of their matrices: {@link Residual}.
   *
   * @param a       array of the block that was decomposed, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @param problem number of the problem
   * @return max|A − VΛVᵀ| ÷ (max|A| · n · ε)
   * @throws IllegalArgumentException if A leaves its array or there is no such problem
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double quality(double[] a, long aOffset, int problem) {
    require();
    int ao = BatchChecks.block("batchEigen", "A", a, aOffset, n, n, lanes);
    BatchChecks.problem("batchEigen", problem, lanes);
    rebuilt = Workspaces.grow("batchEigen", rebuilt, n * n, lanes);
    reconstruct(rebuilt, 0);
    original = Workspaces.grow("batchEigen", original, n, n);
    for (int i = 0; i < n * n; i++) {
      original[i] = a[ao + i * lanes + problem];
      rebuilt[i] = rebuilt[i * lanes + problem];
    }
    return Residual.ofSymmetric(n, original, 0, n, rebuilt, 0, n);
  }

  /**
   * Order of the matrices last decomposed.
   *
   * @return n
   * @throws IllegalStateException if the object holds no decomposition
   */
  public int size() {
    require();
    return n;
  }

  /**
   * Problems in the block last decomposed.
   *
   * @return their number
   * @throws IllegalStateException if the object holds no decomposition
   */
  public int lanes() {
    require();
    return lanes;
  }

  private void require() {
    if (n < 0) {
      throw new IllegalStateException("batchEigen: nothing was decomposed, or the last decomposition failed");
    }
  }
}
