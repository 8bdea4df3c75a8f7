// Master of FloatAttentionSimd: the float version is generated from this file.
package org.isobit.kernels.attention;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmTransposeSimd;

/**
 * Vector API {@link Attention}: lanes are queries. A tile of queries is transposed once, its scores, exponentials, sums
 * and outputs stay in scratch while it passes over blocks of keys, and no reduction is across lanes. Tiles begin where
 * causal queries read one block more, so that all lanes of a tile read the same blocks. Lanes beyond the last query
 * hold anything. Thread-safe.
 */
public final class AttentionSimd extends AttentionReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int W = LANES;
  private static final int WIDE = AttentionTileSimd.WIDE;

  AttentionSimd() {}

  @Override
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
    int i = from;
    while (i < to) {
      int tiles = begin(shape, i, to, q, qs, ldq, scratch);
      keys(shape, mask, b, h, tiles, k, ks, ldk, v, vs, ldv, scratch);
      for (int t = 0; t < tiles; t++) {
        i = scratch.first[t];
        int count = scratch.first[t + 1] - i;
        end(shape.valueSize(), t, count, scratch, y, ys + i * ldy, ldy);
        if (statistics != null) {
          statistics(t, count, scratch, statistics, so + head * shape.queries() + i, shape.rowsOfAll());
        }
      }
      i = scratch.first[tiles];
    }
  }

  /** Passes some tiles over all blocks of keys that one of them reads. */
  private static void keys(AttentionShape shape, AttentionMask mask, int b, int h, int tiles, double[] k, int ks,
      int ldk, double[] v, int vs, int ldv, AttentionScratch scratch) {
    int keys = shape.seen(scratch.first[tiles] - 1);
    int size = shape.size();
    int width = shape.valueSize();
    for (int j = 0; j < keys; j += BLOCK) {
      int n = Math.min(BLOCK, shape.keys() - j);
      if (tiles == 1) {
        tile(shape, mask, b, h, 0, j, n, k, ks + j * ldk, ldk, v, vs + j * ldv, ldv, scratch);
      } else {
        double[] packedKeys = scratch.keys(size);
        double[] packedValues = scratch.values(width);
        copy(n, size, k, ks + j * ldk, ldk, packedKeys);
        copy(n, width, v, vs + j * ldv, ldv, packedValues);
        for (int t = 0; t < tiles; t++) {
          if (j < shape.seen(scratch.first[t])) {
            tile(shape, mask, b, h, t, j, n, packedKeys, 0, size, packedValues, 0, width, scratch);
          }
        }
      }
    }
  }

  static void copy(int rows, int columns, double[] from, int at, int ld, double[] to) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, at + r * ld, to, r * columns, columns);
    }
  }

  /** Takes n keys from key j on into tile t. */
  private static void tile(AttentionShape shape, AttentionMask mask, int b, int h, int t, int j, int n, double[] k,
      int ko, int ldk, double[] v, int vo, int ldv, AttentionScratch scratch) {
    int i = scratch.first[t];
    int count = scratch.first[t + 1] - i;
    int lanes = lanes(count);
    int size = shape.size();
    int width = shape.valueSize();
    scores(size, n, lanes, k, ko, ldk, scratch.queries(size), t * size * W, scratch.scores);
    AttentionScoresSimd.mask(shape, mask, b, h, i, count, lanes, j, n, scratch);
    AttentionScoresSimd.block(n, lanes, t, scratch);
    values(width, n, lanes, v, vo, ldv, scratch.scores, 0, scratch.factor, scratch.outputs(width),
        t * width * W);
  }

  static int lanes(int count) {
    return (count + V - 1) / V * V;
  }

  /** Queries of the tile that begins with query i. */
  static int tile(AttentionShape shape, int i, int to) {
    int most = shape.causal() ? (int) (BLOCK - Math.floorMod((long) i + shape.offset(), (long) BLOCK)) : W;
    return Math.min(Math.min(most, W), to - i);
  }

  /** Begins some tiles: queries, scaled, lane by lane; nothing has been seen yet. How many tiles. */
  private static int begin(AttentionShape shape, int from, int to, double[] q, int qs, int ldq,
      AttentionScratch scratch) {
    double scale = shape.scale(); // float: float scale = (float) shape.scale();
    int size = shape.size();
    double[] queries = scratch.queries(size);
    int tiles = 0;
    int i = from;
    while (tiles < TILES && i < to) {
      int count = tile(shape, i, to);
      scratch.first[tiles] = i;
      GemmTransposeSimd.transpose(count, size, q, qs + i * ldq, ldq, queries, tiles * size * W, W);
      scale(size, lanes(count), scale, queries, tiles * size * W);
      i += count;
      tiles++;
    }
    scratch.first[tiles] = i;
    int width = shape.valueSize();
    Arrays.fill(scratch.outputs(width), 0, tiles * width * W, 0.0);
    Arrays.fill(scratch.partials, 0, tiles * PARTIALS * W, 0.0);
    Arrays.fill(scratch.largest, Double.NEGATIVE_INFINITY);
    Arrays.fill(scratch.shift, 0.0);
    return tiles;
  }

  static void scale(int size, int lanes, double factor, double[] x, int at) {
    for (int e = 0; e < size; e++) {
      for (int i = 0; i < lanes; i += V) {
        DoubleVector.fromArray(S, x, at + e * W + i).mul(factor).intoArray(x, at + e * W + i);
      }
    }
  }

  /** Scores of n keys; the last group of keys may overlap the one before: same values. */
  static void scores(int size, int n, int lanes, double[] k, int ko, int ldk, double[] q, int qo,
      double[] s) {
    int i = 0;
    if (n >= 4) {
      for (; i <= lanes - WIDE; i += WIDE) {
        for (int j = 0; j < n; j += 4) {
          int row = Math.min(j, n - 4);
          AttentionTileSimd.wideScores(size, k, ko + row * ldk, ldk, q, qo + i, s, row * W + i);
        }
      }
    }
    if (n >= 8) {
      for (; i < lanes; i += V) {
        for (int j = 0; j < n; j += 8) {
          int row = Math.min(j, n - 8);
          AttentionTileSimd.narrowScores(size, k, ko + row * ldk, ldk, q, qo + i, s, row * W + i);
        }
      }
    }
    for (int j = 0; j < n && i < lanes; j++) {
      AttentionTileSimd.score(size, i, lanes, k, ko + j * ldk, q, qo, s, j * W);
    }
  }

  /** Outputs times their factors, plus those of n keys. */
  static void values(int width, int n, int lanes, double[] v, int vo, int ldv, double[] p, int po, double[] factor,
      double[] o, int oo) {
    int wide = lanes / WIDE * WIDE;
    int fours = width / 4 * 4;
    int eights = width / 8 * 8;
    for (int i = 0; i < wide; i += WIDE) {
      for (int e = 0; e < fours; e += 4) {
        AttentionTileSimd.wideValues(n, v, vo + e, ldv, p, po + i, factor, i, o, oo + e * W + i);
      }
    }
    for (int e = fours; e < width; e++) {
      AttentionTileSimd.value(n, 0, wide, v, vo + e, ldv, p, po, factor, o, oo + e * W);
    }
    for (int i = wide; i < lanes; i += V) {
      for (int e = 0; e < eights; e += 8) {
        AttentionTileSimd.narrowValues(n, v, vo + e, ldv, p, po + i, factor, i, o, oo + e * W + i);
      }
    }
    for (int e = eights; e < width; e++) {
      AttentionTileSimd.value(n, wide, lanes, v, vo + e, ldv, p, po, factor, o, oo + e * W);
    }
  }

  /** Outputs of tile t by their sums, query by query. */
  private static void end(int width, int t, int count, AttentionScratch scratch, double[] y, int yo, int ldy) {
    double[] o = scratch.outputs(width);
    int at = t * width * W;
    AttentionScoresSimd.sums(lanes(count), scratch.partials, t * PARTIALS * W);
    for (int i = 0; i < count; i += V) {
      DoubleVector sum = DoubleVector.fromArray(S, scratch.partials, t * PARTIALS * W + i);
      for (int e = 0; e < width; e++) {
        DoubleVector.fromArray(S, o, at + e * W + i).div(sum).intoArray(o, at + e * W + i);
      }
    }
    GemmTransposeSimd.transpose(width, count, o, at, W, y, yo, ldy);
  }

  private static void statistics(int t, int count, AttentionScratch scratch, double[] statistics, int at, int all) {
    System.arraycopy(scratch.shift, t * W, statistics, at, count);
    for (int i = 0; i < count; i++) {
      statistics[at + all + i] = 1.0 / scratch.partials[t * PARTIALS * W + i];
    }
  }
}
