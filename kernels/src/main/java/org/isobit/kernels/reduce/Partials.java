// Master of FloatPartials: the float version is generated from this file.
package org.isobit.kernels.reduce;

import java.util.Arrays;

/** One set of partial sums for each thread, so that reductions allocate nothing. Thread-safe. */
final class Partials extends ThreadLocal<double[]> {

  private static final Partials SCRATCH = new Partials();

  private Partials() {}

  @Override
  protected double[] initialValue() {
    return new double[ReduceReference.PARTIALS + ReduceReference.PARTIALS / 4];
  }

  /** The thread's partials, and a fourth of their number beside them, with whatever they hold. */
  static double[] scratch() {
    return SCRATCH.get();
  }

  /** The thread's partials, all +0. */
  static double[] cleared() {
    double[] p = SCRATCH.get();
    Arrays.fill(p, 0.0);
    return p;
  }
}
