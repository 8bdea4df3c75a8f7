package org.isobit.models.assimilation;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.Anomalies;
import org.isobit.kernels.gemm.Gemm;

/**
 * A normal law of states by its mean and its whole covariance: a climatology, or the law of initial states. Its arrays
 * are those at work and must not be written to.
 *
 * @param mean       the mean of each variable
 * @param covariance the covariance, size × size, row-major without gaps, symmetric and positive semidefinite
 */
public record Gaussian(double[] mean, double[] covariance) {

  /**
   * Checks lengths and values.
   *
   * @throws IllegalArgumentException if the covariance does not fit the mean, is not symmetric, has a negative
   *                                  variance, or a number is not finite
   */
  public Gaussian {
    int n = mean.length;
    Checks.positive("Gaussian", "size", n);
    if (covariance.length != (long) n * n) {
      throw new IllegalArgumentException("Gaussian: the covariance of " + n + " variables must have " + (long) n * n
          + " elements, but has " + covariance.length);
    }
    Checks.finite("Gaussian", "mean", mean, 0, n);
    Checks.finite("Gaussian", "covariance", covariance, 0, covariance.length);
    for (int i = 0; i < n; i++) {
      if (covariance[i * n + i] < 0.0) {
        throw new IllegalArgumentException("Gaussian: variance " + i + " must not be negative, but is "
            + covariance[i * n + i]);
      }
      for (int j = 0; j < i; j++) {
        if (covariance[i * n + j] != covariance[j * n + i]) {
          throw new IllegalArgumentException("Gaussian: the covariance is not symmetric: element (" + i + ", " + j
              + ") is " + covariance[i * n + j] + ", but (" + j + ", " + i + ") is " + covariance[j * n + i]);
        }
      }
    }
  }

  /**
   * Independent variables of one variance.
   *
   * @param mean     the mean of each
   * @param variance the variance of all, not negative
   * @return the law
   * @throws IllegalArgumentException if a number is out of range, or the covariance does not fit into the heap
   */
  public static Gaussian independent(double[] mean, double variance) {
    int n = mean.length;
    double[] covariance = new double[Checks.elements("Gaussian", n, n, Double.BYTES)];
    for (int i = 0; i < n; i++) {
      covariance[i * n + i] = variance;
    }
    return new Gaussian(mean, covariance);
  }

  /**
   * The law of a sample: mean x̄ = Σ x_k ÷ K and covariance Σ (x_k − x̄)·(x_k − x̄)ᵀ ÷ (K − 1).
   *
   * @param states  the sample, such as the states of a long run; read only
   * @param workers threads that share the work; no bit depends on them
   * @return the law
   * @throws IllegalArgumentException if there is one state, one is not finite, or the covariance does not fit into the
   *                                  heap
   */
  public static Gaussian of(Ensemble states, Workers workers) {
    states.requireSpread("Gaussian");
    states.requireFinite("Gaussian");
    int k = states.members();
    int n = states.size();
    double[] covariance = new double[Checks.elements("Gaussian", n, n, Double.BYTES)];
    double[] mean = new double[n];
    double[] anomalies = new double[Checks.elements("Gaussian", k, n, Double.BYTES)];
    Anomalies.subtractMean(k, n, states.values(), states.index(0), states.ld(), mean, 0, anomalies, 0, n, workers);
    Gemm.gram(true, n, k, 1.0, anomalies, 0, n, 0.0, covariance, 0, n, workers);
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] /= k - 1;
    }
    return new Gaussian(mean, covariance);
  }

  /**
   * Number of variables.
   *
   * @return the size of a state
   */
  public int size() {
    return mean.length;
  }

  /**
   * The standard deviation of each variable.
   *
   * @return a new array
   */
  public double[] deviations() {
    int n = size();
    double[] deviations = new double[n];
    for (int i = 0; i < n; i++) {
      deviations[i] = Math.sqrt(covariance[i * n + i]);
    }
    return deviations;
  }
}
