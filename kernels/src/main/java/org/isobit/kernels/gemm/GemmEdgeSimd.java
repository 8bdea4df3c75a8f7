// Master of FloatGemmEdgeSimd: the float version is generated from this file.
package org.isobit.kernels.gemm;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The micro-kernels of {@link GemmSmallSimd} for fewer columns than a vector has lanes: those outside the mask are
 * neither read nor written. Chains start from C in the lanes of {@code start}, which is that mask or empty, and from +0
 * elsewhere: choosing between a load and a zero vector instead would box the accumulators. Not more than 4 rows: with 8
 * masked ones C1 runs out of registers, and HotSpot then can leave the method in its lowest tier for good.
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
}
