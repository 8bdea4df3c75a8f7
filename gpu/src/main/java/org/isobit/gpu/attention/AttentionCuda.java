// Master of FloatAttentionCuda: the float version is generated from this file.
package org.isobit.gpu.attention;

import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.DeviceChecks;
import org.isobit.gpu.KernelFunction;
import org.isobit.gpu.KernelModule;
import org.isobit.gpu.Stream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.attention.AttentionShape;

/**
 * The forward pass of {@link org.isobit.kernels.attention.Attention} on a device, class EXACT, without a matrix of all
 * scores: a block of threads takes 64 queries of a head and up to 128 columns of its values, and passes over the keys
 * in the contract's blocks. Every method throws {@link IllegalArgumentException} for what does not fit, and for outputs
 * that overlap another operand. No call waits. Not thread-safe: an object belongs to its stream.
 */
public final class AttentionCuda {

  private static final String NAME = "attention";

  /** As in attention.cu: threads, queries of a tile, elements at a time, distance of neighbours in shared memory. */
  private static final int THREADS = 128;
  private static final int BLOCK = 64;
  private static final int DEPTH = 32;
  private static final int LD = BLOCK + 4;

  /** Partial sums of the exponentials. */
  private static final int PARTIALS = 32; // float: private static final int PARTIALS = 64;

  /** Columns of values that a block takes, the narrowest first. */
  private static final int[] WIDTHS = {32, 64, 128};

  /** Bytes of queries that stay in shared memory for all keys: with more, fewer blocks share a multiprocessor. */
  private static final int RESIDENT = 36 << 10;

  private final Stream stream;
  private final KernelFunction[] forward = new KernelFunction[WIDTHS.length];

  /**
   * Loads the kernels.
   *
   * @param stream the stream that they run on
   */
  public AttentionCuda(Stream stream) {
    this.stream = stream;
    KernelModule module = stream.device().module("attention");
    for (int i = 0; i < WIDTHS.length; i++) {
      forward[i] = module.function("attention_" + WIDTHS[i] + "_double");
    }
  }

