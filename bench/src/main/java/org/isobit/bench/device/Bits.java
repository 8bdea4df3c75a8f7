// Master of FloatBits: the float version is generated from this file.
package org.isobit.bench.device;

/** Compares by raw bits, all NaNs being one. Thread-safe. */
final class Bits {

  private Bits() {}

  /**
   * Compares n elements.
   *
   * @return n
   * @throws BitsDifferException for the first one that differs
   */
  static long same(double[] expected, int expectedOffset, double[] actual, int actualOffset, int n) {
    for (int i = 0; i < n; i++) {
      double e = expected[expectedOffset + i];
      double a = actual[actualOffset + i];
      if (Double.doubleToLongBits(e) != Double.doubleToLongBits(a)) {
        throw new BitsDifferException("element " + (actualOffset + i) + " is " + Double.toHexString(a)
            + " on the device and " + Double.toHexString(e) + " on the processor");
      }
    }
    return n;
  }

  /** How many of n elements have the same bits. */
  static long equal(double[] expected, int expectedOffset, double[] actual, int actualOffset, int n) {
    long equal = 0;
    for (int i = 0; i < n; i++) {
      equal += Double.doubleToLongBits(expected[expectedOffset + i])
          == Double.doubleToLongBits(actual[actualOffset + i]) ? 1 : 0;
    }
    return equal;
  }
}
