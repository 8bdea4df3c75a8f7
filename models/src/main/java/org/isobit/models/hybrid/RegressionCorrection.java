package org.isobit.models.hybrid;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Linearization;
import org.isobit.models.learning.linear.PolynomialStencil;
import org.isobit.models.learning.linear.RidgeRegression;

/**
 * The correction that a regression makes on polynomials of the values around each place of a ring, the same one at all
 * places. Immutable, thread-safe.
 */
public final class RegressionCorrection implements Correction {

  private static final String NAME = "RegressionCorrection";

  private final PolynomialStencil stencil;
  private final RidgeRegression regression;
  private final double[] weights;

  private RegressionCorrection(PolynomialStencil stencil, RidgeRegression regression) {
    this.stencil = stencil;
    this.regression = regression;
    weights = regression.weights();
  }

  /**
   * The correction.
   *
   * @param stencil    features of a place
   * @param regression of one number on them
   * @return the correction
   * @throws IllegalArgumentException if the regression has other features, or more targets than one
   */
  public static RegressionCorrection of(PolynomialStencil stencil, RidgeRegression regression) {
    Objects.requireNonNull(stencil, "stencil");
    Objects.requireNonNull(regression, "regression");
    if (regression.features() != stencil.features() || regression.targets() != 1) {
      throw new IllegalArgumentException(NAME + ": the regression has " + regression.features() + " features and "
          + regression.targets() + " targets, but a place has " + stencil.features() + " and one");
    }
    return new RegressionCorrection(stencil, regression);
  }

  /**
   * Fits the regression to samples.
   *
   * @param stencil features of a place
   * @param samples inputs and targets
   * @param alpha   penalty of the weights by the number of samples and places, at least 0
   * @return the correction
   * @throws IllegalArgumentException if sizes differ
   */
  public static RegressionCorrection fit(PolynomialStencil stencil, TendencySamples samples, double alpha) {
    int rows = samples.inputs().length;
    double[] x = new double[Checks.elements(NAME, rows, stencil.features(), Double.BYTES)];
    stencil.features(samples.count(), samples.inputs(), 0, x);
    return of(stencil, RidgeRegression.fit(rows, stencil.features(), 1, x, samples.targets(), alpha * rows,
        Workers.serial()));
  }

  /**
   * Its weights.
   *
   * @return a copy, a number a feature
   */
  public double[] weights() {
    return weights.clone();
  }

  @Override
  public int size() {
    return stencil.size();
  }

  @Override
  public void compute(int states, double[] x, int xOffset, double[] c, int cOffset) {
    int n = states * size();
    double[] rows = new double[n * stencil.features()];
    stencil.features(states, x, xOffset, rows);
    double[] y = new double[n];
    regression.predict(n, rows, y, Workers.serial());
    System.arraycopy(y, 0, c, cOffset, n);
  }

  @Override
  public Linearization linearize(double[] x, int xOffset) {
    int n = size();
    int w = stencil.width();
    double[] slopes = new double[n * w];
    double[] row = new double[w];
    for (int place = 0; place < n; place++) {
      stencil.slopes(weights, x, xOffset, place, row);
      System.arraycopy(row, 0, slopes, place * w, w);
    }
    return new Banded(n, stencil.reach(), slopes);
  }

  /** Products with a matrix of which row i has elements at i − reach … i + reach, round a ring. */
  private record Banded(int size, int reach, double[] slopes) implements Linearization {

    @Override
    public void tangent(double[] dx, int offset) {
      double[] product = new double[size];
      int w = 2 * reach + 1;
      for (int i = 0; i < size; i++) {
        for (int l = 0; l < w; l++) {
          product[i] = Math.fma(slopes[i * w + l], dx[offset + Math.floorMod(i + l - reach, size)], product[i]);
        }
      }
      System.arraycopy(product, 0, dx, offset, size);
    }

    @Override
    public void adjoint(double[] dy, int offset) {
      double[] product = new double[size];
      int w = 2 * reach + 1;
      for (int i = 0; i < size; i++) {
        for (int l = 0; l < w; l++) {
          int j = Math.floorMod(i + l - reach, size);
          product[j] = Math.fma(slopes[i * w + l], dy[offset + i], product[j]);
        }
      }
      System.arraycopy(product, 0, dy, offset, size);
    }
  }

  @Override
  public String toString() {
    return NAME + "[" + stencil + "]";
  }
}
