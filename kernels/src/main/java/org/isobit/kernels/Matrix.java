// Master of FloatMatrix: the float version is generated from this file.
package org.isobit.kernels;

/**
 * A view of a row-major matrix inside an array: what methods take as array, offset, leading dimension and shape, as one
 * argument that was checked when it was made. Element (i, j) is at {@code offset + i·ld + j}; what lies between the
 * rows belongs to others.
 *
 * <p>Nothing is copied: the array stays the caller's, a view and all of its parts see every change of it and of each
 * other. Make views once and keep them; calls with views that are kept allocate nothing.
 *
 * <p>A vector is a matrix of one row, or of one column: column j of A is {@code a.columns(j, 1)}, whose elements are a
 * leading dimension apart. Members of an ensemble are the rows of members × points.
 *
 * <p>Immutable, but for the elements. Thread-safe as long as nobody writes elements that another thread uses. Two views
 * are equal only if they are the same object.
 */
public final class Matrix {

  private final double[] array;
  private final int offset;
  private final int rows;
  private final int columns;
  private final int ld;

  private Matrix(double[] array, int offset, int rows, int columns, int ld) {
    this.array = array;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.ld = ld;
  }

  /**
   * A matrix whose rows lie one after the other from the start of an array.
   *
   * @param values  the array, of at least rows × columns elements
   * @param rows    rows
   * @param columns columns, the leading dimension too
   * @return the view
   * @throws IllegalArgumentException if the array is null or too short, or a size negative
   */
  public static Matrix of(double[] values, int rows, int columns) {
    return of(values, 0, rows, columns, Math.max(1, columns));
  }

  /**
   * A matrix anywhere in an array.
   *
   * @param values  the array
   * @param offset  index of element (0, 0)
   * @param rows    rows
   * @param columns columns
   * @param ld      leading dimension: distance between the starts of two rows, at least 1 and at least the columns
   * @return the view
   * @throws IllegalArgumentException if the array is null, a size negative, the leading dimension too small, or an
   *                                  element outside the array
   */
  public static Matrix of(double[] values, long offset, int rows, int columns, int ld) {
    Checks.size("Matrix.of", "rows", rows);
    Checks.size("Matrix.of", "columns", columns);
    Checks.positive("Matrix.of", "ld", ld);
    return new Matrix(values, Checks.matrix("Matrix.of", "the matrix", values, offset, rows, columns, ld), rows,
        columns, ld);
  }

  /**
   * A vector that is a whole array, as a matrix of one row.
   *
   * @param values the array
   * @return the view, 1 × the array's length
   * @throws IllegalArgumentException if the array is null
   */
  public static Matrix row(double[] values) {
    Checks.present("Matrix.row", "the array", values);
    return of(values, 0, 1, values.length, Math.max(1, values.length));
  }

  /**
   * A vector inside an array, as a matrix of one row.
   *
   * @param values the array
   * @param offset index of the first element
   * @param n      number of elements
   * @return the view, 1 × n
   * @throws IllegalArgumentException if the array is null, n negative, or an element outside the array
   */
  public static Matrix row(double[] values, long offset, int n) {
    return of(values, offset, 1, n, Math.max(1, n));
  }

  /**
   * A matrix of zeros in an array of its own.
   *
   * @param rows    rows
   * @param columns columns, the leading dimension too
   * @return the matrix
   * @throws IllegalArgumentException if a size is negative, or one array or the heap cannot hold as many elements
   */
  public static Matrix allocate(int rows, int columns) {
    Checks.size("Matrix.allocate", "rows", rows);
    Checks.size("Matrix.allocate", "columns", columns);
    return of(new double[Checks.elements("Matrix.allocate", rows, columns, Double.BYTES)], rows, columns);
  }

  /**
   * Some of the rows, whole.
   *
   * @param from the first one
   * @param n    how many
   * @return a view of them in the same array
   * @throws IllegalArgumentException if they are not all rows of this matrix
   */
  public Matrix rows(int from, int n) {
    inside("rows", from, n, rows);
    // The place of a part without elements may be behind the array's end; it stays at the start.
    return new Matrix(array, n == 0 || columns == 0 ? offset : offset + from * ld, n, columns, ld);
  }

  /**
   * Some of the columns, whole.
   *
   * @param from the first one
   * @param n    how many
   * @return a view of them in the same array, with this leading dimension
   * @throws IllegalArgumentException if they are not all columns of this matrix
   */
  public Matrix columns(int from, int n) {
    inside("columns", from, n, columns);
    return new Matrix(array, n == 0 || rows == 0 ? offset : offset + from, rows, n, ld);
  }

  private void inside(String name, int from, int n, int count) {
    if (from < 0 || n < 0 || from > count - n) {
      throw new IllegalArgumentException("Matrix." + name + ": " + n + " from " + from + " are not all of the " + count
          + " of " + this);
    }
  }

  /**
   * One element.
   *
   * @param row    its row
   * @param column its column
   * @return what the array holds
   * @throws IllegalArgumentException if there is no such element
   */
  public double get(int row, int column) {
    return array[index("Matrix.get", row, column)];
  }

  /**
   * Writes one element.
   *
   * @param row    its row
   * @param column its column
   * @param value  what the array is to hold
   * @throws IllegalArgumentException if there is no such element
   */
  public void set(int row, int column, double value) {
    array[index("Matrix.set", row, column)] = value;
  }

  private int index(String operation, int row, int column) {
    Checks.index(operation, "row", row, rows);
    Checks.index(operation, "column", column, columns);
    return offset + row * ld + column;
  }

  /**
   * The array that holds the elements.
   *
   * @return the array itself, no copy
   */
  public double[] array() {
    return array;
  }

  /**
   * Where element (0, 0) is.
   *
   * @return its index in the array
   */
  public int offset() {
    return offset;
  }

  /**
   * Number of rows.
   *
   * @return at least 0
   */
  public int rows() {
    return rows;
  }

  /**
   * Number of columns.
   *
   * @return at least 0
   */
  public int columns() {
    return columns;
  }

  /**
   * The leading dimension.
   *
   * @return distance between the starts of two rows, at least 1 and at least the columns
   */
  public int ld() {
    return ld;
  }

  /**
   * Whether the elements lie one after the other, row after row, with nothing between.
   *
   * @return whether there is at most one row, no column, or no gap between rows
   */
  public boolean contiguous() {
    return rows <= 1 || columns == 0 || ld == columns;
  }

  /**
   * The shape in words.
   *
   * @return rows and columns, offset and leading dimension
   */
  @Override
  public String toString() {
    return "a matrix " + rows + "x" + columns + " at offset " + offset + " with leading dimension " + ld;
  }
}
