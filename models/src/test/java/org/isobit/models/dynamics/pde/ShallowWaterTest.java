package org.isobit.models.dynamics.pde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.models.dynamics.RungeKutta4;
import org.junit.jupiter.api.Test;

/** Shallow water against analytic flows, and what it keeps. */
class ShallowWaterTest {

  private static final double G = 9.8;

  /** A rough state over a rough bottom, h about 2. */
  private static double[] rough(int cells, long seed) {
    Random random = new Random(seed);
    double[] x = new double[3 * cells];
    for (int k = 0; k < 3 * cells; k++) {
      x[k] = k < cells ? 2.0 + 0.2 * random.nextGaussian() : 0.3 * random.nextGaussian();
    }
    return x;
  }

  private static double[] bottom(int cells) {
    Random random = new Random(7);
    double[] b = new double[cells];
    for (int k = 0; k < cells; k++) {
      b[k] = 0.25 * random.nextInt(1, 5);
    }
    return b;
  }

  private static double sum(double[] x, int from, int to) {
    double sum = 0.0;
    for (int k = from; k < to; k++) {
      sum += x[k];
    }
    return sum;
  }

  @Test
  void massStaysToRounding() {
    for (double alpha : new double[] {0.0, 6.0}) {
      ShallowWater model = new ShallowWater(12, 15, 1.0, 0.8, G, 0.3, alpha, bottom(180));
      double[] x = rough(180, 1);
      double before = sum(x, 0, 180);
      new RungeKutta4().advance(model, 0.01, 500, x);
      assertEquals(before, sum(x, 0, 180), 1e-12 * before);
    }
  }

  /** Without viscosity dE/dt is 0 to rounding; with it energy is lost. */
  @Test
  void energyStaysOrFalls() {
    double[] b = bottom(180);
    for (double alpha : new double[] {0.0, 6.0}) {
      double[] x = rough(180, 2);
      double[] d = new double[540];
      new ShallowWater(12, 15, 1.0, 0.8, G, 0.3, alpha, b).tendency(x, 0, d, 0);
      double change = 0.0;
      double size = 0.0;
      for (int k = 0; k < 180; k++) {
        double u = x[180 + k] / x[k];
        double v = x[360 + k] / x[k];
        double[] terms = {(G * (x[k] + b[k]) - 0.5 * (u * u + v * v)) * d[k], u * d[180 + k], v * d[360 + k]};
        for (double term : terms) {
          change += term;
          size += Math.abs(term);
        }
      }
      if (alpha == 0.0) {
        assertEquals(0.0, change / size, 1e-13);
      } else {
        assertTrue(change < -0.01 * size, change + " of " + size);
      }
    }
  }

  /** Heights are multiples of 1/4, so that the surface is level to the last bit. */
  @Test
  void aLakeAtRestStaysAtRest() {
    double[] b = bottom(180);
    double[] x = new double[540];
    for (int k = 0; k < 180; k++) {
      x[k] = 3.0 - b[k];
    }
    double[] before = x.clone();
    new RungeKutta4().advance(new ShallowWater(12, 15, 1.0, 0.8, G, 0.3, 6.0, b), 0.01, 200, x);
    org.junit.jupiter.api.Assertions.assertArrayEquals(before, x);
  }

  /** Depth of the middle state of a broken dam, by the shock's and the rarefaction's relations (Stoker 1957, 10.8). */
  private static double middle(double left, double right) {
    double low = right;
    double high = left;
    for (int k = 0; k < 200; k++) {
      double h = 0.5 * (low + high);
      double rarefaction = 2.0 * (Math.sqrt(G * left) - Math.sqrt(G * h));
      double shock = (h - right) * Math.sqrt(0.5 * G * (h + right) / (h * right));
      if (rarefaction > shock) {
        low = h;
      } else {
        high = h;
      }
    }
    return 0.5 * (low + high);
  }

  /** Stoker's solution: thickness at x from the dam, after a time. */
  private static double stoker(double left, double right, double x, double time) {
    double h = middle(left, right);
    double c = Math.sqrt(G * left);
    double u = 2.0 * (c - Math.sqrt(G * h));
    double s = x / time;
    if (s < -c) {
      return left;
    }
    if (s < u - Math.sqrt(G * h)) {
      return (2.0 * c - s) * (2.0 * c - s) / (9.0 * G);
    }
    return s < h * u / (h - right) ? h : right;
  }

  /** One row, the dam in the middle of high water on the left; waves of the other edge do not come near. */
  private static double damError(int columns) {
    double dx = 100.0 / columns;
    double time = 3.0;
    double[] x = new double[3 * columns];
    for (int j = 0; j < columns; j++) {
      x[j] = j < columns / 4 || j >= columns * 3 / 4 ? 1.0 : 2.0;
    }
    ShallowWater model = new ShallowWater(1, columns, dx, dx, G, 0.0, 5.0, new double[columns]);
    int steps = columns / 4;
    new RungeKutta4().advance(model, time / steps, steps, x);
    double error = 0.0;
    for (int j = columns / 2; j < columns; j++) {
      error += Math.abs(x[j] - stoker(2.0, 1.0, (j + 0.5) * dx - 75.0, time)) * dx;
    }
    return error;
  }

