package org.isobit.models.analyse.internal.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.method.AdaptiveChoice;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.method.MethodKeys;
import org.isobit.models.method.RadiiChoice;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/**
 * The section {@code method}: a filter with its options. Inflation and localisation always come with the convention
 * that gives their numbers a meaning.
 *
 * @param choice       the filter with its options
 * @param plain        the filter, without adaptive inflation
 * @param fieldFile    where adaptive inflation begins, or null
 * @param localization what it was given, or null
 * @param radii        how the radius of that differs from point to point, or null
 * @param coarse       where transforms are computed if not everywhere, or null
 */
public record MethodSettings(MethodChoice choice, Filter plain, Path fieldFile, Localization localization,
    RadiiChoice radii, CoarseGrid coarse) {

  /** The section's keys. */
  public static final Keys KEYS = MethodChoice.keys(LocalizationSettings.KEYS, false).and(
      Key.of("inflation-field", Form.FILE, "where adaptive inflation begins: the inflation.npy of the cycle before")
          .when("a section adaptive-inflation"),
      Key.word("precision", "arithmetic of the analysis; some local filters have float, 1.6 to 2 times as fast",
      "double", "float")
          .usual("double"),
      Key.section("coarse-grid", "transforms at every so many points along x and y, weights interpolated between",
          Keys.of(Key.of("x", Form.INTEGER, "every so many along x").usual(1).atLeast(1),
              Key.of("y", Form.INTEGER, "every so many along y").usual(1).atLeast(1)))
          .when(() -> MethodChoice.with(Option.COARSE_GRID)));

  /** The corners around some points of a coarse grid, and where those are, for an audit of these points. */
  record Corners(CoarseGrid.Corners corners, StateLayout layout, Settings localization) {}

  static MethodSettings read(Settings settings, StateLayout layout) {
    return read(settings, layout, null);
  }

  /** The same for some points of a coarse grid, whose corners are given; or null. */
  static MethodSettings read(Settings settings, StateLayout layout, Corners corners) {
    if (layout.staggered() && settings.has("batch")) {
      throw settings.error("batch", "is for fields that share their points, but here they have grids of their own: "
          + layout.description());
    }
    MethodChoice choice = MethodChoice.read(settings, layout.staggered() ? 1 : layout.points(), false);
    FilterProvider kind = choice.provider();
    Path fieldFile = choice.adaptive() == null || !settings.has("inflation-field") ? null
        : settings.file("inflation-field");
    Localization localization = MethodKeys.localization(settings, kind)
        .map(s -> LocalizationSettings.read(s, layout)).orElse(null);
    RadiiChoice radii = localization == null ? null : RadiiChoice.read(settings.section("localization"));
    FilterOptions options = choice.options(corners == null ? localization
        : LocalizationSettings.read(corners.localization(), corners.layout()));
    Filter plain = inFloat(settings, kind) ? new InFloat(kind.buildFloat(options)) : choice.plain(options);
    if (corners != null) {
      return new MethodSettings(choice, withCorners(plain, corners.corners()), fieldFile, localization, radii,
          null);
    }
    CoarseGrid coarse = coarseGrid(settings, kind, layout);
    if (coarse != null) {
      try {
        plain = withCoarseGrid(plain, coarse);
      } catch (IllegalArgumentException e) {
        throw settings.error("coarse-grid", "does not fit: " + e.getMessage());
      }
    }
    return new MethodSettings(choice, plain, fieldFile, localization, radii, coarse);
  }

  /** The filter's name in configurations. */
  public String name() {
    return choice.filter();
  }

  /** Refuses options for other types of observations than these. */
  void requireTypes(List<String> known) {
    choice.requireTypes(known);
  }

  /** Inflation estimated from the innovations, or null. */
  AdaptiveChoice adaptive() {
    return choice.adaptive();
  }

  /** Points that share a transform. */
  int batch() {
    return choice.batch();
  }

  /** The filter; with adaptive inflation from a field on, which is written to, or without, with a null one. */
  Filter filter(InflationField field) {
    return choice.adapt(plain, localization, field);
  }

  /**
   * The field that adaptive inflation begins with: from the file that is named, or the same everywhere; null without.
   *
   * @throws IllegalArgumentException if the file does not fit
   */
  public InflationField start(int size) throws IOException {
    if (adaptive() == null) {
      return null;
    }
    if (fieldFile == null) {
      return adaptive().build(localization).start(size);
    }
    NpyFile file = NpyFile.read(fieldFile);
    double[] state = file.doubles();
    if (file.shape().length == 0 || file.shape()[0] != 2 || state.length != 2 * size) {
      throw new IllegalArgumentException(fieldFile + ": has the shape " + file.shapeText() + ", but must hold the "
          + "factors of all " + size + " variables, then their deviations: (2, shape of a state)");
    }
    try {
      return InflationField.of(state);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(fieldFile + ": " + e.getMessage(), e);
    }
  }

  /** Filter and options, for reports. */
  public String description() {
    return adaptive() == null ? plain.toString() : plain + " with " + adaptive().build(localization);
  }

  private static Filter withCoarseGrid(Filter filter, CoarseGrid grid) {
    return switch (filter) {
      case InFloat f -> f.withCoarseGrid(grid);
      case LESTKF f -> f.withCoarseGrid(grid);
      case LETKF f -> f.withCoarseGrid(grid);
      default -> throw new IllegalArgumentException(filter + " has no coarse grid");
    };
  }

  private static Filter withCorners(Filter filter, CoarseGrid.Corners corners) {
    return switch (filter) {
      case InFloat f -> f.withCorners(corners);
      case LESTKF f -> f.withCorners(corners);
      case LETKF f -> f.withCorners(corners);
      default -> throw new IllegalArgumentException(filter + " has no coarse grid");
    };
  }

  private static boolean inFloat(Settings settings, FilterProvider kind) {
    boolean wanted = settings.choiceOr("precision", "double", "double", "float").equals("float");
    if (wanted && !kind.options().contains(Option.FLOAT)) {
      throw settings.error("precision", "can be float for " + MethodChoice.with(Option.FLOAT) + ", but not for "
          + kind.label());
    }
    return wanted;
  }

  private static CoarseGrid coarseGrid(Settings settings, FilterProvider kind, StateLayout layout) {
    if (!settings.has("coarse-grid")) {
      return null;
    }
    if (!kind.options().contains(Option.COARSE_GRID)) {
      throw settings.error("coarse-grid", "is for " + MethodChoice.with(Option.COARSE_GRID) + ", not "
          + kind.label());
    }
    if (layout.staggered()) {
      throw settings.error("coarse-grid",
          "is for fields that share their points, but here they have grids of their own: " + layout.description());
    }
    Grid grid = layout.grid();
    boolean[] periodic = grid.periodic();
    if (periodic == null) {
      throw settings.error("coarse-grid", "needs points in rows and columns, but the grid is: " + grid.description());
    }
    if (layout.points() != grid.size()) {
      throw settings.error("coarse-grid", "needs states without masked points, but "
          + (grid.size() - layout.points()) + " of " + grid.size() + " points are masked");
    }
    int[] shape = grid.shape();
    int[] step = new int[shape.length];
    Arrays.fill(step, 1);
    Settings section = settings.section("coarse-grid");
    for (int d = 0; d < Math.min(2, shape.length); d++) {
      int last = shape.length - 1 - d;
      step[last] = section.intBetween(Grid.AXES.get(d), 1, 1, shape[last]);
    }
    return CoarseGrid.of(shape, step, periodic);
  }
}
