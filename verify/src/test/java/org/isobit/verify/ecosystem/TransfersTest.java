package org.isobit.verify.ecosystem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.Matrix;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ecosystem.FashamFlows;
import org.isobit.kernels.ecosystem.FloatTransfers;
import org.isobit.kernels.ecosystem.NpzdFlows;
import org.isobit.kernels.ecosystem.Transfers;
import org.junit.jupiter.api.Test;

/** Steps of pools against decimal numbers and exact solutions. */
class TransfersTest {

  private static final Workers ONE = Workers.serial();
  private static final MathContext DIGITS = new MathContext(60);
  private static final double UNIT = 0x1p-53;

  private static double[] step(int[] from, int[] to, double dt, double[] flows, double[] c) {
    double[] x = c.clone();
    Transfers.patankar(1, c.length, from, to, dt, flows, 0, 1, x, 0, 1, new double[Transfers.workspace(c.length, ONE)],
        ONE);
    return x;
  }

  /** The solution of the system, by elimination with pivots as they come. */
  private static BigDecimal[] solution(int[] from, int[] to, double dt, double[] flows, double[] c) {
    int m = c.length;
    BigDecimal[][] a = new BigDecimal[m][m + 1];
    for (int i = 0; i < m; i++) {
      Arrays.fill(a[i], BigDecimal.ZERO);
      a[i][i] = BigDecimal.ONE;
      a[i][m] = new BigDecimal(c[i]);
    }
    for (int k = 0; k < from.length; k++) {
      int j = from[k];
      BigDecimal q = c[j] == 0.0 ? BigDecimal.ZERO
          : new BigDecimal(dt).multiply(new BigDecimal(flows[k])).divide(new BigDecimal(c[j]), DIGITS);
      a[j][j] = a[j][j].add(q);
      a[to[k]][j] = a[to[k]][j].subtract(q);
    }
    for (int j = 0; j < m; j++) {
      for (int i = j + 1; i < m; i++) {
        BigDecimal t = a[i][j].divide(a[j][j], DIGITS);
        for (int k = j; k <= m; k++) {
          a[i][k] = a[i][k].subtract(t.multiply(a[j][k], DIGITS), DIGITS);
        }
      }
    }
    BigDecimal[] x = new BigDecimal[m];
    for (int i = m - 1; i >= 0; i--) {
      x[i] = a[i][m];
      for (int k = i + 1; k < m; k++) {
        x[i] = x[i].subtract(a[i][k].multiply(x[k], DIGITS), DIGITS);
      }
      x[i] = x[i].divide(a[i][i], DIGITS);
    }
    return x;
  }

  private static double error(BigDecimal exact, double x) {
    return exact.signum() == 0 ? Math.abs(x)
        : new BigDecimal(x).subtract(exact).divide(exact, DIGITS).abs().doubleValue();
  }

