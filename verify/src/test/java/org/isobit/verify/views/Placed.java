// Master of FloatPlaced: the float version is generated from this file.
package org.isobit.verify.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.isobit.kernels.Matrix;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.function.Executable;

/** Operands in the middle of larger arrays, and what both forms of an operation make of them. */
final class Placed {

  private Placed() {}

  /** One form of an operation: the raw one or that of views. */
  interface Form {
    void run(Matrix... x);
  }

  /** A part of a part of a matrix, with other numbers on all sides. */
  static Matrix matrix(long seed, int rows, int columns) {
    int ld = columns + 5;
    double[] array = new Inputs(seed).doubles((rows + 3) * ld + 7);
    return Matrix.of(array, 3, rows + 2, columns + 3, ld).rows(1, rows).columns(2, columns);
  }

  /** Elements one after the other, with other numbers before and behind. */
  static Matrix contiguous(long seed, int rows, int columns) {
    return Matrix.of(new Inputs(seed).doubles(rows * columns + 9), 4, rows, columns, Math.max(1, columns));
  }

  private static Matrix[] again(Matrix[] x) {
    Matrix[] copies = new Matrix[x.length];
    for (int i = 0; i < x.length; i++) {
      copies[i] = Matrix.of(x[i].array().clone(), x[i].offset(), x[i].rows(), x[i].columns(), x[i].ld());
    }
    return copies;
  }

  /** Both forms leave the same bits, in the operands and around them. */
  static void same(String label, Form raw, Form views, Matrix... operands) {
    Matrix[] expected = again(operands);
    raw.run(expected);
    Matrix[] actual = again(operands);
    views.run(actual);
    for (int o = 0; o < operands.length; o++) {
      for (int i = 0; i < expected[o].array().length; i++) {
        long e = Double.doubleToRawLongBits(expected[o].array()[i]); // float: int e = Float.floatToRawIntBits(expected[o].array()[i]);
        long a = Double.doubleToRawLongBits(actual[o].array()[i]); // float: int a = Float.floatToRawIntBits(actual[o].array()[i]);
        if (e != a) {
          throw new AssertionError(label + ": operand " + o + ", index " + i + " is " + actual[o].array()[i]
              + ", expected " + expected[o].array()[i]);
        }
      }
    }
  }

  /** A call is refused in these words. */
  static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
