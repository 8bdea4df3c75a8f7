// Master of FloatRectangularTest: the float version is generated from this file.
package org.isobit.verify.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.ejml.EjmlViews;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.linalg.svd.JacobiSvd;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link HouseholderQr}, {@link JacobiSvd} and {@link EjmlViews}, with EJML as the oracle. */
class RectangularTest {

  private static final double HUGE = 0x1p1000; // float: private static final float HUGE = 0x1p100f;
  private static final double TINY = 0x1p-1000; // float: private static final float TINY = 0x1p-100f;

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "3,0", "0,3", "5,3", "3,5", "8,8", "17,9", "9,17", "40,40", "100,20", "20,64", "5000,6"})
  void factorsAnyShape(int m, int n) {
    double[] random = new Inputs(m * 100L + n).doubles(m * n);
    for (double scale : new double[] {1.0, HUGE, TINY}) {
      double[] a = random.clone();
      for (int i = 0; i < a.length; i++) {
        a[i] *= scale;
      }
      HouseholderQr qr = new HouseholderQr().factor(m, n, a, 0, Math.max(1, n));
      double quality = qr.quality(a, 0, Math.max(1, n));
      assertTrue(quality <= 2.0, m + "x" + n + ": QR residual " + quality);
      int k = Math.min(m, n);
      double[] q = new double[m * k];
      qr.orthogonal(q, 0, Math.max(1, k));
      assertTrue(columns(m, k, q) <= 8.0 * Math.max(4, k) * MatrixGallery.EPSILON, m + "x" + n);
      if (k <= 64 && m <= 100) {
        singular(m, n, a);
      }
    }
  }

  private static void singular(int m, int n, double[] a) {
    int k = Math.min(m, n);
    JacobiSvd svd = new JacobiSvd().factor(m, n, a, 0, Math.max(1, n));
    double quality = svd.quality(a, 0, Math.max(1, n));
    assertTrue(quality <= 4.0, m + "x" + n + ": SVD residual " + quality);
    double[] u = new double[m * k];
    svd.left(u, 0, Math.max(1, k));
    assertTrue(columns(m, k, u) <= 8.0 * Math.max(4, k) * MatrixGallery.EPSILON, m + "x" + n + ": U");
    double[] v = new double[k * n];
    svd.rightTransposed(v, 0, Math.max(1, n));
    double[] transposed = new double[k * n];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < n; j++) {
        transposed[j * k + i] = v[i * n + j];
      }
    }
    assertTrue(columns(n, k, transposed) <= 8.0 * Math.max(4, k) * MatrixGallery.EPSILON, m + "x" + n + ": V");
    for (int i = 1; i < k; i++) {
      assertTrue(svd.value(i - 1) >= svd.value(i) && svd.value(i) >= 0.0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 40, 64})
  void hasTheSingularValuesOfEjml(int n) {
    MatrixGallery.symmetric(n).forEach((name, a) -> {
      singularOf(n, a, name);
      JacobiSvd svd = new JacobiSvd().factor(n, n, a, 0, n);
      if (name.equals("random") || name.startsWith("rank") || name.equals("wilkinson") || name.equals("graded")) {
        var oracle = DecompositionFactory_DDRM.svd(n, n, false, false, true);
        assertTrue(oracle.decompose(DMatrixRMaj.wrap(n, n, a.clone())));
        double[] expected = oracle.getSingularValues().clone();
        java.util.Arrays.sort(expected, 0, n);
        for (int i = 0; i < n; i++) {
          assertEquals(expected[n - 1 - i], svd.value(i), 16.0 * n * MatrixGallery.EPSILON * svd.value(0), name + " "
              + n);
        }
      }
    });
  }

  private static void singularOf(int n, double[] a, String name) {
    if (!name.equals("subnormal")) {
      singular(n, n, a);
    }
  }

  @Test
  void keepsSmallSingularValuesOfGradedMatrices() {
    // Columns scaled by powers of two: one-sided Jacobi finds even the smallest value to full relative accuracy.
    int n = 8;
    double[] q = MatrixGallery.spectrum(n, i -> i % 2 == 0 ? 1.0 : -1.0, 5);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < 4 * i; p++) {
          q[i * n + j] *= 0.5;
        }
      }
    }
    JacobiSvd svd = new JacobiSvd().factor(n, n, q, 0, n);
    double expected = 1.0;
    for (int i = 0; i < n; i++) {
      assertEquals(expected, svd.value(i), 100.0 * n * MatrixGallery.EPSILON * svd.value(0));
      expected *= 0.0625;
    }
  }

  @Test
  void solvesLeastSquares() {
    int m = 30;
    int n = 7;
    double[] a = new Inputs(1).doubles(m * n);
    double[] b = new Inputs(2).doubles(m * 3);
    DMatrixRMaj expected = new DMatrixRMaj(n, 3);
    assertTrue(CommonOps_DDRM.solve(EjmlViews.dense(a.clone(), m, n), EjmlViews.dense(b.clone(), m, 3), expected));
    double[] x = new double[n * 3];
    new JacobiSvd().factor(m, n, a, 0, n).solve(3, b, 0, 3, x, 0, 3);
    new HouseholderQr().factor(m, n, a, 0, n).solve(3, b, 0, 3);
    for (int i = 0; i < n * 3; i++) {
      assertEquals(expected.data[i], b[i], 200.0 * MatrixGallery.EPSILON);
      assertEquals(expected.data[i], x[i], 200.0 * MatrixGallery.EPSILON);
    }
  }

  @Test
  void refusesDependentColumnsAndBadInput() {
    int m = 9;
    int n = 4;
    double[] a = new Inputs(3).doubles(m * n);
    for (int i = 0; i < m; i++) {
      a[i * n + 2] = a[i * n] - a[i * n + 1];
    }
    HouseholderQr qr = new HouseholderQr().factor(m, n, a, 0, n);
    assertEquals(2, assertThrows(NumericalException.class, () -> qr.solve(1, new double[m], 0, 1)).index());
    assertEquals(3, new JacobiSvd().factor(m, n, a, 0, n).rank());
    assertThrows(IllegalArgumentException.class,
        () -> new HouseholderQr().factor(2, 3, new double[6], 0, 3).solve(1, new double[2], 0, 1));
    a[5] = Double.POSITIVE_INFINITY;
    assertTrue(assertThrows(IllegalArgumentException.class, () -> new HouseholderQr().factor(m, n, a, 0, n))
        .getMessage()
        .contains("A[1, 1]"));
    assertThrows(IllegalArgumentException.class, () -> new JacobiSvd().factor(m, n, a, 0, n));
    assertThrows(IllegalStateException.class, () -> new JacobiSvd().rank());
    assertThrows(IllegalStateException.class, () -> new HouseholderQr().rows());
  }

  @Test
  void sharesArraysWithEjml() {
    double[] data = new Inputs(4).doubles(12);
    DMatrixRMaj matrix = EjmlViews.dense(data, 3, 4);
    assertSame(data, matrix.data);
    matrix.set(1, 2, 5.0);
    assertEquals(5.0, data[6]);
    EjmlViews.View whole = EjmlViews.view(matrix);
    double[] c = new double[9];
    Gemm.gram(false, 3, 4, 1.0, whole.array(), whole.offset(), whole.ld(), 0.0, c, 0, 3);
    DMatrixRMaj expected = new DMatrixRMaj(3, 3);
    CommonOps_DDRM.multTransB(matrix, matrix, expected);
    for (int i = 0; i < 9; i++) {
      assertEquals(expected.data[i], c[i], 100.0 * MatrixGallery.EPSILON);
    }
    EjmlViews.View part = EjmlViews.view(matrix, 1, 2, 2, 2);
    assertSame(data, part.array());
    assertEquals(matrix.get(2, 3), part.array()[(int) part.offset() + part.ld() + 1]);
    assertThrows(IllegalArgumentException.class, () -> EjmlViews.view(matrix, 2, 0, 2, 4));
    assertThrows(IllegalArgumentException.class, () -> EjmlViews.dense(data, 4, 4));
    assertEquals(2, SingularOps_DDRM.rank(EjmlViews.dense(new double[] {1.0, 0.0, 0.0, 2.0}, 2, 2)));
  }

  /** max|QᵀQ − I|. */
  private static double columns(int m, int k, double[] q) {
    double worst = 0.0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double s = i == j ? -1.0 : 0.0;
        for (int r = 0; r < m; r++) {
          s += q[r * k + i] * q[r * k + j];
        }
        worst = Math.max(worst, Math.abs(s));
      }
    }
    return worst;
  }
}
