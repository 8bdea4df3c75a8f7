// Master of FloatSymmetricRoot: the float version is generated from this file.
package org.isobit.linalg.sqrt;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Shapes;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.internal.Residual;
import org.isobit.linalg.internal.Workspaces;

/**
 * Symmetric square roots of a symmetric positive (semi-)definite matrix, A^½ and A^−½, class EXACT.
 *
 * <p>A is n×n and row-major; only its lower triangle is read. With A = V·Λ·Vᵀ from {@link SymmetricEigen},
 * A^½ = V·diag(√λ)·Vᵀ and A^−½ = V·diag(1 ÷ √λ)·Vᵀ, formed by {@link SymmetricEigen#function}: symmetric to the last
 * bit. One factorisation serves both roots and {@link #solve}. {@code org.isobit.linalg.batch.BatchRoot} has the same
 * bits up to n = 4096.
 *
 * <p><b>Errors.</b> Besides those of {@link SymmetricEigen}: with τ = n·ε·max|λ|, {@link #squareRoot} takes eigenvalues
 * in [−τ, 0] for 0 and refuses smaller ones, {@link #inverseSquareRoot} and {@link #solve} refuse eigenvalues ≤ τ, by
 * {@link NumericalException} with the eigenvalue's index; nothing is written then. Objects are reused without
 * allocation and are not thread-safe (one a thread).
 */
public final class SymmetricRoot {

  private final SymmetricEigen eigen;
  private double[] f = new double[0];
  private double[] root = new double[0];
  private double[] square = new double[0];

