package org.isobit.models.assimilation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isobit.kernels.Checks;

/**
 * What was observed: values, error standard deviations, the operator that observes states alike, and, for local
 * filters, where; also of which type each is, and, for types with correlated errors, their whole error covariance.
 *
 * <p><b>Errors.</b> R is diagonal, or, for any type, full ({@link #withCovariance}). Filters see whitened observations:
 * innovations and observed anomalies over the standard deviations, or, within a type with R = L·Lᵀ, times L⁻¹
 * (Cholesky). The observation numbered j is then a combination of those of its type up to j, and local filters let it
 * stand where j stands: exact where correlated observations share a place (the channels of a sounding), and an
 * approximation where they are much closer to each other than the localisation reaches. Localisation refuses errors
 * that are correlated over more than its reach.
 *
 * <p>Immutable (it copies its arrays), thread-safe. A network that reports every cycle is built once and refilled by
 * {@link #withValues}: local filters then keep their lists of neighbours.
 */
public final class Observations {

  /**
   * Where observations are; null where that was not said. The arrays are those at work and must not be written to.
   *
   * @param coordinates places, count × dimensions
   * @param levels      vertical coordinates
   * @param times       times
   */
  public record Where(double[] coordinates, double[] levels, double[] times) {
    static final Where NOWHERE = new Where(null, null, null);

    Where withCoordinates(double[] given) {
      return new Where(given, levels, times);
    }

    Where withLevels(double[] given) {
      return new Where(coordinates, given, times);
    }

    Where withTimes(double[] given) {
      return new Where(coordinates, levels, given);
    }
  }

  /** The one type where none is named. */
  private static final List<String> UNTYPED = List.of("observation");

  private final double[] values;
  private final double[] deviations;
  private final ObservationOperator operator;
  private final Where where;

  /** Names of the types. */
  private final List<String> types;

  /** Type of each observation, or null if there is one for all. */
  private final int[] type;

  private final CorrelatedErrors blocks;

  private Observations(double[] values, double[] deviations, ObservationOperator operator, Where where,
      List<String> types, int[] type, CorrelatedErrors blocks) {
    this.values = values;
    this.deviations = deviations;
    this.operator = operator;
    this.where = where;
    this.types = types;
    this.type = type;
    this.blocks = blocks;
  }

  /**
   * Observations with an error for each.
   *
   * @param values     the values observed; may be empty
   * @param deviations standard deviation of each error, positive
   * @param operator   observes states
   * @return the observations
   * @throws IllegalArgumentException if lengths differ, a value is NaN or infinite, or a deviation is not positive or
   *                                  its reciprocal overflows
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
    return new Observations(values.clone(), deviations.clone(), operator, Where.NOWHERE, UNTYPED, null,
        CorrelatedErrors.NONE);
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
    return at(where.withCoordinates(coordinates.clone()));
  }

  /**
   * The same observations with vertical coordinates, which a localisation with a vertical scale needs. Without them,
   * observations made by {@link ObservationOperator#identity} and {@link ObservationOperator#indices} stand at the
   * levels of their variables.
   *
   * @param levels for each observation its level, in the units of the localisation's levels; copied
   * @return new observations
   * @throws IllegalArgumentException if the number differs or a level is not finite
   */
  public Observations withLevels(double[] levels) {
    requireCount("levels", levels);
    Checks.finite("Observations", "level", levels, 0, levels.length);
    return at(where.withLevels(levels.clone()));
  }

  /**
   * The same observations with times, which a localisation with a time scale needs.
   *
   * @param times for each observation its time, in the units of the localisation's time; copied
   * @return new observations
   * @throws IllegalArgumentException if the number differs or a time is not finite
   */
  public Observations withTimes(double[] times) {
    requireCount("times", times);
    Checks.finite("Observations", "time", times, 0, times.length);
    return at(where.withTimes(times.clone()));
  }

  private void requireCount(String what, double[] given) {
    if (given.length != values.length) {
      throw new IllegalArgumentException("Observations: there are " + values.length + " values but " + given.length
          + " " + what);
    }
  }

  private Observations at(Where place) {
    return new Observations(values, deviations, operator, place, types, type, blocks);
  }

