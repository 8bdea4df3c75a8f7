// Master of FloatAttentionCases: the float version is generated from this file.
package org.isobit.verify.attention;

import org.isobit.gpu.attention.AttentionMaskCuda;
import org.isobit.kernels.attention.AttentionMask;
import org.isobit.kernels.attention.AttentionReference;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.verify.Inputs;
import org.isobit.verify.OnDevice;

/**
 * One case: sizes around vectors, tiles and blocks of keys, grouped heads, causal offsets, both kinds of storage, masks
 * of every extent, rows that see nothing, special numbers.
 */
final class AttentionCases {

  /** Not causal. */
  private static final int FREE = Integer.MIN_VALUE;

  /** Kind of mask: none, numbers, flags; and whose: all, queries, heads, samples. */
  private static final int ADDED = 1;
  private static final int SEEN = 2;
  private static final int BY_QUERY = 4;
  private static final int BY_HEAD = 8;
  private static final int BY_SAMPLE = 16;

  /** What operands hold: numbers, now and then one that is special, one key of NaN or Inf. */
  private static final int SPECIAL = 32;
  private static final int ONE_KEY = 64;
  private static final int TOKENS = 128;

  /** Samples, heads, kvHeads, queries, keys, size, valueSize, offset, flags. */
  static final int[][] SHORT = {{1, 1, 1, 1, 1, 1, 1, FREE, 0}, {1, 2, 1, 3, 5, 4, 3, FREE, ADDED + BY_QUERY},
      {2, 1, 1, 5, 3, 2, 5, -1, TOKENS}};

  static final int[][] FULL = {{1, 1, 1, 1, 64, 8, 8, FREE, 0}, {1, 1, 1, 1, 65, 5, 9, FREE, SPECIAL},
      {1, 1, 1, 2, 63, 16, 4, FREE, ONE_KEY}, {1, 2, 2, 7, 130, 6, 7, 123, TOKENS},
      {2, 4, 2, 17, 71, 12, 10, FREE, ADDED}, {2, 4, 1, 33, 20, 9, 16, FREE, ADDED + BY_QUERY + BY_HEAD + TOKENS},
      {2, 3, 3, 9, 70, 4, 6, 61, SEEN + BY_SAMPLE}, {2, 2, 1, 40, 129, 3, 3, 0, SEEN + BY_SAMPLE + BY_HEAD + BY_QUERY},
      {1, 1, 1, 64, 64, 32, 32, 0, 0}, {1, 1, 1, 65, 65, 33, 31, 0, 0}, {1, 2, 2, 70, 3, 8, 8, -67, TOKENS},
      {1, 1, 1, 130, 130, 7, 11, -1, ADDED + BY_QUERY}, {1, 1, 1, 31, 64, 2, 2, 33, SPECIAL},
      {1, 1, 1, 96, 192, 5, 4, -300, 0}, {1, 1, 1, 20, 70, 6, 5, 2000000000, ONE_KEY},
      {1, 1, 1, 23, 130, 6, 8, 60, ONE_KEY + TOKENS}, {1, 2, 1, 19, 66, 8, 8, FREE, SEEN + SPECIAL},
      {1, 1, 1, 300, 67, 17, 12, FREE, ADDED + BY_HEAD}, {2, 2, 1, 150, 90, 64, 64, 40, SEEN + BY_QUERY},
      {1, 1, 1, 1, 4200, 3, 2, FREE, 0}, {1, 1, 1, 3, 4, 4096, 5, FREE, 0}, {2, 4, 2, 290, 140, 24, 20, 100, TOKENS}};

  /** Of derivatives: more terms than one run has, in a head and in several; runs in which a key has no reader. */
  static final int[][] RUNS = {{1, 3, 1, 1400, 9, 2, 3, FREE, 0}, {1, 1, 1, 4200, 70, 3, 2, -4150, 0},
      {1, 2, 1, 2100, 130, 2, 2, -1990, TOKENS}, {1, 1, 1, 70, 8300, 2, 1, 8200, ADDED}};

  /** The case whose work is shared by threads. */
  static final int[] PARALLEL = {2, 4, 2, 290, 140, 24, 20, 100, TOKENS};

  final AttentionShape shape;
  final AttentionMask mask;
  final int ldq;
  final int ldk;
  final int ldv;
  final int ldy;
  final double[] q;
  final double[] k;
  final double[] v;

  /** What the mask is made of: numbers, flags, whose they are. */
  private final int flags;
  private double[] added;
  private int[] seen;

  /** Rows of Y. */
  final int rows;
  private final int keyRows;

