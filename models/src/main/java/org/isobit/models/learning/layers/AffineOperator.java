// Master of FloatAffineOperator: the float version is generated from this file.
package org.isobit.models.learning.layers;

/** Runs {@link AffineLayer}: y = fma(scale, x, shift), backward and tangent a product with scale. */
final class AffineOperator implements LayerOperator {

  private final double[] scale;
  private final double[] shift;

  AffineOperator(double[] scale, double[] shift) { // float: FloatAffineOperator(double[] scale, double[] shift) {
    this.scale = new double[scale.length];
    this.shift = new double[scale.length];
    for (int j = 0; j < scale.length; j++) {
      this.scale[j] = (double) scale[j];
      this.shift[j] = (double) shift[j];
    }
  }

  @Override
  public void forward(LayerCall c) {
    int n = scale.length;
    for (int i = 0; i < c.batch; i++) {
      int xo = c.xOffset[0] + i * n;
      int yo = c.yOffset + i * n;
      for (int j = 0; j < n; j++) {
        c.y[yo + j] = Math.fma(scale[j], c.x[0][xo + j], shift[j]);
      }
    }
  }

  @Override
  public void backward(LayerCall c) {
    if (c.dx[0] != null) {
      times(c.batch, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0]);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    times(c.batch, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset);
  }

  private void times(int batch, double[] from, int fo, double[] to, int o) {
    int n = scale.length;
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < n; j++) {
        to[o + i * n + j] = scale[j] * from[fo + i * n + j];
      }
    }
  }
}
