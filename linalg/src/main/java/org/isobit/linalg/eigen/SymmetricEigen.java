// Master of FloatSymmetricEigen: the float version is generated from this file.
package org.isobit.linalg.eigen;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.linalg.internal.Finite;
import org.isobit.linalg.internal.Residual;
import org.isobit.linalg.internal.Scaling;
import org.isobit.linalg.internal.Workspaces;

/**
 * Eigen-decomposition A = V·Λ·Vᵀ of a symmetric matrix, all eigenvalues and eigenvectors, class EXACT.
 *
 * <p>A is n×n and row-major; only its lower triangle is read. Eigenvalues ascend. Eigenvectors are rows: row k of the
 * array of vectors is the unit eigenvector of eigenvalue k, so the array holds Vᵀ. An object keeps the last
 * decomposition and its workspace and is reused without allocation; it is not thread-safe (one a thread).
 * {@link #decompose} is thread-safe.
 *
 * <p><b>Method.</b> The matrix is scaled by a power of two so that its largest magnitude lies in [1, 2); Householder
 * reflections from the last row upwards make it tridiagonal; implicit QL with Wilkinson's shift makes it diagonal, its
 * rotations applied to the rows of Qᵀ; eigenvalues are sorted (ties in the order found), scaled back, and zeros made
 * positive. Every sum is one ascending chain of fused multiply-adds from +0 and every coefficient one written
 * expression, so the bits are a function of A alone; {@code org.isobit.linalg.batch.BatchEigen} has the same bits.
 * About (4/3)n³ + 3n³ operations, the latter for the rotations.
 *
 * <p><b>Accuracy.</b> Backward stable: ‖A − VΛVᵀ‖ and ‖VᵀV − I‖‖A‖ are of order n·ε·‖A‖, and so are errors of
 * eigenvalues, also for graded, clustered, rank-deficient and badly scaled matrices. Eigenvalues much smaller than
 * ε·‖A‖ have no correct digits in general.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes and for NaN or infinite elements of the lower triangle;
 * {@link NumericalException} with the eigenvalue's index if it needs more than {@value EigenLimits#SWEEPS} sweeps,
 * which finite matrices do not.
 */
public final class SymmetricEigen {

  private final SymmetricEigenReference kernels;
  private final GemmReference gemm;
  private double[] work = new double[0];
  private double[] vectors = new double[0];
  private double[] spare = new double[0];
  private double[] values = new double[0];
  private double[] d = new double[0];
  private double[] e = new double[0];
  private double[] h = new double[0];
  private double[] p = new double[0];
  private double[] c = new double[0];
  private double[] s = new double[0];
  private final int[] range = new int[2 * ImplicitQl.QUEUE];
  private int[] order = new int[0];
  private int n = -1;
  private int ld;

  /** An empty object that uses the backend in force. */
  public SymmetricEigen() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public SymmetricEigen(Backend backend) {
    kernels = SymmetricEigenReference.of(backend);
    gemm = GemmReference.of(backend);
  }

  /**
   * Decomposes A.
   *
   * @param n       order of A
   * @param a       array of A, lower triangle read
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @return this
   * @throws IllegalArgumentException if A leaves its array or has an element that is not finite
   * @throws NumericalException       if an eigenvalue does not converge; the object then holds no decomposition
   */
  public SymmetricEigen factor(int n, double[] a, long aOffset, int lda) {
    Checks.size("eigen", "n", n);
    int ao = Checks.matrix("eigen", "A", a, aOffset, n, n, lda);
    Environment.require();
    this.n = -1;
    allocate(n);
    double largest = kernels.largest(n, a, ao, lda, p);
    if (!(largest <= Double.MAX_VALUE)) {
      Finite.requireLower("eigen", n, a, ao, lda);
    }
    if (n > 0) {
      int exponent = Scaling.exponent(largest);
      kernels.load(n, a, ao, lda, exponent, work, ld);
      kernels.tridiagonalize(n, work, ld, d, e, h, p);
      kernels.formTransposed(n, work, ld, h, vectors, p);
      int failed = ImplicitQl.iterate(kernels, n, d, e, vectors, ld, c, s, range);
      if (failed >= 0) {
        throw new NumericalException("eigen: no convergence in " + EigenLimits.SWEEPS + " sweeps for eigenvalue",
            failed, d[failed]);
      }
      sort(n, exponent);
    }
    this.n = n;
    return this;
  }

