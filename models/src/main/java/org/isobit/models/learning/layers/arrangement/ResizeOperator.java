// Master of FloatResizeOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.arrangement;

import org.isobit.kernels.pooling.Resize;
import org.isobit.kernels.pooling.ResizeShape;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link ResizeLayer}. */
final class ResizeOperator implements LayerOperator {

  private final ResizeShape shape;

  ResizeOperator(ResizeShape shape) {
    this.shape = shape;
  }

  @Override
  public void forward(LayerCall c) {
    Resize.forward(shape, c.batch, c.x[0], c.xOffset[0], c.y, c.yOffset, c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      Resize.backward(shape, c.batch, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0], c.workers);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    Resize.forward(shape, c.batch, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset, c.workers);
  }
}
