package org.isobit.verify.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.ensemble.SerialUpdate;
import org.isobit.kernels.ensemble.SerialUpdateReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;

/** Blocks with and without targets that are not reached, blocks that stay, offsets, padding, special values. */
public final class SerialUpdateConformance implements Conformance {

  private static final int[] SHORT = {1, 3};
  private static final int[] MEMBERS = {1, 2, 3, 7, 20, 41, 100};
  private static final int[] BLOCK = {7, 0, 2, 3, 7};
  private static final int N = 8 * SerialUpdate.WIDTH;

  /** Made by the service loader. */
  public SerialUpdateConformance() {}

  @Override
  public String kernel() {
    return "serialUpdate.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    for (int members : SHORT) {
      run(implementation, members, 0, sink);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int members : MEMBERS) {
      for (int variant = 0; variant < 4; variant++) {
        run(implementation, members, variant, sink);
      }
    }
  }

  /** Variant 1 has special values, variant 2 only zeros among the weights of a block; the last block comes twice. */
  private void run(Backend implementation, int members, int variant, BitSink sink) {
    sink.label("serialUpdate members=" + members + " variant=" + variant);
    Inputs inputs = new Inputs(members * 4L + variant);
    int ld = N + variant;
    int blocks = BLOCK.length - 1;
    double[] weight = inputs.doubles(variant + blocks * SerialUpdate.WIDTH);
    double[] y = inputs.doubles(members + variant);
    double[] z = variant == 1 ? inputs.specialDoubles(members * ld + 3) : inputs.doubles(members * ld + 3);
    double[] mean = inputs.doubles(N + 2);
    for (int i = 0; variant == 2 && i < SerialUpdate.WIDTH; i++) {
      weight[variant + i] = i % 2 == 0 ? -0.0 : 0.0;
    }
    if (variant == 1) {
      weight[5] = Double.NaN;
    }
    SerialUpdateReference.of(implementation).update(members, blocks, BLOCK, 1, weight, variant, y, variant, 0.3, 0.7, z,
        2, ld, mean, 1);
    sink.add(z);
    sink.add(mean);
  }
}
