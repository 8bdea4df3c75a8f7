// Master of FloatFreeDotSimd: the float version is generated from this file.
package org.isobit.bench.free;

import static jdk.incubator.vector.VectorOperators.ADD;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Products of rows with rows, lanes being terms: a sum for each lane, and the lanes in any order. */
final class FreeDotSimd {

  /** Rows of A and of B that go together. */
  static final int ROWS = 5;
  static final int COLUMNS = 4;

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private FreeDotSimd() {}

  /** 5 rows of A times 4 rows of B: an element of C each. */
  static void tile(int terms, double[] a, int ia, int lda, double[] b, int ib, int ldb, double[] c, int ic, int ldc) {
    DoubleVector s00 = DoubleVector.zero(S);
    DoubleVector s01 = DoubleVector.zero(S);
    DoubleVector s02 = DoubleVector.zero(S);
    DoubleVector s03 = DoubleVector.zero(S);
    DoubleVector s10 = DoubleVector.zero(S);
    DoubleVector s11 = DoubleVector.zero(S);
    DoubleVector s12 = DoubleVector.zero(S);
    DoubleVector s13 = DoubleVector.zero(S);
    DoubleVector s20 = DoubleVector.zero(S);
    DoubleVector s21 = DoubleVector.zero(S);
    DoubleVector s22 = DoubleVector.zero(S);
    DoubleVector s23 = DoubleVector.zero(S);
    DoubleVector s30 = DoubleVector.zero(S);
    DoubleVector s31 = DoubleVector.zero(S);
    DoubleVector s32 = DoubleVector.zero(S);
    DoubleVector s33 = DoubleVector.zero(S);
    DoubleVector s40 = DoubleVector.zero(S);
    DoubleVector s41 = DoubleVector.zero(S);
    DoubleVector s42 = DoubleVector.zero(S);
    DoubleVector s43 = DoubleVector.zero(S);
    int k = 0;
    for (; k <= terms - V; k += V) {
      DoubleVector b0 = DoubleVector.fromArray(S, b, ib + k);
      DoubleVector b1 = DoubleVector.fromArray(S, b, ib + ldb + k);
      DoubleVector b2 = DoubleVector.fromArray(S, b, ib + 2 * ldb + k);
      DoubleVector b3 = DoubleVector.fromArray(S, b, ib + 3 * ldb + k);
      DoubleVector a0 = DoubleVector.fromArray(S, a, ia + k);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      DoubleVector a1 = DoubleVector.fromArray(S, a, ia + lda + k);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      DoubleVector a2 = DoubleVector.fromArray(S, a, ia + 2 * lda + k);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      DoubleVector a3 = DoubleVector.fromArray(S, a, ia + 3 * lda + k);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
      DoubleVector a4 = DoubleVector.fromArray(S, a, ia + 4 * lda + k);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      s42 = a4.fma(b2, s42);
      s43 = a4.fma(b3, s43);
    }
    if (k < terms) {
      VectorMask<Double> mask = S.indexInRange(k, terms);
      DoubleVector b0 = DoubleVector.fromArray(S, b, ib + k, mask);
      DoubleVector b1 = DoubleVector.fromArray(S, b, ib + ldb + k, mask);
      DoubleVector b2 = DoubleVector.fromArray(S, b, ib + 2 * ldb + k, mask);
      DoubleVector b3 = DoubleVector.fromArray(S, b, ib + 3 * ldb + k, mask);
      DoubleVector a0 = DoubleVector.fromArray(S, a, ia + k, mask);
      s00 = a0.fma(b0, s00);
      s01 = a0.fma(b1, s01);
      s02 = a0.fma(b2, s02);
      s03 = a0.fma(b3, s03);
      DoubleVector a1 = DoubleVector.fromArray(S, a, ia + lda + k, mask);
      s10 = a1.fma(b0, s10);
      s11 = a1.fma(b1, s11);
      s12 = a1.fma(b2, s12);
      s13 = a1.fma(b3, s13);
      DoubleVector a2 = DoubleVector.fromArray(S, a, ia + 2 * lda + k, mask);
      s20 = a2.fma(b0, s20);
      s21 = a2.fma(b1, s21);
      s22 = a2.fma(b2, s22);
      s23 = a2.fma(b3, s23);
      DoubleVector a3 = DoubleVector.fromArray(S, a, ia + 3 * lda + k, mask);
      s30 = a3.fma(b0, s30);
      s31 = a3.fma(b1, s31);
      s32 = a3.fma(b2, s32);
      s33 = a3.fma(b3, s33);
      DoubleVector a4 = DoubleVector.fromArray(S, a, ia + 4 * lda + k, mask);
      s40 = a4.fma(b0, s40);
      s41 = a4.fma(b1, s41);
      s42 = a4.fma(b2, s42);
      s43 = a4.fma(b3, s43);
    }
    c[ic] = s00.reduceLanes(ADD);
    c[ic + 1] = s01.reduceLanes(ADD);
    c[ic + 2] = s02.reduceLanes(ADD);
    c[ic + 3] = s03.reduceLanes(ADD);
    c[ic + ldc] = s10.reduceLanes(ADD);
    c[ic + ldc + 1] = s11.reduceLanes(ADD);
    c[ic + ldc + 2] = s12.reduceLanes(ADD);
    c[ic + ldc + 3] = s13.reduceLanes(ADD);
    c[ic + 2 * ldc] = s20.reduceLanes(ADD);
    c[ic + 2 * ldc + 1] = s21.reduceLanes(ADD);
    c[ic + 2 * ldc + 2] = s22.reduceLanes(ADD);
    c[ic + 2 * ldc + 3] = s23.reduceLanes(ADD);
    c[ic + 3 * ldc] = s30.reduceLanes(ADD);
    c[ic + 3 * ldc + 1] = s31.reduceLanes(ADD);
    c[ic + 3 * ldc + 2] = s32.reduceLanes(ADD);
    c[ic + 3 * ldc + 3] = s33.reduceLanes(ADD);
    c[ic + 4 * ldc] = s40.reduceLanes(ADD);
    c[ic + 4 * ldc + 1] = s41.reduceLanes(ADD);
    c[ic + 4 * ldc + 2] = s42.reduceLanes(ADD);
    c[ic + 4 * ldc + 3] = s43.reduceLanes(ADD);
  }

