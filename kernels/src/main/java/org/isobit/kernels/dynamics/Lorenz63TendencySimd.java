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
}
