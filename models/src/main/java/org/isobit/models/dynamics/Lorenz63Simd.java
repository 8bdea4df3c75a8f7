package org.isobit.models.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Lorenz-63 with one state a lane; bits of {@link Lorenz63Reference}. */
public final class Lorenz63Simd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private Lorenz63Simd() {}

  /**
   * The tendency of interleaved states: variable i of lane l at {@code i·lanes + l}.
   *
   * @param sigma σ
   * @param rho   ρ
   * @param beta  β
   * @param lanes number of states, a multiple of the vector length
   * @param s     the states
   * @param so    index of the first element
   * @param d     receives the tendencies
   * @param at    index of their first element
   */
  public static void tendency(double sigma, double rho, double beta, int lanes, double[] s, int so, double[] d,
      int at) {
    assert lanes % V == 0;
    for (int l = 0; l < lanes; l += V) {
      DoubleVector x = DoubleVector.fromArray(S, s, so + l);
      DoubleVector y = DoubleVector.fromArray(S, s, so + lanes + l);
      DoubleVector z = DoubleVector.fromArray(S, s, so + 2 * lanes + l);
      y.sub(x).mul(sigma).intoArray(d, at + l);
      x.mul(rho).sub(y).sub(x.mul(z)).intoArray(d, at + lanes + l);
      x.mul(y).sub(z.mul(beta)).intoArray(d, at + 2 * lanes + l);
    }
  }
}
