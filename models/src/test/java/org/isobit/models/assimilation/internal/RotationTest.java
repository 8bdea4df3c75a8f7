package org.isobit.models.assimilation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Workspace;
import org.junit.jupiter.api.Test;

/** The law of random rotations: orthogonal, ones kept, and uniform (Haar) on what is left. */
class RotationTest {

  private static final int DRAWS = 20_000;

  /** Q of order k − 1: the rotation seen in an orthonormal basis of what is orthogonal to ones (Helmert's). */
  private static double[][] seen(double[] r, int k) {
    double[][] helmert = new double[k - 1][k];
    for (int b = 0; b < k - 1; b++) {
      double length = Math.sqrt((b + 1.0) * (b + 2.0));
      for (int i = 0; i <= b; i++) {
        helmert[b][i] = 1 / length;
      }
      helmert[b][b + 1] = -(b + 1) / length;
    }
    double[][] q = new double[k - 1][k - 1];
    for (int a = 0; a < k - 1; a++) {
      for (int b = 0; b < k - 1; b++) {
        for (int i = 0; i < k; i++) {
          for (int j = 0; j < k; j++) {
            q[a][b] += helmert[a][i] * r[i * k + j] * helmert[b][j];
          }
        }
      }
    }
    return q;
  }

  private static double[] drawn(int k, long cycle, Workspace workspace) {
    return Rotation.matrix(k, Cycle.of(11, cycle), workspace);
  }

  private static double trace(double[][] q) {
    double sum = 0;
    for (int i = 0; i < q.length; i++) {
      sum += q[i][i];
    }
    return sum;
  }

  private static double determinant(double[][] q) {
    return q.length == 2 ? q[0][0] * q[1][1] - q[0][1] * q[1][0]
        : q[0][0] * (q[1][1] * q[2][2] - q[1][2] * q[2][1]) - q[0][1] * (q[1][0] * q[2][2] - q[1][2] * q[2][0])
            + q[0][2] * (q[1][0] * q[2][1] - q[1][1] * q[2][0]);
  }

  @Test
  void rotationsAreOrthogonalAndKeepTheMean() {
    Workspace workspace = new Workspace();
    for (int k : new int[] {2, 3, 7, 24, 41}) {
      for (int cycle = 0; cycle < 20; cycle++) {
        double[] r = drawn(k, cycle, workspace);
        for (int i = 0; i < k; i++) {
          double row = 0;
          double column = 0;
          for (int j = 0; j < k; j++) {
            row += r[i * k + j];
            column += r[j * k + i];
            double dot = 0;
            for (int c = 0; c < k; c++) {
              dot += r[i * k + c] * r[j * k + c];
            }
            assertEquals(i == j ? 1 : 0, dot, 2e-15 * k);
          }
          assertEquals(1, row, 2e-15 * k);
          assertEquals(1, column, 2e-15 * k);
        }
      }
    }
  }

  /** Of order 2, a uniform orthogonal matrix turns or reflects with probability ½, by an angle that is uniform. */
  @Test
  void ofThreeMembersTheAngleIsUniform() {
    Workspace workspace = new Workspace();
    double[][] cosines = new double[2][5];
    double[][] sines = new double[2][5];
    int[] count = new int[2];
    for (int cycle = 0; cycle < DRAWS; cycle++) {
      double[][] q = seen(drawn(3, cycle, workspace), 3);
      int turned = determinant(q) > 0 ? 1 : 0;
      count[turned]++;
      double angle = Math.atan2(q[1][0], q[0][0]);
      for (int j = 1; j < 5; j++) {
        cosines[turned][j] += Math.cos(j * angle);
        sines[turned][j] += Math.sin(j * angle);
      }
    }
    assertEquals(0.5, count[1] / (double) DRAWS, 0.015);
    for (int turned = 0; turned < 2; turned++) {
      for (int j = 1; j < 5; j++) {
        // Deviation 1/√(2·10⁴) of √½.
        assertEquals(0, cosines[turned][j] / count[turned], 0.03, "cos " + j);
        assertEquals(0, sines[turned][j] / count[turned], 0.03, "sin " + j);
      }
    }
  }

