package org.isobit.verify.pde;

import org.isobit.kernels.Backend;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.Conformance;
import org.isobit.verify.Inputs;
import org.isobit.verify.Lengths;

/** Right-hand sides on grids and their derivatives: columns around vector borders, offsets, special values. */
public abstract class GridConformance implements Conformance {

  private static final int[] BORDERS = {129, 130};

  private final String name;
  private final int least;
  private final int variables;

  /** Of columns from least on; there are so many variables at a point. */
  GridConformance(String name, int least, int variables) {
    this.name = name;
    this.least = least;
    this.variables = variables;
  }

  @Override
  public final String kernel() {
    return name + ".double";
  }

  @Override
  public final void run(Backend implementation, Cases cases, BitSink sink) {
    int[] few = {least, least + 4, least + 17};
    Lengths.run(cases, few, least, least + 36, 4, BORDERS, (n, variant) -> run(implementation, n, variant, sink));
  }

  /** Variant 1 has special values. */
  private void run(Backend implementation, int columns, int variant, BitSink sink) {
    sink.label(name + " columns=" + columns + " variant=" + variant);
    Inputs inputs = new Inputs(columns * 4L + variant);
    int rows = least + columns % 4;
    int size = variables * rows * columns;
    double[] x = variant == 1 ? inputs.specialDoubles(size + 3) : inputs.doubles(size + 3);
    double[] u = variant == 1 ? inputs.specialDoubles(size + 3) : inputs.doubles(size + 3);
    double[] d = new double[size + 4];
    run(implementation, rows, columns, x, variant, u, 3 - variant, d, 4 - variant);
    sink.add(d);
  }

  abstract void run(Backend implementation, int rows, int columns, double[] x, int xo, double[] u, int uo, double[] d,
      int at);
}
