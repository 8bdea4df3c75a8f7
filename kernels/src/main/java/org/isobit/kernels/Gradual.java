package org.isobit.kernels;

/**
 * The implementations of a family that begins with the scalar reference. Code with vectors is a hundred times slower
 * until the optimising compiler is done with it, and keeps that compiler from what comes next; so a family whose SIMD
 * form is a few times as fast, and of which a process may want little, takes the reference for its first tenth of a
 * second's work or so, about what compiling costs. Bits are the same. That is so with {@link Backend}'s choice
 * {@code auto}; one that was asked for by name runs from the first call on. Thread-safe.
 *
 * @param <K>    the family
 * @param scalar its reference
 * @param chosen what is in force
 * @param done   one number: the work so far, in elements; threads may miss each other's, which costs some more calls
 */
public record Gradual<K>(K scalar, K chosen, long[] done) {

  /** Elements that the reference is done with in about a tenth of a second. */
  static final long ENOUGH = 100_000_000;

  // A record, because Java's compiler takes the components of a constant one for constants, too.

  /**
   * The choice for a family.
   *
   * @param <K>    the family
   * @param scalar its reference
   * @param chosen what is in force
   * @return where each call asks for its implementation
   */
  public static <K> Gradual<K> of(K scalar, K chosen) {
    return new Gradual<>(scalar, chosen, new long[] {Backend.isGradual() ? 0 : ENOUGH});
  }

  /**
   * The implementation for a call.
   *
   * @param elements how many elements it has; each counts as often as it takes the time of a sum
   * @return the reference, or what is in force if there was enough work
   */
  public K of(long elements) {
    long before = done[0];
    if (before >= ENOUGH) {
      return chosen;
    }
    done[0] = before + elements;
    return before + elements >= ENOUGH ? chosen : scalar;
  }
}
