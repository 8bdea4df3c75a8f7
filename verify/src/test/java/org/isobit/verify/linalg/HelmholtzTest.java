package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.linalg.poisson.Boundary;
import org.isobit.linalg.poisson.FloatHelmholtz;
import org.isobit.linalg.poisson.Helmholtz;
import org.isobit.linalg.poisson.Scheme;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Solutions put back into their equation, and solutions that are known. */
class HelmholtzTest {

  private static final Workers ONE = Workers.serial();
  private static final double[] LAMBDAS = {0.0, 3.5, -0.7};

  /** Points whose period is a product of small primes, with each boundary: 14 → 30 and 15 → 30. */
  private static int points(Boundary boundary, boolean many) {
    return boundary == Boundary.DIRICHLET ? many ? 35 : 14 : many ? 36 : 15;
  }

  @Test
  void theEquationHoldsAtEveryPoint() {
    for (Boundary down : Boundary.values()) {
      for (Boundary along : Boundary.values()) {
        for (double lambda : LAMBDAS) {
          residual(points(down, false), points(along, true), down, along, lambda);
        }
      }
    }
    for (Boundary along : Boundary.values()) {
      residual(1, points(along, true), Boundary.PERIODIC, along, 0.25);
    }
  }

  private static void residual(int rows, int columns, Boundary down, Boundary along, double lambda) {
    double high = 0.3;
    double wide = 0.2;
    int size = rows * columns;
    double[] f = new Inputs(size).doubles(2 * size);
    double[] u = new double[2 * size];
    Helmholtz solver = rows == 1 ? Helmholtz.line(columns, wide, along, lambda, Scheme.SECOND_ORDER)
        : Helmholtz.rectangle(rows, columns, high, wide, down, along, lambda, Scheme.SECOND_ORDER);
    solver.solve(2, f, 0, size, u, 0, size, ONE);
    boolean singular = lambda == 0.0 && down != Boundary.DIRICHLET && along != Boundary.DIRICHLET;
    for (int m = 0; m < 2; m++) {
      double mean = 0;
      double solved = 0;
      double largest = 0;
      for (int i = 0; i < size; i++) {
        mean += f[m * size + i] / size;
        solved += u[m * size + i] / size;
        largest = Math.max(largest, Math.abs(u[m * size + i]));
      }
      if (singular) {
        assertEquals(0.0, solved, 1e-15 * Math.max(1.0, largest));
      }
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double here = at(u, m, rows, columns, i, j, down, along);
          double second = rows == 1 ? 0.0 : (at(u, m, rows, columns, i - 1, j, down, along)
              + at(u, m, rows, columns, i + 1, j, down, along) - 2 * here) / (high * high);
          second += (at(u, m, rows, columns, i, j - 1, down, along) + at(u, m, rows, columns, i, j + 1, down, along)
              - 2 * here) / (wide * wide);
          double expected = f[m * size + i * columns + j] - (singular ? mean : 0.0);
          assertEquals(expected, second - lambda * here, 2e-14 * (1 + 100 * largest),
              down + " " + along + " " + lambda + " at " + i + ", " + j);
        }
      }
    }
  }

  /** A point, perhaps beyond an end. */
  private static double at(double[] u, int m, int rows, int columns, int i, int j, Boundary down, Boundary along) {
    int row = inside(i, rows, down);
    int column = inside(j, columns, along);
    return row < 0 || column < 0 ? 0.0 : u[(m * rows + row) * columns + column];
  }

  private static int inside(int i, int n, Boundary boundary) {
    return i >= 0 && i < n ? i : switch (boundary) {
      case PERIODIC -> Math.floorMod(i, n);
      case DIRICHLET -> -1;
      case NEUMANN -> i < 0 ? 0 : n - 1;
    };
  }

  /** Odd and even periods have none of these waves but by rounding, which a small denominator must not enlarge. */
  @Test
  void wavesThatAreNotThereDoNotMatter() {
    double lambda = Math.nextDown(-100.0); // −(2/h)² is the eigenvalue of the shortest wave
    residual(1, 53, Boundary.PERIODIC, Boundary.DIRICHLET, lambda);
    residual(1, 50, Boundary.PERIODIC, Boundary.NEUMANN, lambda);
    residual(1, 54, Boundary.PERIODIC, Boundary.NEUMANN, lambda);
  }

  @Test
  void spectralDerivativesOfWavesAreExact() {
    int n = 48;
    double h = 2 * Math.PI / n;
    double[] f = new double[n * n];
    double[] u = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        u[i * n + j] = Math.sin(3 * h * i) * Math.cos(5 * h * j);
        f[i * n + j] = (-9 - 25 - 2.0) * u[i * n + j];
      }
    }
    Helmholtz.rectangle(n, n, h, h, Boundary.PERIODIC, Boundary.PERIODIC, 2.0, Scheme.SPECTRAL)
        .solve(1, f, 0, n * n, f, 0, n * n, ONE);
    for (int i = 0; i < n * n; i++) {
      assertEquals(u[i], f[i], 1e-14);
    }
  }

  @Test
  void errorsOfTheSecondOrderSchemeFallWithTheSquareOfTheSpacing() {
    // u = x(1 − x)e^x, u'' = −x(3 + x)e^x, 0 at both ends; and u = cos(πx) + cos(3πx)/3, level at both ends.
    DoubleUnaryOperator bump = x -> x * (1 - x) * Math.exp(x);
    DoubleUnaryOperator bumpSecond = x -> -x * (3 + x) * Math.exp(x);
    DoubleUnaryOperator waves = x -> Math.cos(Math.PI * x) + Math.cos(3 * Math.PI * x) / 3;
    DoubleUnaryOperator wavesSecond = x -> -Math.PI * Math.PI * (Math.cos(Math.PI * x) + 3 * Math.cos(3 * Math.PI * x));
    assertEquals(4.0, error(79, Boundary.DIRICHLET, bump, bumpSecond)
        / error(159, Boundary.DIRICHLET, bump, bumpSecond), 0.05);
    assertEquals(4.0, error(80, Boundary.NEUMANN, waves, wavesSecond)
        / error(160, Boundary.NEUMANN, waves, wavesSecond), 0.05);
  }

  private static double error(int n, Boundary boundary, DoubleUnaryOperator u, DoubleUnaryOperator second) {
    double h = boundary == Boundary.DIRICHLET ? 1.0 / (n + 1) : 1.0 / n;
    double first = boundary == Boundary.DIRICHLET ? h : h / 2;
    double[] f = new double[n];
    for (int i = 0; i < n; i++) {
      f[i] = second.applyAsDouble(first + i * h);
    }
    Helmholtz.line(n, h, boundary, 0.0, Scheme.SECOND_ORDER).solve(1, f, 0, n, f, 0, n, ONE);
    double error = 0;
    for (int i = 0; i < n; i++) {
      error = Math.max(error, Math.abs(f[i] - u.applyAsDouble(first + i * h)));
    }
    return error;
  }

  @Test
  void floatsSolveAlike() {
    int n = 24;
    float[] f = new Inputs(1).floats(n * n);
    float[] u = new float[n * n];
    FloatHelmholtz.rectangle(n, n, 0.5f, 0.5f, Boundary.NEUMANN, Boundary.PERIODIC, 1.0f, Scheme.SECOND_ORDER)
        .solve(1, f, 0, n * n, u, 0, n * n, ONE);
    double[] wide = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      wide[i] = f[i];
    }
    Helmholtz.rectangle(n, n, 0.5, 0.5, Boundary.NEUMANN, Boundary.PERIODIC, 1.0, Scheme.SECOND_ORDER)
        .solve(1, wide, 0, n * n, wide, 0, n * n, ONE);
    for (int i = 0; i < n * n; i++) {
      assertEquals(wide[i], u[i], 1e-6);
    }
  }

  @Test
  void eigenvaluesAndOtherLengthsAreRefused() {
    double eigenvalue = -Math.pow(2 * Math.sin(Math.PI * 2 / 16), 2);
    NumericalException e = assertThrows(NumericalException.class,
        () -> Helmholtz.line(16, 1.0, Boundary.PERIODIC, eigenvalue, Scheme.SECOND_ORDER));
    assertEquals(2, e.index());
    // Without the wave in question there is nothing to refuse: sines of 7 points have no 8 half waves.
    Helmholtz.line(7, 1.0, Boundary.DIRICHLET, -4.0, Scheme.SECOND_ORDER);
    // Constant fields are divided by −λ, which has no inverse here.
    assertThrows(NumericalException.class,
        () -> Helmholtz.line(4, 1.0, Boundary.PERIODIC, 1e-310, Scheme.SECOND_ORDER));
    String message = assertThrows(IllegalArgumentException.class,
        () -> Helmholtz.line(12, 1.0, Boundary.DIRICHLET, 0.0, Scheme.SECOND_ORDER)).getMessage();
    assertTrue(message.contains("12 columns") && message.contains("26"), message);
  }
}
