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

  private LocalGramSimd() {}

  /**
   * The products of one problem.
   *
   * @param members columns of s
   * @param terms   rows of s
   * @param ld      elements from row to row, of s and of c: a multiple of the vector length and of ROWS
   * @param s       terms × ld
   * @param d       terms
   * @param c       receives sᵀ·s from co on, members rounded up to ROWS rows; above the diagonal it is undefined
   * @param u       receives dᵀ·s, ld elements
   */
  static void gram(int members, int terms, int ld, double[] s, double[] d, double[] c, int co, double[] u) {
    for (int i = 0; i < members; i += ROWS) {
      int j = 0;
      int end = (i + ROWS + V - 1) / V * V;
      for (; j + 4 * V <= end; j += 4 * V) {
        tile4(terms, ld, s, i, j, c, co + i * ld + j);
      }
      if (j + 3 * V == end) {
        tile3(terms, ld, s, i, j, c, co + i * ld + j);
      } else if (j + 2 * V == end) {
        tile2(terms, ld, s, i, j, c, co + i * ld + j);
      } else if (j + V == end) {
        tile1(terms, ld, s, i, j, c, co + i * ld + j);
      }
    }
    int j = 0;
    for (; j + 4 * V <= ld; j += 4 * V) {
      row4(terms, ld, s, d, j, u);
    }
    if (j + 3 * V == ld) {
      row3(terms, ld, s, d, j, u);
    } else if (j + 2 * V == ld) {
      row2(terms, ld, s, d, j, u);
    } else if (j + V == ld) {
      row1(terms, ld, s, d, j, u);
    }
  }

  private static void tile4(int terms, int ld, double[] s, int i, int j, double[] c, int co) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
    DoubleVector a3 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector b2 = DoubleVector.zero(S);
    DoubleVector b3 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector c2 = DoubleVector.zero(S);
    DoubleVector c3 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    DoubleVector d2 = DoubleVector.zero(S);
    DoubleVector d3 = DoubleVector.zero(S);
    for (int row = 0; row < terms * ld; row += ld) {
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

  private static void tile3(int terms, int ld, double[] s, int i, int j, double[] c, int co) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector b2 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector c2 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    DoubleVector d2 = DoubleVector.zero(S);
    for (int row = 0; row < terms * ld; row += ld) {
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

  private static void tile2(int terms, int ld, double[] s, int i, int j, double[] c, int co) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    for (int row = 0; row < terms * ld; row += ld) {
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

  private static void tile1(int terms, int ld, double[] s, int i, int j, double[] c, int co) {
    DoubleVector a = DoubleVector.zero(S);
    DoubleVector b = DoubleVector.zero(S);
    DoubleVector e = DoubleVector.zero(S);
    DoubleVector f = DoubleVector.zero(S);
    for (int row = 0; row < terms * ld; row += ld) {
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

  private static void row4(int terms, int ld, double[] s, double[] d, int j, double[] u) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
    DoubleVector a3 = DoubleVector.zero(S);
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

  private static void row3(int terms, int ld, double[] s, double[] d, int j, double[] u) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
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

  private static void row2(int terms, int ld, double[] s, double[] d, int j, double[] u) {
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    for (int q = 0; q < terms; q++) {
      int at = q * ld + j;
      DoubleVector y = DoubleVector.broadcast(S, d[q]);
      a0 = y.fma(DoubleVector.fromArray(S, s, at), a0);
      a1 = y.fma(DoubleVector.fromArray(S, s, at + V), a1);
    }
    a0.intoArray(u, j);
    a1.intoArray(u, j + V);
  }

  private static void row1(int terms, int ld, double[] s, double[] d, int j, double[] u) {
    DoubleVector a = DoubleVector.zero(S);
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
