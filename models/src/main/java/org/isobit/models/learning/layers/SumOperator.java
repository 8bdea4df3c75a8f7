// Master of FloatSumOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

/** Runs {@link SumLayer}. */
final class SumOperator implements LayerOperator {

  private final int terms;
  private final int size;

  SumOperator(int terms, int size) {
    this.terms = terms;
    this.size = size;
  }

  @Override
  public void forward(LayerCall c) {
    sum(c.batch * size, c.x, c.xOffset, c.y, c.yOffset);
  }

  @Override
  public void backward(LayerCall c) {
    for (int i = 0; i < terms; i++) {
      if (c.dx[i] != null) {
        System.arraycopy(c.dy, c.dyOffset, c.dx[i], c.dxOffset[i], c.batch * size);
      }
    }
  }

  @Override
  public void tangent(LayerCall c) {
    sum(c.batch * size, c.dx, c.dxOffset, c.dy, c.dyOffset);
  }

  private void sum(int n, double[][] from, int[] offsets, double[] to, int o) {
    System.arraycopy(from[0], offsets[0], to, o, n);
    for (int i = 1; i < terms; i++) {
      add(n, from[i], offsets[i], to, o);
    }
  }

  private static void add(int n, double[] from, int fo, double[] to, int o) {
    for (int j = 0; j < n; j++) {
      to[o + j] += from[fo + j];
    }
  }
}
