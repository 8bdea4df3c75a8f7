package org.isobit.models.learning.linear;

import org.isobit.kernels.Checks;

/**
 * Polynomials of the values around a place on a ring, as features of a regression that is the same at all places: with
 * the 2·L + 1 values z_l = x_{n+l}, l = −L … L, of place n, all z_l, all products z_l·z_m with l ≤ m, and all cubes
 * z_l³ = (z_l·z_l)·z_l, in this order. The constant is a regression's intercept. L = 2 gives 5 + 15 + 5 = 25, with the
 * constant 26.
 *
 * <p>Rows of features lie one after the other, a row a place, states one after the other: what
 * {@link RidgeRegression} takes with as many samples as there are places of all states. Immutable, thread-safe.
 *
 * @param size of a state, its places on the ring, more than 2·L
 * @param reach L, at least 0
 */
public record PolynomialStencil(int size, int reach) {

  private static final String NAME = "PolynomialStencil";

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the stencil does not fit on the ring
   */
  public PolynomialStencil {
    if (reach < 0 || size <= 2L * reach) {
      throw new IllegalArgumentException(NAME + ": a stencil of reach " + reach + " does not fit on a ring of " + size
          + " places");
    }
  }

  /**
   * Values of a place's stencil.
   *
   * @return 2·L + 1
   */
  public int width() {
    return 2 * reach + 1;
  }

  /**
   * Features of a place.
   *
   * @return w + w·(w + 1)/2 + w with w the width
   */
  public int features() {
    int w = width();
    return 2 * w + w * (w + 1) / 2;
  }

  /**
   * Writes the features of all places of some states.
   *
   * @param states  number of states, at least 0
   * @param x       the states, one after the other
   * @param xOffset index of the first one's first element
   * @param rows    takes states × size × features from its first element on
   * @throws IllegalArgumentException if an array is too short
   */
  public void features(int states, double[] x, int xOffset, double[] rows) {
    Checks.size(NAME, "states", states);
    Checks.vector(NAME, "x", x, xOffset, Checks.elements(NAME, states, size, Double.BYTES));
    Checks.vector(NAME, "rows", rows, 0, Checks.elements(NAME, states * size, features(), Double.BYTES));
    double[] z = new double[width()];
    int at = 0;
    for (int s = 0; s < states; s++) {
      for (int n = 0; n < size; n++) {
        stencil(x, xOffset + s * size, n, z);
        at = row(z, rows, at);
      }
    }
  }

  private void stencil(double[] x, int from, int n, double[] z) {
    for (int l = 0; l < z.length; l++) {
      z[l] = x[from + Math.floorMod(n + l - reach, size)];
    }
  }

  private static int row(double[] z, double[] rows, int first) {
    int at = first;
    for (double value : z) {
      rows[at++] = value;
    }
    for (int l = 0; l < z.length; l++) {
      for (int m = l; m < z.length; m++) {
        rows[at++] = z[l] * z[m];
      }
    }
    for (double value : z) {
      rows[at++] = value * value * value;
    }
    return at;
  }

  /**
   * The derivatives of a weighted sum of a place's features, Σ_f w_f·φ_f, by the values of its stencil: the row of the
   * Jacobian of a regression at that place.
   *
   * @param weights a weight a feature
   * @param x       array of the state
   * @param xOffset index of its first element
   * @param place   the place
   * @param slopes  takes 2·L + 1 derivatives, by x_{place−L} … x_{place+L}
   * @throws IllegalArgumentException if an array is too short or there is no such place
   */
  public void slopes(double[] weights, double[] x, int xOffset, int place, double[] slopes) {
    Checks.vector(NAME, "weights", weights, 0, features());
    Checks.vector(NAME, "x", x, xOffset, size);
    Checks.index(NAME, "place", place, size);
    int w = width();
    Checks.vector(NAME, "slopes", slopes, 0, w);
    double[] z = new double[w];
    stencil(x, xOffset, place, z);
    int f = w;
    System.arraycopy(weights, 0, slopes, 0, w);
    for (int l = 0; l < w; l++) {
      for (int m = l; m < w; m++) {
        slopes[l] = Math.fma(weights[f], z[m], slopes[l]);
        slopes[m] = Math.fma(weights[f], z[l], slopes[m]);
        f++;
      }
    }
    for (int l = 0; l < w; l++) {
      slopes[l] = Math.fma(3.0 * weights[f + l], z[l] * z[l], slopes[l]);
    }
  }
}
