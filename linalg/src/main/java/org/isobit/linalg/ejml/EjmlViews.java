// Master of FloatEjmlViews: the float version is generated from this file.
package org.isobit.linalg.ejml;

import org.ejml.data.DMatrixRMaj;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Matrix;

/**
 * EJML's dense matrices as arguments of this library and back, without copying: both sides see every change of the
 * other. EJML's matrices are row-major without gaps and start at index 0. Thread-safe.
 */
public final class EjmlViews {

  private EjmlViews() {}

  /**
   * What this library's methods take for a matrix.
   *
   * @param array   the elements, shared with EJML
   * @param offset  index of element (0, 0)
   * @param rows    rows
   * @param columns columns
   * @param ld      leading dimension, at least 1
   */
  public record View(double[] array, long offset, int rows, int columns, int ld) {}

  /**
   * An EJML matrix on an array of ours.
   *
   * @param data    the array, element (i, j) at i·columns + j; it stays shared
   * @param rows    rows
   * @param columns columns
   * @return the matrix; EJML replaces its array if it is reshaped to a larger size, and the sharing then ends
   * @throws IllegalArgumentException if a size is negative or the array is too short
   */
  public static DMatrixRMaj dense(double[] data, int rows, int columns) {
    Checks.size("ejml dense", "rows", rows);
    Checks.size("ejml dense", "columns", columns);
    Checks.matrix("ejml dense", "matrix", data, 0, rows, columns, Math.max(1, columns));
    return DMatrixRMaj.wrap(rows, columns, data);
  }

  /**
   * The arguments of an EJML matrix.
   *
   * @param matrix the matrix; its array stays shared
   * @return array, offset 0, rows, columns and leading dimension
   */
  public static View view(DMatrixRMaj matrix) {
    return new View(matrix.data, 0, matrix.numRows, matrix.numCols, Math.max(1, matrix.numCols));
  }

  /**
   * An EJML matrix as a view, from which parts can be taken.
   *
   * @param matrix the matrix; its array stays shared
   * @return a view of its elements, until EJML replaces its array
   * @throws IllegalArgumentException if the matrix is null
   */
  public static Matrix matrix(DMatrixRMaj matrix) {
    Checks.present("ejml view", "matrix", matrix);
    return Matrix.of(matrix.data, matrix.numRows, matrix.numCols);
  }

  /**
   * The arguments of a part of an EJML matrix.
   *
   * @param matrix  the matrix; its array stays shared
   * @param row     first row of the part
   * @param column  first column of the part
   * @param rows    rows of the part
   * @param columns columns of the part
   * @return array, offset, rows, columns and leading dimension
   * @throws IllegalArgumentException if the part leaves the matrix
   */
  public static View view(DMatrixRMaj matrix, int row, int column, int rows, int columns) {
    if (row < 0 || column < 0 || rows < 0 || columns < 0 || row > matrix.numRows - rows
        || column > matrix.numCols - columns) {
      throw new IllegalArgumentException("ejml view: " + rows + "x" + columns + " from (" + row + ", " + column
          + ") leaves a matrix " + matrix.numRows + "x" + matrix.numCols);
    }
    return new View(matrix.data, (long) row * matrix.numCols + column, rows, columns, Math.max(1, matrix.numCols));
  }
}
