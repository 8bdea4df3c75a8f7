package org.isobit.verify.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.dynamics.Lorenz63TendencyReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.Lengths;

/** Numbers of states around vector borders, offsets, special values. */
public final class Lorenz63Conformance implements Conformance {

  private static final int[] SHORT = {1, 5, 18};
  private static final int[] BORDERS = {64, 129};

  /** Made by the service loader. */
  public Lorenz63Conformance() {}

  @Override
  public String kernel() {
    return "lorenz63.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    Lengths.run(cases, SHORT, 1, 35, 3, BORDERS, (n, variant) -> run(implementation, n, variant, sink));
  }

  /** Variant 1 has special values. */
  private void run(Backend implementation, int lanes, int variant, BitSink sink) {
    sink.label("lorenz63 lanes=" + lanes + " variant=" + variant);
    Inputs inputs = new Inputs(lanes * 4L + variant);
    double[] x = variant == 1 ? inputs.specialDoubles(3 * lanes + 2) : inputs.doubles(3 * lanes + 2);
    double[] d = new double[3 * lanes + 4];
    Lorenz63TendencyReference.of(implementation).tendency(10.0, 28.0, 8.0 / 3.0, lanes, x, variant, d, 3 - variant);
    sink.add(d);
  }
}
