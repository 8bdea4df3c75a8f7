package org.isobit.verify.linalg.minimization;

import static java.lang.StrictMath.cos;
import static java.lang.StrictMath.exp;
import static java.lang.StrictMath.sin;
import static java.lang.StrictMath.sqrt;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Problems 21–35 of Moré, Garbow and Hillstrom, of any number of variables. */
final class VariableProblems {

  private static final double A = 1e-5;

  private VariableProblems() {}

  static List<StandardProblem> all() {
    return List.of(extendedRosenbrock(10), extendedPowell(12), penalty1(4, 2.24997e-5), penalty1(10, 7.08765e-5),
        penalty2(4, 9.37629e-6), penalty2(10, 2.93660e-4), variablyDimensioned(10), trigonometric(10),
        brownAlmostLinear(10), boundaryValue(10), integralEquation(10), broydenTridiagonal(10), broydenBanded(10),
        linearFullRank(5, 10), linearRankOne(5, 10), linearRankOneZeros(5, 10), chebyquad(7, 0.0),
        chebyquad(8, 3.51687e-3), chebyquad(9, 0.0), chebyquad(10, 6.50395e-3));
  }

  /** n numbers, i from 1. */
  private static double[] start(int n, IntToDoubleFunction x) {
    double[] start = new double[n];
    Arrays.setAll(start, i -> x.applyAsDouble(i + 1));
    return start;
  }

  static StandardProblem extendedRosenbrock(int n) {
    return StandardProblem.of("21 Extended Rosenbrock, " + n, n, start(n, i -> i % 2 == 1 ? -1.2 : 1), List.of(0.0),
        (x, r) -> {
          for (int i = 0; i < n; i += 2) {
            r[i] = 10 * (x[i + 1] - x[i] * x[i]);
            r[i + 1] = 1 - x[i];
          }
        }, (x, j) -> {
          for (int i = 0; i < n; i += 2) {
            j[i * n + i] = -20 * x[i];
            j[i * n + i + 1] = 10;
            j[(i + 1) * n + i] = -1;
          }
        });
  }

  static StandardProblem extendedPowell(int n) {
    double[] first = {1, 3, -1, 0};
    return StandardProblem.of("22 Extended Powell singular, " + n, n, start(n, i -> first[i % 4]), List.of(0.0),
        (x, r) -> {
          for (int i = 0; i < n; i += 4) {
            r[i] = x[i] + 10 * x[i + 1];
            r[i + 1] = sqrt(5) * (x[i + 2] - x[i + 3]);
            r[i + 2] = (x[i + 1] - 2 * x[i + 2]) * (x[i + 1] - 2 * x[i + 2]);
            r[i + 3] = sqrt(10) * (x[i] - x[i + 3]) * (x[i] - x[i + 3]);
          }
        }, (x, j) -> {
          for (int i = 0; i < n; i += 4) {
            j[i * n + i] = 1;
            j[i * n + i + 1] = 10;
            j[(i + 1) * n + i + 2] = sqrt(5);
            j[(i + 1) * n + i + 3] = -sqrt(5);
            double a = 2 * (x[i + 1] - 2 * x[i + 2]);
            j[(i + 2) * n + i + 1] = a;
            j[(i + 2) * n + i + 2] = -2 * a;
            double b = 2 * sqrt(10) * (x[i] - x[i + 3]);
            j[(i + 3) * n + i] = b;
            j[(i + 3) * n + i + 3] = -b;
          }
        });
  }

  static StandardProblem penalty1(int n, double minimum) {
    return StandardProblem.of("23 Penalty I, " + n, n + 1, start(n, i -> i), List.of(minimum), (x, r) -> {
      r[n] = -0.25;
      for (int i = 0; i < n; i++) {
        r[i] = sqrt(A) * (x[i] - 1);
        r[n] += x[i] * x[i];
      }
    }, (x, j) -> {
      for (int i = 0; i < n; i++) {
        j[i * n + i] = sqrt(A);
        j[n * n + i] = 2 * x[i];
      }
    });
  }

  static StandardProblem penalty2(int n, double minimum) {
    return StandardProblem.of("24 Penalty II, " + n, 2 * n, start(n, i -> 0.5), List.of(minimum), (x, r) -> {
      r[0] = x[0] - 0.2;
      r[2 * n - 1] = n * x[0] * x[0] - 1;
      for (int i = 1; i < n; i++) {
        r[i] = sqrt(A) * (exp(x[i] / 10) + exp(x[i - 1] / 10) - exp((i + 1) / 10.0) - exp(i / 10.0));
        r[n + i - 1] = sqrt(A) * (exp(x[i] / 10) - exp(-0.1));
        r[2 * n - 1] += (n - i) * x[i] * x[i];
      }
    }, (x, j) -> {
      j[0] = 1;
      j[(2 * n - 1) * n] = 2 * n * x[0];
      for (int i = 1; i < n; i++) {
        j[i * n + i] = sqrt(A) * exp(x[i] / 10) / 10;
        j[i * n + i - 1] = sqrt(A) * exp(x[i - 1] / 10) / 10;
        j[(n + i - 1) * n + i] = sqrt(A) * exp(x[i] / 10) / 10;
        j[(2 * n - 1) * n + i] = 2 * (n - i) * x[i];
      }
    });
  }

