package org.isobit.linalg.planted;

import org.isobit.gpu.Driver;
import org.isobit.models.cli.Cli;

/** Linear algebra that knows the models and devices. */
final class PlantedSolver {

  private PlantedSolver() {}

  static int code() {
    return Driver.obstacle() == null ? 0 : Cli.run(new Object());
  }
}
