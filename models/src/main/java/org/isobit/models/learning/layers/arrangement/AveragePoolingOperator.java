// Master of FloatAveragePoolingOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.arrangement;

import org.isobit.kernels.pooling.Pooling;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link AveragePooling}. */
final class AveragePoolingOperator implements LayerOperator {

  private final PoolingShape shape;

  AveragePoolingOperator(PoolingShape shape) {
    this.shape = shape;
  }

  @Override
  public void forward(LayerCall c) {
    Pooling.average(shape, c.batch, c.x[0], c.xOffset[0], c.y, c.yOffset, c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      Pooling.averageGradient(shape, c.batch, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0], c.workers);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    Pooling.average(shape, c.batch, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset, c.workers);
  }
}
