// Master of FloatBatchRationalCuda: the float version is generated from this file.
package org.isobit.gpu.batch;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.linalg.batch.RationalPoles;

/**
 * {@link org.isobit.linalg.batch.BatchRational} on a device, class EXACT: C^−½ and C⁻¹ of many matrices C = I + A ÷ c, one
 * thread a problem, each running the reference's own sequence. Method, layout and accuracy are described there.
 *
 * <p>{@link #factor} keeps the reductions on the device, n·(n + 6) elements a problem; the other methods use the last one
 * and skip problems that it refused, which {@link #status} tells. Only {@link #status} and {@link #bounds} wait. Every
 * method throws {@link IllegalArgumentException} for negative sizes and what is not inside its array, and {@link
 * IllegalStateException} before a reduction.
 *
 * <p>Not thread-safe: an object belongs to its stream, whose memory it keeps until it is closed.
 */
public final class BatchRationalCuda implements AutoCloseable {

  private static final int THREADS = 64;

  private final Stream stream;
  private final KernelFunction factor;
  private final KernelFunction rotate;
  private final KernelFunction inverse;
  private final KernelFunction sum;
  private final KernelFunction matrix;
  private final IntDeviceArray start;
  private final DeviceArray poles;
  private final int count;
  private DeviceArray state;
  private DeviceArray scratch;
  private DeviceArray bound;
  private IntDeviceArray status;
  private int n = -1;
  private int lanes;

