// Master of FloatBatchRationalCuda: the float version is generated from this file.
package org.isobit.gpu.batch;

import org.isobit.gpu.DeviceArena;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.Ending;
import org.isobit.gpu.IntDeviceArray;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;

/**
 * {@link org.isobit.linalg.batch.BatchRational} on a device, class EXACT: C^−½ and C⁻¹ of many matrices C = I + A ÷ c,
 * in the reference's own sequence for each. Method, layout and accuracy are described there; {@link BatchPath} says how
 * problems run.
 *
 * <p>{@link #factor} keeps the reductions on the device, n·(n + 6) elements a problem; the other methods use the last
 * one and skip problems that it refused, which {@link #status} tells. Only {@link #status} and {@link #bounds} wait.
 * Every method throws {@link IllegalArgumentException} for negative sizes and what is not inside its array, and {@link
 * IllegalStateException} before a reduction.
 *
 * <p>Not thread-safe: an object belongs to its stream, whose memory it keeps until it is closed.
 */
public final class BatchRationalCuda implements AutoCloseable {

  private static final int THREADS = 64;

  private final Stream stream;
  private final KernelFunction factor;
  private final KernelFunction judge;
  private final KernelFunction rotate;
  private final KernelFunction inverse;
  private final KernelFunction sum;
  private final KernelFunction matrix;
  private final RationalTables tables;
  private final boolean owner;
  private final BatchPath path;
  private final BatchRationalBlocks byBlocks;
  private DeviceArray state;
  private DeviceArray scratch;
  private DeviceArray bound;
  private IntDeviceArray status;
  private int n = -1;
  private int lanes;

  /** Whether the last reduction went one block a problem. */
  private boolean blocks;
  private boolean closed;

  /**
   * Loads the kernels and the tables of poles.
   *
   * @param stream the stream that they run on
   */
  public BatchRationalCuda(Stream stream) {
    this(stream, BatchPath.ESTIMATE);
  }

  /**
   * Loads the kernels and the tables of poles.
   *
   * @param stream the stream that they run on
   * @param path   which way problems go: the bits are the same
   */
  public BatchRationalCuda(Stream stream, BatchPath path) {
    this(stream, path, new RationalTables(stream), true);
  }

  /**
   * Loads the kernels; the tables of poles are the caller's.
   *
   * @param stream the stream that they run on
   * @param path   which way problems go: the bits are the same
   * @param tables of the stream's device; must stay open until this is closed
   */
  public BatchRationalCuda(Stream stream, BatchPath path, RationalTables tables) {
    this(stream, path, tables, false);
  }

  private BatchRationalCuda(Stream stream, BatchPath path, RationalTables tables, boolean owner) {
    this.stream = stream;
    this.path = path;
    this.tables = tables;
    this.owner = owner;
    byBlocks = new BatchRationalBlocks(stream, tables);
    KernelModule module = stream.device().module("batch");
    factor = module.function("batch_factor_double");
    judge = module.function("batch_judge_double");
    rotate = module.function("batch_rotate_double");
    inverse = module.function("batch_inverse_double");
    sum = module.function("batch_sum_double");
    matrix = module.function("batch_matrix_double");
  }

  /**
   * Elements of what is kept of a block's reduction.
   *
   * @param n     order of the matrices
   * @param lanes problems in the block
   * @return elements, at least 1
   */
  public static long stateElements(int n, int lanes) {
    return Math.max(1, (long) n * (n + 3) * lanes);
  }

  /**
   * Elements of what a block's functions need besides.
   *
   * @param n     order of the matrices
   * @param lanes problems in the block
   * @return elements, at least 1
   */
  public static long scratchElements(int n, int lanes) {
    return Math.max(1, 3L * n * lanes);
  }