  private void allocate(int n) {
    ld = Workspaces.leading(n);
    work = Workspaces.grow("eigen", work, n, ld);
    vectors = Workspaces.grow("eigen", vectors, n, ld);
    values = Workspaces.grow("eigen", values, 1, ld);
    d = Workspaces.grow("eigen", d, 1, ld);
    e = Workspaces.grow("eigen", e, 1, ld);
    h = Workspaces.grow("eigen", h, 1, ld);
    p = Workspaces.grow("eigen", p, 1, ld);
    c = Workspaces.grow("eigen", c, ImplicitQl.QUEUE, ld);
    s = Workspaces.grow("eigen", s, ImplicitQl.QUEUE, ld);
    if (order.length < n) {
      order = new int[n];
    }
  }

  private void sort(int n, int exponent) {
    SymmetricEigenReference.order(n, d, order);
    SymmetricEigenReference.permute(n, vectors, ld, order, work);
    double[] sorted = work;
    work = vectors;
    vectors = sorted;
    double up1 = Scaling.up1(exponent);
    double up2 = Scaling.up2(exponent);
    for (int k = 0; k < n; k++) {
      values[k] = d[order[k]] * up1 * up2 + 0.0;
    }
  }

  /**
   * Decomposes A into the caller's arrays; thread-safe. Allocates a workspace: in a loop, reuse an object.
   *
   * @param n             order of A
   * @param a             array of A, lower triangle read
   * @param aOffset       index of A's element (0, 0)
   * @param lda           leading dimension of A
   * @param values        array of the n eigenvalues, ascending
   * @param valuesOffset  index of the first
   * @param vectors       array of the eigenvectors, n×n, row k belongs to eigenvalue k; apart from the eigenvalues.
   *                      Both may lie over A, which is read before
   * @param vectorsOffset index of its element (0, 0)
   * @param ldv           its leading dimension
   * @throws IllegalArgumentException if something leaves its array, values and vectors overlap, or A has an element
   *                                  that is not finite
   * @throws NumericalException       if an eigenvalue does not converge
   */
  public static void decompose(int n, double[] a, long aOffset, int lda, double[] values, long valuesOffset,
      double[] vectors, long vectorsOffset, int ldv) {
    Checks.size("eigen", "n", n);
    int eo = Checks.vector("eigen", "values", values, valuesOffset, n);
    int vo = Checks.matrix("eigen", "vectors", vectors, vectorsOffset, n, n, ldv);
    Checks.apart("eigen", "vectors", "values", values == vectors, vo, n, n, ldv, eo, 1, n, 1);
    SymmetricEigen eigen = new SymmetricEigen().factor(n, a, aOffset, lda);
    eigen.values(values, valuesOffset);
    eigen.vectors(vectors, vectorsOffset, ldv);
  }

  /**
   * Order of the matrix last decomposed.
   *
   * @return n
   * @throws IllegalStateException if the object holds no decomposition
   */
  public int size() {
    require();
    return n;
  }

