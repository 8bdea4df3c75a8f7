package org.isobit.kernels.ensemble;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * What one observation does to the targets that it reaches, one target a lane; bits of {@link SerialUpdateReference}.
 */
public final class SerialUpdateSimd extends SerialUpdateReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  SerialUpdateSimd() {}

  @Override
  public void update(int members, int blocks, int[] block, int bo, double[] weight, int wo, double[] y, int yo,
      double contraction, double gain, double[] z, int zo, int ld, double[] mean, int mo) {
    for (int b = 0; b < blocks; b++) {
      for (int l = 0; l < SerialUpdate.WIDTH; l += V) {
        int i = block[bo + b] * SerialUpdate.WIDTH + l;
        lanes(members, weight, wo + b * SerialUpdate.WIDTH + l, y, yo, contraction, gain, z, zo + i, ld, mean, mo + i);
      }
    }
  }

  private static void lanes(int members, double[] weight, int wo, double[] y, int yo, double contraction, double gain,
      double[] z, int zo, int ld, double[] mean, int mo) {
    DoubleVector rho = DoubleVector.fromArray(S, weight, wo);
    VectorMask<Double> reached = rho.compare(VectorOperators.GT, 0.0);
    if (!reached.anyTrue()) {
      return;
    }
    DoubleVector u = DoubleVector.zero(S);
    for (int m = 0; m < members; m++) {
      u = DoubleVector.fromArray(S, z, zo + m * ld).lanewise(VectorOperators.FMA, y[yo + m], u);
    }
    DoubleVector g = rho.mul(u);
    DoubleVector old = DoubleVector.fromArray(S, mean, mo);
    old.blend(g.lanewise(VectorOperators.FMA, gain, old), reached).intoArray(mean, mo);
    DoubleVector shrink = g.mul(contraction).neg();
    for (int m = 0; m < members; m++) {
      DoubleVector here = DoubleVector.fromArray(S, z, zo + m * ld);
      here.blend(shrink.lanewise(VectorOperators.FMA, y[yo + m], here), reached).intoArray(z, zo + m * ld);
    }
  }
}
