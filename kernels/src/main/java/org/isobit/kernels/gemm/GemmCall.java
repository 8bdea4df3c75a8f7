// Master of FloatGemmCall: the float version is generated from this file.
package org.isobit.kernels.gemm;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * What a product of matrices is to do, to be made once and used for any operands: C = α·op(A)·op(B) + β·C with op(X) =
 * X or Xᵀ. The products are those of {@link Gemm}, bit for bit, which also checks that C shares no element with A or B;
 * sizes are those of the operands.
 *
 * <p>Immutable, thread-safe; products allocate nothing in the steady state.
 */
public final class GemmCall {

  /** C = A·B on the calling thread. */
  public static final GemmCall PLAIN = new GemmCall(false, false, 1.0, 0.0, Workers.serial());

  private final boolean transA;
  private final boolean transB;
  private final double alpha;
  private final double beta;
  private final Workers workers;

  private GemmCall(boolean transA, boolean transB, double alpha, double beta, Workers workers) {
    this.transA = transA;
    this.transB = transB;
    this.alpha = alpha;
    this.beta = beta;
    this.workers = workers;
  }

  /**
   * The same with other transposes.
   *
   * @param a whether op(A) = Aᵀ
   * @param b whether op(B) = Bᵀ
   * @return a call
   */
  public GemmCall withTransposes(boolean a, boolean b) {
    return new GemmCall(a, b, alpha, beta, workers);
  }

  /**
   * The same with another factor of A.
   *
   * @param factor α, any number; 0: neither A nor B is read
   * @return a call
   */
  public GemmCall withAlpha(double factor) {
    return new GemmCall(transA, transB, factor, beta, workers);
  }

  /**
   * The same with another factor of what C holds.
   *
   * @param factor β, any number; 0: C is only written
   * @return a call
   */
  public GemmCall withBeta(double factor) {
    return new GemmCall(transA, transB, alpha, factor, workers);
  }

  /**
   * The same by other threads.
   *
   * @param threads the threads; bits do not depend on them
   * @return a call
   * @throws IllegalArgumentException if there are none
   */
  public GemmCall withWorkers(Workers threads) {
    Checks.present("gemm", "workers", threads);
    return new GemmCall(transA, transB, alpha, beta, threads);
  }

  /**
   * C = α·op(A)·op(B) + β·C.
   *
   * @param a A
   * @param b B
   * @param c C, rows of op(A) × columns of op(B)
   * @throws IllegalArgumentException if shapes do not fit, C overlaps A or B, or an operand is null
   */
  public void gemm(Matrix a, Matrix b, Matrix c) {
    Checks.present("gemm", "A", a);
    Checks.present("gemm", "B", b);
    Checks.present("gemm", "C", c);
    int m = transA ? a.columns() : a.rows();
    int n = transB ? b.rows() : b.columns();
    int k = transA ? a.rows() : a.columns();
    Shapes.require(k == (transB ? b.columns() : b.rows()), "gemm", "A", a, transA, "B", b, transB);
    Shapes.require(m == c.rows(), "gemm", "A", a, transA, "C", c, false);
    Shapes.require(n == c.columns(), "gemm", "B", b, transB, "C", c, false);
    if (workers == Workers.serial()) {
      Gemm.gemm(transA, transB, m, n, k, alpha, a.array(), a.offset(), a.ld(), b.array(), b.offset(), b.ld(), beta,
          c.array(), c.offset(), c.ld());
    } else {
      Gemm.gemm(transA, transB, m, n, k, alpha, a.array(), a.offset(), a.ld(), b.array(), b.offset(), b.ld(), beta,
          c.array(), c.offset(), c.ld(), workers);
    }
  }

  /**
   * The lower triangle, diagonal included, of C = α·op(A)·op(A)ᵀ + β·C; the upper one is neither read nor written.
   *
   * @param a A
   * @param c C, square, of as many rows as op(A)
   * @throws IllegalArgumentException if shapes do not fit, C overlaps A, an operand is null, or B was to be transposed
   */
  public void syrk(Matrix a, Matrix c) {
    int n = order("syrk", a, c);
    Gemm.syrk(transA, n, transA ? a.rows() : a.columns(), alpha, a.array(), a.offset(), a.ld(), beta, c.array(),
        c.offset(), c.ld(), workers);
  }

  /**
   * The symmetric C = α·op(A)·op(A)ᵀ + β·C, whole; its upper triangle is never read.
   *
   * @param a A
   * @param c C, square, of as many rows as op(A)
   * @throws IllegalArgumentException if shapes do not fit, C overlaps A, an operand is null, or B was to be transposed
   */
  public void gram(Matrix a, Matrix c) {
    int n = order("gram", a, c);
    Gemm.gram(transA, n, transA ? a.rows() : a.columns(), alpha, a.array(), a.offset(), a.ld(), beta, c.array(),
        c.offset(), c.ld(), workers);
  }

  /** Rows of op(A), which C has as rows and columns. */
  private int order(String operation, Matrix a, Matrix c) {
    requireNoB(operation);
    Checks.present(operation, "A", a);
    Checks.present(operation, "C", c);
    int n = transA ? a.columns() : a.rows();
    Shapes.require(n == c.rows() && n == c.columns(), operation, "A", a, transA, "C", c, false);
    return n;
  }

  /**
   * y = α·op(A)·x + β·y.
   *
   * @param a A
   * @param x x, one row or one column, of as many elements as op(A) has columns
   * @param y y, one row or one column, of as many elements as op(A) has rows
   * @throws IllegalArgumentException if shapes do not fit, y overlaps A or x, an operand is null, or B was to be
   *                                  transposed
   */
  public void gemv(Matrix a, Matrix x, Matrix y) {
    requireNoB("gemv");
    Checks.present("gemv", "A", a);
    int m = transA ? a.columns() : a.rows();
    int k = transA ? a.rows() : a.columns();
    int incX = Shapes.stride("gemv", "x", x, k, "A", a, transA);
    int incY = Shapes.stride("gemv", "y", y, m, "A", a, transA);
    Gemm.gemv(transA, m, k, alpha, a.array(), a.offset(), a.ld(), x.array(), x.offset(), incX, beta, y.array(),
        y.offset(), incY, workers);
  }

  private void requireNoB(String operation) {
    if (transB) {
      throw new IllegalArgumentException(operation + ": there is no B that could be transposed");
    }
  }
}
