// Master of FloatHouseholderQr: the float version is generated from this file.
package org.isobit.linalg.qr;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.reduce.ReduceReference;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.linalg.cholesky.TriangularReference;
import org.isobit.linalg.internal.Finite;
import org.isobit.linalg.internal.Residual;
import org.isobit.linalg.internal.Scaling;
import org.isobit.linalg.internal.Workspaces;

/**
 * QR factorisation A = Q·R by Householder reflections, and least squares with it, class EXACT.
 *
 * <p>A is m×n of any shape, row-major; with k = min(m, n), Q is m×k with orthonormal columns and R k×n, upper
 * triangular or trapezoidal. An object holds the factors of the last matrix and is reused without allocation; it is not
 * thread-safe (one a thread).
 *
 * <p><b>Order of operations.</b> A is scaled by a power of two so that its largest magnitude lies in [1, 2). For column
 * c = 0 … k − 1: σ = Σ x_i² over the rows below c (partials and tree); if σ &lt; 2^−900 (float: 2^−100) there is no
 * reflection and what lies below is dropped, else q = fma(α, α, σ), β = ∓√q against the sign of α = a_cc, v = x −
 * β·e_c, h = 1 ÷ fma(−α, β, q), and for the columns to the right w = h·(vᵀA) (chains as in a matrix product), A ← A −
 * v·wᵀ (one fused step an element). R is scaled back. About 2mn² − (2/3)n³ operations.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes and elements that are not finite;
 * {@link NumericalException} from {@link #solve} with the index of the first |r_cc| ≤ max(m, n)·ε·max|r_jj|: the
 * columns are dependent to working precision.
 */
public final class HouseholderQr {

  private static final double TINY = 0x1p-900; // float: private static final float TINY = 0x1p-100f;
  private static final double EPSILON = 0x1p-52; // float: private static final float EPSILON = 0x1p-23f;

  private final HouseholderQrReference kernels;
  private final TriangularReference triangular;
  private final ReduceReference reduce;

  /** Row c: the vector of reflection c, elements c … m − 1. */
  private double[] v = new double[0];
  private int ldv;
  private double[] h = new double[0];

  /** The matrix being reduced, then R in its first rows. */
  private double[] a = new double[0];
  private double[] spare = new double[0];
  private int lda;
  private int m = -1;
  private int n;
  private int k;

  /** An empty object that uses the backend in force. */
  public HouseholderQr() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public HouseholderQr(Backend backend) {
    kernels = HouseholderQrReference.of(backend);
    triangular = TriangularReference.of(backend);
    reduce = ReduceReference.of(backend);
  }

  /**
   * Factors A.
   *
   * @param m       rows of A
   * @param n       columns of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @return this
   * @throws IllegalArgumentException if A leaves its array or has an element that is not finite
   */
  public HouseholderQr factor(int m, int n, double[] a, long aOffset, int lda) {
    Checks.size("qr", "m", m);
    Checks.size("qr", "n", n);
    int ao = Checks.matrix("qr", "A", a, aOffset, m, n, lda);
    Environment.require();
    double largest = Scaling.largest(m, n, a, ao, lda);
    if (!(largest <= Double.MAX_VALUE)) {
      Finite.require("qr", m, n, a, ao, lda);
    }
    this.m = -1;
    allocate(m, n);
    int exponent = Scaling.exponent(largest);
    load(m, n, a, ao, lda, Scaling.down1(exponent), Scaling.down2(exponent));
    for (int c = 0; c < k; c++) {
      reflector(m, c);
      if (h[c] != 0.0) {
        reflect(m, n - c - 1, c, this.a, c + 1, this.lda);
      }
    }
    finish(n, Scaling.up1(exponent), Scaling.up2(exponent));
    this.m = m;
    this.n = n;
    return this;
  }

  private void allocate(int m, int n) {
    k = m < n ? m : n;
    lda = Workspaces.leading(n);
    ldv = Workspaces.leading(m);
    a = Workspaces.grow("qr", a, m, lda);
    v = Workspaces.grow("qr", v, k, ldv);
    h = Workspaces.grow("qr", h, 1, k);
  }

