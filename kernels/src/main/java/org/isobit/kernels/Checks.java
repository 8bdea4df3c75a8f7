package org.isobit.kernels;

/**
 * Argument checks with one voice: every message names the operation, the argument and its value.
 *
 * <p>The methods return what internals need (an {@code int} offset), so that a façade checks and converts in one go.
 * Messages are built only on failure. Thread-safe.
 */
public final class Checks {

  /** Virtual machines differ in the longest array that they allow; all allow this. */
  public static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

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
   * Checks that a number is positive and finite.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param value     its value
   * @throws IllegalArgumentException if it is NaN, infinite or not above 0
   */
  public static void positive(String operation, String name, double value) {
    if (!(value > 0.0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(operation + ": " + name + " must be positive and finite, but is " + value);
    }
  }

  /**
   * Checks that a number is finite and not negative.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param value     its value
   * @throws IllegalArgumentException if it is NaN, infinite or below 0
   */
  public static void notNegative(String operation, String name, double value) {
    if (!(value >= 0.0 && value <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(operation + ": " + name + " must be finite and not negative, but is " + value);
    }
  }

  /**
   * Checks that an index counts one of some things.
   *
   * @param operation the operation's name
   * @param name      what is counted
   * @param index     the index
   * @param count     how many there are
   * @throws IllegalArgumentException if {@code index < 0} or {@code index >= count}
   */
  public static void index(String operation, String name, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(operation + ": " + name + " must be from 0 to " + (count - 1L) + ", but is "
          + index);
    }
  }

  /**
   * Checks that an argument is there.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param argument  the argument
   * @throws IllegalArgumentException if it is null
   */
  public static void present(String operation, String name, Object argument) {
    if (argument == null) {
      throw new IllegalArgumentException(operation + ": " + name + " is null");
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
   * Checks a contiguous vector inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param x         the array
   * @param offset    index of the vector's first element
   * @param n         number of elements
   * @return the offset as an int
   * @throws IllegalArgumentException if the array is null or elements {@code offset … offset + n − 1} are not all
   *                                  inside it
   */
  public static int vector(String operation, String name, double[] x, long offset, int n) {
    present(operation, name, x);
    return vector(operation, name, x.length, offset, n);
  }

  /**
   * Checks a contiguous vector inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param x         the array
   * @param offset    index of the vector's first element
   * @param n         number of elements
   * @return the offset as an int
   * @throws IllegalArgumentException if the array is null or elements {@code offset … offset + n − 1} are not all
   *                                  inside it
   */
  public static int vector(String operation, String name, float[] x, long offset, int n) {
    present(operation, name, x);
    return vector(operation, name, x.length, offset, n);
  }

  /**
   * Checks a contiguous vector inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param x         the array
   * @param offset    index of the vector's first element
   * @param n         number of elements
   * @return the offset as an int
   * @throws IllegalArgumentException if the array is null or elements {@code offset … offset + n − 1} are not all
   *                                  inside it
   */
  public static int vector(String operation, String name, int[] x, long offset, int n) {
    present(operation, name, x);
    return vector(operation, name, x.length, offset, n);
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
   * @throws IllegalArgumentException if {@code ld < columns}, {@code ld < 1} with rows, or an element lies outside
   */
  public static int matrix(String operation, String name, int length, long offset, int rows, int columns, int ld) {
    if (ld < 1 && columns == 0 && (ld < 0 || rows > 0)) {
      throw new IllegalArgumentException(operation + ": leading dimension of " + name + " must be positive, but is "
          + ld);
    }
    if (ld < columns) {
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
   * Checks a row-major matrix inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param x         the array
   * @param offset    index of element (0, 0)
   * @param rows      stored rows
   * @param columns   stored columns
   * @param ld        leading dimension: distance between the starts of two rows, at least {@code columns}
   * @return the offset as an int
   * @throws IllegalArgumentException if the array is null, {@code ld < columns} or an element lies outside it
   */
  public static int matrix(String operation, String name, double[] x, long offset, int rows, int columns, int ld) {
    present(operation, name, x);
    return matrix(operation, name, x.length, offset, rows, columns, ld);
  }

  /**
   * Checks a row-major matrix inside an array.
   *
   * @param operation the operation's name
   * @param name      the argument's name
   * @param x         the array
   * @param offset    index of element (0, 0)
   * @param rows      stored rows
   * @param columns   stored columns
   * @param ld        leading dimension: distance between the starts of two rows, at least {@code columns}
   * @return the offset as an int
   * @throws IllegalArgumentException if the array is null, {@code ld < columns} or an element lies outside it
   */
  public static int matrix(String operation, String name, float[] x, long offset, int rows, int columns, int ld) {
    present(operation, name, x);
    return matrix(operation, name, x.length, offset, rows, columns, ld);
  }

  /**
   * Checks that a vector that is written is another one, element for element, or shares no element with it.
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
    sameOrApart(operation, output, input, sameArray, xo, 1, yo, 1, 1, n);
  }

  /**
   * Checks that a matrix that is written is another one of its shape, element for element, or shares no element with
   * it.
   *
   * @param operation the operation's name
   * @param output    the output's name
   * @param input     the input's name
   * @param sameArray whether both are in one array; if not, nothing is checked
   * @param xo        offset of the output
   * @param ldx       its leading dimension
   * @param yo        offset of the input
   * @param ldy       its leading dimension
   * @param rows      rows of each
   * @param columns   columns of each
   * @throws IllegalArgumentException if they overlap otherwise
   */
  public static void sameOrApart(String operation, String output, String input, boolean sameArray, int xo, int ldx,
      int yo, int ldy, int rows, int columns) {
    if (sameArray && (xo != yo || ldx != ldy && rows > 1) && overlap(xo, rows, columns, ldx, yo, rows, columns, ldy)) {
      throw new IllegalArgumentException(operation + ": " + output + " (" + rows + "x" + columns + " at offset " + xo
          + ", leading dimension " + ldx + ") overlaps " + input + " (at offset " + yo + ", leading dimension " + ldy
          + ") in part; they must be the same or apart");
    }
  }

  /**
   * Checks that a vector that is written shares no element with another of the same array.
   *
   * @param operation the operation's name
   * @param output    the output's name
   * @param input     the input's name
   * @param sameArray whether both are in one array; if not, nothing is checked
   * @param xo        offset of the output
   * @param n         its elements
   * @param yo        offset of the input
   * @param m         its elements
   * @throws IllegalArgumentException if they share an element
   */
  public static void apart(String operation, String output, String input, boolean sameArray, int xo, int n, int yo,
      int m) {
    apart(operation, output, input, sameArray, xo, 1, n, 1, yo, 1, m, 1);
  }

  /**
   * Checks that a matrix that is written shares no element with another of the same array: their index ranges are
   * apart, or they take different columns of one leading dimension.
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
    if (sameArray && overlap(xo, rowsX, columnsX, ldx, yo, rowsY, columnsY, ldy)) {
      throw new IllegalArgumentException(operation + ": " + output + " (" + rowsX + "x" + columnsX + " at offset " + xo
          + ") overlaps " + input + " (" + rowsY + "x" + columnsY + " at offset " + yo + ") in one array");
    }
  }

  /**
   * Whether two matrices of one array may share an element. Exact for vectors and for one leading dimension; matrices
   * of different leading dimensions overlap where their index ranges do.
   */
  private static boolean overlap(int xo, int rowsX, int columnsX, int ldx, int yo, int rowsY, int columnsY, int ldy) {
    if (rowsX == 0 || columnsX == 0 || rowsY == 0 || columnsY == 0
        || xo + (rowsX - 1L) * ldx + columnsX <= yo || yo + (rowsY - 1L) * ldy + columnsY <= xo) {
      return false;
    }
    // A vector is one row of any leading dimension.
    int ld = rowsX == 1 ? ldy : ldx;
    if (rowsX == 1 && rowsY == 1 || rowsX > 1 && rowsY > 1 && ldx != ldy) {
      return true;
    }
    int shift = Math.floorMod(yo - xo, ld);
    return shift < columnsX || columnsY > ld - shift;
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

  /**
   * Number of elements of a matrix, if one array and the heap can hold it.
   *
   * @param operation the operation's name
   * @param rows      rows of the matrix
   * @param columns   its columns
   * @param bytes     bytes of an element: 8 for doubles, 4 for floats
   * @return rows times columns
   * @throws IllegalArgumentException if that is too many, with the bytes needed
   */
  public static int elements(String operation, int rows, int columns, int bytes) {
    long count = (long) rows * columns;
    long heap = Runtime.getRuntime().maxMemory();
    if (count < 0 || count > LONGEST_ARRAY || count * bytes > heap) {
      throw new IllegalArgumentException(operation + ": " + rows + " x " + columns + (bytes == Double.BYTES ? " doubles"
          : " floats") + " need " + (double) count * bytes / (1 << 20) + " MiB (" + count * bytes
          + " bytes) in one array of at most " + LONGEST_ARRAY + " elements, in a heap of at most " + heap
          + " bytes (-Xmx)");
    }
    return (int) count;
  }
}
