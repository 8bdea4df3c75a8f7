package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.junit.jupiter.api.Test;

/** Vector forms, member layouts and threads against the scheme written out for one state. */
class IntegratorTest {

  private static final Model WRITTEN_63 = Model.of(3, (x, o, d, at) -> {
    d[at] = 10.0 * (x[o + 1] - x[o]);
    d[at + 1] = 28.0 * x[o] - x[o + 1] - x[o] * x[o + 2];
    d[at + 2] = x[o] * x[o + 1] - 8.0 / 3.0 * x[o + 2];
  });

  private static Model written96(int n) {
    return Model.of(n, (x, o, d, at) -> {
      for (int i = 0; i < n; i++) {
        d[at + i] = (x[o + (i + 1) % n] - x[o + (i + n - 2) % n]) * x[o + (i + n - 1) % n] - x[o + i] + 8.0;
      }
    });
  }

  /** One step by the formulas. */
  private static void step(Model model, boolean fourth, double dt, double[] x) {
    int n = x.length;
    double[] k1 = times(dt, model, x, null, 0);
    if (!fourth) {
      double[] k2 = times(dt, model, x, k1, 1.0);
      for (int i = 0; i < n; i++) {
        x[i] = x[i] + (k1[i] + k2[i]) / 2.0;
      }
      return;
    }
    double[] k2 = times(dt, model, x, k1, 2.0);
    double[] k3 = times(dt, model, x, k2, 2.0);
    double[] k4 = times(dt, model, x, k3, 1.0);
    for (int i = 0; i < n; i++) {
      x[i] = x[i] + (k1[i] + 2.0 * (k2[i] + k3[i]) + k4[i]) / 6.0;
    }
  }

  private static double[] times(double dt, Model model, double[] x, double[] k, double divisor) {
    double[] y = x.clone();
    for (int i = 0; k != null && i < x.length; i++) {
      y[i] = x[i] + k[i] / divisor;
    }
    double[] f = new double[x.length];
    model.tendency(y, 0, f, 0);
    for (int i = 0; i < f.length; i++) {
      f[i] = dt * f[i];
    }
    return f;
  }

  private static void check(Model fast, Model written, boolean fourth, int members, Workers workers) {
    int n = fast.size();
    int ld = n + 3;
    double[] values = new double[5 + members * ld];
    Random random = new Random(n * 31L + members);
    for (int i = 0; i < values.length; i++) {
      values[i] = 3.0 * random.nextGaussian();
    }
    double[] expected = values.clone();
    for (int m = 0; m < members; m++) {
      double[] x = java.util.Arrays.copyOfRange(expected, 5 + m * ld, 5 + m * ld + n);
      for (int s = 0; s < 30; s++) {
        step(written, fourth, 0.01, x);
      }
      System.arraycopy(x, 0, expected, 5 + m * ld, n);
    }
    Integrator integrator = fourth ? new RungeKutta4() : new Heun();
    integrator.advance(fast, 0.01, 30, Ensemble.of(values, 5, ld, members, n), workers);
    assertArrayEquals(expected, values, fast + " " + integrator + " " + members + " members");
    double[] state = java.util.Arrays.copyOfRange(expected, 5, 5 + n);
    double[] same = state.clone();
    integrator.advance(fast, 0.01, 7, state);
    for (int s = 0; s < 7; s++) {
      step(written, fourth, 0.01, same);
    }
    assertArrayEquals(same, state);
  }

  @Test
  void lorenz63HasTheBitsOfTheFormula() {
    try (Workers two = Workers.of(2)) {
      for (int members : new int[] {2, 3, 15, 16, 17, 50, 300}) {
        for (boolean fourth : new boolean[] {true, false}) {
          check(new Lorenz63(), WRITTEN_63, fourth, members, two);
          check(WRITTEN_63, WRITTEN_63, fourth, members, Workers.serial());
        }
      }
    }
  }

  @Test
  void lorenz96HasTheBitsOfTheFormula() {
    try (Workers two = Workers.of(2)) {
      for (int n : new int[] {4, 5, 7, 10, 11, 12, 16, 17, 36, 39, 40, 41, 100}) {
        for (boolean fourth : new boolean[] {true, false}) {
          check(new Lorenz96(n, 8.0), written96(n), fourth, n == 100 ? 20 : 3, two);
        }
      }
    }
  }

  @Test
  void fourthOrderConverges() {
    double[] errors = new double[2];
    double[] fine = {1.0, 2.0, 20.0};
    new RungeKutta4().advance(new Lorenz63(), 0.00125, 80, fine);
    for (int r = 0; r < 2; r++) {
      double[] x = {1.0, 2.0, 20.0};
      new RungeKutta4().advance(new Lorenz63(), r == 0 ? 0.01 : 0.005, r == 0 ? 10 : 20, x);
      errors[r] = Math.hypot(x[0] - fine[0], Math.hypot(x[1] - fine[1], x[2] - fine[2]));
    }
    assertTrue(errors[0] / errors[1] > 10, errors[0] + " " + errors[1]);
  }

  @Test
  void saysWhatIsWrong() {
    Ensemble ensemble = Ensemble.allocate(2, 40);
    assertEquals("RungeKutta4: the model has 3 variables but the state has 40",
        assertThrows(IllegalArgumentException.class, () -> new RungeKutta4().advance(new Lorenz63(), 0.01, 1, ensemble,
            Workers.serial())).getMessage());
    assertEquals("Heun: dt must be finite, but is NaN", assertThrows(IllegalArgumentException.class,
        () -> new Heun().advance(new Lorenz96(), Double.NaN, 1, new double[40])).getMessage());
    assertEquals("Lorenz96: size must be at least 4, but is 3",
        assertThrows(IllegalArgumentException.class, () -> new Lorenz96(3, 8.0)).getMessage());
    assertEquals("Lorenz63: rho must be finite, but is Infinity",
        assertThrows(IllegalArgumentException.class, () -> new Lorenz63(10, Double.POSITIVE_INFINITY, 2)).getMessage());
  }
}
