package org.isobit.verify.linalg.minimization;

import java.util.List;
import org.isobit.linalg.minimization.Iteration;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Stopping;
import org.isobit.verify.BitSink;
import org.isobit.verify.Cases;
import org.isobit.verify.ComposedConformance;

/**
 * Whole minimisations by one method: points, records of all iterations, how often the function was computed, and why
 * they ended. The functions compute with products, quotients, sums and roots alone, so that their bits are everywhere
 * the same too.
 */
abstract class MinimizationConformance implements ComposedConformance {

  private static final int FEW = 5;

  private final String name;

  MinimizationConformance(String name) {
    this.name = name;
  }

  @Override
  public final String kernel() {
    return name;
  }

  @Override
  public final String family() {
    return "minimization";
  }

  @Override
  public final void run(Cases cases, BitSink sink) {
    int n = 0;
    for (Minimum minimum : minima(cases)) {
      sink.label("minimisation " + ++n);
      sink.add(minimum.x());
      for (Iteration each : minimum.records()) {
        sink.add(new double[] {each.value(), each.gradient(), each.step(), each.inner()});
      }
      sink.add(new double[] {minimum.evaluations(), minimum.ending().ordinal()});
    }
  }

  /** Minimises all that there is of these cases. */
  abstract List<Minimum> minima(Cases cases);

  /** A number of variables, smaller for SHORT. */
  static int variables(Cases cases, int few, int many) {
    return cases == Cases.FULL ? many : few;
  }

  /** Usual criteria, with fewer iterations for SHORT. */
  static Stopping most(Cases cases, int iterations) {
    return Stopping.USUAL.withIterations(cases == Cases.FULL ? iterations : FEW);
  }
}
