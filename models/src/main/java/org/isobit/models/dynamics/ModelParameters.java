package org.isobit.models.dynamics;

import org.isobit.kernels.Checks;

/** Checks of models' parameters and arguments. */
final class ModelParameters {

  private ModelParameters() {}

  static double finite(String model, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(model + ": " + name + " must be finite, but is " + value);
    }
    return value;
  }

  /** Refuses a state or a tendency of n numbers that leaves its array, and a tendency over the state. */
  static void apart(String model, int n, double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    Checks.vector(model, "x", x, xOffset, n);
    Checks.vector(model, "dxdt", dxdt, dxdtOffset, n);
    Checks.apart(model, "dxdt", "x", dxdt == x, dxdtOffset, n, xOffset, n);
  }
}
