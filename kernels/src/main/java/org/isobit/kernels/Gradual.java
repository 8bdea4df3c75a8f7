package org.isobit.kernels;

/**
 * The implementations of a family that begins with the scalar reference. Code with vectors is a hundred times slower
 * until the optimising compiler is done with it, and keeps that compiler from what comes next; so a family whose SIMD
 * form is a few times as fast, and of which a process may want little, takes the reference for its first tenth of a
 * second's work or so, about what compiling costs. Bits are the same. That is so with {@link Backend}'s choice
 * {@code auto}; one that was asked for by name runs from the first call on, and so does any with
 * {@code -Disobit.gradual=0}. Thread-safe.
 *
 * @param <K>    the family
 * @param scalar its reference
 * @param chosen what is in force
 * @param work   what is left for the reference, which nobody else changes
 */
public record Gradual<K>(K scalar, K chosen, Work work) {

  /** The property that sets how many elements of each family the reference begins with. */
  public static final String PROPERTY = "isobit.gradual";

  /** Elements that the reference is done with in about a tenth of a second, or those that the property says. */
  private static final long FIRST = first(System.getProperty(PROPERTY, "100000000"));

  // A record, because Java's compiler takes the components of a constant one for constants, too.

  /** The elements that are left for a reference; threads may miss each other's calls, which costs some more. */
  static final class Work {

    private long left;

    Work(long elements) {
      left = elements;
    }
  }

  /**
   * The choice for a family.
   *
   * @param <K>    the family
   * @param scalar its reference
   * @param chosen what is in force
   * @return where each call asks for its implementation
   */
  public static <K> Gradual<K> of(K scalar, K chosen) {
    return new Gradual<>(scalar, chosen, new Work(Backend.isGradual() ? FIRST : 0));
  }

  /**
   * The implementation for a call.
   *
   * @param elements how many elements it has; each counts as often as it takes the time of a sum
   * @return the reference, or what is in force if there was enough work
   */
  public K of(long elements) {
    long left = work.left;
    if (left <= 0) {
      return chosen;
    }
    work.left = left - elements;
    return left <= elements ? chosen : scalar;
  }

  /** The elements that a value of the property says. */
  static long first(String value) {
    if (!value.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + " must be a whole number of elements, 0 or more, but is '" + value + "'");
    }
    return Long.parseLong(value);
  }
}
