// Master of FloatAttentionReference: the float version is generated from this file.
package org.isobit.kernels.attention;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ExpReference;

/** Scalar {@link Attention}: defines the bits. Thread-safe. */
public sealed class AttentionReference permits AttentionSimd {

  /** Keys of a block. */
  static final int BLOCK = 64;

  /** Partial sums of the exponentials. */
  static final int PARTIALS = 32; // float: static final int PARTIALS = 64;

  /** Queries of a tile of vectors: a divisor of the block; tiles' arrays of heads of 64 are 16 KiB each. */
  static final int LANES = 32; // float: static final int LANES = 64;

  /** Tiles that pass over a block of keys while it is in cache. */
  static final int TILES = 4;

  AttentionReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static AttentionReference of(Backend backend) {
    return backend.isSimd() ? new AttentionSimd() : new AttentionReference();
  }

  /**
   * {@link Attention#forward} of some queries of one head.
   *
   * @param shape      the shape
   * @param mask       the mask
   * @param head       which head, counted through all samples
   * @param from       its first query
   * @param to         the query after its last one
   * @param q          array of Q
   * @param qo         index of its first element
   * @param ldq        its leading dimension
   * @param k          array of K
   * @param ko         index of its first element
   * @param ldk        its leading dimension
   * @param v          array of V
   * @param vo         index of its first element
   * @param ldv        its leading dimension
   * @param y          array of Y
   * @param yo         index of its first element
   * @param ldy        its leading dimension
   * @param statistics takes shifts and reciprocals of sums, or null
   * @param so         index of the first shift
   */
  public void forward(AttentionShape shape, AttentionMask mask, int head, int from, int to, double[] q, int qo,
      int ldq, double[] k, int ko, int ldk, double[] v, int vo, int ldv, double[] y, int yo, int ldy,
      double[] statistics, int so) {
    int b = head / shape.heads();
    int h = head % shape.heads();
    int kv = shape.kvHead(h);
    int qs = qo + shape.start(b, h, shape.heads(), shape.queries(), shape.size(), ldq);
    int ys = yo + shape.start(b, h, shape.heads(), shape.queries(), shape.valueSize(), ldy);
    int ks = ko + shape.start(b, kv, shape.kvHeads(), shape.keys(), shape.size(), ldk);
    int vs = vo + shape.start(b, kv, shape.kvHeads(), shape.keys(), shape.valueSize(), ldv);
    AttentionScratch scratch = AttentionScratch.mine();
    for (int i = from; i < to; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      Arrays.fill(scratch.partials, 0, PARTIALS, 0.0);
      Arrays.fill(y, ys + i * ldy, ys + i * ldy + shape.valueSize(), 0.0);
      for (int j = 0; j < shape.seen(i); j += BLOCK) {
        int n = Math.min(BLOCK, shape.keys() - j);
        scores(shape, n, q, qs + i * ldq, k, ks + j * ldk, ldk, scratch.scores);
        masked(shape, mask, b, h, i, j, n, scratch.scores);
        largest = block(n, largest, scratch, shape.valueSize(), v, vs + j * ldv, ldv, y, ys + i * ldy);
      }
      double sum = sum(scratch.partials);
      for (int e = 0; e < shape.valueSize(); e++) {
        y[ys + i * ldy + e] /= sum;
      }
      if (statistics != null) {
        int at = so + head * shape.queries() + i;
        statistics[at] = shift(largest);
        statistics[at + shape.rowsOfAll()] = 1.0 / sum;
      }
    }
  }

  /** What is subtracted from scores. */
  static double shift(double largest) {
    return largest == Double.NEGATIVE_INFINITY ? 0.0 : largest;
  }

  /** Scores of a query and n keys. */
  static void scores(AttentionShape shape, int n, double[] q, int qo, double[] k, int ko, int ldk, double[] s) {
    double scale = shape.scale(); // float: float scale = (float) shape.scale();
    for (int j = 0; j < n; j++) {
      double chain = 0.0;
      for (int e = 0; e < shape.size(); e++) {
        chain = Math.fma(q[qo + e] * scale, k[ko + j * ldk + e], chain);
      }
      s[j] = chain;
    }
  }

  /** Puts the mask on the scores of query i and n keys from the given one on. */
  static void masked(AttentionShape shape, AttentionMask mask, int b, int h, int i, int first, int n, double[] s) {
    int row = mask.row(shape, b, h, i) + first;
    for (int j = 0; j < n; j++) {
      if (mask.added() != null) {
        s[j] += mask.added()[row + j];
      } else if (mask.seen() != null && !mask.seen()[row + j]) {
        s[j] = Double.NEGATIVE_INFINITY;
      }
      if (first + j >= shape.seen(i)) {
        s[j] = Double.NEGATIVE_INFINITY;
      }
    }
  }

  /** Takes a block's scores into the sums and the output; the largest score then. */
  private static double block(int n, double before, AttentionScratch scratch, int width, double[] v, int vo, int ldv,
      double[] y, int yo) {
    double[] s = scratch.scores;
    double[] l = scratch.partials;
    double largest = before;
    for (int j = 0; j < n; j++) {
      largest = s[j] > largest || s[j] != s[j] ? s[j] : largest;
    }
    double shift = shift(largest);
    double factor = ExpReference.exp(before - shift);
    for (int i = 0; i < PARTIALS; i++) {
      l[i] *= factor;
    }
    for (int j = 0; j < n; j++) {
      s[j] = ExpReference.exp(s[j] - shift);
      l[j % PARTIALS] += s[j];
    }
    for (int e = 0; e < width; e++) {
      double chain = y[yo + e] * factor;
      for (int j = 0; j < n; j++) {
        chain = Math.fma(s[j], v[vo + j * ldv + e], chain);
      }
      y[yo + e] = chain;
    }
    return largest;
  }

  /** The tree of the partial sums. */
  static double sum(double[] l) {
    for (int half = PARTIALS / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        l[i] += l[i + half];
      }
    }
    return l[0];
  }
}
