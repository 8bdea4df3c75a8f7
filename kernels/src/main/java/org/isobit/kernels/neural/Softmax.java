// Master of FloatSoftmax: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Softmax of each row of a matrix, forward and backward, class EXACT.
 *
 * <p>Forward: m = max of the row (NaN sticks), e_j = exp(x_j − m), s = sum of e as
 * {@link org.isobit.kernels.reduce.Reduce#sum(int, double[], long)}, y_j = e_j ÷ s. A row that holds NaN or +Inf, or
 * nothing but −Inf, gives NaN.
 *
 * <p>Backward, from the stored output: c = Σ y_j·dy_j as
 * {@link org.isobit.kernels.reduce.Reduce#dot(int, double[], long, double[], long)}, dx_j = y_j·(dy_j − c).
 *
 * <p>Matrices are row-major with leading dimensions; an output may be the same elements as an input (with the same
 * leading dimension) or share none. {@link IllegalArgumentException} otherwise and for what does not fit. Thread-safe;
 * nothing is allocated in the steady state.
 */
public final class Softmax {

  static final SoftmaxReference KERNELS = SoftmaxReference.of(Backend.active());

  private Softmax() {}

  /**
   * Y = softmax of the rows of X.
   *
   * @param rows    rows
   * @param n       columns, at least 1
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int rows, int n, double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy) {
    forward(rows, n, x, xOffset, ldx, y, yOffset, ldy, Workers.serial());
  }

  /**
   * Y = softmax of the rows of X, which several threads share.
   *
   * @param rows    rows
   * @param n       columns, at least 1
   * @param x       array of X
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @param workers the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(int rows, int n, double[] x, long xOffset, int ldx, double[] y, long yOffset, int ldy,
      Workers workers) {
    Checks.present("softmax", "workers", workers);
    Checks.size("softmax", "rows", rows);
    Checks.positive("softmax", "n", n);
    int xo = Checks.matrix("softmax", "X", x, xOffset, rows, n, ldx);
    int yo = Checks.matrix("softmax", "Y", y, yOffset, rows, n, ldy);
    Checks.sameOrApart("softmax", "Y", "X", y == x, yo, ldy, xo, ldx, rows, n);
    Environment.require();
    NeuralParts.softmax(rows, n, x, xo, ldx, y, yo, ldy, workers);
  }

  /**
   * {@link #forward(int, int, double[], long, int, double[], long, int, Workers) forward} of views.
   *
   * @param x       X, of at least one column
   * @param y       takes Y, of the shape of X; may be X itself
   * @param workers the threads
   * @throws IllegalArgumentException if shapes differ, an operand is null, and as the class describes
   */
  public static void forward(Matrix x, Matrix y, Workers workers) {
    Shapes.same("softmax", "Y", y, "X", x);
    forward(x.rows(), x.columns(), x.array(), x.offset(), x.ld(), y.array(), y.offset(), y.ld(), workers);
  }

  /**
   * dX from Y and dY.
   *
   * @param rows     rows
   * @param n        columns, at least 1
   * @param y        array of Y
   * @param yOffset  index of its first element
   * @param ldy      its leading dimension
   * @param dy       array of dY
   * @param dyOffset index of its first element
   * @param lddy     its leading dimension
   * @param dx       array of dX
   * @param dxOffset index of its first element
   * @param lddx     its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int rows, int n, double[] y, long yOffset, int ldy, double[] dy, long dyOffset, int lddy,
      double[] dx, long dxOffset, int lddx) {
    backward(rows, n, y, yOffset, ldy, dy, dyOffset, lddy, dx, dxOffset, lddx, Workers.serial());
  }

  /**
   * dX from Y and dY, the rows of which several threads share.
   *
   * @param rows     rows
   * @param n        columns, at least 1
   * @param y        array of Y
   * @param yOffset  index of its first element
   * @param ldy      its leading dimension
   * @param dy       array of dY
   * @param dyOffset index of its first element
   * @param lddy     its leading dimension
   * @param dx       array of dX
   * @param dxOffset index of its first element
   * @param lddx     its leading dimension
   * @param workers  the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(int rows, int n, double[] y, long yOffset, int ldy, double[] dy, long dyOffset,
      int lddy, double[] dx, long dxOffset, int lddx, Workers workers) {
    Checks.present("softmax gradient", "workers", workers);
    Checks.size("softmax gradient", "rows", rows);
    Checks.positive("softmax gradient", "n", n);
    int yo = Checks.matrix("softmax gradient", "Y", y, yOffset, rows, n, ldy);
    int dyo = Checks.matrix("softmax gradient", "dY", dy, dyOffset, rows, n, lddy);
    int dxo = Checks.matrix("softmax gradient", "dX", dx, dxOffset, rows, n, lddx);
    Checks.sameOrApart("softmax gradient", "dX", "Y", dx == y, dxo, lddx, yo, ldy, rows, n);
    Checks.sameOrApart("softmax gradient", "dX", "dY", dx == dy, dxo, lddx, dyo, lddy, rows, n);
    Environment.require();
    NeuralParts.softmaxGradient(rows, n, y, yo, ldy, dy, dyo, lddy, dx, dxo, lddx, workers);
  }

  /**
   * {@link #backward(int, int, double[], long, int, double[], long, int, double[], long, int, Workers) backward} of
   * views.
   *
   * @param y       Y, of at least one column
   * @param dy      dY, of the shape of Y
   * @param dx      takes dX, of the shape of Y; may be Y or dY itself
   * @param workers the threads
   * @throws IllegalArgumentException if shapes differ, an operand is null, and as the class describes
   */
  public static void backward(Matrix y, Matrix dy, Matrix dx, Workers workers) {
    Shapes.same("softmax gradient", "dY", dy, "Y", y);
    Shapes.same("softmax gradient", "dX", dx, "Y", y);
    backward(y.rows(), y.columns(), y.array(), y.offset(), y.ld(), dy.array(), dy.offset(), dy.ld(), dx.array(),
        dx.offset(), dx.ld(), workers);
  }
}
