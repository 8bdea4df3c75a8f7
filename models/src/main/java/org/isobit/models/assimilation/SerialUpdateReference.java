package org.isobit.models.assimilation;

/** What one observation does to the targets that it reaches, scalar; defines the bits. */
public final class SerialUpdateReference {

  private SerialUpdateReference() {}

  /**
   * For every target i of the blocks with weight ρ_i &gt; 0: u = Σ_m y_m·z_mi (one chain of fma from +0, m ascending),
   * g = ρ_i·u, mean_i = fma(gain, g, mean_i), z_mi = fma(−(contraction·g), y_m, z_mi). Others keep their bits.
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
    for (int b = from; b < to; b++) {
      for (int l = 0; l < width; l++) {
        double rho = weight[b * width + l];
        if (rho > 0.0) {
          target(members, rho, y, contraction, gain, z, block[b] * width + l, ld, mean);
        }
      }
    }
  }

  private static void target(int members, double rho, double[] y, double contraction, double gain, double[] z, int i,
      int ld, double[] mean) {
    double u = 0.0;
    for (int m = 0; m < members; m++) {
      u = Math.fma(y[m], z[m * ld + i], u);
    }
    double g = rho * u;
    mean[i] = Math.fma(gain, g, mean[i]);
    double shrink = -(contraction * g);
    for (int m = 0; m < members; m++) {
      z[m * ld + i] = Math.fma(shrink, y[m], z[m * ld + i]);
    }
  }
}
