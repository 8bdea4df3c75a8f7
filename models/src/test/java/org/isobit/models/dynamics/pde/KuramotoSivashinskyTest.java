package org.isobit.models.dynamics.pde;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.ExponentialRungeKutta4;
import org.isobit.models.dynamics.LyapunovExponents;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The equation of Kuramoto and Sivashinsky against analysis, finer grids, finer steps and a published exponent. */
class KuramotoSivashinskyTest {

  private static final ExponentialRungeKutta4 SCHEME = new ExponentialRungeKutta4();

  private static double[] run(int points, double dt, int steps) {
    KuramotoSivashinsky model = new KuramotoSivashinsky(points, 32.0);
    double[] u = model.wave();
    SCHEME.advance(model, dt, steps, u);
    return u;
  }

  private static double largestDifference(double[] x, double[] y) {
    double largest = 0.0;
    int apart = y.length / x.length;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(x[i] - y[(i + 1) * apart - 1]));
    }
    return largest;
  }

  /** Waves of few numbers are differentiated exactly: for u = cos(kx), −u·u_x = ½·k·sin(2kx). */
  @Test
  void rightHandSideIsThatOfTheEquation() {
    KuramotoSivashinsky model = new KuramotoSivashinsky(64, 7.0);
    double k = 3.0 * 2.0 / 7.0;
    double[] u = new double[64];
    double[] d = new double[64];
    for (int j = 0; j < 64; j++) {
      u[j] = 0.5 + Math.cos(k * 7.0 * Math.PI * j / 64.0);
    }
    model.tendency(u, 0, d, 0);
    for (int j = 0; j < 64; j++) {
      double angle = k * 7.0 * Math.PI * j / 64.0;
      double expected = u[j] * k * Math.sin(angle) + (k * k - k * k * k * k) * Math.cos(angle);
      assertEquals(expected, d[j], 1e-11);
    }
  }

  /** Against a grid of twice the points; 2·10⁻⁵ and 10⁻¹² were measured, the field being of size 3. */
  @Test
  void twiceThePointsAgree() {
    double difference = largestDifference(run(128, 0.25, 120), run(256, 0.25, 120));
    assertTrue(difference < 1e-4, "128 and 256 points differ by " + difference);
    double fine = largestDifference(run(256, 0.25, 120), run(512, 0.25, 120));
    assertTrue(fine < 1e-10, "256 and 512 points differ by " + fine);
  }

  /** dt·L is at most 2 here; of stiffer waves the order is reached at smaller steps. */
  @Test
  void stepsHaveFourthOrder() {
    double[] exact = run(64, 1.0 / 256.0, 256 * 8);
    double[] error = new double[3];
    for (int r = 0; r < 3; r++) {
      error[r] = largestDifference(run(64, 0.125 / (1 << r), 64 << r), exact);
    }
    assertEquals(4.0, Math.log(error[0] / error[1]) / Math.log(2.0), 0.25, error[0] + ", " + error[1]);
    assertEquals(4.0, Math.log(error[1] / error[2]) / Math.log(2.0), 0.25, error[1] + ", " + error[2]);
  }

  /** Steps of 0.25, z down to −60: against a fine run, 5·10⁻⁵ was measured at time 30. */
  @Test
  void stiffStepsAreAccurate() {
    double difference = largestDifference(run(128, 0.25, 120), run(128, 1.0 / 128.0, 128 * 30));
    assertTrue(difference < 2e-4, "differs by " + difference);
  }

  /** The mean of u stays. */
  @Test
  void theMeanStays() {
    double[] u = run(128, 0.25, 400);
    double sum = 0.0;
    for (double v : u) {
      sum += v;
    }
    assertEquals(0.0, sum, 1e-11);
  }

  /** A wave alone, so small that it does not act on itself, grows by its eigenvalue, however stiff it is. */
  @Test
  void smallWavesGrowOrDecayExactly() {
    KuramotoSivashinsky model = new KuramotoSivashinsky(32, 2.0);
    for (int waves : new int[] {1, 2, 5}) {
      double[] u = new double[32];
      for (int j = 0; j < 32; j++) {
        u[j] = 1e-12 * Math.cos(2.0 * Math.PI * waves * j / 32.0);
      }
      double before = u[0];
      SCHEME.advance(model, 0.01, 3, u);
      double k2 = waves * waves;
      assertEquals(before * Math.exp(0.03 * (k2 - k2 * k2)), u[0], 1e-25);
    }
  }

  /** A group in lanes and three members, and a group and another with lanes that stand idle. */
  @ParameterizedTest
  @ValueSource(ints = {11, 13})
  void membersHaveTheBitsOfStatesAlone(int members) {
    KuramotoSivashinsky model = new KuramotoSivashinsky(48, 12.0);
    Ensemble ensemble = Ensemble.of(new double[members * 50 + 3], 3, 50, members, 48);
    double[][] alone = new double[members][48];
    for (int m = 0; m < members; m++) {
      for (int j = 0; j < 48; j++) {
        alone[m][j] = Math.sin(0.1 * m + j) + 0.25 * m;
        ensemble.values()[ensemble.index(m) + j] = alone[m][j];
      }
      SCHEME.advance(model, 0.25, 4, alone[m]);
      SCHEME.advance(model, 0.25, 3, alone[m]);
    }
    SCHEME.advance(model, 0.25, 7, ensemble, Workers.shared());
    for (int m = 0; m < members; m++) {
      int at = ensemble.index(m);
      assertArrayEquals(alone[m], java.util.Arrays.copyOfRange(ensemble.values(), at, at + 48));
    }
  }

  @Test
  void saysWhatItCannotTake() {
    assertEquals("KuramotoSivashinsky: points must be even and at least 4, but are 15",
        assertThrows(IllegalArgumentException.class, () -> new KuramotoSivashinsky(15, 32.0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new KuramotoSivashinsky(128, -1.0));
  }

  /**
   * For L = 22, published as 0.043 (Cvitanović, Davidchack and Siminos 2010, SIAM J. Appl. Dyn. Syst. 9, 1–33, and
   * others since: 0.043 to 0.048).
   */
  @Test
  @Tag("full")
  void greatestExponentIsThePublishedOne() {
    KuramotoSivashinsky model = new KuramotoSivashinsky(64, 22.0 / Math.PI);
    double[] u = model.wave();
    SCHEME.advance(model, 0.25, 4000, u);
    LyapunovExponents exponents = new LyapunovExponents(model, SCHEME, 0.25, 4, 4);
    exponents.spinUp(u, 500);
    exponents.run(u, 50_000);
    double[] lambda = exponents.exponents();
    assertEquals(0.0455, lambda[0], 0.004, "greatest exponent");
    assertEquals(0.0, lambda[1], 0.003, "of shifts in time");
    assertEquals(0.0, lambda[2], 0.003, "of shifts in space");
  }
}
