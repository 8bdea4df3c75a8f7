package org.isobit.gpu.planted;

import org.isobit.models.cli.Cli;

/** Kernels of devices that know the models. */
final class PlantedKernels {

  private PlantedKernels() {}

  static int code() {
    return Cli.run(new Object());
  }
}
