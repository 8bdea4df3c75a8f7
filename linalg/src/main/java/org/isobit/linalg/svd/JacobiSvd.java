// Master of FloatJacobiSvd: the float version is generated from this file.
package org.isobit.linalg.svd;

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
import org.isobit.linalg.qr.HouseholderQr;

/**
 * Singular value decomposition A = U·Σ·Vᵀ by one-sided Jacobi rotations after a QR factorisation, class EXACT.
 *
 * <p>A is m×n of any shape, row-major; with k = min(m, n), U is m×k and V n×k, both with orthonormal columns also where
 * singular values are zero; the singular values descend (ties in the order found). An object holds the last
 * decomposition and is reused without allocation; it is not thread-safe (one a thread).
 *
 * <p><b>Method.</b> A, or Aᵀ if m &lt; n, is scaled by a power of two and factored by {@link HouseholderQr}; the rows
 * of R are made orthogonal in cyclic sweeps ({@link JacobiSweeps}): their norms are the singular values, their
 * directions Vᵀ, and Q times the accumulated rotations is U. Jacobi rotations are the most accurate method known for
 * this (Demmel and Veselić 1992): errors are of order n·ε relative to ‖A‖, and mostly much smaller for the small values
 * of graded matrices.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes and elements that are not finite;
 * {@link NumericalException} if {@value JacobiSweeps#SWEEPS} sweeps are not enough (about ten are).
 */
public final class JacobiSvd {

  private static final double EPSILON = 0x1p-52; // float: private static final float EPSILON = 0x1p-23f;

  private final GemmReference gemm;
  private final HouseholderQr qr;
  private final JacobiSweeps sweeps;

  /** A or its transpose, scaled: at least as many rows as columns; then its left vectors. */
  private double[] tall = new double[0];
  private double[] right = new double[0];
  private double[] values = new double[0];
  private double[] spare = new double[0];
  private double[] product = new double[0];
  private int m = -1;
  private int n;

  /** Rows and columns of the tall matrix. */
  private int rows;
  private int k;
  private int ld;

  /** An empty object that uses the backend in force. */
  public JacobiSvd() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public JacobiSvd(Backend backend) {
    gemm = GemmReference.of(backend);
    qr = new HouseholderQr(backend);
    sweeps = new JacobiSweeps(backend);
  }

