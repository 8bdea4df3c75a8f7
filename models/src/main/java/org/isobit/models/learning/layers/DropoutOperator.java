// Master of FloatDropoutOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

import org.isobit.kernels.neural.Sampling;

/** Runs {@link DropoutLayer}: linear and diagonal, so that forward, backward and tangent are one map. */
public final class DropoutOperator implements LayerOperator {

  private final double p;
  private final int size;

  DropoutOperator(double p, int size) { // float: FloatDropoutOperator(double p, int size) {
    this.p = p; // float: this.p = (float) p;
    this.size = size;
  }

  @Override
  public void forward(LayerCall c) {
    map(c, c.x[0], c.xOffset[0], c.y, c.yOffset);
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      map(c, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0]);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    map(c, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset);
  }

  private void map(LayerCall c, double[] from, int fo, double[] to, int o) {
    Draws draws = c.draws;
    if (draws == null) {
      System.arraycopy(from, fo, to, o, c.batch * size);
      return;
    }
    Sampling.dropout(p, draws.seed(), draws.stream(), draws.first(), c.batch * size, from, fo, to, o,
        c.workers);
  }
}
