// Master of FloatDenseTileSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Micro-kernels of {@link DenseStackSimd}: chains start from the bias in a register, k ascending, and end in memory.
 * Weight (k, j) of a panel lies at {@code wo + k·PANEL + j}.
 */
final class DenseTileSimd {

  /** Most rows of {@link #rows}. */
  static final int ROWS = 6;

  /** Outputs of {@link #lanes}; divides the panel. */
  static final int OUTPUTS = 8;

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int PANEL = DenseWeights.PANEL;

  private DenseTileSimd() {}

  /** One sample by one panel of outputs. */
  static void row(int kc, double[] x, int xo, double[] w, int wo, double[] bias, int bo, double[] y, int yo) {
    for (int j = 0; j < PANEL; j += 2 * V) {
      DoubleVector s = DoubleVector.fromArray(S, bias, bo + j);
      DoubleVector t = DoubleVector.fromArray(S, bias, bo + j + V);
      for (int k = 0; k < kc; k++) {
        DoubleVector a = DoubleVector.broadcast(S, x[xo + k]);
        s = a.fma(DoubleVector.fromArray(S, w, wo + k * PANEL + j), s);
        t = a.fma(DoubleVector.fromArray(S, w, wo + k * PANEL + j + V), t);
      }
      s.intoArray(y, yo + j);
      t.intoArray(y, yo + j + V);
    }
  }

  /** One sample by four panels of outputs, {@code step} apart: eight chains. What is less than floor becomes +0. */
  static void row4(int kc, double[] x, int xo, double[] w, int wo, int step, double[] bias, int bo, double floor,
      double[] y, int yo) {
    for (int j = 0; j < PANEL; j += 2 * V) {
      int b = bo + j;
      DoubleVector s0 = DoubleVector.fromArray(S, bias, b);
      DoubleVector t0 = DoubleVector.fromArray(S, bias, b + V);
      DoubleVector s1 = DoubleVector.fromArray(S, bias, b + PANEL);
      DoubleVector t1 = DoubleVector.fromArray(S, bias, b + PANEL + V);
      DoubleVector s2 = DoubleVector.fromArray(S, bias, b + 2 * PANEL);
      DoubleVector t2 = DoubleVector.fromArray(S, bias, b + 2 * PANEL + V);
      DoubleVector s3 = DoubleVector.fromArray(S, bias, b + 3 * PANEL);
      DoubleVector t3 = DoubleVector.fromArray(S, bias, b + 3 * PANEL + V);
      int w0 = wo + j;
      int w1 = w0 + step;
      int w2 = w1 + step;
      int w3 = w2 + step;
      for (int k = 0; k < kc; k++) {
        int at = k * PANEL;
        DoubleVector a = DoubleVector.broadcast(S, x[xo + k]);
        s0 = a.fma(DoubleVector.fromArray(S, w, w0 + at), s0);
        t0 = a.fma(DoubleVector.fromArray(S, w, w0 + at + V), t0);
        s1 = a.fma(DoubleVector.fromArray(S, w, w1 + at), s1);
        t1 = a.fma(DoubleVector.fromArray(S, w, w1 + at + V), t1);
        s2 = a.fma(DoubleVector.fromArray(S, w, w2 + at), s2);
        t2 = a.fma(DoubleVector.fromArray(S, w, w2 + at + V), t2);
        s3 = a.fma(DoubleVector.fromArray(S, w, w3 + at), s3);
        t3 = a.fma(DoubleVector.fromArray(S, w, w3 + at + V), t3);
      }
      DoubleVector zero = DoubleVector.zero(S);
      int o = yo + j;
      s0.blend(zero, s0.compare(LT, floor)).intoArray(y, o);
      t0.blend(zero, t0.compare(LT, floor)).intoArray(y, o + V);
      s1.blend(zero, s1.compare(LT, floor)).intoArray(y, o + PANEL);
      t1.blend(zero, t1.compare(LT, floor)).intoArray(y, o + PANEL + V);
      s2.blend(zero, s2.compare(LT, floor)).intoArray(y, o + 2 * PANEL);
      t2.blend(zero, t2.compare(LT, floor)).intoArray(y, o + 2 * PANEL + V);
      s3.blend(zero, s3.compare(LT, floor)).intoArray(y, o + 3 * PANEL);
      t3.blend(zero, t3.compare(LT, floor)).intoArray(y, o + 3 * PANEL + V);
    }
  }

