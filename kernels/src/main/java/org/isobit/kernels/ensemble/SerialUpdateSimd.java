package org.isobit.kernels.ensemble;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * What one observation does to the targets that it reaches, one target a lane; bits of {@link SerialUpdateReference}.
 */
public final class SerialUpdateSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private SerialUpdateSimd() {}

  /**
   * As {@link SerialUpdate#update}.
   *
   * @param members     number of members
   * @param blocks      number of blocks
   * @param block       place of each block
   * @param bo          index of the first block's place
   * @param weight      weights, WIDTH a block
   * @param wo          index of the first weight
   * @param y           the observation's anomalies
   * @param yo          index of the first one
   * @param contraction how anomalies shrink
   * @param gain        how the mean moves
   * @param z           anomalies of the targets, member-major
   * @param zo          index of target 0 of member 0
   * @param ld          distance between the starts of two members
   * @param mean        means of the targets
   * @param mo          index of the first one
   */
  public static void update(int members, int blocks, int[] block, int bo, double[] weight, int wo, double[] y, int yo,
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
