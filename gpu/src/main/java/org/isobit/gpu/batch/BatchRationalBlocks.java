// Master of FloatBatchRationalBlocks: the float version is generated from this file.
package org.isobit.gpu.batch;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * What {@link BatchRationalCuda} does, one block of threads a problem; arguments were checked there. Not thread-safe:
 * an object belongs to its stream.
 */
final class BatchRationalBlocks {

  private static final int WARP = 32;
  private static final int MOST_THREADS = 256;

  /** Poles at a time: odd, so that neighbouring elements of all lie in different banks. */
  private static final int POLES = 9;

  /** Elements of vectors and what their sums over poles take, about: few enough that several blocks fit. */
  private static final int VECTORS = 2560;

  private final Stream stream;
  private final RationalTables tables;
  private final int shared;
  private final KernelFunction factor;
  private final KernelFunction rotate;
  private final KernelFunction inverse;
  private final KernelFunction sum;
  private final KernelFunction matrix;

  BatchRationalBlocks(Stream stream, RationalTables tables) {
    this.stream = stream;
    this.tables = tables;
    shared = stream.device().sharedMemory() / Double.BYTES;
    KernelModule module = stream.device().module("batch");
    factor = module.function("batch_block_factor_double");
    rotate = module.function("batch_block_rotate_double");
    inverse = module.function("batch_block_inverse_double");
    sum = module.function("batch_block_sum_double");
    matrix = module.function("batch_block_matrix_double");
  }

  /** Elements of a packed triangle. */
  static int triangle(int n) {
    return n * (n + 1) / 2;
  }

  /** Elements that are kept of a problem, as in batch.cu: no more than by threads. */
  static long held(int n) {
    return triangle(n) + 3L * n;
  }

  private static int threads(int n) {
    return Math.min(MOST_THREADS, (n + WARP - 1) / WARP * WARP);
  }

  /** Whether problems of an order fit: a triangle, vectors and what a pole, a vector or a thread needs. */
  boolean fits(int n) {
    return n > 0 && n < 4096 && triangle(n) + 8L * n + threads(n) <= shared;
  }

  private void launch(KernelFunction kernel, int n, int lanes, int elements) {
    if (lanes > 0) {
      kernel.launch(stream, lanes, 1, 1, threads(n), elements * Double.BYTES);
    }
  }

  void factor(int n, int lanes, DeviceArray a, long aOffset, double c, DeviceArray state, DeviceArray bound,
      IntDeviceArray status) {
    factor.set(0, n).set(1, (long) lanes).set(2, a, aOffset).set(3, c).set(4, state, 0).set(5, bound, 0)
        .set(6, status, 0);
    launch(factor, n, lanes, triangle(n) + 5 * n + threads(n));
  }

  void rotate(boolean back, int n, int lanes, int vectors, DeviceArray state, IntDeviceArray status, DeviceArray x,
      long xOffset) {
    int room = Math.min(VECTORS, shared - triangle(n) - 5 * n);
    int chunk = Math.min(vectors, Math.max(1, room / n));
    rotate.set(0, back ? 1 : 0).set(1, n).set(2, (long) lanes).set(3, vectors).set(4, chunk).set(5, state, 0)
        .set(6, status, 0).set(7, x, xOffset);
    launch(rotate, n, lanes, triangle(n) + 5 * n + chunk * n);
  }

  void inverse(int n, int lanes, int vectors, DeviceArray state, IntDeviceArray status, DeviceArray x, long xOffset,
      DeviceArray y, long yOffset) {
    inverse.set(0, n).set(1, (long) lanes).set(2, vectors).set(3, state, 0).set(4, status, 0).set(5, x, xOffset)
        .set(6, y, yOffset);
    launch(inverse, n, lanes, 10 * n);
  }

  void sum(int n, int lanes, int vectors, int weights, DeviceArray state, DeviceArray bound, IntDeviceArray status,
      DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    int chunk = Math.min(vectors, Math.max(1, (VECTORS / n - 2 * POLES) / (POLES + 2)));
    // A vector with all its poles takes less than the triangle that fits.
    int poles = Math.max(1, Math.min(POLES, (shared / n - 5 - 2 * chunk) / (2 + chunk)));
    sum.set(0, n).set(1, (long) lanes).set(2, vectors).set(3, chunk).set(4, poles).set(5, state, 0).set(6, bound, 0)
        .set(7, status, 0).set(8, tables.start(), 0).set(9, tables.poles(), 0).set(10, tables.poles(), weights)
        .set(11, x, xOffset).set(12, y, yOffset);
    launch(sum, n, lanes, 5 * n + 2 * chunk * n + (2 + chunk) * poles * n);
  }

  void matrix(int n, int lanes, DeviceArray state, DeviceArray bound, IntDeviceArray status, DeviceArray out,
      long offset) {
    int poles = Math.max(1, Math.min(POLES, (shared - triangle(n) - 5 * n) / (2 * n)));
    matrix.set(0, n).set(1, (long) lanes).set(2, poles).set(3, state, 0).set(4, bound, 0).set(5, status, 0)
        .set(6, tables.start(), 0).set(7, tables.poles(), 0).set(8, tables.poles(), tables.count()).set(9, out, offset);
    launch(matrix, n, lanes, triangle(n) + 5 * n + 2 * poles * n);
  }
}
