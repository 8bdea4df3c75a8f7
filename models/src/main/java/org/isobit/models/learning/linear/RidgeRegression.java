package org.isobit.models.learning.linear;

import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;

/**
 * Linear regression with a penalty (Hoerl and Kennard 1970, https://doi.org/10.1080/00401706.1970.10488634): weights
 * W and the intercept b that minimise ‖Y − X·W − 1·bᵀ‖² + α·‖W‖², in the Frobenius norm; b has no penalty.
 *
 * <p>With x̄, ȳ the columns' means and Xc, Yc what remains: (XcᵀXc + α·I)·W = XcᵀYc, or, where there are fewer samples
 * than features, the same W = Xcᵀ·(XcXcᵀ + α·I)⁻¹·Yc; by Cholesky's factors. b = ȳ − Wᵀx̄. α is that of scikit-learn's
 * {@code Ridge}. Features are not scaled: bring them to one scale if they have different units.
 *
 * <p>Arrays are row-major without gaps. Results are a function of the data to the last bit, not of threads. Immutable,
 * thread-safe.
 */
public final class RidgeRegression {

  private static final String NAME = "ridge regression";

  private final int features;
  private final int targets;
  private final double[] weights;
  private final double[] intercept;

  private RidgeRegression(int features, int targets, double[] weights, double[] intercept) {
    this.features = features;
    this.targets = targets;
    this.weights = weights;
    this.intercept = intercept;
  }

  /**
   * Fits weights and intercept.
   *
   * @param samples  rows of X and Y, at least 1
   * @param features columns of X, at least 1
   * @param targets  columns of Y, at least 1
   * @param x        X, samples × features
   * @param y        Y, samples × targets
   * @param alpha    α, positive and finite
   * @param workers  the threads
   * @return the regression
   * @throws IllegalArgumentException               for sizes below 1, arrays of another length, an α that is not
   *                                                positive, and numbers that are not finite, naming the first
   * @throws org.isobit.kernels.NumericalException if α is so small that the matrix cannot be factored
   */
  public static RidgeRegression fit(int samples, int features, int targets, double[] x, double[] y, double alpha,
      Workers workers) {
    Checks.positive(NAME, "samples", samples);
    Checks.positive(NAME, "features", features);
    Checks.positive(NAME, "targets", targets);
    Checks.positive(NAME, "alpha", alpha);
    finite("x", x, samples, features);
    finite("y", y, samples, targets);
    double[] xMean = means(samples, features, x);
    double[] yMean = means(samples, targets, y);
    double[] xc = centred(samples, features, x, xMean);
    double[] yc = centred(samples, targets, y, yMean);
    boolean dual = samples < features;
    int n = Math.min(samples, features);
    double[] a = new double[Checks.elements(NAME, n, n, Double.BYTES)];
    Gemm.gram(!dual, n, dual ? features : samples, 1.0, xc, 0, features, 0.0, a, 0, n, workers);
    for (int i = 0; i < n; i++) {
      a[i * n + i] += alpha;
    }
    Cholesky factors = new Cholesky().factor(n, a, 0, n);
    double[] weights;
    if (dual) {
      factors.solve(targets, yc, 0, targets);
      weights = product(features, targets, samples, xc, yc, workers);
    } else {
      weights = product(features, targets, samples, xc, yc, workers);
      factors.solve(targets, weights, 0, targets);
    }
    double[] intercept = yMean.clone();
    Gemm.gemv(true, targets, features, -1.0, weights, 0, targets, xMean, 0, 1, 1.0, intercept, 0, 1, workers);
    return new RidgeRegression(features, targets, weights, intercept);
  }

  /** Xcᵀ·Yc. */
  private static double[] product(int features, int targets, int samples, double[] xc, double[] yc, Workers workers) {
    double[] product = new double[Checks.elements(NAME, features, targets, Double.BYTES)];
    Gemm.gemm(true, false, features, targets, samples, 1.0, xc, 0, features, yc, 0, targets, 0.0, product, 0, targets,
        workers);
    return product;
  }

  private static void finite(String name, double[] x, int rows, int columns) {
    Checks.present(NAME, name, x);
    if (x.length != (long) rows * columns) {
      throw new IllegalArgumentException(NAME + ": " + name + " has " + x.length + " numbers, but " + rows + "x"
          + columns + " are needed");
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i])) {
        throw new IllegalArgumentException(NAME + ": " + name + " has " + x[i] + " in sample " + i / columns
            + ", column " + i % columns);
      }
    }
  }

  private static double[] means(int rows, int columns, double[] x) {
    double[] means = new double[columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        means[j] += x[i * columns + j];
      }
    }
    for (int j = 0; j < columns; j++) {
      means[j] /= rows;
    }
    return means;
  }

  private static double[] centred(int rows, int columns, double[] x, double[] means) {
    double[] centred = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        centred[i * columns + j] = x[i * columns + j] - means[j];
      }
    }
    return centred;
  }

  /**
   * Columns of X.
   *
   * @return at least 1
   */
  public int features() {
    return features;
  }

  /**
   * Columns of Y.
   *
   * @return at least 1
   */
  public int targets() {
    return targets;
  }

  /**
   * The weights.
   *
   * @return a copy of W, features × targets
   */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * The intercept.
   *
   * @return a copy of b, one number a target
   */
  public double[] intercept() {
    return intercept.clone();
  }

  /**
   * Predicts: Y = X·W + 1·bᵀ, each number one chain that starts from b.
   *
   * @param samples rows of X and Y
   * @param x       X, samples × features
   * @param y       takes Y, samples × targets; shares no element with X
   * @param workers the threads
   * @throws IllegalArgumentException if an array is too short
   */
  public void predict(int samples, double[] x, double[] y, Workers workers) {
    Checks.size(NAME, "samples", samples);
    Checks.vector(NAME, "x", x, 0, Checks.elements(NAME, samples, features, Double.BYTES));
    Checks.vector(NAME, "y", y, 0, Checks.elements(NAME, samples, targets, Double.BYTES));
    for (int i = 0; i < samples; i++) {
      System.arraycopy(intercept, 0, y, i * targets, targets);
    }
    Gemm.gemm(false, false, samples, targets, features, 1.0, x, 0, features, weights, 0, targets, 1.0, y, 0, targets,
        workers);
  }
}
