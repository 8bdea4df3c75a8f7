// Master of FloatAttentionDerivativeSimd: the float version is generated from this file.
package org.isobit.kernels.attention;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.gemm.GemmTransposeSimd;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * Vector API {@link AttentionGradient} and {@link AttentionTangent}, from the tiles of {@link AttentionSimd}: lanes are
 * queries, and keys in {@link AttentionKeysSimd}. Thread-safe.
 */
public final class AttentionDerivativeSimd extends AttentionDerivativeReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int W = AttentionReference.LANES;
  private static final int TILES = AttentionReference.TILES;

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);

  AttentionDerivativeSimd() {}

  @Override
  public void queries(AttentionOperands c, int head, int from, int to) {
    int b = head / c.shape.heads();
    int h = head % c.shape.heads();
    AttentionScratch scratch = AttentionScratch.mine();
    int i = from;
    while (i < to) {
      int tiles = tilesOfQueries(c, head, i, to, scratch);
      queryTiles(c, b, h, tiles, scratch);
      for (int t = 0; t < tiles; t++) {
        i = scratch.first[t];
        int count = scratch.first[t + 1] - i;
        int at = c.query(b, h, i, c.dqo, c.lddq);
        store(scratch.stored[t], count, c.shape.size(), scratch.outputs(c.shape.size()), t, c.dq, at, c.lddq);
        scale(count, c.shape.size(), factor(c.shape), c.dq, at, c.lddq);
      }
      i = scratch.first[tiles];
    }
  }

  /** Begins some tiles of queries of a head: queries and dY lane by lane, and what their statistics are. */
  private static int tilesOfQueries(AttentionOperands c, int head, int from, int to, AttentionScratch scratch) {
    AttentionShape shape = c.shape;
    int b = head / shape.heads();
    int h = head % shape.heads();
    int size = shape.size();
    int width = shape.valueSize();
    int i = from;
    int tiles = 0;
    while (tiles < TILES && i < to) {
      int count = AttentionSimd.tile(shape, i, to);
      lanes(count, size, factor(shape), c.q, c.query(b, h, i, c.qo, c.ldq), c.ldq, scratch.queries(size),
          tiles * size * W);
      GemmTransposeSimd.transpose(count, width, c.dy, c.output(b, h, i, c.dyo, c.lddy), c.lddy, scratch.others(width),
          tiles * width * W, W);
      statistics(c, head, i, count, tiles * W, scratch);
      deltas(c, b, h, i, count, tiles * W, scratch);
      scratch.first[tiles] = i;
      i += count;
      tiles++;
    }
    scratch.first[tiles] = i;
    Arrays.fill(scratch.outputs(size), 0, tiles * size * W, 0.0);
    begin(tiles, scratch);
    return tiles;
  }

  static void begin(int tiles, AttentionScratch scratch) {
    Arrays.fill(scratch.factor, 1.0);
    Arrays.fill(scratch.run, 0, tiles, -1);
    Arrays.fill(scratch.stored, 0, tiles, false);
  }

  /** Rows, scaled, lane by lane. */
  private static void lanes(int count, int size, double scale, double[] x, int xo, int ldx, double[] to, int at) {
    GemmTransposeSimd.transpose(count, size, x, xo, ldx, to, at, W);
    AttentionSimd.scale(size, AttentionSimd.lanes(count), scale, to, at);
  }

  static void statistics(AttentionOperands c, int head, int i, int count, int at, AttentionScratch scratch) {
    int from = c.statistic(head, i);
    System.arraycopy(c.statistics, from, scratch.shift, at, count);
    System.arraycopy(c.statistics, from + c.shape.rowsOfAll(), scratch.reciprocal, at, count);
  }

  static void deltas(AttentionOperands c, int b, int h, int i, int count, int at, AttentionScratch scratch) {
    for (int t = 0; t < count; t++) {
      scratch.delta[at + t] = delta(REDUCE, c, b, h, i + t);
    }
  }

  /** Passes tiles of queries over the blocks of keys that they read. */
  private static void queryTiles(AttentionOperands c, int b, int h, int tiles, AttentionScratch scratch) {
    AttentionShape shape = c.shape;
    int kv = shape.kvHead(h);
    int size = shape.size();
    int width = shape.valueSize();
    int seen = shape.seen(scratch.first[tiles] - 1);
    for (int j = 0; j < seen; j += BLOCK) {
      int n = Math.min(BLOCK, shape.keys() - j);
      AttentionSimd.copy(n, size, c.k, c.key(b, kv, j, c.ko, c.ldk), c.ldk, scratch.keys(size));
      AttentionSimd.copy(n, width, c.v, c.value(b, kv, j, c.vo, c.ldv), c.ldv, scratch.values(width));
      for (int t = 0; t < tiles; t++) {
        int i = scratch.first[t];
        if (j < shape.seen(i)) {
          if (turns(t, j / RUN, scratch)) {
            store(scratch.stored[t], scratch.first[t + 1] - i, size, scratch.outputs(size), t, c.dq,
                c.query(b, h, i, c.dqo, c.lddq), c.lddq);
            scratch.stored[t] = true;
          }
          queryTile(c, b, h, t, j, n, scratch);
        }
      }
    }
  }

  /** Whether tile t, which now takes terms of a run, has a sum of an earlier one. */
  static boolean turns(int t, int run, AttentionScratch scratch) {
    int before = scratch.run[t];
    scratch.run[t] = run;
    return before >= 0 && before != run;
  }

  /** Takes n keys from key j on into dQ of tile t. */
  private static void queryTile(AttentionOperands c, int b, int h, int t, int j, int n, AttentionScratch scratch) {
    int i = scratch.first[t];
    int count = scratch.first[t + 1] - i;
    int lanes = AttentionSimd.lanes(count);
    int size = c.shape.size();
    int width = c.shape.valueSize();
    AttentionSimd.scores(size, n, lanes, scratch.keys(size), 0, size, scratch.queries(size), t * size * W,
        scratch.scores);
    AttentionScoresSimd.mask(c.shape, c.mask, b, h, i, count, lanes, j, n, scratch);
    ExpSimd.shiftedExp(n, lanes, scratch.scores, 0, W, scratch.shift, t * W);
    AttentionSimd.scores(width, n, lanes, scratch.values(width), 0, width, scratch.others(width), t * width * W,
        scratch.other);
    AttentionScoresSimd.slopes(n, lanes, t * W, scratch);
    AttentionSimd.values(size, n, lanes, scratch.keys(size), 0, size, scratch.other, 0, scratch.factor,
        scratch.outputs(size), t * size * W);
  }

  /** The first run is the result, later ones are added; the sums of tile t begin anew. */
  static void store(boolean add, int count, int n, double[] sums, int t, double[] to, int at, int ld) {
    int from = t * n * W;
    if (!add) {
      GemmTransposeSimd.transpose(n, count, sums, from, W, to, at, ld);
    } else {
      for (int i = 0; i < count; i++) {
        for (int e = 0; e < n; e++) {
          to[at + i * ld + e] += sums[from + e * W + i];
        }
      }
    }
    Arrays.fill(sums, from, from + n * W, 0.0);
  }

  static void scale(int rows, int n, double scale, double[] x, int at, int ld) {
    for (int i = 0; i < rows; i++) {
      for (int e = 0; e < n; e++) {
        x[at + i * ld + e] *= scale;
      }
    }
  }

  @Override
  public void keys(AttentionOperands c, int kvHead, int from, int to) {
    AttentionKeysSimd.keys(c, kvHead, from, to, false);
  }

  /** In one pass if the keys are one run: sums of dQ are then in dQ itself while blocks of keys pass. */
  @Override
  public void heads(AttentionOperands c, int kvHead) {
    if (c.dq == null || c.dk == null && c.dv == null || c.shape.keys() > RUN) {
      super.heads(c, kvHead);
      return;
    }
    AttentionShape shape = c.shape;
    int group = shape.heads() / shape.kvHeads();
    for (int head = kvHead * group; head < (kvHead + 1) * group; head++) {
      for (int i = 0; i < shape.queries(); i++) {
        int at = c.query(head / shape.heads(), head % shape.heads(), i, c.dqo, c.lddq);
        Arrays.fill(c.dq, at, at + shape.size(), 0.0);
      }
    }
    AttentionKeysSimd.keys(c, kvHead, 0, shape.keys(), true);
    for (int head = kvHead * group; head < (kvHead + 1) * group; head++) {
      scale(shape.queries(), shape.size(), factor(shape), c.dq,
          c.query(head / shape.heads(), head % shape.heads(), 0, c.dqo, c.lddq), c.lddq);
    }
  }

  @Override
  public void tangent(AttentionOperands c, int head, int from, int to) {
    int b = head / c.shape.heads();
    int h = head % c.shape.heads();
    AttentionScratch scratch = AttentionScratch.mine();
    int i = from;
    while (i < to) {
      int tiles = tilesOfMoves(c, head, i, to, scratch);
      moveTiles(c, b, h, tiles, scratch);
      for (int t = 0; t < tiles; t++) {
        endOfMoves(c, b, h, t, scratch);
      }
      i = scratch.first[tiles];
    }
  }

  /** Begins some tiles of queries of a head: dQ, then Q, lane by lane. */
  private static int tilesOfMoves(AttentionOperands c, int head, int from, int to, AttentionScratch scratch) {
    AttentionShape shape = c.shape;
    int b = head / shape.heads();
    int h = head % shape.heads();
    int size = shape.size();
    double[] queries = scratch.queries(2 * size);
    int i = from;
    int tiles = 0;
    while (tiles < TILES && i < to) {
      int count = AttentionSimd.tile(shape, i, to);
      lanes(count, size, factor(shape), c.dq, c.query(b, h, i, c.dqo, c.lddq), c.lddq, queries, 2 * tiles * size * W);
      lanes(count, size, factor(shape), c.q, c.query(b, h, i, c.qo, c.ldq), c.ldq, queries,
          (2 * tiles + 1) * size * W);
      statistics(c, head, i, count, tiles * W, scratch);
      scratch.first[tiles] = i;
      i += count;
      tiles++;
    }
    scratch.first[tiles] = i;
    Arrays.fill(scratch.outputs(shape.valueSize()), 0, tiles * shape.valueSize() * W, 0.0);
    Arrays.fill(scratch.partials, 0, tiles * PARTIALS * W, 0.0);
    begin(tiles, scratch);
    return tiles;
  }

  /** Passes tiles of queries over the blocks of keys that they read; keys and values with their moves beside them. */
  private static void moveTiles(AttentionOperands c, int b, int h, int tiles, AttentionScratch scratch) {
    AttentionShape shape = c.shape;
    int kv = shape.kvHead(h);
    int size = shape.size();
    int width = shape.valueSize();
    double[] keys = scratch.keys(2 * size);
    double[] values = scratch.values(2 * width);
    int seen = shape.seen(scratch.first[tiles] - 1);
    for (int j = 0; j < seen; j += BLOCK) {
      int n = Math.min(BLOCK, shape.keys() - j);
      beside(n, size, c.k, c.key(b, kv, j, c.ko, c.ldk), c.ldk, c.dk, c.key(b, kv, j, c.dko, c.lddk), c.lddk, keys);
      beside(n, width, c.v, c.value(b, kv, j, c.vo, c.ldv), c.ldv, c.dv, c.value(b, kv, j, c.dvo, c.lddv), c.lddv,
          values);
      for (int t = 0; t < tiles; t++) {
        if (j < shape.seen(scratch.first[t])) {
          moveTile(c, b, h, t, j, n, keys, values, scratch);
        }
      }
    }
  }

  /** Rows of two matrices, one beside the other. */
  private static void beside(int rows, int columns, double[] x, int xo, int ldx, double[] y, int yo, int ldy,
      double[] to) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(x, xo + r * ldx, to, 2 * r * columns, columns);
      System.arraycopy(y, yo + r * ldy, to, (2 * r + 1) * columns, columns);
    }
  }

  /** Takes n keys from key j on into dY of tile t. */
  private static void moveTile(AttentionOperands c, int b, int h, int t, int j, int n, double[] keys, double[] values,
      AttentionScratch scratch) {
    int i = scratch.first[t];
    int count = scratch.first[t + 1] - i;
    int lanes = AttentionSimd.lanes(count);
    int size = c.shape.size();
    int width = c.shape.valueSize();
    double[] queries = scratch.queries(2 * size);
    AttentionSimd.scores(size, n, lanes, keys, 0, 2 * size, queries, (2 * t + 1) * size * W, scratch.scores);
    AttentionScoresSimd.mask(c.shape, c.mask, b, h, i, count, lanes, j, n, scratch);
    ExpSimd.shiftedExp(n, lanes, scratch.scores, 0, W, scratch.shift, t * W);
    AttentionSimd.scores(2 * size, n, lanes, keys, 0, 2 * size, queries, 2 * t * size * W, scratch.other);
    AttentionScoresSimd.moves(n, lanes, t, scratch);
    double[] outputs = scratch.outputs(width);
    AttentionSimd.values(width, n, lanes, values, 0, 2 * width, scratch.other, 0, scratch.factor, outputs,
        t * width * W);
    AttentionSimd.values(width, n, lanes, values, width, 2 * width, scratch.scores, 0, scratch.factor, outputs,
        t * width * W);
  }

  /** The outputs of tile t less Y times the sums. */
  private static void endOfMoves(AttentionOperands c, int b, int h, int t, AttentionScratch scratch) {
    int i = scratch.first[t];
    int count = scratch.first[t + 1] - i;
    int width = c.shape.valueSize();
    int at = t * width * W;
    double[] outputs = scratch.outputs(width);
    double[] made = scratch.others(width);
    GemmTransposeSimd.transpose(count, width, c.y, c.output(b, h, i, c.yo, c.ldy), c.ldy, made, at, W);
    AttentionScoresSimd.sums(AttentionSimd.lanes(count), scratch.partials, t * PARTIALS * W);
    for (int l = 0; l < count; l += V) {
      DoubleVector sum = DoubleVector.fromArray(S, scratch.partials, t * PARTIALS * W + l).neg();
      for (int e = 0; e < width; e++) {
        sum.fma(DoubleVector.fromArray(S, made, at + e * W + l), DoubleVector.fromArray(S, outputs, at + e * W + l))
            .intoArray(outputs, at + e * W + l);
      }
    }
    GemmTransposeSimd.transpose(width, count, outputs, at, W, c.dy, c.output(b, h, i, c.dyo, c.lddy), c.lddy);
  }
}
