// Master of FloatMaxPoolingOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.arrangement;

import org.isobit.kernels.pooling.Pooling;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link MaxPooling}; where maxima stand is kept. */
final class MaxPoolingOperator implements LayerOperator {

  private final PoolingShape shape;

  MaxPoolingOperator(PoolingShape shape) {
    this.shape = shape;
  }

  @Override
  public int kept() {
    return shape.outputs();
  }

  @Override
  public void forward(LayerCall c) {
    Pooling.maximum(shape, c.batch, c.x[0], c.xOffset[0], c.y, c.yOffset, c.kept, c.keptOffset, c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      Pooling.maximumGradient(shape, c.batch, c.kept, c.keptOffset, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0],
          c.workers);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    Pooling.maximumTangent(shape, c.batch, c.kept, c.keptOffset, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset, c.workers);
  }
}
