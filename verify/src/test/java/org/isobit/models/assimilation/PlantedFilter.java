package org.isobit.models.assimilation;

import org.isobit.models.cli.Cli;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.verify.Inputs;

/** A filter that knows the command line, a model and the checkers. */
final class PlantedFilter {

  private PlantedFilter() {}

  static int code(Lorenz96 model) {
    return Cli.run(model) + (int) new Inputs(1).nextLong();
  }
}
