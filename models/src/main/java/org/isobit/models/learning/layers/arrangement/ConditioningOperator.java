// Master of FloatConditioningOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.arrangement;

import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/** Runs {@link Conditioning}. */
final class ConditioningOperator implements LayerOperator {

  private final int channels;
  private final int each;

  /** Between neighbouring elements of a channel, and between neighbouring channels. */
  private final int step;
  private final int apart;

  ConditioningOperator(int channels, int each, boolean last) {
    this.channels = channels;
    this.each = each;
    this.step = last ? channels : 1;
    this.apart = last ? 1 : each;
  }

  /** The first element of a channel of a sample, counted over both. */
  private int first(int row) {
    return row / channels * channels * each + row % channels * apart;
  }

  /** Where a channel's scale is; its shift is as many channels on. */
  private int scale(int row) {
    return row / channels * 2 * channels + row % channels;
  }

  @Override
  public void forward(LayerCall c) {
    for (int row = 0; row < c.batch * channels; row++) {
      int at = c.xOffset[1] + scale(row);
      double factor = 1.0 + c.x[1][at];
      double shift = c.x[1][at + channels];
      int from = c.xOffset[0] + first(row);
      int to = c.yOffset + first(row);
      for (int j = 0; j < each; j++) {
        c.y[to + j * step] = Math.fma(c.x[0][from + j * step], factor, shift);
      }
    }
  }

  @Override
  public void backward(LayerCall c) {
    for (int row = 0; row < c.batch * channels; row++) {
      int from = c.dyOffset + first(row);
      if (c.dx[0] != null) {
        double factor = 1.0 + c.x[1][c.xOffset[1] + scale(row)];
        int to = c.dxOffset[0] + first(row);
        for (int j = 0; j < each; j++) {
          c.dx[0][to + j * step] = c.dy[from + j * step] * factor;
        }
      }
      if (c.dx[1] != null) {
        int x = c.xOffset[0] + first(row);
        double s = 0.0;
        double t = 0.0;
        for (int j = 0; j < each; j++) {
          s = Math.fma(c.dy[from + j * step], c.x[0][x + j * step], s);
          t += c.dy[from + j * step];
        }
        c.dx[1][c.dxOffset[1] + scale(row)] = s;
        c.dx[1][c.dxOffset[1] + scale(row) + channels] = t;
      }
    }
  }

  @Override
  public void tangent(LayerCall c) {
    for (int row = 0; row < c.batch * channels; row++) {
      double factor = 1.0 + c.x[1][c.xOffset[1] + scale(row)];
      double scale = c.dx[1][c.dxOffset[1] + scale(row)];
      double shift = c.dx[1][c.dxOffset[1] + scale(row) + channels];
      int x = c.xOffset[0] + first(row);
      int from = c.dxOffset[0] + first(row);
      int to = c.dyOffset + first(row);
      for (int j = 0; j < each; j++) {
        c.dy[to + j * step] = Math.fma(c.dx[0][from + j * step], factor, Math.fma(c.x[0][x + j * step], scale, shift));
      }
    }
  }
}
