// Master of FloatLossViewsTest: the float version is generated from this file.
package org.isobit.verify.views;

import static org.isobit.verify.views.Placed.contiguous;
import static org.isobit.verify.views.Placed.matrix;
import static org.isobit.verify.views.Placed.refused;
import static org.isobit.verify.views.Placed.same;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.loss.CensoredGaussian;
import org.isobit.kernels.loss.CrossEntropy;
import org.isobit.kernels.loss.EnsembleLosses;
import org.junit.jupiter.api.Test;

/** Losses for training of views: the bits of the raw form, and shapes that do not fit. */
class LossViewsTest {

  private static final Workers SERIAL = Workers.serial();

  @Test
  void rowsHaveTheBitsOfTheRawForm() {
    for (int[] s : new int[][] {{1, 1}, {3, 17}, {67, 9}, {0, 4}}) {
      int rows = s[0];
      int n = s[1];
      double[] values = new double[2];
      same("probabilities", x -> values[0] = CrossEntropy.probabilities(0.5, rows, n, x[0].array(), x[0].offset(),
          x[0].ld(), x[1].array(), x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld(), SERIAL),
          x -> values[1] = CrossEntropy.probabilities(0.5, x[0], x[1], x[2], SERIAL),
          matrix(1, rows, n), matrix(2, rows, n), matrix(3, rows, n));
      assertEquals(values[0], values[1]);
      same("classes", x -> values[0] = CrossEntropy.classes(0.5, rows, n, x[0].array(), x[0].offset(), x[0].ld(),
          x[1].array(), x[1].offset(), x[2].array(), x[2].offset(), x[2].ld(), SERIAL),
          x -> values[1] = CrossEntropy.classes(0.5, x[0], x[1], x[2], SERIAL),
          matrix(1, rows, n), Matrix.allocate(1, rows), matrix(3, rows, n));
      assertEquals(values[0], values[1]);
      Matrix x = matrix(1, rows, n);
      Matrix t = matrix(2, rows, n);
      assertEquals(CrossEntropy.probabilities(0.5, x, t, matrix(3, rows, n), SERIAL),
          CrossEntropy.probabilities(0.5, x, t, null, SERIAL));
      assertEquals(CrossEntropy.classes(0.5, x, Matrix.allocate(1, rows), matrix(3, rows, n), SERIAL),
          CrossEntropy.classes(0.5, x, Matrix.allocate(1, rows), null, SERIAL));
    }
  }

  @Test
  void ensemblesHaveTheBitsOfTheRawForm() {
    for (int[] s : new int[][] {{2, 1}, {3, 17}, {6, 9}, {4, 0}}) {
      int members = s[0];
      int n = s[1];
      double[] values = new double[2];
      same("crps", x -> values[0] = EnsembleLosses.crps(true, 0.5, members, n, x[0].array(), x[0].offset(), x[0].ld(),
          x[1].array(), x[1].offset(), x[2].array(), x[2].offset(), x[2].ld(), SERIAL),
          x -> values[1] = EnsembleLosses.crps(true, 0.5, x[0], x[1], x[2], SERIAL),
          matrix(1, members, n), matrix(2, 1, n), matrix(3, members, n));
      assertEquals(values[0], values[1]);
      same("energy", x -> values[0] = EnsembleLosses.energy(false, 0.5, 3, members, n, x[0].array(), x[0].offset(),
          x[0].ld(), x[1].array(), x[1].offset(), x[1].ld(), x[2].array(), x[2].offset(), x[2].ld(), SERIAL),
          x -> values[1] = EnsembleLosses.energy(false, 0.5, members, x[0], x[1], x[2], SERIAL),
          matrix(1, 3, members * n), matrix(2, 3, n), matrix(3, 3, members * n));
      assertEquals(values[0], values[1]);
      Matrix x = matrix(1, members, n);
      assertEquals(EnsembleLosses.crps(false, 0.5, x, matrix(2, 1, n), matrix(3, members, n), SERIAL),
          EnsembleLosses.crps(false, 0.5, x, matrix(2, 1, n), null, SERIAL));
    }
  }

