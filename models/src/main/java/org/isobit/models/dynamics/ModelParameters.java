package org.isobit.models.dynamics;

/** Checks of models' parameters. */
final class ModelParameters {

  private ModelParameters() {}

  static double finite(String model, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(model + ": " + name + " must be finite, but is " + value);
    }
    return value;
  }
}
