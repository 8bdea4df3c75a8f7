// Master of FloatMatrixTest: the float version is generated from this file.
package org.isobit.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Views: where elements are, parts, and what is refused. */
class MatrixTest {

  private static double[] counting(int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i;
    }
    return x;
  }

  private static void shape(Matrix x, int offset, int rows, int columns, int ld) {
    assertEquals("a matrix " + rows + "x" + columns + " at offset " + offset + " with leading dimension " + ld,
        x.toString());
    assertEquals(offset, x.offset());
    assertEquals(rows, x.rows());
    assertEquals(columns, x.columns());
    assertEquals(ld, x.ld());
  }

  @Test
  void elementsAreWhereTheLayoutSays() {
    double[] values = counting(20);
    Matrix x = Matrix.of(values, 2, 3, 4, 5);
    assertSame(values, x.array());
    shape(x, 2, 3, 4, 5);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 4; j++) {
        assertEquals(2 + 5 * i + j, x.get(i, j));
      }
    }
    x.set(2, 1, -1.0);
    assertEquals(-1.0, values[13]);
    shape(Matrix.of(values, 4, 5), 0, 4, 5, 5);
    shape(Matrix.row(values), 0, 1, 20, 20);
    shape(Matrix.row(values, 3, 4), 3, 1, 4, 4);
    shape(Matrix.allocate(3, 2), 0, 3, 2, 2);
    assertArrayEquals(new double[6], Matrix.allocate(3, 2).array());
  }

  @Test
  void partsShareTheArray() {
    Matrix x = Matrix.of(counting(40), 1, 5, 6, 7);
    shape(x.rows(1, 3), 8, 3, 6, 7);
    shape(x.columns(2, 4), 3, 5, 4, 7);
    Matrix part = x.rows(3, 2).columns(4, 1);
    shape(part, 26, 2, 1, 7);
    part.set(1, 0, -1.0);
    assertEquals(-1.0, x.get(4, 4));
    assertSame(x.array(), part.array());
    shape(x.rows(0, 5).columns(0, 6), 1, 5, 6, 7);
  }

  @Test
  void partsWithoutElementsStayInside() {
    Matrix x = Matrix.of(counting(35), 1, 5, 6, 7);
    shape(x.rows(5, 0), 1, 0, 6, 7);
    shape(x.columns(6, 0), 1, 5, 0, 7);
    shape(x.rows(5, 0).columns(3, 3), 1, 0, 3, 7);
    shape(x.columns(6, 0).rows(4, 1), 1, 1, 0, 7);
    shape(Matrix.allocate(0, 0), 0, 0, 0, 1);
    shape(Matrix.row(new double[0]), 0, 1, 0, 1);
  }

  @Test
  void gapsAreSeen() {
    double[] values = counting(40);
    assertTrue(Matrix.of(values, 5, 6).contiguous());
    assertFalse(Matrix.of(values, 0, 5, 6, 7).contiguous());
    assertTrue(Matrix.of(values, 0, 1, 6, 7).contiguous());
    assertTrue(Matrix.of(values, 0, 5, 0, 7).contiguous());
    assertFalse(Matrix.of(values, 5, 6).columns(1, 1).contiguous());
    assertTrue(Matrix.of(values, 0, 5, 1, 1).contiguous());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void whatIsNoMatrixIsRefused() {
    double[] values = counting(20);
    refused("Matrix.of: the matrix is null", () -> Matrix.of(null, 2, 3));
    refused("Matrix.of: rows must not be negative, but is -1", () -> Matrix.of(values, -1, 3));
    refused("Matrix.of: columns must not be negative, but is -1", () -> Matrix.of(values, 3, -1));
    refused("Matrix.of: ld must be positive, but is 0", () -> Matrix.of(values, 0, 3, 0, 0));
    refused("Matrix.of: leading dimension 2 of the matrix is smaller than its 3 columns",
        () -> Matrix.of(values, 0, 2, 3, 2));
    refused("Matrix.of: the matrix is 4x5 with leading dimension 5 from offset 1, but its array has 20 elements",
        () -> Matrix.of(values, 1, 4, 5, 5));
    refused("Matrix.of: the matrix is 5x5 with leading dimension 5 from offset 0, but its array has 20 elements",
        () -> Matrix.of(values, 5, 5));
    refused("Matrix.of: the matrix is 1x4 with leading dimension 4 from offset -1, but its array has 20 elements",
        () -> Matrix.row(values, -1, 4));
    refused("Matrix.of: the matrix is 1x4 with leading dimension 4 from offset 4294967296, but its array has 20 "
        + "elements", () -> Matrix.row(values, 1L << 32, 4));
    refused("Matrix.row: the array is null", () -> Matrix.row(null));
    refused("Matrix.allocate: rows must not be negative, but is -2", () -> Matrix.allocate(-2, 3));
    String message = assertThrows(IllegalArgumentException.class, () -> Matrix.allocate(1 << 20, 1 << 20)).getMessage();
    assertTrue(message.startsWith("Matrix.allocate: 1048576 x 1048576 "), message);
  }

  @Test
  void whatIsNotInsideIsRefused() {
    Matrix x = Matrix.of(counting(40), 1, 5, 6, 7);
    String of = "of a matrix 5x6 at offset 1 with leading dimension 7";
    refused("Matrix.rows: 3 from 3 are not all of the 5 " + of, () -> x.rows(3, 3));
    refused("Matrix.rows: 1 from -1 are not all of the 5 " + of, () -> x.rows(-1, 1));
    refused("Matrix.columns: -1 from 2 are not all of the 6 " + of, () -> x.columns(2, -1));
    refused("Matrix.columns: 2147483647 from 2147483647 are not all of the 6 " + of,
        () -> x.columns(Integer.MAX_VALUE, Integer.MAX_VALUE));
    refused("Matrix.get: row must be from 0 to 4, but is 5", () -> x.get(5, 0));
    refused("Matrix.get: column must be from 0 to 5, but is 6", () -> x.get(0, 6));
    refused("Matrix.set: column must be from 0 to 5, but is -1", () -> x.set(0, -1, 1.0));
  }
}
