package org.isobit.verify.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.FloatSinking;
import org.isobit.kernels.column.Sinking;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Sinking against exact shifts; what it keeps, in decimal numbers; and what is refused. */
class SinkingTest {

  private static final Workers ONE = Workers.serial();
  private static final int N = 41;
  private static final int LANES = 37;

  private final double[] thickness = new double[N];
  private final double[] factors = new double[N];
  private final double[] c = new Inputs(3).doubles(N * LANES);

  /** A speed of 7 in a step of 0.1, in levels from 0.7, whose factor is 1, to 20. */
  SinkingTest() {
    Inputs inputs = new Inputs(8);
    for (int i = 0; i < N; i++) {
      thickness[i] = i == 11 ? 0.7 : 0.7 + 19.3 * Math.abs(inputs.nextDouble());
      factors[i] = Math.min(1.0, 7.0 * 0.1 / thickness[i]);
    }
    for (int i = 0; i < c.length; i++) {
      c[i] = Math.abs(c[i]) * Math.pow(2.0, 40.0 * inputs.nextDouble()); // neighbours are of all sizes
    }
  }

  private BigDecimal content(double[] c, int l) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < N; i++) {
      sum = sum.add(new BigDecimal(thickness[i]).multiply(new BigDecimal(c[i * LANES + l])));
    }
    return sum;
  }

  private static double relative(BigDecimal difference, BigDecimal size) {
    return Math.abs(difference.doubleValue()) / size.doubleValue();
  }

  /** Four roundings of the content each step, those of the factors among them. */
  @Test
  void aClosedBedKeepsTheContent() {
    double[] x = c.clone();
    for (int step = 0; step < 50; step++) {
      double[] before = x.clone();
      Sinking.step(N, LANES, factors, 0, false, x, 0, ONE);
      for (int l = 0; l < LANES; l++) {
        BigDecimal old = content(before, l);
        assertTrue(relative(content(x, l).subtract(old), old) <= 4 * 0x1p-53, "step " + step + ", column " + l);
      }
    }
  }

  @Test
  void anOpenBedLosesWhatFallsOut() {
    double[] x = c.clone();
    Sinking.step(N, LANES, factors, 0, true, x, 0, ONE);
    for (int l = 0; l < LANES; l++) {
      BigDecimal lost = new BigDecimal(thickness[N - 1]).multiply(new BigDecimal(factors[N - 1]))
          .multiply(new BigDecimal(c[(N - 1) * LANES + l]));
      BigDecimal old = content(c, l);
      assertTrue(lost.signum() > 0, "column " + l);
      assertTrue(relative(content(x, l).add(lost).subtract(old), old) <= 4 * 0x1p-53, "column " + l);
    }
  }

  /** Of factors near 0, near 1 and between, and of the smallest numbers, too. */
  @Test
  void whatIsNotNegativeStaysSo() {
    double[] near = {0.0, Double.MIN_VALUE, 0x1p-53, 0.5, 1.0 - 0x1p-53, 1.0, 1.0 / 3.0};
    double[] s = new double[N];
    for (int round = 0; round < 200; round++) {
      Inputs inputs = new Inputs(round);
      for (int i = 0; i < N; i++) {
        s[i] = near[(int) ((inputs.nextLong() >>> 1) % near.length)];
      }
      double[] x = c.clone();
      for (int i = 0; i < x.length; i += 1 + round % 5) {
        x[i] = Double.MIN_VALUE * (inputs.nextLong() & 3);
      }
      Sinking.step(N, LANES, s, 0, round % 2 == 0, x, 0, ONE);
      for (int i = 0; i < x.length; i++) {
        // Positive zero, too: 1/−0 is not.
        assertTrue(1.0 / x[i] > 0.0, "round " + round + ", level " + i / LANES + ": " + x[i]);
      }
    }
  }

  @Test
  void aFactorOfOneShiftsByALevel() {
    double[] ones = new double[N];
    Arrays.fill(ones, 1.0);
    double[] x = c.clone();
    Sinking.step(N, LANES, ones, 0, true, x, 0, ONE);
    double[] expected = new double[c.length];
    System.arraycopy(c, 0, expected, LANES, c.length - LANES);
    assertBits(expected, x);
    double[] y = c.clone();
    Sinking.step(N, LANES, ones, 0, false, y, 0, ONE);
    for (int l = c.length - LANES; l < c.length; l++) {
      expected[l] += c[l];
    }
    assertBits(expected, y);
  }

  private static void assertBits(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(actual[i]), "element " + i);
    }
  }

  /** Means over levels of a smooth hill that sinks by 0.3 of the column; the largest error against the exact shift. */
  private static double error(int n) {
    double h = 1.0 / n;
    double[] s = new double[n];
    double[] x = new double[n];
    double[] expected = new double[n];
    Arrays.fill(s, 0.5);
    for (int i = 0; i < n; i++) {
      x[i] = hill(i * h, h);
      expected[i] = hill(i * h - 0.3, h);
    }
    for (int step = 0; step < 6 * n / 10; step++) {
      Sinking.step(n, 1, s, 0, true, x, 0, ONE);
    }
    double error = 0.0;
    for (int i = 0; i < n; i++) {
      error = Math.max(error, Math.abs(x[i] - expected[i]));
    }
    return error;
  }

  /** Mean over a level of cos⁴(π·(z − 0.3)/0.4) for z from 0.1 to 0.5, and 0 elsewhere. */
  private static double hill(double top, double h) {
    return (antiderivative(top + h) - antiderivative(top)) / h;
  }

  private static double antiderivative(double z) {
    double x = Math.PI * (Math.clamp(z, 0.1, 0.5) - 0.3) / 0.4;
    return 0.4 / Math.PI * (0.375 * x + 0.25 * Math.sin(2.0 * x) + Math.sin(4.0 * x) / 32.0);
  }

  @Test
  void theErrorIsOfTheFirstOrder() {
    double order = Math.log(error(2000) / error(4000)) / Math.log(2.0);
    assertEquals(1.0, order, 0.03);
  }

  /** The mean depth of a hill sinks by what the scheme says, and its variance grows by 2·(½·w·h·(1 − s))·time. */
  @Test
  void momentsAreThoseOfTheScheme() {
    int n = 400;
    double[] s = new double[n];
    Arrays.fill(s, 0.3);
    double[] x = new double[n];
    x[20] = 1.0;
    for (int step = 0; step < 600; step++) {
      Sinking.step(n, 1, s, 0, true, x, 0, ONE);
    }
    double sum = 0.0;
    double mean = 0.0;
    double square = 0.0;
    for (int i = 0; i < n; i++) {
      sum += x[i];
      mean += i * x[i];
      square += (i - 200.0) * (i - 200.0) * x[i];
    }
    assertEquals(1.0, sum, 1e-13);
    assertEquals(20.0 + 600 * 0.3, mean, 1e-10);
    assertEquals(600 * 0.3 * 0.7, square, 1e-10);
  }

  @Test
  void floatsKeepTheirContentAndSign() {
    float[] s = new float[N];
    float[] x = new float[c.length];
    for (int i = 0; i < N; i++) {
      s[i] = (float) factors[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) c[i];
    }
    BigDecimal[] old = new BigDecimal[LANES];
    for (int l = 0; l < LANES; l++) {
      old[l] = content(widened(x), l);
    }
    FloatSinking.step(N, LANES, s, 0, false, x, 0, ONE);
    double[] wide = widened(x);
    for (int l = 0; l < LANES; l++) {
      assertTrue(relative(content(wide, l).subtract(old[l]), old[l]) <= 4 * 0x1p-24, "column " + l);
    }
    assertTrue(Arrays.stream(wide).allMatch(y -> y >= 0.0));
  }

  private static double[] widened(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  /** NaN goes down by a level, whatever the factor, and to no other column. */
  @Test
  void whatIsNotANumberStaysInItsColumn() {
    double[] expected = c.clone();
    double[] x = c.clone();
    x[5 * LANES + 4] = Double.NaN;
    Sinking.step(N, LANES, factors, 0, true, expected, 0, ONE);
    Sinking.step(N, LANES, factors, 0, true, x, 0, ONE);
    expected[5 * LANES + 4] = Double.NaN;
    expected[6 * LANES + 4] = Double.NaN;
    assertArrayEquals(expected, x);
  }

  @Test
  void factorsOutsideAreNamedAndNothingIsDone() {
    for (double bad : new double[] {-Double.MIN_VALUE, 1.0 + 0x1p-52, Double.NaN, Double.POSITIVE_INFINITY}) {
      double[] s = factors.clone();
      s[17] = bad;
      s[30] = -5.0;
      double[] x = c.clone();
      String message = assertThrows(IllegalArgumentException.class, () -> Sinking.step(N, LANES, s, 0, true, x, 0, ONE))
          .getMessage();
      assertEquals("sinking: the factor of level 17 must be from 0 to 1, but is " + bad, message);
      assertArrayEquals(c, x);
    }
  }
}
