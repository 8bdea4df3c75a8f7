// Master of FloatFormat: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** The section "Notation". */
final class Format {

  private static final Constants TABLE = Constants.of("Notation");

  static final int P = (int) TABLE.number("P");
  static final int BIAS = (int) TABLE.number("BIAS");
  static final double SHIFT = TABLE.number("SHIFT");
  static final double MIN_NORMAL = TABLE.number("MIN_NORMAL");
  static final double MAX_VALUE = TABLE.number("MAX_VALUE");

  private Format() {}

  static long bits(double x) {
    return Double.doubleToRawLongBits(x);
  }

  static double value(long bits) {
    return Double.longBitsToDouble(bits); // float: return Float.intBitsToFloat((int) bits);
  }

  /** 2^e. */
  static double power(long e) {
    return value((e + BIAS) << P);
  }

  /** The whole number that adding SHIFT left, as an integer. */
  static long whole(double shifted) {
    return bits(shifted) - bits(SHIFT);
  }

  static double horner(double z, double[] a) {
    double p = a[a.length - 1];
    for (int i = a.length - 2; i >= 0; i--) {
      p = Math.fma(p, z, a[i]);
    }
    return p;
  }

  static double scale(double y, long k) {
    long h = Math.floorDiv(k, 2L);
    return (y * power(h)) * power(k - h);
  }
}
