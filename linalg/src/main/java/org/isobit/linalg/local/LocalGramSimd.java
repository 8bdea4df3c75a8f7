// Master of FloatLocalGramSimd: the float version is generated from this file.
package org.isobit.linalg.local;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * sᵀ·s of one local problem, lower triangle, in the chains of {@link org.isobit.kernels.gemm.Gemm}: fma over terms in
 * ascending order from +0. One tile does it all, six rows of the result by two vectors of columns: a fresh virtual
 * machine waits for the compilation of each, and wider ones do more in vain at the diagonal. Thread-safe.
 */
final class LocalGramSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /** Rows of the result that go together. */
  static final int ROWS = 6;

  /** Terms that are added at a time: a tile's share of each fits the first cache. */
  static final int TERMS = 112;

  /** Where chains start: two vectors, of any row. */
  private static final double[] ZEROS = new double[2 * V];

  private LocalGramSimd() {}

  /**
   * Adds some terms to the products of one problem.
   *
   * @param columns columns of s that count; what stands in others may be anything
   * @param terms   rows of s
   * @param ld      elements from row to row, of s and of c: a multiple of two vectors
   * @param s       terms × ld, and ROWS more
   * @param first   whether chains start here, whatever is in c
   * @param c       takes sᵀ·s from co on; above the diagonal, and for ROWS − 1 rows below, it is undefined
   */
  static void gram(int columns, int terms, int ld, double[] s, boolean first, double[] c, int co) {
    for (int j = 0; j < columns; j += 2 * V) {
      for (int i = j; i < columns; i += ROWS) {
        int to = co + i * ld + j;
        tile(terms * ld, ld, s, i, j, first ? ZEROS : c, first ? 0 : to, first ? 0 : ld, c, to);
      }
    }
  }

  /** Six rows from i on, two vectors of columns from j on. */
  private static void tile(int end, int ld, double[] s, int i, int j, double[] from, int fo, int fld, double[] c,
      int co) {
    DoubleVector a0 = DoubleVector.fromArray(S, from, fo);
    DoubleVector a1 = DoubleVector.fromArray(S, from, fo + V);
    DoubleVector b0 = DoubleVector.fromArray(S, from, fo + fld);
    DoubleVector b1 = DoubleVector.fromArray(S, from, fo + fld + V);
    DoubleVector c0 = DoubleVector.fromArray(S, from, fo + 2 * fld);
    DoubleVector c1 = DoubleVector.fromArray(S, from, fo + 2 * fld + V);
    DoubleVector d0 = DoubleVector.fromArray(S, from, fo + 3 * fld);
    DoubleVector d1 = DoubleVector.fromArray(S, from, fo + 3 * fld + V);
    DoubleVector e0 = DoubleVector.fromArray(S, from, fo + 4 * fld);
    DoubleVector e1 = DoubleVector.fromArray(S, from, fo + 4 * fld + V);
    DoubleVector f0 = DoubleVector.fromArray(S, from, fo + 5 * fld);
    DoubleVector f1 = DoubleVector.fromArray(S, from, fo + 5 * fld + V);
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
      y = DoubleVector.broadcast(S, s[row + i + 4]);
      e0 = y.fma(x0, e0);
      e1 = y.fma(x1, e1);
      y = DoubleVector.broadcast(S, s[row + i + 5]);
      f0 = y.fma(x0, f0);
      f1 = y.fma(x1, f1);
    }
    TYPE.cast(a0).intoArray(c, co);
    TYPE.cast(a1).intoArray(c, co + V);
    TYPE.cast(b0).intoArray(c, co + ld);
    TYPE.cast(b1).intoArray(c, co + ld + V);
    TYPE.cast(c0).intoArray(c, co + 2 * ld);
    TYPE.cast(c1).intoArray(c, co + 2 * ld + V);
    TYPE.cast(d0).intoArray(c, co + 3 * ld);
    TYPE.cast(d1).intoArray(c, co + 3 * ld + V);
    TYPE.cast(e0).intoArray(c, co + 4 * ld);
    TYPE.cast(e1).intoArray(c, co + 4 * ld + V);
    TYPE.cast(f0).intoArray(c, co + 5 * ld);
    TYPE.cast(f1).intoArray(c, co + 5 * ld + V);
  }

  /** target[i] = source[so + i]·factor for n elements, whole vectors. */
  static void scaled(int n, double[] source, int so, double factor, double[] target, int to) {
    for (int i = 0; i < n; i += V) {
      DoubleVector.fromArray(S, source, so + i).mul(factor).intoArray(target, to + i);
    }
  }
}
