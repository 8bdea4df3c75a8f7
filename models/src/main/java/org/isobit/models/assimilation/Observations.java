package org.isobit.models.assimilation;

import java.util.Objects;
import org.isobit.kernels.Checks;

/**
 * What was observed: values, error standard deviations (the error covariance R is diagonal), the operator that observes
 * states alike, and, for local filters, where.
 *
 * <p>Immutable (it copies its arrays), thread-safe. A network that reports every cycle is built once and refilled by
 * {@link #withValues}: local filters then keep their lists of neighbours.
 */
public final class Observations {

  private final double[] values;
  private final double[] deviations;
  private final ObservationOperator operator;
  private final double[] coordinates;

  private Observations(double[] values, double[] deviations, ObservationOperator operator, double[] coordinates) {
    this.values = values;
    this.deviations = deviations;
    this.operator = operator;
    this.coordinates = coordinates;
  }

  /**
   * Observations with an error for each.
   *
   * @param values     the values observed; may be empty
   * @param deviations standard deviation of each error, positive
   * @param operator   observes states
   * @return the observations
   * @throws IllegalArgumentException if lengths differ, a value is NaN or infinite, or a deviation is not positive or its
   *                                  reciprocal overflows
   */
  public static Observations of(double[] values, double[] deviations, ObservationOperator operator) {
    Objects.requireNonNull(operator, "operator");
    if (deviations.length != values.length) {
      throw new IllegalArgumentException("Observations: there are " + values.length + " values but "
          + deviations.length + " standard deviations");
    }
    for (int j = 0; j < deviations.length; j++) {
      if (!(deviations[j] > 0.0) || Double.isInfinite(deviations[j])) {
        throw new IllegalArgumentException("Observations: standard deviation[" + j + "] must be positive, but is "
            + deviations[j]);
      }
      if (Double.isInfinite(1.0 / deviations[j])) {
        throw new IllegalArgumentException("Observations: standard deviation[" + j + "] is " + deviations[j]
            + ", whose reciprocal overflows");
      }
    }
    Checks.finite("Observations", "value", values, 0, values.length);
    return new Observations(values.clone(), deviations.clone(), operator, null);
  }

  /**
   * Observations that all have the same error.
   *
   * @param values    the values observed; may be empty
   * @param deviation standard deviation of every error, positive
   * @param operator  observes states
   * @return the observations
   * @throws IllegalArgumentException if a value is NaN or infinite, or the deviation is not positive or its
   *                                  reciprocal overflows
   */
  public static Observations of(double[] values, double deviation, ObservationOperator operator) {
    double[] deviations = new double[values.length];
    java.util.Arrays.fill(deviations, deviation);
    return of(values, deviations, operator);
  }

  /**
   * The same observations with places, which local filters need. Without them, observations made by
   * {@link ObservationOperator#identity} and {@link ObservationOperator#indices} stand where their variables stand.
   *
   * @param coordinates count × dimensions, observation by observation, in the units of the localisation's geometry;
   *                    copied
   * @return new observations
   * @throws IllegalArgumentException if the length is no multiple of the count or a coordinate is not finite
   */
  public Observations withCoordinates(double[] coordinates) {
    if (values.length == 0 ? coordinates.length > 0 : coordinates.length % values.length != 0
        || coordinates.length == 0) {
      throw new IllegalArgumentException("Observations: " + coordinates.length + " coordinates do not fit "
          + values.length + " observations");
    }
    Checks.finite("Observations", "coordinate", coordinates, 0, coordinates.length);
    return new Observations(values, deviations, operator, coordinates.clone());
  }

  /**
   * New values from the same network.
   *
   * @param newValues the values observed, as many as before
   * @return new observations that share errors, operator and places
   * @throws IllegalArgumentException if the number differs or a value is NaN or infinite
   */
  public Observations withValues(double[] newValues) {
    if (newValues.length != values.length) {
      throw new IllegalArgumentException("Observations: there are " + newValues.length + " values but "
          + values.length + " standard deviations");
    }
    Checks.finite("Observations", "value", newValues, 0, newValues.length);
    return new Observations(newValues.clone(), deviations, operator, coordinates);
  }

  /**
   * Number of observations.
   *
   * @return not negative
   */
  public int count() {
    return values.length;
  }

  /**
   * One value.
   *
   * @param j which observation
   * @return what was observed
   */
  public double value(int j) {
    return values[j];
  }

  /**
   * One error.
   *
   * @param j which observation
   * @return its standard deviation, positive
   */
  public double deviation(int j) {
    return deviations[j];
  }

  /**
   * The operator.
   *
   * @return it
   */
  public ObservationOperator operator() {
    return operator;
  }

  /** The places, or null. */
  double[] coordinates() {
    return coordinates;
  }

  @Override
  public String toString() {
    return "Observations[" + values.length + ", " + operator + "]";
  }
}
