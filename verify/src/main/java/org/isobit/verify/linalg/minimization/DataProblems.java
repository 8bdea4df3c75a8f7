package org.isobit.verify.linalg.minimization;

import static java.lang.StrictMath.abs;
import static java.lang.StrictMath.exp;
import static java.lang.StrictMath.log;
import static java.lang.StrictMath.pow;

import java.util.List;

/** Problems 8–11, 15 and 17–19 of Moré, Garbow and Hillstrom, fits to data. */
final class DataProblems {

  private static final double[] BARD = {0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34,
      2.10, 4.39};
  private static final double[] GAUSSIAN = {0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521,
      0.2420, 0.1295, 0.0540, 0.0175, 0.0044, 0.0009};
  private static final double[] MEYER = {34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147,
      4427, 3820, 3307, 2872};
  private static final double[] KOWALIK = {0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323,
      0.0235, 0.0246};
  private static final double[] KOWALIK_U = {4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625};
  private static final double[] OSBORNE_1 = {0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784,
      0.751, 0.718, 0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448,
      0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406};
  private static final double[] OSBORNE_2 = {1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725,
      0.746, 0.679, 0.608, 0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661,
      0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562,
      0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559, 0.597, 0.625, 0.739, 0.710, 0.729, 0.720,
      0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054};

  private DataProblems() {}

  static List<StandardProblem> all() {
    return List.of(bard(), gaussian(), meyer(), gulf(), kowalikOsborne(), osborne1(), biggs(), osborne2());
  }

  private static double[] at(double... x) {
    return x;
  }

  private static void row(double[] j, int i, double... elements) {
    System.arraycopy(elements, 0, j, i * elements.length, elements.length);
  }

  static StandardProblem bard() {
    return StandardProblem.of("8 Bard", 15, at(1, 1, 1), List.of(8.21487e-3, 17.4286), (x, r) -> {
      for (int i = 1; i <= 15; i++) {
        r[i - 1] = BARD[i - 1] - (x[0] + i / ((16 - i) * x[1] + Math.min(i, 16 - i) * x[2]));
      }
    }, (x, j) -> {
      for (int i = 1; i <= 15; i++) {
        double v = 16 - i;
        double w = Math.min(i, 16 - i);
        double square = (v * x[1] + w * x[2]) * (v * x[1] + w * x[2]);
        row(j, i - 1, -1, i * v / square, i * w / square);
      }
    });
  }

  static StandardProblem gaussian() {
    return StandardProblem.of("9 Gaussian", 15, at(0.4, 1, 0), List.of(1.12793e-8), (x, r) -> {
      for (int i = 1; i <= 15; i++) {
        double d = (8 - i) / 2.0 - x[2];
        r[i - 1] = x[0] * exp(-x[1] * d * d / 2) - GAUSSIAN[i - 1];
      }
    }, (x, j) -> {
      for (int i = 1; i <= 15; i++) {
        double d = (8 - i) / 2.0 - x[2];
        double e = exp(-x[1] * d * d / 2);
        row(j, i - 1, e, -x[0] * e * d * d / 2, x[0] * e * x[1] * d);
      }
    });
  }

  static StandardProblem meyer() {
    return StandardProblem.of("10 Meyer", 16, at(0.02, 4000, 250), List.of(87.9458), (x, r) -> {
      for (int i = 1; i <= 16; i++) {
        r[i - 1] = x[0] * exp(x[1] / (45 + 5 * i + x[2])) - MEYER[i - 1];
      }
    }, (x, j) -> {
      for (int i = 1; i <= 16; i++) {
        double d = 45 + 5 * i + x[2];
        double e = exp(x[1] / d);
        row(j, i - 1, e, x[0] * e / d, -x[0] * e * x[1] / (d * d));
      }
    });
  }

