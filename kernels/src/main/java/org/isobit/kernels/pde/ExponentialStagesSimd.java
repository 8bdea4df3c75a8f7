package org.isobit.kernels.pde;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Stages of exponential time differencing; bits of {@link ExponentialStagesReference}. */
public final class ExponentialStagesSimd extends ExponentialStagesReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  ExponentialStagesSimd() {}

  @Override
  public void stage(int n, double[] e, int eo, double[] x, int xo, double[] q, int qo, double[] f, int fo, double[] y,
      int yo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector term = DoubleVector.fromArray(S, q, qo + i).mul(DoubleVector.fromArray(S, f, fo + i));
      DoubleVector.fromArray(S, e, eo + i).fma(DoubleVector.fromArray(S, x, xo + i), term).intoArray(y, yo + i);
    }
    super.stage(n - i, e, eo + i, x, xo + i, q, qo + i, f, fo + i, y, yo + i);
  }

  @Override
  public void correctedStage(int n, double[] e, int eo, double[] x, int xo, double[] q, int qo, double[] t, int to,
      double[] y, int yo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector twice = DoubleVector.fromArray(S, t, to + 2 * n + i).mul(2.0);
      DoubleVector term = DoubleVector.fromArray(S, q, qo + i).mul(twice.sub(DoubleVector.fromArray(S, t, to + i)));
      DoubleVector.fromArray(S, e, eo + i).fma(DoubleVector.fromArray(S, x, xo + i), term).intoArray(y, yo + i);
    }
    corrected(i, n, e, eo, x, xo, q, qo, t, to, y, yo);
  }

  @Override
  public void finish(int n, double[] c, int co, double[] t, int to, double[] x, int xo) {
    int i = 0;
    for (int end = n - V; i <= end; i += V) {
      DoubleVector last = DoubleVector.fromArray(S, c, co + 3 * n + i)
          .mul(DoubleVector.fromArray(S, t, to + 3 * n + i));
      DoubleVector twice = DoubleVector.fromArray(S, t, to + n + i).add(DoubleVector.fromArray(S, t, to + 2 * n + i))
          .mul(2.0);
      DoubleVector middle = DoubleVector.fromArray(S, c, co + 2 * n + i).fma(twice, last);
      DoubleVector sum = DoubleVector.fromArray(S, c, co + n + i).fma(DoubleVector.fromArray(S, t, to + i), middle);
      DoubleVector.fromArray(S, c, co + i).fma(DoubleVector.fromArray(S, x, xo + i), sum).intoArray(x, xo + i);
    }
    ends(i, n, c, co, t, to, x, xo);
  }
}
