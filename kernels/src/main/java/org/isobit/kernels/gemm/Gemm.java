// Master of FloatGemm: the float version is generated from this file.
package org.isobit.kernels.gemm;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Matrix products, class EXACT.
 *
 * <p>C = α·op(A)·op(B) + β·C with op(A) m×k, op(B) k×n, C m×n, op(X) = X or Xᵀ. All matrices are row-major: element
 * (i, j) of a stored matrix lies at {@code offset + i·ld + j}, {@code ld} ≥ its stored columns; what lies between the
 * rows is neither read nor written. A column-major caller sets the transpose flags, or exchanges A and B (then α goes
 * to the other operand).
 *
 * <p><b>Order of operations.</b> The k terms of an element are cut into runs of {@value GemmReference#RUN}. Within a
 * run there is one chain s ← fma(α·a_ik, b_kj, s), k ascending; α·a_ik is rounded once. Run 0 starts from β·c_ij
 * rounded once (from c_ij if β = 1; from +0, without reading C, if β = 0), later runs start from +0; the results of the
 * later runs are added to that of run 0, in ascending order. If α = 0 or k = 0 the result is β·c_ij alone and neither A
 * nor B is read. Since a chain continues from C, a product cut along k at multiples of the run length, or one with k ≤
 * 4096 cut anywhere and continued with β = 1, gives the bits of the whole.
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} for negative sizes, a leading dimension below the columns, a
 * matrix that leaves its array, or C overlapping A or B. Submatrices of one array are fine where they share no
 * element and have the same leading dimension. α and β may be any numbers, NaN and infinities as well. Nothing is
 * written before the checks are through.
 *
 * <p>{@link GemmCall} takes views ({@link Matrix}) in place of arrays, offsets, leading dimensions and sizes.
 *
 * <p>Thread-safe as long as nobody else writes the arrays; packing buffers are kept for each thread and reused, no
 * call allocates in the steady state. Overloads with {@link Workers} split C, never an accumulation: same bits.
 */
public final class Gemm {

  static final GemmReference KERNELS = GemmReference.of(Backend.active());

  private Gemm() {}

