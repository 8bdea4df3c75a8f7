package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.statistics.OnlineErrorFilter;
import org.isobit.models.assimilation.statistics.OnlineErrors.Rates;
import org.isobit.models.assimilation.statistics.OnlineErrors;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * Errors estimated along a run as configuration files describe them: the section {@code estimate-errors}.
 *
 * @param inflation        whether the inflation of the forecast is estimated
 * @param observation      whether the error variance of observations is
 * @param initialInflation the inflation before the first cycle
 * @param initialVariance  the error variance before the first cycle; NaN where it is not estimated
 * @param initialGain      share of the first cycle's own estimates in those after it
 * @param growth           factor by which the error variances of the estimates grow from cycle to cycle
 * @param bounds           the smallest and the largest inflation of a single cycle
 */
public record OnlineErrorsChoice(boolean inflation, boolean observation, double initialInflation,
    double initialVariance, double initialGain, double growth, List<Double> bounds) {

  private static final String LI = "li-2009";
  private static final double USUAL_GAIN = 0.5;

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.word("method", "how they are estimated: from innovations and residuals, smoothed in time by a scalar Kalman "
          + "filter", LI).required(),
      Key.of("inflation", Form.FLAG, "whether the factor on the forecast covariance is estimated").usual(true),
      Key.of("observation", Form.FLAG, "whether the error variance of observations is estimated, which the filter then "
          + "has in place of the true one").usual(true),
      Key.of("initial-inflation", Form.NUMBER, "the factor before the first cycle").usual(1.0).positive(),
      Key.of("initial-variance", Form.NUMBER, "the error variance before the first cycle; needed where it is estimated")
          .positive().when("observation true"),
      Key.of("initial-gain", Form.NUMBER, "share of the first cycle's own estimates in the estimates after it, above 0 "
          + "and below 1; later shares tend to 1 - 1/growth").usual(USUAL_GAIN).between(0, 1),
      Key.of("growth", Form.NUMBER, "factor by which the error variance of an estimate grows from cycle to cycle")
          .usual(Rates.USUAL.growth()).atLeast(1),
      Key.of("bounds", Form.NUMBERS, "the smallest and the largest inflation that a single cycle may ask for")
          .usual("[" + Rates.USUAL.least() + ", " + Rates.USUAL.greatest() + "]"));

  /** The section's name. */
  public static final String KEY = "estimate-errors";

  /** Keeps its own copy of the list. */
  public OnlineErrorsChoice {
    bounds = List.copyOf(bounds);
  }

  /**
   * Reads the section, if there is one.
   *
   * @param method the section that may hold it
   * @param other  the inflation that goes with it
   * @return the choice, or null
   * @throws IllegalArgumentException naming key and value of the first mistake, or if the other inflation is of the
   *                                  forecast, too
   */
  public static OnlineErrorsChoice read(Settings method, Inflation other) {
    Optional<Settings> section = method.optional(KEY);
    if (section.isEmpty()) {
      return null;
    }
    Settings settings = section.get();
    settings.choice("method", LI);
    boolean inflation = settings.flag("inflation", true);
    boolean observation = settings.flag("observation", true);
    if (!observation && settings.has("initial-variance")) {
      throw settings.error("initial-variance", "is for observation true: otherwise the variance is the experiment's");
    }
    double initialInflation = settings.positive("initial-inflation", 1.0);
    double initialVariance = observation ? settings.positive("initial-variance") : Double.NaN;
    double gain = settings.number("initial-gain", USUAL_GAIN);
    if (!(gain > 0.0 && gain < 1.0)) {
      throw settings.error("initial-gain", "must be above 0 and below 1, but is " + gain);
    }
    double growth = settings.number("growth", Rates.USUAL.growth());
    double[] bounds = settings.numbers("bounds", new double[] {Rates.USUAL.least(), Rates.USUAL.greatest()});
    if (bounds.length != 2) {
      throw settings.error("bounds", "must be two numbers, the smallest and the largest inflation, but has "
          + bounds.length);
    }
    OnlineErrorsChoice choice = new OnlineErrorsChoice(inflation, observation, initialInflation, initialVariance,
        gain, growth, List.of(bounds[0], bounds[1]));
    try {
      choice.estimate(new ETKF().withInflation(other));
    } catch (IllegalArgumentException e) {
      throw method.error(KEY, "does not fit: " + e.getMessage());
    }
    return choice;
  }

  /**
   * A filter that estimates them, at its beginning. Estimates depend on the ratio of their error variance v to that of
   * a single cycle's, e, alone, which begins so that the first gain v/(e + v) is the one given.
   *
   * @param filter the filter
   * @return the filter with estimates of its own
   */
  public OnlineErrorFilter estimate(InflatingFilter filter) {
    double variance = initialGain / (1.0 - initialGain);
    Rates rates = new Rates(growth, Rates.USUAL.inflationError(), Rates.USUAL.varianceError(), bounds.get(0),
        bounds.get(1));
    return new OnlineErrorFilter(filter, inflation, observation, new OnlineErrors(initialInflation,
        variance * rates.inflationError(), observation ? initialVariance : 1.0, variance * rates.varianceError()),
        rates);
  }

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", LI);
    map.put("inflation", inflation);
    map.put("observation", observation);
    map.put("initial-inflation", initialInflation);
    if (observation) {
      map.put("initial-variance", initialVariance);
    }
    map.put("initial-gain", initialGain);
    map.put("growth", growth);
    map.put("bounds", bounds);
    return map;
  }
}
