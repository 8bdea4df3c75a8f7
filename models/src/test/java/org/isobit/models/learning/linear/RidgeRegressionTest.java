package org.isobit.models.learning.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.Workers;
import org.isobit.models.learning.Problems;
import org.junit.jupiter.api.Test;

/** Ridge regression by hand, in its two forms, and the condition of a minimum. */
class RidgeRegressionTest {

  /** {@code Ridge(alpha=0.5).fit([[0, 1], [1, 0], [2, 2], [4, 3]], [1, 2, 3, 7])}: from the normal equations. */
  @Test
  void aSmallProblemByHand() {
    double[] x = {0, 1, 1, 0, 2, 2, 4, 3};
    double[] y = {1, 2, 3, 7};
    // Means 1.75, 1.5, 3.25; XcᵀXc = [8.75 5.5; 5.5 5], XcᵀYc = [13.25, 8.5].
    double determinant = 9.25 * 5.5 - 5.5 * 5.5;
    double first = (13.25 * 5.5 - 5.5 * 8.5) / determinant;
    double second = (9.25 * 8.5 - 5.5 * 13.25) / determinant;
    RidgeRegression fit = RidgeRegression.fit(4, 2, 1, x, y, 0.5, Workers.serial());
    assertArrayEquals(new double[] {first, second}, fit.weights(), 1e-14);
    assertEquals(3.25 - 1.75 * first - 1.5 * second, fit.intercept()[0], 1e-14);
    double[] predicted = new double[4];
    fit.predict(4, x, predicted, Workers.serial());
    assertEquals(fit.intercept()[0] + 4 * first + 3 * second, predicted[3], 1e-14);
  }

  /** With fewer samples than features the other form is taken: at the minimum the gradient is zero all the same. */
  @Test
  void theGradientIsZeroInBothForms() {
    for (int[] size : new int[][] {{40, 7, 3}, {9, 30, 2}, {5, 5, 1}, {1, 3, 2}}) {
      int n = size[0];
      int p = size[1];
      int q = size[2];
      double alpha = 0.3;
      double[] x = Problems.gaussian(1, n * p);
      double[] y = Problems.gaussian(2, n * q);
      RidgeRegression fit = RidgeRegression.fit(n, p, q, x, y, alpha, Workers.serial());
      double[] residual = new double[n * q];
      fit.predict(n, x, residual, Workers.serial());
      for (int i = 0; i < residual.length; i++) {
        residual[i] -= y[i];
      }
      double[] w = fit.weights();
      for (int t = 0; t < q; t++) {
        double sum = 0.0;
        for (int i = 0; i < n; i++) {
          sum += residual[i * q + t];
        }
        assertEquals(0.0, sum, 1e-12, "intercept");
        for (int j = 0; j < p; j++) {
          double g = alpha * w[j * q + t];
          for (int i = 0; i < n; i++) {
            g += x[i * p + j] * residual[i * q + t];
          }
          assertEquals(0.0, g, 1e-11, n + "x" + p);
        }
      }
    }
  }

  @Test
  void threadsDoNotMatter() {
    double[] x = Problems.gaussian(1, 700 * 90);
    double[] y = Problems.gaussian(2, 700 * 40);
    RidgeRegression one = RidgeRegression.fit(700, 90, 40, x, y, 1.0, Workers.serial());
    RidgeRegression two = RidgeRegression.fit(700, 90, 40, x, y, 1.0, Workers.shared());
    Problems.assertSameBits(one.weights(), two.weights(), "weights");
    Problems.assertSameBits(one.intercept(), two.intercept(), "intercept");
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void whatCannotBeFittedIsNamed() {
    double[] x = {1, 2, 3, 4};
    double[] y = {1, Double.NaN};
    Workers workers = Workers.serial();
    refused("y has NaN in sample 1, column 0", () -> RidgeRegression.fit(2, 2, 1, x, y, 1.0, workers));
    refused("x has 4 numbers, but 2x3 are needed", () -> RidgeRegression.fit(2, 3, 1, x, y, 1.0, workers));
    refused("alpha", () -> RidgeRegression.fit(2, 2, 1, x, x, 0.0, workers));
    refused("samples", () -> RidgeRegression.fit(0, 2, 1, x, x, 1.0, workers));
  }
}
