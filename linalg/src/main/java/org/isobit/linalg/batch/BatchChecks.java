package org.isobit.linalg.batch;

import org.isobit.kernels.Checks;

/** Checks of interleaved blocks. Thread-safe. */
final class BatchChecks {

  private BatchChecks() {}

  /**
   * Checks a block of matrices inside an array.
   *
   * @return the offset as an int
   * @throws IllegalArgumentException if the array is null, a size is negative or an element lies outside the array
   */
  static int block(String operation, String name, double[] x, long offset, int rows, int columns, int lanes) {
    Checks.present(operation, name, x);
    return block(operation, name, x.length, offset, rows, columns, lanes);
  }

  /**
   * Checks a block of matrices inside an array.
   *
   * @return the offset as an int
   * @throws IllegalArgumentException if the array is null, a size is negative or an element lies outside the array
   */
  static int block(String operation, String name, float[] x, long offset, int rows, int columns, int lanes) {
    Checks.present(operation, name, x);
    return block(operation, name, x.length, offset, rows, columns, lanes);
  }

  private static int block(String operation, String name, int length, long offset, int rows, int columns, int lanes) {
    Checks.size(operation, "n", rows);
    Checks.size(operation, "columns", columns);
    Checks.size(operation, "lanes", lanes);
    long elements = (long) rows * columns;
    if (offset < 0 || offset > length || elements != 0 && lanes > (length - offset) / elements) {
      throw new IllegalArgumentException(operation + ": " + name + " is a block of " + lanes + " matrices " + rows + "x"
          + columns + " from offset " + offset + ", but its array has " + length + " elements");
    }
    return (int) offset;
  }

  /**
   * Checks the number of a problem.
   *
   * @throws IllegalArgumentException if there is no such problem
   */
  static void problem(String operation, int problem, int lanes) {
    if (problem < 0 || problem >= lanes) {
      throw new IllegalArgumentException(operation + ": there are " + lanes + " problems, but no number " + problem);
    }
  }
}
