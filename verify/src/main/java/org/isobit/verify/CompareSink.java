package org.isobit.verify;

import java.util.Arrays;

/** Records a first run, then compares a second one with it, bit by bit. Not thread-safe. */
public final class CompareSink implements BitSink {

  private long[] recorded = new long[1 << 12];
  private int size;
  private int position;
  private boolean replaying;
  private String label = "";
  private int start;

  /** Makes a sink that records. */
  public CompareSink() {}

  /** Ends the recording; what comes from now on is compared. */
  public void replay() {
    replaying = true;
    position = 0;
  }

  /**
   * Ends the comparison.
   *
   * @throws AssertionError if the second run was shorter than the first, or if there were no outputs
   */
  public void finish() {
    if (!replaying || size == 0) {
      throw new AssertionError("nothing was compared");
    }
    if (position != size) {
      throw new AssertionError("the second run gave " + position + " numbers, the first " + size);
    }
  }

  @Override
  public void label(String label) {
    this.label = label;
    this.start = position;
  }

  @Override
  public void bits(long bits, int bytes) {
    if (!replaying) {
      if (size == recorded.length) {
        recorded = Arrays.copyOf(recorded, 2 * size);
      }
      recorded[size++] = bits;
      return;
    }
    if (position >= size || recorded[position] != bits) {
      throw new AssertionError(label + ": number " + (position - start) + " is " + show(bits, bytes)
          + ", expected " + (position < size ? show(recorded[position], bytes) : "nothing"));
    }
    position++;
  }

  private static String show(long bits, int bytes) {
    return bytes == 8
        ? Double.longBitsToDouble(bits) + " (0x" + Long.toHexString(bits) + ")"
        : Float.intBitsToFloat((int) bits) + " (0x" + Integer.toHexString((int) bits) + ")";
  }
}
