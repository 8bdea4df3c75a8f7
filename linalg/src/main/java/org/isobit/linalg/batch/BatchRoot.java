// Master of FloatBatchRoot: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.internal.Residual;
import org.isobit.linalg.internal.Workspaces;

/**
 * Symmetric square roots A^½ and A^−½ of many symmetric positive (semi-)definite n×n matrices, one problem a lane,
 * class EXACT, with the bits of {@link org.isobit.linalg.sqrt.SymmetricRoot} for each problem up to n = 4096, whatever
 * stands in the other lanes.
 *
 * <p>Layout as in {@link BatchEigen}; one factorisation serves both roots and {@link #solve}. This is the transform of
 * an ensemble transform filter's local analyses: A^−½ for the anomalies, A^−1·b for the mean.
 *
 * <p><b>Errors.</b> Besides those of {@link BatchEigen}: with τ = n·ε·max|λ| of a problem, {@link #squareRoot} takes
 * eigenvalues in [−τ, 0] for 0 and refuses smaller ones, {@link #inverseSquareRoot} and {@link #solve} refuse
 * eigenvalues ≤ τ, by {@link NumericalException} with the number of the first such problem; nothing is written then.
 * Objects are reused without allocation and are not thread-safe (one a thread).
 */
public final class BatchRoot {

  private final BatchEigen eigen;
  private double[] f = new double[0];
  private double[] root = new double[0];
  private double[] original = new double[0];

