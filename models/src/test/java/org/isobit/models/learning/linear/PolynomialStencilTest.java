package org.isobit.models.learning.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.junit.jupiter.api.Test;

/** Features of a place and their derivatives. */
class PolynomialStencilTest {

  /** In their order, round the ring. */
  @Test
  void featuresOfSmallRing() {
    PolynomialStencil stencil = new PolynomialStencil(4, 1);
    assertEquals(3 + 6 + 3, stencil.features());
    double[] rows = new double[4 * 12];
    stencil.features(1, new double[] {9, 2, 3, 5, 7}, 1, rows);
    assertArrayEquals(new double[] {7, 2, 3, 49, 14, 21, 4, 6, 9, 343, 8, 27}, Arrays.copyOf(rows, 12));
    assertArrayEquals(new double[] {5, 7, 2}, Arrays.copyOfRange(rows, 36, 39));
  }

  /** Five values, 15 products, 5 cubes: with the intercept the 26 of the study. */
  @Test
  void numberOfTheStudy() {
    assertEquals(25, new PolynomialStencil(36, 2).features());
    assertEquals(5, new PolynomialStencil(36, 2).width());
  }

  /** A regression finds the polynomial that made the targets, and slopes are its derivatives. */
  @Test
  void regressionFindsPolynomial() {
    int n = 9;
    int states = 40;
    PolynomialStencil stencil = new PolynomialStencil(n, 1);
    double[] x = new double[states * n];
    Philox.gaussian(11, 0, 0, x.length, x, 0);
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = value(x, i / n * n, i % n, n);
    }
    double[] rows = new double[y.length * stencil.features()];
    stencil.features(states, x, 0, rows);
    RidgeRegression fit = RidgeRegression.fit(y.length, stencil.features(), 1, rows, y, 1e-9, Workers.serial());
    double[] predicted = new double[y.length];
    fit.predict(y.length, rows, predicted, Workers.serial());
    assertArrayEquals(y, predicted, 1e-8);
    double[] slopes = new double[3];
    for (int place = 0; place < n; place++) {
      stencil.slopes(fit.weights(), x, 2 * n, place, slopes);
      for (int l = 0; l < 3; l++) {
        int at = 2 * n + Math.floorMod(place + l - 1, n);
        double[] up = x.clone();
        double[] down = x.clone();
        up[at] += 1e-5;
        down[at] -= 1e-5;
        assertEquals((value(up, 2 * n, place, n) - value(down, 2 * n, place, n)) / 2e-5, slopes[l], 1e-7);
      }
    }
  }

  private static double value(double[] x, int from, int i, int n) {
    double a = x[from + Math.floorMod(i - 1, n)];
    double b = x[from + i];
    double c = x[from + (i + 1) % n];
    return 0.5 + a - 2 * b * c + 0.25 * a * a + 0.1 * b * b * b;
  }

  @Test
  void refuses() {
    assertEquals("PolynomialStencil: a stencil of reach 2 does not fit on a ring of 4 places",
        assertThrows(IllegalArgumentException.class, () -> new PolynomialStencil(4, 2)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new PolynomialStencil(4, -1));
    PolynomialStencil stencil = new PolynomialStencil(5, 1);
    assertThrows(IllegalArgumentException.class, () -> stencil.features(2, new double[9], 0, new double[120]));
    assertThrows(IllegalArgumentException.class, () -> stencil.features(1, new double[5], 0, new double[59]));
    assertThrows(IllegalArgumentException.class,
        () -> stencil.slopes(new double[12], new double[5], 0, 5, new double[3]));
  }
}
