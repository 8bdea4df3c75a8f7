// Master of FloatGemmEdgeSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The micro-kernels of {@link GemmSmallSimd} for fewer columns than a vector has lanes: those outside the mask are
 * neither read nor written.
 */
final class GemmEdgeSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;

  private GemmEdgeSimd() {}

  /** 8 rows by one vector. */
  static void rows8(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int kc,
      boolean load, double[] c, int ic, int ldc, VectorMask<Double> mask) {
    int a1 = ia + sr;
    int a2 = ia + 2 * sr;
    int a3 = ia + 3 * sr;
    int a4 = ia + 4 * sr;
    int a5 = ia + 5 * sr;
    int a6 = ia + 6 * sr;
    int a7 = ia + 7 * sr;
    int c1 = ic + ldc;
    int c2 = ic + 2 * ldc;
    int c3 = ic + 3 * ldc;
    int c4 = ic + 4 * ldc;
    int c5 = ic + 5 * ldc;
    int c6 = ic + 6 * ldc;
    int c7 = ic + 7 * ldc;
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic, mask) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, c1, mask) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, c2, mask) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, c3, mask) : DoubleVector.zero(S);
    DoubleVector s4 = load ? DoubleVector.fromArray(S, c, c4, mask) : DoubleVector.zero(S);
    DoubleVector s5 = load ? DoubleVector.fromArray(S, c, c5, mask) : DoubleVector.zero(S);
    DoubleVector s6 = load ? DoubleVector.fromArray(S, c, c6, mask) : DoubleVector.zero(S);
    DoubleVector s7 = load ? DoubleVector.fromArray(S, c, c7, mask) : DoubleVector.zero(S);
    for (int k = 0; k < kc; k++) {
      int ak = k * sk;
      DoubleVector p = DoubleVector.fromArray(S, b, ib + k * ldb, mask);
      s0 = p.fma(DoubleVector.broadcast(S, a[ia + ak]), s0);
      s1 = p.fma(DoubleVector.broadcast(S, a[a1 + ak]), s1);
      s2 = p.fma(DoubleVector.broadcast(S, a[a2 + ak]), s2);
      s3 = p.fma(DoubleVector.broadcast(S, a[a3 + ak]), s3);
      s4 = p.fma(DoubleVector.broadcast(S, a[a4 + ak]), s4);
      s5 = p.fma(DoubleVector.broadcast(S, a[a5 + ak]), s5);
      s6 = p.fma(DoubleVector.broadcast(S, a[a6 + ak]), s6);
      s7 = p.fma(DoubleVector.broadcast(S, a[a7 + ak]), s7);
    }
    s0.intoArray(c, ic, mask);
    s1.intoArray(c, c1, mask);
    s2.intoArray(c, c2, mask);
    s3.intoArray(c, c3, mask);
    s4.intoArray(c, c4, mask);
    s5.intoArray(c, c5, mask);
    s6.intoArray(c, c6, mask);
    s7.intoArray(c, c7, mask);
  }

  /** 4 rows, or fewer, by one vector. */
  static void rows4(double[] a, int ia, int sr, int sk, double[] b, int ib, int ldb, int rows, int kc,
      boolean load, double[] c, int ic, int ldc, VectorMask<Double> mask) {
    int i1 = rows > 1 ? 1 : 0;
    int i2 = rows > 2 ? 2 : rows - 1;
    int i3 = rows > 3 ? 3 : rows - 1;
    int a1 = ia + i1 * sr;
    int a2 = ia + i2 * sr;
    int a3 = ia + i3 * sr;
    int c1 = ic + i1 * ldc;
    int c2 = ic + i2 * ldc;
    int c3 = ic + i3 * ldc;
    DoubleVector s0 = load ? DoubleVector.fromArray(S, c, ic, mask) : DoubleVector.zero(S);
    DoubleVector s1 = load ? DoubleVector.fromArray(S, c, c1, mask) : DoubleVector.zero(S);
    DoubleVector s2 = load ? DoubleVector.fromArray(S, c, c2, mask) : DoubleVector.zero(S);
    DoubleVector s3 = load ? DoubleVector.fromArray(S, c, c3, mask) : DoubleVector.zero(S);
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
}
