package org.isobit.linalg.planted;

import org.isobit.models.cli.Cli;

/** Linear algebra that knows the models. */
final class PlantedSolver {

  private PlantedSolver() {}

  static int code() {
    return Cli.run(new Object());
  }
}
