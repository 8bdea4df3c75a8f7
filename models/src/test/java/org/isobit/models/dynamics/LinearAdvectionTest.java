package org.isobit.models.dynamics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.pde.LinearAdvection;
import org.junit.jupiter.api.Test;

/** Linear advection against shifts, the waves that it moves, and its adjoint. */
class LinearAdvectionTest {

  private static double sum(double[] x) {
    return Arrays.stream(x).sum();
  }

  private static double squares(double[] x) {
    return Arrays.stream(x).map(v -> v * v).sum();
  }

  @Test
  void wholeCourantNumbersShiftBits() {
    for (int courant : new int[] {1, 3, 0, -1, -2, 27}) {
      int n = 10;
      double[] x = SampleModels.normal(3 * n, 1);
      x[4] = -0.0;
      double[] expected = new double[3 * n];
      for (int m = 0; m < 3; m++) {
        for (int i = 0; i < n; i++) {
          expected[m * n + Math.floorMod(i + 4 * courant, n)] = x[m * n + i];
        }
      }
      new LinearAdvection(n, courant, 1.0).advance(5, 4, Ensemble.of(x, 3, n), Workers.serial());
      for (int i = 0; i < x.length; i++) {
        assertEquals(Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(x[i]), courant + ": " + i);
      }
    }
  }

  @Test
  void massStaysAndDampingTakesItsShare() {
    double[] x = SampleModels.normal(50, 2);
    double before = sum(x);
    new LinearAdvection(50, -1.7, 1.0).advance(0, 200, x);
    assertEquals(before, sum(x), 1e-12);
    new LinearAdvection(50, 0.25, 0.98).advance(0, 10, x);
    assertEquals(before * Math.pow(0.98, 10), sum(x), 1e-12);
  }

  /** A step multiplies the wave exp(ikx) by exp(−iks)·(1 − f + f·exp(−ik)). */
  @Test
  void upwindStepsHaveTheirDispersionRelation() {
    int n = 32;
    for (double courant : new double[] {0.3, 0.5, 2.75, -0.6}) {
      for (int wave = 0; wave <= n / 2; wave++) {
        double k = 2.0 * Math.PI * wave / n;
        double s = Math.floor(courant);
        double f = courant - s;
        double re = Math.cos(k * s) * (1.0 - f) + f * Math.cos(k * (s + 1.0));
        double im = -Math.sin(k * s) * (1.0 - f) - f * Math.sin(k * (s + 1.0));
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
          x[i] = Math.cos(k * i);
        }
        new LinearAdvection(n, courant, 1.0).advance(0, 1, x);
        for (int i = 0; i < n; i++) {
          assertEquals(re * Math.cos(k * i) - im * Math.sin(k * i), x[i], 1e-13);
        }
      }
    }
  }

  private static double wave(double place) {
    return Math.exp(Math.sin(2.0 * Math.PI * place));
  }

  /** Largest error after a quarter of the ring. */
  private static double error(int n, boolean centred) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = wave((double) i / n);
    }
    if (centred) {
      new RungeKutta4().advance(LinearAdvection.centred(n, 1.0), 0.5, n / 2, x);
    } else {
      new LinearAdvection(n, 0.5, 1.0).advance(0, n / 2, x);
    }
    double error = 0.0;
    for (int i = 0; i < n; i++) {
      error = Math.max(error, Math.abs(x[i] - wave((double) i / n - 0.25)));
    }
    return error;
  }

  @Test
  void errorsShrinkAsTheOrderSays() {
    assertEquals(1.0, Math.log(error(400, false) / error(800, false)) / Math.log(2.0), 0.05);
    assertEquals(2.0, Math.log(error(200, true) / error(400, true)) / Math.log(2.0), 0.05);
  }

  /** Waves move with sin(k)/k, sum and squares stay as far as the scheme in time keeps them. */
  @Test
  void centredDifferencesHaveTheirDispersionRelation() {
    int n = 24;
    for (int wave = 1; wave < n / 2; wave++) {
      double k = 2.0 * Math.PI * wave / n;
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = 1.0 + Math.cos(k * i);
      }
      new RungeKutta4().advance(LinearAdvection.centred(n, -2.0), 0.01, 300, x);
      for (int i = 0; i < n; i++) {
        assertEquals(1.0 + Math.cos(k * i + 6.0 * Math.sin(k)), x[i], 1e-8);
      }
      assertEquals(n, sum(x), 1e-11);
      assertEquals(1.5 * n, squares(x), 1e-7);
    }
  }

  @Test
  void adjointsFitTangents() {
    for (double courant : new double[] {1.0, 0.3, -4.6, 12.5, 0.0}) {
      for (int n : new int[] {1, 2, 9}) {
        LinearAdvection model = new LinearAdvection(n, courant, 0.9);
        double[] dx = SampleModels.normal(n + 1, 3);
        double[] dy = SampleModels.normal(n + 2, 4);
        double[] forward = dx.clone();
        double[] backward = dy.clone();
        double[] stepped = dx.clone();
        model.step(0, stepped, 1);
        model.tangent(forward, 1);
        model.adjoint(backward, 2);
        assertArrayEquals(stepped, forward);
        double left = 0.0;
        double right = 0.0;
        for (int i = 0; i < n; i++) {
          left += forward[1 + i] * dy[2 + i];
          right += dx[1 + i] * backward[2 + i];
        }
        assertTrue(Math.abs(left - right) <= 1e-13 * Math.sqrt(squares(forward) * squares(dy)), left + ", " + right);
      }
    }
  }

  /** The right-hand side is its own tangent, and its adjoint is it with the other sign: the matrix is antisymmetric. */
  @Test
  void centredDifferencesAreAntisymmetric() {
    QuadraticModel model = LinearAdvection.centred(12, 1.5);
    double[] x = SampleModels.normal(12, 5);
    double[] tendency = new double[12];
    double[] tangent = new double[12];
    double[] adjoint = new double[12];
    model.tendency(x, 0, tendency, 0);
    model.tangent(new double[12], 0, x, 0, tangent, 0);
    model.adjoint(new double[12], 0, x, 0, adjoint, 0);
    assertArrayEquals(tendency, tangent);
    for (int i = 0; i < 12; i++) {
      assertEquals(1.5 * 0.5 * (x[(i + 11) % 12] - x[(i + 1) % 12]), tendency[i], 1e-15);
      assertEquals(-tendency[i], adjoint[i], 1e-15);
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals("LinearAdvection: size must be from 1 to 100000, but is 0",
        message(() -> new LinearAdvection(0, 1.0, 1.0)));
    assertEquals("LinearAdvection: size must be from 3 to 100000, but is 2",
        message(() -> LinearAdvection.centred(2, 1.0)));
    assertEquals("LinearAdvection: courant must be finite, but is Infinity",
        message(() -> new LinearAdvection(5, Double.POSITIVE_INFINITY, 1.0)));
    assertEquals("LinearAdvection: damping must be finite, but is NaN",
        message(() -> new LinearAdvection(5, 1.0, Double.NaN)));
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
