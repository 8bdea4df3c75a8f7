package org.isobit.models.analyse.internal.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.models.analyse.internal.grid.CfGrid;
import org.isobit.models.analyse.internal.grid.Grid;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;

/**
 * The grids of the fields of a NetCDF file: those whose points are at the same places share one, others have their own,
 * as temperature and velocities on Arakawa's C grid.
 */
final class FieldGrids {

  private FieldGrids() {}

  /**
   * The grid of each field; the same object for fields that share it.
   *
   * @param layouts the fields
   * @param radius  the sphere's radius
   * @throws IllegalArgumentException as {@link CfGrid#of} does; or naming two fields whose distances are of different
   *     kinds
   */
  static List<Grid> of(NetcdfFile file, Map<String, NetcdfSource.Layout> layouts, double radius) {
    Map<List<String>, Grid> byNames = new LinkedHashMap<>();
    List<Grid> grids = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    layouts.forEach((name, layout) -> {
      NetcdfVariable v = file.variable(name);
      List<String> key = new ArrayList<>(layout.space());
      key.add(v.text("coordinates"));
      Grid grid = byNames.get(key);
      if (grid == null) {
        Grid own = CfGrid.of(file, v, layout.space(), layout.spaceShape(), radius);
        grid = grids.stream().filter(g -> same(g, own)).findFirst().orElse(own);
        byNames.put(key, grid);
      }
      if (!grids.isEmpty()) {
        requireOneMeasure(file, fields.get(0), grids.get(0), name, grid);
        requireOneUnit(file, fields.get(0), units(file, layouts.get(fields.get(0))), name, units(file, layout));
      }
      grids.add(grid);
      fields.add(name);
    });
    return grids;
  }

  /** Whether all points are at the same places. */
  private static boolean same(Grid a, Grid b) {
    return Arrays.equals(a.shape(), b.shape()) && a.description().equals(b.description())
        && Arrays.equals(a.coordinates(), b.coordinates()) && Arrays.equals(a.levels(), b.levels());
  }

  /** One localisation measures all distances. */
  private static void requireOneMeasure(NetcdfFile file, String first, Grid a, String other, Grid b) {
    if (a.dimensions() != b.dimensions() || a.metric().radius() != b.metric().radius()
        || !Arrays.equals(a.metric().periods(), b.metric().periods())) {
      throw new IllegalArgumentException(file.path() + ": the fields '" + first + "' (" + a.description() + ") and '"
          + other + "' (" + b.description()
          + ") cannot be in one state: both need levels or none, and the same kind of coordinates");
    }
  }

  /** Units of the coordinates x, y and z of a field, as far as their variables name both. */
  private static Map<Character, String> units(NetcdfFile file, NetcdfSource.Layout layout) {
    Map<Character, String> units = new TreeMap<>();
    for (String dimension : layout.space()) {
      if (file.has(dimension)) {
        NetcdfVariable v = file.variable(dimension);
        if (CfGrid.kind(v) != ' ' && !v.text("units").isEmpty()) {
          units.put(CfGrid.kind(v), v.text("units"));
        }
      }
    }
    return units;
  }

  /** Numbers of different units cannot be on one axis. */
  private static void requireOneUnit(NetcdfFile file, String first, Map<Character, String> a, String other,
      Map<Character, String> b) {
    a.forEach((axis, unit) -> {
      String another = b.getOrDefault(axis, unit);
      if (!another.equals(unit) && !(unit.startsWith("degree") && another.startsWith("degree"))) {
        throw new IllegalArgumentException(file.path() + ": the fields '" + first + "' and '" + other
            + "' cannot be in one "
            + "state: the coordinate " + Character.toLowerCase(axis) + " is in '" + unit + "' for one and in '"
            + another + "' for the other");
      }
    });
  }
}
