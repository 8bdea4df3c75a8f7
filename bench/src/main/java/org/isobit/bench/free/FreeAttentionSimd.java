// Master of FloatFreeAttentionSimd: the float version is generated from this file.
package org.isobit.bench.free;

import static jdk.incubator.vector.VectorOperators.GT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.gemm.GemmTransposeSimd;

/**
 * Attention of heads that lie one after the other, without a mask, its sums of exponentials by four registers a lane
 * in place of the contract's partial sums, and products for each block of keys by themselves. Not thread-safe.
 */
final class FreeAttentionSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int W = FreeAttentionTileSimd.W;

  /** Keys of a block, and tiles of queries that pass over it while it is in cache. */
  private static final int BLOCK = 64;
  private static final int TILES = 4;

  private final int tokens;
  private final int size;
  private final double scale;
  private final double[] queries;
  private final double[] outputs;
  private final double[] scores = new double[BLOCK * W];
  private final double[] largest = new double[TILES * W];
  private final double[] sums = new double[TILES * W];
  private final double[] factor = new double[W];

  /** Tokens are a multiple of a block and of the queries of four tiles, elements of a head one of four. */
  FreeAttentionSimd(int tokens, int size, double scale) {
    if (tokens % BLOCK != 0 || tokens % (TILES * W) != 0 || size % 4 != 0) {
      throw new IllegalArgumentException("there must be a multiple of " + BLOCK + " and " + TILES * W
          + " tokens and of 4 elements, but there are " + tokens + " of " + size);
    }
    this.tokens = tokens;
    this.size = size;
    this.scale = scale;
    queries = new double[TILES * size * W];
    outputs = new double[TILES * size * W];
  }

  /** One head. */
  void forward(double[] q, double[] k, double[] v, double[] y, int at) {
    for (int i = 0; i < tokens; i += TILES * W) {
      for (int t = 0; t < TILES; t++) {
        GemmTransposeSimd.transpose(W, size, q, at + (i + t * W) * size, size, queries, t * size * W, W);
      }
      multiply(queries, scale);
      Arrays.fill(outputs, 0.0);
      Arrays.fill(sums, 0.0);
      Arrays.fill(largest, Double.NEGATIVE_INFINITY);
      for (int j = 0; j < tokens; j += BLOCK) {
        for (int t = 0; t < TILES; t++) {
          tile(k, v, at + j * size, t);
        }
      }
      for (int t = 0; t < TILES; t++) {
        divide(t);
        GemmTransposeSimd.transpose(size, W, outputs, t * size * W, W, y, at + (i + t * W) * size, size);
      }
    }
  }

  private void tile(double[] k, double[] v, int at, int t) {
    for (int j = 0; j < BLOCK; j += 4) {
      FreeAttentionTileSimd.wideScores(size, k, at + j * size, size, queries, t * size * W, scores, j * W);
    }
    largest(scores, largest, t * W, factor);
    ExpSimd.exp(W, factor, 0, factor, 0);
    ExpSimd.shiftedExp(BLOCK, W, scores, 0, W, largest, t * W);
    add(scores, factor, sums, t * W);
    for (int e = 0; e < size; e += 4) {
      FreeAttentionTileSimd.wideValues(BLOCK, v, at + e, size, scores, 0, factor, 0, outputs, (t * size + e) * W);
    }
  }

  private static void multiply(double[] x, double factor) {
    for (int i = 0; i < x.length; i += V) {
      DoubleVector.fromArray(S, x, i).mul(factor).intoArray(x, i);
    }
  }

  /** Largest scores so far, and in place of factors their logarithms. */
  private static void largest(double[] s, double[] largest, int at, double[] factor) {
    for (int i = 0; i < W; i += V) {
      DoubleVector before = DoubleVector.fromArray(S, largest, at + i);
      DoubleVector a = before;
      DoubleVector b = before;
      for (int j = 0; j < BLOCK; j += 2) {
        a = larger(a, DoubleVector.fromArray(S, s, j * W + i));
        b = larger(b, DoubleVector.fromArray(S, s, j * W + W + i));
      }
      DoubleVector m = larger(a, b);
      m.intoArray(largest, at + i);
      before.sub(m).intoArray(factor, i);
    }
  }

  private static DoubleVector larger(DoubleVector m, DoubleVector v) {
    return m.blend(v, v.compare(GT, m));
  }

  private static void add(double[] p, double[] factor, double[] sums, int at) {
    for (int i = 0; i < W; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, sums, at + i).mul(DoubleVector.fromArray(S, factor, i));
      DoubleVector b = DoubleVector.zero(S);
      DoubleVector c = DoubleVector.zero(S);
      DoubleVector d = DoubleVector.zero(S);
      for (int j = 0; j < BLOCK; j += 4) {
        a = a.add(DoubleVector.fromArray(S, p, j * W + i));
        b = b.add(DoubleVector.fromArray(S, p, j * W + W + i));
        c = c.add(DoubleVector.fromArray(S, p, j * W + 2 * W + i));
        d = d.add(DoubleVector.fromArray(S, p, j * W + 3 * W + i));
      }
      a.add(b).add(c.add(d)).intoArray(sums, at + i);
    }
  }

  private void divide(int t) {
    for (int i = 0; i < W; i += V) {
      DoubleVector sum = DoubleVector.fromArray(S, sums, t * W + i);
      for (int e = 0; e < size; e++) {
        int at = (t * size + e) * W + i;
        DoubleVector.fromArray(S, outputs, at).div(sum).intoArray(outputs, at);
      }
    }
  }
}
