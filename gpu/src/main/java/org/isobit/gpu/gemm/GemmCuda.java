// Master of FloatGemmCuda: the float version is generated from this file.
package org.isobit.gpu.gemm;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * {@link org.isobit.kernels.gemm.Gemm} on a device, class EXACT: the same chains of fused multiply-adds, in runs of
 * 4096, so the same bits, whatever the tiles are.
 *
 * <p>Matrices are row-major with leading dimensions, offsets and dimensions as there; {@link #gemmBatch} takes many
 * products of one shape, problem b at offset + b·stride. Every method throws {@link IllegalArgumentException} for
 * negative sizes, k above {@value #MOST_TERMS}, a leading dimension below the columns, a matrix that leaves its array,
 * and C overlapping A or B in device memory. Where rows, columns or problems are more than one launch takes, there are
 * several. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class GemmCuda {

  /** Terms of a sum at most: the device counts them in an int, in steps of 16. */
  public static final int MOST_TERMS = Integer.MAX_VALUE - 15;

  /** Sides of the tiles in gemm.cu, threads of their blocks, and the order below which the small ones serve better. */
  private static final int LARGE = 64; // float: private static final int LARGE = 128;
  private static final int LARGE_THREADS = 128; // float: private static final int LARGE_THREADS = 256;
  private static final int SMALL = 32;
  private static final int SMALL_THREADS = 64;
  private static final int SMALL_ORDER = 48; // float: private static final int SMALL_ORDER = 96;

  /** Blocks of a grid's second and third dimension, and columns of one launch: the device adds to these in an int. */
  private static final int MOST_BLOCKS = 65535;
  private static final int MOST_COLUMNS = 1 << 30;

  private static final int WHOLE = 0;
  private static final int LOWER = 1;
  private static final int MIRRORED = 2;
  private static final int ROWS = 128;

  private final Stream stream;
  private final int mostBlocks;
  private final int mostColumns;
  private final KernelFunction large;
  private final KernelFunction small;
  private final KernelFunction gemv;
  private final KernelFunction ger;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public GemmCuda(Stream stream) {
    this(stream, MOST_BLOCKS, MOST_COLUMNS);
  }

  /** With other limits of a launch, for tests. */
  GemmCuda(Stream stream, int mostBlocks, int mostColumns) {
    this.stream = stream;
    this.mostBlocks = mostBlocks;
    this.mostColumns = mostColumns;
    KernelModule module = stream.device().module("gemm");
    large = module.function("gemm_large_double");
    small = module.function("gemm_small_double");
    gemv = module.function("gemm_gemv_double");
    ger = module.function("gemm_ger_double");
  }

  /**
   * C = α·op(A)·op(B) + β·C.
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
   */
  public void gemm(boolean transA, boolean transB, int m, int n, int k, double alpha, DeviceArray a, long aOffset,
      long lda, DeviceArray b, long bOffset, long ldb, double beta, DeviceArray c, long cOffset, long ldc) {
    gemmBatch(transA, transB, m, n, k, alpha, a, aOffset, lda, 0, b, bOffset, ldb, 0, beta, c, cOffset, ldc, 0, 1);
  }

  /**
   * Many products of one shape: problem p has its matrices at aOffset + p·strideA and so on.
   *
   * @param transA  whether op(A) = Aᵀ; A is stored m×k, or k×m if transposed
   * @param transB  whether op(B) = Bᵀ; B is stored k×n, or n×k if transposed
   * @param m       rows of op(A) and C
   * @param n       columns of op(B) and C
   * @param k       columns of op(A), rows of op(B)
   * @param alpha   factor of A
   * @param a       array of A
   * @param aOffset index of A's element (0, 0) of problem 0
   * @param lda     leading dimension of A
   * @param strideA elements from one problem's A to the next; 0: all have one
   * @param b       array of B
   * @param bOffset index of B's element (0, 0) of problem 0
   * @param ldb     leading dimension of B
   * @param strideB elements from one problem's B to the next; 0: all have one
   * @param beta    factor of C; 0: C is only written
   * @param c       array of C
   * @param cOffset index of C's element (0, 0) of problem 0
   * @param ldc     leading dimension of C
   * @param strideC elements from one problem's C to the next, at least one matrix
   * @param count   problems
   */
  public void gemmBatch(boolean transA, boolean transB, int m, int n, int k, double alpha, DeviceArray a, long aOffset,
      long lda, long strideA, DeviceArray b, long bOffset, long ldb, long strideB, double beta, DeviceArray c,
      long cOffset, long ldc, long strideC, int count) {
    checkSizes("gemm", m, n, k);
    DeviceChecks.size("gemm", "problems", count);
    if (count == 0) {
      return;
    }
    long extentA = DeviceChecks.batch("gemm", "A", a, aOffset, transA ? k : m, transA ? m : k, lda, strideA, count);
    long extentB = DeviceChecks.batch("gemm", "B", b, bOffset, transB ? n : k, transB ? k : n, ldb, strideB, count);
    long extentC = DeviceChecks.batch("gemm", "C", c, cOffset, m, n, ldc, strideC, count);
    if (count > 1 && strideC < DeviceChecks.extent(m, n, ldc)) {
      throw new IllegalArgumentException("gemm: C of " + m + "x" + n + " with leading dimension " + ldc
          + " does not fit into a stride of " + strideC);
    }
    DeviceChecks.apart("gemm", "C", "A", c, cOffset, extentC, a, aOffset, extentA);
    DeviceChecks.apart("gemm", "C", "B", c, cOffset, extentC, b, bOffset, extentB);
    int rows = Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) mostBlocks * side(m, n)));
    for (long problem = 0; problem < count; problem += mostBlocks) {
      for (long row = 0; row < m; row += rows) {
        for (long column = 0; column < n; column += mostColumns) {
          run(WHOLE, transA, transB, (int) Math.min(rows, m - row), (int) Math.min(mostColumns, n - column), k, alpha,
              a, aOffset + problem * strideA + row * (transA ? 1 : lda), lda, strideA, b,
              bOffset + problem * strideB + column * (transB ? ldb : 1), ldb, strideB, beta, c,
              cOffset + problem * strideC + row * ldc + column, ldc, strideC,
              (int) Math.min(mostBlocks, count - problem));
        }
      }
    }
  }

  /**
   * The lower triangle, diagonal included, of C = α·op(A)·op(A)ᵀ + β·C; the upper triangle is neither read nor written.
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
   */
  public void syrk(boolean transA, int n, int k, double alpha, DeviceArray a, long aOffset, long lda, double beta,
      DeviceArray c, long cOffset, long ldc) {
    triangle("syrk", LOWER, transA, n, k, alpha, a, aOffset, lda, beta, c, cOffset, ldc);
  }

  /**
   * The symmetric C = α·op(A)·op(A)ᵀ + β·C, whole; C's upper triangle is never read.
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
   */
  public void gram(boolean transA, int n, int k, double alpha, DeviceArray a, long aOffset, long lda, double beta,
      DeviceArray c, long cOffset, long ldc) {
    triangle("gram", MIRRORED, transA, n, k, alpha, a, aOffset, lda, beta, c, cOffset, ldc);
  }

  private void triangle(String operation, int form, boolean transA, int n, int k, double alpha, DeviceArray a,
      long aOffset, long lda, double beta, DeviceArray c, long cOffset, long ldc) {
    checkSizes(operation, n, n, k);
    int rows = transA ? k : n;
    int columns = transA ? n : k;
    DeviceChecks.matrix(operation, "A", a, aOffset, rows, columns, lda);
    DeviceChecks.matrix(operation, "C", c, cOffset, n, n, ldc);
    DeviceChecks.apart(operation, "C", "A", c, cOffset, DeviceChecks.extent(n, n, ldc), a, aOffset,
        DeviceChecks.extent(rows, columns, lda));
    run(form, transA, !transA, n, n, k, alpha, a, aOffset, lda, 0, a, aOffset, lda, 0, beta, c, cOffset, ldc, 0, 1);
  }

  private void run(int form, boolean transA, boolean transB, int m, int n, int k, double alpha, DeviceArray a,
      long aOffset, long lda, long strideA, DeviceArray b, long bOffset, long ldb, long strideB, double beta,
      DeviceArray c, long cOffset, long ldc, long strideC, int count) {
    if (m == 0 || n == 0) {
      return;
    }
    int side = side(m, n);
    boolean few = side == SMALL;
    (few ? small : large).set(0, form).set(1, transA ? 1 : 0).set(2, transB ? 1 : 0).set(3, m).set(4, n).set(5, k)
        .set(6, alpha).set(7, a, aOffset).set(8, lda).set(9, strideA).set(10, b, bOffset).set(11, ldb).set(12, strideB)
        .set(13, beta).set(14, c, cOffset).set(15, ldc).set(16, strideC)
        .launch(stream, Math.ceilDiv(n, side), Math.ceilDiv(m, side), count, few ? SMALL_THREADS : LARGE_THREADS, 0);
  }

  private static int side(int m, int n) {
    return m <= SMALL_ORDER || n <= SMALL_ORDER ? SMALL : LARGE;
  }

  /**
   * y = α·op(A)·x + β·y.
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
   */
  public void gemv(boolean transA, int m, int k, double alpha, DeviceArray a, long aOffset, long lda, DeviceArray x,
      long xOffset, long incX, double beta, DeviceArray y, long yOffset, long incY) {
    checkSizes("gemv", m, 1, k);
    int rows = transA ? k : m;
    int columns = transA ? m : k;
    DeviceChecks.matrix("gemv", "A", a, aOffset, rows, columns, lda);
    DeviceChecks.matrix("gemv", "x", x, xOffset, k, 1, incX);
    DeviceChecks.matrix("gemv", "y", y, yOffset, m, 1, incY);
    long extent = DeviceChecks.extent(m, 1, incY);
    DeviceChecks.apart("gemv", "y", "A", y, yOffset, extent, a, aOffset, DeviceChecks.extent(rows, columns, lda));
    DeviceChecks.apart("gemv", "y", "x", y, yOffset, extent, x, xOffset, DeviceChecks.extent(k, 1, incX));
    gemv.set(0, transA ? 1 : 0).set(1, m).set(2, k).set(3, alpha).set(4, a, aOffset).set(5, lda).set(6, x, xOffset)
        .set(7, incX).set(8, beta).set(9, y, yOffset).set(10, incY).launch(stream, m, ROWS);
  }

  /**
   * A = A + α·x·yᵀ.
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
   */
  public void ger(int m, int n, double alpha, DeviceArray x, long xOffset, long incX, DeviceArray y, long yOffset,
      long incY, DeviceArray a, long aOffset, long lda) {
    checkSizes("ger", m, n, 1);
    DeviceChecks.matrix("ger", "x", x, xOffset, m, 1, incX);
    DeviceChecks.matrix("ger", "y", y, yOffset, n, 1, incY);
    DeviceChecks.matrix("ger", "A", a, aOffset, m, n, lda);
    long extent = DeviceChecks.extent(m, n, lda);
    DeviceChecks.apart("ger", "A", "x", a, aOffset, extent, x, xOffset, DeviceChecks.extent(m, 1, incX));
    DeviceChecks.apart("ger", "A", "y", a, aOffset, extent, y, yOffset, DeviceChecks.extent(n, 1, incY));
    ger.set(0, m).set(1, n).set(2, alpha).set(3, x, xOffset).set(4, incX).set(5, y, yOffset).set(6, incY)
        .set(7, a, aOffset).set(8, lda).launchRows(stream, n, m, ROWS);
  }

  private static void checkSizes(String operation, int m, int n, int k) {
    DeviceChecks.size(operation, "m", m);
    DeviceChecks.size(operation, "n", n);
    DeviceChecks.size(operation, "k", k);
    requireTerms(operation, "terms of a sum", k);
  }

  /**
   * Checks that sums are not too long.
   *
   * @param operation the operation's name
   * @param name      the name of what counts their terms
   * @param terms     terms of a sum
   * @throws IllegalArgumentException if they are more than {@value #MOST_TERMS}
   */
  public static void requireTerms(String operation, String name, int terms) {
    if (terms > MOST_TERMS) {
      throw new IllegalArgumentException(operation + ": there must be at most " + MOST_TERMS + " " + name
          + ", but there are " + terms);
    }
  }
}
