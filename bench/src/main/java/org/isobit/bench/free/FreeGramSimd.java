package org.isobit.bench.free;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * sᵀ·s of one local problem, lower triangle, and dᵀ·s, as the library's local analyses have them, vectors along the
 * columns; but terms go into two or four sums in turn, so that a tile of four rows by one or two vectors does not wait
 * for its own sums.
 */
final class FreeGramSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int ROWS = 4;

  private FreeGramSimd() {}

  /** Rows of s, of which there are a multiple of four, and of c have ld elements, whole vectors. */
  static void gram(int members, int terms, int ld, double[] s, double[] d, double[] c, int co, double[] u) {
    for (int i = 0; i < members; i += ROWS) {
      int j = 0;
      int end = (i + ROWS + V - 1) / V * V;
      for (; j + 2 * V <= end; j += 2 * V) {
        tile2(terms, ld, s, i, j, c, co + i * ld + j);
      }
      if (j < end) {
        tile1(terms, ld, s, i, j, c, co + i * ld + j);
      }
    }
    for (int j = 0; j < ld; j += V) {
      row(terms, ld, s, d, j, u);
    }
  }

  private static void tile2(int terms, int ld, double[] s, int i, int j, double[] c, int co) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    DoubleVector e0 = DoubleVector.zero(S);
    DoubleVector e1 = DoubleVector.zero(S);
    DoubleVector f0 = DoubleVector.zero(S);
    DoubleVector f1 = DoubleVector.zero(S);
    DoubleVector g0 = DoubleVector.zero(S);
    DoubleVector g1 = DoubleVector.zero(S);
    DoubleVector h0 = DoubleVector.zero(S);
    DoubleVector h1 = DoubleVector.zero(S);
    for (int row = 0; row < terms * ld; row += 2 * ld) {
      DoubleVector x0 = DoubleVector.fromArray(S, s, row + j);
      DoubleVector x1 = DoubleVector.fromArray(S, s, row + j + V);
      a0 = x0.fma(DoubleVector.broadcast(S, s[row + i]), a0);
      a1 = x1.fma(DoubleVector.broadcast(S, s[row + i]), a1);
      b0 = x0.fma(DoubleVector.broadcast(S, s[row + i + 1]), b0);
      b1 = x1.fma(DoubleVector.broadcast(S, s[row + i + 1]), b1);
      c0 = x0.fma(DoubleVector.broadcast(S, s[row + i + 2]), c0);
      c1 = x1.fma(DoubleVector.broadcast(S, s[row + i + 2]), c1);
      d0 = x0.fma(DoubleVector.broadcast(S, s[row + i + 3]), d0);
      d1 = x1.fma(DoubleVector.broadcast(S, s[row + i + 3]), d1);
      int next = row + ld;
      DoubleVector y0 = DoubleVector.fromArray(S, s, next + j);
      DoubleVector y1 = DoubleVector.fromArray(S, s, next + j + V);
      e0 = y0.fma(DoubleVector.broadcast(S, s[next + i]), e0);
      e1 = y1.fma(DoubleVector.broadcast(S, s[next + i]), e1);
      f0 = y0.fma(DoubleVector.broadcast(S, s[next + i + 1]), f0);
      f1 = y1.fma(DoubleVector.broadcast(S, s[next + i + 1]), f1);
      g0 = y0.fma(DoubleVector.broadcast(S, s[next + i + 2]), g0);
      g1 = y1.fma(DoubleVector.broadcast(S, s[next + i + 2]), g1);
      h0 = y0.fma(DoubleVector.broadcast(S, s[next + i + 3]), h0);
      h1 = y1.fma(DoubleVector.broadcast(S, s[next + i + 3]), h1);
    }
    a0.add(e0).intoArray(c, co);
    a1.add(e1).intoArray(c, co + V);
    b0.add(f0).intoArray(c, co + ld);
    b1.add(f1).intoArray(c, co + ld + V);
    c0.add(g0).intoArray(c, co + 2 * ld);
    c1.add(g1).intoArray(c, co + 2 * ld + V);
    d0.add(h0).intoArray(c, co + 3 * ld);
    d1.add(h1).intoArray(c, co + 3 * ld + V);
  }

  private static void tile1(int terms, int ld, double[] s, int i, int j, double[] c, int co) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    for (int row = 0; row < terms * ld; row += 2 * ld) {
      DoubleVector x = DoubleVector.fromArray(S, s, row + j);
      a0 = x.fma(DoubleVector.broadcast(S, s[row + i]), a0);
      b0 = x.fma(DoubleVector.broadcast(S, s[row + i + 1]), b0);
      c0 = x.fma(DoubleVector.broadcast(S, s[row + i + 2]), c0);
      d0 = x.fma(DoubleVector.broadcast(S, s[row + i + 3]), d0);
      int next = row + ld;
      DoubleVector y = DoubleVector.fromArray(S, s, next + j);
      a1 = y.fma(DoubleVector.broadcast(S, s[next + i]), a1);
      b1 = y.fma(DoubleVector.broadcast(S, s[next + i + 1]), b1);
      c1 = y.fma(DoubleVector.broadcast(S, s[next + i + 2]), c1);
      d1 = y.fma(DoubleVector.broadcast(S, s[next + i + 3]), d1);
    }
    a0.add(a1).intoArray(c, co);
    b0.add(b1).intoArray(c, co + ld);
    c0.add(c1).intoArray(c, co + 2 * ld);
    d0.add(d1).intoArray(c, co + 3 * ld);
  }

  private static void row(int terms, int ld, double[] s, double[] d, int j, double[] u) {
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = DoubleVector.zero(S);
    DoubleVector e = DoubleVector.zero(S);
    DoubleVector f = DoubleVector.zero(S);
    for (int q = 0; q < terms; q += 4) {
      int row = q * ld + j;
      a = DoubleVector.fromArray(S, s, row).fma(DoubleVector.broadcast(S, d[q]), a);
      b = DoubleVector.fromArray(S, s, row + ld).fma(DoubleVector.broadcast(S, d[q + 1]), b);
      e = DoubleVector.fromArray(S, s, row + 2 * ld).fma(DoubleVector.broadcast(S, d[q + 2]), e);
      f = DoubleVector.fromArray(S, s, row + 3 * ld).fma(DoubleVector.broadcast(S, d[q + 3]), f);
    }
    a.add(b).add(e.add(f)).intoArray(u, j);
  }

  /** target = source·factor, n elements, whole vectors. */
  static void scaled(int n, double[] source, int so, double factor, double[] target, int to) {
    for (int i = 0; i < n; i += V) {
      DoubleVector.fromArray(S, source, so + i).mul(factor).intoArray(target, to + i);
    }
  }

  /** x = x·factor, n whole vectors. */
  static void scale(int n, double factor, double[] x, int xo) {
    for (int i = xo; i < xo + n * V; i += V) {
      DoubleVector.fromArray(S, x, i).mul(factor).intoArray(x, i);
    }
  }

  /** Σ r_i·z_i for each lane, n a multiple of four. */
  static void mean(int n, double[] r, double[] z, double[] mean) {
    DoubleVector a = DoubleVector.fromArray(S, mean, 0);
    DoubleVector b = DoubleVector.zero(S);
    DoubleVector e = DoubleVector.zero(S);
    DoubleVector f = DoubleVector.zero(S);
    for (int i = 0; i < n * V; i += 4 * V) {
      a = DoubleVector.fromArray(S, r, i).fma(DoubleVector.fromArray(S, z, i), a);
      b = DoubleVector.fromArray(S, r, i + V).fma(DoubleVector.fromArray(S, z, i + V), b);
      e = DoubleVector.fromArray(S, r, i + 2 * V).fma(DoubleVector.fromArray(S, z, i + 2 * V), e);
      f = DoubleVector.fromArray(S, r, i + 3 * V).fma(DoubleVector.fromArray(S, z, i + 3 * V), f);
    }
    a.add(b).add(e.add(f)).intoArray(mean, 0);
  }

  /** Members of neighbouring points, from row to row, into lanes. */
  static void load(int members, double[] from, int at, int ld, double[] x) {
    for (int m = 0; m < members; m++) {
      DoubleVector.fromArray(S, from, m * ld + at).intoArray(x, m * V);
    }
  }

  /** The way back, times a factor, with the mean. */
  static void store(int members, double factor, double[] y, double[] mean, double[] to, int at, int ld) {
    DoubleVector average = DoubleVector.fromArray(S, mean, 0);
    for (int m = 0; m < members; m++) {
      DoubleVector.fromArray(S, y, m * V).mul(factor).add(average).intoArray(to, m * ld + at);
    }
  }
}
