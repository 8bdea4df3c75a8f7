// Master of FloatSoftmaxOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

import org.isobit.kernels.neural.Softmax;

/** Runs {@link SoftmaxLayer}: some rows of n elements a sample. */
final class SoftmaxOperator implements LayerOperator {

  private final int rows;
  private final int n;

  SoftmaxOperator(int rows, int n) {
    this.rows = rows;
    this.n = n;
  }

  @Override
  public void forward(LayerCall c) {
    Softmax.forward(c.batch * rows, n, c.x[0], c.xOffset[0], n, c.y, c.yOffset, n, c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      Softmax.backward(c.batch * rows, n, c.y, c.yOffset, n, c.dy, c.dyOffset, n, c.dx[0], c.dxOffset[0], n,
          c.workers);
    }
  }

  /** The Jacobian diag(y) − y·yᵀ is symmetric. */
  @Override
  public void tangent(LayerCall c) {
    Softmax.backward(c.batch * rows, n, c.y, c.yOffset, n, c.dx[0], c.dxOffset[0], n, c.dy, c.dyOffset, n,
        c.workers);
  }
}
