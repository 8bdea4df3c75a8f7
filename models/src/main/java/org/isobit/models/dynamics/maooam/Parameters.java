package org.isobit.models.dynamics.maooam;

import java.util.Arrays;
import java.util.StringJoiner;

/** A value for each {@link Parameter}. Immutable, thread-safe. */
public final class Parameters {

  private final double[] values;

  private Parameters(double[] values) {
    this.values = values;
  }

  /** Those of {@link Preset#DEFAULT}. */
  static Parameters usual() {
    return new Parameters(Arrays.stream(Parameter.values()).mapToDouble(Parameter::usual).toArray());
  }

  /**
   * The same ones but for one.
   *
   * @param parameter which one
   * @param value     its new value
   * @return a new set
   * @throws IllegalArgumentException if the value is negative or not finite, or 0 where that cannot be
   */
  public Parameters with(Parameter parameter, double value) {
    double[] changed = values.clone();
    changed[parameter.ordinal()] = parameter.checked(value);
    return new Parameters(changed);
  }

  /**
   * A parameter.
   *
   * @param parameter which one
   * @return its value
   */
  public double get(Parameter parameter) {
    return values[parameter.ordinal()];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters same && Arrays.equals(values, same.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** What differs from {@link Preset#DEFAULT}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    for (Parameter parameter : Parameter.values()) {
      if (get(parameter) != parameter.usual()) {
        text.add(parameter.key() + "=" + get(parameter));
      }
    }
    return text.toString();
  }
}
