package org.isobit.verify;

/** The lengths that cases of kernels of one vector go through, for conformance. Thread-safe. */
public final class Lengths {

  private Lengths() {}

  /** One case. */
  @FunctionalInterface
  public interface Case {
    /**
     * Runs it.
     *
     * @param n       the length
     * @param variant offsets and kinds of values, from 0
     */
    void run(int n, int variant);
  }

  /**
   * Runs a few short lengths in variant 0; of FULL cases then every length of a range in every variant, and lengths
   * around borders in the variant that is their remainder.
   *
   * @param cases    which cases
   * @param few      the short lengths
   * @param least    the range's least length
   * @param most     its greatest
   * @param variants number of variants
   * @param borders  lengths around the borders of chunks
   * @param one      what is run
   */
  public static void run(Cases cases, int[] few, int least, int most, int variants, int[] borders, Case one) {
    for (int n : few) {
      one.run(n, 0);
    }
    if (cases == Cases.SHORT) {
      return;
    }
    for (int n = least; n <= most; n++) {
      for (int variant = 0; variant < variants; variant++) {
        one.run(n, variant);
      }
    }
    for (int n : borders) {
      one.run(n, n % variants);
    }
  }
}
