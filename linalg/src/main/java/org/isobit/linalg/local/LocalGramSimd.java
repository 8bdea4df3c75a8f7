// Master of FloatLocalGramSimd: the float version is generated from this file.
package org.isobit.linalg.local;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * sᵀ·s of one local problem, lower triangle, and dᵀ·s: vectors along the columns, four rows of the result at a time, in
 * the chains of {@link org.isobit.kernels.gemm.Gemm}: fma over terms in ascending order from +0. Rows of s have ld
 * elements, those beyond the members being anything. Thread-safe.
 */
final class LocalGramSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Rows of the result that go together. */
  static final int ROWS = 4;

  /** Terms that are added at a time: four vectors of each fit the first cache. */
  static final int TERMS = 112;

  /** Where chains start: four vectors, of any row. */
  private static final double[] ZEROS = new double[4 * V];

  private LocalGramSimd() {}

  /**
   * Adds some terms to the products of one problem.
   *
   * @param members columns of s
   * @param terms   rows of s
   * @param ld      elements from row to row, of s and of c: a multiple of the vector length and of ROWS
   * @param s       terms × ld
   * @param d       terms
   * @param first   whether chains start here, whatever is in c and u
   * @param c       takes sᵀ·s from co on, members rounded up to ROWS rows; above the diagonal it is undefined
   * @param u       takes dᵀ·s, ld elements
   */
  static void gram(int members, int terms, int ld, double[] s, double[] d, boolean first, double[] c, int co,
      double[] u) {
    for (int j = 0; j < members; j += 4 * V) {
      for (int i = j; i < members; i += ROWS) {
        int to = co + i * ld + j;
        tile(i + ROWS - j, terms * ld, ld, s, i, j, first ? ZEROS : c, first ? 0 : to, first ? 0 : ld, c, to);
      }
      row(members - j, terms, ld, s, d, j, first ? ZEROS : u, first ? 0 : j, u);
    }
  }

  /** Four rows from i on, of so many columns from j on, at most four vectors. */
  private static void tile(int columns, int end, int ld, double[] s, int i, int j, double[] from, int fo, int fld,
      double[] c, int co) {
    if (columns > 3 * V) {
      tile4(end, ld, s, i, j, from, fo, fld, c, co);
    } else if (columns > 2 * V) {
      tile3(end, ld, s, i, j, from, fo, fld, c, co);
    } else if (columns > V) {
      tile2(end, ld, s, i, j, from, fo, fld, c, co);
    } else {
      tile1(end, ld, s, i, j, from, fo, fld, c, co);
    }
  }

  /** So many elements of dᵀ·s from j on, at most four vectors. */
  private static void row(int columns, int terms, int ld, double[] s, double[] d, int j, double[] from, int fo,
      double[] u) {
    if (columns > 3 * V) {
      row4(terms, ld, s, d, j, from, fo, u);
    } else if (columns > 2 * V) {
      row3(terms, ld, s, d, j, from, fo, u);
    } else if (columns > V) {
      row2(terms, ld, s, d, j, from, fo, u);
    } else {
      row1(terms, ld, s, d, j, from, fo, u);
    }
  }

  private static void tile4(int end, int ld, double[] s, int i, int j, double[] from, int fo, int fld, double[] c,
      int co) {
    DoubleVector a0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector a1 = DoubleVector.fromArray(S, from, fo + V);
    DoubleVector a2 = DoubleVector.fromArray(S, from, fo + 2 * V);
    DoubleVector a3 = DoubleVector.fromArray(S, from, fo + 3 * V);
    DoubleVector b0 = DoubleVector.fromArray(S, from, fo + fld);
    DoubleVector b1 = DoubleVector.fromArray(S, from, fo + fld + V);
    DoubleVector b2 = DoubleVector.fromArray(S, from, fo + fld + 2 * V);
    DoubleVector b3 = DoubleVector.fromArray(S, from, fo + fld + 3 * V);
    DoubleVector c0 = DoubleVector.fromArray(S, from, fo + 2 * fld);
    DoubleVector c1 = DoubleVector.fromArray(S, from, fo + 2 * fld + V);
    DoubleVector c2 = DoubleVector.fromArray(S, from, fo + 2 * fld + 2 * V);
    DoubleVector c3 = DoubleVector.fromArray(S, from, fo + 2 * fld + 3 * V);
    DoubleVector d0 = DoubleVector.fromArray(S, from, fo + 3 * fld);
    DoubleVector d1 = DoubleVector.fromArray(S, from, fo + 3 * fld + V);
    DoubleVector d2 = DoubleVector.fromArray(S, from, fo + 3 * fld + 2 * V);
    DoubleVector d3 = DoubleVector.fromArray(S, from, fo + 3 * fld + 3 * V);
    for (int row = 0; row < end; row += ld) {
      DoubleVector x0 = DoubleVector.fromArray(S, s, row + j);
      DoubleVector x1 = DoubleVector.fromArray(S, s, row + j + V);
      DoubleVector x2 = DoubleVector.fromArray(S, s, row + j + 2 * V);
      DoubleVector x3 = DoubleVector.fromArray(S, s, row + j + 3 * V);
      DoubleVector y = DoubleVector.broadcast(S, s[row + i]);
      a0 = y.fma(x0, a0);
      a1 = y.fma(x1, a1);
      a2 = y.fma(x2, a2);
      a3 = y.fma(x3, a3);
      y = DoubleVector.broadcast(S, s[row + i + 1]);
      b0 = y.fma(x0, b0);
      b1 = y.fma(x1, b1);
      b2 = y.fma(x2, b2);
      b3 = y.fma(x3, b3);
      y = DoubleVector.broadcast(S, s[row + i + 2]);
      c0 = y.fma(x0, c0);
      c1 = y.fma(x1, c1);
      c2 = y.fma(x2, c2);
      c3 = y.fma(x3, c3);
      y = DoubleVector.broadcast(S, s[row + i + 3]);
      d0 = y.fma(x0, d0);
      d1 = y.fma(x1, d1);
      d2 = y.fma(x2, d2);
      d3 = y.fma(x3, d3);
    }
    a0.intoArray(c, co);
    a1.intoArray(c, co + V);
    a2.intoArray(c, co + 2 * V);
    a3.intoArray(c, co + 3 * V);
    b0.intoArray(c, co + ld);
    b1.intoArray(c, co + ld + V);
    b2.intoArray(c, co + ld + 2 * V);
    b3.intoArray(c, co + ld + 3 * V);
    c0.intoArray(c, co + 2 * ld);
    c1.intoArray(c, co + 2 * ld + V);
    c2.intoArray(c, co + 2 * ld + 2 * V);
    c3.intoArray(c, co + 2 * ld + 3 * V);
    d0.intoArray(c, co + 3 * ld);
    d1.intoArray(c, co + 3 * ld + V);
    d2.intoArray(c, co + 3 * ld + 2 * V);
    d3.intoArray(c, co + 3 * ld + 3 * V);
  }

  private static void tile3(int end, int ld, double[] s, int i, int j, double[] from, int fo, int fld, double[] c,
      int co) {
    DoubleVector a0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector a1 = DoubleVector.fromArray(S, from, fo + V);
    DoubleVector a2 = DoubleVector.fromArray(S, from, fo + 2 * V);
    DoubleVector b0 = DoubleVector.fromArray(S, from, fo + fld);
    DoubleVector b1 = DoubleVector.fromArray(S, from, fo + fld + V);
    DoubleVector b2 = DoubleVector.fromArray(S, from, fo + fld + 2 * V);
    DoubleVector c0 = DoubleVector.fromArray(S, from, fo + 2 * fld);
    DoubleVector c1 = DoubleVector.fromArray(S, from, fo + 2 * fld + V);
    DoubleVector c2 = DoubleVector.fromArray(S, from, fo + 2 * fld + 2 * V);
    DoubleVector d0 = DoubleVector.fromArray(S, from, fo + 3 * fld);
    DoubleVector d1 = DoubleVector.fromArray(S, from, fo + 3 * fld + V);
    DoubleVector d2 = DoubleVector.fromArray(S, from, fo + 3 * fld + 2 * V);
    for (int row = 0; row < end; row += ld) {
      DoubleVector x0 = DoubleVector.fromArray(S, s, row + j);
      DoubleVector x1 = DoubleVector.fromArray(S, s, row + j + V);
      DoubleVector x2 = DoubleVector.fromArray(S, s, row + j + 2 * V);
      DoubleVector y = DoubleVector.broadcast(S, s[row + i]);
      a0 = y.fma(x0, a0);
      a1 = y.fma(x1, a1);
      a2 = y.fma(x2, a2);
      y = DoubleVector.broadcast(S, s[row + i + 1]);
      b0 = y.fma(x0, b0);
      b1 = y.fma(x1, b1);
      b2 = y.fma(x2, b2);
      y = DoubleVector.broadcast(S, s[row + i + 2]);
      c0 = y.fma(x0, c0);
      c1 = y.fma(x1, c1);
      c2 = y.fma(x2, c2);
      y = DoubleVector.broadcast(S, s[row + i + 3]);
      d0 = y.fma(x0, d0);
      d1 = y.fma(x1, d1);
      d2 = y.fma(x2, d2);
    }
    a0.intoArray(c, co);
    a1.intoArray(c, co + V);
    a2.intoArray(c, co + 2 * V);
    b0.intoArray(c, co + ld);
    b1.intoArray(c, co + ld + V);
    b2.intoArray(c, co + ld + 2 * V);
    c0.intoArray(c, co + 2 * ld);
    c1.intoArray(c, co + 2 * ld + V);
    c2.intoArray(c, co + 2 * ld + 2 * V);
    d0.intoArray(c, co + 3 * ld);
    d1.intoArray(c, co + 3 * ld + V);
    d2.intoArray(c, co + 3 * ld + 2 * V);
  }

  private static void tile2(int end, int ld, double[] s, int i, int j, double[] from, int fo, int fld, double[] c,
      int co) {
    DoubleVector a0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector a1 = DoubleVector.fromArray(S, from, fo + V);
    DoubleVector b0 = DoubleVector.fromArray(S, from, fo + fld);
    DoubleVector b1 = DoubleVector.fromArray(S, from, fo + fld + V);
    DoubleVector c0 = DoubleVector.fromArray(S, from, fo + 2 * fld);
    DoubleVector c1 = DoubleVector.fromArray(S, from, fo + 2 * fld + V);
    DoubleVector d0 = DoubleVector.fromArray(S, from, fo + 3 * fld);
    DoubleVector d1 = DoubleVector.fromArray(S, from, fo + 3 * fld + V);
    for (int row = 0; row < end; row += ld) {
      DoubleVector x0 = DoubleVector.fromArray(S, s, row + j);
      DoubleVector x1 = DoubleVector.fromArray(S, s, row + j + V);
      DoubleVector y = DoubleVector.broadcast(S, s[row + i]);
      a0 = y.fma(x0, a0);
      a1 = y.fma(x1, a1);
      y = DoubleVector.broadcast(S, s[row + i + 1]);
      b0 = y.fma(x0, b0);
      b1 = y.fma(x1, b1);
      y = DoubleVector.broadcast(S, s[row + i + 2]);
      c0 = y.fma(x0, c0);
      c1 = y.fma(x1, c1);
      y = DoubleVector.broadcast(S, s[row + i + 3]);
      d0 = y.fma(x0, d0);
      d1 = y.fma(x1, d1);
    }
    a0.intoArray(c, co);
    a1.intoArray(c, co + V);
    b0.intoArray(c, co + ld);
    b1.intoArray(c, co + ld + V);
    c0.intoArray(c, co + 2 * ld);
    c1.intoArray(c, co + 2 * ld + V);
    d0.intoArray(c, co + 3 * ld);
    d1.intoArray(c, co + 3 * ld + V);
  }

  private static void tile1(int end, int ld, double[] s, int i, int j, double[] from, int fo, int fld, double[] c,
      int co) {
    DoubleVector a = DoubleVector.fromArray(S, from, fo);
    DoubleVector b = DoubleVector.fromArray(S, from, fo + fld);
    DoubleVector e = DoubleVector.fromArray(S, from, fo + 2 * fld);
    DoubleVector f = DoubleVector.fromArray(S, from, fo + 3 * fld);
    for (int row = 0; row < end; row += ld) {
      DoubleVector x = DoubleVector.fromArray(S, s, row + j);
      a = DoubleVector.broadcast(S, s[row + i]).fma(x, a);
      b = DoubleVector.broadcast(S, s[row + i + 1]).fma(x, b);
      e = DoubleVector.broadcast(S, s[row + i + 2]).fma(x, e);
      f = DoubleVector.broadcast(S, s[row + i + 3]).fma(x, f);
    }
    a.intoArray(c, co);
    b.intoArray(c, co + ld);
    e.intoArray(c, co + 2 * ld);
    f.intoArray(c, co + 3 * ld);
  }

  private static void row4(int terms, int ld, double[] s, double[] d, int j, double[] from, int fo,
      double[] u) {
    DoubleVector a0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector a1 = DoubleVector.fromArray(S, from, fo + V);
    DoubleVector a2 = DoubleVector.fromArray(S, from, fo + 2 * V);
    DoubleVector a3 = DoubleVector.fromArray(S, from, fo + 3 * V);
    for (int q = 0; q < terms; q++) {
      int at = q * ld + j;
      DoubleVector y = DoubleVector.broadcast(S, d[q]);
      a0 = y.fma(DoubleVector.fromArray(S, s, at), a0);
      a1 = y.fma(DoubleVector.fromArray(S, s, at + V), a1);
      a2 = y.fma(DoubleVector.fromArray(S, s, at + 2 * V), a2);
      a3 = y.fma(DoubleVector.fromArray(S, s, at + 3 * V), a3);
    }
    a0.intoArray(u, j);
    a1.intoArray(u, j + V);
    a2.intoArray(u, j + 2 * V);
    a3.intoArray(u, j + 3 * V);
  }

  private static void row3(int terms, int ld, double[] s, double[] d, int j, double[] from, int fo,
      double[] u) {
    DoubleVector a0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector a1 = DoubleVector.fromArray(S, from, fo + V);
    DoubleVector a2 = DoubleVector.fromArray(S, from, fo + 2 * V);
    for (int q = 0; q < terms; q++) {
      int at = q * ld + j;
      DoubleVector y = DoubleVector.broadcast(S, d[q]);
      a0 = y.fma(DoubleVector.fromArray(S, s, at), a0);
      a1 = y.fma(DoubleVector.fromArray(S, s, at + V), a1);
      a2 = y.fma(DoubleVector.fromArray(S, s, at + 2 * V), a2);
    }
    a0.intoArray(u, j);
    a1.intoArray(u, j + V);
    a2.intoArray(u, j + 2 * V);
  }

  private static void row2(int terms, int ld, double[] s, double[] d, int j, double[] from, int fo,
      double[] u) {
    DoubleVector a0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector a1 = DoubleVector.fromArray(S, from, fo + V);
    for (int q = 0; q < terms; q++) {
      int at = q * ld + j;
      DoubleVector y = DoubleVector.broadcast(S, d[q]);
      a0 = y.fma(DoubleVector.fromArray(S, s, at), a0);
      a1 = y.fma(DoubleVector.fromArray(S, s, at + V), a1);
    }
    a0.intoArray(u, j);
    a1.intoArray(u, j + V);
  }

  private static void row1(int terms, int ld, double[] s, double[] d, int j, double[] from, int fo,
      double[] u) {
    DoubleVector a = DoubleVector.fromArray(S, from, fo);
    for (int q = 0; q < terms; q++) {
      a = DoubleVector.broadcast(S, d[q]).fma(DoubleVector.fromArray(S, s, q * ld + j), a);
    }
    a.intoArray(u, j);
  }

  /** target[i] = source[so + i]·factor for n elements, whole vectors. */
  static void scaled(int n, double[] source, int so, double factor, double[] target, int to) {
    for (int i = 0; i < n; i += V) {
      DoubleVector.fromArray(S, source, so + i).mul(factor).intoArray(target, to + i);
    }
  }
}