  /** The error in the mean of the half that the dam breaks into, 50 long: of first order, less at the shock. */
  @Test
  void brokenDamsAreThoseOfStoker() {
    double coarse = damError(400) / 50.0;
    double fine = damError(1600) / 50.0;
    assertTrue(coarse < 0.025, "error " + coarse);
    assertTrue(fine < 0.4 * coarse, coarse + ", " + fine);
  }

  /** A flow along x in balance with the pressure across is steady, to rounding in the scheme's own differences. */
  @Test
  void balancedFlowsStay() {
    int rows = 16;
    int columns = 6;
    int cells = rows * columns;
    double f = 0.5;
    double[] x = new double[3 * cells];
    for (int k = 0; k < cells; k++) {
      x[k] = 2.0 + 0.1 * Math.sin(2.0 * Math.PI * (k / columns) / rows);
    }
    for (int k = 0; k < cells; k++) {
      double north = x[(k + columns) % cells];
      double south = x[(k + cells - columns) % cells];
      x[cells + k] = -G / (4.0 * f) * ((x[k] + north) * (north - x[k]) + (x[k] + south) * (x[k] - south));
    }
    double[] before = x.clone();
    new RungeKutta4().advance(new ShallowWater(rows, columns, 1.0, 1.0, G, f, 0.0, new double[cells]), 0.02, 200, x);
    for (int k = 0; k < 3 * cells; k++) {
      assertEquals(before[k], x[k], 1e-10);
    }
  }

  /** A small wave travels a quarter of its length by √(g·H), to second order in the spacing. */
  @Test
  void gravityWavesHaveTheirSpeed() {
    double[] error = new double[2];
    for (int r = 0; r < 2; r++) {
      int n = 32 << r;
      double depth = 2.0;
      double speed = Math.sqrt(G * depth);
      double[] x = new double[3 * n];
      for (int j = 0; j < n; j++) {
        x[j] = depth + 1e-7 * Math.sin(2.0 * Math.PI * j / n);
        x[n + j] = speed * (x[j] - depth);
      }
      double time = 0.25 / speed;
      new RungeKutta4().advance(new ShallowWater(1, n, 1.0, 1.0 / n, G, 0.0, 0.0, new double[n]), time / 40.0, 40, x);
      for (int j = 0; j < n; j++) {
        double exact = -Math.cos(2.0 * Math.PI * j / n);
        error[r] = Math.max(error[r], Math.abs((x[j] - depth) / 1e-7 - exact));
      }
    }
    assertTrue(error[0] < 0.02, "error " + error[0]);
    assertEquals(4.0, error[0] / error[1], 0.2);
  }

  /** Rows and columns are alike: a flow with x and y exchanged is the exchanged flow, rotation the other way. */
  @Test
  void directionsAreAlike() {
    int n = 9;
    double[] b = bottom(n * n);
    double[] x = rough(n * n, 5);
    double[] turned = new double[x.length];
    double[] turnedBottom = new double[n * n];
    for (int k = 0; k < n * n; k++) {
      int t = k % n * n + k / n;
      turned[t] = x[k];
      turned[n * n + t] = x[2 * n * n + k];
      turned[2 * n * n + t] = x[n * n + k];
      turnedBottom[t] = b[k];
    }
    new RungeKutta4().advance(new ShallowWater(n, n, 1.0, 0.8, G, 0.3, 2.0, b), 0.02, 20, x);
    new RungeKutta4().advance(new ShallowWater(n, n, 0.8, 1.0, G, -0.3, 2.0, turnedBottom), 0.02, 20, turned);
    for (int k = 0; k < n * n; k++) {
      int t = k % n * n + k / n;
      assertEquals(x[k], turned[t], 1e-12);
      assertEquals(x[n * n + k], turned[2 * n * n + t], 1e-12);
    }
  }

  @Test
  void saysWhatItCannotTake() {
    assertEquals("ShallowWater: bottom has 3 elements, but rows = 2 and columns = 2 need 4",
        assertThrows(IllegalArgumentException.class,
        () -> new ShallowWater(2, 2, 1.0, 1.0, G, 0.0, 0.0, new double[3])).getMessage());
    assertEquals("ShallowWater: alpha must be finite and not below 0, but is -1.0",
        assertThrows(IllegalArgumentException.class,
            () -> new ShallowWater(2, 2, 1.0, 1.0, G, 0.0, -1.0, new double[4])).getMessage());
    assertEquals("ShallowWater: bottom[2] is NaN", assertThrows(IllegalArgumentException.class,
        () -> new ShallowWater(2, 2, 1.0, 1.0, G, 0.0, 0.0, new double[] {0.0, 1.0, Double.NaN, 0.0})).getMessage());
    assertEquals("ShallowWater: rows must be from 1 to 65536, but are -2147483648",
        assertThrows(IllegalArgumentException.class,
            () -> new ShallowWater(Integer.MIN_VALUE, 2, 1.0, 1.0, G, 0.0, 0.0, new double[4])).getMessage());
  }
}
