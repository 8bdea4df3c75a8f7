package org.isobit.models.analyse.internal.plan;

import java.util.List;
import java.util.function.Supplier;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.analyse.internal.observation.ObservationTimes;
import org.isobit.models.assimilation.localization.Combination;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperFunction;
import org.isobit.models.io.Settings;
import org.isobit.models.method.GeometryChoice;
import org.isobit.models.method.MethodKeys;
import org.isobit.models.method.RadiiChoice;
import org.isobit.models.method.Registries;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The section {@code method.localization}: how far observations reach, horizontally, vertically, in time and by type.
 */
final class LocalizationSettings {

  /** The section's keys. */
  static final Keys KEYS = MethodKeys.LOCALIZATION.and(RadiiChoice.KEYS).and(GeometryChoice.KEY,
      Key.of("dropped", Form.NUMBER, "weights up to this, less than 1, are dropped").atLeast(0)
      .usual("(as the convention has it)"),
      Key.of("most", Form.INTEGER, "at most so many observations at a point, the closest").atLeast(1),
      Key.section("vertical", "how far observations reach in the vertical", MethodKeys.LOCALIZATION)
          .when("grids with levels"),
      Key.section("time", "how far observations reach in time", MethodKeys.LOCALIZATION.and(
          Key.word("units", "unit of the radius where times are moments", () -> ObservationTimes.UNITS))),
      Key.word("combination", "of the tapers of several directions", Registries.COMBINATIONS::labels)
          .usual("product").when("a section vertical or time"),
      Key.of("types", Form.SECTIONS, "radii of single types of observations").with(Keys.of(
          Key.of("type", Form.TEXT, "which type").required(),
          Key.of("radius", Form.NUMBER, "its horizontal radius").positive(),
          Key.of("vertical-radius", Form.NUMBER, "its vertical radius").positive().when("a section vertical"))));

  private LocalizationSettings() {}

  /** Reads the section. */
  static Localization read(Settings settings, StateLayout layout) {
    TaperFunction taper = MethodKeys.taper(settings);
    Radius.Convention convention = MethodKeys.convention(settings);
    Geometry geometry = geometry(settings, layout.grid());
    Localization localization = fitting(settings, "convention", () -> Localization.of(geometry,
        layout.coordinates(), taper, new Radius(convention, settings.positive("radius")))
        .withFields(layout.fieldsAtPoint()));
    Settings vertical = settings.has("vertical") ? settings.section("vertical") : null;
    if (vertical != null) {
      double[] levels = layout.levels();
      if (levels == null) {
        throw settings.error("vertical", "is for grids with levels, which this one has not: " + layout.description());
      }
      Localization horizontal = localization;
      localization = fitting(vertical, "convention", () -> horizontal.withVertical(levels, MethodKeys.taper(vertical),
          new Radius(MethodKeys.convention(vertical), vertical.positive("radius"))));
    }
    if (settings.has("time")) {
      Settings time = settings.section("time");
      Localization still = localization;
      // Observations' times are counted from that of the analysis on.
      localization = fitting(time, "convention", () -> still.withTime(0, MethodKeys.taper(time),
          new Radius(MethodKeys.convention(time), time.positive("radius"))));
    }
    if (vertical != null || settings.has("time")) {
      Localization both = localization;
      Combination combination = Registries.COMBINATIONS.get(settings.choiceOr("combination",
          Combination.PRODUCT.label(), Registries.COMBINATIONS.labels().toArray(String[]::new)));
      localization = fitting(settings, "combination", () -> both.withCombination(combination));
    }
    for (Settings type : settings.has("types") ? settings.sections("types") : List.<Settings>of()) {
      String name = type.string("type");
      Localization all = localization;
      localization = fitting(type, "radius", () -> {
        Localization own = !type.has("radius") ? all
            : all.withRadius(name, new Radius(convention, type.positive("radius")));
        return vertical == null || !type.has("vertical-radius") ? own
            : own.withVerticalRadius(name,
                new Radius(MethodKeys.convention(vertical), type.positive("vertical-radius")));
      });
    }
    if (settings.has("dropped")) {
      double dropped = settings.number("dropped");
      Localization all = localization;
      localization = fitting(settings, "dropped", () -> all.withDropped(dropped));
    }
    RadiiChoice radii = RadiiChoice.read(settings);
    Localization whole = localization;
    String key = radii.radii().isEmpty() ? "adaptive" : radii.file() == null ? "radii" : RadiiChoice.FILE;
    localization = fitting(settings, key, () -> radii.of(whole));
    return settings.has("most") ? localization.withMost(settings.intBetween("most", 1, Integer.MAX_VALUE))
        : localization;
  }

  /** Names of the types of observations that have radii of their own. */
  static List<String> types(Settings settings) {
    return settings.has("types") ? settings.sections("types").stream().map(type -> type.string("type")).toList()
        : List.of();
  }

  /** That of the grid, or one of the configuration's choice. */
  private static Geometry geometry(Settings settings, Grid grid) {
    GeometryChoice choice = GeometryChoice.read(settings);
    try {
      return choice == null ? grid.geometry() : GeometryChoice.build(choice, grid.metric().closing());
    } catch (IllegalArgumentException e) {
      throw settings.error(GeometryChoice.SECTION, "does not fit: " + e.getMessage());
    }
  }

  /** What is made; a refusal that names no key is put down to one. */
  private static Localization fitting(Settings settings, String key, Supplier<Localization> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      if (e.getMessage() != null && !e.getMessage()
          .matches("(?s)(Localization|Geometry|Radius|Taper|Scales?|Combination): .*")) {
        throw e; // names its own key
      }
      throw settings.error(key, "does not fit: " + e.getMessage());
    }
  }
}
