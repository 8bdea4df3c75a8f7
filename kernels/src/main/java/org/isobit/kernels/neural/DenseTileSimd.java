// Master of FloatDenseTileSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The micro-kernel of {@link DenseStackSimd} whose lanes are samples: chains start from the bias in a register, k
 * ascending, and end in memory. Weight (k, j) of a panel lies at {@code wo + k·PANEL + j}.
 */
final class DenseTileSimd {

  /** Outputs of {@link #lanes}; divides the panel. */
  static final int OUTPUTS = 8;

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();
  private static final int PANEL = DenseWeights.PANEL;

  private DenseTileSimd() {}

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
      TYPE.cast(s0).intoArray(h, oo + i);
      TYPE.cast(t0).intoArray(h, oo + i + V);
      TYPE.cast(s1).intoArray(h, oo + PANEL + i);
      TYPE.cast(t1).intoArray(h, oo + PANEL + i + V);
      TYPE.cast(s2).intoArray(h, oo + 2 * PANEL + i);
      TYPE.cast(t2).intoArray(h, oo + 2 * PANEL + i + V);
      TYPE.cast(s3).intoArray(h, oo + 3 * PANEL + i);
      TYPE.cast(t3).intoArray(h, oo + 3 * PANEL + i + V);
      TYPE.cast(s4).intoArray(h, oo + 4 * PANEL + i);
      TYPE.cast(t4).intoArray(h, oo + 4 * PANEL + i + V);
      TYPE.cast(s5).intoArray(h, oo + 5 * PANEL + i);
      TYPE.cast(t5).intoArray(h, oo + 5 * PANEL + i + V);
      TYPE.cast(s6).intoArray(h, oo + 6 * PANEL + i);
      TYPE.cast(t6).intoArray(h, oo + 6 * PANEL + i + V);
      TYPE.cast(s7).intoArray(h, oo + 7 * PANEL + i);
      TYPE.cast(t7).intoArray(h, oo + 7 * PANEL + i + V);
    }
  }
}
