// Master of FloatBatchNormCuda: the float version is generated from this file.
package org.isobit.gpu.normalization;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;

/**
 * {@link org.isobit.kernels.normalization.BatchNorm} by running statistics on a device, class EXACT. Every method
 * throws {@link IllegalArgumentException} for sizes that do not fit, an ε that is negative or not finite, what is not
 * inside its array, and an output that overlaps another operand. No call waits. Not thread-safe: an object belongs to
 * its stream.
 */
public final class BatchNormCuda {

  private static final String INFERENCE = "batch norm inference";
  private static final int THREADS = 256;

  /** Elements of a sample that a block takes, as in normalization.cu. */
  private static final int SPAN = 1024;

  /** Blocks for each multiprocessor: so many that all are busy, so few that factors serve for several samples. */
  private static final int BLOCKS = 16;

  /** Blocks in a grid's second dimension at most. */
  private static final int MOST_ROWS = 65535;

  private final Stream stream;
  private final KernelFunction inference;

  /**
   * Loads the kernel.
   *
   * @param stream the stream that it runs on
   */
  public BatchNormCuda(Stream stream) {
    this.stream = stream;
    inference = stream.device().module("normalization").function("normalization_inference_double");
  }

  /**
   * Y of X by running statistics.
   *
   * @param batch         samples
   * @param channels      channels, at least 1
   * @param pixels        numbers of a channel, at least 1
   * @param eps           ε, not negative
   * @param x             array of X
   * @param xOffset       index of its first element
   * @param gamma         γ, one number a channel; null: none, and then no β
   * @param gammaOffset   index of its first element
   * @param beta          β, one number a channel; null: none
   * @param betaOffset    index of its first element
   * @param running       running means of all channels, then variances
   * @param runningOffset index of its first element
   * @param y             array of Y
   * @param yOffset       index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public void inference(int batch, int channels, int pixels,
      double eps, // float: unchanged
      DeviceArray x, long xOffset, DeviceArray gamma, long gammaOffset, DeviceArray beta, long betaOffset,
      DeviceArray running, long runningOffset, DeviceArray y, long yOffset) {
    DeviceChecks.size(INFERENCE, "batch", batch);
    DeviceChecks.positive(INFERENCE, "channels", channels);
    DeviceChecks.positive(INFERENCE, "pixels", pixels);
    double e = eps; // float: float e = (float) eps;
    Checks.notNegative(INFERENCE, "eps", eps); // float: Checks.notNegative(INFERENCE, "eps", eps < 0.0 ? eps : e);
    long n = (long) channels * pixels;
    if (n > Integer.MAX_VALUE || 2L * channels > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(INFERENCE + ": a sample of " + channels + " x " + pixels + " numbers has more"
          + " than " + Integer.MAX_VALUE);
    }
    DeviceChecks.matrix(INFERENCE, "X", x, xOffset, batch, n, n);
    VectorNormCuda.parameters(INFERENCE, channels, gamma, gammaOffset, beta, betaOffset);
    DeviceChecks.vector(INFERENCE, "running", running, runningOffset, 2L * channels);
    DeviceChecks.matrix(INFERENCE, "Y", y, yOffset, batch, n, n);
    VectorNormCuda.apart(INFERENCE, "Y", y, yOffset, batch * n, channels, x, xOffset, batch * n, gamma, gammaOffset,
        beta, betaOffset);
    DeviceChecks.apart(INFERENCE, "Y", "running", y, yOffset, batch * n, running, runningOffset, 2L * channels);
    if (batch == 0) {
      return;
    }
    int spans = (int) Math.ceilDiv(n, (long) SPAN);
    long most = Math.min(Math.min(batch, MOST_ROWS), (1L << 31) - batch);
    int height = (int) Math.clamp(Math.ceilDiv((long) BLOCKS * stream.device().multiprocessors(), spans), 1L, most);
    inference.set(0, batch).set(1, channels).set(2, pixels).set(3, e).set(4, x, xOffset).set(5, gamma, gammaOffset)
        .set(6, beta, betaOffset).set(7, running, runningOffset).set(8, y, yOffset)
        .launch(stream, spans, height, 1, THREADS, 0);
  }
}
