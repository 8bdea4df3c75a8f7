// Master of FloatCholesky: the float version is generated from this file.
package org.isobit.linalg.cholesky;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Shapes;
import org.isobit.linalg.internal.Finite;
import org.isobit.linalg.internal.Residual;
import org.isobit.linalg.internal.Workspaces;

/**
 * Cholesky factorisation A = L·Lᵀ of a symmetric positive definite matrix, and solutions with it, class EXACT.
 *
 * <p>A is n×n and row-major; only its lower triangle is read. An object holds the factor of the last matrix and is
 * reused without allocation; it is not thread-safe (one a thread). {@link #inPlace} is thread-safe.
 *
 * <p><b>Order of operations.</b> For i ≥ j, one chain s ← fma(−l_ik, l_jk, s) from a_ij, k = 0 … j − 1 ascending;
 * l_ij = s · (1 ÷ l_jj), l_jj = √s. Solutions are those of {@link Triangular}: L·Y = B, then Lᵀ·X = Y.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes and for NaN or infinite elements;
 * {@link NumericalException} with the row of the first pivot s ≤ n·2^−53·a_jj (float: 2^−24): there the matrix is
 * indefinite or singular to working precision. The factorisation is invariant under scaling rows and columns by
 * powers of two, so badly scaled matrices need no special care: |l_ij| ≤ √a_ii never overflows. The caller's A is not
 * changed, save by {@link #inPlace}.
 */
public final class Cholesky {

  /** Half the distance from 1 to the next number. */
  public static final double UNIT = 0x1p-53; // float: public static final float UNIT = 0x1p-24f;

  private static final CholeskyReference KERNELS = CholeskyReference.of(Backend.active());

  private final CholeskyReference kernels;
  private final TriangularReference triangular;
  private double[] factor = new double[0];
  private double[] diagonal = new double[0];
  private double[] spare = new double[0];
  private int n = -1;
  private int ld;

  /** An empty object that uses the backend in force. */
  public Cholesky() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public Cholesky(Backend backend) {
    kernels = CholeskyReference.of(backend);
    triangular = TriangularReference.of(backend);
  }

  /**
   * Factors A.
   *
   * @param n       order of A
   * @param a       array of A, lower triangle read
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @return this
   * @throws IllegalArgumentException if A leaves its array or has an element that is not finite
   * @throws NumericalException       if A is not positive definite; the object then holds no factor
   */
  public Cholesky factor(int n, double[] a, long aOffset, int lda) {
    Checks.size("cholesky", "n", n);
    int ao = Checks.matrix("cholesky", "A", a, aOffset, n, n, lda);
    Finite.requireLower("cholesky", n, a, ao, lda);
    Environment.require();
    this.n = -1;
    ld = Workspaces.leading(n);
    factor = Workspaces.grow("cholesky", factor, n, ld);
    diagonal = Workspaces.grow("cholesky", diagonal, 1, n);
    for (int i = 0; i < n; i++) {
      System.arraycopy(a, ao + i * lda, factor, i * ld, i + 1);
    }
    int failed = kernels.factor(n, factor, 0, ld, diagonal);
    if (failed >= 0) {
      throw failure(failed, factor[failed * ld + failed]);
    }
    this.n = n;
    return this;
  }

  /**
   * Factors A in place, thread-safe: on return L stands in the lower triangle and Lᵀ in the upper one. Allocates n
   * elements: in a loop, reuse an object.
   *
   * @param n       order of A
   * @param a       array of A; only the lower triangle is read
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @throws IllegalArgumentException if A leaves its array or has an element that is not finite
   * @throws NumericalException       if A is not positive definite; A's contents are then undefined
   */
  public static void inPlace(int n, double[] a, long aOffset, int lda) {
    Checks.size("cholesky", "n", n);
    int ao = Checks.matrix("cholesky", "A", a, aOffset, n, n, lda);
    Finite.requireLower("cholesky", n, a, ao, lda);
    Environment.require();
    int failed = KERNELS.factor(n, a, ao, lda, new double[n]);
    if (failed >= 0) {
      throw failure(failed, a[ao + failed * lda + failed]);
    }
  }

