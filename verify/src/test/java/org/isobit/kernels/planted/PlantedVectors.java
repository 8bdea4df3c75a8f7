package org.isobit.kernels.planted;

import jdk.incubator.vector.DoubleVector;

/** Uses the Vector API outside a class called Simd. */
final class PlantedVectors {

  private PlantedVectors() {}

  static void clear(double[] x) {
    DoubleVector.zero(DoubleVector.SPECIES_128).intoArray(x, 0);
  }
}
