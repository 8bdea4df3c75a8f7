package org.isobit.models.assimilation.particle;

import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.linalg.eigen.SymmetricEigen;

/**
 * The transform of Tödter and Ahrens (2015): √N·W^½ with W = diag(w) − w·wᵀ, which gives anomalies whose covariance,
 * with N in the denominator, is that of the weighted ensemble. Serves one thread.
 */
final class SecondOrderTransform {

  private final SymmetricEigen eigen = new SymmetricEigen();
  private double[] values = {};
  private double[] sums = {};

  /**
   * Computes it.
   *
   * @param n number of members
   * @param w weights
   * @param t receives √N·W^½, n × n, whose rows and columns add up to 0
   */
  void compute(int n, double[] w, double[] t) {
    if (values.length != n) {
      values = new double[n];
      sums = new double[n];
    }
    for (int i = 0; i < n; i++) {
      // w·(1 − w) from the others' weights: nothing cancels where one member has nearly all the weight.
      double others = 0.0;
      for (int k = 0; k < n; k++) {
        others += k == i ? 0.0 : w[k];
        t[i * n + k] = -w[i] * w[k];
      }
      t[i * n + i] = w[i] * others;
    }
    eigen.factor(n, t, 0, n);
    eigen.values(values, 0);
    double negligible = eigen.negligible();
    for (int k = 0; k < n; k++) {
      // W has no negative eigenvalue, and one that is 0, of the vector of ones.
      values[k] = values[k] > negligible ? Math.sqrt(n * values[k]) : 0.0;
    }
    eigen.function(values, 0, t, 0, n);
    // Eigenvectors of small eigenvalues have a rounding's part of the vector of ones, which would move the mean.
    Anomalies.subtractMean(n, n, t, 0, n, sums, 0, t, 0, n, Workers.serial());
  }
}
