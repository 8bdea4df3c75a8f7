// Master of FloatLaneReduceCuda: the float version is generated from this file.
package org.isobit.gpu.reduce;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * {@link org.isobit.kernels.reduce.LaneReduce} on a device, class EXACT: one thread a column, rows in ascending order.
 *
 * <p>Every method throws {@link IllegalArgumentException} for negative sizes, for what is not inside its array, and if
 * the result overlaps an input. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class LaneReduceCuda {

  private static final int THREADS = 128;

  private final Stream stream;
  private final KernelFunction sum;
  private final KernelFunction mean;
  private final KernelFunction dot;
  private final KernelFunction squaredDeviations;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public LaneReduceCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("reduce");
    sum = module.function("reduce_laneSum_double");
    mean = module.function("reduce_laneMean_double");
    dot = module.function("reduce_laneDot_double");
    squaredDeviations = module.function("reduce_laneSquaredDeviations_double");
  }

  /**
   * Column sums s_i = Σ_r x_ri.
   *
   * @param rows    rows
   * @param n       columns
   * @param x       matrix, rows × n
   * @param xOffset index of element (0, 0)
   * @param ldx     distance between the starts of two rows
   * @param s       takes the n sums
   * @param sOffset index of the first
   */
  public void sum(int rows, long n, DeviceArray x, long xOffset, long ldx, DeviceArray s, long sOffset) {
    check("column sums", rows, n, x, xOffset, ldx, s, sOffset);
    sum.set(0, rows).set(1, n).set(2, x, xOffset).set(3, ldx).set(4, s, sOffset).launch(stream, n, THREADS);
  }

  /**
   * Column means: the sums ÷ rows.
   *
   * @param rows    rows, at least 1
   * @param n       columns
   * @param x       matrix, rows × n
   * @param xOffset index of element (0, 0)
   * @param ldx     distance between the starts of two rows
   * @param s       takes the n means
   * @param sOffset index of the first
   */
  public void mean(int rows, long n, DeviceArray x, long xOffset, long ldx, DeviceArray s, long sOffset) {
    DeviceChecks.positive("column means", "rows", rows);
    check("column means", rows, n, x, xOffset, ldx, s, sOffset);
    mean.set(0, rows).set(1, n).set(2, x, xOffset).set(3, ldx).set(4, s, sOffset).launch(stream, n, THREADS);
  }

  /**
   * Column dot products s_i = Σ_r x_ri·y_ri.
   *
   * @param rows    rows
   * @param n       columns
   * @param x       matrix, rows × n
   * @param xOffset index of its element (0, 0)
   * @param ldx     distance between the starts of two of its rows
   * @param y       matrix, rows × n, may be x
   * @param yOffset index of its element (0, 0)
   * @param ldy     distance between the starts of two of its rows
   * @param s       takes the n dot products
   * @param sOffset index of the first
   */
  public void dot(int rows, long n, DeviceArray x, long xOffset, long ldx, DeviceArray y, long yOffset, long ldy,
      DeviceArray s, long sOffset) {
    check("column dot products", rows, n, x, xOffset, ldx, s, sOffset);
    DeviceChecks.matrix("column dot products", "y", y, yOffset, rows, n, ldy);
    DeviceChecks.apart("column dot products", "s", "y", s, sOffset, n, y, yOffset, DeviceChecks.extent(rows, n, ldy));
    dot.set(0, rows).set(1, n).set(2, x, xOffset).set(3, ldx).set(4, y, yOffset).set(5, ldy).set(6, s, sOffset)
        .launch(stream, n, THREADS);
  }

  /**
   * Sums of squared deviations s_i = Σ_r (x_ri − mean_i)².
   *
   * @param rows       rows
   * @param n          columns
   * @param x          matrix, rows × n
   * @param xOffset    index of element (0, 0)
   * @param ldx        distance between the starts of two rows
   * @param mean       what to subtract from each column
   * @param meanOffset index of the first
   * @param s          takes the n sums of squares
   * @param sOffset    index of the first
   */
  public void squaredDeviations(int rows, long n, DeviceArray x, long xOffset, long ldx, DeviceArray mean,
      long meanOffset, DeviceArray s, long sOffset) {
    check("column squaredDeviations", rows, n, x, xOffset, ldx, s, sOffset);
    DeviceChecks.vector("column squaredDeviations", "mean", mean, meanOffset, n);
    DeviceChecks.apart("column squaredDeviations", "s", "mean", s, sOffset, n, mean, meanOffset, n);
    squaredDeviations.set(0, rows).set(1, n).set(2, x, xOffset).set(3, ldx).set(4, mean, meanOffset)
        .set(5, s, sOffset).launch(stream, n, THREADS);
  }

  private static void check(String operation, int rows, long n, DeviceArray x, long xOffset, long ldx, DeviceArray s,
      long sOffset) {
    DeviceChecks.matrix(operation, "x", x, xOffset, rows, n, ldx);
    DeviceChecks.vector(operation, "s", s, sOffset, n);
    DeviceChecks.apart(operation, "s", "x", s, sOffset, n, x, xOffset, DeviceChecks.extent(rows, n, ldx));
  }
}
