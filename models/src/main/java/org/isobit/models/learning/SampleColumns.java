// Master of FloatSampleColumns: the float version is generated from this file.
package org.isobit.models.learning;

/** Values between samples, in which all of them lie one after the other, and arrays of their own. */
final class SampleColumns {

  private SampleColumns() {}

  /** to (samples × size, contiguous) = columns of from, whose rows are wide. */
  static void take(int samples, int size, double[] from, int fo, int wide, double[] to, int o) {
    if (size == wide) {
      System.arraycopy(from, fo, to, o, samples * size);
      return;
    }
    for (int i = 0; i < samples; i++) {
      System.arraycopy(from, fo + i * wide, to, o + i * size, size);
    }
  }

  /** Columns of to, whose rows are wide, = from (samples × size, contiguous). */
  static void put(int samples, int size, double[] from, int fo, double[] to, int o, int wide) {
    if (size == wide) {
      System.arraycopy(from, fo, to, o, samples * size);
      return;
    }
    for (int i = 0; i < samples; i++) {
      System.arraycopy(from, fo + i * size, to, o + i * wide, size);
    }
  }
}
