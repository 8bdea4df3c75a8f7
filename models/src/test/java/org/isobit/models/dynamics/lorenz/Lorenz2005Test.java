package org.isobit.models.dynamics.lorenz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.junit.jupiter.api.Test;

/** Models II and III against the double sums of Lorenz (2005), eqs. 9, 10 and 13 to 15. */
class Lorenz2005Test {

  private static double at(double[] x, int i) {
    return x[Math.floorMod(i, x.length)];
  }

  /** Weight of place j of a sum from −half to half whose ends count half if K is even. */
  private static double weight(int j, int half, boolean even) {
    return even && Math.abs(j) == half ? 0.5 : 1.0;
  }

  /** Eq. 9, and 10 for odd K. */
  private static double bracket(double[] x, double[] y, int k, int n) {
    int half = k / 2;
    boolean even = k % 2 == 0;
    double sum = 0.0;
    for (int j = -half; j <= half; j++) {
      for (int i = -half; i <= half; i++) {
        sum += weight(i, half, even) * weight(j, half, even) * (-at(x, n - 2 * k - i) * at(y, n - k - j)
            + at(x, n - k + j - i) * at(y, n + k + j));
      }
    }
    return sum / ((double) k * k);
  }

  @Test
  void modelTwoIsThatOfThePaper() {
    for (int[] sizes : new int[][] {{4, 1}, {8, 2}, {13, 3}, {24, 4}, {21, 5}, {240, 8}, {53, 7}}) {
      int n = sizes[0];
      double[] x = new Random(n).doubles(n, -5.0, 10.0).toArray();
      double[] expected = new double[n];
      for (int i = 0; i < n; i++) {
        expected[i] = bracket(x, x, sizes[1], i) - x[i] + 10.0;
      }
      double[] d = new double[n];
      Lorenz2005.two(n, sizes[1], 10.0).tendency(x, 0, d, 0);
      assertArrayEquals(expected, d, 1e-11, n + " points, K = " + sizes[1]);
    }
  }

  @Test
  void modelThreeIsThatOfThePaper() {
    for (int[] sizes : new int[][] {{6, 1, 1}, {40, 8, 4}, {41, 7, 12}, {960, 32, 12}}) {
      int n = sizes[0];
      int smoothing = sizes[2];
      double alpha = (3.0 * Math.pow(smoothing, 2) + 3.0) / (2.0 * Math.pow(smoothing, 3) + 4.0 * smoothing);
      double beta = (2.0 * Math.pow(smoothing, 2) + 1.0) / (Math.pow(smoothing, 4) + 2.0 * Math.pow(smoothing, 2));
      double[] z = new Random(n).doubles(n, -5.0, 10.0).toArray();
      double[] x = new double[n];
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = -smoothing; j <= smoothing; j++) {
          x[i] += weight(j, smoothing, true) * (alpha - beta * Math.abs(j)) * at(z, i + j);
        }
        y[i] = z[i] - x[i];
      }
      double[] expected = new double[n];
      for (int i = 0; i < n; i++) {
        expected[i] = bracket(x, x, sizes[1], i) + 100.0 * bracket(y, y, 1, i) + 2.5 * bracket(y, x, 1, i) - x[i]
            - 10.0 * y[i] + 15.0;
      }
      double[] d = new double[n];
      Lorenz2005.three(n, sizes[1], smoothing, 10.0, 2.5, 15.0).tendency(z, 0, d, 0);
      assertArrayEquals(expected, d, 1e-9, n + " points");
    }
  }

  @Test
  void withoutAveragesItIsTheModelOf1996() {
    double[] x = new Random(1).doubles(40, -5.0, 10.0).toArray();
    double[] y = x.clone();
    new RungeKutta4().advance(new Lorenz96(), 0.05, 20, x);
    new RungeKutta4().advance(Lorenz2005.two(40, 1, 8.0), 0.05, 20, y);
    assertArrayEquals(x, y, 1e-9);
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals("Lorenz2005: size must be at least 32 for K = 8, but is 31",
        assertThrows(IllegalArgumentException.class, () -> Lorenz2005.two(31, 8, 1.0)).getMessage());
    assertEquals("Lorenz2005: size must be at least 28 for I = 12, but is 27", assertThrows(
        IllegalArgumentException.class, () -> Lorenz2005.three(27, 2, 12, 10.0, 2.5, 15.0)).getMessage());
    assertEquals("Lorenz2005: size must be at least 4294967296 for K = 1073741824, but is 31",
        assertThrows(IllegalArgumentException.class, () -> Lorenz2005.two(31, 1 << 30, 1.0)).getMessage());
    assertEquals("Lorenz2005: K must be positive, but is 0",
        assertThrows(IllegalArgumentException.class, () -> Lorenz2005.two(31, 0, 1.0)).getMessage());
    assertEquals("Lorenz2005: c must be finite, but is NaN", assertThrows(IllegalArgumentException.class,
        () -> Lorenz2005.three(960, 32, 12, 10.0, Double.NaN, 15.0)).getMessage());
    assertEquals("Lorenz2005: smoothing must be positive, but is 0", assertThrows(IllegalArgumentException.class,
        () -> Lorenz2005.three(960, 32, 0, 10.0, 2.5, 15.0)).getMessage());
  }
}