  /** An empty object that uses the backend in force. */
  public BatchRoot() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public BatchRoot(Backend backend) {
    eigen = new BatchEigen(backend);
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
  public BatchRoot factor(int n, int lanes, double[] a, long aOffset) {
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
  public BatchRoot factor(int n, int lanes, double[] a, long aOffset, Workers workers) {
    eigen.factor(n, lanes, a, aOffset, workers);
    f = Workspaces.grow("batch_root", f, n, lanes);
    return this;
  }

  /**
   * The decompositions that the roots are made from, overwritten by the next factorisation.
   *
   * @return the object's own
   */
  public BatchEigen eigen() {
    return eigen;
  }

  /**
   * Writes A^½ of each problem.
   *
   * @param out    array of the results, a block of n×n matrices
   * @param offset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if the results leave their array
   * @throws NumericalException       if a problem has an eigenvalue below −τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void squareRoot(double[] out, long offset) {
    squareRoot(out, offset, Workers.serial());
  }

  /**
   * Writes A^½ of each problem, the problems split over threads.
   *
   * @param out     array of the results, a block of n×n matrices
   * @param offset  index of element (0, 0) of problem 0
   * @param workers the threads to use
   * @throws IllegalArgumentException if the results leave their array
   * @throws NumericalException       if a problem has an eigenvalue below −τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void squareRoot(double[] out, long offset, Workers workers) {
    int n = eigen.size();
    int lanes = eigen.lanes();
    eigen.values(f, 0);
    for (int b = 0; b < lanes; b++) {
      // Eigenvalues ascend: the first tells.
      if (n > 0 && f[b] < -eigen.negligible(b)) {
        throw new NumericalException("batchSquareRoot: eigenvalue 0 is negative in problem", b, f[b]);
      }
    }
    for (int i = 0; i < n * lanes; i++) {
      f[i] = f[i] > 0.0 ? Math.sqrt(f[i]) : 0.0;
    }
    eigen.function(f, 0, out, offset, workers);
  }

  /**
   * Writes A^−½ of each problem.
   *
   * @param out    array of the results, a block of n×n matrices
   * @param offset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if the results leave their array
   * @throws NumericalException       if a problem has an eigenvalue ≤ τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void inverseSquareRoot(double[] out, long offset) {
    inverseSquareRoot(out, offset, Workers.serial());
  }

  /**
   * Writes A^−½ of each problem, the problems split over threads.
   *
   * @param out     array of the results, a block of n×n matrices
   * @param offset  index of element (0, 0) of problem 0
   * @param workers the threads to use
   * @throws IllegalArgumentException if the results leave their array
   * @throws NumericalException       if a problem has an eigenvalue ≤ τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void inverseSquareRoot(double[] out, long offset, Workers workers) {
    int n = eigen.size();
    int lanes = eigen.lanes();
    requirePositive("batchInverseSquareRoot");
    eigen.values(f, 0);
    for (int i = 0; i < n * lanes; i++) {
      f[i] = 1.0 / Math.sqrt(f[i]);
    }
    eigen.function(f, 0, out, offset, workers);
  }

  /**
   * Solves A·X = B in place for each problem, for positive definite A.
   *
   * @param nrhs    columns of B
   * @param b       array of a block of n×nrhs matrices, become X
   * @param bOffset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if B leaves its array
   * @throws NumericalException       if a problem has an eigenvalue ≤ τ; B is untouched
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(int nrhs, double[] b, long bOffset) {
    solve(nrhs, b, bOffset, Workers.serial());
  }

  /**
   * Solves A·X = B in place for each problem, for positive definite A, the problems split over threads.
   *
   * @param nrhs    columns of B
   * @param b       array of a block of n×nrhs matrices, become X
   * @param bOffset index of element (0, 0) of problem 0
   * @param workers the threads to use
   * @throws IllegalArgumentException if B leaves its array
   * @throws NumericalException       if a problem has an eigenvalue ≤ τ; B is untouched
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(int nrhs, double[] b, long bOffset, Workers workers) {
    requirePositive("batch_root solve");
    eigen.solve(nrhs, b, bOffset, workers);
  }

  /**
   * Writes A^½·A^½ of each problem.
   *
   * @param a       array of the results, a block of n×n matrices
   * @param aOffset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if the results leave their array
   * @throws NumericalException       if a problem has an eigenvalue below −τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void reconstruct(double[] a, long aOffset) {
    int n = eigen.size();
    int lanes = eigen.lanes();
    int ao = BatchChecks.block("batch_root", "A", a, aOffset, n, n, lanes);
    root = Workspaces.grow("batch_root", root, n * n, lanes);
    squareRoot(root, 0);
    for (int b = 0; b < lanes; b++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double s = 0.0;
          for (int k = 0; k < n; k++) {
            s = Math.fma(root[(i * n + k) * lanes + b], root[(j * n + k) * lanes + b], s);
          }
          a[ao + (i * n + j) * lanes + b] = s;
        }
      }
    }
  }

  /**
   * How well the square root of one problem squares to its matrix: {@link Residual}.
   *
   * @param a       array of the block that was decomposed, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @param problem number of the problem
   * @return max|A − A^½·A^½| ÷ (max|A| · n · ε)
   * @throws IllegalArgumentException if A leaves its array or there is no such problem
   * @throws NumericalException       if a problem has an eigenvalue below −τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double quality(double[] a, long aOffset, int problem) {
    int n = eigen.size();
    int lanes = eigen.lanes();
    int ao = BatchChecks.block("batch_root", "A", a, aOffset, n, n, lanes);
    BatchChecks.problem("batch_root", problem, lanes);
    double[] rebuilt = new double[n * n * lanes];
    reconstruct(rebuilt, 0);
    original = Workspaces.grow("batch_root", original, n, n);
    for (int i = 0; i < n * n; i++) {
      original[i] = a[ao + i * lanes + problem];
      rebuilt[i] = rebuilt[i * lanes + problem];
    }
    return Residual.ofSymmetric(n, original, 0, n, rebuilt, 0, n);
  }

  private void requirePositive(String operation) {
    for (int b = 0; b < eigen.lanes() && eigen.size() > 0; b++) {
      // Eigenvalues ascend: the first tells.
      double lambda = eigen.value(0, b);
      if (!(lambda > eigen.negligible(b))) {
        throw new NumericalException(operation + ": eigenvalue 0 is not positive to working precision in problem", b,
            lambda);
      }
    }
  }
}
