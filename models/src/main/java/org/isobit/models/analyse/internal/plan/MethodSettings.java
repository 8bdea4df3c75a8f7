package org.isobit.models.analyse.internal.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.analyse.internal.grid.StateLayout;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.serial.ObservationOrder;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.Settings;
import org.isobit.models.method.AdaptiveChoice;
import org.isobit.models.method.FilterKind;
import org.isobit.models.method.MethodKeys;

/**
 * The section {@code method}: a filter with its options. Inflation and localisation always come with the convention
 * that gives their numbers a meaning.
 *
 * @param name         the filter's name in configuration files
 * @param plain        the filter, without adaptive inflation
 * @param adaptive     inflation estimated from the innovations, or null
 * @param fieldFile    where adaptive inflation begins, or null
 * @param localization what it was given, or null
 * @param batch        points that share a transform
 * @param coarse       where transforms are computed if not everywhere, or null
 */
public record MethodSettings(String name, InflatingFilter plain, AdaptiveChoice adaptive, Path fieldFile,
    Localization localization, int batch, CoarseGrid coarse) {

  /** The corners around some points of a coarse grid, and where those are, for an audit of these points. */
  record Corners(CoarseGrid.Corners corners, StateLayout layout) {}

  static MethodSettings read(Settings settings, StateLayout layout) {
    return read(settings, layout, null);
  }

  /** The same for some points of a coarse grid, whose corners are given; or null. */
  static MethodSettings read(Settings settings, StateLayout layout, Corners corners) {
    FilterKind kind = FilterKind.of(settings.choice("filter", FilterKind.labels()));
    Inflation inflation = settings.optional("inflation").map(i -> MethodKeys.inflation(i, Inflation::of))
        .orElse(Inflation.none());
    AdaptiveChoice adaptive = AdaptiveChoice.read(settings, inflation);
    Path fieldFile = adaptive == null || settings.string("inflation-field", null) == null ? null
        : settings.file("inflation-field");
    boolean rotation = settings.flag("rotation", false);
    Localization localization = MethodKeys.localization(settings, kind)
        .map(s -> LocalizationSettings.read(s, layout)).orElse(null);
    if (layout.staggered() && settings.has("batch")) {
      throw settings.error("batch", "is for fields that share their points, but here they have grids of their own: "
          + layout.description());
    }
    int batch = kind.hasBatch() ? settings.intBetween("batch", 1, 1, layout.points()) : 1;
    UnobservedPoints unobserved = kind.hasUnobserved()
        ? MethodKeys.constant(settings, "unobserved", UnobservedPoints.KEEP_FORECAST) : UnobservedPoints.KEEP_FORECAST;
    ObservationOrder order = kind.hasOrder() ? MethodKeys.constant(settings, "order", ObservationOrder.GIVEN)
        : ObservationOrder.GIVEN;
    Localization ofTransforms = corners == null ? localization
        : LocalizationSettings.read(settings.section("localization"), corners.layout());
    FilterKind.Options options = new FilterKind.Options(inflation, rotation, ofTransforms, batch, unobserved, order);
    InflatingFilter plain = inFloat(settings, kind) ? new InFloat(kind.buildFloat(options)) : kind.build(options);
    if (corners != null) {
      return new MethodSettings(kind.label(), withCorners(plain, corners.corners()), adaptive, fieldFile, localization,
          batch, null);
    }
    CoarseGrid coarse = coarseGrid(settings, kind, layout);
    if (coarse != null) {
      try {
        plain = withCoarseGrid(plain, coarse);
      } catch (IllegalArgumentException e) {
        throw settings.error("coarse-grid", "does not fit: " + e.getMessage());
      }
    }
    return new MethodSettings(kind.label(), plain, adaptive, fieldFile, localization, batch, coarse);
  }

  /** The filter; with adaptive inflation from a field on, which is written to, or without, with a null one. */
  Filter filter(InflationField field) {
    return adaptive == null ? plain : adaptive.adapt(plain, localization, field);
  }

  /**
   * The field that adaptive inflation begins with: from the file that is named, or the same everywhere; null without.
   *
   * @throws IllegalArgumentException if the file does not fit
   */
  public InflationField start(int size) throws IOException {
    if (adaptive == null) {
      return null;
    }
    if (fieldFile == null) {
      return adaptive.build(localization).start(size);
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
    return adaptive == null ? plain.toString() : plain + " with " + adaptive.build(localization);
  }

  private static InflatingFilter withCoarseGrid(InflatingFilter filter, CoarseGrid grid) {
    return switch (filter) {
      case InFloat f -> f.withCoarseGrid(grid);
      case LESTKF f -> f.withCoarseGrid(grid);
      case LETKF f -> f.withCoarseGrid(grid);
      default -> throw new IllegalArgumentException(filter + " has no coarse grid");
    };
  }

  private static InflatingFilter withCorners(InflatingFilter filter, CoarseGrid.Corners corners) {
    return switch (filter) {
      case InFloat f -> f.withCorners(corners);
      case LESTKF f -> f.withCorners(corners);
      case LETKF f -> f.withCorners(corners);
      default -> throw new IllegalArgumentException(filter + " has no coarse grid");
    };
  }

  private static boolean inFloat(Settings settings, FilterKind kind) {
    boolean wanted = settings.choiceOr("precision", "double", "double", "float").equals("float");
    if (wanted && !kind.hasFloat()) {
      throw settings.error("precision", "can be float for the filters letkf and lestkf, but not for " + kind.label());
    }
    return wanted;
  }

  private static CoarseGrid coarseGrid(Settings settings, FilterKind kind, StateLayout layout) {
    if (!settings.has("coarse-grid")) {
      return null;
    }
    if (kind != FilterKind.LETKF && kind != FilterKind.LESTKF) {
      throw settings.error("coarse-grid", "is for the filters " + FilterKind.LETKF.label() + " and "
          + FilterKind.LESTKF.label() + ", not " + kind.label());
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
