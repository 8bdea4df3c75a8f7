// Master of FloatGroupNormOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.normalization;

import org.isobit.kernels.normalization.GroupNorm;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link GroupNormalization} and {@link InstanceNormalization}. */
final class GroupNormOperator implements LayerOperator {

  private final int channels;
  private final int pixels;
  private final int groups;
  private final double eps; // float: unchanged
  private final boolean affine;

  GroupNormOperator(int channels, int pixels, int groups,
      double eps, // float: unchanged
      boolean affine) {
    this.channels = channels;
    this.pixels = pixels;
    this.groups = groups;
    this.eps = eps;
    this.affine = affine;
  }

  /** Of each group the mean and the factor. */
  @Override
  public int kept() {
    return 2 * groups;
  }

  @Override
  public void forward(LayerCall c) {
    double[] parameters = affine ? c.theta : null;
    GroupNorm.forward(c.batch, channels, pixels, groups, eps, c.x[0], c.xOffset[0], parameters, c.thetaOffset,
        parameters, c.thetaOffset + channels, c.y, c.yOffset, c.kept, c.keptOffset, c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    double[] gradient = affine ? c.gradient : null;
    GroupNorm.backward(c.batch, channels, pixels, groups, c.x[0], c.xOffset[0], affine ? c.theta : null, c.thetaOffset,
        c.kept, c.keptOffset, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0], gradient, c.gradientOffset, gradient,
        c.gradientOffset + channels, c.accumulate, c.workers);
  }

  @Override
  public void tangent(LayerCall c) {
    GroupNorm.tangent(c.batch, channels, pixels, groups, c.x[0], c.xOffset[0], affine ? c.theta : null, c.thetaOffset,
        c.kept, c.keptOffset, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset, c.workers);
  }
}
