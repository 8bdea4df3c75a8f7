// Master of FloatGemmEdgeSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The micro-kernels of {@link GemmSmallSimd} for one vector of columns, or fewer: those outside the mask are neither
 * read nor written. Masked chains start from C in the lanes of {@code start}, which is that mask or empty, and from +0
 * elsewhere: choosing between a load and a zero vector instead would box the accumulators. Not more than 4 masked rows:
 * with 8 C1 runs out of registers, and HotSpot then can leave the method in its lowest tier for good.
 */
final class GemmEdgeSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;

  private GemmEdgeSimd() {}

  /** 4 rows, or fewer, by one vector. */
  static void rows4(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int rows, int kc,
      VectorMask<Double> start, double[] c, int ic, int ldc, VectorMask<Double> mask) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    DoubleVector s0 = DoubleVector.fromArray(S, c, ic, start);
    DoubleVector s1 = DoubleVector.fromArray(S, c, c1, start);
    DoubleVector s2 = DoubleVector.fromArray(S, c, c2, start);
    DoubleVector s3 = DoubleVector.fromArray(S, c, c3, start);
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb, mask);
      s0 = p.fma(DoubleVector.broadcast(S, a[ia + ak]), s0);
      s1 = p.fma(DoubleVector.broadcast(S, a[a1 + ak]), s1);
      s2 = p.fma(DoubleVector.broadcast(S, a[a2 + ak]), s2);
      s3 = p.fma(DoubleVector.broadcast(S, a[a3 + ak]), s3);
    }
    s0.intoArray(c, ic, mask);
    s1.intoArray(c, c1, mask);
    s2.intoArray(c, c2, mask);
    s3.intoArray(c, c3, mask);
  }

  /** 8 rows, or fewer, by one whole vector. */
  static void rows8(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int rows, int kc,
      boolean load, double[] c, int ic, int ldc) {
    int i1 = Math.min(1, rows - 1);
    int a1 = ia + i1 * sr;
    int i2 = Math.min(2, rows - 1);
    int a2 = ia + i2 * sr;
    int i3 = Math.min(3, rows - 1);
    int a3 = ia + i3 * sr;
    int i4 = Math.min(4, rows - 1);
    int a4 = ia + i4 * sr;
    int i5 = Math.min(5, rows - 1);
    int a5 = ia + i5 * sr;
    int i6 = Math.min(6, rows - 1);
    int a6 = ia + i6 * sr;
    int i7 = Math.min(7, rows - 1);
    int a7 = ia + i7 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    int c4 = ic + i4 * ldc;
    int c5 = ic + i5 * ldc;
    int c6 = ic + i6 * ldc;
    int c7 = ic + i7 * ldc;
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, c1) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, c2) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, c3) : DoubleVector.zero(S);
    DoubleVector s4 = load ? DoubleVector.fromArray(S, c, c4) : DoubleVector.zero(S);
    DoubleVector s5 = load ? DoubleVector.fromArray(S, c, c5) : DoubleVector.zero(S);
    DoubleVector s6 = load ? DoubleVector.fromArray(S, c, c6) : DoubleVector.zero(S);
    DoubleVector s7 = load ? DoubleVector.fromArray(S, c, c7) : DoubleVector.zero(S);
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
      int bk = ib + k * ldb;
      DoubleVector p = DoubleVector.fromArray(S, b, bk);
      s0 = p.fma(DoubleVector.broadcast(S, a[ia + ak]), s0);
      s1 = p.fma(DoubleVector.broadcast(S, a[a1 + ak]), s1);
      s2 = p.fma(DoubleVector.broadcast(S, a[a2 + ak]), s2);
      s3 = p.fma(DoubleVector.broadcast(S, a[a3 + ak]), s3);
      s4 = p.fma(DoubleVector.broadcast(S, a[a4 + ak]), s4);
      s5 = p.fma(DoubleVector.broadcast(S, a[a5 + ak]), s5);
      s6 = p.fma(DoubleVector.broadcast(S, a[a6 + ak]), s6);
      s7 = p.fma(DoubleVector.broadcast(S, a[a7 + ak]), s7);
    }
    s0.intoArray(c, ic);
    s1.intoArray(c, c1);
    s2.intoArray(c, c2);
    s3.intoArray(c, c3);
    s4.intoArray(c, c4);
    s5.intoArray(c, c5);
    s6.intoArray(c, c6);
    s7.intoArray(c, c7);
  }
}