  /**
   * Solves A·X = B in place.
   *
   * @param nrhs    columns of B
   * @param b       array of B (n×nrhs), becomes X
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @throws IllegalArgumentException if B leaves its array
   * @throws IllegalStateException    if the object holds no factor
   */
  public void solve(int nrhs, double[] b, long bOffset, int ldb) {
    int bo = right(nrhs, b, bOffset, ldb);
    // The mirror image above the diagonal makes columns contiguous, which single right-hand sides need.
    triangular.solve(false, true, n, nrhs, factor, 0, ld, b, bo, ldb);
    triangular.solve(true, true, n, nrhs, factor, 0, ld, b, bo, ldb);
  }

  /**
   * Solves L·Y = B in place.
   *
   * @param nrhs    columns of B
   * @param b       array of B (n×nrhs), becomes Y
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @throws IllegalArgumentException if B leaves its array
   * @throws IllegalStateException    if the object holds no factor
   */
  public void solveLower(int nrhs, double[] b, long bOffset, int ldb) {
    int bo = right(nrhs, b, bOffset, ldb);
    triangular.solve(false, true, n, nrhs, factor, 0, ld, b, bo, ldb);
  }

  /**
   * Solves Lᵀ·X = B in place.
   *
   * @param nrhs    columns of B
   * @param b       array of B (n×nrhs), becomes X
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @throws IllegalArgumentException if B leaves its array
   * @throws IllegalStateException    if the object holds no factor
   */
  public void solveLowerTransposed(int nrhs, double[] b, long bOffset, int ldb) {
    int bo = right(nrhs, b, bOffset, ldb);
    triangular.solve(true, true, n, nrhs, factor, 0, ld, b, bo, ldb);
  }

  /**
   * Writes L, with zeros above the diagonal.
   *
   * @param l       array of the result, n×n
   * @param lOffset index of its element (0, 0)
   * @param ldl     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no factor
   */
  public void lower(double[] l, long lOffset, int ldl) {
    requireFactor();
    int lo = Checks.matrix("cholesky", "L", l, lOffset, n, n, ldl);
    for (int i = 0; i < n; i++) {
      System.arraycopy(factor, i * ld, l, lo + i * ldl, i + 1);
      java.util.Arrays.fill(l, lo + i * ldl + i + 1, lo + i * ldl + n, 0.0);
    }
  }

