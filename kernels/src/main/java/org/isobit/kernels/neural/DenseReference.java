// Master of FloatDenseReference: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;

/** Scalar {@link Dense}: defines the bits. Thread-safe. */
public sealed class DenseReference permits DenseSimd {

  private static final GemmReference GEMM = GemmReference.of(Backend.REFERENCE);
  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.REFERENCE);

  DenseReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static DenseReference of(Backend backend) {
    return backend.isSimd() ? new DenseSimd() : new DenseReference();
  }

  /**
   * {@link Dense#forward(DenseLayer, int, double[], long, int, double[], long, double[], long, double[], long, int)}.
   *
   * @param layer shape and activation
   * @param batch rows of X and Y
   * @param x     array of X
   * @param xo    index of its first element
   * @param ldx   its leading dimension
   * @param w     array of W
   * @param wo    index of its first element
   * @param bias  array of b, or null
   * @param bo    index of its first element
   * @param y     array of Y
   * @param yo    index of its first element
   * @param ldy   its leading dimension
   */
  public final void forward(DenseLayer layer, int batch, double[] x, int xo, int ldx, double[] w, int wo, double[] bias,
      int bo, double[] y, int yo, int ldy) {
    tile(layer, batch, layer.outputs(), x, xo, ldx, w, wo, bias, bo, y, yo, ldy);
  }

  /** Some rows and columns of Y; wo and bo are those of the first of these columns. */
  void tile(DenseLayer layer, int rows, int n, double[] x, int xo, int ldx, double[] w, int wo, double[] bias, int bo,
      double[] y, int yo, int ldy) {
    double slope = layer.slope(); // float: float slope = (float) layer.slope();
    for (int i = 0; i < rows; i++) {
      int row = yo + i * ldy;
      for (int j = 0; j < n; j++) {
        y[row + j] = bias == null ? 0.0 : bias[bo + j];
      }
      GEMM.gemm(false, layer.transposed(), 1, n, layer.inputs(), 1.0, x, xo + i * ldx, ldx, w, wo, layer.ldw(), 1.0, y,
          row, n);
      ACTIVATIONS.forward(layer.activation(), slope, n, y, row, y, row);
    }
  }

  /**
   * {@link Dense#forward(DenseWeights, int, double[], long, int, double[], long, int)}.
   *
   * @param weights W, b and the layer
   * @param batch   rows of X and Y
   * @param x       array of X
   * @param xo      index of its first element
   * @param ldx     its leading dimension
   * @param y       array of Y
   * @param yo      index of its first element
   * @param ldy     its leading dimension
   */
  public final void forward(DenseWeights weights, int batch, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    columns(weights, batch, 0, weights.layer().outputs(), x, xo, ldx, y, yo, ldy);
  }

  /** Columns from … to − 1 of Y. */
  void columns(DenseWeights weights, int batch, int from, int to, double[] x, int xo, int ldx, double[] y, int yo,
      int ldy) {
    DenseLayer layer = weights.layer();
    double slope = layer.slope(); // float: float slope = (float) layer.slope();
    for (int i = 0; i < batch; i++) {
      for (int j = from; j < to; j++) {
        y[yo + i * ldy + j] = ActivationsReference.value(layer.activation(), slope, weights.sum(j, x, xo + i * ldx));
      }
    }
  }

  /**
   * {@link Dense#backward}.
   *
   * @param layer      shape and activation
   * @param batch      rows of X and Y
   * @param x          array of X
   * @param xo         index of its first element
   * @param ldx        its leading dimension
   * @param w          array of W
   * @param wo         index of its first element
   * @param stored     array of Y or Z
   * @param so         index of its first element
   * @param lds        its leading dimension
   * @param dy         array of dY, then dZ
   * @param dyo        index of its first element
   * @param lddy       its leading dimension
   * @param dx         array of dX, or null
   * @param dxo        index of its first element
   * @param lddx       its leading dimension
   * @param dw         array of dW, or null
   * @param dwo        index of its first element
   * @param db         array of db, or null
   * @param dbo        index of its first element
   * @param accumulate whether dW and db start from what is there
   */
  public final void backward(DenseLayer layer, int batch, double[] x, int xo, int ldx, double[] w, int wo,
      double[] stored, int so, int lds, double[] dy, int dyo, int lddy, double[] dx, int dxo, int lddx, double[] dw,
      int dwo, double[] db, int dbo, boolean accumulate) {
    int k = layer.inputs();
    int n = layer.outputs();
    slope(layer, batch, stored, so, lds, dy, dyo, lddy);
    if (db != null) {
      bias(batch, n, dy, dyo, lddy, db, dbo, accumulate);
    }
    double beta = accumulate ? 1.0 : 0.0;
    if (dw != null && layer.transposed()) {
      gemm().gemm(true, false, n, k, batch, 1.0, dy, dyo, lddy, x, xo, ldx, beta, dw, dwo, k);
    } else if (dw != null) {
      gemm().gemm(true, false, k, n, batch, 1.0, x, xo, ldx, dy, dyo, lddy, beta, dw, dwo, n);
    }
    if (dx != null) {
      gemm().gemm(false, !layer.transposed(), batch, k, n, 1.0, dy, dyo, lddy, w, wo, layer.ldw(), 0.0, dx, dxo, lddx);
    }
  }

  /** The products that gradients are made of. */
  GemmReference gemm() {
    return GEMM;
  }

  /** Some rows of dZ in place of dY. */
  void slope(DenseLayer layer, int rows, double[] stored, int so, int lds, double[] dy, int dyo, int lddy) {
    double slope = layer.slope(); // float: float slope = (float) layer.slope();
    for (int i = 0; i < rows; i++) {
      int row = dyo + i * lddy;
      ACTIVATIONS.backward(layer.activation(), slope, layer.outputs(), stored, so + i * lds, dy, row, dy, row);
    }
  }

  /** Some elements of db, from as many columns of dZ. */
  void bias(int batch, int n, double[] dz, int dzo, int lddz, double[] db, int dbo, boolean accumulate) {
    for (int j = 0; j < n; j++) {
      double s = accumulate ? db[dbo + j] : 0.0;
      for (int i = 0; i < batch; i++) {
        s += dz[dzo + i * lddz + j];
      }
      db[dbo + j] = s;
    }
  }
}
