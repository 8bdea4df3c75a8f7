package org.isobit.models.twin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.Taper;
import org.isobit.models.assimilation.serial.ObservationOrder;
import org.isobit.models.io.Settings;
import org.isobit.models.method.AdaptiveChoice;
import org.isobit.models.method.FilterKind;
import org.isobit.models.method.MethodKeys;
import org.isobit.models.twin.Experiment.InflationChoice;
import org.isobit.models.twin.Experiment.LocalizationChoice;
import org.isobit.models.twin.Experiment.Method;
import org.isobit.models.twin.Experiment.Published;

/** One entry of an experiment's list of methods, read and written. */
final class MethodYaml {

  private MethodYaml() {}

  static Method read(Settings settings) {
    FilterKind filter = FilterKind.of(settings.choice("filter", FilterKind.labels()));
    int members = settings.intBetween("members", 2, Integer.MAX_VALUE);
    String label = settings.string("label", filter.display() + "-" + members);
    InflationChoice inflation = settings.optional("inflation").map(i -> MethodKeys.inflation(i, InflationChoice::new))
        .orElse(null);
    AdaptiveChoice adaptive = AdaptiveChoice.read(settings, Experiment.inflation(inflation));
    boolean rotation = settings.flag("rotation", false);
    LocalizationChoice localization = MethodKeys.localization(settings, filter)
        .map(MethodYaml::localization).orElse(null);
    int batch = filter.hasBatch() ? settings.intBetween("batch", 1, 1, Integer.MAX_VALUE) : 1;
    UnobservedPoints unobserved = filter.hasUnobserved()
        ? MethodKeys.constant(settings, "unobserved", UnobservedPoints.KEEP_FORECAST) : UnobservedPoints.KEEP_FORECAST;
    ObservationOrder order = filter.hasOrder()
        ? MethodKeys.constant(settings, "order", ObservationOrder.GIVEN) : ObservationOrder.GIVEN;
    Published published = settings.optional("published").map(MethodYaml::published).orElse(null);
    return new Method(label, filter, members, inflation, adaptive, rotation, localization, batch, unobserved, order,
        published);
  }

  private static LocalizationChoice localization(Settings settings) {
    Taper taper = MethodKeys.taper(settings);
    double value = settings.positive("radius");
    Radius.Convention convention = MethodKeys.convention(settings);
    Radius radius = new Radius(convention, value);
    try {
      Localization.ring(1, taper, radius);
    } catch (IllegalArgumentException e) {
      throw settings.error("convention", "does not fit: " + e.getMessage());
    }
    return new LocalizationChoice(taper, radius);
  }

  private static Published published(Settings settings) {
    return new Published(settings.has("rmse") ? settings.positive("rmse") : Double.NaN,
        settings.has("long-run") ? settings.positive("long-run") : Double.NaN,
        settings.has("standard-error") ? settings.positive("standard-error") : Double.NaN,
        settings.flag("gated", true));
  }

  static Map<String, Object> write(Method method) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", method.label());
    map.put("filter", method.filter().label());
    map.put("members", method.members());
    Optional.ofNullable(method.inflation()).ifPresent(inflation -> map.put("inflation",
        ExperimentYaml.ordered("kind", inflation.kind().label(), "factor", inflation.factor())));
    Optional.ofNullable(method.adaptive()).ifPresent(adaptive -> map.put(AdaptiveChoice.KEY, adaptive.toMap()));
    map.put("rotation", method.rotation());
    Optional.ofNullable(method.localization()).ifPresent(localization -> map.put("localization",
        ExperimentYaml.ordered("taper", localization.taper().label(), "radius", localization.radius().value(),
            "convention", localization.radius().convention().label())));
    if (method.filter().hasBatch()) {
      map.put("batch", method.batch());
    }
    if (method.filter().hasUnobserved()) {
      map.put("unobserved", MethodKeys.label(method.unobserved()));
    }
    if (method.filter().hasOrder()) {
      map.put("order", MethodKeys.label(method.order()));
    }
    Optional.ofNullable(method.published()).ifPresent(published -> map.put("published", write(published)));
    return map;
  }

  private static Map<String, Object> write(Published published) {
    Map<String, Object> map = new LinkedHashMap<>();
    putKnown(map, "rmse", published.rmse());
    putKnown(map, "long-run", published.longRun());
    putKnown(map, "standard-error", published.standardError());
    map.put("gated", published.gated());
    return map;
  }

  private static void putKnown(Map<String, Object> map, String key, double value) {
    if (!Double.isNaN(value)) {
      map.put(key, value);
    }
  }
}
