// Master of FloatRearrangeOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.arrangement;

import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.Rearrange;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs layers that copy: pixel shuffles, patches, other shapes. */
final class RearrangeOperator implements LayerOperator {

  private final Permutation there;
  private final Permutation back;

  RearrangeOperator(Permutation permutation) {
    there = permutation;
    back = permutation.inverse();
  }

  @Override
  public void forward(LayerCall c) {
    Rearrange.forward(there, c.batch, c.x[0], c.xOffset[0], c.y, c.yOffset, c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      Rearrange.forward(back, c.batch, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0], c.workers);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    Rearrange.forward(there, c.batch, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset, c.workers);
  }
}
