package org.isobit.verify.dynamics;

import org.isobit.kernels.Backend;
import org.isobit.kernels.dynamics.Lorenz96TendencyReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.Lengths;

/** Rings around vector borders, offsets, special values. */
public final class Lorenz96Conformance implements Conformance {

  private static final int[] SHORT = {4, 5, 18};
  private static final int[] BORDERS = {511, 512, 513, 1029};

  /** Made by the service loader. */
  public Lorenz96Conformance() {}

  @Override
  public String kernel() {
    return "lorenz96.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    Lengths.run(cases, SHORT, 4, 40, 4, BORDERS, (n, variant) -> run(implementation, n, variant, sink));
  }

  /** Variant 1 has special values. */
  private void run(Backend implementation, int n, int variant, BitSink sink) {
    sink.label("lorenz96 n=" + n + " variant=" + variant);
    Inputs inputs = new Inputs(n * 4L + variant);
    double[] x = variant == 1 ? inputs.specialDoubles(n + 3) : inputs.doubles(n + 3);
    double[] d = new double[n + 4];
    Lorenz96TendencyReference.of(implementation).tendency(n, 8.0, x, variant, d, 4 - variant);
    sink.add(d);
  }
}
