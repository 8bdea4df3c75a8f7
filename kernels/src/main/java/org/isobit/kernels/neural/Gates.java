// Master of FloatGates: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Environment;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Shapes;
import org.isobit.kernels.Workers;

/**
 * Gated products of rows, class EXACT: a row of X has 2n elements, a the first n and b the others, one of Y has n.
 * With the sigmoid of {@link org.isobit.kernels.elementary.Elementary}; a pair of parentheses is one rounding, fma is
 * one:
 * <table>
 * <caption>Operations of one element.</caption>
 * <tr><th></th><th>GLU, s = sigmoid b</th><th>SWIGLU, s = sigmoid a</th></tr>
 * <tr><td>forward</td><td>y = a·s</td><td>y = (a·s)·b</td></tr>
 * <tr><td>backward</td><td>da = dy·s, db = (dy·a)·fma(−s, s, s)</td>
 * <td>da = (dy·b)·(s·fma(a, 1 − s, 1)), db = dy·(a·s)</td></tr>
 * <tr><td>tangent</td><td>dy = fma(da, s, (db·a)·fma(−s, s, s))</td>
 * <td>dy = fma(da·b, s·fma(a, 1 − s, 1), db·(a·s))</td></tr>
 * </table>
 * dX has the columns of X: da, then db.
 *
 * <p>Matrices are row-major with leading dimensions; what is written shares no element with what is read.
 * {@link IllegalArgumentException} otherwise, and for what does not fit, before anything is written. Threads share
 * rows. Thread-safe; nothing is allocated in the steady state.
 */
public final class Gates {

  static final GatesReference KERNELS = GatesReference.of(Backend.active());

  private Gates() {}

