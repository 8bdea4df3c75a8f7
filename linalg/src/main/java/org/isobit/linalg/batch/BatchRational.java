// Master of FloatBatchRational: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.NumericalException;

/**
 * C^−½ and C⁻¹ of many matrices C = I + A ÷ c, A symmetric positive semidefinite n×n, c &gt; 0, one problem a lane,
 * without eigenvectors; class EXACT: a problem's bits do not depend on the other lanes, on backend or vector width.
 *
 * <p>{@link #factor} reduces A = Q·T·Qᵀ by Householder reflections (as {@link BatchEigen}, about 4n³/3 operations).
 * {@link #rotate} and {@link #rotateBack} multiply vectors by Qᵀ and Q, 2n² operations each; between them
 * {@link #inverseRoot}, {@link #inverse} and {@link #dividedDifference} apply functions of C to vectors in the basis of
 * T in O(n) operations for each pole, so that C^−½ need not be formed for a few vectors. {@link #matrix} forms it.
 *
 * <p><b>Method.</b> x^−½ ≈ Σ weight_j ÷ (x + shift_j) on [1, 2^m] (Hale, Higham and Trefethen 2008, SIAM J. Numer.
 * Anal. 46, 2505–2523, method 3), 2^m being the smallest power of two strictly above the infinity norm of T's C, m at
 * least 1; 7 poles for m = 1, 19 for 10, 33 for 20, 54 for {@value RationalPoles#LARGEST} (half as many for float).
 * Each pole is one L·D·Lᵀ of a positive definite tridiagonal matrix. (x^−½ − 1) ÷ (x − 1) has the same poles with
 * weights −(weight_j ÷ (1 + shift_j)).
 *
 * <p><b>Order.</b> A is scaled by a power of two so that its largest magnitude lies in [1, 2) and reduced by the steps
 * of {@link org.isobit.linalg.eigen.SymmetricEigen}, reflections from the last row upwards; T is scaled back and
 * divided by c by one factor. Products with reflections are chains of fused multiply-adds. Terms of the sum are added
 * pole after pole, in the order of the table: each is one division a pivot, a product with the weight, and
 * substitutions of one fused step a row whose products with weight ÷ pivot are rounded first. Every operation is
 * written down in {@code kernels/README.md}, "Rational functions of small matrices".
 *
 * <p><b>Accuracy.</b> All terms of the sum have one sign, so errors are those of the reduction: of order n·ε·κ ÷ 2
 * relative to ‖C^−½‖, κ the condition number of C, as for any method that starts from A.
 *
 * <p><b>Layout.</b> Element (i, j) of problem b lies at {@code offset + (i·n + j)·lanes + b}, lower triangles are read;
 * element i of vector v of problem b at {@code offset + (v·n + i)·lanes + b}.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for shapes, elements of A that are not finite, and c that is not
 * positive, finite and normal; {@link NumericalException} with the number of the problem if the norm of its C is 2^36
 * or more, or if C has an eigenvalue below 63/64: then A is not positive semidefinite, or rounding hides it. Vectors
 * are not checked: NaN gives NaN. Objects are reused without allocation and are not thread-safe (one a thread).
 */
public final class BatchRational {

  private final boolean simd;
  private final int width;
  private BatchRationalGroup[] groups = new BatchRationalGroup[0];
  private int n = -1;
  private int lanes;

  /** An empty object that uses the backend in force. */
  public BatchRational() {
    this(Backend.active());
  }

  /**
   * An empty object.
   *
   * @param backend the implementation it uses, for conformance and benchmarks
   * @throws IllegalArgumentException for CUDA, which has none for Java arrays
   */
  public BatchRational(Backend backend) {
    simd = backend.isSimd();
    width = simd ? BatchRationalSimd.width() : 1;
  }

