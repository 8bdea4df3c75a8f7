// Master of FloatGroupNormCuda: the float version is generated from this file.
package org.isobit.gpu.normalization;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.Stream;

/**
 * The forward pass of {@link org.isobit.kernels.normalization.GroupNorm} on a device, class EXACT: groups of channels
 * of samples. Every method throws {@link IllegalArgumentException} for sizes that do not fit, an ε that is negative or
 * not finite, what is not inside its array, and outputs that overlap another operand. No call waits. It keeps sums of
 * long vectors until it is closed. Not thread-safe: an object belongs to its stream.
 */
public final class GroupNormCuda implements AutoCloseable {

  /** Elements of a vector at most: the chunks whose sums one block joins. */
  public static final int MOST = VectorNormCuda.MOST;

  private static final String NAME = "group norm";

  private final VectorNormCuda norm;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public GroupNormCuda(Stream stream) {
    norm = new VectorNormCuda(NAME, true, stream);
  }

  /**
   * Y of X.
   *
   * @param batch        samples
   * @param channels     channels, at least 1
   * @param pixels       numbers of a channel, at least 1; a group has {@value #MOST} at most
   * @param groups       groups, which divide the channels evenly
   * @param eps          ε, not negative
   * @param x            array of X
   * @param xOffset      index of its first element
   * @param gamma        γ, one number a channel; null: none, and then no β
   * @param gammaOffset  index of its first element
   * @param beta         β, one number a channel; null: none
   * @param betaOffset   index of its first element
   * @param y            array of Y
   * @param yOffset      index of its first element
   * @param stored       takes the means of all groups, sample after sample, then their r; null: not wanted
   * @param storedOffset index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(int batch, int channels, int pixels, int groups,
      double eps, // float: unchanged
      DeviceArray x, long xOffset, DeviceArray gamma, long gammaOffset, DeviceArray beta, long betaOffset,
      DeviceArray y, long yOffset, DeviceArray stored, long storedOffset) {
    DeviceChecks.size(NAME, "batch", batch);
    DeviceChecks.positive(NAME, "channels", channels);
    DeviceChecks.positive(NAME, "pixels", pixels);
    DeviceChecks.positive(NAME, "groups", groups);
    if (channels % groups != 0) {
      throw new IllegalArgumentException(NAME + ": " + channels + " channels are no multiple of " + groups + " groups");
    }
    long n = (long) (channels / groups) * pixels;
    if (n > MOST || (long) batch * groups > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(NAME + ": there may be " + Integer.MAX_VALUE + " groups of " + MOST
          + " elements, but there are " + (long) batch * groups + " of " + n);
    }
    norm.forward(new VectorNormCuda.Vectors(batch * groups, (int) n, n, groups, pixels), eps, x, xOffset, gamma,
        gammaOffset, beta, betaOffset, y, yOffset, n, stored, storedOffset);
  }

  /** Frees the sums. */
  @Override
  public void close() {
    norm.close();
  }
}
