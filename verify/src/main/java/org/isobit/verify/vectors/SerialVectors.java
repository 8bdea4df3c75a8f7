package org.isobit.verify.vectors;

import org.isobit.kernels.ensemble.SerialUpdate;
import org.isobit.verify.Inputs;

/** An observation that reaches some targets of two blocks, not in their order. */
public final class SerialVectors implements KernelVectors {

  private static final int MEMBERS = 3;
  private static final int N = 4 * SerialUpdate.WIDTH;

  /** Made by the service loader. */
  public SerialVectors() {}

  @Override
  public void write(VectorText out) {
    Inputs inputs = new Inputs(57);
    int[] block = {2, 0};
    double[] weight = inputs.doubles(2 * SerialUpdate.WIDTH);
    double[] y = inputs.doubles(MEMBERS);
    double[] z = inputs.doubles(MEMBERS * N);
    double[] mean = inputs.doubles(N);
    out.kernel("serialUpdate.double").in("members", MEMBERS).in("n", N).in("block", block).in("weight", weight)
        .in("y", y).in("contraction", 0.3).in("gain", -0.7).in("z", z).in("mean", mean);
    SerialUpdate.update(MEMBERS, 2, block, 0, weight, 0, y, 0, 0.3, -0.7, N, z, 0, N, mean, 0);
    out.out("z", z).out("mean", mean);
  }
}
