// Master of FloatSoftmaxReference: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.ReduceReference;

/** Scalar {@link Softmax}: defines the bits. Thread-safe. */
public sealed class SoftmaxReference permits SoftmaxSimd {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);

  SoftmaxReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static SoftmaxReference of(Backend backend) {
    return backend.isSimd() ? new SoftmaxSimd() : new SoftmaxReference();
  }

  /**
   * {@link Softmax#forward}.
   *
   * @param rows rows
   * @param n    columns
   * @param x    array of X
   * @param xo   index of its first element
   * @param ldx  its leading dimension
   * @param y    array of Y
   * @param yo   index of its first element
   * @param ldy  its leading dimension
   */
  public void forward(int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    for (int i = 0; i < rows; i++) {
      int from = xo + i * ldx;
      int to = yo + i * ldy;
      double max = max(n, x, from);
      for (int j = 0; j < n; j++) {
        y[to + j] = ActivationsReference.exp(x[from + j] - max);
      }
      double sum = REDUCE.sum(n, y, to, 1);
      for (int j = 0; j < n; j++) {
        y[to + j] /= sum;
      }
    }
  }

  /**
   * The running maximum of a row, from its first element.
   *
   * @param n  elements, at least 1
   * @param x  array of the row
   * @param xo index of its first element
   * @return the largest, or NaN
   */
  public static double max(int n, double[] x, int xo) {
    double max = x[xo];
    for (int j = 1; j < n; j++) {
      double v = x[xo + j];
      max = v > max || v != v ? v : max;
    }
    return max;
  }

  /**
   * {@link Softmax#backward}.
   *
   * @param rows rows
   * @param n    columns
   * @param y    array of Y
   * @param yo   index of its first element
   * @param ldy  its leading dimension
   * @param dy   array of dY
   * @param dyo  index of its first element
   * @param lddy its leading dimension
   * @param dx   array of dX
   * @param dxo  index of its first element
   * @param lddx its leading dimension
   */
  public void backward(int rows, int n, double[] y, int yo, int ldy, double[] dy, int dyo, int lddy, double[] dx,
      int dxo, int lddx) {
    for (int i = 0; i < rows; i++) {
      double c = REDUCE.dot(n, y, yo + i * ldy, 1, dy, dyo + i * lddy, 1);
      for (int j = 0; j < n; j++) {
        dx[dxo + i * lddx + j] = y[yo + i * ldy + j] * (dy[dyo + i * lddy + j] - c);
      }
    }
  }
}