  /**
   * Y from X.
   *
   * @param kind    which product
   * @param rows    rows
   * @param n       columns of Y, half of those of X
   * @param x       array of X, rows × 2n
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y, rows × n
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(Gate kind, int rows, int n, double[] x, long xOffset, int ldx, double[] y, long yOffset,
      int ldy) {
    forward(kind, rows, n, x, xOffset, ldx, y, yOffset, ldy, Workers.serial());
  }

  /**
   * Y from X, the rows of which several threads share.
   *
   * @param kind    which product
   * @param rows    rows
   * @param n       columns of Y, half of those of X
   * @param x       array of X, rows × 2n
   * @param xOffset index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y, rows × n
   * @param yOffset index of its first element
   * @param ldy     its leading dimension
   * @param workers the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void forward(Gate kind, int rows, int n, double[] x, long xOffset, int ldx, double[] y, long yOffset,
      int ldy, Workers workers) {
    Checks.present("gate", "workers", workers);
    Checks.present("gate", "kind", kind);
    Checks.size("gate", "rows", rows);
    int twice = twice("gate", n);
    int xo = Checks.matrix("gate", "X", x, xOffset, rows, twice, ldx);
    int yo = Checks.matrix("gate", "Y", y, yOffset, rows, n, ldy);
    Checks.apart("gate", "Y", "X", y == x, yo, rows, n, ldy, xo, rows, twice, ldx);
    Environment.require();
    GateParts.forward(kind, rows, n, x, xo, ldx, y, yo, ldy, workers);
  }

  /**
   * Forward of views.
   *
   * @param kind    which product
   * @param x       X, rows × 2n
   * @param y       takes Y, rows × n
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void forward(Gate kind, Matrix x, Matrix y, Workers workers) {
    Checks.present("gate", "Y", y);
    int twice = twice("gate", y.columns());
    Shapes.exactly("gate", "X", x, y.rows(), twice);
    forward(kind, y.rows(), y.columns(), x.array(), x.offset(), x.ld(), y.array(), y.offset(), y.ld(), workers);
  }

  /**
   * dX from X and dY.
   *
   * @param kind     which product
   * @param rows     rows
   * @param n        columns of Y, half of those of X
   * @param x        array of X, rows × 2n
   * @param xOffset  index of its first element
   * @param ldx      its leading dimension
   * @param dy       array of dY, rows × n
   * @param dyOffset index of its first element
   * @param lddy     its leading dimension
   * @param dx       array of dX, rows × 2n
   * @param dxOffset index of its first element
   * @param lddx     its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(Gate kind, int rows, int n, double[] x, long xOffset, int ldx, double[] dy, long dyOffset,
      int lddy, double[] dx, long dxOffset, int lddx) {
    backward(kind, rows, n, x, xOffset, ldx, dy, dyOffset, lddy, dx, dxOffset, lddx, Workers.serial());
  }

  /**
   * dX from X and dY, the rows of which several threads share.
   *
   * @param kind     which product
   * @param rows     rows
   * @param n        columns of Y, half of those of X
   * @param x        array of X, rows × 2n
   * @param xOffset  index of its first element
   * @param ldx      its leading dimension
   * @param dy       array of dY, rows × n
   * @param dyOffset index of its first element
   * @param lddy     its leading dimension
   * @param dx       array of dX, rows × 2n
   * @param dxOffset index of its first element
   * @param lddx     its leading dimension
   * @param workers  the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void backward(Gate kind, int rows, int n, double[] x, long xOffset, int ldx, double[] dy, long dyOffset,
      int lddy, double[] dx, long dxOffset, int lddx, Workers workers) {
    Checks.present("gate gradient", "workers", workers);
    Checks.present("gate gradient", "kind", kind);
    Checks.size("gate gradient", "rows", rows);
    int twice = twice("gate gradient", n);
    int xo = Checks.matrix("gate gradient", "X", x, xOffset, rows, twice, ldx);
    int dyo = Checks.matrix("gate gradient", "dY", dy, dyOffset, rows, n, lddy);
    int dxo = Checks.matrix("gate gradient", "dX", dx, dxOffset, rows, twice, lddx);
    Checks.apart("gate gradient", "dX", "X", dx == x, dxo, rows, twice, lddx, xo, rows, twice, ldx);
    Checks.apart("gate gradient", "dX", "dY", dx == dy, dxo, rows, twice, lddx, dyo, rows, n, lddy);
    Environment.require();
    GateParts.backward(kind, rows, n, x, xo, ldx, dy, dyo, lddy, dx, dxo, lddx, workers);
  }

  /**
   * Backward of views.
   *
   * @param kind    which product
   * @param x       X, rows × 2n
   * @param dy      dY, rows × n
   * @param dx      takes dX, rows × 2n
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void backward(Gate kind, Matrix x, Matrix dy, Matrix dx, Workers workers) {
    Checks.present("gate gradient", "dY", dy);
    int twice = twice("gate gradient", dy.columns());
    Shapes.exactly("gate gradient", "X", x, dy.rows(), twice);
    Shapes.exactly("gate gradient", "dX", dx, dy.rows(), twice);
    backward(kind, dy.rows(), dy.columns(), x.array(), x.offset(), x.ld(), dy.array(), dy.offset(), dy.ld(), dx.array(),
        dx.offset(), dx.ld(), workers);
  }

  /**
   * dY, what Y changes by, from X and what it changes by, dX.
   *
   * @param kind     which product
   * @param rows     rows
   * @param n        columns of Y, half of those of X
   * @param x        array of X, rows × 2n
   * @param xOffset  index of its first element
   * @param ldx      its leading dimension
   * @param dx       array of dX, rows × 2n
   * @param dxOffset index of its first element
   * @param lddx     its leading dimension
   * @param dy       array of dY, rows × n
   * @param dyOffset index of its first element
   * @param lddy     its leading dimension
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(Gate kind, int rows, int n, double[] x, long xOffset, int ldx, double[] dx, long dxOffset,
      int lddx, double[] dy, long dyOffset, int lddy) {
    tangent(kind, rows, n, x, xOffset, ldx, dx, dxOffset, lddx, dy, dyOffset, lddy, Workers.serial());
  }

  /**
   * dY, what Y changes by, from X and what it changes by, dX, by several threads.
   *
   * @param kind     which product
   * @param rows     rows
   * @param n        columns of Y, half of those of X
   * @param x        array of X, rows × 2n
   * @param xOffset  index of its first element
   * @param ldx      its leading dimension
   * @param dx       array of dX, rows × 2n
   * @param dxOffset index of its first element
   * @param lddx     its leading dimension
   * @param dy       array of dY, rows × n
   * @param dyOffset index of its first element
   * @param lddy     its leading dimension
   * @param workers  the threads
   * @throws IllegalArgumentException as the class describes
   */
  public static void tangent(Gate kind, int rows, int n, double[] x, long xOffset, int ldx, double[] dx, long dxOffset,
      int lddx, double[] dy, long dyOffset, int lddy, Workers workers) {
    Checks.present("gate tangent", "workers", workers);
    Checks.present("gate tangent", "kind", kind);
    Checks.size("gate tangent", "rows", rows);
    int twice = twice("gate tangent", n);
    int xo = Checks.matrix("gate tangent", "X", x, xOffset, rows, twice, ldx);
    int dxo = Checks.matrix("gate tangent", "dX", dx, dxOffset, rows, twice, lddx);
    int dyo = Checks.matrix("gate tangent", "dY", dy, dyOffset, rows, n, lddy);
    Checks.apart("gate tangent", "dY", "X", dy == x, dyo, rows, n, lddy, xo, rows, twice, ldx);
    Checks.apart("gate tangent", "dY", "dX", dy == dx, dyo, rows, n, lddy, dxo, rows, twice, lddx);
    Environment.require();
    GateParts.tangent(kind, rows, n, x, xo, ldx, dx, dxo, lddx, dy, dyo, lddy, workers);
  }

  /**
   * Tangent of views.
   *
   * @param kind    which product
   * @param x       X, rows × 2n
   * @param dx      dX, rows × 2n
   * @param dy      takes dY, rows × n
   * @param workers the threads
   * @throws IllegalArgumentException if shapes do not fit, an operand is null, and as the class describes
   */
  public static void tangent(Gate kind, Matrix x, Matrix dx, Matrix dy, Workers workers) {
    Checks.present("gate tangent", "dY", dy);
    int twice = twice("gate tangent", dy.columns());
    Shapes.exactly("gate tangent", "X", x, dy.rows(), twice);
    Shapes.exactly("gate tangent", "dX", dx, dy.rows(), twice);
    tangent(kind, dy.rows(), dy.columns(), x.array(), x.offset(), x.ld(), dx.array(), dx.offset(), dx.ld(), dy.array(),
        dy.offset(), dy.ld(), workers);
  }

  /** Columns of X. */
  private static int twice(String operation, int n) {
    Checks.size(operation, "n", n);
    if (n > Checks.LONGEST_ARRAY / 2) {
      throw new IllegalArgumentException(operation + ": n is " + n + ", but no row has twice as many elements");
    }
    return 2 * n;
  }
}
