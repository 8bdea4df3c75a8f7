package org.isobit.gpu;

/**
 * One allocation from which the arrays of a batch are cut, one after the other, each at a multiple of 256 bytes; {@link
 * #reset} takes all of them back at once; arrays cut from it are refused after that. So a batch costs one allocation,
 * and the next batches none. Not thread-safe.
 */
public final class DeviceArena extends DeviceMemory {

  /** Where arrays start: the alignment of device allocations. */
  private static final int ALIGNMENT = 256;

  private long used;

  /** How often everything was taken back. */
  private volatile int turn;

  /**
   * Allocates.
   *
   * @param device the device
   * @param bytes  size, at least 1
   * @throws DeviceMemoryException if the device has not so much memory
   */
  public DeviceArena(Device device, long bytes) {
    super(device, bytes, 1, "bytes");
  }

  /**
   * The bytes that an array takes of an arena.
   *
   * @param length       elements
   * @param elementBytes bytes of one
   * @return a multiple of the alignment
   */
  public static long bytes(long length, int elementBytes) {
    return (Math.multiplyExact(length, elementBytes) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** How often everything was taken back. */
  int turn() {
    return turn;
  }

  private long take(long n, int elementBytes) {
    requireOpen("device arena");
    long bytes = bytes(n, elementBytes);
    if (n < 1 || bytes > length() - used) {
      throw new IllegalArgumentException("device arena: " + bytes + " bytes are asked for, but " + (length() - used)
          + " of " + length() + " are left");
    }
    long at = used;
    used += bytes;
    return at;
  }

  /**
   * Cuts an array of doubles.
   *
   * @param n elements, at least 1
   * @return the array; what it holds is undefined
   * @throws IllegalArgumentException if too little is left
   */
  public DeviceArray doubles(long n) {
    return new DeviceArray(this, take(n, Double.BYTES), n);
  }

  /**
   * Cuts an array of floats.
   *
   * @param n elements, at least 1
   * @return the array; what it holds is undefined
   * @throws IllegalArgumentException if too little is left
   */
  public FloatDeviceArray floats(long n) {
    return new FloatDeviceArray(this, take(n, Float.BYTES), n);
  }

  /**
   * Cuts an array of integers.
   *
   * @param n elements, at least 1
   * @return the array; what it holds is undefined
   * @throws IllegalArgumentException if too little is left
   */
  public IntDeviceArray ints(long n) {
    return new IntDeviceArray(this, take(n, Integer.BYTES), n);
  }

  /**
   * Takes all arrays back. Work that uses them may still be under way: what the next ones are given must come after it,
   * as it does on the same stream.
   */
  public void reset() {
    turn++;
    used = 0;
  }
}
