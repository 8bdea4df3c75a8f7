// Master of FloatFourierOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.arrangement;

import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link FourierFeatures}: rows of a sample, each of n numbers. */
final class FourierOperator implements LayerOperator {

  private static final double PI = Math.PI; // float: private static final float PI = (float) Math.PI;

  private final int rows;
  private final int n;
  private final int m;
  private final double[] b;

  FourierOperator(int rows, int n, int m,
      double[] b) { // float: unchanged
    this.rows = rows;
    this.n = n;
    this.m = m;
    this.b = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      this.b[i] = (double) b[i];
    }
  }

  @Override
  public int scratch() {
    return rows * m;
  }

  @Override
  public void forward(LayerCall c) {
    turns(c, c.x[0], c.xOffset[0]);
    for (int row = 0; row < c.batch * rows; row++) {
      Elementary.sinpi(m, c.scratch, c.scratchOffset + row * m, c.y, c.yOffset + 2 * row * m);
      Elementary.cospi(m, c.scratch, c.scratchOffset + row * m, c.y, c.yOffset + 2 * row * m + m);
    }
  }

  /** Scratch = (2x)·B. */
  private void turns(LayerCall c, double[] x, int xo) {
    Gemm.gemm(false, false, c.batch * rows, m, n, 2.0, x, xo, n, b, 0, m, 0.0, c.scratch, c.scratchOffset, m,
        c.workers);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] == null) {
      return;
    }
    for (int row = 0; row < c.batch * rows; row++) {
      int y = c.yOffset + 2 * row * m;
      int from = c.dyOffset + 2 * row * m;
      int to = c.scratchOffset + row * m;
      for (int j = 0; j < m; j++) {
        c.scratch[to + j] = PI * Math.fma(c.dy[from + j], c.y[y + m + j], -(c.dy[from + m + j] * c.y[y + j]));
      }
    }
    Gemm.gemm(false, true, c.batch * rows, n, m, 2.0, c.scratch, c.scratchOffset, m, b, 0, m, 0.0, c.dx[0],
        c.dxOffset[0], n, c.workers);
  }

  @Override
  public void tangent(LayerCall c) {
    turns(c, c.dx[0], c.dxOffset[0]);
    for (int row = 0; row < c.batch * rows; row++) {
      int y = c.yOffset + 2 * row * m;
      int to = c.dyOffset + 2 * row * m;
      for (int j = 0; j < m; j++) {
        double turn = PI * c.scratch[c.scratchOffset + row * m + j];
        c.dy[to + j] = turn * c.y[y + m + j];
        c.dy[to + m + j] = -(turn * c.y[y + j]);
      }
    }
  }
}
