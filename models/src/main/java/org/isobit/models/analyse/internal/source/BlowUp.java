package org.isobit.models.analyse.internal.source;

import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;

/**
 * When a member counts as blown up: if one of its values is not a number, or of a magnitude from which on nothing sound
 * is expected any more. Commands that read members have a key {@code blown-up} for it. Immutable, thread-safe.
 *
 * @param from the least magnitude that is too large, positive
 */
public record BlowUp(double from) {

  /**
   * Used where nothing else is said: what climate files usually have for a missing value, and about where squares leave
   * the range of float. Physical quantities in usual units are far below.
   */
  public static final BlowUp USUAL = new BlowUp(1e20);

  /** The key. */
  public static final Key KEY = Key.of("blown-up", Form.NUMBER,
      "a value of this magnitude or more counts as not a number").usual("1e20").positive();

  /**
   * Reads the key {@code blown-up}.
   *
   * @param section where it stands
   * @return its value, or the usual one
   * @throws IllegalArgumentException if it is not a positive number
   */
  public static BlowUp read(Settings section) {
    return new BlowUp(section.positive("blown-up", USUAL.from));
  }

  /**
   * Looks at a state.
   *
   * @param values holds it
   * @param offset index of its first element
   * @param size   number of its elements
   * @return what is wrong with the first element that is too large or not a number, or null
   */
  public String problem(double[] values, int offset, int size) {
    for (int i = 0; i < size; i++) {
      double x = values[offset + i];
      if (!(Math.abs(x) < from)) {
        return "is " + x + " at point " + i + (Double.isFinite(x) ? ", where values of magnitude " + from
            + " and more count as blown up" : "");
      }
    }
    return null;
  }
}