  /**
   * Takes the memory of the next reductions from an arena, which must live and not be reset while they are used.
   *
   * @param stateElements   the largest of {@link #stateElements} of the blocks to come
   * @param scratchElements the largest of their {@link #scratchElements}
   * @param lanes           the largest number of their problems, at least 1
   * @param arena           has room for as many elements of each, a bound and a status a problem
   * @throws IllegalArgumentException if it has not
   */
  public void reserve(long stateElements, long scratchElements, int lanes, DeviceArena arena) {
    require();
    release();
    state = arena.doubles(stateElements);
    scratch = arena.doubles(scratchElements);
    bound = arena.doubles(lanes);
    status = arena.ints(lanes);
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
    require();
    DeviceChecks.size("batchRational", "n", n);
    DeviceChecks.size("batchRational", "lanes", lanes);
    DeviceChecks.vector("batchRational", "A", a, aOffset, DeviceChecks.block(n, n, lanes));
    if (!(c >= Double.MIN_NORMAL && c <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("batchRational: c must be positive, finite and not subnormal, but is " + c);
    }
    this.n = -1;
    prepare(n, lanes);
    blocks = byBlocks.fits(n) && !path.threads(stream.device(), n, lanes);
    if (blocks) {
      byBlocks.factor(n, lanes, a, aOffset, c, state, bound, status);
    } else {
      factor.set(0, n).set(1, lanes).set(2, a, aOffset).set(3, c).set(4, state, 0).set(5, scratch, 0).set(6, bound, 0)
          .set(7, status, 0).launch(stream, lanes, THREADS);
    }
    this.n = n;
    this.lanes = lanes;
  }

  private void prepare(int n, int lanes) {
    long needed = stateElements(n, lanes);
    if (status == null || state.length() < needed || bound.length() < lanes
        || scratch.length() < scratchElements(n, lanes)) {
      release();
      state = stream.device().doubles(needed);
      scratch = stream.device().doubles(scratchElements(n, lanes));
      bound = stream.device().doubles(Math.max(1, lanes));
      status = stream.device().ints(Math.max(1, lanes));
    }
  }

  /**
   * Refuses problems whose condition number is too large: they get the status 4 and are skipped from then on.
   *
   * @param limit     the largest condition number, of C; infinity: none is refused for it
   * @param exact     whether the largest eigenvalue of C is looked for where its bound is above the limit, by
   *                  bisection; else the bound decides
   * @param judged    takes the statuses
   * @param first     index of that of problem 0
   * @param condition takes what each problem was judged by, the bound or the largest eigenvalue of its C; infinity if
   *                  that is within the limit, but C was not reduced, NaN if A is not finite
   * @param at        index of that of problem 0
   */
  public void judge(double limit, boolean exact, IntDeviceArray judged, long first, DeviceArray condition, long at) {
    requireReduction();
    DeviceChecks.vector("batchRational", "status", judged, first, lanes);
    DeviceChecks.vector("batchRational", "condition", condition, at, lanes);
    if (limit != limit) {
      throw new IllegalArgumentException("batchRational: limit is NaN");
    }
    // Where the diagonal and the couplings of a problem are.
    long triangle = BatchRationalBlocks.triangle(n);
    long square = (long) n * n * lanes;
    judge.set(0, n).set(1, lanes).set(2, limit).set(3, exact ? 1 : 0).set(4, state, 0)
        .set(5, blocks ? BatchRationalBlocks.held(n) : 1L).set(6, blocks ? 1L : lanes).set(7, blocks ? triangle
        : square).set(8, blocks ? triangle + n : square + (long) n * lanes).set(9, bound, 0).set(10, status, 0)
        .set(11, condition, at).set(12, judged, first).launch(stream, lanes, THREADS);
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
    if (blocks) {
      byBlocks.rotate(back != 0, n, lanes, vectors, state, status, x, xOffset);
      return;
    }
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
    if (blocks) {
      byBlocks.inverse(n, lanes, vectors, state, status, x, xOffset, y, yOffset);
      return;
    }
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
    sum(tables.count(), vectors, x, xOffset, y, yOffset);
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
    sum(2 * tables.count(), vectors, x, xOffset, y, yOffset);
  }

  private void sum(int weights, int vectors, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    pair(vectors, x, xOffset, y, yOffset);
    if (blocks) {
      byBlocks.sum(n, lanes, vectors, weights, state, bound, status, x, xOffset, y, yOffset);
      return;
    }
    sum.set(0, n).set(1, lanes).set(2, vectors).set(3, state, 0).set(4, scratch, 0).set(5, bound, 0).set(6, status, 0)
        .set(7, tables.start(), 0).set(8, tables.poles(), 0).set(9, tables.poles(), weights).set(10, x, xOffset)
        .set(11, y, yOffset).launch(stream, lanes, THREADS);
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
    if (blocks) {
      byBlocks.matrix(n, lanes, state, bound, status, out, offset);
      return;
    }
    matrix.set(0, n).set(1, lanes).set(2, state, 0).set(3, scratch, 0).set(4, bound, 0).set(5, status, 0)
        .set(6, tables.start(), 0).set(7, tables.poles(), 0).set(8, tables.poles(), tables.count()).set(9, out, offset)
        .launch(stream, lanes, THREADS);
  }

  /**
   * For each problem 0 if it was reduced, else why not: 1 an element is not finite, 2 the norm is too large, 3 C is not
   * positive definite, 4 it was judged too ill-conditioned. Waits for the reduction.
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
    DeviceChecks.vector("batchRational", name, x, offset, DeviceChecks.block(vectors, n, lanes));
  }

  private void pair(int vectors, DeviceArray x, long xOffset, DeviceArray y, long yOffset) {
    vectors("X", vectors, x, xOffset);
    vectors("Y", vectors, y, yOffset);
    long extent = (long) vectors * n * lanes;
    DeviceChecks.apart("batchRational", "Y", "X", y, yOffset, extent, x, xOffset, extent);
  }

  private void require() {
    if (closed) {
      throw new IllegalStateException("batchRational: it was closed");
    }
  }

  private void requireReduction() {
    require();
    if (n < 0) {
      throw new IllegalStateException("batchRational: nothing was reduced");
    }
  }

  /** Frees what the last reduction holds; the next one takes what it needs. */
  public void release() {
    n = -1;
    Ending ending = new Ending().close(state).close(scratch).close(bound).close(status);
    state = null;
    scratch = null;
    bound = null;
    status = null;
    ending.finish();
  }

  /** Frees the memory. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      new Ending().then(this::release).close(owner ? tables : null).finish();
    }
  }
}
