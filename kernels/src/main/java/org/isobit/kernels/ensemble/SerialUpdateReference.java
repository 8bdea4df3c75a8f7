package org.isobit.kernels.ensemble;

import org.isobit.kernels.Backend;

/** What one observation does to the targets that it reaches, scalar; defines the bits. */
public sealed class SerialUpdateReference permits SerialUpdateSimd {

  SerialUpdateReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static SerialUpdateReference of(Backend backend) {
    return backend.isSimd() ? new SerialUpdateSimd() : new SerialUpdateReference();
  }

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
  public void update(int members, int blocks, int[] block, int bo, double[] weight, int wo, double[] y, int yo,
      double contraction, double gain, double[] z, int zo, int ld, double[] mean, int mo) {
    for (int b = 0; b < blocks; b++) {
      for (int l = 0; l < SerialUpdate.WIDTH; l++) {
        double rho = weight[wo + b * SerialUpdate.WIDTH + l];
        if (rho > 0.0) {
          int i = block[bo + b] * SerialUpdate.WIDTH + l;
          target(members, rho, y, yo, contraction, gain, z, zo + i, ld, mean, mo + i);
        }
      }
    }
  }

  private static void target(int members, double rho, double[] y, int yo, double contraction, double gain, double[] z,
      int zo, int ld, double[] mean, int mo) {
    double u = 0.0;
    for (int m = 0; m < members; m++) {
      u = Math.fma(y[yo + m], z[zo + m * ld], u);
    }
    double g = rho * u;
    mean[mo] = Math.fma(gain, g, mean[mo]);
    double shrink = -(contraction * g);
    for (int m = 0; m < members; m++) {
      z[zo + m * ld] = Math.fma(shrink, y[yo + m], z[zo + m * ld]);
    }
  }
}
