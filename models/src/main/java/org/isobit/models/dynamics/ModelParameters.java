package org.isobit.models.dynamics;

/** Checks of models' parameters, with messages that name model, parameter and value. */
public final class ModelParameters {

  private ModelParameters() {}

  /**
   * Refuses infinities and NaN.
   *
   * @param model the model's name
   * @param name  the parameter's
   * @param value its value
   * @return the value
   * @throws IllegalArgumentException if it is not finite
   */
  public static double finite(String model, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(model + ": " + name + " must be finite, but is " + value);
    }
    return value;
  }
}