  /** Up to 6 samples by one panel of outputs; of fewer the last is computed again. */
  static void rows(int samples, int kc, double[] x, int xo, int ldx, double[] w, int wo, double[] bias, int bo,
      double[] y, int yo, int ldy) {
    int i1 = Math.min(1, samples - 1);
    int x1 = xo + i1 * ldx;
    int i2 = Math.min(2, samples - 1);
    int x2 = xo + i2 * ldx;
    int i3 = Math.min(3, samples - 1);
    int x3 = xo + i3 * ldx;
    int i4 = Math.min(4, samples - 1);
    int x4 = xo + i4 * ldx;
    int i5 = Math.min(5, samples - 1);
    int x5 = xo + i5 * ldx;
    for (int j = 0; j < PANEL; j += 2 * V) {
      DoubleVector s0 = DoubleVector.fromArray(S, bias, bo + j);
      DoubleVector t0 = DoubleVector.fromArray(S, bias, bo + j + V);
      DoubleVector s1 = DoubleVector.fromArray(S, bias, bo + j);
      DoubleVector t1 = DoubleVector.fromArray(S, bias, bo + j + V);
      DoubleVector s2 = DoubleVector.fromArray(S, bias, bo + j);
      DoubleVector t2 = DoubleVector.fromArray(S, bias, bo + j + V);
      DoubleVector s3 = DoubleVector.fromArray(S, bias, bo + j);
      DoubleVector t3 = DoubleVector.fromArray(S, bias, bo + j + V);
      DoubleVector s4 = DoubleVector.fromArray(S, bias, bo + j);
      DoubleVector t4 = DoubleVector.fromArray(S, bias, bo + j + V);
      DoubleVector s5 = DoubleVector.fromArray(S, bias, bo + j);
      DoubleVector t5 = DoubleVector.fromArray(S, bias, bo + j + V);
      for (int k = 0; k < kc; k++) {
        DoubleVector p = DoubleVector.fromArray(S, w, wo + k * PANEL + j);
        DoubleVector q = DoubleVector.fromArray(S, w, wo + k * PANEL + j + V);
        DoubleVector a0 = DoubleVector.broadcast(S, x[xo + k]);
        s0 = a0.fma(p, s0);
        t0 = a0.fma(q, t0);
        DoubleVector a1 = DoubleVector.broadcast(S, x[x1 + k]);
        s1 = a1.fma(p, s1);
        t1 = a1.fma(q, t1);
        DoubleVector a2 = DoubleVector.broadcast(S, x[x2 + k]);
        s2 = a2.fma(p, s2);
        t2 = a2.fma(q, t2);
        DoubleVector a3 = DoubleVector.broadcast(S, x[x3 + k]);
        s3 = a3.fma(p, s3);
        t3 = a3.fma(q, t3);
        DoubleVector a4 = DoubleVector.broadcast(S, x[x4 + k]);
        s4 = a4.fma(p, s4);
        t4 = a4.fma(q, t4);
        DoubleVector a5 = DoubleVector.broadcast(S, x[x5 + k]);
        s5 = a5.fma(p, s5);
        t5 = a5.fma(q, t5);
      }
      s0.intoArray(y, yo + j);
      t0.intoArray(y, yo + j + V);
      s1.intoArray(y, yo + i1 * ldy + j);
      t1.intoArray(y, yo + i1 * ldy + j + V);
      s2.intoArray(y, yo + i2 * ldy + j);
      t2.intoArray(y, yo + i2 * ldy + j + V);
      s3.intoArray(y, yo + i3 * ldy + j);
      t3.intoArray(y, yo + i3 * ldy + j + V);
      s4.intoArray(y, yo + i4 * ldy + j);
      t4.intoArray(y, yo + i4 * ldy + j + V);
      s5.intoArray(y, yo + i5 * ldy + j);
      t5.intoArray(y, yo + i5 * ldy + j + V);
    }
  }

