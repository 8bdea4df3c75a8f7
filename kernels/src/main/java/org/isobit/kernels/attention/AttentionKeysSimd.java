// Master of FloatAttentionKeysSimd: the float version is generated from this file.
package org.isobit.kernels.attention;

import java.util.Arrays;
import org.isobit.kernels.gemm.GemmTransposeSimd;

/**
 * Gradients of {@link AttentionDerivativeSimd} with respect to keys and values: lanes are keys, and rows of products
 * queries. A tile of keys lies in one block, and queries pass in blocks that begin where causal ones read one block
 * more, and where runs do, so that all lanes and rows of a tile belong together.
 */
final class AttentionKeysSimd {

  private static final int BLOCK = AttentionReference.BLOCK;
  private static final int RUN = AttentionDerivativeReference.RUN;
  private static final int W = AttentionReference.LANES;
  private static final int TILES = AttentionReference.TILES;

  private AttentionKeysSimd() {}

  /**
   * dK and dV of some keys of a head of keys; if {@code queries}, what they give to dQ is added to it, not yet times
   * the scale.
   */
  static void keys(AttentionOperands c, int kvHead, int from, int to, boolean queries) {
    AttentionShape shape = c.shape;
    int b = kvHead / shape.kvHeads();
    int kv = kvHead % shape.kvHeads();
    int group = shape.heads() / shape.kvHeads();
    AttentionScratch scratch = AttentionScratch.mine();
    int j = from;
    while (j < to) {
      int tiles = tilesOfKeys(c, b, kv, j, to, scratch);
      if (queries) {
        keyRows(c, b, kv, tiles, scratch);
      }
      for (int g = 0; g < group; g++) {
        int i = shape.reader(j);
        while (i < shape.queries()) {
          int n = rows(shape, g * shape.queries() + i, i);
          rows(c, b, kv * group + g, i, n, scratch);
          if (queries) {
            sums(c, b, kv * group + g, i, n, false, scratch.sums(shape.size()));
          }
          for (int t = 0; t < tiles; t++) {
            if (i >= shape.reader(scratch.first[t])) {
              if (AttentionDerivativeSimd.turns(t, (g * shape.queries() + i) / RUN, scratch)) {
                storeKeys(c, b, kv, t, scratch);
              }
              keyTile(c, b, kv * group + g, t, i, n, scratch);
              if (queries) {
                addToQueries(shape.size(), n, t, scratch);
              }
            }
          }
          if (queries) {
            sums(c, b, kv * group + g, i, n, true, scratch.sums(shape.size()));
          }
          i += n;
        }
      }
      for (int t = 0; t < tiles; t++) {
        storeKeys(c, b, kv, t, scratch);
      }
      j = scratch.first[tiles];
    }
  }

  /** Begins some tiles of keys: keys and values lane by lane. */
  private static int tilesOfKeys(AttentionOperands c, int b, int kv, int from, int to, AttentionScratch scratch) {
    int size = c.shape.size();
    int width = c.shape.valueSize();
    int j = from;
    int tiles = 0;
    while (tiles < TILES && j < to) {
      int count = Math.min(Math.min(W, BLOCK - j % BLOCK), to - j);
      GemmTransposeSimd.transpose(count, size, c.k, c.key(b, kv, j, c.ko, c.ldk), c.ldk, scratch.queries(size),
          tiles * size * W, W);
      GemmTransposeSimd.transpose(count, width, c.v, c.value(b, kv, j, c.vo, c.ldv), c.ldv, scratch.others(width),
          tiles * width * W, W);
      scratch.first[tiles] = j;
      j += count;
      tiles++;
    }
    scratch.first[tiles] = j;
    Arrays.fill(scratch.outputs(size), 0, tiles * size * W, 0.0);
    Arrays.fill(scratch.otherOutputs(width), 0, tiles * width * W, 0.0);
    AttentionDerivativeSimd.begin(tiles, scratch);
    return tiles;
  }

  /** Queries from query i on that keys' tiles take at once; its place is that among all of its group. */
  private static int rows(AttentionShape shape, int place, int i) {
    int most = shape.causal() ? (int) (BLOCK - Math.floorMod((long) i + shape.offset(), (long) BLOCK)) : BLOCK;
    return Math.min(Math.min(most, RUN - place % RUN), shape.queries() - i);
  }

