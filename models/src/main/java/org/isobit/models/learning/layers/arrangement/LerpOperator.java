// Master of FloatLerpOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.arrangement;

import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link LerpSkip}: so many weights, each of so many elements of a sample. */
final class LerpOperator implements LayerOperator {

  private final int weights;
  private final int each;

  LerpOperator(int weights, int each) {
    this.weights = weights;
    this.each = each;
  }

  @Override
  public void forward(LayerCall c) {
    between(c, c.x, c.xOffset, c.y, c.yOffset);
  }

  @Override
  public void tangent(LayerCall c) {
    between(c, c.dx, c.dxOffset, c.dy, c.dyOffset);
  }

  private void between(LayerCall c, double[][] x, int[] xo, double[] y, int yo) {
    for (int row = 0; row < c.batch * weights; row++) {
      between(each, c.theta[c.thetaOffset + row % weights], x[0], xo[0] + row * each, x[1], xo[1] + row * each, y,
          yo + row * each);
    }
  }

  private static void between(int n, double w, double[] a, int ao, double[] b, int bo, double[] y, int yo) {
    for (int j = 0; j < n; j++) {
      y[yo + j] = Math.fma(w, b[bo + j] - a[ao + j], a[ao + j]);
    }
  }

  @Override
  public void backward(LayerCall c) {
    for (int row = 0; row < c.batch * weights; row++) {
      double w = c.theta[c.thetaOffset + row % weights];
      int from = c.dyOffset + row * each;
      for (int j = 0; c.dx[0] != null && j < each; j++) {
        c.dx[0][c.dxOffset[0] + row * each + j] = Math.fma(-w, c.dy[from + j], c.dy[from + j]);
      }
      for (int j = 0; c.dx[1] != null && j < each; j++) {
        c.dx[1][c.dxOffset[1] + row * each + j] = w * c.dy[from + j];
      }
    }
    for (int k = 0; c.gradient != null && k < weights; k++) {
      double s = c.accumulate ? c.gradient[c.gradientOffset + k] : 0.0;
      for (int i = 0; i < c.batch; i++) {
        s = slope(c, (i * weights + k) * each, s);
      }
      c.gradient[c.gradientOffset + k] = s;
    }
  }

  private double slope(LayerCall c, int at, double start) {
    double s = start;
    for (int j = 0; j < each; j++) {
      s = Math.fma(c.dy[c.dyOffset + at + j], c.x[1][c.xOffset[1] + at + j] - c.x[0][c.xOffset[0] + at + j], s);
    }
    return s;
  }
}
