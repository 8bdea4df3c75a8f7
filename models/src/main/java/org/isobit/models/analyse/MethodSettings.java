package org.isobit.models.analyse;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.isobit.models.assimilation.DEnKF;
import org.isobit.models.assimilation.ETKF;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.LETKF;
import org.isobit.models.assimilation.Localization;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Radius;
import org.isobit.models.assimilation.SerialEnSRF;
import org.isobit.models.assimilation.StochasticEnKF;
import org.isobit.models.assimilation.Taper;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.io.Settings;

/**
 * The section {@code method}: a filter with its options. Inflation and localisation always come with the convention
 * that gives their numbers a meaning.
 *
 * @param name         the filter's name in configuration files
 * @param filter       the filter
 * @param localization what it was given, or null
 * @param batch        variables that share a transform
 */
record MethodSettings(String name, Filter filter, Localization localization, int batch) {

  private static final String[] FILTERS = {"etkf", "letkf", "denkf", "enkf", "serial-ensrf"};

  static MethodSettings read(Settings settings, Grid grid) {
    String name = settings.choice("filter", FILTERS);
    Inflation inflation = settings.optional("inflation").map(MethodSettings::inflation).orElse(Inflation.none());
    boolean rotation = settings.flag("rotation", false);
    Localization localization = localization(settings, name, grid);
    int batch = name.equals("letkf") ? settings.intBetween("batch", 1, 1, grid.size()) : 1;
    Filter filter = switch (name) {
      case "etkf" -> new ETKF().withInflation(inflation).withRotation(rotation);
      case "denkf" -> new DEnKF().withInflation(inflation).withRotation(rotation);
      case "enkf" -> new StochasticEnKF().withInflation(inflation).withRotation(rotation);
      case "letkf" -> new LETKF(localization).withBatch(batch)
          .withUnobserved(constant(settings, "unobserved", UnobservedPoints.KEEP_FORECAST))
          .withInflation(inflation).withRotation(rotation);
      default -> {
        SerialEnSRF serial = new SerialEnSRF().withOrder(constant(settings, "order", ObservationOrder.GIVEN))
            .withInflation(inflation).withRotation(rotation);
        yield localization == null ? serial : serial.withLocalization(localization);
      }
    };
    return new MethodSettings(name, filter, localization, batch);
  }

  private static Inflation inflation(Settings settings) {
    Inflation.Kind kind = Inflation.Kind.of(settings.choice("kind", labels(Inflation.Kind.values(),
        Inflation.Kind::label)));
    double factor = settings.number("factor");
    try {
      return Inflation.of(kind, factor);
    } catch (IllegalArgumentException e) {
      throw settings.error("factor", "does not fit: " + e.getMessage());
    }
  }

  private static Localization localization(Settings settings, String filter, Grid grid) {
    boolean local = filter.equals("letkf") || filter.equals("serial-ensrf");
    if (!local) {
      if (settings.has("localization")) {
        throw settings.error("localization", "is not for the filter " + filter + ", which is global; letkf and "
            + "serial-ensrf are local");
      }
      return null;
    }
    Optional<Settings> section = filter.equals("letkf") ? Optional.of(settings.section("localization"))
        : settings.optional("localization");
    return section.map(s -> localization(s, grid)).orElse(null);
  }

  private static Localization localization(Settings settings, Grid grid) {
    Taper taper = Taper.of(settings.choice("taper", labels(Taper.values(), Taper::label)));
    double radius = settings.positive("radius");
    Radius.Convention convention = Radius.Convention.of(settings.choice("convention",
        labels(Radius.Convention.values(), Radius.Convention::label)));
    try {
      return Localization.of(grid.geometry(), grid.coordinates(), taper, new Radius(convention, radius));
    } catch (IllegalArgumentException e) {
      throw settings.error("convention", "does not fit: " + e.getMessage());
    }
  }

  private static <T> String[] labels(T[] constants, Function<T, String> label) {
    return Arrays.stream(constants).map(label).toArray(String[]::new);
  }

  /** A constant of an enum by its name in lower case with hyphens. */
  private static <E extends Enum<E>> E constant(Settings settings, String key, E defaultValue) {
    Function<E, String> label = e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-');
    E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
    String word = settings.choiceOr(key, label.apply(defaultValue), labels(constants, label));
    return Arrays.stream(constants).filter(e -> label.apply(e).equals(word)).findFirst().orElseThrow();
  }
}
