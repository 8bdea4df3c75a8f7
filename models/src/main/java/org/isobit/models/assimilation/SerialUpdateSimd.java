package org.isobit.models.assimilation;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** What one observation does to the targets that it reaches, one target a lane; bits of {@link SerialUpdateReference}. */
public final class SerialUpdateSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private SerialUpdateSimd() {}

  /**
   * As {@link SerialUpdateReference#update}.
   *
   * @param members     number of members
   * @param from        first block
   * @param to          block after the last
   * @param block       place of each block, in units of {@code width} targets
   * @param weight      weights, {@code width} a block
   * @param width       targets of a block, a multiple of every vector length
   * @param y           the observation's anomalies, one for each member
   * @param contraction how anomalies shrink
   * @param gain        how the mean moves
   * @param z           anomalies of the targets, member-major
   * @param ld          distance between two members, a multiple of {@code width}
   * @param mean        means of the targets
   */
  public static void update(int members, int from, int to, int[] block, double[] weight, int width, double[] y,
      double contraction, double gain, double[] z, int ld, double[] mean) {
    assert width % V == 0;
    for (int b = from; b < to; b++) {
      for (int l = 0; l < width; l += V) {
        lanes(members, weight, b * width + l, y, contraction, gain, z, block[b] * width + l, ld, mean);
      }
    }
  }

  private static void lanes(int members, double[] weight, int at, double[] y, double contraction, double gain,
      double[] z, int i, int ld, double[] mean) {
    DoubleVector rho = DoubleVector.fromArray(S, weight, at);
    VectorMask<Double> reached = rho.compare(VectorOperators.GT, 0.0);
    if (!reached.anyTrue()) {
      return;
    }
    DoubleVector u = DoubleVector.zero(S);
    for (int m = 0; m < members; m++) {
      u = DoubleVector.fromArray(S, z, m * ld + i).lanewise(VectorOperators.FMA, y[m], u);
    }
    DoubleVector g = rho.mul(u);
    DoubleVector old = DoubleVector.fromArray(S, mean, i);
    old.blend(g.lanewise(VectorOperators.FMA, gain, old), reached).intoArray(mean, i);
    DoubleVector shrink = g.mul(contraction).neg();
    for (int m = 0; m < members; m++) {
      DoubleVector here = DoubleVector.fromArray(S, z, m * ld + i);
      here.blend(shrink.lanewise(VectorOperators.FMA, y[m], here), reached).intoArray(z, m * ld + i);
    }
  }
}
