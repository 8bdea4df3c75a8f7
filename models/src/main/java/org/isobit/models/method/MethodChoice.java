package org.isobit.models.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.io.Settings;
import org.isobit.models.io.Similar;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.Registry;
import org.isobit.models.registry.Values;

/**
 * A filter with its options as configurations describe it, the same in experiments, analyses and cycles; the
 * localisation, which needs to know where variables are, is read apart.
 *
 * @param provider   what makes the filter
 * @param inflation  inflation by a number, or null
 * @param adaptive   inflation estimated from the innovations, or null
 * @param errors     inflation and error variance of observations estimated along a run, or null
 * @param rotation   whether a random mean-preserving rotation follows each analysis
 * @param batch      neighbouring points that share one local transform
 * @param unobserved what happens where no observation is near
 * @param order      the order in which a serial filter takes the observations
 * @param own        values of the keys that the filter alone has
 */
public record MethodChoice(FilterProvider provider, InflationChoice inflation, AdaptiveChoice adaptive,
    OnlineErrorsChoice errors, boolean rotation, int batch, UnobservedPoints unobserved, ObservationOrder order,
    Values own) {

  /**
   * The keys of such a section.
   *
   * @param localization keys of the section {@code localization}
   * @param model        whether there is a model between analyses, so that methods that need it are among the filters
   * @return the keys
   */
  public static Keys keys(Keys localization, boolean model) {
    Keys all = Keys.of(
        Key.word("filter", "which filter", () -> labels(model)).required(),
        Key.section("inflation", "inflation of the spread by a number", InflationChoice.KEYS),
        Key.section(AdaptiveChoice.KEY, "inflation of the forecast, estimated from the innovations",
            AdaptiveChoice.KEYS),
        Key.of("rotation", Form.FLAG, "whether a random rotation that keeps mean and covariance follows").usual(false),
        Key.section("localization", "how far observations reach", localization).when("filters that can be local"),
        Key.of("batch", Form.INTEGER, "neighbouring points that share one local transform").usual(1).atLeast(1)
            .when(() -> with(Option.BATCH)),
        Key.word("unobserved", "what happens where no observation is near: the forecast stays, or is inflated inside "
            + "the transform all the same", MethodKeys.labels(UnobservedPoints.values(), MethodKeys::label))
            .usual("keep-forecast").when(() -> with(Option.UNOBSERVED)),
        Key.word("order", "in which order observations are taken",
            MethodKeys.labels(ObservationOrder.values(), MethodKeys::label)).usual("given")
            .when(() -> with(Option.ORDER)));
    return (model ? all.and(Key.section(OnlineErrorsChoice.KEY, "inflation of the forecast and error variance of "
        + "observations, estimated along the run", OnlineErrorsChoice.KEYS)) : all).by("filter", () -> {
          Map<String, Keys> own = Registries.filters().keys();
          own.keySet().retainAll(labels(model));
          return own;
        });
  }

  /** The filters, or those that need no model. */
  private static List<String> labels(boolean model) {
    return Registries.filters().entries().stream().filter(f -> model || !f.options().contains(Option.MODEL))
        .map(FilterProvider::label).toList();
  }

  /**
   * Which filters take an option, for help and messages.
   *
   * @param option the option
   * @return {@code the filters letkf and lestkf}
   */
  public static String with(Option option) {
    return "the filters " + Registries.filters().those(filter -> filter.options().contains(option));
  }

  /**
   * Reads the keys of a section but its localisation.
   *
   * @param settings  the section
   * @param mostBatch the largest batch
   * @param model     whether there is a model between analyses; without one, methods that need it are refused
   * @return the choice
   * @throws IllegalArgumentException naming key and value of the first mistake
   */
  public static MethodChoice read(Settings settings, int mostBatch, boolean model) {
    FilterProvider filter = filter(settings, model);
    if (!filter.options().contains(Option.INFLATION)) {
      for (String key : List.of("inflation", AdaptiveChoice.KEY, OnlineErrorsChoice.KEY, "rotation")) {
        if (settings.has(key) && !(key.equals("rotation") && !settings.flag(key, false))) {
          throw settings.error(key, "is not for the filter " + filter.label());
        }
      }
    }
    for (String key : List.of(AdaptiveChoice.KEY, OnlineErrorsChoice.KEY)) {
      if (filter.options().contains(Option.MODEL) && settings.has(key)) {
        throw settings.error(key, "is not for the filter " + filter.label());
      }
    }
    if (settings.has(AdaptiveChoice.KEY) && settings.has(OnlineErrorsChoice.KEY)) {
      throw settings.error(OnlineErrorsChoice.KEY, "cannot be given with " + AdaptiveChoice.KEY);
    }
    InflationChoice inflation = settings.optional("inflation").map(InflationChoice::read).orElse(null);
    Inflation other = inflation == null ? Inflation.none() : inflation.build();
    AdaptiveChoice adaptive = AdaptiveChoice.read(settings, other);
    OnlineErrorsChoice errors = model ? OnlineErrorsChoice.read(settings, other) : null;
    boolean rotation = settings.flag("rotation", false);
    int batch = filter.options().contains(Option.BATCH) ? settings.intBetween("batch", 1, 1, mostBatch) : 1;
    UnobservedPoints unobserved = filter.options().contains(Option.UNOBSERVED)
        ? MethodKeys.constant(settings, "unobserved", UnobservedPoints.KEEP_FORECAST) : UnobservedPoints.KEEP_FORECAST;
    ObservationOrder order = filter.options().contains(Option.ORDER)
        ? MethodKeys.constant(settings, "order", ObservationOrder.GIVEN) : ObservationOrder.GIVEN;
    return new MethodChoice(filter, inflation, adaptive, errors, rotation, batch, unobserved, order,
        settings.read(filter.keys()));
  }

  private static FilterProvider filter(Settings settings, boolean model) {
    Registry<FilterProvider> filters = Registries.filters();
    String label = settings.string("filter");
    List<String> labels = labels(model);
    if (!labels.contains(label) && filters.labels().contains(label)) {
      throw settings.error("filter", label + " is for isobit twin alone, which has a model and a climatology");
    }
    return filters.get(settings.choice("filter", labels.toArray(String[]::new)));
  }

  /**
   * The filter's name in configurations.
   *
   * @return the name
   */
  public String filter() {
    return provider.label();
  }

  /**
   * Refuses options for types of observations that there are not.
   *
   * @param known names of all types that can be observed
   * @throws IllegalArgumentException naming the first that is unknown, and those that are known
   */
  public void requireTypes(List<String> known) {
    requireTypes(provider.types(own), known);
  }

  /**
   * Refuses types of observations that there are not.
   *
   * @param types names in a configuration
   * @param known names of all types that can be observed
   * @throws IllegalArgumentException naming the first that is unknown, and those that are known
   */
  public static void requireTypes(List<String> types, List<String> known) {
    for (String type : types) {
      if (!known.contains(type)) {
        throw new IllegalArgumentException("types: there are no observations of the type '" + type + "'"
            + Similar.hint(type, known) + "; types: " + String.join(", ", known));
      }
    }
  }

  /**
   * What the filter is told.
   *
   * @param localization its localisation, or null
   * @return all options
   */
  public FilterOptions options(Localization localization) {
    return new FilterOptions(inflation == null ? Inflation.none() : inflation.build(), rotation, localization, batch,
        unobserved, order, own);
  }

  /**
   * The filter itself, for one run.
   *
   * @param localization its localisation, or null
   * @param size         variables of a state, for the field of adaptive inflation
   * @return the filter; with adaptive inflation, or with estimates of errors, at its beginning, if there are some
   */
  public Filter build(Localization localization, int size) {
    Filter plain = plain(options(localization));
    if (errors != null) {
      return errors.estimate((InflatingFilter) plain);
    }
    return adaptive == null ? plain : adapt(plain, localization, adaptive.build(localization).start(size));
  }

  /**
   * Refuses a run of more cycles than the filter was given something for.
   *
   * @param last number of the last cycle
   * @throws IllegalArgumentException naming what is too short
   */
  public void requireCycle(long last) {
    provider.requireCycle(own, last);
  }

  /**
   * The method for one run: the filter with a model and members, or what the method brings instead.
   *
   * @param localization its localisation, or null
   * @param model        the model
   * @param ensemble     the initial members, the method's own to write to
   * @param initial      the law of initial states, made when it is asked for
   * @param climatology  mean and covariance of states, made when they are asked for
   * @return the method at its beginning
   * @throws IllegalArgumentException if it does not fit the model or the members
   */
  public Estimator estimator(Localization localization, ForecastModel model, Ensemble ensemble,
      Supplier<Gaussian> initial, Supplier<Gaussian> climatology) {
    return adaptive != null || errors != null
        ? new EnsembleEstimator(model, ensemble, build(localization, ensemble.size()))
        : provider.estimator(new EstimatorOptions(options(localization), model, ensemble, initial, climatology));
  }

  /**
   * The filter itself, without adaptive inflation.
   *
   * @param options what it is told
   * @return the filter
   * @throws IllegalArgumentException if its provider makes none, or none that inflates though it should
   */
  public Filter plain(FilterOptions options) {
    Filter plain = provider.build(options);
    if (plain == null || provider.options().contains(Option.INFLATION) && !(plain instanceof InflatingFilter)) {
      throw new IllegalArgumentException(provider.getClass().getName() + " makes " + (plain == null ? "no filter '"
          : "a filter that does not inflate, '") + filter() + "'");
    }
    return plain;
  }

  /**
   * A filter with adaptive inflation, if there is some.
   *
   * @param plain        the filter
   * @param localization its localisation, or null
   * @param field        the field to go on from; written to
   * @return the filter
   */
  public Filter adapt(Filter plain, Localization localization, InflationField field) {
    return adaptive == null ? plain : adaptive.adapt((InflatingFilter) plain, localization, field);
  }

  /**
   * For configuration files.
   *
   * @param localization the section {@code localization}, or null
   * @return the section's keys, complete
   */
  public Map<String, Object> toMap(Map<String, Object> localization) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (inflation != null) {
      Map<String, Object> section = new LinkedHashMap<>();
      section.put("kind", inflation.kind().label());
      section.put("factor", inflation.factor());
      map.put("inflation", section);
    }
    if (adaptive != null) {
      map.put(AdaptiveChoice.KEY, adaptive.toMap());
    }
    if (errors != null) {
      map.put(OnlineErrorsChoice.KEY, errors.toMap());
    }
    Set<Option> options = provider.options();
    if (options.contains(Option.INFLATION)) {
      map.put("rotation", rotation);
    }
    if (localization != null) {
      map.put("localization", localization);
    }
    if (options.contains(Option.BATCH)) {
      map.put("batch", batch);
    }
    if (options.contains(Option.UNOBSERVED)) {
      map.put("unobserved", MethodKeys.label(unobserved));
    }
    if (options.contains(Option.ORDER)) {
      map.put("order", MethodKeys.label(order));
    }
    map.putAll(own.all());
    return map;
  }
}
