package org.isobit.models.surrogate;

import org.isobit.kernels.elementary.SinPiReference;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.smoothing.GaussianChain;
import org.isobit.models.surrogate.LaplaceSmoother.Posterior;

/**
 * Members that stand for the law of each transition: of x_{k−1} the 2·n points x̄_{k−1} ± √n·L·u_i, P_{k−1} = L·Lᵀ
 * and u_i orthonormal; of the errors linearised there, e − ē = (G_k − M_k)·(x_{k−1} − x̄_{k−1}). Means of their
 * products with what is linear in x_{k−1} are exact. The u_i are the columns of Hartley's matrix, whose elements are
 * all of one size: each point then is as far from the mean in every direction as a draw would be.
 *
 * @param starts   x_{k−1}, 2·n × n for each k = 1 … K
 * @param weighted Q⁻¹·(e − ē)/(2·n), laid out alike
 * @param squares  Σ_k E[(e − ē)ᵀ·Q⁻¹·(e − ē)], with what x_k varies by given x_{k−1}
 */
record SigmaPoints(double[][] starts, double[][] weighted, double squares) {

  static SigmaPoints of(Posterior posterior, double[] q) {
    GaussianChain law = posterior.law();
    int n = law.size();
    int times = law.times() - 1;
    double[] u = hartley(n);
    double[][] starts = new double[times][2 * n * n];
    double[][] weighted = new double[times][2 * n * n];
    double[][] covariances = law.covariances();
    double[] lower = new double[n * n];
    double[] points = new double[n * n];
    double[] errors = new double[n * n];
    double[] difference = new double[n * n];
    double squares = 0.0;
    for (int k = 1; k <= times; k++) {
      new Cholesky().factor(n, covariances[k - 1], 0, n).lower(lower, 0, n);
      for (int i = 0; i < difference.length; i++) {
        difference[i] = law.gain(k)[i] - posterior.derivatives().byState()[k - 1][i];
      }
      // Rows are points.
      Gemm.gemm(false, true, n, n, n, 1.0, u, 0, n, lower, 0, n, 0.0, points, 0, n);
      Gemm.gemm(false, true, n, n, n, 1.0, points, 0, n, difference, 0, n, 0.0, errors, 0, n);
      double[] conditional = law.conditional(k);
      for (int i = 0; i < n; i++) {
        squares += conditional[i * n + i] / q[i];
      }
      for (int m = 0; m < n; m++) {
        for (int i = 0; i < n; i++) {
          double mean = posterior.states()[k - 1][i];
          double error = errors[m * n + i];
          starts[k - 1][2 * m * n + i] = mean + points[m * n + i];
          starts[k - 1][(2 * m + 1) * n + i] = mean - points[m * n + i];
          weighted[k - 1][2 * m * n + i] = error / q[i] / (2.0 * n);
          weighted[k - 1][(2 * m + 1) * n + i] = -weighted[k - 1][2 * m * n + i];
          squares = Math.fma(error / q[i] / n, error, squares);
        }
      }
    }
    return new SigmaPoints(starts, weighted, squares);
  }

  /** cos(2π·i·j/n) + sin(2π·i·j/n): √n times an orthonormal matrix. */
  private static double[] hartley(int n) {
    double[] u = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double angle = 2.0 * ((long) i * j % n) / n;
        u[i * n + j] = SinPiReference.cospi(angle) + SinPiReference.sinpi(angle);
      }
    }
    return u;
  }
}