  private static double[] powers(Random random, int n, double magnitudes) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextInt(9) == 0 ? 0.0 : Math.pow(10.0, magnitudes * (random.nextDouble() - 0.5));
    }
    return x;
  }

  /** However stiff: flows and pools of 40 magnitudes. */
  @Test
  void implicitStepsAreAccuratePositiveAndKeepTheSum() {
    Random random = new Random(1);
    double worst = 0.0;
    for (int trial = 0; trial < 400; trial++) {
      boolean seven = trial % 2 == 0;
      int[] from = seven ? FashamFlows.from() : NpzdFlows.from();
      int[] to = seven ? FashamFlows.to() : NpzdFlows.to();
      double[] flows = powers(random, from.length, 20.0);
      double[] c = powers(random, seven ? 7 : 4, 20.0);
      double dt = Math.pow(10.0, 12.0 * random.nextDouble() - 4.0);
      BigDecimal[] exact = solution(from, to, dt, flows, c);
      double[] x = step(from, to, dt, flows, c);
      BigDecimal before = BigDecimal.ZERO;
      BigDecimal after = BigDecimal.ZERO;
      for (int i = 0; i < x.length; i++) {
        worst = Math.max(worst, error(exact[i], x[i]));
        assertTrue(x[i] > 0.0 || c[i] == 0.0 && x[i] == 0.0, "pool " + i + " is " + x[i]);
        before = before.add(new BigDecimal(c[i]));
        after = after.add(new BigDecimal(x[i]));
      }
      if (before.signum() > 0) {
        assertTrue(after.subtract(before).abs().divide(before, DIGITS).doubleValue()
            <= 12 * UNIT, "sum of trial " + trial);
      }
    }
    assertTrue(worst <= 12 * UNIT, "largest error " + worst / UNIT + " units");
  }

  @Test
  void soAreThoseOfFloats() {
    Random random = new Random(2);
    double worst = 0.0;
    for (int trial = 0; trial < 300; trial++) {
      float[] flows = NpzdFlowsTest.narrowed(powers(random, 17, 6.0));
      float[] x = NpzdFlowsTest.narrowed(powers(random, 7, 6.0));
      double[] c = widened(x);
      BigDecimal[] exact = solution(FashamFlows.from(), FashamFlows.to(), 0.5, widened(flows), c);
      FloatTransfers.patankar(1, 7, FashamFlows.from(), FashamFlows.to(), 0.5f, flows, 0, 1, x, 0, 1,
          new float[FloatTransfers.workspace(7, ONE)], ONE);
      for (int i = 0; i < 7; i++) {
        worst = Math.max(worst, error(exact[i], x[i]));
      }
    }
    assertTrue(worst <= 12 * 0x1p-24, "largest error " + worst / 0x1p-24 + " units");
  }

  private static double[] widened(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  /** Pools that exchange 3·c_0 and 1·c_1 a day, to time 1. */
  private static double error(int steps, boolean implicit) {
    double[] c = {0.9, 0.1};
    double dt = 1.0 / steps;
    int[] from = {0, 1};
    int[] to = {1, 0};
    for (int step = 0; step < steps; step++) {
      double[] flows = {3.0 * c[0], c[1]};
      if (implicit) {
        c = step(from, to, dt, flows, c);
      } else {
        Transfers.euler(1, 2, from, to, dt, Double.NEGATIVE_INFINITY, flows, 0, 1, c, 0, 1, ONE);
      }
    }
    return c[0] - (0.25 + 0.65 * Math.exp(-4.0));
  }

  @Test
  void bothSchemesConvergeInFirstOrder() {
    for (boolean implicit : new boolean[] {false, true}) {
      double order = Math.log(error(2000, implicit) / error(4000, implicit)) / Math.log(2.0);
      assertEquals(1.0, order, 0.01, "implicit " + implicit);
      assertTrue(Math.abs(error(4000, implicit)) < 1e-4);
    }
  }

  /** Of a step that is as long as can be, pools are in balance: what 0 gives, 3·c_0, is what 1 gives. */
  @Test
  void longStepsLeadToBalance() {
    double[] x = step(new int[] {0, 1}, new int[] {1, 0}, 1e30, new double[] {3.0 * 0.9, 0.1}, new double[] {0.9, 0.1});
    assertArrayEquals(new double[] {0.25, 0.75}, x, 4 * UNIT);
  }

  /** What is there is sum and product of the contract, of which the errors follow. */
  @Test
  void explicitStepsKeepTheSumUpToTheirRoundings() {
    Random random = new Random(3);
    int[] from = FashamFlows.from();
    int[] to = FashamFlows.to();
    for (int trial = 0; trial < 500; trial++) {
      double[] flows = powers(random, 17, 6.0);
      double[] c = powers(random, 7, 6.0);
      double[] x = c.clone();
      double dt = random.nextDouble() + 0.01;
      Transfers.euler(1, 7, from, to, dt, Double.NEGATIVE_INFINITY, flows, 0, 1, x, 0, 1, ONE);
      for (int i = 0; i < 7; i++) {
        BigDecimal sum = BigDecimal.ZERO;
        double magnitudes = 0.0;
        int count = 0;
        for (int k = 0; k < 17; k++) {
          if (from[k] == i || to[k] == i) {
            BigDecimal flow = new BigDecimal(flows[k]);
            sum = to[k] == i ? sum.add(flow) : sum.subtract(flow);
            magnitudes += flows[k];
            count++;
          }
        }
        BigDecimal exact = new BigDecimal(c[i]).add(sum.multiply(new BigDecimal(dt)));
        double bound = 1.01 * UNIT * (Math.abs(x[i]) + dt * (count - 1) * magnitudes);
        assertTrue(new BigDecimal(x[i]).subtract(exact).abs().doubleValue() <= bound, "pool " + i);
      }
    }
  }

  @Test
  void aFloorIsWhatIsKeptAtLeast() {
    double[] c = {1.0, 1.0, Double.NaN};
    Transfers.euler(1, 3, new int[] {0, 2}, new int[] {1, 1}, 0.5, 0.25, new double[] {1.75, 1.0}, 0, 1, c, 0, 1, ONE);
    assertArrayEquals(new double[] {0.25, 2.375, Double.NaN}, c);
  }

  @Test
  void viewsAreTheSameAndThreadsDoNotShow() {
    int cells = 20_011;
    Random random = new Random(8);
    double[] flows = random.doubles(17L * cells).toArray();
    double[] c = random.doubles(7L * cells).toArray();
    try (Workers two = Workers.of(2)) {
      for (boolean implicit : new boolean[] {false, true}) {
        double[] x = c.clone();
        double[] y = c.clone();
        int[] from = FashamFlows.from();
        int[] to = FashamFlows.to();
        if (implicit) {
          Transfers.patankar(cells, 7, from, to, 0.5, flows, 0, cells, x, 0, cells,
              new double[Transfers.workspace(7, ONE)], ONE);
          Transfers.patankar(from, to, 0.5, Matrix.of(flows, 17, cells), Matrix.of(y, 7, cells),
              new double[Transfers.workspace(7, two)], two);
        } else {
          Transfers.euler(cells, 7, from, to, 0.5, 0.1, flows, 0, cells, x, 0, cells, ONE);
          Transfers.euler(from, to, 0.5, 0.1, Matrix.of(flows, 17, cells), Matrix.of(y, 7, cells), two);
        }
        assertArrayEquals(x, y);
      }
    }
  }

  @Test
  void flowsThatGoNowhereAreRefused() {
    for (int[] bad : new int[][] {{0, 3}, {-1, 0}, {1, 1}}) {
      String message = assertThrows(IllegalArgumentException.class,
          () -> Transfers.euler(1, 3, new int[] {0, bad[0], 2}, new int[] {1, bad[1], 2}, 0.5, 0.0, new double[3], 0, 1,
              new double[3], 0, 1, ONE)).getMessage();
      assertEquals("transferEuler: flow 1 must go from one of 3 pools to another, but goes from " + bad[0] + " to "
          + bad[1], message);
    }
    assertThrows(IllegalArgumentException.class, () -> Transfers.workspace(1, ONE));
    assertThrows(IllegalArgumentException.class, () -> Transfers.workspace(17, ONE));
  }
}