  /**
   * Moments of the uniform law of order n = 3: E q² = 1/n, E q⁴ = 3/(n(n + 2)), E q_11·q_22·q_12·q_21 = −1/((n − 1)n(n
   * + 2)), E (tr Q)² = 1, E tr Q² = 1 (Diaconis and Shahshahani 1994, J. Appl. Probab. 31A, 49–62), determinants ±1
   * alike.
   */
  @Test
  void ofFourMembersMomentsAreThoseOfTheUniformLaw() {
    Workspace workspace = new Workspace();
    double[][] first = new double[3][3];
    double[][] second = new double[3][3];
    double[][] fourth = new double[3][3];
    double crossed = 0;
    double traces = 0;
    double squared = 0;
    double determinants = 0;
    for (int cycle = 0; cycle < DRAWS; cycle++) {
      double[][] q = seen(drawn(4, cycle, workspace), 4);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          first[i][j] += q[i][j] / DRAWS;
          second[i][j] += q[i][j] * q[i][j] / DRAWS;
          fourth[i][j] += Math.pow(q[i][j], 4) / DRAWS;
          squared += q[i][j] * q[j][i] / DRAWS;
        }
      }
      crossed += q[0][0] * q[1][1] * q[0][1] * q[1][0] / DRAWS;
      traces += trace(q) * trace(q) / DRAWS;
      determinants += determinant(q) / DRAWS;
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(0, first[i][j], 0.018, "mean of element " + i + ", " + j);
        assertEquals(1 / 3.0, second[i][j], 0.01, "square of element " + i + ", " + j);
        assertEquals(1 / 5.0, fourth[i][j], 0.01, "fourth power of element " + i + ", " + j);
      }
    }
    assertEquals(-1 / 30.0, crossed, 0.005);
    assertEquals(1, traces, 0.05);
    assertEquals(1, squared, 0.05);
    assertEquals(0, determinants, 0.03);
  }

  /** n(n + 1)/2 numbers make the rotation, each of which matters; their scale does not. */
  @Test
  void everyGaussianNumberCounts() {
    int k = 6;
    double[] gaussians = new Random(3).doubles(15, -2, 2).toArray();
    double[] usual = filled(k, gaussians);
    for (int g = 0; g < gaussians.length; g++) {
      double[] other = gaussians.clone();
      other[g] += g == 0 ? -2 * other[0] : 0.5;
      double most = 0;
      double[] r = filled(k, other);
      for (int i = 0; i < r.length; i++) {
        most = Math.max(most, Math.abs(r[i] - usual[i]));
      }
      assertTrue(most > 0.01, "number " + g + " changes " + most);
    }
    // Twice the vectors are the same reflections.
    double[] twice = gaussians.clone();
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }
    assertArrayEquals(usual, filled(k, twice));
  }

  /**
   * The last and longest vector x of Gaussian numbers is the direction of Q's first column, as where a matrix of such
   * columns is factored with a positive diagonal of R (Stewart 1980, section 3).
   */
  @Test
  void theFirstColumnIsTheLongestGaussianVector() {
    for (int k : new int[] {3, 4, 9}) {
      double[] gaussians = new Random(k).doubles(k * (k - 1) / 2, -2, 2).toArray();
      double[] r = filled(k, gaussians);
      // P maps the first axis to ones over √k; column 1 of P·R·P without its first row is the vector over its length.
      double[] p = new double[k * k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          double vi = 1 / Math.sqrt(k) - (i == 0 ? 1 : 0);
          double vj = 1 / Math.sqrt(k) - (j == 0 ? 1 : 0);
          p[i * k + j] = (i == j ? 1 : 0) - vi * vj / (1 - 1 / Math.sqrt(k));
        }
      }
      double length = 0;
      for (int i = 1; i < k; i++) {
        length += Math.pow(gaussians[gaussians.length - k + i], 2);
      }
      for (int i = 1; i < k; i++) {
        double element = 0;
        for (int a = 0; a < k; a++) {
          for (int b = 0; b < k; b++) {
            element += p[i * k + a] * r[a * k + b] * p[b * k + 1];
          }
        }
        assertEquals(gaussians[gaussians.length - k + i] / Math.sqrt(length), element, 1e-14);
      }
    }
  }

  /** A vector of zeros has no direction; the reflection then is none, and the rest stays orthogonal. */
  @Test
  void zerosAreNoReflection() {
    double[] r = filled(4, new double[6]);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        assertEquals(i == j ? 1 : 0, r[i * 4 + j], 1e-15);
      }
    }
  }

  private static double[] filled(int k, double[] gaussians) {
    double[] r = new double[k * k];
    java.util.Arrays.fill(r, 7.0);
    Rotation.fill(k, gaussians, r, new double[k], new double[k]);
    return r;
  }
}
