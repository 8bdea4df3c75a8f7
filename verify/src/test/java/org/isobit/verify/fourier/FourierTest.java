package org.isobit.verify.fourier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.Workers;
import org.isobit.kernels.fourier.FloatFourier;
import org.isobit.kernels.fourier.FloatFourierPlan;
import org.isobit.kernels.fourier.Fourier;
import org.isobit.kernels.fourier.FourierPlan;
import org.isobit.kernels.fourier.RealFourier;
import org.isobit.kernels.fourier.RealFourierPlan;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Transforms against an oracle, and what they must have in common. */
class FourierTest {

  private static final int[] LENGTHS = {2, 3, 4, 5, 6, 8, 9, 15, 16, 24, 25, 27, 32, 60, 64, 100, 125, 128, 243, 256,
      360, 512, 625, 1000, 1024, 2187, 4096, 10_000, 32_768, 59_049, 78_125, 131_072};

  /** What {@link Fourier} says of errors over log₂ n and half an ulp of 1: of all lengths, and of long ones. */
  private static final double ERROR = 0.41;
  private static final double LONG_ERROR = 0.22;

  private static final Workers ONE = Workers.serial();

  @Test
  void errorsGrowLikeTheLogarithm() {
    for (int n : LENGTHS) {
      double[] x = new Inputs(n).doubles(2 * n);
      double[] y = new double[2 * n];
      Fourier.forward(FourierPlan.of(n), 1, x, 0, 2 * n, y, 0, 2 * n, ONE);
      double error = error(FourierOracle.forward(n, x), y) * 0x1p53 / Math.max(1.0, Math.log(n) / Math.log(2));
      assertTrue(error < (n < 500 ? ERROR : LONG_ERROR), "n = " + n + ": " + error);
    }
  }

  @Test
  void soDoThoseOfFloats() {
    for (int n : LENGTHS) {
      float[] x = new Inputs(n).floats(2 * n);
      float[] y = new float[2 * n];
      FloatFourier.forward(FloatFourierPlan.of(n), 1, x, 0, 2 * n, y, 0, 2 * n, ONE);
      double[] wide = widened(x);
      double[] exact = new double[2 * n];
      Fourier.forward(FourierPlan.of(n), 1, wide, 0, 2 * n, exact, 0, 2 * n, ONE);
      double[] result = widened(y);
      double difference = 0;
      double size = 0;
      for (int i = 0; i < 2 * n; i++) {
        difference += (result[i] - exact[i]) * (result[i] - exact[i]);
        size += exact[i] * exact[i];
      }
      double error = Math.sqrt(difference / size) * 0x1p24 / Math.max(1.0, Math.log(n) / Math.log(2));
      assertTrue(error < (n < 500 ? ERROR : LONG_ERROR), "n = " + n + ": " + error);
    }
  }

  private static double[] widened(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  /** Norm of the error over that of the transform. */
  private static double error(double[][] oracle, double[] y) {
    double difference = 0;
    double size = 0;
    for (int i = 0; i < y.length; i++) {
      int part = 2 * (i % 2);
      double d = y[i] - oracle[part][i / 2] - oracle[part + 1][i / 2];
      difference += d * d;
      size += y[i] * y[i];
    }
    return Math.sqrt(difference / size);
  }

  @Test
  void theInverseGivesMembersBack() {
    for (int n : LENGTHS) {
      double[] x = new Inputs(n).doubles(2 * n);
      double[] y = new double[2 * n];
      FourierPlan plan = FourierPlan.of(n);
      Fourier.forward(plan, 1, x, 0, 2 * n, y, 0, 2 * n, ONE);
      Fourier.inverse(plan, 1, y, 0, 2 * n, y, 0, 2 * n, ONE);
      assertArrayEquals(x, y, 2e-15, "n = " + n);
    }
  }

  @Test
  void realTransformsAreHalvesOfComplexOnes() {
    for (int n = 1; n < 400; n++) {
      if (without(n) == 1) {
        double[] x = new Inputs(n).doubles(n);
        double[] pairs = new double[2 * n];
        for (int j = 0; j < n; j++) {
          pairs[2 * j] = x[j];
        }
        Fourier.forward(FourierPlan.of(n), 1, pairs, 0, 2 * n, pairs, 0, 2 * n, ONE);
        int half = 2 * (n / 2 + 1);
        double[] y = new double[half];
        RealFourierPlan plan = RealFourierPlan.of(n);
        RealFourier.forward(plan, 1, x, 0, n, y, 0, half, ONE);
        for (int k = 0; k < half; k++) {
          assertEquals(pairs[k], y[k], 1e-14 * n, "n = " + n + ", k = " + k);
        }
        double[] back = new double[n];
        RealFourier.inverse(plan, 1, y, 0, half, back, 0, n, ONE);
        assertArrayEquals(x, back, 2e-15, "n = " + n);
      }
    }
  }

  private static int without(int n) {
    int rest = n;
    for (int factor : new int[] {2, 3, 5}) {
      while (rest % factor == 0) {
        rest /= factor;
      }
    }
    return rest;
  }

  @Test
  void fieldsAreProductsOfTheirParts() {
    int rows = 12;
    int columns = 20;
    double[] field = new double[2 * rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double angle = 2 * Math.PI * (3.0 * i / rows + 7.0 * j / columns);
        field[2 * (i * columns + j)] = Math.cos(angle);
        field[2 * (i * columns + j) + 1] = Math.sin(angle);
      }
    }
    Fourier.forwardField(FourierPlan.of(rows), FourierPlan.of(columns), 1, field, 0, field.length, field, 0,
        field.length, ONE);
    for (int i = 0; i < field.length; i++) {
      assertEquals(i == 2 * (3 * columns + 7) ? rows * columns : 0.0, field[i], 1e-12, "number " + i);
    }
  }

  @Test
  void otherLengthsAreRefusedWithTheNearest() {
    assertRefused(7, "6 and 8");
    assertRefused(1001, "1000 and 1024");
    assertRefused(0, "1 and 2");
    assertRefused(-5, "1 and 2");
    assertRefused((1 << 20) + 1, "1036800 and 1048576");
    assertEquals(1 << 20, FourierPlan.of(1 << 20).n());
  }

  private static void assertRefused(int n, String nearest) {
    for (String message : new String[] {
        assertThrows(IllegalArgumentException.class, () -> FourierPlan.of(n)).getMessage(),
        assertThrows(IllegalArgumentException.class, () -> RealFourierPlan.of(n)).getMessage()}) {
      assertTrue(message.contains("but is " + n + "; nearest are " + nearest), message);
    }
  }
}
