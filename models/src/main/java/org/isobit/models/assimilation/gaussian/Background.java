package org.isobit.models.assimilation.gaussian;

import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Whitened;

/**
 * A background error covariance B that stays from analysis to analysis, and the analysis with it in the space of the
 * observations (Lorenc 1986, Q. J. R. Meteorol. Soc. 112, 1177–1194, eq. 26 and the gain below it): with
 * G = B·Hᵀ·R^{-1/2} and A = I + R^{-1/2}·H·B·Hᵀ·R^{-1/2} = C·Cᵀ (Cholesky), V = C⁻¹·Gᵀ,
 *
 * <pre>
 *   x_a = x_b + Vᵀ·C⁻¹·R^{-1/2}·(y − H·x_b)          P_a = B − Vᵀ·V, of which the diagonal is kept
 * </pre>
 *
 * With n variables and p observations an analysis takes n applications of H to rows of B and p to those of Gᵀ,
 * p³/3 + n·p² flops and 2·n·p + p² numbers beside the n² of B. Not thread-safe.
 */
final class Background {

  private final String method;
  private final int n;
  private final double[] covariance;
  private final Workspace workspace = new Workspace();
  private final Cholesky cholesky = new Cholesky();

  /** The covariance of a law times a number. */
  Background(String method, Gaussian law, double scale) {
    this.method = method;
    n = law.size();
    covariance = law.covariance().clone();
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] *= scale;
    }
    Checks.finite(method, "background covariance", covariance, 0, covariance.length);
  }

  /** Writes √B_ii. */
  void forecast(double[] to) {
    for (int i = 0; i < n; i++) {
      to[i] = Math.sqrt(covariance[i * n + i]);
    }
  }

  /** Replaces x_b by x_a, and the standard deviations by those of P_a; nothing is written if it throws. */
  void analyse(double[] x, double[] spread, Observations observations, Workers workers) {
    Whitened whitened = new Whitened(method, observations, workspace);
    int p = whitened.count;
    if (p == 0) {
      return;
    }
    double[] d = whitened.innovation(x);
    double[] v = transposed(whitened.rows(covariance, n, n), n, p);
    double[] a = whitened.rows(v, p, n);
    double trace = 0.0;
    for (int j = 0; j < p; j++) {
      trace += a[j * p + j];
      a[j * p + j] += 1.0;
    }
    whitened.requireCondition(trace);
    cholesky.factor(p, a, 0, p);
    cholesky.solveLower(1, d, 0, 1);
    cholesky.solveLower(n, v, 0, n);
    double[] analysis = x.clone();
    Gemm.gemv(true, n, p, 1.0, v, 0, n, d, 0, 1, 1.0, analysis, 0, 1, workers);
    int bad = Finite.first(analysis, 0, n);
    if (bad >= 0) {
      throw new NumericalException(method + ": the analysis is not finite at variable", bad, analysis[bad]);
    }
    System.arraycopy(analysis, 0, x, 0, n);
    for (int i = 0; i < n; i++) {
      double variance = covariance[i * n + i];
      for (int j = 0; j < p; j++) {
        variance = Math.fma(-v[j * n + i], v[j * n + i], variance);
      }
      // Rounding may leave less than nothing where observations leave no uncertainty.
      spread[i] = variance > 0.0 ? Math.sqrt(variance) : 0.0;
    }
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] t = new double[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        t[j * rows + i] = a[i * columns + j];
      }
    }
    return t;
  }
}
