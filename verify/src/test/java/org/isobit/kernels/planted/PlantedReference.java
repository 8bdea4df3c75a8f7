package org.isobit.kernels.planted;

import org.isobit.verify.Inputs;

/** A kernel that leans on another module and on an implementation it should define. */
final class PlantedReference {

  private PlantedReference() {}

  static double both() {
    return new Inputs(1).nextDouble() + PlantedSimd.libm(1.0);
  }
}