  /**
   * Loads the kernels and the tables of poles.
   *
   * @param stream the stream that they run on
   */
  public BatchRationalCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("batch");
    factor = module.function("batch_factor_double");
    rotate = module.function("batch_rotate_double");
    inverse = module.function("batch_inverse_double");
    sum = module.function("batch_sum_double");
    matrix = module.function("batch_matrix_double");
    int[] starts = new int[RationalPoles.LARGEST + 2];
    for (int m = 1; m <= RationalPoles.LARGEST; m++) {
      starts[m + 1] = starts[m] + RationalPoles.count(m);
    }
    count = starts[RationalPoles.LARGEST + 1];
    double[] table = new double[3 * count];
    for (int m = 1; m <= RationalPoles.LARGEST; m++) {
      for (int j = 0; j < RationalPoles.count(m); j++) {
        table[starts[m] + j] = RationalPoles.shift(m, j);
        table[count + starts[m] + j] = RationalPoles.weight(m, j);
        table[2 * count + starts[m] + j] = RationalPoles.difference(m, j);
      }
    }
    start = stream.device().ints(starts.length).copyFrom(starts, stream);
    poles = stream.device().doubles(table.length).copyFrom(table, stream);
  }

  /**
   * Reduces a block; problems that fail are skipped from then on.
   *
   * @param n       order of the matrices
   * @param lanes   problems in the block
   * @param a       array of the block, lower triangles read
   * @param aOffset index of element (0, 0) of problem 0
   * @param c       what A is divided by
   * @throws IllegalArgumentException if the block leaves its array, or c is not positive and finite
   */
  public void factor(int n, int lanes, DeviceArray a, long aOffset, double c) {
    DeviceChecks.size("batchRational", "order", n);
    DeviceChecks.size("batchRational", "lanes", lanes);
    DeviceChecks.vector("batchRational", "A", a, aOffset, (long) n * n * lanes);
    if (!(c >= Double.MIN_NORMAL && c <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("batchRational: c is " + c);
    }
    this.n = -1;
    prepare(n, lanes);
    factor.set(0, n).set(1, lanes).set(2, a, aOffset).set(3, c).set(4, state, 0).set(5, scratch, 0).set(6, bound, 0)
        .set(7, status, 0).launch(stream, lanes, THREADS);
    this.n = n;
    this.lanes = lanes;
  }

  private void prepare(int n, int lanes) {
    long needed = Math.max(1, (long) n * (n + 3) * lanes);
    if (status == null || state.length() < needed || bound.length() < lanes || scratch.length() < 3L * n * lanes) {
      free();
      state = stream.device().doubles(needed);
      scratch = stream.device().doubles(Math.max(1, 3L * n * lanes));
      bound = stream.device().doubles(Math.max(1, lanes));
      status = stream.device().ints(Math.max(1, lanes));
    }
  }

  /**
   * X ← Qᵀ·X in place: to the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of the vectors
   * @param xOffset index of element 0 of vector 0 of problem 0
   */
  public void rotate(int vectors, DeviceArray x, long xOffset) {
    turn(0, vectors, x, xOffset);
  }

  /**
   * X ← Q·X in place: back from the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of the vectors
   * @param xOffset index of element 0 of vector 0 of problem 0
   */
  public void rotateBack(int vectors, DeviceArray x, long xOffset) {
    turn(1, vectors, x, xOffset);
  }

  private void turn(int back, int vectors, DeviceArray x, long xOffset) {
    vectors("X", vectors, x, xOffset);
    rotate.set(0, back).set(1, n).set(2, lanes).set(3, vectors).set(4, state, 0).set(5, scratch, 0).set(6, status, 0)
        .set(7, x, xOffset).launch(stream, lanes, THREADS);
  }

  /**
   * Y = C⁻¹·X for vectors in the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of X
   * @param xOffset index of element 0 of vector 0 of problem 0
   * @param y       array of Y, apart from X
   * @param yOffset index of element 0 of vector 0 of problem 0
   */
  public void inverse(int vectors, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    pair(vectors, x, xOffset, y, yOffset);
    inverse.set(0, n).set(1, lanes).set(2, vectors).set(3, state, 0).set(4, scratch, 0).set(5, status, 0)
        .set(6, x, xOffset).set(7, y, yOffset).launch(stream, lanes, THREADS);
  }

  /**
   * Y = C^−½·X for vectors in the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of X
   * @param xOffset index of element 0 of vector 0 of problem 0
   * @param y       array of Y, apart from X
   * @param yOffset index of element 0 of vector 0 of problem 0
   */
  public void inverseRoot(int vectors, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    sum(count, vectors, x, xOffset, y, yOffset);
  }

  /**
   * Y = D·X, D = (C^−½ − I)·(C − I)⁻¹, for vectors in the basis of T.
   *
   * @param vectors vectors of each problem
   * @param x       array of X
   * @param xOffset index of element 0 of vector 0 of problem 0
   * @param y       array of Y, apart from X
   * @param yOffset index of element 0 of vector 0 of problem 0
   */
  public void dividedDifference(int vectors, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    sum(2 * count, vectors, x, xOffset, y, yOffset);
  }

  private void sum(int weights, int vectors, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    pair(vectors, x, xOffset, y, yOffset);
    sum.set(0, n).set(1, lanes).set(2, vectors).set(3, state, 0).set(4, scratch, 0).set(5, bound, 0).set(6, status, 0)
        .set(7, start, 0).set(8, poles, 0).set(9, poles, weights).set(10, x, xOffset).set(11, y, yOffset)
        .launch(stream, lanes, THREADS);
  }

  /**
   * Writes C^−½ of each problem, whole.
   *
   * @param out    array of the results, a block of n×n matrices
   * @param offset index of element (0, 0) of problem 0
   */
  public void matrix(DeviceArray out, long offset) {
    requireReduction();
    DeviceChecks.vector("batchRational", "result", out, offset, (long) n * n * lanes);
    matrix.set(0, n).set(1, lanes).set(2, state, 0).set(3, scratch, 0).set(4, bound, 0).set(5, status, 0).set(6, start, 0)
        .set(7, poles, 0).set(8, poles, count).set(9, out, offset).launch(stream, lanes, THREADS);
  }

  /**
   * For each problem 0 if it was reduced, else why not: 1 an element is not finite, 2 the norm is too large, 3 C is not
   * positive definite. Waits for the reduction.
   *
   * @return a new array, one number a problem
   */
  public int[] status() {
    requireReduction();
    int[] copy = new int[lanes];
    status.copyTo(copy, stream);
    return copy;
  }

  /**
   * For each problem the infinity norm of its C in tridiagonal form; NaN if A is not finite. Waits for the reduction.
   *
   * @return a new array, one number a problem
   */
  public double[] bounds() {
    requireReduction();
    double[] copy = new double[lanes];
    bound.copyTo(copy, stream);
    return copy;
  }

  private void vectors(String name, int vectors, DeviceArray x, long offset) {
    requireReduction();
    DeviceChecks.size("batchRational", "vectors", vectors);
    DeviceChecks.vector("batchRational", name, x, offset, (long) vectors * n * lanes);
  }

  private void pair(int vectors, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    vectors("X", vectors, x, xOffset);
    vectors("Y", vectors, y, yOffset);
    long extent = (long) vectors * n * lanes;
    DeviceChecks.apart("batchRational", "Y", "X", y, yOffset, extent, x, xOffset, extent);
  }

  private void requireReduction() {
    if (n < 0) {
      throw new IllegalStateException("batchRational: nothing was reduced");
    }
  }

  /**
   * The statuses where the device has them, for kernels that follow on the same stream.
   *
   * @return the array, valid until the next reduction of another size
   */
  public IntDeviceArray statusOnDevice() {
    requireReduction();
    return status;
  }

  /** Frees what the last reduction holds; the next one takes what it needs. */
  public void release() {
    free();
    n = -1;
  }

  private void free() {
    if (state != null) {
      state.close();
      state = null;
    }
    if (scratch != null) {
      scratch.close();
      scratch = null;
    }
    if (bound != null) {
      bound.close();
      bound = null;
    }
    if (status != null) {
      status.close();
      status = null;
    }
  }

  /** Frees the memory. */
  @Override
  public void close() {
    release();
    start.close();
    poles.close();
  }
}
