// Master of FloatHardwareReference: the float version is generated from this file.
package org.isobit.gpu.hardware;

/** What {@link HardwareCuda} computes, on the processor; scalar, it defines the bits. Thread-safe. */
public final class HardwareReference {

  /** Chains of a thread that do not wait for each other, as in hardware.cu. */
  public static final int CHAINS = 8;

  private HardwareReference() {}

  /**
   * The sum of the chains of one thread: chain c starts from i mod 64 + c, each step is x = fma(x, factor, 1).
   *
   * @param i      number of the thread
   * @param steps  steps of each chain
   * @param factor the factor
   * @return the sum, in the order of the chains
   */
  public static double chains(long i, int steps, double factor) {
    double sum = 0.0;
    for (int c = 0; c < CHAINS; c++) {
      double x = (double) ((int) (i % 64) + c);
      for (int s = 0; s < steps; s++) {
        x = Math.fma(x, factor, 1.0);
      }
      sum = c == 0 ? x : sum + x;
    }
    return sum;
  }

  /**
   * One element of the triad.
   *
   * @param s factor
   * @param b summand
   * @param c factor
   * @return fma(s, c, b)
   */
  public static double triad(double s, double b, double c) {
    return Math.fma(s, c, b);
  }
}
