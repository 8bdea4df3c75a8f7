// Master of FloatHouseholderQrSimd: the float version is generated from this file.
package org.isobit.linalg.qr;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmReference;

/**
 * The Vector API form of the reflections of {@link HouseholderQr}: strips of columns, whose w stays in registers; same
 * bits as {@link HouseholderQrReference}. Thread-safe.
 */
final class HouseholderQrSimd extends HouseholderQrReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  HouseholderQrSimd() {}

  @Override
  void reflect(int rows, int columns, double[] v, int vo, double h, double[] x, int xo, int ldx) {
    int j = 0;
    for (; j + 4 * V <= columns; j += 4 * V) {
      four(rows, v, vo, h, x, xo + j, ldx);
    }
    for (; j + V <= columns; j += V) {
      one(rows, v, vo, h, x, xo + j, ldx);
    }
    if (j < columns) {
      part(rows, columns - j, v, vo, h, x, xo + j, ldx);
    }
  }

  private static void four(int rows, double[] v, int vo, double h, double[] x, int xo, int ldx) {
    DoubleVector w0 = DoubleVector.zero(S);
    DoubleVector w1 = DoubleVector.zero(S);
    DoubleVector w2 = DoubleVector.zero(S);
    DoubleVector w3 = DoubleVector.zero(S);
    for (int start = 0; start < rows; start += GemmReference.RUN) {
      DoubleVector s0 = DoubleVector.zero(S);
      DoubleVector s1 = DoubleVector.zero(S);
      DoubleVector s2 = DoubleVector.zero(S);
      DoubleVector s3 = DoubleVector.zero(S);
      int end = Math.min(rows, start + GemmReference.RUN);
      int at = xo + start * ldx;
      for (int i = start; i < end; i++) {
        DoubleVector vi = DoubleVector.broadcast(S, v[vo + i]);
        s0 = vi.fma(DoubleVector.fromArray(S, x, at), s0);
        s1 = vi.fma(DoubleVector.fromArray(S, x, at + V), s1);
        s2 = vi.fma(DoubleVector.fromArray(S, x, at + 2 * V), s2);
        s3 = vi.fma(DoubleVector.fromArray(S, x, at + 3 * V), s3);
        at += ldx;
      }
      w0 = TYPE.cast(w0).add(s0);
      w1 = TYPE.cast(w1).add(s1);
      w2 = TYPE.cast(w2).add(s2);
      w3 = TYPE.cast(w3).add(s3);
    }
    w0 = TYPE.cast(w0).mul(h);
    w1 = TYPE.cast(w1).mul(h);
    w2 = TYPE.cast(w2).mul(h);
    w3 = TYPE.cast(w3).mul(h);
    int at = xo;
    for (int i = 0; i < rows; i++) {
      DoubleVector vi = DoubleVector.broadcast(S, -v[vo + i]);
      vi.fma(w0, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
      vi.fma(w1, DoubleVector.fromArray(S, x, at + V)).intoArray(x, at + V);
      vi.fma(w2, DoubleVector.fromArray(S, x, at + 2 * V)).intoArray(x, at + 2 * V);
      vi.fma(w3, DoubleVector.fromArray(S, x, at + 3 * V)).intoArray(x, at + 3 * V);
      at += ldx;
    }
  }

  private static void one(int rows, double[] v, int vo, double h, double[] x, int xo, int ldx) {
    DoubleVector w = DoubleVector.zero(S);
    for (int start = 0; start < rows; start += GemmReference.RUN) {
      DoubleVector s = DoubleVector.zero(S);
      int end = Math.min(rows, start + GemmReference.RUN);
      int at = xo + start * ldx;
      for (int i = start; i < end; i++) {
        s = DoubleVector.broadcast(S, v[vo + i]).fma(DoubleVector.fromArray(S, x, at), s);
        at += ldx;
      }
      w = TYPE.cast(w).add(s);
    }
    w = TYPE.cast(w).mul(h);
    int at = xo;
    for (int i = 0; i < rows; i++) {
      DoubleVector.broadcast(S, -v[vo + i]).fma(w, DoubleVector.fromArray(S, x, at)).intoArray(x, at);
      at += ldx;
    }
  }

  /** The last columns, fewer than a vector. */
  private static void part(int rows, int columns, double[] v, int vo, double h, double[] x, int xo, int ldx) {
    VectorMask<Double> inside = S.indexInRange(0, columns);
    DoubleVector w = DoubleVector.zero(S);
    for (int start = 0; start < rows; start += GemmReference.RUN) {
      DoubleVector s = DoubleVector.zero(S);
      int end = Math.min(rows, start + GemmReference.RUN);
      int at = xo + start * ldx;
      for (int i = start; i < end; i++) {
        s = DoubleVector.broadcast(S, v[vo + i]).fma(DoubleVector.fromArray(S, x, at, inside), s);
        at += ldx;
      }
      w = TYPE.cast(w).add(s);
    }
    w = TYPE.cast(w).mul(h);
    int at = xo;
    for (int i = 0; i < rows; i++) {
      DoubleVector.broadcast(S, -v[vo + i]).fma(w, DoubleVector.fromArray(S, x, at, inside)).intoArray(x, at, inside);
      at += ldx;
    }
  }
}
