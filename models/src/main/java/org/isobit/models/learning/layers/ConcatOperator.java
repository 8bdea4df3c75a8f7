// Master of FloatConcatOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

import java.util.Arrays;

/** Runs {@link ConcatLayer}: each row of a sample is a run of each part. */
final class ConcatOperator implements LayerOperator {

  private final int rows;
  private final int[] runs;
  private final int width;

  ConcatOperator(int rows, int[] runs) {
    this.rows = rows;
    this.runs = runs;
    width = Arrays.stream(runs).sum();
  }

  @Override
  public void forward(LayerCall c) {
    join(c.batch * rows, c.x, c.xOffset, c.y, c.yOffset);
  }

  @Override
  public void backward(LayerCall c) {
    int column = 0;
    for (int i = 0; i < runs.length; i++) {
      for (int r = 0; r < c.batch * rows && c.dx[i] != null; r++) {
        System.arraycopy(c.dy, c.dyOffset + r * width + column, c.dx[i], c.dxOffset[i] + r * runs[i], runs[i]);
      }
      column += runs[i];
    }
  }

  @Override
  public void tangent(LayerCall c) {
    join(c.batch * rows, c.dx, c.dxOffset, c.dy, c.dyOffset);
  }

  private void join(int all, double[][] from, int[] offsets, double[] to, int o) {
    int column = 0;
    for (int i = 0; i < runs.length; i++) {
      for (int r = 0; r < all; r++) {
        System.arraycopy(from[i], offsets[i] + r * runs[i], to, o + r * width + column, runs[i]);
      }
      column += runs[i];
    }
  }
}