  /** 8 rows of A times a vector. */
  static void rows8(int terms, double[] a, int ia, int lda, double[] x, double[] y, int yo) {
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector s4 = DoubleVector.zero(S);
    DoubleVector s5 = DoubleVector.zero(S);
    DoubleVector s6 = DoubleVector.zero(S);
    DoubleVector s7 = DoubleVector.zero(S);
    int k = 0;
    for (; k <= terms - V; k += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, k);
      s0 = DoubleVector.fromArray(S, a, ia + k).fma(v, s0);
      s1 = DoubleVector.fromArray(S, a, ia + lda + k).fma(v, s1);
      s2 = DoubleVector.fromArray(S, a, ia + 2 * lda + k).fma(v, s2);
      s3 = DoubleVector.fromArray(S, a, ia + 3 * lda + k).fma(v, s3);
      s4 = DoubleVector.fromArray(S, a, ia + 4 * lda + k).fma(v, s4);
      s5 = DoubleVector.fromArray(S, a, ia + 5 * lda + k).fma(v, s5);
      s6 = DoubleVector.fromArray(S, a, ia + 6 * lda + k).fma(v, s6);
      s7 = DoubleVector.fromArray(S, a, ia + 7 * lda + k).fma(v, s7);
    }
    if (k < terms) {
      VectorMask<Double> mask = S.indexInRange(k, terms);
      DoubleVector v = DoubleVector.fromArray(S, x, k, mask);
      s0 = DoubleVector.fromArray(S, a, ia + k, mask).fma(v, s0);
      s1 = DoubleVector.fromArray(S, a, ia + lda + k, mask).fma(v, s1);
      s2 = DoubleVector.fromArray(S, a, ia + 2 * lda + k, mask).fma(v, s2);
      s3 = DoubleVector.fromArray(S, a, ia + 3 * lda + k, mask).fma(v, s3);
      s4 = DoubleVector.fromArray(S, a, ia + 4 * lda + k, mask).fma(v, s4);
      s5 = DoubleVector.fromArray(S, a, ia + 5 * lda + k, mask).fma(v, s5);
      s6 = DoubleVector.fromArray(S, a, ia + 6 * lda + k, mask).fma(v, s6);
      s7 = DoubleVector.fromArray(S, a, ia + 7 * lda + k, mask).fma(v, s7);
    }
    y[yo] = s0.reduceLanes(ADD);
    y[yo + 1] = s1.reduceLanes(ADD);
    y[yo + 2] = s2.reduceLanes(ADD);
    y[yo + 3] = s3.reduceLanes(ADD);
    y[yo + 4] = s4.reduceLanes(ADD);
    y[yo + 5] = s5.reduceLanes(ADD);
    y[yo + 6] = s6.reduceLanes(ADD);
    y[yo + 7] = s7.reduceLanes(ADD);
  }
}