  /**
   * One eigenvalue.
   *
   * @param k its index, 0 for the smallest
   * @return the eigenvalue
   * @throws IllegalArgumentException if there is no such eigenvalue
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double value(int k) {
    require();
    if (k < 0 || k >= n) {
      throw new IllegalArgumentException("eigen: there are " + n + " eigenvalues, but number " + k + " was asked for");
    }
    return values[k];
  }

  /**
   * Copies the eigenvalues, ascending.
   *
   * @param out    where to
   * @param offset index of the first
   * @throws IllegalArgumentException if they leave the array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void values(double[] out, long offset) {
    require();
    System.arraycopy(values, 0, out, Checks.vector("eigen", "values", out, offset, n), n);
  }

  /**
   * Copies the eigenvectors; row k belongs to eigenvalue k.
   *
   * @param out    where to, n×n
   * @param offset index of element (0, 0)
   * @param ldo    leading dimension
   * @throws IllegalArgumentException if they leave the array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void vectors(double[] out, long offset, int ldo) {
    require();
    int start = Checks.matrix("eigen", "vectors", out, offset, n, n, ldo);
    for (int k = 0; k < n; k++) {
      System.arraycopy(vectors, k * ld, out, start + k * ldo, n);
    }
  }

  /**
   * V·diag(f)·Vᵀ, a function of the matrix if f is one of its eigenvalues. Element (i, j), i ≥ j, is one chain
   * fma(f_k·v_ki, v_kj, s) from +0, k ascending (in runs of 4096, as every matrix product), mirrored.
   *
   * @param f       array of the n function values, f_k for eigenvalue k
   * @param fOffset index of the first
   * @param out     array of the result, n×n, symmetric to the last bit; may lie over f, which is read before
   * @param offset  index of its element (0, 0)
   * @param ldo     its leading dimension
   * @throws IllegalArgumentException if something leaves its array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void function(double[] f, long fOffset, double[] out, long offset, int ldo) {
    require();
    int fo = Checks.vector("eigen", "f", f, fOffset, n);
    int oo = Checks.matrix("eigen", "result", out, offset, n, n, ldo);
    Environment.require();
    for (int k = 0; k < n; k++) {
      double factor = f[fo + k];
      for (int j = 0; j < n; j++) {
        work[k * ld + j] = factor * vectors[k * ld + j];
      }
    }
    gemm.gemm(true, false, n, n, n, 1.0, work, 0, ld, vectors, 0, ld, 0.0, out, oo, ldo);
    gemm.mirror(n, out, oo, ldo);
  }

  /**
   * Solves A·X = B in place: X = V·(VᵀB ÷ λ), the products as matrix products, element (k, c) of VᵀB divided by λ_k.
   *
   * @param nrhs    columns of B
   * @param b       array of B (n×nrhs), becomes X
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @throws IllegalArgumentException if B leaves its array
   * @throws NumericalException       if |λ_k| ≤ n·ε·max|λ|: A is singular to working precision; B is untouched
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(int nrhs, double[] b, long bOffset, int ldb) {
    require();
    Checks.size("eigen", "nrhs", nrhs);
    int bo = Checks.matrix("eigen", "B", b, bOffset, n, nrhs, ldb);
    Environment.require();
    double floor = negligible();
    for (int k = 0; k < n; k++) {
      if (!(Math.abs(values[k]) > floor)) {
        throw new NumericalException("eigen: the matrix is singular to working precision: eigenvalue", k, values[k]);
      }
    }
    int ldw = Math.max(1, nrhs);
    spare = Workspaces.grow("eigen", spare, n, ldw);
    gemm.gemm(false, false, n, nrhs, n, 1.0, vectors, 0, ld, b, bo, ldb, 0.0, spare, 0, ldw);
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < nrhs; j++) {
        spare[k * ldw + j] /= values[k];
      }
    }
    gemm.gemm(true, false, n, nrhs, n, 1.0, vectors, 0, ld, spare, 0, ldw, 0.0, b, bo, ldb);
  }

  /**
   * {@link #factor(int, double[], long, int) factor} of a view.
   *
   * @param a A, square, lower triangle read
   * @return this
   * @throws IllegalArgumentException if A is null or not square, or has an element that is not finite
   * @throws NumericalException       if an eigenvalue does not converge; the object then holds no decomposition
   */
  public SymmetricEigen factor(Matrix a) {
    return factor(Shapes.square("eigen", "A", a), a.array(), a.offset(), a.ld());
  }

  /**
   * {@link #vectors(double[], long, int) vectors} to a view.
   *
   * @param out takes the eigenvectors, of the shape of A
   * @throws IllegalArgumentException if it is null or has another shape
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void vectors(Matrix out) {
    Shapes.exactly("eigen", "vectors", out, size(), n);
    vectors(out.array(), out.offset(), out.ld());
  }

  /**
   * {@link #solve(int, double[], long, int) solve} of a view.
   *
   * @param b B, becomes X
   * @throws IllegalArgumentException if B is null or has not the rows of A
   * @throws NumericalException       if A is singular to working precision; B is untouched
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(Matrix b) {
    solve(Shapes.tall("eigen", "B", b, size()), b.array(), b.offset(), b.ld());
  }

  /**
   * The magnitude up to which an eigenvalue is indistinguishable from 0: n·ε·max|λ|.
   *
   * @return the bound
   * @throws IllegalStateException if the object holds no decomposition
   */
  public double negligible() {
    require();
    double epsilon = 0x1p-52; // float: float epsilon = 0x1p-23f;
    return n == 0 ? 0.0 : n * epsilon * larger(Math.abs(values[0]), Math.abs(values[n - 1]));
  }

  private static double larger(double x, double y) {
    return x > y ? x : y;
  }

  /**
   * Writes V·Λ·Vᵀ, as {@link #function} of the eigenvalues.
   *
   * @param a       array of the result, n×n
   * @param aOffset index of its element (0, 0)
   * @param lda     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void reconstruct(double[] a, long aOffset, int lda) {
    function(values, 0, a, aOffset, lda);
  }

  /**
   * How well the factors reproduce their matrix: {@link Residual}.
   *
   * @param a       array of the matrix that was decomposed, lower triangle read
   * @param aOffset index of its element (0, 0)
   * @param lda     its leading dimension
   * @return max|A − VΛVᵀ| ÷ (max|A| · n · ε)
   * @throws IllegalArgumentException if A leaves its array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double quality(double[] a, long aOffset, int lda) {
    require();
    int ao = Checks.matrix("eigen", "A", a, aOffset, n, n, lda);
    spare = Workspaces.grow("eigen", spare, n, ld);
    reconstruct(spare, 0, ld);
    return Residual.ofSymmetric(n, a, ao, lda, spare, 0, ld);
  }

  private void require() {
    if (n < 0) {
      throw new IllegalStateException("eigen: nothing was decomposed, or the last decomposition failed");
    }
  }
}
