// Master of FloatGatesReference: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ActivationReference;

/** Scalar {@link Gates}: defines the bits. Thread-safe. */
public sealed class GatesReference permits GatesSimd {

  GatesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static GatesReference of(Backend backend) {
    return backend.isSimd() ? new GatesSimd() : new GatesReference();
  }

  /**
   * {@link Gates#forward}.
   *
   * @param kind which product
   * @param rows rows
   * @param n    columns of Y
   * @param x    X
   * @param xo   index of its first element
   * @param ldx  its leading dimension
   * @param y    Y
   * @param yo   index of its first element
   * @param ldy  its leading dimension
   */
  public void forward(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    for (int i = 0; i < rows; i++) {
      int at = xo + i * ldx;
      for (int j = 0; j < n; j++) {
        double a = x[at + j];
        double b = x[at + n + j];
        y[yo + i * ldy + j] = kind == Gate.GLU ? a * sigmoid(b) : (a * sigmoid(a)) * b;
      }
    }
  }

  /**
   * {@link Gates#backward}.
   *
   * @param kind which product
   * @param rows rows
   * @param n    columns of Y
   * @param x    X
   * @param xo   index of its first element
   * @param ldx  its leading dimension
   * @param dy   dY
   * @param dyo  index of its first element
   * @param lddy its leading dimension
   * @param dx   dX
   * @param dxo  index of its first element
   * @param lddx its leading dimension
   */
  public void backward(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] dy, int dyo, int lddy,
      double[] dx, int dxo, int lddx) {
    for (int i = 0; i < rows; i++) {
      int at = xo + i * ldx;
      int to = dxo + i * lddx;
      for (int j = 0; j < n; j++) {
        double a = x[at + j];
        double b = x[at + n + j];
        double d = dy[dyo + i * lddy + j];
        boolean glu = kind == Gate.GLU;
        double s = sigmoid(glu ? b : a);
        dx[to + j] = glu ? d * s : (d * b) * (s * Math.fma(a, 1.0 - s, 1.0));
        dx[to + n + j] = glu ? (d * a) * Math.fma(-s, s, s) : d * (a * s);
      }
    }
  }

  /**
   * {@link Gates#tangent}.
   *
   * @param kind which product
   * @param rows rows
   * @param n    columns of Y
   * @param x    X
   * @param xo   index of its first element
   * @param ldx  its leading dimension
   * @param dx   dX
   * @param dxo  index of its first element
   * @param lddx its leading dimension
   * @param dy   dY
   * @param dyo  index of its first element
   * @param lddy its leading dimension
   */
  public void tangent(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] dx, int dxo, int lddx,
      double[] dy, int dyo, int lddy) {
    for (int i = 0; i < rows; i++) {
      int at = xo + i * ldx;
      int from = dxo + i * lddx;
      for (int j = 0; j < n; j++) {
        double a = x[at + j];
        double b = x[at + n + j];
        double da = dx[from + j];
        double db = dx[from + n + j];
        double s = sigmoid(kind == Gate.GLU ? b : a);
        dy[dyo + i * lddy + j] = kind == Gate.GLU ? Math.fma(da, s, (db * a) * Math.fma(-s, s, s))
            : Math.fma(da * b, s * Math.fma(a, 1.0 - s, 1.0), db * (a * s));
      }
    }
  }

  private static double sigmoid(double x) {
    return ActivationReference.sigmoid(x);
  }
}
