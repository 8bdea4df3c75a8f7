package org.isobit.models.assimilation.inflation;

import java.util.Arrays;
import org.isobit.kernels.Checks;

/**
 * What an {@link AdaptiveInflation} knows from one cycle to the next: for every variable a factor λ on the forecast
 * variance and the standard deviation of that estimate. A cycle ends with {@link #toArray} and the next program begins
 * with {@link #of}, without a lost bit. Not thread-safe: an {@link AdaptiveFilter} writes to it.
 */
public final class InflationField {

  private double[] factors;
  private double[] deviations;

  private InflationField(double[] factors, double[] deviations) {
    this.factors = factors;
    this.deviations = deviations;
  }

  /**
   * The same λ everywhere.
   *
   * @param size      number of variables
   * @param factor    λ, positive
   * @param deviation its standard deviation, not negative
   * @return a new field
   * @throws IllegalArgumentException if the size is not positive or a number is out of range
   */
  public static InflationField uniform(int size, double factor, double deviation) {
    org.isobit.kernels.Checks.positive("InflationField", "size", size);
    double[] state = new double[Checks.elements("InflationField", 2, size, Double.BYTES)];
    Arrays.fill(state, 0, size, factor);
    Arrays.fill(state, size, 2 * size, deviation);
    return of(state);
  }

  /**
   * A field that was stored.
   *
   * @param state as {@link #toArray} gave it: λ of every variable, then the deviations; copied
   * @return a new field
   * @throws IllegalArgumentException if the length is odd or 0, a factor is not positive and finite, or a deviation is
   *                                  negative or not finite
   */
  public static InflationField of(double[] state) {
    if (state.length == 0 || state.length % 2 != 0) {
      throw new IllegalArgumentException("InflationField: a state has a factor and a deviation for each variable, but "
          + "has " + state.length + " numbers");
    }
    int size = state.length / 2;
    for (int i = 0; i < size; i++) {
      if (!(state[i] > 0.0 && state[i] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("InflationField: factor[" + i + "] must be positive and finite, but is "
            + state[i]);
      }
      double deviation = state[size + i];
      if (!(deviation >= 0.0 && deviation <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException("InflationField: deviation[" + i
            + "] must be finite and not negative, but is " + deviation);
      }
    }
    return new InflationField(Arrays.copyOf(state, size), Arrays.copyOfRange(state, size, 2 * size));
  }

  /**
   * All there is to store.
   *
   * @return a new array of 2·size numbers: λ of every variable, then the deviations
   */
  public double[] toArray() {
    double[] state = Arrays.copyOf(factors, 2 * factors.length);
    System.arraycopy(deviations, 0, state, factors.length, deviations.length);
    return state;
  }

  /**
   * Number of variables.
   *
   * @return at least 1
   */
  public int size() {
    return factors.length;
  }

  /**
   * λ of a variable.
   *
   * @param i which variable
   * @return the factor on its forecast variance
   */
  public double factor(int i) {
    return factors[i];
  }

  /**
   * How sure that is.
   *
   * @param i which variable
   * @return standard deviation of λ
   */
  public double deviation(int i) {
    return deviations[i];
  }

  /** The factors themselves; replaced as a whole, never written to. */
  double[] factors() {
    return factors;
  }

  double[] deviations() {
    return deviations;
  }

  void set(double[] newFactors, double[] newDeviations) {
    factors = newFactors;
    deviations = newDeviations;
  }
}
