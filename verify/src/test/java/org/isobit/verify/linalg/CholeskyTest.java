// Master of FloatCholeskyTest: the float version is generated from this file.
package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.cholesky.Triangular;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Residuals, solutions and refusals of {@link Cholesky} and {@link Triangular}. */
class CholeskyTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 9, 16, 17, 20, 24, 40, 64, 100, 150})
  void factorsAndSolves(int n) {
    Cholesky cholesky = new Cholesky();
    MatrixGallery.positive(n).forEach((name, a) -> {
      cholesky.factor(n, a, 0, n);
      double quality = cholesky.quality(a, 0, n);
      assertTrue(quality <= 2.0, name + " " + n + ": residual " + quality);
      for (int nrhs : new int[] {1, 3, 40}) {
        double[] b = new Inputs(nrhs).doubles(n * nrhs);
        double[] x = b.clone();
        cholesky.solve(nrhs, x, 0, nrhs);
        if (!name.equals("huge") && !name.equals("tiny")) {
          residual(n, nrhs, a, x, b, name);
        }
      }
    });
  }

  /** ‖A·X − B‖ ≤ c·n·ε·‖A‖·‖X‖, row by row: the backward error of a stable solver. */
  private static void residual(int n, int nrhs, double[] a, double[] x, double[] b, String name) {
    for (int c = 0; c < nrhs; c++) {
      for (int i = 0; i < n; i++) {
        double s = -b[i * nrhs + c];
        double size = Math.abs(s);
        for (int j = 0; j < n; j++) {
          s += a[i * n + j] * x[j * nrhs + c];
          size += Math.sqrt(a[i * n + i]) * Math.sqrt(a[j * n + j]) * Math.abs(x[j * nrhs + c]);
        }
        assertTrue(Math.abs(s) <= 8.0 * n * MatrixGallery.EPSILON * size, name + " " + n + ": residual " + s);
      }
    }
  }

  @Test
  void namesThePivotThatFailed() {
    int n = 12;
    double[] a = MatrixGallery.spectrum(n, i -> 1.0 + i, 1);
    a[7 * n + 7] = -1.0;
    assertEquals(7, assertThrows(NumericalException.class, () -> new Cholesky().factor(n, a, 0, n)).index());
    assertEquals(7,
        assertThrows(NumericalException.class, () -> new Cholesky(Backend.REFERENCE).factor(n, a, 0, n)).index());
    double[] deficient = MatrixGallery.spectrum(n, i -> i < 4 ? 1.0 : 0.0, 2);
    assertEquals(4, assertThrows(NumericalException.class, () -> new Cholesky().factor(n, deficient, 0, n)).index());
    Cholesky empty = new Cholesky();
    assertThrows(IllegalStateException.class, () -> empty.solve(1, new double[1], 0, 1));
    a[3] = Double.NaN;
    a[3 * n + 1] = Double.NaN;
    assertTrue(assertThrows(IllegalArgumentException.class, () -> empty.factor(n, a, 0, n)).getMessage()
        .contains("A[3, 1]"));
  }

  /**
   * A pivot counts as zero up to n·u of the diagonal, u the unit roundoff: of the identity with 1 − m·u in a corner the
   * last pivot is 1 − (1 − m·u)² = 2·m·u − (m·u)², which is refused while 2·m ≤ n.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 16, 17, 40, 65, 100})
  void theToleranceGrowsWithTheOrder(int n) {
    for (Backend backend : new Backend[] {Backend.SIMD, Backend.REFERENCE}) {
      double[] a = new double[n * n];
      for (int i = 0; i < n; i++) {
        a[i * n + i] = 1.0;
      }
      a[(n - 1) * n] = 1.0 - n / 2 * Cholesky.UNIT;
      NumericalException refused = assertThrows(NumericalException.class,
          () -> new Cholesky(backend).factor(n, a, 0, n));
      assertEquals(n - 1, refused.index());
      a[(n - 1) * n] = 1.0 - (n / 2 + 1) * Cholesky.UNIT;
      double[] lower = new double[n * n];
      new Cholesky(backend).factor(n, a, 0, n).lower(lower, 0, n);
      double pivot = 2.0 * (n / 2 + 1) * Cholesky.UNIT;
      assertEquals(1.0, lower[n * n - 1] * lower[n * n - 1] / pivot, 1e-4);
    }
  }

  @Test
  void solvesAllFourTriangles() {
    for (int n : new int[] {1, 5, 9, 17, 40}) {
      for (int variant = 0; variant < 4; variant++) {
        boolean lower = (variant & 1) != 0;
        boolean transposed = (variant & 2) != 0;
        for (int nrhs : new int[] {1, 2, 8, 13, 33}) {
          double[] t = new Inputs(n).doubles(n * n);
          double[] op = new double[n * n];
          for (int i = 0; i < n; i++) {
            t[i * n + i] += 8.0;
            for (int j = 0; j < n; j++) {
              boolean kept = lower ? j <= i : j >= i;
              op[transposed ? j * n + i : i * n + j] = kept ? t[i * n + j] : 0.0;
              t[i * n + j] = kept ? t[i * n + j] : Double.NaN;
            }
          }
          double[] x = new Inputs(nrhs).doubles(n * nrhs);
          double[] b = new double[n * nrhs];
          for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
              for (int c = 0; c < nrhs; c++) {
                b[i * nrhs + c] += op[i * n + j] * x[j * nrhs + c];
              }
            }
          }
          Triangular.solve(lower, transposed, n, nrhs, t, 0, n, b, 0, nrhs);
          for (int i = 0; i < n * nrhs; i++) {
            assertEquals(x[i], b[i], 64.0 * n * MatrixGallery.EPSILON);
          }
        }
      }
    }
  }

  @Test
  void refusesASingularTriangle() {
    double[] t = {1.0, 0.0, 3.0, 0.0};
    double[] b = {1.0, 1.0};
    assertEquals(1,
        assertThrows(NumericalException.class, () -> Triangular.solve(true, false, 2, 1, t, 0, 2, b, 0, 1)).index());
    assertThrows(IllegalArgumentException.class, () -> Triangular.solve(true, false, 2, 2, t, 0, 2, t, 0, 2));
    assertEquals(1.0, b[0]);
  }
}
