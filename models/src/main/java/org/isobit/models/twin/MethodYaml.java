package org.isobit.models.twin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.io.Settings;
import org.isobit.models.method.GeometryChoice;
import org.isobit.models.method.LocalizationChoice;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.method.MethodKeys;
import org.isobit.models.method.NoiseChoice;
import org.isobit.models.method.RadiiChoice;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.twin.Experiment.Method;

/** One entry of an experiment's list of methods, read and written. */
final class MethodYaml {

  private MethodYaml() {}

  /** What is known of a score. */
  private static final Keys PUBLISHED = Keys.of(
      Key.of("rmse", Form.NUMBER, "time-mean analysis RMSE as published").positive(),
      Key.of("decimals", Form.INTEGER, "decimals that it was published with: say 2 where 0.20 was")
          .usual("(those that rmse has)").atLeast(0),
      Key.of("approximate", Form.FLAG, "whether it was published as a rough number: 2 % more are allowed")
          .usual(false),
      Key.of("below", Form.FLAG, "whether rmse is an upper bound").usual(false),
      Key.of("smoothed", Form.FLAG, "whether rmse is of a smoother's estimate, given later observations as well")
          .usual(false),
      Key.of("long-run", Form.NUMBER, "the same of an independent long run").positive(),
      Key.of("standard-error", Form.NUMBER, "its standard error").positive(),
      Key.of("gated", Form.FLAG, "whether a test holds the score to it").usual(true));

  /** The section's keys. */
  static final Keys KEYS = MethodChoice.keys(MethodKeys.LOCALIZATION.and(RadiiChoice.KEYS)
      .and(GeometryChoice.KEY), true).and(
      Key.of("members", Form.INTEGER, "ensemble size, which must be given where the filter needs a spread")
          .usual("(1, a single state)").atLeast(1),
      Key.of("label", Form.TEXT, "what tables and pictures call it").usual("(filter and members)"),
      Key.word("model-noise", "how it treats the model's noise", NoiseChoice.KINDS::labels)
          .usual("(the kind of the experiment's model-noise; additive or none where the filter takes the model itself: "
              + "the table of scores says which)"),
      Key.of("iau", Form.INTEGER, "incremental analysis updates: model steps around the analysis over which increments "
          + "are spread, at most the interval; 0: they are added at once").usual(0).atLeast(0),
      Key.section("published", "what others got, to compare with", PUBLISHED.and(
          Key.of("sectors", Form.SECTIONS, "the same of sectors of the state").with(PUBLISHED.and(
              Key.of("name", Form.TEXT, "which sector").required())))));

  static Method read(Settings settings) {
    MethodChoice choice = MethodChoice.read(settings, Integer.MAX_VALUE, true);
    int members = members(settings, choice.provider());
    String title = choice.provider().title();
    String label = settings.string("label", members == 1 ? title : title + "-" + members);
    LocalizationChoice localization = MethodKeys.localization(settings, choice.provider())
        .map(LocalizationChoice::read).orElse(null);
    Published published = settings.optional("published").map(MethodYaml::published).orElse(null);
    NoiseTreatment noise = settings.has("model-noise")
        ? NoiseChoice.KINDS.get(MethodKeys.word(settings, "model-noise", NoiseChoice.KINDS)) : null;
    return new Method(label, members, choice, localization, noise,
        settings.intBetween("iau", 0, 0, Integer.MAX_VALUE), published);
  }

  private static int members(Settings settings, FilterProvider filter) {
    if (!filter.options().contains(Option.SINGLE)) {
      return settings.intBetween("members", 2, Integer.MAX_VALUE);
    }
    int members = settings.intBetween("members", 1, 1, Integer.MAX_VALUE);
    if (members > 1 && filter.options().contains(Option.MODEL)) {
      throw settings.error("members", "is not for the filter " + filter.label() + ", which has none, but is "
          + members);
    }
    return members;
  }

  private static Published published(Settings settings) {
    Map<String, Published> sectors = new LinkedHashMap<>();
    if (settings.has("sectors")) {
      for (Settings sector : settings.sections("sectors")) {
        if (sectors.put(sector.string("name"), score(sector, Map.of())) != null) {
          throw sector.error("name", "names the sector '" + sector.string("name") + "' again");
        }
      }
    }
    return score(settings, sectors);
  }

  private static Published score(Settings settings, Map<String, Published> sectors) {
    double rmse = settings.has("rmse") ? settings.positive("rmse") : Double.NaN;
    return new Published(rmse, settings.intBetween("decimals", Published.decimals(rmse), 0, 15),
        settings.flag("approximate", false), settings.has("long-run") ? settings.positive("long-run") : Double.NaN,
        settings.has("standard-error") ? settings.positive("standard-error") : Double.NaN,
        settings.flag("gated", true), settings.flag("below", false), settings.flag("smoothed", false), sectors);
  }

  static Map<String, Object> write(Method method) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", method.label());
    map.put("filter", method.choice().filter());
    map.put("members", method.members());
    LocalizationChoice localization = method.localization();
    map.putAll(method.choice().toMap(localization == null ? null : localization.toMap()));
    if (method.noise() != null) {
      map.put("model-noise", method.noise().label());
    }
    if (method.iau() > 0) {
      map.put("iau", method.iau());
    }
    if (method.published() != null) {
      map.put("published", write(method.published()));
    }
    return map;
  }

  private static Map<String, Object> write(Published published) {
    Map<String, Object> map = new LinkedHashMap<>();
    putKnown(map, "rmse", published.rmse());
    if (published.decimals() != Published.decimals(published.rmse())) {
      map.put("decimals", published.decimals());
    }
    if (published.approximate()) {
      map.put("approximate", true);
    }
    if (published.below()) {
      map.put("below", true);
    }
    if (published.smoothed()) {
      map.put("smoothed", true);
    }
    putKnown(map, "long-run", published.longRun());
    putKnown(map, "standard-error", published.standardError());
    map.put("gated", published.gated());
    if (!published.sectors().isEmpty()) {
      map.put("sectors", published.sectors().entrySet().stream().map(sector -> {
        Map<String, Object> one = ExperimentYaml.ordered("name", sector.getKey());
        one.putAll(write(sector.getValue()));
        return one;
      }).toList());
    }
    return map;
  }

  private static void putKnown(Map<String, Object> map, String key, double value) {
    if (!Double.isNaN(value)) {
      map.put(key, value);
    }
  }
}
