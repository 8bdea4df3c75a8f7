// Master of FloatFactorsContractTest: the float version is generated from this file.
package org.isobit.verify.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Backend;
import org.isobit.kernels.NumericalException;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.qr.HouseholderQr;
import org.isobit.linalg.svd.JacobiSvd;
import org.isobit.verify.contract.outsider.Factors;
import org.isobit.verify.contract.outsider.SingularValues;
import org.junit.jupiter.api.Test;

/** What was written from the contract's document has the bits of cholesky, triangularSolve, qr and svd. */
class FactorsContractTest {

  private static final List<Backend> BACKENDS = List.of(Backend.REFERENCE, Backend.SIMD);

  /** The first rows and columns of a symmetric matrix. */
  private static double[][] part(SymmetricProblem p, int rows, int columns) {
    double[][] a = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        a[i][j] = j <= i ? p.lower()[i][j] : p.lower()[j][i];
      }
    }
    return a;
  }

  private static double[] flat(double[][] rows, int columns) {
    double[] flat = new double[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return flat;
  }

  /** A + c·I, and A itself, which is singular in some problems. */
  @Test
  void choleskyFactorsAndSolutionsHaveTheSameBits() {
    int refused = 0;
    for (SymmetricProblem p : SymmetricProblem.committed()) {
      double[][] a = part(p, p.n(), p.n());
      refused += cholesky(p, a);
      for (int i = 0; i < p.n(); i++) {
        a[i][i] += p.c();
      }
      assertEquals(0, cholesky(p, a), p.name());
    }
    assertEquals(true, refused > 0, "no matrix was refused");
  }

  private static int cholesky(SymmetricProblem p, double[][] a) {
    int n = p.n();
    Factors.LowerFactor second = new Factors.LowerFactor(a);
    double[][] l = second.l;
    for (Backend backend : BACKENDS) {
      String name = p.name() + " by " + backend;
      Cholesky cholesky = new Cholesky(backend);
      if (second.refused >= 0) {
        assertEquals(second.refused,
            assertThrows(NumericalException.class, () -> cholesky.factor(n, flat(a, n), 0, n), name).index(), name);
        continue;
      }
      cholesky.factor(n, flat(a, n), 0, n);
      double[] lower = new double[n * n];
      cholesky.lower(lower, 0, n);
      assertArrayEquals(flat(l, n), lower, name + ": L");
      double[] x = p.x().clone();
      cholesky.solveLower(1, x, 0, 1);
      double[] y = Factors.forward(l, p.x());
      assertArrayEquals(y, x, name + ": solution with L");
      cholesky.solveLowerTransposed(1, x, 0, 1);
      assertArrayEquals(Factors.backward(n, Factors.transposed(l, n), y), x, name + ": solution");
    }
    return second.refused >= 0 ? 1 : 0;
  }

  @Test
  void orthogonalFactorsHaveTheSameBits() {
    for (SymmetricProblem p : SymmetricProblem.committed()) {
      int n = p.n();
      qr(p.name(), part(p, n, n), n);
      qr(p.name() + ", tall", part(p, n, n / 2), n / 2);
      qr(p.name() + ", wide", part(p, n / 3, n), n);
    }
  }

  private static void qr(String problem, double[][] a, int n) {
    int m = a.length;
    Factors.Qr second = new Factors.Qr(a, n);
    int k = second.k;
    int ldk = Math.max(1, k);
    int ldn = Math.max(1, n);
    for (Backend backend : BACKENDS) {
      String name = problem + " by " + backend;
      HouseholderQr qr = new HouseholderQr(backend).factor(m, n, flat(a, n), 0, ldn);
      double[] r = new double[k * n];
      qr.upper(r, 0, ldn);
      assertArrayEquals(flat(second.r, n), r, name + ": R");
      double[] q = new double[m * k];
      qr.orthogonal(q, 0, ldk);
      assertArrayEquals(flat(second.orthogonal(), k), q, name + ": Q");
      double[][] x = new double[m][1];
      double[] b = right(m);
      for (int i = 0; i < m; i++) {
        x[i][0] = b[i];
      }
      second.apply(true, x, 1);
      qr.apply(true, 1, b, 0, 1);
      assertArrayEquals(flat(x, 1), b, name + ": QᵀX");
      if (m >= n) {
        leastSquares(name, second, qr, right(m));
      }
    }
  }

  private static void leastSquares(String name, Factors.Qr second, HouseholderQr qr, double[] b) {
    double[] expected = second.solve(b);
    if (expected == null) {
      assertThrows(NumericalException.class, () -> qr.solve(1, b, 0, 1), name);
    } else {
      qr.solve(1, b, 0, 1);
      assertArrayEquals(expected, Arrays.copyOf(b, second.k), name + ": least squares");
    }
  }

  private static double[] right(int m) {
    double[] b = new double[m];
    for (int i = 0; i < m; i++) {
      b[i] = i - 1.5;
    }
    return b;
  }

  @Test
  void singularValuesAndVectorsHaveTheSameBits() {
    for (SymmetricProblem p : SymmetricProblem.committed().subList(0, 25)) {
      int n = p.n();
      svd(p.name(), part(p, n, n), n);
      svd(p.name() + ", tall", part(p, n, n / 2), n / 2);
      svd(p.name() + ", wide", part(p, n / 3, n), n);
    }
  }

  private static void svd(String problem, double[][] a, int n) {
    int m = a.length;
    int k = Math.min(m, n);
    int ldk = Math.max(1, k);
    int ldn = Math.max(1, n);
    SingularValues second = new SingularValues(a, n);
    for (Backend backend : BACKENDS) {
      String name = problem + " by " + backend;
      JacobiSvd svd = new JacobiSvd(backend).factor(m, n, flat(a, n), 0, ldn);
      double[] values = new double[k];
      svd.values(values, 0);
      assertArrayEquals(second.values, values, name + ": values");
      double[] u = new double[m * k];
      svd.left(u, 0, ldk);
      assertArrayEquals(flat(second.u, k), u, name + ": U");
      double[] v = new double[k * n];
      svd.rightTransposed(v, 0, ldn);
      assertArrayEquals(flat(second.transposedV, n), v, name + ": V");
      assertEquals(second.rank(), svd.rank(), name + ": rank");
      double[] b = right(m);
      double[] x = new double[n];
      svd.solve(1, b, 0, 1, x, 0, 1);
      assertArrayEquals(second.solve(b), x, name + ": least squares");
    }
  }
}
