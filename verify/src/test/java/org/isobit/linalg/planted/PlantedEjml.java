package org.isobit.linalg.planted;

import org.ejml.data.DMatrixRMaj;

/** Linear algebra that leans on EJML. */
final class PlantedEjml {

  private PlantedEjml() {}

  static double corner(DMatrixRMaj a) {
    return a.get(0, 0);
  }
}
