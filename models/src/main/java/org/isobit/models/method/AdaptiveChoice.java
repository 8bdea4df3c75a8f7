package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.inflation.AdaptiveFilter;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.io.Settings;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * Adaptive inflation as configuration files describe it: the section {@code adaptive-inflation}.
 *
 * @param method          how the factors are estimated
 * @param initial         the first factor
 * @param deviation       its standard deviation
 * @param lowestDeviation where that stops shrinking
 * @param damping         what is left of factor − 1 from cycle to cycle
 * @param bounds          the smallest and the largest factor
 */
public record AdaptiveChoice(AdaptiveInflation.Method method, double initial, double deviation, double lowestDeviation,
    double damping, List<Double> bounds) {

  /** The section's keys. */
  public static final Keys KEYS = Keys.of(
      Key.word("method", "how the factors are estimated", Registries.ADAPTIVE::labels).required(),
      Key.of("initial", Form.NUMBER, "factor on the forecast variance before the first cycle").usual(1.0).positive(),
      Key.of("deviation", Form.NUMBER, "its standard deviation").positive()
          .usual("(anderson-2009: 0.6, miyoshi-2011: 0.04)"),
      Key.of("lowest-deviation", Form.NUMBER, "where the deviation stops shrinking (anderson-2009)")
          .usual("(the deviation)"),
      Key.of("damping", Form.NUMBER, "what is left of factor - 1 each cycle").usual(1.0),
      Key.of("bounds", Form.NUMBERS, "the smallest and the largest factor").usual("[1.0, 1e6]"));

  /** The section's name. */
  public static final String KEY = "adaptive-inflation";

  /** Keeps its own copy of the list. */
  public AdaptiveChoice {
    bounds = List.copyOf(bounds);
  }

  /**
   * Reads the section, if there is one.
   *
   * @param method the section that may hold it
   * @param other  the inflation that goes with it
   * @return the choice, or null
   * @throws IllegalArgumentException naming key and value of the first mistake, or if the other inflation is of the
   *                                  forecast
   */
  public static AdaptiveChoice read(Settings method, Inflation other) {
    Optional<Settings> section = method.optional(KEY);
    if (section.isEmpty()) {
      return null;
    }
    Settings settings = section.get();
    AdaptiveInflation.Method how = Registries.ADAPTIVE.get(MethodKeys.word(settings, "method",
        Registries.ADAPTIVE));
    double initial = settings.positive("initial", 1.0);
    double deviation = settings.positive("deviation", how.usualDeviation());
    double lowest = settings.number("lowest-deviation", deviation);
    double damping = settings.number("damping", 1.0);
    double[] bounds = settings.numbers("bounds", new double[] {1.0, 1e6});
    if (bounds.length != 2) {
      throw settings.error("bounds", "must be two numbers, the smallest and the largest factor, but has "
          + bounds.length);
    }
    AdaptiveChoice choice = new AdaptiveChoice(how, initial, deviation, lowest, damping, List.of(bounds[0], bounds[1]));
    try {
      choice.adapt(new ETKF().withInflation(other), null, choice.build(null).start(1));
    } catch (IllegalArgumentException e) {
      throw method.error(KEY, "does not fit: " + e.getMessage());
    }
    return choice;
  }

  /**
   * The inflation itself.
   *
   * @param localization how far observations reach, or null
   * @return what estimates the factors
   */
  public AdaptiveInflation build(Localization localization) {
    return AdaptiveInflation.of(method, localization).withBounds(Math.min(bounds.get(0), 1.0),
        Math.max(bounds.get(1), 1.0)).withInitial(initial).withBounds(bounds.get(0), bounds.get(1))
        .withDeviation(deviation, lowestDeviation).withDamping(damping);
  }

  /**
   * A filter that adapts.
   *
   * @param filter       the filter
   * @param localization how far observations reach, or null
   * @param field        the field to go on from; written to
   * @return the filter with this inflation
   */
  public AdaptiveFilter adapt(InflatingFilter filter, Localization localization, InflationField field) {
    return new AdaptiveFilter(filter, build(localization), field);
  }

  /**
   * For configuration files.
   *
   * @return the section, complete
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", method.label());
    map.put("initial", initial);
    map.put("deviation", deviation);
    map.put("lowest-deviation", lowestDeviation);
    map.put("damping", damping);
    map.put("bounds", bounds);
    return map;
  }

  @Override
  public String toString() {
    return method.label() + " " + initial + " ± " + deviation;
  }
}
