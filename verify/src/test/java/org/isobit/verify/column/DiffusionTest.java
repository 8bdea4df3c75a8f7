package org.isobit.verify.column;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.column.Diffusion;
import org.isobit.kernels.column.FloatDiffusion;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** What steps of diffusion keep, whatever the exchange is; analytic modes; and what is refused. */
class DiffusionTest {

  private static final Workers ONE = Workers.serial();
  private static final int N = 50;
  private static final int LANES = 21;
  private static final int SIZE = N * LANES;
  private static final double UNIT = 0x1p-53;

  /** From 0 to {@code largest}, a tenth of them 0, and of all sizes below it in each second column. */
  static double[] exchange(Inputs inputs, double largest) {
    double[] e = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double x = Math.abs(inputs.nextDouble());
      e[i] = x < 0.1 ? 0.0 : largest * (i % LANES % 2 == 0 ? x : Math.pow(2.0, -60.0 * x));
    }
    return e;
  }

  static double[] positive(Inputs inputs, int n) {
    double[] x = inputs.doubles(n);
    for (int i = 0; i < n; i++) {
      x[i] = Math.abs(x[i]);
    }
    return x;
  }

  /** Smooth columns, rough ones, and single spikes in water that has nothing. */
  static double[] tracer(Inputs inputs, int step) {
    double[] c = positive(inputs, SIZE);
    for (int i = 0; i < SIZE && step % 3 > 0; i++) {
      c[i] = step % 3 == 1 ? Math.exp(-0.2 * i / LANES) : c[i] < 0.9 ? 0.0 : c[i];
    }
    return c;
  }

  static void step(double[] e, double[] r, double[] c) {
    double[] factors = new double[3 * SIZE];
    Diffusion.factor(N, LANES, e, 0, r, 0, factors, 0, ONE);
    Diffusion.step(N, LANES, r, 0, factors, 0, 1, c, 0, SIZE, new double[SIZE], 0, ONE);
  }

  private static double[] filled(double value) {
    double[] r = new double[N];
    Arrays.fill(r, value);
    return r;
  }

  @Test
  void constantColumnsStay() {
    for (double largest : new double[] {1.0, 1000.0, 0x1p500}) {
      Inputs inputs = new Inputs(1);
      double[] c = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        c[i] = i < LANES ? inputs.nextDouble() : c[i - LANES];
      }
      double[] r = positive(inputs, N);
      double[] expected = c.clone();
      step(exchange(inputs, largest), r, c);
      assertBits(expected, c, "exchange up to " + largest);
    }
  }

  private static void assertBits(double[] expected, double[] actual, String label) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(actual[i]), label + ", " + i);
    }
  }

  /**
   * A level's new number and its change are rounded: two units of the largest number a level at most, and 16 altogether
   * in these 1000 steps. Every twentieth step begins with other columns, before they are mixed.
   */
  @Test
  void theContentIsKept() {
    Inputs inputs = new Inputs(2);
    double[] c = tracer(inputs, 0);
    double largest = 0.0;
    for (int k = 0; k < 1000; k++) {
      if (k % 20 == 19) {
        c = tracer(inputs, k);
      }
      double[] old = c.clone();
      step(exchange(inputs, 1000.0), filled(0.7), c);
      for (int l = k % 4; l < LANES; l += 4) {
        largest = Math.max(largest, change(old, c, l));
      }
    }
    assertTrue(largest <= 16 * UNIT, "changed by " + largest / UNIT + " units");
    assertTrue(largest >= UNIT, "rounds so little: " + largest / UNIT + " units");
  }

  /** So it is where the system of the tracer has no pivots any more. */
  @Test
  void noExchangeIsTooLarge() {
    for (double largest : new double[] {0x1p53, 0x1p100, 0x1p500}) {
      Inputs inputs = new Inputs(3);
      for (int k = 0; k < 30; k++) {
        double[] c = tracer(inputs, k);
        double[] old = c.clone();
        step(exchange(inputs, largest), filled(1.0), c);
        for (int l = 0; l < LANES; l++) {
          assertTrue(change(old, c, l) <= 16 * UNIT, "exchange up to " + largest + ", step " + k + ", column " + l);
        }
      }
    }
  }

  /** Difference of the sums of a column by its largest number before. */
  private static double change(double[] old, double[] c, int l) {
    BigDecimal sum = BigDecimal.ZERO;
    double largest = Double.MIN_NORMAL;
    for (int i = l; i < SIZE; i += LANES) {
      sum = sum.add(new BigDecimal(c[i])).subtract(new BigDecimal(old[i]));
      largest = Math.max(largest, old[i]);
    }
    return Math.abs(sum.doubleValue()) / largest;
  }

  /** Measured, not proven: 600 steps from 0 to 10, 1000, and as large as may be, thicknesses from 1 to 10. */
  @Test
  void whatIsNotNegativeStaysSo() {
    for (double largest : new double[] {10.0, 1000.0, 0x1p500}) {
      Inputs inputs = new Inputs(4);
      for (int k = 0; k < 200; k++) {
        double[] r = positive(inputs, N);
        for (int i = 0; i < N; i++) {
          r[i] = k % 2 == 0 ? 1.0 : 1.0 / (1.0 + 9.0 * r[i]);
        }
        double[] c = tracer(inputs, k);
        step(exchange(inputs, largest), r, c);
        for (int i = 0; i < SIZE; i++) {
          assertTrue(c[i] >= 0.0, "exchange up to " + largest + ", step " + k + ", element " + i + ": " + c[i]);
        }
      }
    }
  }

  /** Levels that exchange as much as they can have one number: the mean, by thickness. */
  @Test
  void exchangeWithoutEndMixesCompletely() {
    double[] r = new double[N];
    double[] c = tracer(new Inputs(5), 0);
    double[] sums = new double[LANES];
    double depth = 0.0;
    for (int i = 0; i < N; i++) {
      r[i] = i % 3 == 0 ? 1.0 : 0.25;
      depth += 1.0 / r[i];
      for (int l = 0; l < LANES; l++) {
        sums[l] += c[i * LANES + l] / r[i];
      }
    }
    double[] e = new double[SIZE];
    Arrays.fill(e, 0x1p500);
    step(e, r, c);
    for (int i = 0; i < SIZE; i++) {
      assertEquals(sums[i % LANES] / depth, c[i], 1e-14);
    }
  }

  /** A face without exchange makes two columns of one, bit for bit. */
  @Test
  void noExchangeSeparates() {
    int cut = 20;
    Inputs inputs = new Inputs(6);
    double[] e = exchange(inputs, 30.0);
    Arrays.fill(e, cut * LANES, (cut + 1) * LANES, 0.0);
    double[] r = positive(inputs, N);
    double[] c = inputs.doubles(SIZE);
    double[] expected = c.clone();
    for (int from = 0; from < N; from = from + cut) {
      int n = from == 0 ? cut : N - cut;
      double[] factors = new double[3 * n * LANES];
      Diffusion.factor(n, LANES, e, (long) from * LANES, r, from, factors, 0, ONE);
      Diffusion.step(n, LANES, r, from, factors, 0, 1, expected, (long) from * LANES, n * LANES, new double[n * LANES],
          0, ONE);
      if (from == cut) {
        break;
      }
    }
    step(e, r, c);
    assertBits(expected, c, "two columns");
  }

  /**
   * The first cosine mode, which has no flux through surface and bed, after steps of a column of depth 1 and diffusivity
   * 1: its size at time 0.1.
   */
  private static double mode(int n, int steps) {
    double dt = 0.1 / steps;
    double[] e = new double[n];
    double[] r = new double[n];
    double[] c = new double[n];
    Arrays.fill(e, dt * n);
    Arrays.fill(r, n);
    for (int i = 0; i < n; i++) {
      c[i] = 1.0 + Math.cos(Math.PI * (i + 0.5) / n);
    }
    double[] factors = new double[3 * n];
    Diffusion.factor(n, 1, e, 0, r, 0, factors, 0, ONE);
    double[] work = new double[n];
    for (int k = 0; k < steps; k++) {
      Diffusion.step(n, 1, r, 0, factors, 0, 1, c, 0, n, work, 0, ONE);
    }
    double first = (c[0] - 1.0) / Math.cos(Math.PI * 0.5 / n);
    for (int i = 0; i < n; i++) {
      assertEquals(1.0 + first * Math.cos(Math.PI * (i + 0.5) / n), c[i], 1e-13, "still a cosine, level " + i);
    }
    return first;
  }

  /** Against the mode that decays by 1/(1 + π²·dt) a step. */
  @Test
  void theErrorIsOfTheSecondOrderInSpace() {
    double exact = Math.pow(1.0 + Math.PI * Math.PI * 0.01, -10.0);
    double order = Math.log((mode(40, 10) - exact) / (mode(80, 10) - exact)) / Math.log(2.0);
    assertEquals(2.0, order, 0.01);
    assertEquals(exact, mode(80, 10), 1e-4);
  }

  /** Against the mode that decays by e^(−λt), λ being the eigenvalue for levels of one thickness. */
  @Test
  void theErrorIsOfTheFirstOrderInTime() {
    int n = 40;
    double sine = 2.0 * n * Math.sin(0.5 * Math.PI / n);
    double exact = Math.exp(-0.1 * sine * sine);
    double order = Math.log((mode(n, 400) - exact) / (mode(n, 800) - exact)) / Math.log(2.0);
    assertEquals(1.0, order, 0.01);
    assertEquals(exact, mode(n, 800), 1e-3);
  }

  /** NaN of one field is in all levels of its column, and nowhere else. */
  @Test
  void aTracerThatIsNotANumberStaysAlone() {
    Inputs inputs = new Inputs(7);
    double[] r = positive(inputs, N);
    double[] factors = new double[3 * SIZE];
    Diffusion.factor(N, LANES, exchange(inputs, 10.0), 0, r, 0, factors, 0, ONE);
    double[] c = inputs.doubles(2 * SIZE);
    double[] expected = c.clone();
    c[SIZE + 11 * LANES + 4] = Double.NaN;
    double[] work = new double[SIZE];
    Diffusion.step(N, LANES, r, 0, factors, 0, 2, c, 0, SIZE, work, 0, ONE);
    Diffusion.step(N, LANES, r, 0, factors, 0, 2, expected, 0, SIZE, work, 0, ONE);
    for (int i = 0; i < N; i++) {
      expected[SIZE + i * LANES + 4] = Double.NaN;
    }
    assertArrayEquals(expected, c);
  }

  @Test
  void viewsAreTheSame() {
    Inputs inputs = new Inputs(8);
    double[] r = positive(inputs, N);
    double[] factors = new double[3 * SIZE];
    Diffusion.factor(N, LANES, exchange(inputs, 10.0), 0, r, 0, factors, 0, ONE);
    double[] c = inputs.doubles(2 * SIZE + 9);
    double[] x = c.clone();
    Diffusion.step(N, LANES, r, 0, factors, 0, 2, c, 4, SIZE + 5, new double[SIZE], 0, ONE);
    Matrix work = Matrix.allocate(N, LANES);
    Matrix fields = Matrix.of(x, 4, 2, SIZE, SIZE + 5);
    Diffusion.step(Matrix.row(r), Matrix.of(factors, 3 * N, LANES), fields, work, ONE);
    assertBits(c, x, "views");
    assertThrows(IllegalArgumentException.class,
        () -> Diffusion.step(Matrix.row(r), Matrix.of(factors, 3, SIZE), fields, work, ONE));
  }

  private static String refusal(double[] e, double[] r, Workers workers) {
    int lanes = e.length / N;
    return assertThrows(IllegalArgumentException.class,
        () -> Diffusion.factor(N, lanes, e, 0, r, 0, new double[3 * e.length], 0, workers)).getMessage();
  }

  @Test
  void refusalsNameLevelColumnAndValue() {
    double limit = 0x1p500;
    for (double bad : new double[] {-Double.MIN_VALUE, Math.nextUp(limit), Double.POSITIVE_INFINITY, Double.NaN}) {
      for (int column : new int[] {3, LANES - 1}) {
        double[] e = exchange(new Inputs(9), limit);
        Arrays.fill(e, 0, LANES, Double.NaN); // is not read
        e[7 * LANES + column] = bad;
        e[9 * LANES + column] = Double.NaN;
        assertEquals("diffusionFactor: the exchange of level 7 with the one above must be from 0 to " + limit
            + ", but is " + bad + " in column " + column, refusal(e, filled(1.0), ONE));
      }
      double[] r = filled(limit);
      r[N - 1] = bad;
      assertEquals("diffusionFactor: the reciprocal of level 49 must be positive and at most " + limit + ", but is "
          + bad, refusal(new double[SIZE], r, ONE));
    }
    assertTrue(refusal(new double[SIZE], filled(0.0), ONE).contains("level 0 must be positive"));
  }

  /** Threads refuse the same column, the first one, as one thread does. */
  @Test
  void threadsNameTheFirstColumn() {
    int lanes = 3000;
    double[] e = new double[N * lanes];
    for (int l = 900; l < lanes; l += 7) {
      e[(49 - l % 11) * lanes + l] = -1.0;
    }
    try (Workers four = Workers.of(4)) {
      for (Workers workers : new Workers[] {ONE, four}) {
        assertTrue(refusal(e, filled(1.0), workers).endsWith("is -1.0 in column 900"));
      }
    }
  }

  @Test
  void floatsKeepConstantsContentAndSign() {
    Inputs inputs = new Inputs(10);
    double largest = 0.0;
    for (int k = 0; k < 60; k++) {
      float[] e = narrowed(exchange(inputs, k % 2 == 0 ? 1000.0 : 0x1p60));
      float[] c = Arrays.copyOf(narrowed(tracer(inputs, k)), 2 * SIZE);
      Arrays.fill(c, SIZE, 2 * SIZE, 0.1f * k);
      double[] old = widened(c);
      float[] r = narrowed(filled(0.7));
      float[] factors = new float[3 * SIZE];
      FloatDiffusion.factor(N, LANES, e, 0, r, 0, factors, 0, ONE);
      FloatDiffusion.step(N, LANES, r, 0, factors, 0, 2, c, 0, SIZE, new float[SIZE], 0, ONE);
      double[] x = widened(c);
      assertArrayEquals(Arrays.copyOfRange(old, SIZE, 2 * SIZE), Arrays.copyOfRange(x, SIZE, 2 * SIZE));
      assertTrue(Arrays.stream(x).allMatch(y -> y >= 0.0));
      for (int l = 0; l < LANES; l++) {
        largest = Math.max(largest, change(old, x, l));
      }
    }
    assertTrue(largest <= 16 * 0x1p-24, "changed by " + largest / 0x1p-24 + " units");
  }

  private static float[] narrowed(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  private static double[] widened(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }
}
