// Master of FloatBatchNormOperator: the float version is generated from this file.
package org.isobit.models.learning.layers.normalization;

import java.util.Arrays;
import org.isobit.kernels.normalization.BatchNorm;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;

/**
 * Runs {@link BatchNormalization}: weight, bias, running means, running variances. In training it goes by the batch,
 * and keeps of each channel its mean, the factor and the sum of squared deviations; else it goes by the running ones,
 * and what it keeps has the same places.
 */
final class BatchNormOperator implements LayerOperator {

  private final int channels;
  private final int pixels;
  private final double eps; // float: unchanged
  private final double momentum; // float: unchanged
  private final boolean unbiased;
  private final boolean affine;
  private final int running;

  BatchNormOperator(int channels, int pixels,
      double eps, // float: unchanged
      double momentum, // float: unchanged
      boolean unbiased, boolean affine) {
    this.channels = channels;
    this.pixels = pixels;
    this.eps = eps;
    this.momentum = momentum;
    this.unbiased = unbiased;
    this.affine = affine;
    running = affine ? 2 * channels : 0;
  }

  @Override
  public int keptOnce() {
    return 3 * channels;
  }

  @Override
  public int state() {
    return 2 * channels;
  }

  @Override
  public boolean coupled() {
    return true;
  }

  /** There must be two numbers a channel. */
  @Override
  public int leastBatch() {
    return pixels < 2 ? 2 : 1;
  }

  @Override
  public void forward(LayerCall c) {
    double[] parameters = affine ? c.theta : null;
    if (c.draws == null) {
      BatchNorm.inference(c.batch, channels, pixels, eps, c.x[0], c.xOffset[0], parameters, c.thetaOffset, parameters,
          c.thetaOffset + channels, c.theta, c.thetaOffset + running, c.y, c.yOffset, c.workers);
      keepRunning(c);
      return;
    }
    long n = (long) c.batch * pixels;
    if (n < 2) {
      throw new IllegalArgumentException("batch-norm: in training a channel must have at least 2 numbers, but " + n
          + " are there: the batch is " + c.batch + ", and a sample has " + pixels);
    }
    BatchNorm.forward(c.batch, channels, pixels, eps, c.x[0], c.xOffset[0], parameters, c.thetaOffset, parameters,
        c.thetaOffset + channels, c.y, c.yOffset, c.kept, c.keptOffset, c.workers);
    if (c.state != null) {
      System.arraycopy(c.theta, c.thetaOffset + running, c.state, c.stateOffset, 2 * channels);
      BatchNorm.running(channels, (int) n, unbiased, momentum, c.kept, c.keptOffset, c.state, c.stateOffset);
    }
  }

  /** Means and factors, for the gradients of weight and bias. */
  private void keepRunning(LayerCall c) {
    double e = eps; // float: float e = (float) eps;
    for (int i = 0; i < channels && c.kept != null; i++) {
      c.kept[c.keptOffset + i] = c.theta[c.thetaOffset + running + i];
      c.kept[c.keptOffset + channels + i] = 1.0 / Math.sqrt(c.theta[c.thetaOffset + running + channels + i] + e);
      c.kept[c.keptOffset + 2 * channels + i] = 0.0;
    }
  }

  /** What follows no gradient has the gradient 0. */
  @Override
  public void backward(LayerCall c) {
    double[] gradient = affine ? c.gradient : null;
    boolean training = c.draws != null;
    if (!training && c.dx[0] != null) {
      times(c, c.dy, c.dyOffset, c.dx[0], c.dxOffset[0]);
    }
    BatchNorm.backward(c.batch, channels, pixels, c.x[0], c.xOffset[0], affine ? c.theta : null, c.thetaOffset, c.kept,
        c.keptOffset, c.dy, c.dyOffset, training ? c.dx[0] : null, c.dxOffset[0], gradient, c.gradientOffset, gradient,
        c.gradientOffset + channels, c.accumulate, c.workers);
    if (c.gradient != null && !c.accumulate) {
      int from = c.gradientOffset + running;
      Arrays.fill(c.gradient, from, from + 2 * channels, 0.0);
    }
  }

  @Override
  public void tangent(LayerCall c) {
    if (c.draws == null) {
      times(c, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset);
    } else {
      BatchNorm.tangent(c.batch, channels, pixels, c.x[0], c.xOffset[0], affine ? c.theta : null, c.thetaOffset, c.kept,
          c.keptOffset, c.dx[0], c.dxOffset[0], c.dy, c.dyOffset, c.workers);
    }
  }

  /** The map of inference is a factor a channel: weight times the factor kept. */
  private void times(LayerCall c, double[] from, int fo, double[] to, int o) {
    for (int row = 0; row < c.batch * channels; row++) {
      int channel = row % channels;
      double factor = c.kept[c.keptOffset + channels + channel];
      if (affine) {
        factor = c.theta[c.thetaOffset + channel] * factor;
      }
      times(factor, pixels, from, fo + row * pixels, to, o + row * pixels);
    }
  }

  private static void times(double factor, int n, double[] from, int fo, double[] to, int o) {
    for (int i = 0; i < n; i++) {
      to[o + i] = from[fo + i] * factor;
    }
  }
}
