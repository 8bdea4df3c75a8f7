package org.isobit.models.assimilation.statistics;

import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.Gaussian;

/**
 * The law of all states of a linear model given all observations (Rauch, Tung and Striebel 1965, AIAA J. 3, 1445–1450):
 * forward by the Kalman filter, backward with J_k = P_k·Mᵀ·(P^f_{k+1})⁻¹,
 *
 * <pre>
 *   x^s_k = x_k + J_k·(x^s_{k+1} − x^f_{k+1})      P^s_k = P_k + J_k·(P^s_{k+1} − P^f_{k+1})·J_kᵀ
 * </pre>
 *
 * and Cov(x_{k+1}, x_k) = P^s_{k+1}·J_kᵀ. Dense matrices, row-major; about 12·n³ flops and 4·n² numbers a time.
 */
final class KalmanSmoother {

  final int n;
  final int times;

  /** Means, times 0 to K, and covariances of each, and of each but the first with that before it. */
  final double[][] mean;
  final double[][] covariance;
  final double[][] lagged;
  final double logLikelihood;

  /** Smooths; time 0 is that of {@code initial} and has no observations. */
  KalmanSmoother(double[] m, double[] h, int p, Gaussian initial, double[][] observed, double[] q, double[] r) {
    n = initial.size();
    times = observed.length;
    mean = new double[times + 1][];
    covariance = new double[times + 1][];
    lagged = new double[times + 1][];
    double[][] forecast = new double[times + 1][];
    double[][] forecastCovariance = new double[times + 1][];
    mean[0] = initial.mean();
    covariance[0] = initial.covariance();
    double sum = 0.0;
    for (int k = 1; k <= times; k++) {
      forecast[k] = times(false, false, n, 1, n, m, mean[k - 1]);
      forecastCovariance[k] = add(around(m, n, covariance[k - 1], n), 1.0, q);
      double[] hp = times(false, false, p, n, n, h, forecastCovariance[k]);
      double[] s = add(times(false, true, p, p, n, hp, h), 1.0, r);
      double[] d = add(observed[k - 1], -1.0, times(false, false, p, 1, n, h, forecast[k]));
      Cholesky cholesky = new Cholesky().factor(p, s, 0, p);
      cholesky.solveLower(1, d, 0, 1);
      cholesky.solveLower(n, hp, 0, n);
      double[] lower = new double[p * p];
      cholesky.lower(lower, 0, p);
      double cost = p * LogReference.log(2.0 * Math.PI);
      for (int j = 0; j < p; j++) {
        cost += 2.0 * LogReference.log(lower[j * p + j]) + d[j] * d[j];
      }
      sum -= 0.5 * cost;
      mean[k] = add(forecast[k], 1.0, times(true, false, n, 1, p, hp, d));
      covariance[k] = add(forecastCovariance[k], -1.0, times(true, false, n, n, p, hp, hp));
    }
    logLikelihood = sum;
    for (int k = times - 1; k >= 0; k--) {
      // Rows of J_kᵀ = (P^f_{k+1})⁻¹·M·P_k.
      double[] j = times(false, false, n, n, n, m, covariance[k]);
      new Cholesky().factor(n, forecastCovariance[k + 1], 0, n).solve(n, j, 0, n);
      double[] dx = add(mean[k + 1], -1.0, forecast[k + 1]);
      double[] dp = add(covariance[k + 1], -1.0, forecastCovariance[k + 1]);
      mean[k] = add(mean[k], 1.0, times(true, false, n, 1, n, j, dx));
      covariance[k] = add(covariance[k], 1.0, times(true, false, n, n, n, j, times(false, false, n, n, n, dp, j)));
      lagged[k + 1] = times(false, false, n, n, n, covariance[k + 1], j);
    }
  }

  /** op(A)·op(B), rows × columns, by the chains of Gemm. */
  static double[] times(boolean transA, boolean transB, int rows, int columns, int inner, double[] a, double[] b) {
    double[] c = new double[rows * columns];
    Gemm.gemm(transA, transB, rows, columns, inner, 1.0, a, 0, transA ? rows : inner, b, 0, transB ? inner : columns,
        0.0, c, 0, columns);
    return c;
  }

  /** A·P·Aᵀ of a rows × size matrix A. */
  static double[] around(double[] a, int rows, double[] p, int size) {
    return times(false, true, rows, rows, size, times(false, false, rows, size, size, a, p), a);
  }

  /** a + factor·b, in a new array. */
  static double[] add(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = Math.fma(factor, b[i], a[i]);
    }
    return sum;
  }

  /** Adds (A + Aᵀ)/2. */
  static void addSymmetric(double[] to, double[] a, int size) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        to[i * size + j] += 0.5 * (a[i * size + j] + a[j * size + i]);
      }
    }
  }
}