  /**
   * Decomposes A.
   *
   * @param m       rows of A
   * @param n       columns of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @return this
   * @throws IllegalArgumentException if A leaves its array or has an element that is not finite
   * @throws NumericalException       if the sweeps do not converge; the object then holds no decomposition
   */
  public JacobiSvd factor(int m, int n, double[] a, long aOffset, int lda) {
    Checks.size("svd", "m", m);
    Checks.size("svd", "n", n);
    int ao = Checks.matrix("svd", "A", a, aOffset, m, n, lda);
    Environment.require();
    double largest = Scaling.largest(m, n, a, ao, lda);
    if (!(largest <= Double.MAX_VALUE)) {
      Finite.require("svd", m, n, a, ao, lda);
    }
    this.m = -1;
    boolean wide = m < n;
    rows = wide ? n : m;
    k = wide ? m : n;
    ld = Workspaces.leading(k);
    tall = Workspaces.grow("svd", tall, rows, ld);
    right = Workspaces.grow("svd", right, k, ld);
    values = Workspaces.grow("svd", values, 1, k);
    int exponent = Scaling.exponent(largest);
    double down1 = Scaling.down1(exponent);
    double down2 = Scaling.down2(exponent);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        tall[wide ? j * ld + i : i * ld + j] = a[ao + i * lda + j] * down1 * down2;
      }
    }
    qr.factor(rows, k, tall, 0, ld);
    sweeps.run(k, qr);
    sweeps.take(values, right, tall, rows, ld);
    qr.apply(false, k, tall, 0, ld);
    double up1 = Scaling.up1(exponent);
    double up2 = Scaling.up2(exponent);
    for (int i = 0; i < k; i++) {
      values[i] = values[i] * up1 * up2;
    }
    this.m = m;
    this.n = n;
    return this;
  }

  /**
   * Copies the min(m, n) singular values, largest first.
   *
   * @param out    where to
   * @param offset index of the first
   * @throws IllegalArgumentException if they leave the array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void values(double[] out, long offset) {
    require();
    System.arraycopy(values, 0, out, Checks.vector("svd", "values", out, offset, k), k);
  }

  /**
   * One singular value.
   *
   * @param i its index, 0 for the largest
   * @return the value
   * @throws IllegalArgumentException if there is no such value
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double value(int i) {
    require();
    if (i < 0 || i >= k) {
      throw new IllegalArgumentException("svd: there are " + k + " singular values, but number " + i
          + " was asked for");
    }
    return values[i];
  }

  /**
   * Writes U, m×min(m, n).
   *
   * @param u       array of the result
   * @param uOffset index of its element (0, 0)
   * @param ldu     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void left(double[] u, long uOffset, int ldu) {
    require();
    int uo = Checks.matrix("svd", "U", u, uOffset, m, k, ldu);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < k; j++) {
        u[uo + i * ldu + j] = m < n ? right[j * ld + i] : tall[i * ld + j];
      }
    }
  }

  /**
   * Writes Vᵀ, min(m, n)×n: row i is the right singular vector of singular value i.
   *
   * @param v       array of the result
   * @param vOffset index of its element (0, 0)
   * @param ldv     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void rightTransposed(double[] v, long vOffset, int ldv) {
    require();
    int vo = Checks.matrix("svd", "V", v, vOffset, k, n, ldv);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < n; j++) {
        v[vo + i * ldv + j] = m < n ? tall[j * ld + i] : right[i * ld + j];
      }
    }
  }

  /**
   * Number of singular values above max(m, n)·ε·σ_0.
   *
   * @return the numerical rank
   * @throws IllegalStateException if the object holds no decomposition
   */
  public int rank() {
    require();
    int rank = 0;
    while (rank < k && values[rank] > rows * EPSILON * values[0]) {
      rank++;
    }
    return rank;
  }

  /**
   * Least squares of least norm: X = V·Σ⁺·UᵀB over the {@link #rank} largest singular values; division by σ, products
   * as matrix products.
   *
   * @param nrhs    columns of B
   * @param b       array of B, m×nrhs
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @param x       array of X, n×nrhs, apart from B
   * @param xOffset index of X's element (0, 0)
   * @param ldx     leading dimension of X
   * @throws IllegalArgumentException if something leaves its array or X overlaps B
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(int nrhs, double[] b, long bOffset, int ldb, double[] x, long xOffset, int ldx) {
    require();
    Checks.size("svd", "nrhs", nrhs);
    int bo = Checks.matrix("svd", "B", b, bOffset, m, nrhs, ldb);
    int xo = Checks.matrix("svd", "X", x, xOffset, n, nrhs, ldx);
    Checks.apart("svd", "X", "B", x == b, xo, n, nrhs, ldx, bo, m, nrhs, ldb);
    Environment.require();
    int rank = rank();
    int ldp = Math.max(1, nrhs);
    product = Workspaces.grow("svd", product, k, ldp);
    boolean wide = m < n;
    gemm.gemm(!wide, false, rank, nrhs, m, 1.0, wide ? right : tall, 0, ld, b, bo, ldb, 0.0, product, 0, ldp);
    for (int i = 0; i < rank; i++) {
      for (int j = 0; j < nrhs; j++) {
        product[i * ldp + j] /= values[i];
      }
    }
    gemm.gemm(!wide, false, n, nrhs, rank, 1.0, wide ? tall : right, 0, ld, product, 0, ldp, 0.0, x, xo, ldx);
  }

  /**
   * {@link #factor(int, int, double[], long, int) factor} of a view.
   *
   * @param a A
   * @return this
   * @throws IllegalArgumentException if A is null or has an element that is not finite
   * @throws NumericalException       if the sweeps do not converge; the object then holds no decomposition
   */
  public JacobiSvd factor(Matrix a) {
    Checks.present("svd", "A", a);
    return factor(a.rows(), a.columns(), a.array(), a.offset(), a.ld());
  }

  /**
   * {@link #left(double[], long, int) left} to a view.
   *
   * @param u takes U, m × min(m, n)
   * @throws IllegalArgumentException if it is null or has another shape
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void left(Matrix u) {
    require();
    Shapes.exactly("svd", "U", u, m, k);
    left(u.array(), u.offset(), u.ld());
  }

  /**
   * {@link #rightTransposed(double[], long, int) rightTransposed} to a view.
   *
   * @param v takes Vᵀ, min(m, n) × n
   * @throws IllegalArgumentException if it is null or has another shape
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void rightTransposed(Matrix v) {
    require();
    Shapes.exactly("svd", "V", v, k, n);
    rightTransposed(v.array(), v.offset(), v.ld());
  }

  /**
   * {@link #solve(int, double[], long, int, double[], long, int) solve} of views.
   *
   * @param b B, of m rows
   * @param x takes X, of n rows and the columns of B; apart from B
   * @throws IllegalArgumentException if shapes do not fit, X overlaps B or one is null
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void solve(Matrix b, Matrix x) {
    require();
    int nrhs = Shapes.tall("svd", "B", b, m);
    Shapes.exactly("svd", "X", x, n, nrhs);
    solve(nrhs, b.array(), b.offset(), b.ld(), x.array(), x.offset(), x.ld());
  }

  /**
   * Writes U·Σ·Vᵀ: one matrix product of U with ΣVᵀ.
   *
   * @param a       array of the result, m×n
   * @param aOffset index of its element (0, 0)
   * @param lda     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public void reconstruct(double[] a, long aOffset, int lda) {
    require();
    int ao = Checks.matrix("svd", "A", a, aOffset, m, n, lda);
    Environment.require();
    product = Workspaces.grow("svd", product, k, ld);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        product[i * ld + j] = values[i] * right[i * ld + j];
      }
    }
    if (m < n) {
      gemm.gemm(true, true, m, n, k, 1.0, product, 0, ld, tall, 0, ld, 0.0, a, ao, lda);
    } else {
      gemm.gemm(false, false, m, n, k, 1.0, tall, 0, ld, product, 0, ld, 0.0, a, ao, lda);
    }
  }

  /**
   * How well the factors reproduce their matrix: {@link Residual}.
   *
   * @param a       array of the matrix that was decomposed
   * @param aOffset index of its element (0, 0)
   * @param lda     its leading dimension
   * @return max|A − UΣVᵀ| ÷ (max|A| · max(m, n) · ε)
   * @throws IllegalArgumentException if A leaves its array
   * @throws IllegalStateException    if the object holds no decomposition
   */
  public double quality(double[] a, long aOffset, int lda) {
    require();
    int ao = Checks.matrix("svd", "A", a, aOffset, m, n, lda);
    int lds = Math.max(1, n);
    spare = Workspaces.grow("svd", spare, m, lds);
    reconstruct(spare, 0, lds);
    return Residual.of(m, n, a, ao, lda, spare, 0, lds);
  }

  private void require() {
    if (m < 0) {
      throw new IllegalStateException("svd: nothing was decomposed, or the last decomposition failed");
    }
  }
}
