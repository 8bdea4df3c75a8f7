// Master of FloatFreeTileSimd: the float version is generated from this file.
package org.isobit.bench.free;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Micro-kernels of products whose blocks of terms are summed by themselves, then added to C: 12 rows of A, read where
 * they lie, and packed vectors of B.
 */
final class FreeTileSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private FreeTileSimd() {}

  /** C = C + A·B: 12 rows, kc terms, panels of two vectors, which start {@code step} apart. */
  static void panels(double[] a, int ia, int lda, double[] b, int ib, int step, int panels, int kc, double[] c,
      int ic, int ldc) {
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
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector t0 = DoubleVector.zero(S);
      DoubleVector s1 = DoubleVector.zero(S);
      DoubleVector t1 = DoubleVector.zero(S);
      DoubleVector s2 = DoubleVector.zero(S);
      DoubleVector t2 = DoubleVector.zero(S);
      DoubleVector s3 = DoubleVector.zero(S);
      DoubleVector t3 = DoubleVector.zero(S);
      DoubleVector s4 = DoubleVector.zero(S);
      DoubleVector t4 = DoubleVector.zero(S);
      DoubleVector s5 = DoubleVector.zero(S);
      DoubleVector t5 = DoubleVector.zero(S);
      DoubleVector s6 = DoubleVector.zero(S);
      DoubleVector t6 = DoubleVector.zero(S);
      DoubleVector s7 = DoubleVector.zero(S);
      DoubleVector t7 = DoubleVector.zero(S);
      DoubleVector s8 = DoubleVector.zero(S);
      DoubleVector t8 = DoubleVector.zero(S);
      DoubleVector s9 = DoubleVector.zero(S);
      DoubleVector t9 = DoubleVector.zero(S);
      DoubleVector s10 = DoubleVector.zero(S);
      DoubleVector t10 = DoubleVector.zero(S);
      DoubleVector s11 = DoubleVector.zero(S);
      DoubleVector t11 = DoubleVector.zero(S);
      for (int k = 0; k < kc; k++) {
        DoubleVector p = DoubleVector.fromArray(S, b, ib + 2 * V * k);
        DoubleVector q = DoubleVector.fromArray(S, b, ib + 2 * V * k + V);
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
      s0.add(DoubleVector.fromArray(S, c, ic)).intoArray(c, ic);
      t0.add(DoubleVector.fromArray(S, c, ic + V)).intoArray(c, ic + V);
      s1.add(DoubleVector.fromArray(S, c, ic + ldc)).intoArray(c, ic + ldc);
      t1.add(DoubleVector.fromArray(S, c, ic + ldc + V)).intoArray(c, ic + ldc + V);
      s2.add(DoubleVector.fromArray(S, c, ic + 2 * ldc)).intoArray(c, ic + 2 * ldc);
      t2.add(DoubleVector.fromArray(S, c, ic + 2 * ldc + V)).intoArray(c, ic + 2 * ldc + V);
      s3.add(DoubleVector.fromArray(S, c, ic + 3 * ldc)).intoArray(c, ic + 3 * ldc);
      t3.add(DoubleVector.fromArray(S, c, ic + 3 * ldc + V)).intoArray(c, ic + 3 * ldc + V);
      s4.add(DoubleVector.fromArray(S, c, ic + 4 * ldc)).intoArray(c, ic + 4 * ldc);
      t4.add(DoubleVector.fromArray(S, c, ic + 4 * ldc + V)).intoArray(c, ic + 4 * ldc + V);
      s5.add(DoubleVector.fromArray(S, c, ic + 5 * ldc)).intoArray(c, ic + 5 * ldc);
      t5.add(DoubleVector.fromArray(S, c, ic + 5 * ldc + V)).intoArray(c, ic + 5 * ldc + V);
      s6.add(DoubleVector.fromArray(S, c, ic + 6 * ldc)).intoArray(c, ic + 6 * ldc);
      t6.add(DoubleVector.fromArray(S, c, ic + 6 * ldc + V)).intoArray(c, ic + 6 * ldc + V);
      s7.add(DoubleVector.fromArray(S, c, ic + 7 * ldc)).intoArray(c, ic + 7 * ldc);
      t7.add(DoubleVector.fromArray(S, c, ic + 7 * ldc + V)).intoArray(c, ic + 7 * ldc + V);
      s8.add(DoubleVector.fromArray(S, c, ic + 8 * ldc)).intoArray(c, ic + 8 * ldc);
      t8.add(DoubleVector.fromArray(S, c, ic + 8 * ldc + V)).intoArray(c, ic + 8 * ldc + V);
      s9.add(DoubleVector.fromArray(S, c, ic + 9 * ldc)).intoArray(c, ic + 9 * ldc);
      t9.add(DoubleVector.fromArray(S, c, ic + 9 * ldc + V)).intoArray(c, ic + 9 * ldc + V);
      s10.add(DoubleVector.fromArray(S, c, ic + 10 * ldc)).intoArray(c, ic + 10 * ldc);
      t10.add(DoubleVector.fromArray(S, c, ic + 10 * ldc + V)).intoArray(c, ic + 10 * ldc + V);
      s11.add(DoubleVector.fromArray(S, c, ic + 11 * ldc)).intoArray(c, ic + 11 * ldc);
      t11.add(DoubleVector.fromArray(S, c, ic + 11 * ldc + V)).intoArray(c, ic + 11 * ldc + V);
      ib += step;
      ic += 2 * V;
    }
  }

  /** The same for one vector of columns. */
  static void vector(double[] a, int ia, int lda, double[] b, int ib, int kc, double[] c, int ic, int ldc) {
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
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector s4 = DoubleVector.zero(S);
    DoubleVector s5 = DoubleVector.zero(S);
    DoubleVector s6 = DoubleVector.zero(S);
    DoubleVector s7 = DoubleVector.zero(S);
    DoubleVector s8 = DoubleVector.zero(S);
    DoubleVector s9 = DoubleVector.zero(S);
    DoubleVector s10 = DoubleVector.zero(S);
    DoubleVector s11 = DoubleVector.zero(S);
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, ib + V * k);
      s0 = DoubleVector.broadcast(S, a[ia + k]).fma(p, s0);
      s1 = DoubleVector.broadcast(S, a[a1 + k]).fma(p, s1);
      s2 = DoubleVector.broadcast(S, a[a2 + k]).fma(p, s2);
      s3 = DoubleVector.broadcast(S, a[a3 + k]).fma(p, s3);
      s4 = DoubleVector.broadcast(S, a[a4 + k]).fma(p, s4);
      s5 = DoubleVector.broadcast(S, a[a5 + k]).fma(p, s5);
      s6 = DoubleVector.broadcast(S, a[a6 + k]).fma(p, s6);
      s7 = DoubleVector.broadcast(S, a[a7 + k]).fma(p, s7);
      s8 = DoubleVector.broadcast(S, a[a8 + k]).fma(p, s8);
      s9 = DoubleVector.broadcast(S, a[a9 + k]).fma(p, s9);
      s10 = DoubleVector.broadcast(S, a[a10 + k]).fma(p, s10);
      s11 = DoubleVector.broadcast(S, a[a11 + k]).fma(p, s11);
    }
    s0.add(DoubleVector.fromArray(S, c, ic)).intoArray(c, ic);
    s1.add(DoubleVector.fromArray(S, c, ic + ldc)).intoArray(c, ic + ldc);
    s2.add(DoubleVector.fromArray(S, c, ic + 2 * ldc)).intoArray(c, ic + 2 * ldc);
    s3.add(DoubleVector.fromArray(S, c, ic + 3 * ldc)).intoArray(c, ic + 3 * ldc);
    s4.add(DoubleVector.fromArray(S, c, ic + 4 * ldc)).intoArray(c, ic + 4 * ldc);
    s5.add(DoubleVector.fromArray(S, c, ic + 5 * ldc)).intoArray(c, ic + 5 * ldc);
    s6.add(DoubleVector.fromArray(S, c, ic + 6 * ldc)).intoArray(c, ic + 6 * ldc);
    s7.add(DoubleVector.fromArray(S, c, ic + 7 * ldc)).intoArray(c, ic + 7 * ldc);
    s8.add(DoubleVector.fromArray(S, c, ic + 8 * ldc)).intoArray(c, ic + 8 * ldc);
    s9.add(DoubleVector.fromArray(S, c, ic + 9 * ldc)).intoArray(c, ic + 9 * ldc);
    s10.add(DoubleVector.fromArray(S, c, ic + 10 * ldc)).intoArray(c, ic + 10 * ldc);
    s11.add(DoubleVector.fromArray(S, c, ic + 11 * ldc)).intoArray(c, ic + 11 * ldc);
  }
}
