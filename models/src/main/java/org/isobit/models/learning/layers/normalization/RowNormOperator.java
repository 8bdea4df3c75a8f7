// Master of FloatRowNormOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.normalization;

import org.isobit.kernels.normalization.LayerNorm;
import org.isobit.kernels.normalization.RmsNorm;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link LayerNormalization} and {@link RmsNormalization}: some rows of n numbers a sample. */
final class RowNormOperator implements LayerOperator {

  private final boolean centred;
  private final int rows;
  private final int n;
  private final double eps; // float: unchanged
  private final boolean affine;
  private final boolean bias;

  RowNormOperator(boolean centred, int rows, int n,
      double eps, // float: unchanged
      boolean affine, boolean bias) {
    this.centred = centred;
    this.rows = rows;
    this.n = n;
    this.eps = eps;
    this.affine = affine;
    this.bias = bias;
  }

  /** Of each row the mean and the factor, or the factor alone. */
  @Override
  public int kept() {
    return centred ? 2 * rows : rows;
  }

  @Override
  public void forward(LayerCall c) {
    double[] weight = affine ? c.theta : null;
    if (centred) {
      LayerNorm.forward(c.batch * rows, n, eps, c.x[0], c.xOffset[0], n, weight, c.thetaOffset, bias ? c.theta : null,
          c.thetaOffset + n, c.y, c.yOffset, n, c.kept, c.keptOffset, c.workers);
    } else {
      RmsNorm.forward(c.batch * rows, n, eps, c.x[0], c.xOffset[0], n, weight, c.thetaOffset, c.y, c.yOffset, n, c.kept,
          c.keptOffset, c.workers);
    }
  }

  @Override
  public void backward(LayerCall c) {
    double[] weight = affine ? c.theta : null;
    double[] dw = affine ? c.gradient : null;
    if (centred) {
      LayerNorm.backward(c.batch * rows, n, c.x[0], c.xOffset[0], n, weight, c.thetaOffset, c.kept, c.keptOffset, c.dy,
          c.dyOffset, n, c.dx[0], c.dxOffset[0], n, dw, c.gradientOffset, bias ? c.gradient : null,
          c.gradientOffset + n, c.accumulate, c.workers);
    } else {
      RmsNorm.backward(c.batch * rows, n, c.x[0], c.xOffset[0], n, weight, c.thetaOffset, c.kept, c.keptOffset, c.dy,
          c.dyOffset, n, c.dx[0], c.dxOffset[0], n, dw, c.gradientOffset, c.accumulate, c.workers);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    double[] weight = affine ? c.theta : null;
    if (centred) {
      LayerNorm.tangent(c.batch * rows, n, c.x[0], c.xOffset[0], n, weight, c.thetaOffset, c.kept, c.keptOffset,
          c.dx[0], c.dxOffset[0], n, c.dy, c.dyOffset, n, c.workers);
    } else {
      RmsNorm.tangent(c.batch * rows, n, c.x[0], c.xOffset[0], n, weight, c.thetaOffset, c.kept, c.keptOffset, c.dx[0],
          c.dxOffset[0], n, c.dy, c.dyOffset, n, c.workers);
    }
  }
}
