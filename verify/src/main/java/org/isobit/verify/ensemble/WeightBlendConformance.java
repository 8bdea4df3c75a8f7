// Master of FloatWeightBlendConformance: the float version is generated from this file.
package org.isobit.verify.ensemble;

import org.isobit.kernels.Backend;
import org.isobit.kernels.ensemble.WeightBlendReference;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.Lengths;

/** Lengths around vector borders, offsets, coefficients of nothing, equal vectors, special values. */
public final class WeightBlendConformance implements Conformance {

  private static final int[] SHORT = {0, 1, 5, 18};
  private static final int[] BORDERS = {511, 512, 513, 1640};

  /** Made by the service loader. */
  public WeightBlendConformance() {}

  @Override
  public String kernel() {
    return "weightBlend.double";
  }

  @Override
  public void run(Backend implementation, Cases cases, BitSink sink) {
    Lengths.run(cases, SHORT, 0, 35, 4, BORDERS, (n, variant) -> run(implementation, n, variant, sink));
  }

  /** Variant 1 has special values, variant 2 twice the same vector, variant 3 coefficients of nothing. */
  private void run(Backend implementation, int n, int variant, BitSink sink) {
    sink.label("weightBlend n=" + n + " variant=" + variant);
    Inputs inputs = new Inputs(n * 4L + variant);
    int length = variant + 4 * (n + 1);
    double[] x = variant == 1 ? inputs.specialDoubles(length) : inputs.doubles(length);
    double[] c = inputs.doubles(3);
    if (variant == 3) {
      c[0] = 0.0;
      c[2] = -0.0;
    }
    int last = variant + (variant == 2 ? 0 : 3) * (n + 1);
    double[] t = new double[n + 4];
    WeightBlendReference.of(implementation).blend(n, x, variant, c[0], x, variant + n + 1, c[1], x,
        variant + 2 * (n + 1), c[2], x, last, t, 3 - variant);
    sink.add(t);
  }
}
