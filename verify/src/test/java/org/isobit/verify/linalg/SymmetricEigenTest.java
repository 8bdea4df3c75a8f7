// Master of FloatSymmetricEigenTest: the float version is generated from this file.
package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.eigen.SymmetricEigen;
import org.isobit.linalg.sqrt.SymmetricRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Residuals, orthogonality and eigenvalues of {@link SymmetricEigen} and {@link SymmetricRoot} against EJML. */
class SymmetricEigenTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 21, 24, 33, 40, 64, 100})
  void decomposesEverythingInTheGallery(int n) {
    SymmetricEigen eigen = new SymmetricEigen();
    MatrixGallery.symmetric(n).forEach((name, a) -> {
      double[] before = a.clone();
      eigen.factor(n, a, 0, n);
      assertTrue(Arrays.equals(before, a), "the input must stay");
      String label = name + " " + n;
      double quality = eigen.quality(a, 0, n);
      // Subnormal numbers have few digits of their own, so only their eigenvectors are good.
      assertTrue(quality <= 4.0 || name.equals("subnormal"), label + ": residual " + quality);
      double[] v = new double[n * n];
      eigen.vectors(v, 0, n);
      double worst = orthogonality(n, v) / MatrixGallery.EPSILON;
      assertTrue(worst <= 4.0 * n, label + ": orthogonality " + worst + " eps");
      for (int k = 1; k < n; k++) {
        assertTrue(eigen.value(k - 1) <= eigen.value(k), label + ": eigenvalues must ascend");
      }
    });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 40, 64})
  void hasTheEigenvaluesOfEjml(int n) {
    SymmetricEigen eigen = new SymmetricEigen();
    for (String name : new String[] {"random", "graded", "clustered", "two values", "rank half", "wilkinson"}) {
      double[] a = MatrixGallery.symmetric(n).get(name);
      var oracle = DecompositionFactory_DDRM.eig(n, false, true);
      assertTrue(oracle.decompose(DMatrixRMaj.wrap(n, n, a.clone())));
      double[] expected = new double[n];
      for (int k = 0; k < n; k++) {
        expected[k] = oracle.getEigenvalue(k).real;
      }
      Arrays.sort(expected);
      eigen.factor(n, a, 0, n);
      double norm = Math.max(Math.abs(expected[0]), Math.abs(expected[n - 1]));
      for (int k = 0; k < n; k++) {
        assertEquals(expected[k], eigen.value(k), 8.0 * n * MatrixGallery.EPSILON * norm, name + " " + n);
      }
    }
  }

  @Test
  void readsTheLowerTriangleAtItsOffsetOnly() {
    int n = 7;
    double[] a = MatrixGallery.random(n, 3);
    double[] padded = new double[5 + n * 9];
    Arrays.fill(padded, Double.NaN);
    for (int i = 0; i < n; i++) {
      System.arraycopy(a, i * n, padded, 5 + i * 9, i + 1);
    }
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    SymmetricEigen.decompose(n, padded, 5, 9, values, 0, vectors, 0, n);
    SymmetricEigen whole = new SymmetricEigen(Backend.REFERENCE).factor(n, a, 0, n);
    for (int k = 0; k < n; k++) {
      assertEquals(whole.value(k), values[k]);
    }
  }

  @Test
  void refusesWhatIsNotFinite() {
    double[] a = MatrixGallery.random(9, 1);
    a[4 * 9 + 2] = Double.NaN;
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new SymmetricEigen().factor(9, a, 0, 9))
        .getMessage().contains("A[4, 2]"));
    a[4 * 9 + 2] = Double.NEGATIVE_INFINITY;
    assertThrows(IllegalArgumentException.class, () -> new SymmetricEigen(Backend.REFERENCE).factor(9, a, 0, 9));
    assertThrows(IllegalStateException.class, () -> new SymmetricEigen().value(0));
    assertThrows(IllegalArgumentException.class, () -> new SymmetricEigen().factor(9, a, 1, 9));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 16, 20, 40})
  void solvesAndTakesRoots(int n) {
    SymmetricRoot root = new SymmetricRoot();
    MatrixGallery.positive(n).forEach((name, a) -> {
      String label = name + " " + n;
      if (name.equals("badly scaled")) {
        return;
      }
      root.factor(n, a, 0, n);
      double quality = root.quality(a, 0, n);
      assertTrue(quality <= 8.0, label + ": root residual " + quality);
      double[] w = new double[n * n];
      root.inverseSquareRoot(w, 0, n);
      double condition = n == 0 ? 1.0 : root.eigen().value(n - 1) / root.eigen().value(0);
      double[] product = multiply(n, multiply(n, w, a), w);
      double worst = 0.0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          assertEquals(w[i * n + j], w[j * n + i], "symmetric to the last bit");
          worst = Math.max(worst, Math.abs(product[i * n + j] - (i == j ? 1.0 : 0.0)));
        }
      }
      if (!name.equals("huge") && !name.equals("tiny")) {
        assertTrue(worst <= 8.0 * n * condition * MatrixGallery.EPSILON, label + ": W·A·W − I " + worst);
      }
      double[] x = new org.isobit.verify.Inputs(n).doubles(2 * n);
      double[] b = new double[2 * n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          b[2 * i] += a[i * n + j] * x[2 * j];
          b[2 * i + 1] += a[i * n + j] * x[2 * j + 1];
        }
      }
      root.solve(2, b, 0, 2);
      for (int i = 0; i < 2 * n; i++) {
        assertEquals(x[i], b[i], 8.0 * n * condition * MatrixGallery.EPSILON, label);
      }
    });
  }

  @Test
  void refusesRootsThatDoNotExist() {
    double[] a = MatrixGallery.spectrum(6, i -> i - 1.0, 3);
    SymmetricRoot root = new SymmetricRoot().factor(6, a, 0, 6);
    double[] out = new double[36];
    assertEquals(0, assertThrows(NumericalException.class, () -> root.squareRoot(out, 0, 6)).index());
    root.factor(6, MatrixGallery.spectrum(6, i -> i < 2 ? 0.0 : i, 3), 0, 6);
    root.squareRoot(out, 0, 6);
    assertThrows(NumericalException.class, () -> root.inverseSquareRoot(out, 0, 6));
    assertThrows(NumericalException.class, () -> root.solve(1, out, 0, 1));
    assertThrows(NumericalException.class, () -> root.eigen().solve(1, out, 0, 1));
  }

  private static double[] multiply(int n, double[] a, double[] b) {
    double[] c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * n + k] * b[k * n + j];
        }
      }
    }
    return c;
  }

  private static double orthogonality(int n, double[] v) {
    double worst = 0.0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double s = i == j ? -1.0 : 0.0;
        for (int k = 0; k < n; k++) {
          s += v[i * n + k] * v[j * n + k];
        }
        worst = Math.max(worst, Math.abs(s));
      }
    }
    return worst;
  }
}
