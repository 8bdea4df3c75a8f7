// Master of FloatProductSimd: the float version is generated from this file.
package org.isobit.kernels.convolution;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmReference;

/**
 * Sums of products of filters with rows of pixels whose cells lie at the same distances from each of them. Tiles of 8
 * filters by three vectors of pixels stay in registers while the terms of a block are added; what a tile has after a
 * block waits in an array until the next, so that a block's cells serve all filters from a first-level cache and a
 * chain goes on as it would without blocks. One object a thread, used again for its next call.
 */
final class ProductSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int RUN = GemmReference.RUN;

  /** Filters of a tile. */
  private static final int ROWS = 8;

  /** Terms of a block: their cells and weights fill half of a first-level cache. */
  private static final int BLOCK = 192;

  /** A bias of zeros. */
  private static final double[] NOTHING = new double[1];

  private int terms;
  private int[] offsets;
  private int rows;
  private int n;
  private int each;
  private int units;
  private double[] w;
  private int wo;
  private double[] x;
  private int xo;
  private int pitch;
  private double[] bias;
  private int bo;
  private double[] y;
  private int yo;
  private int ldy;
  private int lds;
  private double[] sums = {};

  /** Products with these weights: filter after filter, each with its terms; bias null: none. */
  void weights(int newTerms, double[] newW, int newWo, double[] newBias, int newBo) {
    terms = newTerms;
    w = newW;
    wo = newWo;
    bias = newBias;
    bo = newBo;
  }

  /** Of rows of n pixels, at least a vector each, the rows' first pixels being so far apart, and where terms lie. */
  void cells(int newRows, int newN, int[] newOffsets, double[] newX, int newXo, int newPitch) {
    rows = newRows;
    n = newN;
    each = (n + V - 1) / V;
    units = rows * each;
    offsets = newOffsets;
    x = newX;
    xo = newXo;
    pitch = newPitch;
  }

  /** Sums of filters first … end − 1 go to where the first has its rows, one after the other, and so far apart. */
  void run(int first, int end, double[] newY, int newYo, int newLdy) {
    y = newY;
    yo = newYo;
    ldy = newLdy;
    if (terms <= BLOCK + BLOCK / 2) {
      for (int o = first; o < end; o += ROWS) {
        int count = Math.min(ROWS, end - o);
        for (int u = 0; u < units; u += 3) {
          tile(count, o, 0, terms, u, 0, true, true, (o - first) * ldy);
        }
      }
      return;
    }
    lds = Math.min(3, units) * V;
    int plane = (end - first) * lds;
    if (sums.length < 2 * plane) {
      sums = new double[2 * plane];
    }
    for (int u = 0; u < units; u += 3) {
      blocks(first, end, u, plane);
    }
  }

  /** All terms of three vectors of pixels, run after run and block after block. */
  private void blocks(int first, int end, int u, int plane) {
    for (int run = 0; run < terms; run += RUN) {
      int length = Math.min(RUN, terms - run);
      int parts = (length + BLOCK - 1) / BLOCK;
      for (int part = 0; part < parts; part++) {
        int from = run + length * part / parts;
        int to = run + length * (part + 1) / parts;
        for (int o = first; o < end; o += ROWS) {
          tile(Math.min(ROWS, end - o), o, from, to, u, (run == 0 ? 0 : plane) + (o - first) * lds, part == 0,
              terms <= RUN && part == parts - 1, (o - first) * ldy);
        }
      }
      if (run > 0) {
        for (int i = 0; i < plane; i += V) {
          DoubleVector.fromArray(S, sums, i).add(DoubleVector.fromArray(S, sums, plane + i)).intoArray(sums, i);
        }
      }
    }
    for (int o = first; o < end && terms > RUN; o++) {
      for (int v = 0; v < Math.min(3, units - u); v++) {
        DoubleVector.fromArray(S, sums, (o - first) * lds + v * V).intoArray(y, yo + (o - first) * ldy + pixel(u + v));
      }
    }
  }

  /**
   * A tile's terms from … to − 1: those that begin start from the bias or +0, others from the sums at s; those that end
   * go to the outputs of row, others to the sums.
   */
  private void tile(int count, int o, int from, int to, int u, int s, boolean begins, boolean ends, int row) {
    int r0 = rows == 1 ? 0 : u / each;
    int c0 = u - r0 * each;
    int v1 = Math.min(1, units - 1 - u);
    int r1 = c0 + v1 < each ? r0 : r0 + 1;
    int c1 = c0 + v1 - (r1 - r0) * each;
    int v2 = Math.min(2, units - 1 - u);
    int r2 = c1 + v2 - v1 < each ? r1 : r1 + 1;
    int c2 = c1 + v2 - v1 - (r2 - r1) * each;
    int q0 = Math.min(c0 * V, n - V);
    int q1 = Math.min(c1 * V, n - V);
    int q2 = Math.min(c2 * V, n - V);
    int b0 = xo + r0 * pitch + q0;
    int b1 = xo + r1 * pitch + q1;
    int b2 = xo + r2 * pitch + q2;
    int s1 = s + v1 * V;
    int s2 = s + v2 * V;
    double[] out = ends ? y : sums;
    int o0 = ends ? yo + row + r0 * n + q0 : s;
    int o1 = ends ? yo + row + r1 * n + q1 : s1;
    int o2 = ends ? yo + row + r2 * n + q2 : s2;
    int ldo = ends ? ldy : lds;
    int w0 = wo + o * terms;
    if (!begins) {
      if (count > 4) {
        ConvolutionTileSimd.more8(count, w, w0, terms, offsets, from, to, x, b0, b1, b2, sums, s, s1, s2, lds, out, o0,
            o1, o2, ldo);
      } else {
        ConvolutionTileSimd.more4(count, w, w0, terms, offsets, from, to, x, b0, b1, b2, sums, s, s1, s2, lds, out, o0,
            o1, o2, ldo);
      }
      return;
    }
    boolean biased = from == 0 && bias != null;
    double[] start = biased ? bias : NOTHING;
    int so = biased ? bo + o : 0;
    int step = biased ? 1 : 0;
    if (count > 4) {
      ConvolutionTileSimd.filters8(count, w, w0, terms, offsets, from, to, x, b0, b1, b2, start, so, step, out, o0, o1,
          o2, ldo);
    } else {
      ConvolutionTileSimd.filters4(count, w, w0, terms, offsets, from, to, x, b0, b1, b2, start, so, step, out, o0, o1,
          o2, ldo);
    }
  }

  /** Where a vector of pixels lies among those of a filter. */
  private int pixel(int u) {
    return u / each * n + Math.min(u % each * V, n - V);
  }

  /** Holds on to nobody's arrays. */
  void end() {
    w = null;
    x = null;
    bias = null;
    y = null;
  }
}
