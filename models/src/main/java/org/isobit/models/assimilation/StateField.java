package org.isobit.models.assimilation;

import java.util.Locale;
import org.isobit.kernels.Checks;

/**
 * A field of a state: a part of it, one element behind the other, and as what the part is seen by a filter. Immutable.
 *
 * @param name  the field's name
 * @param size  how many elements of a state it has, at least 1
 * @param scale as what it is seen
 */
public record StateField(String name, int size, Scale scale) {

  /** As what a filter sees a variable. */
  public enum Scale {
    /** As it is. */
    NONE,
    /** As its natural logarithm. */
    LOG,
    /** As its decimal logarithm. */
    LOG10;

    /**
     * Its name in files.
     *
     * @return a word in lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks name and size.
   *
   * @throws IllegalArgumentException if there is no name, or no element
   */
  public StateField {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("StateField: a field has no name");
    }
    Checks.positive("StateField", "size of " + name, size);
    Checks.present("StateField", "scale of " + name, scale);
  }

  @Override
  public String toString() {
    return name + " (" + size + (scale == Scale.NONE ? ")" : ", " + scale.label() + ")");
  }
}
