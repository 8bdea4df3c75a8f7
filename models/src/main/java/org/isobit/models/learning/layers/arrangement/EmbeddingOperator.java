// Master of FloatEmbeddingOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.arrangement;

import java.util.Arrays;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link PositionEmbedding}. */
final class EmbeddingOperator implements LayerOperator {

  private final int n;

  EmbeddingOperator(int n) {
    this.n = n;
  }

  @Override
  public void forward(LayerCall c) {
    for (int i = 0; i < c.batch; i++) {
      add(n, c.x[0], c.xOffset[0] + i * n, c.theta, c.thetaOffset, c.y, c.yOffset + i * n);
    }
  }

  /** One chain over the batch for each parameter, as for a bias. */
  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      System.arraycopy(c.dy, c.dyOffset, c.dx[0], c.dxOffset[0], c.batch * n);
    }
    if (c.gradient == null) {
      return;
    }
    if (!c.accumulate) {
      Arrays.fill(c.gradient, c.gradientOffset, c.gradientOffset + n, 0.0);
    }
    for (int i = 0; i < c.batch; i++) {
      add(n, c.gradient, c.gradientOffset, c.dy, c.dyOffset + i * n, c.gradient, c.gradientOffset);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    System.arraycopy(c.dx[0], c.dxOffset[0], c.dy, c.dyOffset, c.batch * n);
  }

  private static void add(int n, double[] a, int ao, double[] b, int bo, double[] to, int o) {
    for (int j = 0; j < n; j++) {
      to[o + j] = a[ao + j] + b[bo + j];
    }
  }
}
