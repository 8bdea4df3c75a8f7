package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Lorenz-96 along the contiguous state; bits of {@link Lorenz96TendencyReference}. */
public final class Lorenz96TendencySimd extends Lorenz96TendencyReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  Lorenz96TendencySimd() {}

  @Override
  public void tendency(int n, double forcing, double[] x, int xo, double[] d, int at) {
    int last = n - 1 - V;
    if (last < 2) {
      super.tendency(n, forcing, x, xo, d, at);
      return;
    }
    d[at] = Lorenz96TendencyReference.point(x[xo + 1], x[xo + n - 2], x[xo + n - 1], x[xo], forcing);
    d[at + 1] = Lorenz96TendencyReference.point(x[xo + 2], x[xo + n - 1], x[xo], x[xo + 1], forcing);
    d[at + n - 1] = Lorenz96TendencyReference.point(x[xo], x[xo + n - 3], x[xo + n - 2], x[xo + n - 1], forcing);
    for (int i = 2; i < last; i += V) {
      points(x, xo + i, forcing, d, at + i);
    }
    // The last vector overlaps the one before it and writes the same values there.
    points(x, xo + last, forcing, d, at + last);
  }

  private static void points(double[] x, int i, double forcing, double[] d, int at) {
    DoubleVector.fromArray(S, x, i + 1).sub(DoubleVector.fromArray(S, x, i - 2))
        .mul(DoubleVector.fromArray(S, x, i - 1)).sub(DoubleVector.fromArray(S, x, i)).add(forcing)
        .intoArray(d, at);
  }
}
