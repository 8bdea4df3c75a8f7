// Master of FloatRecurrentViewsTest: the float version is generated from this file.
package org.isobit.verify.views;

import static org.isobit.verify.views.Placed.matrix;
import static org.isobit.verify.views.Placed.refused;
import static org.isobit.verify.views.Placed.same;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.recurrent.GruGates;
import org.isobit.kernels.recurrent.LstmGates;
import org.junit.jupiter.api.Test;

/** Gates of cells of views: the bits of the raw form, and shapes that do not fit. */
class RecurrentViewsTest {

  private static final Workers SERIAL = Workers.serial();

  @Test
  void cellsHaveTheBitsOfTheRawForm() {
    for (int[] s : new int[][] {{1, 1}, {3, 17}, {67, 9}, {0, 4}}) {
      int rows = s[0];
      int n = s[1];
      same("lstm forward", x -> LstmGates.forward(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld(), x[3].array(), x[3].offset(), x[3].ld()),
          x -> LstmGates.forward(x[0], x[1], x[2], x[3], SERIAL),
          matrix(1, rows, 4 * n), matrix(2, rows, n), matrix(3, rows, n), matrix(4, rows, n));
      same("lstm backward", x -> LstmGates.backward(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld(), x[3].array(), x[3].offset(), x[3].ld(),
          x[4].array(), x[4].offset(), x[4].ld(), x[5].array(), x[5].offset(), x[5].ld()),
          x -> LstmGates.backward(x[0], x[1], x[2], x[3], x[4], x[5], SERIAL),
          matrix(1, rows, 4 * n), matrix(2, rows, n), matrix(3, rows, n), matrix(4, rows, n), matrix(5, rows, n),
          matrix(6, rows, 4 * n));
      same("lstm tangent", x -> LstmGates.tangent(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld(), x[3].array(), x[3].offset(), x[3].ld(),
          x[4].array(), x[4].offset(), x[4].ld(), x[5].array(), x[5].offset(), x[5].ld()),
          x -> LstmGates.tangent(x[0], x[1], x[2], x[3], x[4], x[5], SERIAL),
          matrix(1, rows, 4 * n), matrix(2, rows, n), matrix(3, rows, n), matrix(4, rows, 4 * n), matrix(5, rows, n),
          matrix(6, rows, n));
      same("gru forward", x -> GruGates.forward(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld()),
          x -> GruGates.forward(x[0], x[1], x[2], SERIAL),
          matrix(1, rows, 4 * n), matrix(2, rows, n), matrix(3, rows, n));
      same("gru backward", x -> GruGates.backward(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld(), x[3].array(), x[3].offset(), x[3].ld(),
          x[4].array(), x[4].offset(), x[4].ld()),
          x -> GruGates.backward(x[0], x[1], x[2], x[3], x[4], SERIAL),
          matrix(1, rows, 4 * n), matrix(2, rows, n), matrix(3, rows, n), matrix(4, rows, n), matrix(5, rows, 4 * n));
      same("gru tangent", x -> GruGates.tangent(rows, n, x[0].array(), x[0].offset(), x[0].ld(), x[1].array(),
          x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld(), x[3].array(), x[3].offset(), x[3].ld(),
          x[4].array(), x[4].offset(), x[4].ld()),
          x -> GruGates.tangent(x[0], x[1], x[2], x[3], x[4], SERIAL),
          matrix(1, rows, 4 * n), matrix(2, rows, n), matrix(3, rows, 4 * n), matrix(4, rows, n), matrix(5, rows, n));
    }
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Matrix four = Matrix.allocate(3, 16);
    Matrix c = Matrix.allocate(3, 4);
    Matrix other = Matrix.allocate(3, 5);
    refused("lstm: gates is 3x16 but must be 3x20", () -> LstmGates.forward(four, other, c, c, SERIAL));
    refused("lstm: H' is 3x5 but C is 3x4", () -> LstmGates.forward(four, c, Matrix.allocate(3, 4), other, SERIAL));
    refused("gru: H' is 3x5 but H is 3x4", () -> GruGates.forward(four, c, other, SERIAL));
  }
}