  /**
   * Writes L·Lᵀ: element (i, j), i ≥ j, is one chain fma(l_ik, l_jk, s) from +0, k = 0 … j ascending, mirrored.
   *
   * @param a       array of the result, n×n
   * @param aOffset index of its element (0, 0)
   * @param lda     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no factor
   */
  public void reconstruct(double[] a, long aOffset, int lda) {
    requireFactor();
    int ao = Checks.matrix("cholesky", "A", a, aOffset, n, n, lda);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = 0.0;
        for (int k = 0; k <= j; k++) {
          s = Math.fma(factor[i * ld + k], factor[j * ld + k], s);
        }
        a[ao + i * lda + j] = s;
        a[ao + j * lda + i] = s;
      }
    }
  }

  /**
   * How well the factor reproduces its matrix: {@link Residual}.
   *
   * @param a       array of the matrix that was factored, lower triangle read
   * @param aOffset index of its element (0, 0)
   * @param lda     its leading dimension
   * @return max|A − L·Lᵀ| ÷ (max|A| · n · ε)
   * @throws IllegalArgumentException if A leaves its array
   * @throws IllegalStateException    if the object holds no factor
   */
  public double quality(double[] a, long aOffset, int lda) {
    requireFactor();
    int ao = Checks.matrix("cholesky", "A", a, aOffset, n, n, lda);
    spare = Workspaces.grow("cholesky", spare, n, ld);
    reconstruct(spare, 0, ld);
    return Residual.ofSymmetric(n, a, ao, lda, spare, 0, ld);
  }

  /**
   * {@link #factor(int, double[], long, int) factor} of a view.
   *
   * @param a A, square, lower triangle read
   * @return this
   * @throws IllegalArgumentException if A is null or not square, or has an element that is not finite
   * @throws NumericalException       if A is not positive definite to working precision
   */
  public Cholesky factor(Matrix a) {
    return factor(Shapes.square("cholesky", "A", a), a.array(), a.offset(), a.ld());
  }

  /**
   * {@link #inPlace(int, double[], long, int) inPlace} of a view.
   *
   * @param a A, square, lower triangle read and overwritten with L
   * @throws IllegalArgumentException if A is null or not square, or has an element that is not finite
   * @throws NumericalException       if A is not positive definite to working precision
   */
  public static void inPlace(Matrix a) {
    inPlace(Shapes.square("cholesky", "A", a), a.array(), a.offset(), a.ld());
  }

  /**
   * {@link #solve(int, double[], long, int) solve} of a view.
   *
   * @param b B, becomes X
   * @throws IllegalArgumentException if B is null or has not the rows of A
   * @throws IllegalStateException    if the object holds no factor
   */
  public void solve(Matrix b) {
    solve(Shapes.tall("cholesky", "B", b, size()), b.array(), b.offset(), b.ld());
  }

  /**
   * {@link #solveLower(int, double[], long, int) solveLower} of a view.
   *
   * @param b B, becomes Y
   * @throws IllegalArgumentException if B is null or has not the rows of A
   * @throws IllegalStateException    if the object holds no factor
   */
  public void solveLower(Matrix b) {
    solveLower(Shapes.tall("cholesky", "B", b, size()), b.array(), b.offset(), b.ld());
  }

  /**
   * {@link #solveLowerTransposed(int, double[], long, int) solveLowerTransposed} of a view.
   *
   * @param b B, becomes X
   * @throws IllegalArgumentException if B is null or has not the rows of A
   * @throws IllegalStateException    if the object holds no factor
   */
  public void solveLowerTransposed(Matrix b) {
    solveLowerTransposed(Shapes.tall("cholesky", "B", b, size()), b.array(), b.offset(), b.ld());
  }

  /**
   * {@link #lower(double[], long, int) lower} to a view.
   *
   * @param l takes L, of the shape of A
   * @throws IllegalArgumentException if L is null or has another shape
   * @throws IllegalStateException    if the object holds no factor
   */
  public void lower(Matrix l) {
    Shapes.exactly("cholesky", "L", l, size(), n);
    lower(l.array(), l.offset(), l.ld());
  }

  /**
   * Order of the matrix last factored.
   *
   * @return n
   * @throws IllegalStateException if the object holds no factor
   */
  public int size() {
    requireFactor();
    return n;
  }

  /**
   * Whether a pivot stands out of the rounding errors of its own subtractions.
   *
   * @param n        order of the matrix
   * @param pivot    what was left of the diagonal element
   * @param diagonal the diagonal element
   * @return whether pivot &gt; n·{@link #UNIT}·diagonal; false for NaN and infinity
   */
  public static boolean accepted(int n, double pivot, double diagonal) {
    return pivot > n * UNIT * diagonal && pivot <= Double.MAX_VALUE;
  }

  private int right(int nrhs, double[] b, long bOffset, int ldb) {
    requireFactor();
    Checks.size("cholesky", "nrhs", nrhs);
    Environment.require();
    return Checks.matrix("cholesky", "B", b, bOffset, n, nrhs, ldb);
  }

  private void requireFactor() {
    if (n < 0) {
      throw new IllegalStateException("cholesky: nothing was factored, or the last factorisation failed");
    }
  }

  private static NumericalException failure(int index, double pivot) {
    return new NumericalException("cholesky: the matrix is not positive definite to working precision: pivot", index,
        pivot);
  }
}
