package org.isobit.models.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfVariable;

/**
 * The grids of the fields of a NetCDF file: those whose points are at the same places share one, others have their own, as
 * temperature and velocities on Arakawa's C grid.
 */
final class FieldGrids {

  private FieldGrids() {}

  /**
   * The grid of each field; the same object for fields that share it.
   *
   * @param layouts the fields
   * @param radius  the sphere's radius
   * @throws IllegalArgumentException as {@link CfGrid#of} does; or naming two fields whose distances are of different kinds
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
          + other + "' (" + b.description() + ") cannot be in one state: both need levels or none, and the same kind of "
          + "coordinates");
    }
  }
}
