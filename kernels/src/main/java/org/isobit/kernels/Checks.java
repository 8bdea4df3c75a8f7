package org.isobit.kernels;

/**
 * Argument checks with one voice: every message names the operation, the argument and its value.
 *
 * <p>The methods return what internals need (an {@code int} offset), so that a façade checks and converts in one go.
 * Messages are built only on failure. Thread-safe.
 */
public final class Checks {

  private Checks() {}

  /**
   * Checks that a size is not negative.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param size      its value
   * @throws IllegalArgumentException if {@code size < 0}
   */
  public static void size(String operation, String name, int size) {
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
  public static void positive(String operation, String name, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(operation + ": " + name + " must be positive, but is " + size);
    }
  }

  /**
   * Checks a contiguous vector inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param length    the array's length
   * @param offset    index of the vector's first element
   * @param n         number of elements
   * @return the offset as an int
   * @throws IllegalArgumentException if elements {@code offset … offset + n − 1} are not all inside the array
   */
  public static int vector(String operation, String name, int length, long offset, int n) {
    if (offset < 0 || n < 0 || offset > (long) length - n) {
      throw new IllegalArgumentException(operation + ": " + name + " has " + length + " elements, but " + n
          + " from offset " + offset + " are needed");
    }
    return (int) offset;
  }

  /**
   * Checks a row-major matrix inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param length    the array's length
   * @param offset    index of element (0, 0)
   * @param rows      stored rows
   * @param columns   stored columns
   * @param ld        leading dimension: distance between the starts of two rows, at least {@code columns}
   * @return the offset as an int
   * @throws IllegalArgumentException if {@code ld < columns} or an element lies outside the array
   */
  public static int matrix(String operation, String name, int length, long offset, int rows, int columns, int ld) {
    if (ld < columns || ld < 1 && rows > 0) {
      throw new IllegalArgumentException(operation + ": leading dimension " + ld + " of " + name
          + " is smaller than its " + columns + " columns");
    }
    long extent = rows == 0 || columns == 0 ? 0 : (long) (rows - 1) * ld + columns;
    if (offset < 0 || offset > length - extent) {
      throw new IllegalArgumentException(operation + ": " + name + " is " + rows + "x" + columns
          + " with leading dimension " + ld + " from offset " + offset + ", but its array has " + length
          + " elements");
    }
    return (int) offset;
  }

  /**
   * Checks that an elementwise output is its input or shares no element with it.
   *
   * @param operation the operation's name
   * @param output    the output's name
   * @param input     the input's name
   * @param sameArray whether both are in one array; if not, nothing is checked
   * @param xo        offset of the output
   * @param yo        offset of the input
   * @param n         elements of each
   * @throws IllegalArgumentException if they overlap in part
   */
  public static void sameOrApart(String operation, String output, String input, boolean sameArray, int xo, int yo,
      int n) {
    if (sameArray && xo != yo && Math.abs((long) xo - yo) < n) {
      throw new IllegalArgumentException(operation + ": " + output + " at offset " + xo + " overlaps " + input
          + " at offset " + yo + " in part; they must be the same or apart");
    }
  }

  /**
   * Checks that an output shares no element with an input of the same array: their index ranges are apart, or both
   * have one leading dimension and take different columns of it.
   *
   * @param operation the operation's name
   * @param output    the output's name
   * @param input     the input's name
   * @param sameArray whether both are in one array; if not, nothing is checked
   * @param xo        offset of the output
   * @param rowsX     its rows, 1 for a vector
   * @param columnsX  its columns
   * @param ldx       its leading dimension, any positive number for a vector
   * @param yo        offset of the input
   * @param rowsY     its rows, 1 for a vector
   * @param columnsY  its columns
   * @param ldy       its leading dimension, any positive number for a vector
   * @throws IllegalArgumentException if they may share an element
   */
  public static void apart(String operation, String output, String input, boolean sameArray, int xo, int rowsX,
      int columnsX, int ldx, int yo, int rowsY, int columnsY, int ldy) {
    if (!sameArray || rowsX == 0 || columnsX == 0 || rowsY == 0 || columnsY == 0) {
      return;
    }
    long endX = xo + (rowsX - 1L) * ldx + columnsX;
    long endY = yo + (rowsY - 1L) * ldy + columnsY;
    int shift = Math.floorMod(yo - xo, ldx);
    boolean otherColumns = ldx == ldy && shift >= columnsX && shift + columnsY <= ldx;
    if (endX > yo && endY > xo && !otherColumns) {
      throw new IllegalArgumentException(operation + ": " + output + " (" + rowsX + "x" + columnsX + " at offset " + xo
          + ") overlaps " + input + " (" + rowsY + "x" + columnsY + " at offset " + yo + ") in one array");
    }
  }

  /**
   * Checks that all elements are finite.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param x         the array
   * @param offset    index of the first element
   * @param n         number of elements
   * @throws IllegalArgumentException naming the first NaN or infinity and its index (counted from the offset)
   */
  public static void finite(String operation, String name, double[] x, int offset, int n) {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(x[offset + i])) {
        throw new IllegalArgumentException(operation + ": " + name + "[" + i + "] is " + x[offset + i]);
      }
    }
  }

  /**
   * Checks that all elements are finite.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param x         the array
   * @param offset    index of the first element
   * @param n         number of elements
   * @throws IllegalArgumentException naming the first NaN or infinity and its index (counted from the offset)
   */
  public static void finite(String operation, String name, float[] x, int offset, int n) {
    for (int i = 0; i < n; i++) {
      if (!Float.isFinite(x[offset + i])) {
        throw new IllegalArgumentException(operation + ": " + name + "[" + i + "] is " + x[offset + i]);
      }
    }
  }
}
