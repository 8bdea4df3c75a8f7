package org.isobit.verify.views;

import static org.isobit.verify.views.Placed.contiguous;
import static org.isobit.verify.views.Placed.matrix;
import static org.isobit.verify.views.Placed.refused;
import static org.isobit.verify.views.Placed.same;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.dynamics.Stages;
import org.isobit.kernels.ensemble.SerialUpdate;
import org.junit.jupiter.api.Test;

/** Kernels that there are in double alone, of views. */
class DoubleViewsTest {

  private static final int W = SerialUpdate.WIDTH;

  @Test
  void rungeKuttaHasTheBitsOfTheRawForm() {
    for (int n : new int[] {0, 1, 7, 67}) {
      Matrix[] x = new Matrix[5];
      for (int i = 0; i < x.length; i++) {
        x[i] = contiguous(i, n, 2);
      }
      same("rungeKutta4", o -> Stages.rungeKutta4(2 * n, 0.05, o[0].array(), o[0].offset(), o[1].array(),
          o[1].offset(), o[2].array(), o[2].offset(), o[3].array(), o[3].offset(), o[4].array(), o[4].offset()),
          o -> Stages.rungeKutta4(0.05, o[0], o[1], o[2], o[3], o[4]), x);
    }
    Matrix x = contiguous(1, 3, 4);
    Matrix y = contiguous(1, 4, 3);
    refused("rungeKutta4: f is 4x3 but x is 3x4", () -> Stages.rungeKutta4(1.0, y, x, x, x, contiguous(2, 3, 4)));
    refused("rungeKutta4: k3 is 4x3 but x is 3x4", () -> Stages.rungeKutta4(1.0, x, x, x, y, contiguous(2, 3, 4)));
  }

  @Test
  void serialUpdatesHaveTheBitsOfTheRawForm() {
    int[] block = {9, 3, 0, 2};
    for (int members : new int[] {1, 2, 5}) {
      same("serialUpdate", o -> SerialUpdate.update(members, 3, block, 1, o[0].array(), o[0].offset(), o[1].array(),
          o[1].offset(), 0.25, 0.5, 4 * W, o[2].array(), o[2].offset(), o[2].ld(), o[3].array(), o[3].offset()),
          o -> SerialUpdate.update(block, 1, o[0], o[1], 0.25, 0.5, o[2], o[3]), contiguous(1, 3, W),
          matrix(2, 1, members), matrix(3, members, 4 * W), contiguous(4, 4 * W, 1));
    }
    Matrix weight = contiguous(1, 3, W);
    Matrix z = matrix(2, 2, 4 * W);
    Matrix y = matrix(3, 1, 2);
    Matrix mean = matrix(4, 1, 4 * W);
    refused("serialUpdate: weight is 3x7 but a block is 1x8",
        () -> SerialUpdate.update(block, 1, contiguous(1, 3, 7), y, 0.0, 0.0, z, mean));
    refused("serialUpdate: y is 1x3 but z is 2x32",
        () -> SerialUpdate.update(block, 1, weight, matrix(3, 1, 3), 0.0, 0.0, z, mean));
    refused("serialUpdate: mean is 1x24 but z is 2x32",
        () -> SerialUpdate.update(block, 1, weight, y, 0.0, 0.0, z, matrix(4, 1, 3 * W)));
    refused("serialUpdate: n must be a multiple of 8, but is 31",
        () -> SerialUpdate.update(block, 1, weight, y, 0.0, 0.0, matrix(2, 2, 31), matrix(4, 1, 31)));
  }
}