  /**
   * C = α·op(A)·op(B) + β·C on the calling thread.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored m×k, or k×m if transposed
   * @param transB  whether op(B) = Bᵀ; B is stored k×n, or n×k if transposed
   * @param m       rows of op(A) and C
   * @param n       columns of op(B) and C
   * @param k       columns of op(A), rows of op(B)
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param b       array of B
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0)
   * @param ldc     leading dimension of C
   * @throws IllegalArgumentException as the class describes
   */
  public static void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, long aOffset,
      int lda, double[] b, long bOffset, int ldb, double beta, double[] c, long cOffset, int ldc) {
    checkSizes("gemm", m, n, k);
    int ao = Checks.matrix("gemm", "A", a, aOffset, transA ? k : m, transA ? m : k, lda);
    int bo = Checks.matrix("gemm", "B", b, bOffset, transB ? n : k, transB ? k : n, ldb);
    int co = Checks.matrix("gemm", "C", c, cOffset, m, n, ldc);
    checkOverlap("gemm", "A", a, ao, transA ? k : m, transA ? m : k, lda, c, co, m, n, ldc);
    checkOverlap("gemm", "B", b, bo, transB ? n : k, transB ? k : n, ldb, c, co, m, n, ldc);
    Environment.require();
    KERNELS.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
  }

  /**
   * C = α·op(A)·op(B) + β·C, C split over the workers' threads; the bits are those of the serial call.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored m×k, or k×m if transposed
   * @param transB  whether op(B) = Bᵀ; B is stored k×n, or n×k if transposed
   * @param m       rows of op(A) and C
   * @param n       columns of op(B) and C
   * @param k       columns of op(A), rows of op(B)
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param b       array of B
   * @param bOffset index of B's element (0, 0)
   * @param ldb     leading dimension of B
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0)
   * @param ldc     leading dimension of C
   * @param workers the threads to use
   * @throws IllegalArgumentException as the class describes
   */
  public static void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a, long aOffset,
      int lda, double[] b, long bOffset, int ldb, double beta, double[] c, long cOffset, int ldc, Workers workers) {
    checkSizes("gemm", m, n, k);
    Checks.present("gemm", "workers", workers);
    int ao = Checks.matrix("gemm", "A", a, aOffset, transA ? k : m, transA ? m : k, lda);
    int bo = Checks.matrix("gemm", "B", b, bOffset, transB ? n : k, transB ? k : n, ldb);
    int co = Checks.matrix("gemm", "C", c, cOffset, m, n, ldc);
    checkOverlap("gemm", "A", a, ao, transA ? k : m, transA ? m : k, lda, c, co, m, n, ldc);
    checkOverlap("gemm", "B", b, bo, transB ? n : k, transB ? k : n, ldb, c, co, m, n, ldc);
    Environment.require();
    GemmTiles.gemm(transA, transB, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc, workers);
  }

  /**
   * The lower triangle, diagonal included, of C = α·op(A)·op(A)ᵀ + β·C; the upper triangle is neither read nor
   * written. Element (i, j), i ≥ j, is that of {@link #gemm gemm} with α on the factor of row i.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored n×k, or k×n if transposed
   * @param n       rows of op(A), order of C
   * @param k       columns of op(A)
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0)
   * @param ldc     leading dimension of C
   * @param workers the threads to use
   * @throws IllegalArgumentException as the class describes
   */
  public static void syrk(boolean transA, int n, int k, double alpha, double[] a, long aOffset, int lda, double beta,
      double[] c, long cOffset, int ldc, Workers workers) {
    checkSizes("syrk", n, n, k);
    Checks.present("syrk", "workers", workers);
    int ao = Checks.matrix("syrk", "A", a, aOffset, transA ? k : n, transA ? n : k, lda);
    int co = Checks.matrix("syrk", "C", c, cOffset, n, n, ldc);
    checkOverlap("syrk", "A", a, ao, transA ? k : n, transA ? n : k, lda, c, co, n, n, ldc);
    Environment.require();
    GemmTiles.syrk(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc, workers);
  }

  /**
   * {@link #syrk(boolean, int, int, double, double[], long, int, double, double[], long, int, Workers) syrk} on the
   * calling thread.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored n×k, or k×n if transposed
   * @param n       rows of op(A), order of C
   * @param k       columns of op(A)
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0)
   * @param ldc     leading dimension of C
   * @throws IllegalArgumentException as the class describes
   */
  public static void syrk(boolean transA, int n, int k, double alpha, double[] a, long aOffset, int lda, double beta,
      double[] c, long cOffset, int ldc) {
    syrk(transA, n, k, alpha, a, aOffset, lda, beta, c, cOffset, ldc, Workers.serial());
  }

  /**
   * The symmetric C = α·op(A)·op(A)ᵀ + β·C, whole: the lower triangle as
   * {@link #syrk(boolean, int, int, double, double[], long, int, double, double[], long, int, Workers) syrk} computes
   * it, copied to the upper one. C's upper triangle is never read.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored n×k, or k×n if transposed
   * @param n       rows of op(A), order of C
   * @param k       columns of op(A)
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0)
   * @param ldc     leading dimension of C
   * @param workers the threads to use
   * @throws IllegalArgumentException as the class describes
   */
  public static void gram(boolean transA, int n, int k, double alpha, double[] a, long aOffset, int lda, double beta,
      double[] c, long cOffset, int ldc, Workers workers) {
    checkSizes("gram", n, n, k);
    Checks.present("gram", "workers", workers);
    int ao = Checks.matrix("gram", "A", a, aOffset, transA ? k : n, transA ? n : k, lda);
    int co = Checks.matrix("gram", "C", c, cOffset, n, n, ldc);
    checkOverlap("gram", "A", a, ao, transA ? k : n, transA ? n : k, lda, c, co, n, n, ldc);
    Environment.require();
    GemmTiles.gram(transA, n, k, alpha, a, ao, lda, beta, c, co, ldc, workers);
  }

  /**
   * {@link #gram(boolean, int, int, double, double[], long, int, double, double[], long, int, Workers) gram} on the
   * calling thread.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored n×k, or k×n if transposed
   * @param n       rows of op(A), order of C
   * @param k       columns of op(A)
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0)
   * @param ldc     leading dimension of C
   * @throws IllegalArgumentException as the class describes
   */
  public static void gram(boolean transA, int n, int k, double alpha, double[] a, long aOffset, int lda, double beta,
      double[] c, long cOffset, int ldc) {
    gram(transA, n, k, alpha, a, aOffset, lda, beta, c, cOffset, ldc, Workers.serial());
  }

  /**
   * y = α·op(A)·x + β·y: {@link #gemm gemm} with n = 1, in every storage order. Note that m and k are the shape of
   * op(A), not of the stored matrix.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored m×k, or k×m if transposed
   * @param m       rows of op(A), elements of y
   * @param k       columns of op(A), elements of x
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param x       array of x
   * @param xOffset index of x's first element
   * @param incX    distance between elements of x, at least 1
   * @param beta    factor of y; 0: y is only written
   * @param y       array of y
   * @param yOffset index of y's first element
   * @param incY    distance between elements of y, at least 1
   * @param workers the threads to use
   * @throws IllegalArgumentException as the class describes
   */
  public static void gemv(boolean transA, int m, int k, double alpha, double[] a, long aOffset, int lda, double[] x,
      long xOffset, int incX, double beta, double[] y, long yOffset, int incY, Workers workers) {
    checkSizes("gemv", m, 1, k);
    Checks.present("gemv", "workers", workers);
    int ao = Checks.matrix("gemv", "A", a, aOffset, transA ? k : m, transA ? m : k, lda);
    int xo = Checks.matrix("gemv", "x", x, xOffset, k, 1, incX);
    int yo = Checks.matrix("gemv", "y", y, yOffset, m, 1, incY);
    checkOverlap("gemv", "A", a, ao, transA ? k : m, transA ? m : k, lda, y, yo, m, 1, incY);
    checkOverlap("gemv", "x", x, xo, k, 1, incX, y, yo, m, 1, incY);
    Environment.require();
    GemmTiles.gemm(transA, false, m, 1, k, alpha, a, ao, lda, x, xo, incX, beta, y, yo, incY, workers);
  }

  /**
   * {@link #gemv(boolean, int, int, double, double[], long, int, double[], long, int, double, double[], long, int,
   * Workers) gemv} on the calling thread.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored m×k, or k×m if transposed
   * @param m       rows of op(A), elements of y
   * @param k       columns of op(A), elements of x
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param x       array of x
   * @param xOffset index of x's first element
   * @param incX    distance between elements of x, at least 1
   * @param beta    factor of y; 0: y is only written
   * @param y       array of y
   * @param yOffset index of y's first element
   * @param incY    distance between elements of y, at least 1
   * @throws IllegalArgumentException as the class describes
   */
  public static void gemv(boolean transA, int m, int k, double alpha, double[] a, long aOffset, int lda, double[] x,
      long xOffset, int incX, double beta, double[] y, long yOffset, int incY) {
    gemv(transA, m, k, alpha, a, aOffset, lda, x, xOffset, incX, beta, y, yOffset, incY, Workers.serial());
  }

  /**
   * A = A + α·x·yᵀ: a_ij ← fma(α·x_i, y_j, a_ij), α·x_i rounded once; {@link #gemm gemm} with k = 1 and β = 1.
   *
   * @param m       rows of A, elements of x
   * @param n       columns of A, elements of y
   * @param alpha   factor of x; 0: A stays as it is
   * @param x       array of x
   * @param xOffset index of x's first element
   * @param incX    distance between elements of x, at least 1
   * @param y       array of y
   * @param yOffset index of y's first element
   * @param incY    distance between elements of y, at least 1
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @param workers the threads to use
   * @throws IllegalArgumentException as the class describes
   */
  public static void ger(int m, int n, double alpha, double[] x, long xOffset, int incX, double[] y, long yOffset,
      int incY, double[] a, long aOffset, int lda, Workers workers) {
    checkSizes("ger", m, n, 1);
    Checks.present("ger", "workers", workers);
    int xo = Checks.matrix("ger", "x", x, xOffset, m, 1, incX);
    int yo = Checks.matrix("ger", "y", y, yOffset, n, 1, incY);
    int ao = Checks.matrix("ger", "A", a, aOffset, m, n, lda);
    checkOverlap("ger", "x", x, xo, m, 1, incX, a, ao, m, n, lda);
    checkOverlap("ger", "y", y, yo, n, 1, incY, a, ao, m, n, lda);
    Environment.require();
    GemmTiles.gemm(false, true, m, n, 1, alpha, x, xo, incX, y, yo, incY, 1.0, a, ao, lda, workers);
  }

  /**
   * {@link #ger(int, int, double, double[], long, int, double[], long, int, double[], long, int, Workers) ger} on the
   * calling thread.
   *
   * @param m       rows of A, elements of x
   * @param n       columns of A, elements of y
   * @param alpha   factor of x; 0: A stays as it is
   * @param x       array of x
   * @param xOffset index of x's first element
   * @param incX    distance between elements of x, at least 1
   * @param y       array of y
   * @param yOffset index of y's first element
   * @param incY    distance between elements of y, at least 1
   * @param a       array of A
   * @param aOffset index of A's element (0, 0)
   * @param lda     leading dimension of A
   * @throws IllegalArgumentException as the class describes
   */
  public static void ger(int m, int n, double alpha, double[] x, long xOffset, int incX, double[] y, long yOffset,
      int incY, double[] a, long aOffset, int lda) {
    ger(m, n, alpha, x, xOffset, incX, y, yOffset, incY, a, aOffset, lda, Workers.serial());
  }

  /**
   * A = A + α·x·yᵀ, of views.
   *
   * @param alpha   factor of x; 0: A stays as it is
   * @param x       x, one row or one column, of as many elements as A has rows
   * @param y       y, one row or one column, of as many elements as A has columns
   * @param a       A
   * @param workers the threads to use
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void ger(double alpha, Matrix x, Matrix y, Matrix a, Workers workers) {
    Checks.present("ger", "A", a);
    int incX = Shapes.stride("ger", "x", x, a.rows(), "A", a, false);
    int incY = Shapes.stride("ger", "y", y, a.columns(), "A", a, false);
    ger(a.rows(), a.columns(), alpha, x.array(), x.offset(), incX, y.array(), y.offset(), incY, a.array(), a.offset(),
        a.ld(), workers);
  }

  private static void checkSizes(String operation, int m, int n, int k) {
    Checks.size(operation, "m", m);
    Checks.size(operation, "n", n);
    Checks.size(operation, "k", k);
  }

  /** Refuses an output that may share an element with an input. */
  private static void checkOverlap(String operation, String name, double[] x, int xo, int rows, int columns, int ldx,
      double[] c, int co, int m, int n, int ldc) {
    Checks.apart(operation, "the output", name, x == c, co, m, n, ldc, xo, rows, columns, ldx);
  }
}