  /** With |y_i − x_2|, as in the paper's references; the paper itself prints |y_i·m·i·x_2|. */
  static StandardProblem gulf() {
    return StandardProblem.of("11 Gulf, 99 terms", 99, at(5, 2.5, 0.15), List.of(0.0), (x, r) -> {
      for (int i = 1; i <= 99; i++) {
        double d = abs(25 + pow(-50 * log(i / 100.0), 2.0 / 3.0) - x[1]);
        r[i - 1] = exp(-pow(d, x[2]) / x[0]) - i / 100.0;
      }
    }, (x, j) -> {
      for (int i = 1; i <= 99; i++) {
        double signed = 25 + pow(-50 * log(i / 100.0), 2.0 / 3.0) - x[1];
        double d = abs(signed);
        double power = pow(d, x[2]);
        double e = exp(-power / x[0]);
        row(j, i - 1, e * power / (x[0] * x[0]), e * x[2] * power / (signed * x[0]), -e * power * log(d) / x[0]);
      }
    });
  }

  static StandardProblem kowalikOsborne() {
    return StandardProblem.of("15 Kowalik and Osborne", 11, at(0.25, 0.39, 0.415, 0.39),
        List.of(3.07505e-4, 1.02734e-3), (x, r) -> {
          for (int i = 0; i < 11; i++) {
            double u = KOWALIK_U[i];
            r[i] = KOWALIK[i] - x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]);
          }
        }, (x, j) -> {
          for (int i = 0; i < 11; i++) {
            double u = KOWALIK_U[i];
            double above = u * u + u * x[1];
            double below = u * u + u * x[2] + x[3];
            double part = x[0] * above / (below * below);
            row(j, i, -above / below, -x[0] * u / below, u * part, part);
          }
        });
  }

  static StandardProblem osborne1() {
    return StandardProblem.of("17 Osborne 1", 33, at(0.5, 1.5, -1, 0.01, 0.02), List.of(5.46489e-5), (x, r) -> {
      for (int i = 0; i < 33; i++) {
        double t = 10 * i;
        r[i] = OSBORNE_1[i] - (x[0] + x[1] * exp(-t * x[3]) + x[2] * exp(-t * x[4]));
      }
    }, (x, j) -> {
      for (int i = 0; i < 33; i++) {
        double t = 10 * i;
        double a = exp(-t * x[3]);
        double b = exp(-t * x[4]);
        row(j, i, -1, -a, -b, x[1] * t * a, x[2] * t * b);
      }
    });
  }

  static StandardProblem biggs() {
    return StandardProblem.of("18 Biggs EXP6, 13 terms", 13, at(1, 2, 1, 1, 1, 1), List.of(0.0, 5.65565e-3),
        (x, r) -> {
          for (int i = 1; i <= 13; i++) {
            double t = 0.1 * i;
            double y = exp(-t) - 5 * exp(-10 * t) + 3 * exp(-4 * t);
            r[i - 1] = x[2] * exp(-t * x[0]) - x[3] * exp(-t * x[1]) + x[5] * exp(-t * x[4]) - y;
          }
        }, (x, j) -> {
          for (int i = 1; i <= 13; i++) {
            double t = 0.1 * i;
            double a = exp(-t * x[0]);
            double b = exp(-t * x[1]);
            double c = exp(-t * x[4]);
            row(j, i - 1, -t * x[2] * a, t * x[3] * b, a, -b, -t * x[5] * c, c);
          }
        });
  }

  static StandardProblem osborne2() {
    return StandardProblem.of("19 Osborne 2", 65, at(1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5),
        List.of(4.01377e-2), (x, r) -> {
          for (int i = 0; i < 65; i++) {
            double t = i / 10.0;
            double sum = x[0] * exp(-t * x[4]);
            for (int k = 1; k <= 3; k++) {
              sum += x[k] * exp(-(t - x[7 + k]) * (t - x[7 + k]) * x[4 + k]);
            }
            r[i] = OSBORNE_2[i] - sum;
          }
        }, (x, j) -> {
          for (int i = 0; i < 65; i++) {
            double t = i / 10.0;
            double a = exp(-t * x[4]);
            j[11 * i] = -a;
            j[11 * i + 4] = t * x[0] * a;
            for (int k = 1; k <= 3; k++) {
              double d = t - x[7 + k];
              double b = exp(-d * d * x[4 + k]);
              j[11 * i + k] = -b;
              j[11 * i + 4 + k] = x[k] * d * d * b;
              j[11 * i + 7 + k] = -2 * x[k] * d * x[4 + k] * b;
            }
          }
        });
  }
}