  /**
   * Y of Q, K and V.
   *
   * @param shape      sizes and storage
   * @param q          array of Q: heads·size elements a query
   * @param qOffset    index of its first element
   * @param ldq        its leading dimension
   * @param k          array of K: kvHeads·size elements a key
   * @param kOffset    index of its first element
   * @param ldk        its leading dimension
   * @param v          array of V: kvHeads·valueSize elements a key
   * @param vOffset    index of its first element
   * @param ldv        its leading dimension
   * @param mask       the mask, or {@link AttentionMaskCuda#NONE}
   * @param y          takes Y: heads·valueSize elements a query
   * @param yOffset    index of its first element
   * @param ldy        its leading dimension
   * @param statistics takes the statistics, 2·batch·heads·queries elements; null if they are not wanted
   * @param sOffset    index of the first one
   * @throws IllegalArgumentException as the class describes
   */
  public void forward(AttentionShape shape, DeviceArray q, long qOffset, long ldq, DeviceArray k, long kOffset,
      long ldk, DeviceArray v, long vOffset, long ldv, AttentionMaskCuda mask, DeviceArray y, long yOffset, long ldy,
      DeviceArray statistics, long sOffset) {
    Checks.present(NAME, "shape", shape);
    Checks.present(NAME, "mask", mask);
    long masked = mask.require(NAME, shape);
    long all = (long) shape.batch() * shape.heads() * shape.queries();
    long[] extents = {matrix("Q", q, qOffset, ldq, shape, true, shape.size()),
        matrix("K", k, kOffset, ldk, shape, false, shape.size()),
        matrix("V", v, vOffset, ldv, shape, false, shape.valueSize())};
    long extent = matrix("Y", y, yOffset, ldy, shape, true, shape.valueSize());
    DeviceArray[] inputs = {q, k, v};
    long[] offsets = {qOffset, kOffset, vOffset};
    apart("Y", y, yOffset, extent, inputs, offsets, extents, mask, masked);
    if (statistics != null) {
      DeviceChecks.vector(NAME, "statistics", statistics, sOffset, 2 * all);
      apart("statistics", statistics, sOffset, 2 * all, inputs, offsets, extents, mask, masked);
      DeviceChecks.apart(NAME, "statistics", "Y", statistics, sOffset, 2 * all, y, yOffset, extent);
    }
    boolean resident = Math.ceilDiv(shape.size(), DEPTH) * DEPTH * LD * Double.BYTES <= RESIDENT;
    int choice = choice(shape);
    int room = stream.device().sharedMemory();
    while (bytes(shape, choice, resident) > room && (resident || choice > 0)) {
      choice -= resident ? 0 : 1;
      resident = false;
    }
    int early = shape.causal() ? Math.floorMod(shape.offset(), BLOCK) : 0;
    int tiles = (int) Math.ceilDiv((long) shape.queries() + early, (long) BLOCK);
    long blocks = (long) shape.batch() * shape.heads() * tiles * Math.ceilDiv(shape.valueSize(), WIDTHS[choice]);
    if (blocks > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(NAME + ": " + all + " queries take " + blocks + " blocks, and one launch has "
          + Integer.MAX_VALUE);
    }
    double scale = shape.scale(); // float: float scale = (float) shape.scale();
    forward[choice].set(0, tiles).set(1, resident ? 1 : 0).set(2, shape.heads())
        .set(3, shape.heads() / shape.kvHeads()).set(4, shape.tokenMajor() ? 1 : 0).set(5, shape.queries())
        .set(6, shape.keys()).set(7, shape.size()).set(8, shape.valueSize()).set(9, scale)
        .set(10, shape.causal() ? 1 : 0).set(11, shape.offset()).set(12, q, qOffset).set(13, ldq).set(14, k, kOffset)
        .set(15, ldk).set(16, v, vOffset).set(17, ldv).set(18, mask.added(), mask.offset())
        .set(19, mask.seen(), mask.offset()).set(20, mask.sampleStride(shape)).set(21, mask.headStride(shape))
        .set(22, mask.queryStride(shape)).set(23, y, yOffset).set(24, ldy).set(25, statistics, sOffset).set(26, all)
        .launch(stream, (int) blocks, 1, 1, THREADS, bytes(shape, choice, resident));
  }

  /** The narrowest kernel that takes all columns at once, or the widest. */
  private static int choice(AttentionShape shape) {
    int choice = 0;
    while (choice < WIDTHS.length - 1 && WIDTHS[choice] < shape.valueSize()) {
      choice++;
    }
    return choice;
  }

  /** Bytes of shared memory: keys or values, scores, partial sums, largest scores of four parts, factors, queries. */
  private static int bytes(AttentionShape shape, int choice, boolean resident) {
    int depth = resident ? Math.ceilDiv(shape.size(), DEPTH) * DEPTH : DEPTH;
    return Double.BYTES * (DEPTH * Math.max(WIDTHS[choice], LD) + BLOCK * LD + PARTIALS * BLOCK
        + 5 * BLOCK + depth * LD);
  }

  /** Checks the matrix of queries or keys of a width, and returns its extent. */
  private static long matrix(String name, DeviceArray x, long offset, long ld, AttentionShape shape, boolean queries,
      int width) {
    int heads = queries ? shape.heads() : shape.kvHeads();
    long tokens = (long) shape.batch() * (queries ? shape.queries() : shape.keys());
    long rows = shape.tokenMajor() ? tokens : tokens * heads;
    long columns = shape.tokenMajor() ? (long) heads * width : width;
    DeviceChecks.matrix(NAME, name, x, offset, rows, columns, ld);
    return DeviceChecks.extent(rows, columns, ld);
  }

  private static void apart(String output, DeviceArray y, long yOffset, long extent, DeviceArray[] inputs,
      long[] offsets, long[] extents, AttentionMaskCuda mask, long masked) {
    for (int i = 0; i < inputs.length; i++) {
      DeviceChecks.apart(NAME, output, "QKV".substring(i, i + 1), y, yOffset, extent, inputs[i], offsets[i],
          extents[i]);
    }
    if (mask.added() != null) {
      DeviceChecks.apart(NAME, output, "the mask", y, yOffset, extent, mask.added(), mask.offset(), masked);
    }
  }
}