  private void load(int m, int n, double[] x, int xo, int ldx, double down1, double down2) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        a[i * lda + j] = x[xo + i * ldx + j] * down1 * down2;
      }
    }
  }

  /** Makes the reflection of column c; its r_cc stands on the diagonal of the matrix being reduced. */
  private void reflector(int m, int c) {
    int row = c * ldv;
    for (int i = c; i < m; i++) {
      v[row + i] = a[i * lda + c];
    }
    double sigma = reduce.dot(m - c - 1, v, row + c + 1, 1, v, row + c + 1, 1);
    double alpha = v[row + c];
    if (sigma < TINY) {
      h[c] = 0.0;
      return;
    }
    double square = Math.fma(alpha, alpha, sigma);
    double root = Math.sqrt(square);
    double beta = alpha < 0.0 ? root : -root;
    a[c * lda + c] = beta;
    v[row + c] = alpha - beta;
    h[c] = 1.0 / Math.fma(-alpha, beta, square);
  }

  /** Applies reflection c to the rows c … m − 1 of columns that start at xo in row 0. */
  private void reflect(int m, int columns, int c, double[] x, int xo, int ldx) {
    int vo = c * ldv + c;
    int at = xo + c * ldx;
    kernels.reflect(m - c, columns, v, vo, h[c], x, at, ldx);
  }

  private void finish(int n, double up1, double up2) {
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < n; j++) {
        a[i * lda + j] = j < i ? 0.0 : a[i * lda + j] * up1 * up2;
      }
    }
  }

  /**
   * Writes R, k×n with k = min(m, n), zeros below the diagonal. Its diagonal may have any sign.
   *
   * @param r       array of the result
   * @param rOffset index of its element (0, 0)
   * @param ldr     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no factors
   */
  public void upper(double[] r, long rOffset, int ldr) {
    require();
    int ro = Checks.matrix("qr", "R", r, rOffset, k, n, ldr);
    for (int i = 0; i < k; i++) {
      System.arraycopy(a, i * lda, r, ro + i * ldr, n);
    }
  }

  /**
   * Writes Q, m×k with k = min(m, n).
   *
   * @param q       array of the result
   * @param qOffset index of its element (0, 0)
   * @param ldq     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no factors
   */
  public void orthogonal(double[] q, long qOffset, int ldq) {
    require();
    int qo = Checks.matrix("qr", "Q", q, qOffset, m, k, ldq);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < k; j++) {
        q[qo + i * ldq + j] = i == j ? 1.0 : 0.0;
      }
    }
    apply(false, k, q, qOffset, ldq);
  }

  /**
   * X ← Q·X or Qᵀ·X with the square m×m Q whose first k columns are {@link #orthogonal}'s.
   *
   * @param transposed whether Qᵀ is meant
   * @param columns    columns of X
   * @param x          array of X, m×columns
   * @param xOffset    index of its element (0, 0)
   * @param ldx        its leading dimension
   * @throws IllegalArgumentException if X leaves its array
   * @throws IllegalStateException    if the object holds no factors
   */
  public void apply(boolean transposed, int columns, double[] x, long xOffset, int ldx) {
    require();
    Checks.size("qr", "columns", columns);
    int xo = Checks.matrix("qr", "X", x, xOffset, m, columns, ldx);
    Environment.require();
    for (int c = 0; c < k; c++) {
      int reflection = transposed ? c : k - 1 - c;
      if (h[reflection] != 0.0) {
        reflect(m, columns, reflection, x, xo, ldx);
      }
    }
  }

  /**
   * Least squares: the X that minimises ‖A·X − B‖, for m ≥ n and A of full rank. X = R⁻¹·(QᵀB), by {@link Triangular}.
   *
   * @param nrhs    columns of B
   * @param b       array of B (m×nrhs); its first n rows become X, the others what is left of B in Q's complement
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @throws IllegalArgumentException if B leaves its array or m &lt; n
   * @throws NumericalException       if the columns of A are dependent to working precision; B is untouched
   * @throws IllegalStateException    if the object holds no factors
   */
  public void solve(int nrhs, double[] b, long bOffset, int ldb) {
    require();
    Checks.size("qr", "nrhs", nrhs);
    int bo = Checks.matrix("qr", "B", b, bOffset, m, nrhs, ldb);
    if (m < n) {
      throw new IllegalArgumentException("qr: least squares needs at least as many rows as columns, but A is " + m + "x"
          + n);
    }
    double largest = 0.0;
    for (int c = 0; c < n; c++) {
      double r = Math.abs(a[c * lda + c]);
      largest = r > largest ? r : largest;
    }
    for (int c = 0; c < n; c++) {
      double r = a[c * lda + c];
      if (!(Math.abs(r) > m * EPSILON * largest) || !Double.isFinite(1.0 / r)) {
        throw new NumericalException("qr: the columns are linearly dependent to working precision: diagonal of R", c,
            r);
      }
    }
    apply(true, nrhs, b, bOffset, ldb);
    triangular.solve(false, false, n, nrhs, a, 0, lda, b, bo, ldb);
  }

  /**
   * Writes Q·R.
   *
   * @param x       array of the result, m×n
   * @param xOffset index of its element (0, 0)
   * @param ldx     its leading dimension
   * @throws IllegalArgumentException if the result leaves its array
   * @throws IllegalStateException    if the object holds no factors
   */
  public void reconstruct(double[] x, long xOffset, int ldx) {
    require();
    int xo = Checks.matrix("qr", "A", x, xOffset, m, n, ldx);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        x[xo + i * ldx + j] = i < k ? a[i * lda + j] : 0.0;
      }
    }
    apply(false, n, x, xOffset, ldx);
  }

  /**
   * How well the factors reproduce their matrix: {@link Residual}.
   *
   * @param x       array of the matrix that was factored
   * @param xOffset index of its element (0, 0)
   * @param ldx     its leading dimension
   * @return max|A − QR| ÷ (max|A| · max(m, n) · ε)
   * @throws IllegalArgumentException if A leaves its array
   * @throws IllegalStateException    if the object holds no factors
   */
  public double quality(double[] x, long xOffset, int ldx) {
    require();
    int xo = Checks.matrix("qr", "A", x, xOffset, m, n, ldx);
    spare = Workspaces.grow("qr", spare, m, lda);
    reconstruct(spare, 0, lda);
    return Residual.of(m, n, x, xo, ldx, spare, 0, lda);
  }

  /**
   * Rows of the matrix last factored.
   *
   * @return m
   * @throws IllegalStateException if the object holds no factors
   */
  public int rows() {
    require();
    return m;
  }

  /**
   * Columns of the matrix last factored.
   *
   * @return n
   * @throws IllegalStateException if the object holds no factors
   */
  public int columns() {
    require();
    return n;
  }

  /**
   * {@link #factor(int, int, double[], long, int) factor} of a view.
   *
   * @param a A
   * @return this
   * @throws IllegalArgumentException if A is null or has an element that is not finite
   */
  public HouseholderQr factor(Matrix a) {
    Checks.present("qr", "A", a);
    return factor(a.rows(), a.columns(), a.array(), a.offset(), a.ld());
  }

  /**
   * {@link #upper(double[], long, int) upper} to a view.
   *
   * @param r takes R, min(m, n) × n
   * @throws IllegalArgumentException if it is null or has another shape
   * @throws IllegalStateException    if the object holds no factors
   */
  public void upper(Matrix r) {
    require();
    Shapes.exactly("qr", "R", r, k, n);
    upper(r.array(), r.offset(), r.ld());
  }

  /**
   * {@link #orthogonal(double[], long, int) orthogonal} to a view.
   *
   * @param q takes Q, m × min(m, n)
   * @throws IllegalArgumentException if it is null or has another shape
   * @throws IllegalStateException    if the object holds no factors
   */
  public void orthogonal(Matrix q) {
    require();
    Shapes.exactly("qr", "Q", q, m, k);
    orthogonal(q.array(), q.offset(), q.ld());
  }

  /**
   * {@link #apply(boolean, int, double[], long, int) apply} to a view.
   *
   * @param transposed whether Qᵀ is meant
   * @param x          X, of m rows
   * @throws IllegalArgumentException if X is null or has not the rows of A
   * @throws IllegalStateException    if the object holds no factors
   */
  public void apply(boolean transposed, Matrix x) {
    apply(transposed, Shapes.tall("qr", "X", x, rows()), x.array(), x.offset(), x.ld());
  }

  /**
   * {@link #solve(int, double[], long, int) solve} of a view.
   *
   * @param b B, of m rows; its first n become X
   * @throws IllegalArgumentException if B is null or has not the rows of A, or m &lt; n
   * @throws NumericalException       if the columns of A are dependent to working precision; B is untouched
   * @throws IllegalStateException    if the object holds no factors
   */
  public void solve(Matrix b) {
    solve(Shapes.tall("qr", "B", b, rows()), b.array(), b.offset(), b.ld());
  }

  private void require() {
    if (m < 0) {
      throw new IllegalStateException("qr: nothing was factored");
    }
  }
}
