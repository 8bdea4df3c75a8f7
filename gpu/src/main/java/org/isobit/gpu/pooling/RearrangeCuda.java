// Master of FloatRearrangeCuda: the float version is generated from this file.
package org.isobit.gpu.pooling;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.pooling.Permutation;

/**
 * {@link org.isobit.kernels.pooling.Rearrange} on a device, class EXACT: permutations of the axes of samples, copies of
 * numbers. It throws {@link IllegalArgumentException} for what is null, a negative batch, what is not inside its array,
 * and an output that overlaps the input; nothing runs then. No call waits. Not thread-safe: an object belongs to its
 * stream.
 */
public final class RearrangeCuda {

  private static final String NAME = "rearrange";

  /** Axes that the kernels take. */
  private static final int AXES = 8;

  /** Side and threads of a square of pooling.cu, and the length of axes from which squares are not mostly empty. */
  private static final int SIDE = 32;
  private static final int THREADS = 256;
  private static final int LONG = 8;
  private static final int MOST_BLOCKS = 65535;

  private final Stream stream;
  private final KernelFunction rearrange;
  private final KernelFunction transpose;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public RearrangeCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("pooling");
    rearrange = module.function("pooling_rearrange_double");
    transpose = module.function("pooling_transpose_double");
  }

  /**
   * Y = X with other axes.
   *
   * @param permutation sizes and axes
   * @param batch       samples
   * @param x           array of X
   * @param xOffset     index of its first element
   * @param y           takes Y
   * @param yOffset     index of its first element
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(Permutation permutation, int batch, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    Checks.present(NAME, "permutation", permutation);
    DeviceChecks.size(NAME, "batch", batch);
    Checks.present(NAME, "X", x);
    Checks.present(NAME, "Y", y);
    int size = permutation.size();
    long elements = (long) batch * size;
    DeviceChecks.vector(NAME, "X", x, xOffset, elements);
    DeviceChecks.vector(NAME, "Y", y, yOffset, elements);
    DeviceChecks.apart(NAME, "Y", "X", y, yOffset, elements, x, xOffset, elements);
    int[] sizes = permutation.mergedSizes();
    int[] steps = permutation.mergedSteps();
    int contiguous = contiguous(sizes, steps);
    int missing = AXES - sizes.length;
    KernelFunction kernel = contiguous < 0 ? rearrange : transpose;
    for (int a = 0; a < AXES; a++) {
      kernel.set(a, a < missing ? 1 : sizes[a - missing]).set(AXES + a, a < missing ? 0 : steps[a - missing]);
    }
    kernel.set(2 * AXES, (long) batch).set(2 * AXES + 1, size).set(2 * AXES + 2, x, xOffset)
        .set(2 * AXES + 3, y, yOffset);
    if (contiguous < 0) {
      PlaneGrid.launch(rearrange, stream, batch, size, 1);
    } else if (batch > 0) {
      int rows = sizes[contiguous];
      int columns = sizes[sizes.length - 1];
      transpose.set(2 * AXES + 4, contiguous + missing).set(2 * AXES + 5, rows).launch(stream,
          Math.ceilDiv(rows, SIDE) * Math.ceilDiv(columns, SIDE) * (size / rows / columns),
          Math.min(batch, MOST_BLOCKS), 1, THREADS, 0);
    }
  }

  /** The axis of the output that is contiguous in the input, if the output's own is another one and both are long. */
  private static int contiguous(int[] sizes, int[] steps) {
    int last = sizes.length - 1;
    for (int axis = 0; axis < last && sizes[last] >= LONG; axis++) {
      if (steps[axis] == 1 && sizes[axis] >= LONG && steps[last] > 1) {
        return axis;
      }
    }
    return -1;
  }
}
