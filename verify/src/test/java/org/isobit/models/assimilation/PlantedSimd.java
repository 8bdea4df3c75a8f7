package org.isobit.models.assimilation;

import jdk.incubator.vector.DoubleVector;

/** Breaks the rule that models compute with no vectors of their own. */
final class PlantedSimd {

  private PlantedSimd() {}

  static void twice(double[] x) {
    DoubleVector.fromArray(DoubleVector.SPECIES_128, x, 0).mul(2.0).intoArray(x, 0);
  }
}
