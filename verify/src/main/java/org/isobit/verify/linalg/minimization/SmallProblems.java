package org.isobit.verify.linalg.minimization;

import static java.lang.StrictMath.PI;
import static java.lang.StrictMath.atan;
import static java.lang.StrictMath.exp;
import static java.lang.StrictMath.sqrt;

import java.util.List;

/** Problems 1–7, 12–14, 16 and 20 of Moré, Garbow and Hillstrom, which need no measured data. */
final class SmallProblems {

  private SmallProblems() {}

  static List<StandardProblem> all() {
    return List.of(rosenbrock(), freudensteinRoth(), powellBadlyScaled(), brownBadlyScaled(), beale(),
        jennrichSampson(), helicalValley(), box(), powellSingular(), wood(), brownDennis(), watson(6, 2.28767e-3),
        watson(9, 1.39976e-6), watson(12, 4.72238e-10));
  }

  private static double[] at(double... x) {
    return x;
  }

  /** Puts a matrix, row by row. */
  private static void put(double[] to, double... elements) {
    System.arraycopy(elements, 0, to, 0, elements.length);
  }

  static StandardProblem rosenbrock() {
    return StandardProblem.of("1 Rosenbrock", 2, at(-1.2, 1), List.of(0.0),
        (x, r) -> put(r, 10 * (x[1] - x[0] * x[0]), 1 - x[0]),
        (x, j) -> put(j, -20 * x[0], 10, -1, 0));
  }

