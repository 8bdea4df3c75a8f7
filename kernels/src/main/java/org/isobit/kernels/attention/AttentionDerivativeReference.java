// Master of FloatAttentionDerivativeReference: the float version is generated from this file.
package org.isobit.kernels.attention;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.reduce.ReduceReference;

/** Scalar {@link AttentionGradient} and {@link AttentionTangent}: defines the bits. Thread-safe. */
public sealed class AttentionDerivativeReference permits AttentionDerivativeSimd {

  /** Terms of a run. */
  static final int RUN = 4096;

  static final int BLOCK = AttentionReference.BLOCK;
  static final int PARTIALS = AttentionReference.PARTIALS;

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);

  AttentionDerivativeReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static AttentionDerivativeReference of(Backend backend) {
    return backend.isSimd() ? new AttentionDerivativeSimd() : new AttentionDerivativeReference();
  }

  /**
   * dQ of some queries of one head.
   *
   * @param c    the operands
   * @param head which head, counted through all samples
   * @param from its first query
   * @param to   the query after its last one
   */
  public void queries(AttentionOperands c, int head, int from, int to) {
    AttentionShape shape = c.shape;
    int b = head / shape.heads();
    int h = head % shape.heads();
    int kv = shape.kvHead(h);
    int size = shape.size();
    double scale = factor(shape);
    AttentionScratch scratch = AttentionScratch.mine();
    double[] sums = scratch.outputs(size);
    for (int i = from; i < to; i++) {
      int at = c.query(b, h, i, c.dqo, c.lddq);
      double delta = delta(REDUCE, c, b, h, i);
      int seen = shape.seen(i);
      for (int run = 0; run == 0 || run < seen; run += RUN) {
        Arrays.fill(sums, 0, size, 0.0);
        for (int j = run; j < Math.min(seen, run + RUN); j += BLOCK) {
          int n = Math.min(BLOCK, shape.keys() - j);
          weights(c, b, h, i, j, n, scratch.scores);
          slopes(c, b, h, i, j, n, delta, scratch);
          int key = c.key(b, kv, j, c.ko, c.ldk);
          chains(n, scratch.other, size, c.k, key, c.ldk, sums, 0);
        }
        store(run > 0, size, sums, c.dq, at);
      }
      for (int e = 0; e < size; e++) {
        c.dq[at + e] *= scale;
      }
    }
  }

  /**
   * dK and dV of some keys of one head of keys.
   *
   * @param c      the operands
   * @param kvHead which head of keys, counted through all samples
   * @param from   its first key
   * @param to     the key after its last one
   */
  public void keys(AttentionOperands c, int kvHead, int from, int to) {
    AttentionShape shape = c.shape;
    int b = kvHead / shape.kvHeads();
    int kv = kvHead % shape.kvHeads();
    int group = shape.heads() / shape.kvHeads();
    AttentionScratch scratch = AttentionScratch.mine();
    double[] ofKey = scratch.outputs(shape.size());
    double[] ofValue = scratch.otherOutputs(shape.valueSize());
    for (int j = from; j < to; j++) {
      Arrays.fill(ofKey, 0, shape.size(), 0.0);
      Arrays.fill(ofValue, 0, shape.valueSize(), 0.0);
      int first = shape.reader(j);
      int run = first / RUN;
      boolean stored = false;
      for (int place = first; place < group * shape.queries(); place++) {
        int i = place % shape.queries();
        if (i >= first) {
          if (place / RUN != run) {
            store(c, b, kv, j, stored, ofKey, ofValue);
            stored = true;
            run = place / RUN;
          }
          pair(c, b, kv * group + place / shape.queries(), i, j, scratch, ofKey, ofValue);
        }
      }
      store(c, b, kv, j, stored, ofKey, ofValue);
    }
  }

  /**
   * dQ, dK and dV of one head of keys and of the heads of queries that read it; what has no array is left out.
   *
   * @param c      the operands
   * @param kvHead which head of keys, counted through all samples
   */
  public void heads(AttentionOperands c, int kvHead) {
    int group = c.shape.heads() / c.shape.kvHeads();
    for (int head = kvHead * group; head < (kvHead + 1) * group && c.dq != null; head++) {
      queries(c, head, 0, c.shape.queries());
    }
    if (c.dk != null || c.dv != null) {
      keys(c, kvHead, 0, c.shape.keys());
    }
  }

  /** Adds what one query gives to the gradients with respect to one key and its value. */
  private static void pair(AttentionOperands c, int b, int h, int i, int j, AttentionScratch scratch, double[] ofKey,
      double[] ofValue) {
    double scale = factor(c.shape);
    weights(c, b, h, i, j, 1, scratch.scores);
    slopes(c, b, h, i, j, 1, delta(REDUCE, c, b, h, i), scratch);
    int query = c.query(b, h, i, c.qo, c.ldq);
    int output = c.output(b, h, i, c.dyo, c.lddy);
    for (int e = 0; e < c.shape.size(); e++) {
      ofKey[e] = Math.fma(scratch.other[0], c.q[query + e] * scale, ofKey[e]);
    }
    for (int e = 0; e < c.shape.valueSize(); e++) {
      ofValue[e] = Math.fma(scratch.scores[0], c.dy[output + e], ofValue[e]);
    }
  }

  /** A run of dK and dV of key j. */
  private static void store(AttentionOperands c, int b, int kv, int j, boolean add, double[] ofKey,
      double[] ofValue) {
    if (c.dk != null) {
      store(add, c.shape.size(), ofKey, c.dk, c.key(b, kv, j, c.dko, c.lddk));
    }
    if (c.dv != null) {
      store(add, c.shape.valueSize(), ofValue, c.dv, c.value(b, kv, j, c.dvo, c.lddv));
    }
  }

  /** The first run is the result, later ones are added; the sums begin anew. */
  private static void store(boolean add, int n, double[] sums, double[] to, int at) {
    for (int e = 0; e < n; e++) {
      to[at + e] = add ? to[at + e] + sums[e] : sums[e];
      sums[e] = 0.0;
    }
  }

  /**
   * dY of some queries of one head.
   *
   * @param c    the operands
   * @param head which head, counted through all samples
   * @param from its first query
   * @param to   the query after its last one
   */
  public void tangent(AttentionOperands c, int head, int from, int to) {
    AttentionShape shape = c.shape;
    int b = head / shape.heads();
    int h = head % shape.heads();
    int kv = shape.kvHead(h);
    int width = shape.valueSize();
    AttentionScratch scratch = AttentionScratch.mine();
    double[] l = scratch.partials;
    for (int i = from; i < to; i++) {
      int at = c.output(b, h, i, c.dyo, c.lddy);
      Arrays.fill(l, 0, PARTIALS, 0.0);
      Arrays.fill(c.dy, at, at + width, 0.0);
      for (int j = 0; j < shape.seen(i); j += BLOCK) {
        int n = Math.min(BLOCK, shape.keys() - j);
        weights(c, b, h, i, j, n, scratch.scores);
        moves(c, b, h, i, j, n, scratch);
        for (int t = 0; t < n; t++) {
          l[t % PARTIALS] += scratch.other[t];
        }
        chains(n, scratch.other, width, c.v, c.value(b, kv, j, c.vo, c.ldv), c.ldv, c.dy, at);
        chains(n, scratch.scores, width, c.dv, c.value(b, kv, j, c.dvo, c.lddv), c.lddv, c.dy, at);
      }
      double sum = AttentionReference.sum(l);
      int made = c.output(b, h, i, c.yo, c.ldy);
      for (int e = 0; e < width; e++) {
        c.dy[at + e] = Math.fma(-sum, c.y[made + e], c.dy[at + e]);
      }
    }
  }

  /** The factor of the scores. */
  static double factor(AttentionShape shape) {
    return shape.scale(); // float: return (float) shape.scale();
  }

  /** The product of dY and Y of a query. */
  static double delta(ReduceReference reduce, AttentionOperands c, int b, int h, int i) {
    return reduce.dot(c.shape.valueSize(), c.dy, c.output(b, h, i, c.dyo, c.lddy), 1, c.y,
        c.output(b, h, i, c.yo, c.ldy), 1);
  }

  /** The weights of n keys from key j on: p = exp(s − shift)·r. */
  private static void weights(AttentionOperands c, int b, int h, int i, int j, int n, double[] p) {
    AttentionShape shape = c.shape;
    AttentionReference.scores(shape, n, c.q, c.query(b, h, i, c.qo, c.ldq), c.k,
        c.key(b, shape.kvHead(h), j, c.ko, c.ldk), c.ldk, p);
    AttentionReference.masked(shape, c.mask, b, h, i, j, n, p);
    int at = c.statistic(b * shape.heads() + h, i);
    for (int t = 0; t < n; t++) {
      p[t] = ExpReference.exp(p[t] - c.statistics[at]) * c.statistics[at + shape.rowsOfAll()];
    }
  }

  /** Gradients with respect to the scores: p·(dY·v − delta). */
  private static void slopes(AttentionOperands c, int b, int h, int i, int j, int n, double delta,
      AttentionScratch scratch) {
    int output = c.output(b, h, i, c.dyo, c.lddy);
    int value = c.value(b, c.shape.kvHead(h), j, c.vo, c.ldv);
    for (int t = 0; t < n; t++) {
      double chain = 0.0;
      for (int e = 0; e < c.shape.valueSize(); e++) {
        chain = Math.fma(c.dy[output + e], c.v[value + t * c.ldv + e], chain);
      }
      scratch.other[t] = scratch.scores[t] * (chain - delta);
    }
  }

  /** How scores move, times the weights. */
  private static void moves(AttentionOperands c, int b, int h, int i, int j, int n, AttentionScratch scratch) {
    double scale = factor(c.shape);
    int kv = c.shape.kvHead(h);
    int query = c.query(b, h, i, c.qo, c.ldq);
    int queryMoves = c.query(b, h, i, c.dqo, c.lddq);
    for (int t = 0; t < n; t++) {
      int key = c.key(b, kv, j + t, c.ko, c.ldk);
      int keyMoves = c.key(b, kv, j + t, c.dko, c.lddk);
      double chain = 0.0;
      for (int e = 0; e < c.shape.size(); e++) {
        chain = Math.fma(c.dq[queryMoves + e] * scale, c.k[key + e], chain);
      }
      for (int e = 0; e < c.shape.size(); e++) {
        chain = Math.fma(c.q[query + e] * scale, c.dk[keyMoves + e], chain);
      }
      scratch.other[t] = scratch.scores[t] * chain;
    }
  }

  /** to_e continues the chain over t of fma(w_t, x_te, ·). */
  private static void chains(int n, double[] w, int width, double[] x, int xo, int ldx, double[] to, int at) {
    for (int e = 0; e < width; e++) {
      double chain = to[at + e];
      for (int t = 0; t < n; t++) {
        chain = Math.fma(w[t], x[xo + t * ldx + e], chain);
      }
      to[at + e] = chain;
    }
  }
}
