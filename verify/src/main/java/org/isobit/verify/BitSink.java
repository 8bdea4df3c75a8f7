package org.isobit.verify;

/** Takes the outputs of a kernel as bits: NaNs count as one value, the two zeros as two. */
public interface BitSink {

  /**
   * Names the case that the following outputs belong to.
   *
   * @param label the case, for messages
   */
  void label(String label);

  /**
   * Takes one number.
   *
   * @param bits its bits ({@code doubleToLongBits}, or {@code floatToIntBits} zero-extended)
   * @param size bytes that enter a hash, 8 or 4, little-endian
   */
  void bits(long bits, int size);

  /**
   * Takes a double.
   *
   * @param x the number
   */
  default void add(double x) {
    bits(Double.doubleToLongBits(x), 8);
  }

  /**
   * Takes a float.
   *
   * @param x the number
   */
  default void add(float x) {
    bits(Float.floatToIntBits(x) & 0xFFFFFFFFL, 4);
  }

  /**
   * Takes an integer.
   *
   * @param x the number
   */
  default void add(int x) {
    bits(x & 0xFFFFFFFFL, 4);
  }

  /**
   * Takes a whole array.
   *
   * @param x the numbers
   */
  default void add(double[] x) {
    for (double v : x) {
      add(v);
    }
  }

  /**
   * Takes a whole array.
   *
   * @param x the numbers
   */
  default void add(float[] x) {
    for (float v : x) {
      add(v);
    }
  }
}
