// Master of FloatGemmEdgeSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The micro-kernels of {@link GemmTileSimd} for the last columns: one vector wide, lanes outside the mask untouched.
 */
final class GemmEdgeSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;

  private GemmEdgeSimd() {}

  /** 12 rows by one vector of C. */
  static void rows12(double[] a, int ia, int lda, double[] b, int ib, int ldb, int kc, boolean load, double[] c,
      int ic, int ldc, VectorMask<Double> mask) {
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic, mask) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, ic + ldc, mask) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, ic + 2 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, ic + 3 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s4 = load ? DoubleVector.fromArray(S, c, ic + 4 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s5 = load ? DoubleVector.fromArray(S, c, ic + 5 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s6 = load ? DoubleVector.fromArray(S, c, ic + 6 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s7 = load ? DoubleVector.fromArray(S, c, ic + 7 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s8 = load ? DoubleVector.fromArray(S, c, ic + 8 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s9 = load ? DoubleVector.fromArray(S, c, ic + 9 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s10 = load ? DoubleVector.fromArray(S, c, ic + 10 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s11 = load ? DoubleVector.fromArray(S, c, ic + 11 * ldc, mask) : DoubleVector.zero(S);
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
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb, mask);
      s0 = p.fma(DoubleVector.broadcast(S, a[ia + k]), s0);
      s1 = p.fma(DoubleVector.broadcast(S, a[a1 + k]), s1);
      s2 = p.fma(DoubleVector.broadcast(S, a[a2 + k]), s2);
      s3 = p.fma(DoubleVector.broadcast(S, a[a3 + k]), s3);
      s4 = p.fma(DoubleVector.broadcast(S, a[a4 + k]), s4);
      s5 = p.fma(DoubleVector.broadcast(S, a[a5 + k]), s5);
      s6 = p.fma(DoubleVector.broadcast(S, a[a6 + k]), s6);
      s7 = p.fma(DoubleVector.broadcast(S, a[a7 + k]), s7);
      s8 = p.fma(DoubleVector.broadcast(S, a[a8 + k]), s8);
      s9 = p.fma(DoubleVector.broadcast(S, a[a9 + k]), s9);
      s10 = p.fma(DoubleVector.broadcast(S, a[a10 + k]), s10);
      s11 = p.fma(DoubleVector.broadcast(S, a[a11 + k]), s11);
    }
    s0.intoArray(c, ic, mask);
    s1.intoArray(c, ic + ldc, mask);
    s2.intoArray(c, ic + 2 * ldc, mask);
    s3.intoArray(c, ic + 3 * ldc, mask);
    s4.intoArray(c, ic + 4 * ldc, mask);
    s5.intoArray(c, ic + 5 * ldc, mask);
    s6.intoArray(c, ic + 6 * ldc, mask);
    s7.intoArray(c, ic + 7 * ldc, mask);
    s8.intoArray(c, ic + 8 * ldc, mask);
    s9.intoArray(c, ic + 9 * ldc, mask);
    s10.intoArray(c, ic + 10 * ldc, mask);
    s11.intoArray(c, ic + 11 * ldc, mask);
  }

  /** 8 rows by one vector of C. */
  static void rows8(double[] a, int ia, int lda, double[] b, int ib, int ldb, int kc, boolean load, double[] c,
      int ic, int ldc, VectorMask<Double> mask) {
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic, mask) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, ic + ldc, mask) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, ic + 2 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, ic + 3 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s4 = load ? DoubleVector.fromArray(S, c, ic + 4 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s5 = load ? DoubleVector.fromArray(S, c, ic + 5 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s6 = load ? DoubleVector.fromArray(S, c, ic + 6 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s7 = load ? DoubleVector.fromArray(S, c, ic + 7 * ldc, mask) : DoubleVector.zero(S);
    int a1 = ia + lda;
    int a2 = ia + 2 * lda;
    int a3 = ia + 3 * lda;
    int a4 = ia + 4 * lda;
    int a5 = ia + 5 * lda;
    int a6 = ia + 6 * lda;
    int a7 = ia + 7 * lda;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb, mask);
      s0 = p.fma(DoubleVector.broadcast(S, a[ia + k]), s0);
      s1 = p.fma(DoubleVector.broadcast(S, a[a1 + k]), s1);
      s2 = p.fma(DoubleVector.broadcast(S, a[a2 + k]), s2);
      s3 = p.fma(DoubleVector.broadcast(S, a[a3 + k]), s3);
      s4 = p.fma(DoubleVector.broadcast(S, a[a4 + k]), s4);
      s5 = p.fma(DoubleVector.broadcast(S, a[a5 + k]), s5);
      s6 = p.fma(DoubleVector.broadcast(S, a[a6 + k]), s6);
      s7 = p.fma(DoubleVector.broadcast(S, a[a7 + k]), s7);
    }
    s0.intoArray(c, ic, mask);
    s1.intoArray(c, ic + ldc, mask);
    s2.intoArray(c, ic + 2 * ldc, mask);
    s3.intoArray(c, ic + 3 * ldc, mask);
    s4.intoArray(c, ic + 4 * ldc, mask);
    s5.intoArray(c, ic + 5 * ldc, mask);
    s6.intoArray(c, ic + 6 * ldc, mask);
    s7.intoArray(c, ic + 7 * ldc, mask);
  }

  /** 4 rows by one vector of C. */
  static void rows4(double[] a, int ia, int lda, double[] b, int ib, int ldb, int kc, boolean load, double[] c,
      int ic, int ldc, VectorMask<Double> mask) {
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic, mask) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, ic + ldc, mask) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, ic + 2 * ldc, mask) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, ic + 3 * ldc, mask) : DoubleVector.zero(S);
    int a1 = ia + lda;
    int a2 = ia + 2 * lda;
    int a3 = ia + 3 * lda;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb, mask);
      s0 = p.fma(DoubleVector.broadcast(S, a[ia + k]), s0);
      s1 = p.fma(DoubleVector.broadcast(S, a[a1 + k]), s1);
      s2 = p.fma(DoubleVector.broadcast(S, a[a2 + k]), s2);
      s3 = p.fma(DoubleVector.broadcast(S, a[a3 + k]), s3);
    }
    s0.intoArray(c, ic, mask);
    s1.intoArray(c, ic + ldc, mask);
    s2.intoArray(c, ic + 2 * ldc, mask);
    s3.intoArray(c, ic + 3 * ldc, mask);
  }

  /** 2 rows by one vector of C. */
  static void rows2(double[] a, int ia, int lda, double[] b, int ib, int ldb, int kc, boolean load, double[] c,
      int ic, int ldc, VectorMask<Double> mask) {
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic, mask) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, ic + ldc, mask) : DoubleVector.zero(S);
    int a1 = ia + lda;
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb, mask);
      s0 = p.fma(DoubleVector.broadcast(S, a[ia + k]), s0);
      s1 = p.fma(DoubleVector.broadcast(S, a[a1 + k]), s1);
    }
    s0.intoArray(c, ic, mask);
    s1.intoArray(c, ic + ldc, mask);
  }

  /** 1 row by one vector of C. */
  static void rows1(double[] a, int ia, int lda, double[] b, int ib, int ldb, int kc, boolean load, double[] c,
      int ic, int ldc, VectorMask<Double> mask) {
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic, mask) : DoubleVector.zero(S);
    for (int k = 0; k < kc; k++) {
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb, mask);
      s0 = p.fma(DoubleVector.broadcast(S, a[ia + k]), s0);
    }
    s0.intoArray(c, ic, mask);
  }
}
