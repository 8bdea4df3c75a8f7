package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Lorenz-96 with a cubic term along the contiguous state; bits of {@link CubicLorenz96TendencyReference}. */
public final class CubicLorenz96TendencySimd extends CubicLorenz96TendencyReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Neighbours that a variable needs on each side. */
  private static final int REACH = 3;

  CubicLorenz96TendencySimd() {}

  @Override
  public void tendency(int n, double forcing, double nu, double lambda, double[] x, int xo, double[] d, int at) {
    int last = n - REACH - V;
    if (last < REACH) {
      super.tendency(n, forcing, nu, lambda, x, xo, d, at);
      return;
    }
    tendencies(0, REACH, n, forcing, nu, lambda, x, xo, d, at);
    tendencies(n - REACH, n, n, forcing, nu, lambda, x, xo, d, at);
    for (int i = REACH; i < last; i += V) {
      points(x, xo + i, forcing, nu, lambda, d, at + i);
    }
    // The last vector overlaps the one before it and writes the same values there.
    points(x, xo + last, forcing, nu, lambda, d, at + last);
  }

  private static void points(double[] x, int i, double forcing, double nu, double lambda, double[] d, int at) {
    DoubleVector here = DoubleVector.fromArray(S, x, i);
    DoubleVector up1 = DoubleVector.fromArray(S, x, i + 1);
    DoubleVector down1 = DoubleVector.fromArray(S, x, i - 1);
    DoubleVector down2 = DoubleVector.fromArray(S, x, i - 2);
    DoubleVector cubic = down2.mul(here).mul(up1.sub(DoubleVector.fromArray(S, x, i - 3)));
    DoubleVector next = down1.mul(up1).mul(DoubleVector.fromArray(S, x, i + 2).sub(down2));
    up1.sub(down2).mul(down1).add(cubic.sub(next).mul(nu)).sub(here.mul(lambda)).add(forcing).intoArray(d, at);
  }

  @Override
  public void tangent(int n, double nu, double lambda, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    int last = n - REACH - V;
    if (last < REACH) {
      super.tangent(n, nu, lambda, x, xo, u, uo, d, at);
      return;
    }
    tangents(0, REACH, n, nu, lambda, x, xo, u, uo, d, at);
    tangents(n - REACH, n, n, nu, lambda, x, xo, u, uo, d, at);
    for (int i = REACH; i < last; i += V) {
      tangentPoints(x, xo + i, u, uo + i, nu, lambda, d, at + i);
    }
    tangentPoints(x, xo + last, u, uo + last, nu, lambda, d, at + last);
  }

  private static void tangentPoints(double[] x, int i, double[] u, int j, double nu, double lambda, double[] d,
      int at) {
    DoubleVector x0 = DoubleVector.fromArray(S, x, i);
    DoubleVector xUp1 = DoubleVector.fromArray(S, x, i + 1);
    DoubleVector xDown1 = DoubleVector.fromArray(S, x, i - 1);
    DoubleVector xDown2 = DoubleVector.fromArray(S, x, i - 2);
    DoubleVector u0 = DoubleVector.fromArray(S, u, j);
    DoubleVector uUp1 = DoubleVector.fromArray(S, u, j + 1);
    DoubleVector uDown1 = DoubleVector.fromArray(S, u, j - 1);
    DoubleVector uDown2 = DoubleVector.fromArray(S, u, j - 2);
    DoubleVector here = uDown2.mul(x0).add(xDown2.mul(u0)).mul(xUp1.sub(DoubleVector.fromArray(S, x, i - 3)))
        .add(xDown2.mul(x0).mul(uUp1.sub(DoubleVector.fromArray(S, u, j - 3))));
    DoubleVector next = uDown1.mul(xUp1).add(xDown1.mul(uUp1)).mul(DoubleVector.fromArray(S, x, i + 2).sub(xDown2))
        .add(xDown1.mul(xUp1).mul(DoubleVector.fromArray(S, u, j + 2).sub(uDown2)));
    DoubleVector advection = uUp1.sub(uDown2).mul(xDown1).add(xUp1.sub(xDown2).mul(uDown1));
    advection.add(here.sub(next).mul(nu)).sub(u0.mul(lambda)).intoArray(d, at);
  }

  @Override
  public void adjoint(int n, double nu, double lambda, double[] x, int xo, double[] u, int uo, double[] d, int at) {
    int last = n - REACH - V;
    if (last < REACH) {
      super.adjoint(n, nu, lambda, x, xo, u, uo, d, at);
      return;
    }
    adjoints(0, REACH, n, nu, lambda, x, xo, u, uo, d, at);
    adjoints(n - REACH, n, n, nu, lambda, x, xo, u, uo, d, at);
    for (int i = REACH; i < last; i += V) {
      adjointPoints(x, xo + i, u, uo + i, nu, lambda, d, at + i);
    }
    adjointPoints(x, xo + last, u, uo + last, nu, lambda, d, at + last);
  }

  private static void adjointPoints(double[] x, int i, double[] u, int j, double nu, double lambda, double[] d,
      int at) {
    DoubleVector up1 = DoubleVector.fromArray(S, x, i + 1);
    DoubleVector up2 = DoubleVector.fromArray(S, x, i + 2);
    DoubleVector up3 = DoubleVector.fromArray(S, x, i + 3);
    DoubleVector down1 = DoubleVector.fromArray(S, x, i - 1);
    DoubleVector down2 = DoubleVector.fromArray(S, x, i - 2);
    DoubleVector down3 = DoubleVector.fromArray(S, x, i - 3);
    DoubleVector here = DoubleVector.fromArray(S, u, j);
    DoubleVector before = DoubleVector.fromArray(S, u, j - 1);
    DoubleVector next = DoubleVector.fromArray(S, u, j + 1);
    DoubleVector second = DoubleVector.fromArray(S, u, j + 2);
    DoubleVector advection = down2.mul(before).sub(up1.mul(second)).add(up2.sub(down1).mul(next));
    DoubleVector near = up1.sub(down3).mul(down2).mul(here.sub(before))
        .add(up3.sub(down1).mul(up2).mul(second.sub(next)));
    DoubleVector far = down3.mul(down1).mul(before.sub(DoubleVector.fromArray(S, u, j - 2)))
        .sub(up1.mul(up3).mul(DoubleVector.fromArray(S, u, j + 3).sub(second)));
    advection.add(near.add(far).mul(nu)).sub(here.mul(lambda)).intoArray(d, at);
  }
}
