// Master of FloatGemmTileSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The micro-kernel of large products: a tile of C stays in registers while kc terms are added, s ← fma(a_ik, b_kj, s),
 * k ascending.
 *
 * <p>A is read as scalars, B as vectors, term k from {@code ib + k·ldb}, so packed and unpacked operands look alike.
 * {@code load}: the chains continue from C, else they start from +0 and C is only written. Every accumulator has its
 * own {@code zero(S)}: one shared would be boxed. The loop over panels of B, which start {@code step} apart, is
 * inside, so that the many addresses of a tile row are made once.
 */
final class GemmTileSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private GemmTileSimd() {}

  /** 12 rows by two vectors of C for each panel; element (i, k) of A at ia + i·lda + k. */
  static void rows12(double[] a, int ia, int lda, double[] b, int ib, int ldb, int step, int panels, int kc,
      boolean load, double[] c, int ic, int ldc) {
    int a1 = ia + lda;
    int a2 = ia + 2 * lda;
    int a3 = ia + 3 * lda;
    int a4 = ia + 4 * lda;
    int a5 = ia + 5 * lda;
    int a6 = ia + 6 * lda;
    int a7 = ia + 7 * lda;
    int a8 = ia + 8 * lda;
    int a9 = ia + 9 * lda;
    int a10 = ia + 10 * lda;
    int a11 = ia + 11 * lda;
    for (int j = 0; j < panels; j++) {
      DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic) : DoubleVector.zero(S);
      DoubleVector t0 = load ? DoubleVector.fromArray(S, c, ic + V) : DoubleVector.zero(S);
      DoubleVector s1 = load ? DoubleVector.fromArray(S, c, ic + ldc) : DoubleVector.zero(S);
      DoubleVector t1 = load ? DoubleVector.fromArray(S, c, ic + ldc + V) : DoubleVector.zero(S);
      DoubleVector s2 = load ? DoubleVector.fromArray(S, c, ic + 2 * ldc) : DoubleVector.zero(S);
      DoubleVector t2 = load ? DoubleVector.fromArray(S, c, ic + 2 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s3 = load ? DoubleVector.fromArray(S, c, ic + 3 * ldc) : DoubleVector.zero(S);
      DoubleVector t3 = load ? DoubleVector.fromArray(S, c, ic + 3 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s4 = load ? DoubleVector.fromArray(S, c, ic + 4 * ldc) : DoubleVector.zero(S);
      DoubleVector t4 = load ? DoubleVector.fromArray(S, c, ic + 4 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s5 = load ? DoubleVector.fromArray(S, c, ic + 5 * ldc) : DoubleVector.zero(S);
      DoubleVector t5 = load ? DoubleVector.fromArray(S, c, ic + 5 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s6 = load ? DoubleVector.fromArray(S, c, ic + 6 * ldc) : DoubleVector.zero(S);
      DoubleVector t6 = load ? DoubleVector.fromArray(S, c, ic + 6 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s7 = load ? DoubleVector.fromArray(S, c, ic + 7 * ldc) : DoubleVector.zero(S);
      DoubleVector t7 = load ? DoubleVector.fromArray(S, c, ic + 7 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s8 = load ? DoubleVector.fromArray(S, c, ic + 8 * ldc) : DoubleVector.zero(S);
      DoubleVector t8 = load ? DoubleVector.fromArray(S, c, ic + 8 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s9 = load ? DoubleVector.fromArray(S, c, ic + 9 * ldc) : DoubleVector.zero(S);
      DoubleVector t9 = load ? DoubleVector.fromArray(S, c, ic + 9 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s10 = load ? DoubleVector.fromArray(S, c, ic + 10 * ldc) : DoubleVector.zero(S);
      DoubleVector t10 = load ? DoubleVector.fromArray(S, c, ic + 10 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s11 = load ? DoubleVector.fromArray(S, c, ic + 11 * ldc) : DoubleVector.zero(S);
      DoubleVector t11 = load ? DoubleVector.fromArray(S, c, ic + 11 * ldc + V) : DoubleVector.zero(S);
      for (int k = 0; k < kc; k++) {
        DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb);
        DoubleVector q = DoubleVector.fromArray(S, b, ib + k * ldb + V);
        DoubleVector x0 = DoubleVector.broadcast(S, a[ia + k]);
        s0 = x0.fma(p, s0);
        t0 = x0.fma(q, t0);
        DoubleVector x1 = DoubleVector.broadcast(S, a[a1 + k]);
        s1 = x1.fma(p, s1);
        t1 = x1.fma(q, t1);
        DoubleVector x2 = DoubleVector.broadcast(S, a[a2 + k]);
        s2 = x2.fma(p, s2);
        t2 = x2.fma(q, t2);
        DoubleVector x3 = DoubleVector.broadcast(S, a[a3 + k]);
        s3 = x3.fma(p, s3);
        t3 = x3.fma(q, t3);
        DoubleVector x4 = DoubleVector.broadcast(S, a[a4 + k]);
        s4 = x4.fma(p, s4);
        t4 = x4.fma(q, t4);
        DoubleVector x5 = DoubleVector.broadcast(S, a[a5 + k]);
        s5 = x5.fma(p, s5);
        t5 = x5.fma(q, t5);
        DoubleVector x6 = DoubleVector.broadcast(S, a[a6 + k]);
        s6 = x6.fma(p, s6);
        t6 = x6.fma(q, t6);
        DoubleVector x7 = DoubleVector.broadcast(S, a[a7 + k]);
        s7 = x7.fma(p, s7);
        t7 = x7.fma(q, t7);
        DoubleVector x8 = DoubleVector.broadcast(S, a[a8 + k]);
        s8 = x8.fma(p, s8);
        t8 = x8.fma(q, t8);
        DoubleVector x9 = DoubleVector.broadcast(S, a[a9 + k]);
        s9 = x9.fma(p, s9);
        t9 = x9.fma(q, t9);
        DoubleVector x10 = DoubleVector.broadcast(S, a[a10 + k]);
        s10 = x10.fma(p, s10);
        t10 = x10.fma(q, t10);
        DoubleVector x11 = DoubleVector.broadcast(S, a[a11 + k]);
        s11 = x11.fma(p, s11);
        t11 = x11.fma(q, t11);
      }
      s0.intoArray(c, ic);
      t0.intoArray(c, ic + V);
      s1.intoArray(c, ic + ldc);
      t1.intoArray(c, ic + ldc + V);
      s2.intoArray(c, ic + 2 * ldc);
      t2.intoArray(c, ic + 2 * ldc + V);
      s3.intoArray(c, ic + 3 * ldc);
      t3.intoArray(c, ic + 3 * ldc + V);
      s4.intoArray(c, ic + 4 * ldc);
      t4.intoArray(c, ic + 4 * ldc + V);
      s5.intoArray(c, ic + 5 * ldc);
      t5.intoArray(c, ic + 5 * ldc + V);
      s6.intoArray(c, ic + 6 * ldc);
      t6.intoArray(c, ic + 6 * ldc + V);
      s7.intoArray(c, ic + 7 * ldc);
      t7.intoArray(c, ic + 7 * ldc + V);
      s8.intoArray(c, ic + 8 * ldc);
      t8.intoArray(c, ic + 8 * ldc + V);
      s9.intoArray(c, ic + 9 * ldc);
      t9.intoArray(c, ic + 9 * ldc + V);
      s10.intoArray(c, ic + 10 * ldc);
      t10.intoArray(c, ic + 10 * ldc + V);
      s11.intoArray(c, ic + 11 * ldc);
      t11.intoArray(c, ic + 11 * ldc + V);
      ib += step;
      ic += 2 * V;
    }
  }

  /** 12 rows by two vectors of C for each panel; element (i, k) of A at ia + k·lda + i. */
  static void columns12(double[] a, int ia, int lda, double[] b, int ib, int ldb, int step, int panels, int kc,
      boolean load, double[] c, int ic, int ldc) {
    for (int j = 0; j < panels; j++) {
      DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic) : DoubleVector.zero(S);
      DoubleVector t0 = load ? DoubleVector.fromArray(S, c, ic + V) : DoubleVector.zero(S);
      DoubleVector s1 = load ? DoubleVector.fromArray(S, c, ic + ldc) : DoubleVector.zero(S);
      DoubleVector t1 = load ? DoubleVector.fromArray(S, c, ic + ldc + V) : DoubleVector.zero(S);
      DoubleVector s2 = load ? DoubleVector.fromArray(S, c, ic + 2 * ldc) : DoubleVector.zero(S);
      DoubleVector t2 = load ? DoubleVector.fromArray(S, c, ic + 2 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s3 = load ? DoubleVector.fromArray(S, c, ic + 3 * ldc) : DoubleVector.zero(S);
      DoubleVector t3 = load ? DoubleVector.fromArray(S, c, ic + 3 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s4 = load ? DoubleVector.fromArray(S, c, ic + 4 * ldc) : DoubleVector.zero(S);
      DoubleVector t4 = load ? DoubleVector.fromArray(S, c, ic + 4 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s5 = load ? DoubleVector.fromArray(S, c, ic + 5 * ldc) : DoubleVector.zero(S);
      DoubleVector t5 = load ? DoubleVector.fromArray(S, c, ic + 5 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s6 = load ? DoubleVector.fromArray(S, c, ic + 6 * ldc) : DoubleVector.zero(S);
      DoubleVector t6 = load ? DoubleVector.fromArray(S, c, ic + 6 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s7 = load ? DoubleVector.fromArray(S, c, ic + 7 * ldc) : DoubleVector.zero(S);
      DoubleVector t7 = load ? DoubleVector.fromArray(S, c, ic + 7 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s8 = load ? DoubleVector.fromArray(S, c, ic + 8 * ldc) : DoubleVector.zero(S);
      DoubleVector t8 = load ? DoubleVector.fromArray(S, c, ic + 8 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s9 = load ? DoubleVector.fromArray(S, c, ic + 9 * ldc) : DoubleVector.zero(S);
      DoubleVector t9 = load ? DoubleVector.fromArray(S, c, ic + 9 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s10 = load ? DoubleVector.fromArray(S, c, ic + 10 * ldc) : DoubleVector.zero(S);
      DoubleVector t10 = load ? DoubleVector.fromArray(S, c, ic + 10 * ldc + V) : DoubleVector.zero(S);
      DoubleVector s11 = load ? DoubleVector.fromArray(S, c, ic + 11 * ldc) : DoubleVector.zero(S);
      DoubleVector t11 = load ? DoubleVector.fromArray(S, c, ic + 11 * ldc + V) : DoubleVector.zero(S);
      for (int k = 0; k < kc; k++) {
        int ak = ia + k * lda;
        DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb);
        DoubleVector q = DoubleVector.fromArray(S, b, ib + k * ldb + V);
        DoubleVector x0 = DoubleVector.broadcast(S, a[ak]);
        s0 = x0.fma(p, s0);
        t0 = x0.fma(q, t0);
        DoubleVector x1 = DoubleVector.broadcast(S, a[ak + 1]);
        s1 = x1.fma(p, s1);
        t1 = x1.fma(q, t1);
        DoubleVector x2 = DoubleVector.broadcast(S, a[ak + 2]);
        s2 = x2.fma(p, s2);
        t2 = x2.fma(q, t2);
        DoubleVector x3 = DoubleVector.broadcast(S, a[ak + 3]);
        s3 = x3.fma(p, s3);
        t3 = x3.fma(q, t3);
        DoubleVector x4 = DoubleVector.broadcast(S, a[ak + 4]);
        s4 = x4.fma(p, s4);
        t4 = x4.fma(q, t4);
        DoubleVector x5 = DoubleVector.broadcast(S, a[ak + 5]);
        s5 = x5.fma(p, s5);
        t5 = x5.fma(q, t5);
        DoubleVector x6 = DoubleVector.broadcast(S, a[ak + 6]);
        s6 = x6.fma(p, s6);
        t6 = x6.fma(q, t6);
        DoubleVector x7 = DoubleVector.broadcast(S, a[ak + 7]);
        s7 = x7.fma(p, s7);
        t7 = x7.fma(q, t7);
        DoubleVector x8 = DoubleVector.broadcast(S, a[ak + 8]);
        s8 = x8.fma(p, s8);
        t8 = x8.fma(q, t8);
        DoubleVector x9 = DoubleVector.broadcast(S, a[ak + 9]);
        s9 = x9.fma(p, s9);
        t9 = x9.fma(q, t9);
        DoubleVector x10 = DoubleVector.broadcast(S, a[ak + 10]);
        s10 = x10.fma(p, s10);
        t10 = x10.fma(q, t10);
        DoubleVector x11 = DoubleVector.broadcast(S, a[ak + 11]);
        s11 = x11.fma(p, s11);
        t11 = x11.fma(q, t11);
      }
      s0.intoArray(c, ic);
      t0.intoArray(c, ic + V);
      s1.intoArray(c, ic + ldc);
      t1.intoArray(c, ic + ldc + V);
      s2.intoArray(c, ic + 2 * ldc);
      t2.intoArray(c, ic + 2 * ldc + V);
      s3.intoArray(c, ic + 3 * ldc);
      t3.intoArray(c, ic + 3 * ldc + V);
      s4.intoArray(c, ic + 4 * ldc);
      t4.intoArray(c, ic + 4 * ldc + V);
      s5.intoArray(c, ic + 5 * ldc);
      t5.intoArray(c, ic + 5 * ldc + V);
      s6.intoArray(c, ic + 6 * ldc);
      t6.intoArray(c, ic + 6 * ldc + V);
      s7.intoArray(c, ic + 7 * ldc);
      t7.intoArray(c, ic + 7 * ldc + V);
      s8.intoArray(c, ic + 8 * ldc);
      t8.intoArray(c, ic + 8 * ldc + V);
      s9.intoArray(c, ic + 9 * ldc);
      t9.intoArray(c, ic + 9 * ldc + V);
      s10.intoArray(c, ic + 10 * ldc);
      t10.intoArray(c, ic + 10 * ldc + V);
      s11.intoArray(c, ic + 11 * ldc);
      t11.intoArray(c, ic + 11 * ldc + V);
      ib += step;
      ic += 2 * V;
    }
  }
}