  /** The operands of a case begin at elements 1, 2 and 3 of their arrays. */
  AttentionCases(int[] sizes) {
    flags = sizes[8];
    boolean tokens = (flags & TOKENS) != 0;
    AttentionShape made = AttentionShape.of(sizes[0], sizes[1], sizes[3], sizes[4], sizes[5]).withKvHeads(sizes[2])
        .withValueSize(sizes[6]);
    made = sizes[7] == FREE ? made : made.withCausal(sizes[7]);
    made = sizes[5] % 3 == 0 ? made.withScale(0.3) : made;
    shape = tokens ? made.withTokenMajor() : made;
    ldq = (tokens ? sizes[1] : 1) * sizes[5] + sizes[3] % 3;
    ldk = (tokens ? sizes[2] : 1) * sizes[5] + sizes[4] % 3;
    ldv = (tokens ? sizes[2] : 1) * sizes[6] + sizes[5] % 2;
    ldy = (tokens ? sizes[1] : 1) * sizes[6] + sizes[3] % 2;
    rows = sizes[0] * sizes[3] * (tokens ? 1 : sizes[1]);
    keyRows = sizes[0] * sizes[4] * (tokens ? 1 : sizes[2]);
    Inputs inputs = new Inputs(sizes[3] * 8191L + sizes[4] * 127L + sizes[5]);
    boolean special = (flags & SPECIAL) != 0;
    q = wide(special ? inputs.specialDoubles(1 + rows * ldq) : inputs.doubles(1 + rows * ldq));
    k = wide(inputs.doubles(2 + keyRows * ldk));
    v = special ? inputs.specialDoubles(3 + keyRows * ldv) : inputs.doubles(3 + keyRows * ldv);
    if ((flags & ONE_KEY) != 0) {
      k[2 + keyRows / 2 * ldk] = Double.NaN;
      v[3 + keyRows / 3 * ldv] = Double.POSITIVE_INFINITY;
    }
    mask = mask(inputs);
  }

  private static double[] wide(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= 4.0;
    }
    return x;
  }

  /** About every third key is hidden, in some rows every one. */
  private AttentionMask mask(Inputs inputs) {
    boolean bySample = is(BY_SAMPLE);
    boolean byHead = is(BY_HEAD);
    boolean byQuery = is(BY_QUERY);
    int length = (bySample ? shape.batch() : 1) * (byHead ? shape.heads() : 1) * (byQuery ? shape.queries() : 1);
    added = inputs.doubles(1 + length * shape.keys());
    seen = new int[added.length];
    boolean[] shown = new boolean[added.length];
    for (int i = 1; i < added.length; i++) {
      boolean whole = byQuery && (i - 1) / shape.keys() % 5 == 1;
      shown[i] = !whole && added[i] > -0.4;
      seen[i] = shown[i] ? 1 : 0;
      added[i] = whole || added[i] < -0.75 ? Double.NEGATIVE_INFINITY : added[i];
    }
    return is(ADDED) ? AttentionMask.added(added, 1, bySample, byHead, byQuery)
        : is(SEEN) ? AttentionMask.seen(shown, 1, bySample, byHead, byQuery) : AttentionMask.NONE;
  }

  private boolean is(int flag) {
    return (flags & flag) != 0;
  }

  /** The mask on a device. */
  AttentionMaskCuda maskOn(OnDevice device) {
    return is(ADDED) ? AttentionMaskCuda.added(device.of(added), 1, is(BY_SAMPLE), is(BY_HEAD), is(BY_QUERY))
        : is(SEEN) ? AttentionMaskCuda.seen(device.of(seen), 1, is(BY_SAMPLE), is(BY_HEAD), is(BY_QUERY))
        : AttentionMaskCuda.NONE;
  }

  /** Y, from element 2 on, and the statistics, from element 1 on; queries of a head in two parts. */
  void forward(AttentionReference kernels, double[] y, double[] statistics) {
    int cut = shape.queries() / 3;
    for (int head = 0; head < shape.batch() * shape.heads(); head++) {
      kernels.forward(shape, mask, head, 0, cut, q, 1, ldq, k, 2, ldk, v, 3, ldv, y, 2, ldy, statistics, 1);
      kernels.forward(shape, mask, head, cut, shape.queries(), q, 1, ldq, k, 2, ldk, v, 3, ldv, y, 2, ldy, statistics,
          1);
    }
  }

  /** V with each value twice, side by side and nothing between the rows; head-major. */
  double[] valuesTwice() {
    int n = shape.valueSize();
    double[] twice = new double[keyRows * 2 * n];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = v[3 + i / (2 * n) * ldv + i % n];
    }
    return twice;
  }

  /** Numbers in the storage of Q, K, V and Y, from elements 1, 2, 3 and 2 on. */
  double[] likeQ(long seed) {
    return new Inputs(seed).doubles(q.length);
  }

  double[] likeK(long seed) {
    return new Inputs(seed).doubles(k.length);
  }

  double[] likeV(long seed) {
    return new Inputs(seed).doubles(v.length);
  }

  double[] likeY(long seed) {
    return new Inputs(seed).doubles(2 + rows * ldy);
  }

  /** Queries of all heads and samples. */
  int queries() {
    return shape.batch() * shape.heads() * shape.queries();
  }

  static String label(int[] sizes) {
    return "batch=" + sizes[0] + " heads=" + sizes[1] + "/" + sizes[2] + " queries=" + sizes[3] + " keys=" + sizes[4]
        + " size=" + sizes[5] + "," + sizes[6] + " offset=" + sizes[7] + " flags=" + sizes[8];
  }
}
