// Master of FloatRmsNormCuda: the float version is generated from this file.
package org.isobit.gpu.normalization;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.Stream;

/**
 * The forward pass of {@link org.isobit.kernels.normalization.RmsNorm} on a device, class EXACT: rows of a matrix.
 * Every method throws {@link IllegalArgumentException} for sizes that do not fit, an ε that is negative or not finite,
 * what is not inside its array, and outputs that overlap another operand. No call waits. It keeps sums of long vectors
 * until it is closed. Not thread-safe: an object belongs to its stream.
 */
public final class RmsNormCuda implements AutoCloseable {

  /** Elements of a vector at most: the chunks whose sums one block joins. */
  public static final int MOST = VectorNormCuda.MOST;

  private static final String NAME = "RMS norm";

  private final VectorNormCuda norm;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public RmsNormCuda(Stream stream) {
    norm = new VectorNormCuda(NAME, false, stream);
  }

  /**
   * Y of X.
   *
   * @param rows         rows
   * @param n            columns, from 1 to {@value #MOST}
   * @param eps          ε, not negative
   * @param x            array of X
   * @param xOffset      index of its first element
   * @param ldx          its leading dimension
   * @param gamma        γ, one number a column; null: none
   * @param gammaOffset  index of its first element
   * @param y            array of Y
   * @param yOffset      index of its first element
   * @param ldy          its leading dimension
   * @param stored       takes the r of all rows; null: not wanted
   * @param storedOffset index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(int rows, int n,
      double eps, // float: unchanged
      DeviceArray x, long xOffset, long ldx, DeviceArray gamma, long gammaOffset, DeviceArray y, long yOffset, long ldy,
      DeviceArray stored, long storedOffset) {
    DeviceChecks.size(NAME, "rows", rows);
    DeviceChecks.positive(NAME, "n", n);
    norm.forward(new VectorNormCuda.Vectors(rows, n, ldx, 1, 1), eps, x, xOffset, gamma, gammaOffset, null, 0, y,
        yOffset, ldy, stored, storedOffset);
  }

  /** Frees the sums. */
  @Override
  public void close() {
    norm.close();
  }
}
