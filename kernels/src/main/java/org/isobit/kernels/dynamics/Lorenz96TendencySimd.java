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

  @Override
  public void tangent(int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    int last = n - 1 - V;
    if (last < 2) {
      super.tangent(n, x, xo, u, uo, d, at);
      return;
    }
    tangents(0, 2, n, x, xo, u, uo, d, at);
    tangents(n - 1, n, n, x, xo, u, uo, d, at);
    for (int i = 2; i < last; i += V) {
      tangentPoints(x, xo + i, u, uo + i, d, at + i);
    }
    tangentPoints(x, xo + last, u, uo + last, d, at + last);
  }

  private static void tangentPoints(double[] x, int i, double[] u, int j, double[] d, int at) {
    DoubleVector left = DoubleVector.fromArray(S, u, j + 1).sub(DoubleVector.fromArray(S, u, j - 2))
        .mul(DoubleVector.fromArray(S, x, i - 1));
    DoubleVector right = DoubleVector.fromArray(S, x, i + 1).sub(DoubleVector.fromArray(S, x, i - 2))
        .mul(DoubleVector.fromArray(S, u, j - 1));
    left.add(right).sub(DoubleVector.fromArray(S, u, j)).intoArray(d, at);
  }

  @Override
  public void adjoint(int n, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    int last = n - 2 - V;
    if (last < 2) {
      super.adjoint(n, x, xo, u, uo, d, at);
      return;
    }
    adjoints(0, 2, n, x, xo, u, uo, d, at);
    adjoints(n - 2, n, n, x, xo, u, uo, d, at);
    for (int i = 2; i < last; i += V) {
      adjointPoints(x, xo + i, u, uo + i, d, at + i);
    }
    adjointPoints(x, xo + last, u, uo + last, d, at + last);
  }

  private static void adjointPoints(double[] x, int i, double[] u, int j, double[] d, int at) {
    DoubleVector up2 = DoubleVector.fromArray(S, u, j + 2).mul(DoubleVector.fromArray(S, x, i + 1));
    DoubleVector up1 = DoubleVector.fromArray(S, x, i + 2).sub(DoubleVector.fromArray(S, x, i - 1))
        .mul(DoubleVector.fromArray(S, u, j + 1));
    DoubleVector.fromArray(S, x, i - 2).mul(DoubleVector.fromArray(S, u, j - 1)).sub(up2).add(up1)
        .sub(DoubleVector.fromArray(S, u, j)).intoArray(d, at);
  }
}