  /**
   * Reduces a block.
   *
   * @param n       order of the matrices
   * @param lanes   problems in the block
   * @param a       array of the block, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @param c       what A is divided by
   * @return this
   * @throws IllegalArgumentException if the block leaves its array or has an element that is not finite, or c is not
   *                                  positive and finite
   * @throws NumericalException       if a C is not positive definite or its norm is too large
   */
  public BatchRational factor(int n, int lanes, double[] a, long aOffset, double c) {
    int failed = attempt(n, lanes, a, aOffset, c);
    if (failed >= 0) {
      this.n = -1;
      refuse(n, failed, a, (int) aOffset);
    }
    return this;
  }

  /**
   * Reduces a block; problems that fail are skipped. What is then asked of those is undefined, {@link #bound} and
   * {@link #largest} excepted.
   *
   * @param n       order of the matrices
   * @param lanes   problems in the block
   * @param a       array of the block, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @param c       what A is divided by
   * @return the first problem for which {@link #factor} would throw, or −1
   * @throws IllegalArgumentException if the block leaves its array, or c is not positive and finite
   */
  public int attempt(int n, int lanes, double[] a, long aOffset, double c) {
    int ao = BatchChecks.block("batchRational", "A", a, aOffset, n, n, lanes);
    if (!(c >= Double.MIN_NORMAL && c <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("batchRational: c must be positive, finite and not subnormal, but is " + c);
    }
    Environment.require();
    this.n = -1;
    prepare(n, (lanes + width - 1) / width);
    int failed = -1;
    for (int first = lanes == 0 ? 0 : (lanes - 1) / width * width; lanes > 0 && first >= 0; first -= width) {
      BatchRationalGroup g = groups[first / width];
      int count = Math.min(width, lanes - first);
      if (simd) {
        BatchRationalSimd.factor(n, lanes, count, a, ao + first, c, g);
      } else {
        g.status[0] = BatchRationalReference.factor(n, lanes, a, ao + first, c, g);
      }
      for (int b = count - 1; b >= 0; b--) {
        failed = g.status[b] == 0 ? failed : first + b;
      }
    }
    this.n = n;
    this.lanes = lanes;
    return failed;
  }

  private void prepare(int n, int count) {
    if (groups.length < count) {
      BatchRationalGroup[] more = new BatchRationalGroup[count];
      System.arraycopy(groups, 0, more, 0, groups.length);
      for (int i = groups.length; i < count; i++) {
        more[i] = new BatchRationalGroup(width);
      }
      groups = more;
    }
    for (int i = 0; i < count; i++) {
      groups[i].prepare(n);
    }
  }

  private void refuse(int n, int problem, double[] a, int ao) {
    int step = lanes;
    int status = groups[problem / width].status[problem % width];
    if (status == BatchRationalGroup.NOT_FINITE) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double x = a[ao + (i * n + j) * step + problem];
          if (!(Math.abs(x) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("batchRational: A[" + i + ", " + j + "] of problem " + problem + " is "
                + x);
          }
        }
      }
    }
    double bound = groups[problem / width].bound[problem % width];
    throw new NumericalException(status == BatchRationalGroup.TOO_LARGE
        ? "batchRational: the norm of I + A/c reaches 2^" + RationalPoles.LARGEST + " in problem"
        : "batchRational: I + A/c has an eigenvalue below 63/64 to working precision, its norm being as given, "
            + "in problem", problem, bound);
  }

  /**
   * X ← Qᵀ·X in place: to the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of the vectors
   * @param xOffset index of element 0 of vector 0 of problem 0
   * @throws IllegalArgumentException if the vectors leave their array
   * @throws IllegalStateException    if the object holds no reduction
   */
  public void rotate(int vectors, double[] x, long xOffset) {
    turn(false, vectors, x, xOffset);
  }

  /**
   * X ← Q·X in place: back from the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of the vectors
   * @param xOffset index of element 0 of vector 0 of problem 0
   * @throws IllegalArgumentException if the vectors leave their array
   * @throws IllegalStateException    if the object holds no reduction
   */
  public void rotateBack(int vectors, double[] x, long xOffset) {
    turn(true, vectors, x, xOffset);
  }

  private void turn(boolean back, int vectors, double[] x, long xOffset) {
    require();
    Checks.size("batchRational", "vectors", vectors);
    int xo = BatchChecks.block("batchRational", "X", x, xOffset, vectors, n, lanes);
    for (int first = 0; first < lanes; first += width) {
      BatchRationalGroup g = groups[first / width];
      if (simd) {
        BatchReflectionsSimd.rotate(back, n, lanes, Math.min(width, lanes - first), vectors, x, xo + first, g);
      } else if (back) {
        BatchRationalReference.rotateBack(n, lanes, vectors, x, xo + first, g);
      } else {
        BatchRationalReference.rotate(n, lanes, vectors, x, xo + first, g);
      }
    }
  }

  /**
   * Y = C^−½·X for vectors in the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of X
   * @param xOffset index of element 0 of vector 0 of problem 0
   * @param y       array of Y, apart from X
   * @param yOffset index of element 0 of vector 0 of problem 0
   * @throws IllegalArgumentException if X or Y leaves its array, or they overlap
   * @throws IllegalStateException    if the object holds no reduction
   */
  public void inverseRoot(int vectors, double[] x, long xOffset, double[] y, long yOffset) {
    apply(ROOT, vectors, x, xOffset, y, yOffset);
  }

  /**
   * Y = C⁻¹·X for vectors in the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of X
   * @param xOffset index of element 0 of vector 0 of problem 0
   * @param y       array of Y, apart from X
   * @param yOffset index of element 0 of vector 0 of problem 0
   * @throws IllegalArgumentException if X or Y leaves its array, or they overlap
   * @throws IllegalStateException    if the object holds no reduction
   */
  public void inverse(int vectors, double[] x, long xOffset, double[] y, long yOffset) {
    apply(INVERSE, vectors, x, xOffset, y, yOffset);
  }

  /**
   * Y = D·X, D = (C^−½ − I)·(C − I)⁻¹, for vectors in the basis of T. With A = Sᵀ·S that is the smaller side of
   * (I + S·Sᵀ ÷ c)^−½ = I + S·D·Sᵀ ÷ c. It is finite and accurate for singular A too.
   *
   * @param vectors vectors of each problem
   * @param x       array of X
   * @param xOffset index of element 0 of vector 0 of problem 0
   * @param y       array of Y, apart from X
   * @param yOffset index of element 0 of vector 0 of problem 0
   * @throws IllegalArgumentException if X or Y leaves its array, or they overlap
   * @throws IllegalStateException    if the object holds no reduction
   */
  public void dividedDifference(int vectors, double[] x, long xOffset, double[] y, long yOffset) {
    apply(DIFFERENCE, vectors, x, xOffset, y, yOffset);
  }

  private static final int ROOT = 0;
  private static final int INVERSE = 1;
  private static final int DIFFERENCE = 2;

  private void apply(int function, int vectors, double[] x, long xOffset, double[] y, long yOffset) {
    require();
    Checks.size("batchRational", "vectors", vectors);
    int xo = BatchChecks.block("batchRational", "X", x, xOffset, vectors, n, lanes);
    int yo = BatchChecks.block("batchRational", "Y", y, yOffset, vectors, n, lanes);
    Checks.apart("batchRational", "Y", "X", x == y, yo, vectors * n * lanes, xo, vectors * n * lanes);
    for (int first = 0; first < lanes; first += width) {
      BatchRationalGroup g = groups[first / width];
      int count = Math.min(width, lanes - first);
      if (simd && function == INVERSE) {
        BatchPolesSimd.inverse(n, lanes, count, vectors, x, xo + first, y, yo + first, g);
      } else if (simd) {
        BatchPolesSimd.sum(function == DIFFERENCE, n, lanes, count, vectors, x, xo + first, y, yo + first, g);
      } else if (function == INVERSE) {
        BatchRationalReference.inverse(n, lanes, vectors, x, xo + first, y, yo + first, g);
      } else {
        BatchRationalReference.sum(function == DIFFERENCE, n, lanes, vectors, x, xo + first, y, yo + first, g);
      }
    }
  }

  /**
   * Writes C^−½ of each problem, whole; with {@link #rotate} and back it is n²·(n + poles) operations.
   *
   * @param out    array of the results, a block of n×n matrices
   * @param offset index of element (0, 0) of problem 0
   * @throws IllegalArgumentException if the results leave their array
   * @throws IllegalStateException    if the object holds no reduction
   */
  public void matrix(double[] out, long offset) {
    require();
    int oo = BatchChecks.block("batchRational", "result", out, offset, n, n, lanes);
    for (int first = 0; first < lanes; first += width) {
      BatchRationalGroup g = groups[first / width];
      g.prepareMatrix(n);
      if (simd) {
        BatchRationalMatrixSimd.matrix(n, lanes, Math.min(width, lanes - first), out, oo + first, g);
      } else if (n > 0) {
        BatchRationalReference.matrix(n, lanes, out, oo + first, g);
      }
    }
  }

  /**
   * Copies C in the basis that {@link #rotate} leads to, where it is tridiagonal; also of problems that failed, unless
   * an element of A is not finite.
   *
   * @param t       takes the diagonals, element i of problem b at {@code tOffset + i·lanes + b}
   * @param tOffset index of the first
   * @param e       takes the couplings of i and i + 1, likewise, n elements each, none −0; the last one is 0
   * @param eOffset index of the first
   * @throws IllegalArgumentException if something leaves its array, or they overlap
   * @throws IllegalStateException    if the object holds no reduction
   */
  public void tridiagonal(double[] t, long tOffset, double[] e, long eOffset) {
    require();
    int to = BatchChecks.block("batchRational", "T", t, tOffset, n, 1, lanes);
    int eo = BatchChecks.block("batchRational", "E", e, eOffset, n, 1, lanes);
    Checks.apart("batchRational", "E", "T", e == t, eo, n * lanes, to, n * lanes);
    for (int first = 0; first < lanes; first += width) {
      BatchRationalGroup g = groups[first / width];
      int count = Math.min(width, lanes - first);
      for (int i = 0; i < n; i++) {
        for (int b = 0; b < count; b++) {
          t[to + i * lanes + first + b] = g.t[i * width + b];
          // Which zero the reduction leaves depends on the other lanes: −0 becomes +0.
          e[eo + i * lanes + first + b] = i < n - 1 ? g.e[i * width + b] + 0.0 : 0.0;
        }
      }
    }
  }

  /**
   * Whether {@link #attempt} succeeded for a problem.
   *
   * @param problem number of the problem
   * @return whether its functions can be asked for
   * @throws IllegalArgumentException if there is no such problem
   * @throws IllegalStateException    if the object holds no reduction
   */
  public boolean reduced(int problem) {
    require();
    BatchChecks.problem("batchRational", problem, lanes);
    return groups[problem / width].status[problem % width] == 0;
  }

  /**
   * The infinity norm of a problem's C in tridiagonal form, an upper bound of its eigenvalues.
   *
   * @param problem number of the problem
   * @return the bound, at least the largest eigenvalue and at most three times it; NaN if A is not finite
   * @throws IllegalArgumentException if there is no such problem
   * @throws IllegalStateException    if the object holds no reduction
   */
  public double bound(int problem) {
    require();
    BatchChecks.problem("batchRational", problem, lanes);
    return groups[problem / width].bound[problem % width];
  }

  /**
   * The largest eigenvalue of a problem's C, by bisection: slow, for when the bound does not settle a question.
   *
   * @param problem number of the problem
   * @return the eigenvalue; NaN if A is not finite
   * @throws IllegalArgumentException if there is no such problem
   * @throws IllegalStateException    if the object holds no reduction
   */
  public double largest(int problem) {
    require();
    BatchChecks.problem("batchRational", problem, lanes);
    return groups[problem / width].largest(n, problem % width);
  }

  private void require() {
    if (n < 0) {
      throw new IllegalStateException("batchRational: nothing was reduced, or the last reduction failed");
    }
  }
}
