package org.isobit.gpu;

import org.isobit.kernels.Checks;

/** Argument checks of kernels on devices, with the voice of {@link org.isobit.kernels.Checks}. Thread-safe. */
public final class DeviceChecks {

  private DeviceChecks() {}

  /**
   * Checks that a size is not negative.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param size      its value
   * @throws IllegalArgumentException if {@code size < 0}
   */
  public static void size(String operation, String name, long size) {
    if (size < 0) {
      throw new IllegalArgumentException(operation + ": " + name + " must not be negative, but is " + size);
    }
  }

  /**
   * Checks that a size is positive.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param size      its value
   * @throws IllegalArgumentException if {@code size < 1}
   */
  public static void positive(String operation, String name, long size) {
    if (size < 1) {
      throw new IllegalArgumentException(operation + ": " + name + " must be positive, but is " + size);
    }
  }

  /**
   * Checks a contiguous vector inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param memory    the array
   * @param offset    index of the vector's first element
   * @param n         number of elements
   * @throws IllegalArgumentException if there is none, or elements {@code offset … offset + n − 1} are not all in it
   */
  public static void vector(String operation, String name, DeviceMemory memory, long offset, long n) {
    Checks.present(operation, name, memory);
    memory.require(operation + " (" + name + ")", offset, n);
  }

  /**
   * Checks a row-major matrix inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param memory    the array
   * @param offset    index of element (0, 0)
   * @param rows      stored rows
   * @param columns   stored columns
   * @param ld        leading dimension: distance between the starts of two rows, at least {@code columns}
   * @throws IllegalArgumentException if there is none, {@code ld < columns} or an element lies outside the array
   */
  public static void matrix(String operation, String name, DeviceMemory memory, long offset, long rows, long columns,
      long ld) {
    Checks.present(operation, name, memory);
    size(operation, "rows of " + name, rows);
    size(operation, "columns of " + name, columns);
    if (ld < columns || ld < 1 && rows > 0) {
      throw new IllegalArgumentException(operation + ": leading dimension " + ld + " of " + name
          + " is smaller than its " + columns + " columns");
    }
    memory.require(operation + " (" + name + ", " + rows + "x" + columns + " with leading dimension " + ld + ")",
        offset, rows == 0 || columns == 0 ? 0 : plus(columns, rows - 1, ld));
  }

  /**
   * Checks row-major matrices of one shape inside an array, matrix b at offset + b·stride.
   *
   * @param operation the operation's name
   * @param name      the matrices' name
   * @param memory    the array
   * @param offset    index of element (0, 0) of the first
   * @param rows      stored rows
   * @param columns   stored columns
   * @param ld        leading dimension, at least {@code columns}
   * @param stride    elements from one matrix to the next, not negative
   * @param count     matrices, at least 1
   * @return elements from the first one of the first matrix to the last one of the last, 0 if they have none
   * @throws IllegalArgumentException if a size is negative, {@code ld < columns} or an element lies outside the array
   */
  public static long batch(String operation, String name, DeviceMemory memory, long offset, long rows, long columns,
      long ld, long stride, long count) {
    size(operation, "stride of " + name, stride);
    positive(operation, "count of " + name, count);
    matrix(operation, name, memory, offset, rows, columns, ld);
    long one = extent(rows, columns, ld);
    if (one == 0) {
      return 0;
    }
    long all = plus(one, count - 1, stride);
    memory.require(operation + " (" + name + ", " + count + " times " + rows + "x" + columns
        + " with leading dimension " + ld + " and stride " + stride + ")", offset, all);
    return all;
  }

  /**
   * Elements of a block.
   *
   * @param rows    rows of a matrix, at least 0
   * @param columns its columns, at least 0
   * @param lanes   matrices, at least 0
   * @return the product, or the largest long where it is above that: no array has so many
   */
  public static long block(int rows, int columns, int lanes) {
    long one = (long) rows * columns;
    return lanes > 0 && one > Long.MAX_VALUE / lanes ? Long.MAX_VALUE : one * lanes;
  }

  /** x + n·step of numbers that are not negative, or the largest long: that is in no array. */
  private static long plus(long x, long n, long step) {
    return step > 0 && n > (Long.MAX_VALUE - x) / step ? Long.MAX_VALUE : x + n * step;
  }

  /**
   * Checks that two parts of device memory share no byte.
   *
   * @param operation the operation's name
   * @param output    the output's name
   * @param input     the input's name
   * @param x         memory of the output
   * @param xOffset   its first element
   * @param xExtent   elements from the first to the last
   * @param y         memory of the input
   * @param yOffset   its first element
   * @param yExtent   elements from the first to the last
   * @throws IllegalArgumentException if they overlap
   */
  public static void apart(String operation, String output, String input, DeviceMemory x, long xOffset, long xExtent,
      DeviceMemory y, long yOffset, long yExtent) {
    long xStart = x.address(xOffset);
    long yStart = y.address(yOffset);
    if (xExtent > 0 && yExtent > 0 && xStart < yStart + yExtent * y.elementBytes()
        && yStart < xStart + xExtent * x.elementBytes()) {
      throw new IllegalArgumentException(operation + ": " + output + " at offset " + xOffset + " overlaps " + input
          + " at offset " + yOffset + " in device memory");
    }
  }

  /**
   * Checks the matrix of an output inside its array, which may be an input element for element and shares none with it
   * otherwise.
   *
   * @param operation the operation's name
   * @param output    the output's name
   * @param input     the input's name
   * @param rows      rows of both
   * @param columns   columns of both
   * @param y         array of the output
   * @param yOffset   index of its element (0, 0)
   * @param ldy       its leading dimension
   * @param x         array of the input
   * @param xOffset   index of its element (0, 0)
   * @param ldx       its leading dimension
   * @throws IllegalArgumentException as {@link #matrix}, and if they overlap otherwise
   */
  public static void sameOrApart(String operation, String output, String input, long rows, long columns,
      DeviceMemory y, long yOffset, long ldy, DeviceMemory x, long xOffset, long ldx) {
    matrix(operation, output, y, yOffset, rows, columns, ldy);
    if (x != y || xOffset != yOffset || ldx != ldy) {
      apart(operation, output, input, y, yOffset, extent(rows, columns, ldy), x, xOffset, extent(rows, columns, ldx));
    }
  }

  /**
   * Elements from the first to the last of a matrix, with what lies between its rows.
   *
   * @param rows    rows
   * @param columns columns
   * @param ld      leading dimension
   * @return the extent, 0 if it has no elements
   */
  public static long extent(long rows, long columns, long ld) {
    return rows == 0 || columns == 0 ? 0 : (rows - 1) * ld + columns;
  }
}
