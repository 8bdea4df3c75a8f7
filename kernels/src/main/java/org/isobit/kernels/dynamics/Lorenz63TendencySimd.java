package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Lorenz-63 with one state a lane; bits of {@link Lorenz63TendencyReference}. */
public final class Lorenz63TendencySimd extends Lorenz63TendencyReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  Lorenz63TendencySimd() {}

  @Override
  public void tendency(double sigma, double rho, double beta, int lanes, double[] s, int so, double[] d, int at) {
    int l = 0;
    for (; l <= lanes - V; l += V) {
      DoubleVector x = DoubleVector.fromArray(S, s, so + l);
      DoubleVector y = DoubleVector.fromArray(S, s, so + lanes + l);
      DoubleVector z = DoubleVector.fromArray(S, s, so + 2 * lanes + l);
      y.sub(x).mul(sigma).intoArray(d, at + l);
      x.mul(rho).sub(y).sub(x.mul(z)).intoArray(d, at + lanes + l);
      x.mul(y).sub(z.mul(beta)).intoArray(d, at + 2 * lanes + l);
    }
    tendency(sigma, rho, beta, l, lanes, s, so, d, at);
  }

  @Override
  public void tangent(double sigma, double rho, double beta, int lanes, double[] s, int so, double[] u, int uo,
      double[] d, int at) {
    int l = 0;
    for (; l <= lanes - V; l += V) {
      DoubleVector x = DoubleVector.fromArray(S, s, so + l);
      DoubleVector y = DoubleVector.fromArray(S, s, so + lanes + l);
      DoubleVector z = DoubleVector.fromArray(S, s, so + 2 * lanes + l);
      DoubleVector dx = DoubleVector.fromArray(S, u, uo + l);
      DoubleVector dy = DoubleVector.fromArray(S, u, uo + lanes + l);
      DoubleVector dz = DoubleVector.fromArray(S, u, uo + 2 * lanes + l);
      dy.sub(dx).mul(sigma).intoArray(d, at + l);
      DoubleVector.broadcast(S, rho).sub(z).mul(dx).sub(dy).sub(x.mul(dz)).intoArray(d, at + lanes + l);
      y.mul(dx).add(x.mul(dy)).sub(dz.mul(beta)).intoArray(d, at + 2 * lanes + l);
    }
    tangent(sigma, rho, beta, l, lanes, s, so, u, uo, d, at);
  }

  @Override
  public void adjoint(double sigma, double rho, double beta, int lanes, double[] s, int so, double[] u, int uo,
      double[] d, int at) {
    int l = 0;
    for (; l <= lanes - V; l += V) {
      DoubleVector x = DoubleVector.fromArray(S, s, so + l);
      DoubleVector y = DoubleVector.fromArray(S, s, so + lanes + l);
      DoubleVector z = DoubleVector.fromArray(S, s, so + 2 * lanes + l);
      DoubleVector a = DoubleVector.fromArray(S, u, uo + l).mul(sigma);
      DoubleVector b = DoubleVector.fromArray(S, u, uo + lanes + l);
      DoubleVector c = DoubleVector.fromArray(S, u, uo + 2 * lanes + l);
      DoubleVector.broadcast(S, rho).sub(z).mul(b).add(y.mul(c)).sub(a).intoArray(d, at + l);
      a.add(x.mul(c)).sub(b).intoArray(d, at + lanes + l);
      x.mul(b).neg().sub(c.mul(beta)).intoArray(d, at + 2 * lanes + l);
    }
    adjoint(sigma, rho, beta, l, lanes, s, so, u, uo, d, at);
  }
}
