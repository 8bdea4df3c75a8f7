package org.isobit.bench;

import org.isobit.kernels.Backend;

/**
 * What every JMH benchmark of this module can tell about itself, so that times become rates and ratios, and so that a
 * test can check each one's answer.
 *
 * <p>A benchmark is a public {@code @State(Scope.Thread)} class with a public no-argument constructor, public
 * {@code @Param} fields, one of them {@code implementation} with the value {@code reference} among its values, public
 * {@code @Setup} methods without arguments, and public {@code @Benchmark} methods without arguments. Time is
 * {@code Mode.AverageTime} in nanoseconds. Forks, warm-up and rounds belong to the runner.
 */
public interface KernelBenchmark {

  /**
   * The work of one call.
   *
   * @param kernel     the kernel's name in the catalogue, or of an opponent's pseudo-kernel such as {@code triad}
   * @param group      the group whose ratios share a geometric mean, for example {@code square}
   * @param flops      floating-point operations
   * @param bytes      bytes that must move at least
   * @param items      things of which one call does so many, such as grid points, so that reports say how long each
   *                   takes; 0 if there are none
   */
  record Work(String kernel, String group, double flops, double bytes, int items) {

    /**
     * Work that is not counted in things.
     *
     * @param kernel the kernel's name
     * @param group  the group whose ratios share a geometric mean
     * @param flops  floating-point operations
     * @param bytes  bytes that must move at least
     */
    public Work(String kernel, String group, double flops, double bytes) {
      this(kernel, group, flops, bytes, 0);
    }
  }

  /**
   * The work of one call, from the values of the parameter fields alone: no set-up has run when this is asked.
   *
   * @return it
   */
  Work work();

  /**
   * Whether what this variant needs is on this machine, from the values of the parameter fields alone; those that are
   * not possible are left out.
   *
   * @return false where a library of the system is missing
   */
  default boolean possible() {
    return true;
  }

  /**
   * The result of the last call, for the test that compares implementations.
   *
   * @return the numbers, floats widened
   */
  double[] output();

  /**
   * How far an opponent's output may be from the reference's, relative to the largest magnitude; the SIMD
   * implementation must have equal bits.
   *
   * @return the bound
   */
  double tolerance();

  /**
   * The backend of the kernels that a benchmark calls, if it calls any of ours.
   *
   * @param implementation the value of the parameter of that name
   * @return SIMD if it begins with {@code simd}, else the reference
   */
  static Backend backend(String implementation) {
    return implementation.startsWith("simd") ? Backend.SIMD : Backend.REFERENCE;
  }
}