  static StandardProblem variablyDimensioned(int n) {
    return StandardProblem.of("25 Variably dimensioned, " + n, n + 2, start(n, i -> 1 - i / (double) n), List.of(0.0),
        (x, r) -> {
          double sum = 0;
          for (int i = 0; i < n; i++) {
            r[i] = x[i] - 1;
            sum += (i + 1) * (x[i] - 1);
          }
          r[n] = sum;
          r[n + 1] = sum * sum;
        }, (x, j) -> {
          double sum = 0;
          for (int i = 0; i < n; i++) {
            sum += (i + 1) * (x[i] - 1);
          }
          for (int i = 0; i < n; i++) {
            j[i * n + i] = 1;
            j[n * n + i] = i + 1;
            j[(n + 1) * n + i] = 2 * sum * (i + 1);
          }
        });
  }

  /** The paper gives 0 alone; from its start most methods end in the second minimum, which is not the paper's. */
  static StandardProblem trigonometric(int n) {
    return StandardProblem.of("26 Trigonometric, " + n, n, start(n, i -> 1.0 / n), List.of(0.0, 2.79506e-5),
        (x, r) -> {
          double sum = n;
          for (int i = 0; i < n; i++) {
            sum -= cos(x[i]);
          }
          for (int i = 0; i < n; i++) {
            r[i] = sum + (i + 1) * (1 - cos(x[i])) - sin(x[i]);
          }
        }, (x, j) -> {
          for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
              j[i * n + k] = sin(x[k]) + (i == k ? (i + 1) * sin(x[i]) - cos(x[i]) : 0);
            }
          }
        });
  }

  static StandardProblem brownAlmostLinear(int n) {
    return StandardProblem.of("27 Brown almost linear, " + n, n, start(n, i -> 0.5), List.of(0.0, 1.0), (x, r) -> {
      double sum = -(n + 1);
      double product = 1;
      for (int i = 0; i < n; i++) {
        sum += x[i];
        product *= x[i];
      }
      for (int i = 0; i < n - 1; i++) {
        r[i] = x[i] + sum;
      }
      r[n - 1] = product - 1;
    }, (x, j) -> {
      for (int k = 0; k < n; k++) {
        double others = 1;
        for (int i = 0; i < n; i++) {
          j[i * n + k] = i == k ? 2 : 1;
          others *= i == k ? 1 : x[i];
        }
        j[(n - 1) * n + k] = others;
      }
    });
  }

  private static double cube(double x, double t) {
    return (x + t + 1) * (x + t + 1) * (x + t + 1);
  }

  static StandardProblem boundaryValue(int n) {
    double h = 1.0 / (n + 1);
    return StandardProblem.of("28 Discrete boundary value, " + n, n, start(n, i -> i * h * (i * h - 1)), List.of(0.0),
        (x, r) -> {
          for (int i = 0; i < n; i++) {
            r[i] = 2 * x[i] - (i > 0 ? x[i - 1] : 0) - (i < n - 1 ? x[i + 1] : 0)
                + h * h * cube(x[i], (i + 1) * h) / 2;
          }
        }, (x, j) -> {
          for (int i = 0; i < n; i++) {
            double s = x[i] + (i + 1) * h + 1;
            j[i * n + i] = 2 + 1.5 * h * h * s * s;
            if (i > 0) {
              j[i * n + i - 1] = -1;
              j[(i - 1) * n + i] = -1;
            }
          }
        });
  }

  static StandardProblem integralEquation(int n) {
    double h = 1.0 / (n + 1);
    return StandardProblem.of("29 Discrete integral equation, " + n, n, start(n, i -> i * h * (i * h - 1)),
        List.of(0.0), (x, r) -> {
          for (int i = 0; i < n; i++) {
            double t = (i + 1) * h;
            double sum = 0;
            for (int k = 0; k < n; k++) {
              double s = (k + 1) * h;
              sum += (k <= i ? (1 - t) * s : t * (1 - s)) * cube(x[k], s);
            }
            r[i] = x[i] + h * sum / 2;
          }
        }, (x, j) -> {
          for (int i = 0; i < n; i++) {
            double t = (i + 1) * h;
            for (int k = 0; k < n; k++) {
              double s = (k + 1) * h;
              double u = x[k] + s + 1;
              j[i * n + k] = (i == k ? 1 : 0) + 1.5 * h * (k <= i ? (1 - t) * s : t * (1 - s)) * u * u;
            }
          }
        });
  }

  static StandardProblem broydenTridiagonal(int n) {
    return StandardProblem.of("30 Broyden tridiagonal, " + n, n, start(n, i -> -1), List.of(0.0), (x, r) -> {
      for (int i = 0; i < n; i++) {
        r[i] = (3 - 2 * x[i]) * x[i] - (i > 0 ? x[i - 1] : 0) - (i < n - 1 ? 2 * x[i + 1] : 0) + 1;
      }
    }, (x, j) -> {
      for (int i = 0; i < n; i++) {
        j[i * n + i] = 3 - 4 * x[i];
        if (i > 0) {
          j[i * n + i - 1] = -1;
          j[(i - 1) * n + i] = -2;
        }
      }
    });
  }

  static StandardProblem broydenBanded(int n) {
    return StandardProblem.of("31 Broyden banded, " + n, n, start(n, i -> -1), List.of(0.0), (x, r) -> {
      for (int i = 0; i < n; i++) {
        r[i] = x[i] * (2 + 5 * x[i] * x[i]) + 1;
        for (int k = Math.max(0, i - 5); k <= Math.min(n - 1, i + 1); k++) {
          r[i] -= k == i ? 0 : x[k] * (1 + x[k]);
        }
      }
    }, (x, j) -> {
      for (int i = 0; i < n; i++) {
        for (int k = Math.max(0, i - 5); k <= Math.min(n - 1, i + 1); k++) {
          j[i * n + k] = k == i ? 2 + 15 * x[i] * x[i] : -1 - 2 * x[k];
        }
      }
    });
  }

  static StandardProblem linearFullRank(int n, int m) {
    return StandardProblem.of("32 Linear, full rank, " + n + " of " + m, m, start(n, i -> 1),
        List.of((double) (m - n)), (x, r) -> {
          double sum = Arrays.stream(x).sum();
          for (int i = 0; i < m; i++) {
            r[i] = (i < n ? x[i] : 0) - 2.0 / m * sum - 1;
          }
        }, (x, j) -> {
          for (int i = 0; i < m * n; i++) {
            j[i] = (i / n == i % n ? 1 : 0) - 2.0 / m;
          }
        });
  }

  static StandardProblem linearRankOne(int n, int m) {
    return StandardProblem.of("33 Linear, rank 1, " + n + " of " + m, m, start(n, i -> 1),
        List.of(m * (m - 1) / (2.0 * (2 * m + 1))), (x, r) -> {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += (k + 1) * x[k];
          }
          for (int i = 0; i < m; i++) {
            r[i] = (i + 1) * sum - 1;
          }
        }, (x, j) -> {
          for (int i = 0; i < m * n; i++) {
            j[i] = (i / n + 1) * (i % n + 1);
          }
        });
  }

  static StandardProblem linearRankOneZeros(int n, int m) {
    return StandardProblem.of("34 Linear, rank 1 with zeros, " + n + " of " + m, m, start(n, i -> 1),
        List.of((m * m + 3 * m - 6) / (2.0 * (2 * m - 3))), (x, r) -> {
          double sum = 0;
          for (int k = 1; k < n - 1; k++) {
            sum += (k + 1) * x[k];
          }
          for (int i = 0; i < m; i++) {
            r[i] = (i < m - 1 ? i * sum : 0) - 1;
          }
        }, (x, j) -> {
          for (int i = 0; i < m - 1; i++) {
            for (int k = 1; k < n - 1; k++) {
              j[i * n + k] = i * (k + 1);
            }
          }
        });
  }

  static StandardProblem chebyquad(int n, double minimum) {
    return StandardProblem.of("35 Chebyquad, " + n, n, start(n, i -> i / (n + 1.0)), List.of(minimum),
        (x, r) -> chebyshev(x, r, new double[n * n]), (x, j) -> chebyshev(x, new double[n], j));
  }

  /** Shifted Chebyshev polynomials T_i(2x − 1) and their slopes, by recurrence. */
  private static void chebyshev(double[] x, double[] r, double[] j) {
    int n = x.length;
    Arrays.fill(r, 0);
    for (int k = 0; k < n; k++) {
      double y = 2 * x[k] - 1;
      double before = 1;
      double now = y;
      double slopeBefore = 0;
      double slope = 2;
      for (int i = 0; i < n; i++) {
        r[i] += now / n;
        j[i * n + k] = slope / n;
        double next = 2 * y * now - before;
        double slopeNext = 4 * now + 2 * y * slope - slopeBefore;
        before = now;
        now = next;
        slopeBefore = slope;
        slope = slopeNext;
      }
    }
    for (int i = 1; i < n; i += 2) {
      r[i] += 1.0 / ((i + 1) * (i + 1) - 1);
    }
  }
}