  /**
   * The same observations, of named types, each with a diagonal R.
   *
   * @param names for each observation the name of its type
   * @return new observations; without correlations, should these have some
   * @throws IllegalArgumentException if the number differs or a name is missing
   */
  public Observations withTypes(String... names) {
    if (names.length != values.length) {
      throw new IllegalArgumentException("Observations: there are " + values.length + " observations but "
          + names.length + " types");
    }
    Map<String, Integer> known = new LinkedHashMap<>();
    int[] numbers = new int[names.length];
    for (int j = 0; j < names.length; j++) {
      if (names[j] == null || names[j].isEmpty()) {
        throw new IllegalArgumentException("Observations: observation " + j + " has no name of a type");
      }
      Integer number = known.putIfAbsent(names[j], known.size());
      numbers[j] = number == null ? known.size() - 1 : number;
    }
    return new Observations(values, deviations, operator, where,
        names.length == 0 ? UNTYPED : List.copyOf(known.keySet()), numbers, CorrelatedErrors.NONE);
  }

  /**
   * The same observations with correlated errors within one type.
   *
   * @param name the type's name; {@code "observation"} where types have no names
   * @param r    error covariance of the type's observations in their order, row-major without gaps, symmetric and
   *             positive definite; its diagonal takes the place of their deviations
   * @return new observations
   * @throws IllegalArgumentException if there is no such type, or R does not fit, is not finite, symmetric and positive
   *                                  definite
   */
  public Observations withCovariance(String name, double[] r) {
    int number = types.indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException("Observations: there is no type '" + name + "'; there are "
          + String.join(", ", types));
    }
    int[] index = new int[values.length];
    int n = 0;
    for (int j = 0; j < values.length; j++) {
      if (type(j) == number) {
        index[n++] = j;
      }
    }
    index = java.util.Arrays.copyOf(index, n);
    CorrelatedErrors more = blocks.with(name, number, index, r);
    double[] roots = deviations.clone();
    for (int q = 0; q < n; q++) {
      roots[index[q]] = Math.sqrt(r[q * n + q]);
    }
    return new Observations(values, roots, operator, where, types, type, more);
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
    return new Observations(newValues.clone(), deviations, operator, where, types, type, blocks);
  }

  /**
   * The same observations through another operator, such as one that finds the same variables in longer states.
   *
   * @param newOperator observes states, as many values as before
   * @return new observations that share values, errors and places
   */
  public Observations withOperator(ObservationOperator newOperator) {
    return new Observations(values, deviations, Objects.requireNonNull(newOperator, "operator"), where, types, type,
        blocks);
  }

  /**
   * The same observations with α·R in place of R.
   *
   * @param factor α, positive and finite
   * @return new observations; these themselves for 1
   * @throws IllegalArgumentException if the factor is out of range, or so are deviations with it
   */
  public Observations withErrorVariances(double factor) {
    Checks.positive("Observations", "factor on R", factor);
    if (factor == 1.0) {
      return this;
    }
    double[] scaled = deviations.clone();
    double root = Math.sqrt(factor);
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = scaled[j] * root;
    }
    Observations independent = of(values, scaled, operator);
    CorrelatedErrors more = CorrelatedErrors.NONE;
    for (CorrelatedErrors.Block block : blocks.blocks()) {
      double[] r = block.covariance().clone();
      for (int i = 0; i < r.length; i++) {
        r[i] = r[i] * factor;
      }
      more = more.with(types.get(block.type()), block.type(), block.index(), r);
    }
    return new Observations(independent.values, independent.deviations, operator, where, types, type, more);
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

  /**
   * Names of the types, in the order of their first observations; one where none were named.
   *
   * @return not empty
   */
  public List<String> types() {
    return types;
  }

  /**
   * Type of an observation.
   *
   * @param j which observation
   * @return index into {@link #types()}
   */
  public int type(int j) {
    return type == null ? 0 : type[j];
  }

  /**
   * Whether some errors are correlated.
   *
   * @return true if a type has a full covariance
   */
  public boolean correlated() {
    return !blocks.isEmpty();
  }

  /**
   * The errors that are correlated.
   *
   * @return blocks of observations, empty if all errors are independent
   */
  public CorrelatedErrors correlatedErrors() {
    return blocks;
  }

  /**
   * Writes what whitening multiplies each observation by before {@link CorrelatedErrors#whiten}.
   *
   * @param precision receives 1/deviation, and 1 within a block of correlated errors
   */
  public void precisions(double[] precision) {
    for (int j = 0; j < deviations.length; j++) {
      precision[j] = 1.0 / deviations[j];
    }
    for (CorrelatedErrors.Block block : blocks.blocks()) {
      for (int j : block.index()) {
        precision[j] = 1.0;
      }
    }
  }

  /**
   * Where they are.
   *
   * @return coordinates, levels and times, as far as they were given
   */
  public Where where() {
    return where;
  }

  @Override
  public String toString() {
    return "Observations[" + values.length + ", " + operator + "]";
  }
}