  @Test
  void elementsHaveTheBitsOfTheRawForm() {
    for (int[] s : new int[][] {{1, 1}, {3, 17}, {67, 9}, {0, 4}}) {
      int n = s[0] * s[1];
      Matrix[] x = new Matrix[7];
      for (int i = 0; i < x.length; i++) {
        x[i] = contiguous(i, s[0], s[1]);
      }
      double[] values = new double[2];
      same("censored", o -> values[0] = CensoredGaussian.censored(0.5, n, o[0].array(), o[0].offset(), o[1].array(),
          o[1].offset(), o[2].array(), o[2].offset(), o[3].array(), o[3].offset(), o[4].array(), o[4].offset(),
          o[5].array(), o[5].offset(), o[6].array(), o[6].offset(), SERIAL),
          o -> values[1] = CensoredGaussian.censored(0.5, o[0], o[1], o[2], o[3], o[4], o[5], o[6], SERIAL), x);
      assertEquals(values[0], values[1]);
      assertEquals(values[0], CensoredGaussian.censored(0.5, x[0], x[1], x[2], x[3], x[4], null, null, SERIAL));
      same("one bound", o -> values[0] = CensoredGaussian.censored(0.5, n, o[0].array(), o[0].offset(), o[1].array(),
          o[1].offset(), o[2].array(), o[2].offset(), null, 0, o[4].array(), o[4].offset(), o[5].array(),
          o[5].offset(), o[6].array(), o[6].offset(), SERIAL),
          o -> values[1] = CensoredGaussian.censored(0.5, o[0], o[1], o[2], null, o[4], o[5], o[6], SERIAL), x);
      assertEquals(values[0], values[1]);
    }
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Matrix x = Matrix.allocate(3, 4);
    Matrix y = Matrix.allocate(4, 3);
    Matrix wide = Matrix.allocate(3, 8);
    refused("cross-entropy: target is 4x3 but logits is 3x4", () -> CrossEntropy.probabilities(1.0, x, y, x, SERIAL));
    refused("cross-entropy: gradient is 4x3 but logits is 3x4",
        () -> CrossEntropy.probabilities(1.0, x, x, y, SERIAL));
    refused("cross-entropy: target is 1x4 but logits is 3x4",
        () -> CrossEntropy.classes(1.0, x, Matrix.allocate(1, 4), x, SERIAL));
    refused("cross-entropy: gradient is 4x3 but logits is 3x4",
        () -> CrossEntropy.classes(1.0, x, Matrix.allocate(1, 3), y, SERIAL));
    refused("censored gaussian: log scale is 4x3 but mean is 3x4",
        () -> CensoredGaussian.censored(1.0, x, y, x, null, null, null, null, SERIAL));
    refused("censored gaussian: lower bound is 4x3 but mean is 3x4",
        () -> CensoredGaussian.censored(1.0, x, x, x, y, null, null, null, SERIAL));
    refused("censored gaussian: mean gradient is 4x3 but mean is 3x4",
        () -> CensoredGaussian.censored(1.0, x, x, x, null, x, y, x, SERIAL));
    refused("crps: Y is 1x3 but must be 1x4",
        () -> EnsembleLosses.crps(true, 1.0, x, Matrix.allocate(1, 3), null, SERIAL));
    refused("crps: gradient is 4x3 but X is 3x4",
        () -> EnsembleLosses.crps(true, 1.0, x, Matrix.allocate(1, 4), y, SERIAL));
    refused("energy score: X is 3x8 but must be 3x12",
        () -> EnsembleLosses.energy(true, 1.0, 3, wide, x, null, SERIAL));
    refused("energy score: gradient is 3x4 but X is 3x8",
        () -> EnsembleLosses.energy(true, 1.0, 2, wide, x, x, SERIAL));
    refused("energy score: members must be at least 2, but are 1",
        () -> EnsembleLosses.energy(true, 1.0, 1, x, x, null, SERIAL));
  }
}