  /** n queries, scaled, their dY and what their statistics are, row by row. */
  private static void rows(AttentionOperands c, int b, int h, int i, int n, AttentionScratch scratch) {
    int size = c.shape.size();
    int width = c.shape.valueSize();
    AttentionSimd.copy(n, size, c.q, c.query(b, h, i, c.qo, c.ldq), c.ldq, scratch.keys(size));
    AttentionDerivativeSimd.scale(1, n * size, AttentionDerivativeReference.factor(c.shape), scratch.keys(size), 0, 0);
    AttentionSimd.copy(n, width, c.dy, c.output(b, h, i, c.dyo, c.lddy), c.lddy, scratch.values(width));
    AttentionDerivativeSimd.statistics(c, b * c.shape.heads() + h, i, n, 0, scratch);
    AttentionDerivativeSimd.deltas(c, b, h, i, n, 0, scratch);
  }

  /** Takes n queries from query i on into dK and dV of tile t. */
  private static void keyTile(AttentionOperands c, int b, int h, int t, int i, int n, AttentionScratch scratch) {
    int j = scratch.first[t];
    int count = scratch.first[t + 1] - j;
    int lanes = AttentionSimd.lanes(count);
    int size = c.shape.size();
    int width = c.shape.valueSize();
    AttentionSimd.scores(size, n, lanes, scratch.keys(size), 0, size, scratch.queries(size), t * size * W,
        scratch.scores);
    AttentionScoresSimd.maskRows(c.shape, c.mask, b, h, i, n, j, count, scratch.scores);
    AttentionScoresSimd.weightsOfRows(n, lanes, scratch);
    AttentionSimd.scores(width, n, lanes, scratch.values(width), 0, width, scratch.others(width), t * width * W,
        scratch.other);
    AttentionScoresSimd.slopesOfRows(n, lanes, scratch);
    AttentionSimd.values(width, n, lanes, scratch.values(width), 0, width, scratch.scores, 0, scratch.factor,
        scratch.otherOutputs(width), t * width * W);
    AttentionSimd.values(size, n, lanes, scratch.keys(size), 0, size, scratch.other, 0, scratch.factor,
        scratch.outputs(size), t * size * W);
  }

  private static void storeKeys(AttentionOperands c, int b, int kv, int t, AttentionScratch scratch) {
    int j = scratch.first[t];
    int count = scratch.first[t + 1] - j;
    int size = c.shape.size();
    int width = c.shape.valueSize();
    if (c.dk != null) {
      AttentionDerivativeSimd.store(scratch.stored[t], count, size, scratch.outputs(size), t, c.dk,
          c.key(b, kv, j, c.dko, c.lddk), c.lddk);
    }
    if (c.dv != null) {
      AttentionDerivativeSimd.store(scratch.stored[t], count, width, scratch.otherOutputs(width), t, c.dv,
          c.value(b, kv, j, c.dvo, c.lddv), c.lddv);
    }
    scratch.stored[t] = true;
  }

  /** Keys of some tiles row by row, in columns of a tile's width. */
  private static void keyRows(AttentionOperands c, int b, int kv, int tiles, AttentionScratch scratch) {
    int size = c.shape.size();
    double[] rows = scratch.keyRows(size);
    int at = 0;
    for (int t = 0; t < tiles; t++) {
      for (int e = 0; e < size; e += W) {
        int wide = Math.min(W, size - e);
        for (int j = scratch.first[t]; j < scratch.first[t + 1]; j++) {
          System.arraycopy(c.k, c.key(b, kv, j, c.ko, c.ldk) + e, rows, at + (j - scratch.first[t]) * W, wide);
        }
        at += W * W;
      }
    }
  }

  /** The sums of n queries, in columns of a tile's width, from dQ or back. */
  private static void sums(AttentionOperands c, int b, int h, int i, int n, boolean back, double[] sums) {
    int size = c.shape.size();
    int dq = c.query(b, h, i, c.dqo, c.lddq);
    int at = 0;
    for (int e = 0; e < size; e += W) {
      int wide = Math.min(W, size - e);
      for (int r = 0; r < n; r++) {
        if (back) {
          System.arraycopy(sums, at + r * W, c.dq, dq + r * c.lddq + e, wide);
        } else {
          System.arraycopy(c.dq, dq + r * c.lddq + e, sums, at + r * W, wide);
        }
      }
      at += BLOCK * W;
    }
  }

  /** What the keys of tile t give to the sums of n queries; lanes are elements. */
  private static void addToQueries(int size, int n, int t, AttentionScratch scratch) {
    int count = scratch.first[t + 1] - scratch.first[t];
    int columns = (size + W - 1) / W;
    GemmTransposeSimd.transpose(n, count, scratch.other, 0, W, scratch.turned, 0, BLOCK);
    for (int column = 0; column < columns; column++) {
      AttentionSimd.values(n, count, AttentionSimd.lanes(Math.min(W, size - column * W)), scratch.turned, 0, BLOCK,
          scratch.keyRows(size), (t * columns + column) * W * W, scratch.factor, scratch.sums(size),
          column * BLOCK * W);
    }
  }
}