  /** 8 outputs of a panel of samples: input k of them at h[ho + k·PANEL], output j at h[oo + j·PANEL]. */
  static void lanes(int kc, double[] w, int wo, double[] bias, int bo, double[] h, int ho, int oo) {
    for (int i = 0; i < PANEL; i += 2 * V) {
      DoubleVector s0 = DoubleVector.broadcast(S, bias[bo]);
      DoubleVector t0 = DoubleVector.broadcast(S, bias[bo]);
      DoubleVector s1 = DoubleVector.broadcast(S, bias[bo + 1]);
      DoubleVector t1 = DoubleVector.broadcast(S, bias[bo + 1]);
      DoubleVector s2 = DoubleVector.broadcast(S, bias[bo + 2]);
      DoubleVector t2 = DoubleVector.broadcast(S, bias[bo + 2]);
      DoubleVector s3 = DoubleVector.broadcast(S, bias[bo + 3]);
      DoubleVector t3 = DoubleVector.broadcast(S, bias[bo + 3]);
      DoubleVector s4 = DoubleVector.broadcast(S, bias[bo + 4]);
      DoubleVector t4 = DoubleVector.broadcast(S, bias[bo + 4]);
      DoubleVector s5 = DoubleVector.broadcast(S, bias[bo + 5]);
      DoubleVector t5 = DoubleVector.broadcast(S, bias[bo + 5]);
      DoubleVector s6 = DoubleVector.broadcast(S, bias[bo + 6]);
      DoubleVector t6 = DoubleVector.broadcast(S, bias[bo + 6]);
      DoubleVector s7 = DoubleVector.broadcast(S, bias[bo + 7]);
      DoubleVector t7 = DoubleVector.broadcast(S, bias[bo + 7]);
      for (int k = 0; k < kc; k++) {
        int wk = wo + k * PANEL;
        DoubleVector p = DoubleVector.fromArray(S, h, ho + k * PANEL + i);
        DoubleVector q = DoubleVector.fromArray(S, h, ho + k * PANEL + i + V);
        DoubleVector a0 = DoubleVector.broadcast(S, w[wk]);
        s0 = p.fma(a0, s0);
        t0 = q.fma(a0, t0);
        DoubleVector a1 = DoubleVector.broadcast(S, w[wk + 1]);
        s1 = p.fma(a1, s1);
        t1 = q.fma(a1, t1);
        DoubleVector a2 = DoubleVector.broadcast(S, w[wk + 2]);
        s2 = p.fma(a2, s2);
        t2 = q.fma(a2, t2);
        DoubleVector a3 = DoubleVector.broadcast(S, w[wk + 3]);
        s3 = p.fma(a3, s3);
        t3 = q.fma(a3, t3);
        DoubleVector a4 = DoubleVector.broadcast(S, w[wk + 4]);
        s4 = p.fma(a4, s4);
        t4 = q.fma(a4, t4);
        DoubleVector a5 = DoubleVector.broadcast(S, w[wk + 5]);
        s5 = p.fma(a5, s5);
        t5 = q.fma(a5, t5);
        DoubleVector a6 = DoubleVector.broadcast(S, w[wk + 6]);
        s6 = p.fma(a6, s6);
        t6 = q.fma(a6, t6);
        DoubleVector a7 = DoubleVector.broadcast(S, w[wk + 7]);
        s7 = p.fma(a7, s7);
        t7 = q.fma(a7, t7);
      }
      s0.intoArray(h, oo + i);
      t0.intoArray(h, oo + i + V);
      s1.intoArray(h, oo + PANEL + i);
      t1.intoArray(h, oo + PANEL + i + V);
      s2.intoArray(h, oo + 2 * PANEL + i);
      t2.intoArray(h, oo + 2 * PANEL + i + V);
      s3.intoArray(h, oo + 3 * PANEL + i);
      t3.intoArray(h, oo + 3 * PANEL + i + V);
      s4.intoArray(h, oo + 4 * PANEL + i);
      t4.intoArray(h, oo + 4 * PANEL + i + V);
      s5.intoArray(h, oo + 5 * PANEL + i);
      t5.intoArray(h, oo + 5 * PANEL + i + V);
      s6.intoArray(h, oo + 6 * PANEL + i);
      t6.intoArray(h, oo + 6 * PANEL + i + V);
      s7.intoArray(h, oo + 7 * PANEL + i);
      t7.intoArray(h, oo + 7 * PANEL + i + V);
    }
  }
}
