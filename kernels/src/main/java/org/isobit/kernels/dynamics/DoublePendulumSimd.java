package org.isobit.kernels.dynamics;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ElementaryReference;

/** Double pendulum with one state a lane; bits of {@link DoublePendulumReference}. */
public final class DoublePendulumSimd extends DoublePendulumReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  DoublePendulumSimd() {
    super(ElementaryReference.of(Backend.SIMD));
  }

  private static DoubleVector load(double[] x, int i) {
    return DoubleVector.fromArray(S, x, i);
  }

  @Override
  void accelerations(double mu, double l1, double l2, double g, int lanes, double[] s, int so, double[] d, int at) {
    int l = 0;
    for (; l <= lanes - V; l += V) {
      int o = at + l;
      DoubleVector s1 = load(d, o);
      DoubleVector c1 = load(d, o + lanes);
      DoubleVector s2 = load(d, o + 2 * lanes);
      DoubleVector c2 = load(d, o + 3 * lanes);
      DoubleVector w1 = load(s, so + l + lanes);
      DoubleVector w2 = load(s, so + l + 3 * lanes);
      DoubleVector sd = s2.mul(c1).sub(c2.mul(s1));
      DoubleVector cd = c2.mul(c1).add(s2.mul(s1));
      DoubleVector p = w1.mul(w1).mul(l1);
      DoubleVector q = w2.mul(w2).mul(l2);
      DoubleVector mass = DoubleVector.broadcast(S, 1.0).sub(cd.mul(cd).mul(mu));
      w1.intoArray(d, o);
      p.mul(cd).add(q).mul(sd).add(s2.mul(g).mul(cd)).mul(mu).sub(s1.mul(g)).div(mass.mul(l1)).intoArray(d, o + lanes);
      w2.intoArray(d, o + 2 * lanes);
      s1.mul(g).mul(cd).sub(s2.mul(g)).sub(q.mul(cd).mul(mu).add(p).mul(sd)).div(mass.mul(l2))
          .intoArray(d, o + 3 * lanes);
    }
    accelerations(l, mu, l1, l2, g, lanes, s, so, d, at);
  }
}