  /** An empty object that uses the backend in force. */
  public SymmetricRoot() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public SymmetricRoot(Backend backend) {
    eigen = new SymmetricEigen(backend);
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
   * @throws NumericalException       if an eigenvalue does not converge
   */
  public SymmetricRoot factor(int n, double[] a, long aOffset, int lda) {
    eigen.factor(n, a, aOffset, lda);
    f = Workspaces.grow("root", f, 1, n);
    return this;
  }

  /**
   * The decomposition that the roots are made from, overwritten by the next {@link #factor}.
   *
   * @return the object's own
   */
  public SymmetricEigen eigen() {
    return eigen;
  }

  /**
   * Writes A^½.
   *
   * @param out    array of the result, n×n
   * @param offset index of its element (0, 0)
   * @param ldo    its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws NumericalException       if A has an eigenvalue below −τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void squareRoot(double[] out, long offset, int ldo) {
    int n = eigen.size();
    Checks.matrix("squareRoot", "result", out, offset, n, n, ldo);
    double negligible = eigen.negligible();
    for (int k = 0; k < n; k++) {
      double lambda = eigen.value(k);
      if (lambda < -negligible) {
        throw new NumericalException("squareRoot: the matrix is indefinite: eigenvalue", k, lambda);
      }
      f[k] = lambda > 0.0 ? Math.sqrt(lambda) : 0.0;
    }
    eigen.function(f, 0, out, offset, ldo);
  }

  /**
   * Writes A^−½.
   *
   * @param out    array of the result, n×n
   * @param offset index of its element (0, 0)
   * @param ldo    its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws NumericalException       if A has an eigenvalue ≤ τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void inverseSquareRoot(double[] out, long offset, int ldo) {
    int n = eigen.size();
    Checks.matrix("inverseSquareRoot", "result", out, offset, n, n, ldo);
    requirePositive("inverseSquareRoot");
    for (int k = 0; k < n; k++) {
      f[k] = 1.0 / Math.sqrt(eigen.value(k));
    }
    eigen.function(f, 0, out, offset, ldo);
  }

  /**
   * Solves A·X = B in place, as {@link SymmetricEigen#solve}, for positive definite A.
   *
   * @param nrhs    columns of B
   * @param b       array of B (n×nrhs), becomes X
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @throws IllegalArgumentException if B leaves its array
   * @throws NumericalException       if A has an eigenvalue ≤ τ; B is untouched
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(int nrhs, double[] b, long bOffset, int ldb) {
    requirePositive("root solve");
    eigen.solve(nrhs, b, bOffset, ldb);
  }

  /**
   * Writes A^½·A^½.
   *
   * @param a       array of the result, n×n
   * @param aOffset index of its element (0, 0)
   * @param lda     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws NumericalException       if A has an eigenvalue below −τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void reconstruct(double[] a, long aOffset, int lda) {
    int n = eigen.size();
    int ao = Checks.matrix("root", "A", a, aOffset, n, n, lda);
    int ld = Workspaces.leading(n);
    root = Workspaces.grow("root", root, n, ld);
    squareRoot(root, 0, ld);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double s = 0.0;
        for (int k = 0; k < n; k++) {
          s = Math.fma(root[i * ld + k], root[j * ld + k], s);
        }
        a[ao + i * lda + j] = s;
      }
    }
  }

  /**
   * How well the square root squares to its matrix: {@link Residual}.
   *
   * @param a       array of the matrix that was decomposed, lower triangle read
   * @param aOffset index of its element (0, 0)
   * @param lda     its leading dimension
   * @return max|A − A^½·A^½| ÷ (max|A| · n · ε)
   * @throws IllegalArgumentException if A leaves its array
   * @throws NumericalException       if A has an eigenvalue below −τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double quality(double[] a, long aOffset, int lda) {
    int n = eigen.size();
    int ao = Checks.matrix("root", "A", a, aOffset, n, n, lda);
    int ld = Workspaces.leading(n);
    square = Workspaces.grow("root", square, n, ld);
    reconstruct(square, 0, ld);
    return Residual.ofSymmetric(n, a, ao, lda, square, 0, ld);
  }

  /**
   * {@link #factor(int, double[], long, int) factor} of a view.
   *
   * @param a A, square, lower triangle read
   * @return this
   * @throws IllegalArgumentException if A is null or not square, or has an element that is not finite
   * @throws NumericalException       if an eigenvalue does not converge
   */
  public SymmetricRoot factor(Matrix a) {
    return factor(Shapes.square("root", "A", a), a.array(), a.offset(), a.ld());
  }

  /**
   * {@link #squareRoot(double[], long, int) squareRoot} to a view.
   *
   * @param out takes A^½, of the shape of A
   * @throws IllegalArgumentException if it is null or has another shape
   * @throws NumericalException       if A has an eigenvalue below −τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void squareRoot(Matrix out) {
    Shapes.exactly("squareRoot", "result", out, eigen.size(), eigen.size());
    squareRoot(out.array(), out.offset(), out.ld());
  }

  /**
   * {@link #inverseSquareRoot(double[], long, int) inverseSquareRoot} to a view.
   *
   * @param out takes A^−½, of the shape of A
   * @throws IllegalArgumentException if it is null or has another shape
   * @throws NumericalException       if A has an eigenvalue ≤ τ
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void inverseSquareRoot(Matrix out) {
    Shapes.exactly("inverseSquareRoot", "result", out, eigen.size(), eigen.size());
    inverseSquareRoot(out.array(), out.offset(), out.ld());
  }

  /**
   * {@link #solve(int, double[], long, int) solve} of a view.
   *
   * @param b B, becomes X
   * @throws IllegalArgumentException if B is null or has not the rows of A
   * @throws NumericalException       if A has an eigenvalue ≤ τ; B is untouched
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(Matrix b) {
    solve(Shapes.tall("root solve", "B", b, eigen.size()), b.array(), b.offset(), b.ld());
  }

  private void requirePositive(String operation) {
    double negligible = eigen.negligible();
    for (int k = 0; k < eigen.size(); k++) {
      double lambda = eigen.value(k);
      if (!(lambda > negligible)) {
        throw new NumericalException(operation
            + ": the matrix is not positive definite to working precision: eigenvalue", k, lambda);
      }
    }
  }
}
