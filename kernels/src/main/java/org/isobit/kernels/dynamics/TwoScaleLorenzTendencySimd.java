package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Two-scale Lorenz model along both rings; bits of {@link TwoScaleLorenzTendencyReference}. */
public final class TwoScaleLorenzTendencySimd extends TwoScaleLorenzTendencyReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Neighbours that a fast variable needs on each side. */
  private static final int REACH = 2;

  TwoScaleLorenzTendencySimd() {
    super(new Lorenz96TendencySimd());
  }

  @Override
  void fastTendency(int m, double e, double c, double[] y, int yo, double[] d, int at) {
    if (m < 2 * REACH + V) {
      super.fastTendency(m, e, c, y, yo, d, at);
      return;
    }
    fastTendencies(0, REACH, m, e, c, y, yo, d, at);
    int j = REACH;
    for (; j <= m - REACH - V; j += V) {
      DoubleVector.fromArray(S, y, yo + j - 1).sub(DoubleVector.fromArray(S, y, yo + j + 2))
          .mul(DoubleVector.fromArray(S, y, yo + j + 1)).mul(e).sub(DoubleVector.fromArray(S, y, yo + j).mul(c))
          .add(DoubleVector.fromArray(S, d, at + j)).intoArray(d, at + j);
    }
    fastTendencies(j, m, m, e, c, y, yo, d, at);
  }

  @Override
  void fastTangent(int m, double e, double c, double[] y, int yo, double[] v, int vo, double[] d, int at) {
    if (m < 2 * REACH + V) {
      super.fastTangent(m, e, c, y, yo, v, vo, d, at);
      return;
    }
    fastTangents(0, REACH, m, e, c, y, yo, v, vo, d, at);
    int j = REACH;
    for (; j <= m - REACH - V; j += V) {
      DoubleVector left = DoubleVector.fromArray(S, v, vo + j - 1).sub(DoubleVector.fromArray(S, v, vo + j + 2))
          .mul(DoubleVector.fromArray(S, y, yo + j + 1));
      DoubleVector right = DoubleVector.fromArray(S, y, yo + j - 1).sub(DoubleVector.fromArray(S, y, yo + j + 2))
          .mul(DoubleVector.fromArray(S, v, vo + j + 1));
      left.add(right).mul(e).sub(DoubleVector.fromArray(S, v, vo + j).mul(c))
          .add(DoubleVector.fromArray(S, d, at + j)).intoArray(d, at + j);
    }
    fastTangents(j, m, m, e, c, y, yo, v, vo, d, at);
  }

  @Override
  void fastAdjoint(int m, double e, double c, double[] y, int yo, double[] v, int vo, double[] d, int at) {
    if (m < 2 * REACH + V) {
      super.fastAdjoint(m, e, c, y, yo, v, vo, d, at);
      return;
    }
    fastAdjoints(0, REACH, m, e, c, y, yo, v, vo, d, at);
    int j = REACH;
    for (; j <= m - REACH - V; j += V) {
      DoubleVector near = DoubleVector.fromArray(S, y, yo + j - 2).sub(DoubleVector.fromArray(S, y, yo + j + 1))
          .mul(DoubleVector.fromArray(S, v, vo + j - 1));
      DoubleVector up = DoubleVector.fromArray(S, y, yo + j + 2).mul(DoubleVector.fromArray(S, v, vo + j + 1));
      DoubleVector down = DoubleVector.fromArray(S, y, yo + j - 1).mul(DoubleVector.fromArray(S, v, vo + j - 2));
      near.add(up).sub(down).mul(e).sub(DoubleVector.fromArray(S, v, vo + j).mul(c))
          .add(DoubleVector.fromArray(S, d, at + j)).intoArray(d, at + j);
    }
    fastAdjoints(j, m, m, e, c, y, yo, v, vo, d, at);
  }
}
