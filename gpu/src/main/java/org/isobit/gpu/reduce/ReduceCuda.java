// Master of FloatReduceCuda: the float version is generated from this file.
package org.isobit.gpu.reduce;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * {@link org.isobit.kernels.reduce.Reduce} on a device, class EXACT: the same order of operations, the same bits.
 *
 * <p>A result is one element of a device array; nothing is copied to the host and no call waits. A warp takes a chunk
 * of 4096 elements, the values of chunks are joined level by level by further launches. Vectors may have more than 2^31
 * elements. Every method throws {@link IllegalArgumentException} for negative sizes, for what is not inside its array
 * and for a result that lies in an argument.
 *
 * <p>Not thread-safe: an object belongs to its stream, whose scratch it keeps until it is closed.
 */
public final class ReduceCuda implements AutoCloseable {

  /** Values that one block of the tree joins, as in reduce.cu. */
  private static final int FAN = 1024;

  private static final int THREADS = 128;
  private static final int LANES = 32;

  private final Stream stream;
  private final KernelFunction sum;
  private final KernelFunction dot;
  private final KernelFunction weightedDot;
  private final KernelFunction norm1;
  private final KernelFunction maxAbs;
  private final KernelFunction scaledSquares;
  private final KernelFunction squaredDeviations;
  private final KernelFunction tree;
  private final KernelFunction largest;
  private final KernelFunction norm2;
  private final KernelFunction divide;
  private DeviceArray values;

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public ReduceCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("reduce");
    sum = module.function("reduce_sum_double");
    dot = module.function("reduce_dot_double");
    weightedDot = module.function("reduce_weightedDot_double");
    norm1 = module.function("reduce_norm1_double");
    maxAbs = module.function("reduce_maxAbs_double");
    scaledSquares = module.function("reduce_scaledSquares_double");
    squaredDeviations = module.function("reduce_squaredDeviations_double");
    tree = module.function("reduce_tree_double");
    largest = module.function("reduce_largest_double");
    norm2 = module.function("reduce_norm2_double");
    divide = module.function("reduce_divide_double");
  }

  /**
   * Sum Σ x_i; see {@link org.isobit.kernels.reduce.Reduce#sum(int, double[], long)}.
   *
   * @param n            elements
   * @param x            vector
   * @param xOffset      index of its first element
   * @param result       takes the sum
   * @param resultOffset index of the element that takes it
   */
  public void sum(long n, DeviceArray x, long xOffset, DeviceArray result, long resultOffset) {
    check("sum", n, x, xOffset, result, resultOffset);
    run(sum.set(1, x, xOffset), 2, tree, n, result, resultOffset);
  }

  /**
   * Dot product Σ x_i·y_i; see {@link org.isobit.kernels.reduce.Reduce#dot(int, double[], long, double[], long)}.
   *
   * @param n            elements
   * @param x            first vector
   * @param xOffset      index of its first element
   * @param y            second vector, may be the first
   * @param yOffset      index of its first element
   * @param result       takes the dot product
   * @param resultOffset index of the element that takes it
   */
  public void dot(long n, DeviceArray x, long xOffset, DeviceArray y, long yOffset, DeviceArray result,
      long resultOffset) {
    check("dot", n, x, xOffset, result, resultOffset);
    DeviceChecks.vector("dot", "y", y, yOffset, n);
    DeviceChecks.apart("dot", "result", "y", result, resultOffset, 1, y, yOffset, n);
    run(dot.set(1, x, xOffset).set(2, y, yOffset), 3, tree, n, result, resultOffset);
  }

  /**
   * Weighted dot product Σ w_i·x_i·y_i; see {@link org.isobit.kernels.reduce.Reduce}.
   *
   * @param n            elements
   * @param w            weights
   * @param wOffset      index of the first weight
   * @param x            first vector
   * @param xOffset      index of its first element
   * @param y            second vector, may be the first
   * @param yOffset      index of its first element
   * @param result       takes the weighted dot product
   * @param resultOffset index of the element that takes it
   */
  public void weightedDot(long n, DeviceArray w, long wOffset, DeviceArray x, long xOffset, DeviceArray y,
      long yOffset, DeviceArray result, long resultOffset) {
    check("weightedDot", n, x, xOffset, result, resultOffset);
    DeviceChecks.vector("weightedDot", "w", w, wOffset, n);
    DeviceChecks.vector("weightedDot", "y", y, yOffset, n);
    DeviceChecks.apart("weightedDot", "result", "w", result, resultOffset, 1, w, wOffset, n);
    DeviceChecks.apart("weightedDot", "result", "y", result, resultOffset, 1, y, yOffset, n);
    run(weightedDot.set(1, w, wOffset).set(2, x, xOffset).set(3, y, yOffset), 4, tree, n, result, resultOffset);
  }

  /**
   * Sum of magnitudes Σ |x_i|.
   *
   * @param n            elements
   * @param x            vector
   * @param xOffset      index of its first element
   * @param result       takes the 1-norm
   * @param resultOffset index of the element that takes it
   */
  public void norm1(long n, DeviceArray x, long xOffset, DeviceArray result, long resultOffset) {
    check("norm1", n, x, xOffset, result, resultOffset);
    run(norm1.set(1, x, xOffset), 2, tree, n, result, resultOffset);
  }

  /**
   * Largest magnitude; NaN sticks.
   *
   * @param n            elements
   * @param x            vector
   * @param xOffset      index of its first element
   * @param result       takes max |x_i|, +0 for n = 0
   * @param resultOffset index of the element that takes it
   */
  public void maxAbs(long n, DeviceArray x, long xOffset, DeviceArray result, long resultOffset) {
    check("maxAbs", n, x, xOffset, result, resultOffset);
    run(maxAbs.set(1, x, xOffset), 2, largest, n, result, resultOffset);
  }

  /**
   * Euclidean norm √(Σ x_i²), scaled by the exponent of the largest magnitude.
   *
   * @param n            elements
   * @param x            vector
   * @param xOffset      index of its first element
   * @param result       takes the 2-norm
   * @param resultOffset index of the element that takes it
   */
  public void norm2(long n, DeviceArray x, long xOffset, DeviceArray result, long resultOffset) {
    check("norm2", n, x, xOffset, result, resultOffset);
    prepare(n);
    long max = values.length() - 1;
    run(maxAbs.set(1, x, xOffset), 2, largest, n, values, max);
    run(scaledSquares.set(1, x, xOffset).set(2, values, max), 3, tree, n, result, resultOffset);
    norm2.set(0, values, max).set(1, result, resultOffset).set(2, result, resultOffset).launch(stream, 1, 1);
  }

  /**
   * Sum of squared deviations Σ (x_i − mean)².
   *
   * @param n            elements
   * @param x            vector
   * @param xOffset      index of its first element
   * @param mean         holds what to subtract
   * @param meanOffset   index of it
   * @param result       takes the sum of squares, another element
   * @param resultOffset index of the element that takes it
   */
  public void squaredDeviations(long n, DeviceArray x, long xOffset, DeviceArray mean, long meanOffset,
      DeviceArray result, long resultOffset) {
    check("squaredDeviations", n, x, xOffset, result, resultOffset);
    DeviceChecks.vector("squaredDeviations", "mean", mean, meanOffset, 1);
    DeviceChecks.apart("squaredDeviations", "result", "mean", result, resultOffset, 1, mean, meanOffset, 1);
    run(squaredDeviations.set(1, x, xOffset).set(2, mean, meanOffset), 3, tree, n, result, resultOffset);
  }

  /**
   * Mean: the sum ÷ n, n rounded to the type of the elements.
   *
   * @param n            elements, at least 1
   * @param x            vector
   * @param xOffset      index of its first element
   * @param result       takes the mean
   * @param resultOffset index of the element that takes it
   */
  public void mean(long n, DeviceArray x, long xOffset, DeviceArray result, long resultOffset) {
    DeviceChecks.positive("mean", "n", n);
    sum(n, x, xOffset, result, resultOffset);
    divide.set(0, result, resultOffset).set(1, (double) n).set(2, result, resultOffset).launch(stream, 1, 1);
  }

  /**
   * Unbiased variance: the squared deviations from the mean ÷ (n − 1).
   *
   * @param n            elements, at least 2
   * @param x            vector
   * @param xOffset      index of its first element
   * @param result       takes the variance
   * @param resultOffset index of the element that takes it
   */
  public void variance(long n, DeviceArray x, long xOffset, DeviceArray result, long resultOffset) {
    if (n < 2) {
      throw new IllegalArgumentException("variance: n must be at least 2, but is " + n);
    }
    check("variance", n, x, xOffset, result, resultOffset);
    prepare(n);
    long mean = values.length() - 1;
    mean(n, x, xOffset, values, mean);
    squaredDeviations(n, x, xOffset, values, mean, result, resultOffset);
    divide.set(0, result, resultOffset).set(1, (double) (n - 1)).set(2, result, resultOffset).launch(stream, 1, 1);
  }

  private static void check(String operation, long n, DeviceArray x, long xOffset, DeviceArray result,
      long resultOffset) {
    DeviceChecks.size(operation, "n", n);
    DeviceChecks.vector(operation, "x", x, xOffset, n);
    DeviceChecks.vector(operation, "result", result, resultOffset, 1);
    DeviceChecks.apart(operation, "result", "x", result, resultOffset, 1, x, xOffset, n);
  }

  /** Room for the values of chunks, of the blocks above them, and for one number more. */
  private void prepare(long n) {
    long chunks = (n + ReduceReference.CHUNK - 1) / ReduceReference.CHUNK;
    long needed = chunks + (chunks + FAN - 1) / FAN + 2;
    if (values == null || values.length() < needed) {
      close();
      values = stream.device().doubles(needed);
    }
  }

  /** Values of chunks, then levels until one is left; argument 0 is n, that of number {@code last} takes the values. */
  private void run(KernelFunction kernel, int last, KernelFunction join, long n, DeviceArray result, long offset) {
    if (n == 0) {
      result.clear(offset, 1, stream);
      return;
    }
    prepare(n);
    long count = (n + ReduceReference.CHUNK - 1) / ReduceReference.CHUNK;
    boolean one = count == 1;
    kernel.set(0, n).set(last, one ? result : values, one ? offset : 0).launch(stream, count * LANES, THREADS);
    long from = 0;
    long to = count;
    while (count > 1) {
      long blocks = (count + FAN - 1) / FAN;
      join.set(0, count).set(1, values, from).set(2, blocks == 1 ? result : values, blocks == 1 ? offset : to)
          .launch(stream, blocks * FAN / 4, FAN / 4);
      long free = from;
      from = to;
      to = free;
      count = blocks;
    }
  }

  /** Frees the scratch. */
  @Override
  public void close() {
    DeviceArray old = values;
    values = null;
    if (old != null) {
      old.close();
    }
  }
}
