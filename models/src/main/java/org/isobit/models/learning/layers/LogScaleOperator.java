// Master of FloatLogScaleOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

/** Runs {@link LogScaleLayer}: n elements, and n parameters behind them. */
final class LogScaleOperator implements LayerOperator {

  private final int n;

  LogScaleOperator(int n) {
    this.n = n;
  }

  @Override
  public void forward(LayerCall c) {
    for (int i = 0; i < c.batch; i++) {
      System.arraycopy(c.x[0], c.xOffset[0] + i * n, c.y, c.yOffset + 2 * i * n, n);
      System.arraycopy(c.theta, c.thetaOffset, c.y, c.yOffset + 2 * i * n + n, n);
    }
  }

  /** One chain over the batch for each parameter, as for a bias. */
  @Override
  public void backward(LayerCall c) {
    for (int i = 0; i < c.batch && c.dx[0] != null; i++) {
      System.arraycopy(c.dy, c.dyOffset + 2 * i * n, c.dx[0], c.dxOffset[0] + i * n, n);
    }
    for (int j = 0; j < n && c.gradient != null; j++) {
      double s = c.accumulate ? c.gradient[c.gradientOffset + j] : 0.0;
      for (int i = 0; i < c.batch; i++) {
        s += c.dy[c.dyOffset + 2 * i * n + n + j];
      }
      c.gradient[c.gradientOffset + j] = s;
    }
  }

  @Override
  public void tangent(LayerCall c) {
    for (int i = 0; i < c.batch; i++) {
      int o = c.dyOffset + 2 * i * n;
      System.arraycopy(c.dx[0], c.dxOffset[0] + i * n, c.dy, o, n);
      for (int j = n; j < 2 * n; j++) {
        c.dy[o + j] = 0.0;
      }
    }
  }
}
