package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.models.dynamics.lorenz.CubicLorenz96;
import org.isobit.models.dynamics.small.DoublePendulum;
import org.isobit.models.dynamics.small.LotkaVolterra;
import org.junit.jupiter.api.Test;

/** What models keep: exactly by their right-hand side, and over a run as far as the scheme's order allows. */
class ConservationTest {

  private static double energy(double[] x) {
    double sum = 0.0;
    for (double xi : x) {
      sum += 0.5 * xi * xi;
    }
    return sum;
  }

  /** Without forcing and damping Lorenz-96 keeps Σ x²/2; the scheme's loss is of fifth order a step. */
  @Test
  void advectionOfLorenz96KeepsTheEnergy() {
    Model advection = new CubicLorenz96(40, 0.0, 0.0, 0.0);
    double[] relative = new double[2];
    for (int r = 0; r < 2; r++) {
      double[] x = SampleModels.normal(40, 3);
      double before = energy(x);
      new RungeKutta4().advance(advection, 0.01 / (1 + r), 500 * (1 + r), x);
      relative[r] = Math.abs(energy(x) / before - 1.0);
    }
    assertTrue(relative[0] < 1e-6, "energy changed by " + relative[0]);
    assertTrue(relative[0] > 16.0 * relative[1], relative[0] + ", " + relative[1]);
  }

  /** With damping and forcing, dE/dt = F·Σx − 2E. */
  @Test
  void lorenz96DoesNoOtherWork() {
    double[] x = SampleModels.normal(40, 4);
    double[] d = new double[40];
    new Lorenz96().tendency(x, 0, d, 0);
    double work = 0.0;
    double sum = 0.0;
    for (int i = 0; i < 40; i++) {
      work += x[i] * d[i];
      sum += x[i];
    }
    assertEquals(8.0 * sum - 2.0 * energy(x), work, 1e-12);
  }

  @Test
  void preyAndPredatorKeepTheirInvariant() {
    double alpha = 1.0;
    double beta = 0.5;
    double delta = 0.75;
    double gamma = 1.25;
    double[] x = {2.0, 1.0};
    double before = delta * x[0] - gamma * Math.log(x[0]) + beta * x[1] - alpha * Math.log(x[1]);
    new RungeKutta4().advance(LotkaVolterra.two(alpha, beta, delta, gamma), 0.01, 10_000, x);
    double after = delta * x[0] - gamma * Math.log(x[0]) + beta * x[1] - alpha * Math.log(x[1]);
    assertEquals(before, after, 1e-7);
  }

  /** Of both masses, by the energies of their velocities and heights. */
  private static double energy(double m1, double m2, double l1, double l2, double[] s) {
    double upper = l1 * l1 * s[1] * s[1];
    double lower = upper + l2 * l2 * s[3] * s[3] + 2.0 * l1 * l2 * s[1] * s[3] * Math.cos(s[2] - s[0]);
    double height1 = -l1 * Math.cos(s[0]);
    double height2 = height1 - l2 * Math.cos(s[2]);
    return 0.5 * (m1 * upper + m2 * lower) + 9.8 * (m1 * height1 + m2 * height2);
  }

  /** Their share would be 0, and the pendulum another one. */
  @Test
  void massesHaveASum() {
    assertEquals("DoublePendulum: m1 + m2 must be finite, but is Infinity", assertThrows(
        IllegalArgumentException.class, () -> new DoublePendulum(1e308, 1e308, 1.0, 1.0, 9.8)).getMessage());
  }

  @Test
  void pendulumsKeepTheirEnergy() {
    double[] s = {2.0, 0.5, 2.5, -1.0};
    double before = energy(2.0, 0.75, 0.8, 1.3, s);
    new RungeKutta4().advance(new DoublePendulum(2.0, 0.75, 0.8, 1.3, 9.8), 0.001, 20_000, s);
    assertEquals(before, energy(2.0, 0.75, 0.8, 1.3, s), 1e-7);
  }
}
