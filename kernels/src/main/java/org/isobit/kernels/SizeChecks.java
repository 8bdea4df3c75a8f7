package org.isobit.kernels;

/** Sizes of images and of batches of them, as convolutions and poolings check them. Thread-safe. */
public final class SizeChecks {

  /** Beyond any image; sums and products of two fit a long. */
  private static final int LARGEST = 1 << 28;

  private SizeChecks() {}

  /**
   * A size from {@code least} to what any image has at most.
   *
   * @param operation whose argument
   * @param name      which one
   * @param value     its value
   * @param least     the least that it may be
   * @throws IllegalArgumentException if it is not
   */
  public static void least(String operation, String name, int value, int least) {
    if (value < least || value > LARGEST) {
      throw new IllegalArgumentException(operation + ": " + name + " must be " + least + " … " + LARGEST + ", but is "
          + value);
    }
  }

  /**
   * As many elements as one array holds.
   *
   * @param operation whose argument
   * @param name      what has them
   * @param planes    how many planes
   * @param rows      of so many rows
   * @param columns   and columns
   * @throws IllegalArgumentException if there are more
   */
  public static void fits(String operation, String name, long planes, long rows, long columns) {
    if ((double) planes * rows * columns > Checks.LONGEST_ARRAY - 1024.0) {
      throw new IllegalArgumentException(operation + ": " + name + " of " + planes + "x" + rows + "x" + columns
          + " is too large for one array");
    }
  }

  /**
   * Elements of a batch, refused if one array cannot hold them.
   *
   * @param operation whose argument
   * @param name      what has them
   * @param batch     samples
   * @param size      elements of each
   * @return their product
   * @throws IllegalArgumentException if it is beyond an array
   */
  public static int samples(String operation, String name, int batch, int size) {
    long elements = (long) batch * size;
    if (elements > Checks.LONGEST_ARRAY) {
      throw new IllegalArgumentException(operation + ": " + name + " has " + elements
          + " elements, too many for one array");
    }
    return (int) elements;
  }
}