  static StandardProblem freudensteinRoth() {
    return StandardProblem.of("2 Freudenstein and Roth", 2, at(0.5, -2), List.of(0.0, 48.9842),
        (x, r) -> put(r, -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]),
        (x, j) -> put(j, 1, 10 * x[1] - 3 * x[1] * x[1] - 2, 1, 3 * x[1] * x[1] + 2 * x[1] - 14));
  }

  static StandardProblem powellBadlyScaled() {
    return StandardProblem.of("3 Powell badly scaled", 2, at(0, 1), List.of(0.0),
        (x, r) -> put(r, 1e4 * x[0] * x[1] - 1, exp(-x[0]) + exp(-x[1]) - 1.0001),
        (x, j) -> put(j, 1e4 * x[1], 1e4 * x[0], -exp(-x[0]), -exp(-x[1])));
  }

  static StandardProblem brownBadlyScaled() {
    return StandardProblem.of("4 Brown badly scaled", 3, at(1, 1), List.of(0.0),
        (x, r) -> put(r, x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2),
        (x, j) -> put(j, 1, 0, 0, 1, x[1], x[0]));
  }

  static StandardProblem beale() {
    return StandardProblem.of("5 Beale", 3, at(1, 1), List.of(0.0),
        (x, r) -> put(r, 1.5 - x[0] * (1 - x[1]), 2.25 - x[0] * (1 - x[1] * x[1]),
            2.625 - x[0] * (1 - x[1] * x[1] * x[1])),
        (x, j) -> put(j, x[1] - 1, x[0], x[1] * x[1] - 1, 2 * x[0] * x[1], x[1] * x[1] * x[1] - 1,
            3 * x[0] * x[1] * x[1]));
  }

  static StandardProblem jennrichSampson() {
    return StandardProblem.of("6 Jennrich and Sampson", 10, at(0.3, 0.4), List.of(124.362), (x, r) -> {
      for (int i = 1; i <= 10; i++) {
        r[i - 1] = 2 + 2 * i - (exp(i * x[0]) + exp(i * x[1]));
      }
    }, (x, j) -> {
      for (int i = 1; i <= 10; i++) {
        j[2 * i - 2] = -i * exp(i * x[0]);
        j[2 * i - 1] = -i * exp(i * x[1]);
      }
    });
  }

  static StandardProblem helicalValley() {
    return StandardProblem.of("7 Helical valley", 3, at(-1, 0, 0), List.of(0.0), (x, r) -> {
      double theta = atan(x[1] / x[0]) / (2 * PI) + (x[0] < 0 ? 0.5 : 0);
      put(r, 10 * (x[2] - 10 * theta), 10 * (sqrt(x[0] * x[0] + x[1] * x[1]) - 1), x[2]);
    }, (x, j) -> {
      double square = x[0] * x[0] + x[1] * x[1];
      double root = sqrt(square);
      put(j, 50 * x[1] / (PI * square), -50 * x[0] / (PI * square), 10, 10 * x[0] / root, 10 * x[1] / root, 0, 0, 0, 1);
    });
  }

  static StandardProblem box() {
    return StandardProblem.of("12 Box three-dimensional, 10 terms", 10, at(0, 10, 20), List.of(0.0), (x, r) -> {
      for (int i = 1; i <= 10; i++) {
        double t = 0.1 * i;
        r[i - 1] = exp(-t * x[0]) - exp(-t * x[1]) - x[2] * (exp(-t) - exp(-10 * t));
      }
    }, (x, j) -> {
      for (int i = 1; i <= 10; i++) {
        double t = 0.1 * i;
        j[3 * i - 3] = -t * exp(-t * x[0]);
        j[3 * i - 2] = t * exp(-t * x[1]);
        j[3 * i - 1] = exp(-10 * t) - exp(-t);
      }
    });
  }

  static StandardProblem powellSingular() {
    return StandardProblem.of("13 Powell singular", 4, at(3, -1, 0, 1), List.of(0.0), (x, r) -> {
      double a = x[1] - 2 * x[2];
      double b = x[0] - x[3];
      put(r, x[0] + 10 * x[1], sqrt(5) * (x[2] - x[3]), a * a, sqrt(10) * b * b);
    }, (x, j) -> {
      double a = 2 * (x[1] - 2 * x[2]);
      double b = 2 * sqrt(10) * (x[0] - x[3]);
      put(j, 1, 10, 0, 0, 0, 0, sqrt(5), -sqrt(5), 0, a, -2 * a, 0, b, 0, 0, -b);
    });
  }

  static StandardProblem wood() {
    return StandardProblem.of("14 Wood", 6, at(-3, -1, -3, -1), List.of(0.0),
        (x, r) -> put(r, 10 * (x[1] - x[0] * x[0]), 1 - x[0], sqrt(90) * (x[3] - x[2] * x[2]), 1 - x[2],
            sqrt(10) * (x[1] + x[3] - 2), (x[1] - x[3]) / sqrt(10)),
        (x, j) -> put(j, -20 * x[0], 10, 0, 0, -1, 0, 0, 0, 0, 0, -2 * sqrt(90) * x[2], sqrt(90), 0, 0, -1, 0,
            0, sqrt(10), 0, sqrt(10), 0, 1 / sqrt(10), 0, -1 / sqrt(10)));
  }

  static StandardProblem brownDennis() {
    return StandardProblem.of("16 Brown and Dennis, 20 terms", 20, at(25, 5, -5, -1), List.of(85822.2), (x, r) -> {
      for (int i = 1; i <= 20; i++) {
        double t = i / 5.0;
        double a = x[0] + t * x[1] - exp(t);
        double b = x[2] + x[3] * StrictMath.sin(t) - StrictMath.cos(t);
        r[i - 1] = a * a + b * b;
      }
    }, (x, j) -> {
      for (int i = 1; i <= 20; i++) {
        double t = i / 5.0;
        double a = 2 * (x[0] + t * x[1] - exp(t));
        double b = 2 * (x[2] + x[3] * StrictMath.sin(t) - StrictMath.cos(t));
        j[4 * i - 4] = a;
        j[4 * i - 3] = t * a;
        j[4 * i - 2] = b;
        j[4 * i - 1] = StrictMath.sin(t) * b;
      }
    });
  }

  static StandardProblem watson(int n, double minimum) {
    return StandardProblem.of("20 Watson, " + n + " variables", 31, new double[n], List.of(minimum), (x, r) -> {
      for (int i = 1; i <= 29; i++) {
        double[] sums = watsonSums(i / 29.0, x);
        r[i - 1] = sums[0] - sums[1] * sums[1] - 1;
      }
      r[29] = x[0];
      r[30] = x[1] - x[0] * x[0] - 1;
    }, (x, j) -> {
      for (int i = 1; i <= 29; i++) {
        double t = i / 29.0;
        double sum = watsonSums(t, x)[1];
        double power = 1 / t;
        for (int k = 0; k < n; k++) {
          j[(i - 1) * n + k] = power * (k - 2 * t * sum);
          power *= t;
        }
      }
      j[29 * n] = 1;
      j[30 * n] = -2 * x[0];
      j[30 * n + 1] = 1;
    });
  }

  /** Σ (j − 1)·x_j·t^(j−2) and Σ x_j·t^(j−1). */
  private static double[] watsonSums(double t, double[] x) {
    double slope = 0;
    double value = 0;
    double power = 1;
    for (int k = 0; k < x.length; k++) {
      value += x[k] * power;
      slope += k == 0 ? 0 : k * x[k] * (power / t);
      power *= t;
    }
    return new double[] {slope, value};
  }
}
