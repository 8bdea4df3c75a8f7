package org.isobit.models.analyse.internal.grid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.isobit.models.netcdf.NetcdfVariable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grids that files describe by CF's conventions. */
class CfGridTest {

  @TempDir
  Path folder;

  private Grid grid(String dimensions, String variables, String data) throws IOException {
    Path path = NetcdfTools.ncgen(folder.resolve("g.nc"), "netcdf g { dimensions: " + dimensions + "; variables: "
        + variables + " data: " + data + "}");
    try (NetcdfFile file = NetcdfFile.open(path)) {
      NetcdfVariable v = file.variable("v");
      return CfGrid.of(file, v, v.dimensions(), v.shape(), 6371);
    }
  }

  private String message(String dimensions, String variables, String data) {
    return assertThrows(IllegalArgumentException.class, () -> grid(dimensions, variables, data)).getMessage();
  }

  private static double at(Grid grid, double[] place, boolean linear, boolean vertical, double[] field) {
    Stencils s = grid.around(place, linear, vertical);
    assertTrue(s.inside()[0], Arrays.toString(place));
    return IntStream.range(0, s.width()).mapToDouble(k -> s.weights()[k] * field[s.points()[k]]).sum();
  }

  private static final String LAT_LON = "float lat(lat); lat:units = \"degrees_north\"; float lon(lon); "
      + "lon:units = \"degrees_east\"; ";

  @Test
  void unequalLatitudesAndClosedLongitudes() throws IOException {
    Grid g = grid("lat = 3; lon = 4", LAT_LON + "float v(lat, lon);", "lat = 80, 10, -30; lon = 0, 90, 180, 270;");
    assertEquals(6371, g.metric().radius());
    assertArrayEquals(new double[] {0, 80, 90, 80}, Arrays.copyOf(g.coordinates(), 4));
    assertNull(g.levels());
    double[] field = IntStream.range(0, 12).mapToDouble(i -> i).toArray();
    assertEquals(0.5 * 3 + 0.5 * 0, at(g, new double[] {315, 80}, true, false, field), 1e-12, "across the seam");
    assertEquals(4 + 0.25 * 4, at(g, new double[] {-360, 0}, true, false, field), 1e-12);
    assertArrayEquals(new int[] {0, 7, 8, -1, -1, 4},
        g.nearest(new double[] {-44, 46, 226, 44, 361, -49, 0, -51, 0, 116, 360, 10}));
    assertEquals("x any (periodic), y -50.0 to 115.0", g.range(false));
  }

  @Test
  void openLongitudesOfALimitedArea() throws IOException {
    Grid g = grid("lat = 2; lon = 3", LAT_LON + "double v(lat, lon);", "lat = 40, 41; lon = 350, 355, 361;");
    assertArrayEquals(new int[] {0, 2, 5, -1}, g.nearest(new double[] {-11, 40, 1, 40.2, 363, 41, 6, 41}));
    assertFalse(g.around(new double[] {2, 40}, true, true).inside()[0]);
  }

  @Test
  void levelsAndTheirInterpolation() throws IOException {
    Grid g = grid("lev = 3; y = 2; x = 2", "double lev(lev); lev:positive = \"down\"; lev:units = \"hPa\"; "
        + "double y(y); y:axis = \"Y\"; double x(x); x:standard_name = \"projection_x_coordinate\"; float v(lev, y, "
        + "x);",
        "lev = 1000, 850, 500; y = 0, 1000; x = 0, 500;");
    assertEquals(3, g.dimensions());
    assertEquals(2, g.geometry().dimensions());
    assertArrayEquals(new double[] {1000, 1000, 1000, 1000, 850, 850, 850, 850, 500, 500, 500, 500}, g.levels());
    double[] field = new double[12];
    for (int i = 0; i < 12; i++) {
      field[i] = g.levels()[i] + 3 * g.coordinates()[2 * i] - g.coordinates()[2 * i + 1];
    }
    double[] place = {100, 250, 700};
    assertEquals(700 + 300 - 250, at(g, place, true, true, field), 1e-9);
    assertEquals(850 + 300 - 250, at(g, place, true, false, field), 1e-9, "the nearest layer");
    assertEquals(700, at(g, place, false, true, field), 1e-9, "the nearest column");
    assertEquals(850, at(g, place, false, false, field), 1e-9);
    assertEquals(8, g.around(place, true, true).width());
    assertEquals(1, g.around(place, false, false).width());
    assertFalse(g.around(new double[] {100, 250, 400}, true, true).inside()[0]);
    assertTrue(g.around(new double[] {100, 250, 400}, true, false).inside()[0]);
  }

  /** A rotated grid: rows and columns are oblique in longitude and latitude. */
  private Grid oblique(boolean levels) throws IOException {
    int ny = 5;
    int nx = 6;
    String lon = IntStream.range(0, ny * nx).mapToObj(i -> Double.toString(355 + 2.0 * (i % nx) + 0.5 * (i / nx)))
        .collect(Collectors.joining(", "));
    String lat = IntStream.range(0, ny * nx).mapToObj(i -> Double.toString(50 + 1.5 * (i / nx) - 0.3 * (i % nx)))
        .collect(Collectors.joining(", "));
    return grid("k = 2; j = 5; i = 6", "double k(k); k:axis = \"Z\"; double lon(j, i); lon:units = \"degrees_east\"; "
        + "double lat(j, i); lat:standard_name = \"latitude\"; float v(" + (levels ? "k, " : "")
        + "j, i); v:coordinates = \"time lon lat\";", "k = 1, 3; lon = " + lon + "; lat = " + lat + ";");
  }

  @Test
  void curvilinearGrids() throws IOException {
    for (boolean levels : new boolean[] {false, true}) {
      Grid g = oblique(levels);
      double[] c = g.coordinates();
      double[] field = new double[g.size()];
      for (int i = 0; i < field.length; i++) {
        field[i] = 2 * c[2 * i] - 5 * c[2 * i + 1] + (levels ? 7 * g.levels()[i] : 0);
      }
      // In the cell of row 2, column 3, at s = 0.25, t = 0.5; half-way between the layers.
      double lon = 355 + 2 * 3.25 + 0.5 * 2.5;
      double lat = 50 + 1.5 * 2.5 - 0.3 * 3.25;
      double[] place = levels ? new double[] {lon - 360, lat, 2} : new double[] {lon - 360, lat};
      assertEquals(2 * lon - 5 * lat + (levels ? 14 : 0), at(g, place, true, true, field), 1e-8);
      place[0] = c[2 * 16] - 360;
      place[1] = c[2 * 16 + 1] + 0.1;
      assertEquals(16, g.nearest(place)[0] % 30);
      place[1] = 20;
      assertEquals(-1, g.nearest(place)[0]);
      assertFalse(g.around(place, true, true).inside()[0]);
      place[0] = c[0] - 0.2;
      place[1] = c[1];
      assertEquals(0, g.nearest(place)[0] % 30, "just outside the corner");
      assertFalse(g.around(place, true, true).inside()[0]);
      place[1] = 91;
      assertEquals(-1, g.nearest(place)[0]);
    }
    assertArrayEquals(new int[] {2, 5, 6}, oblique(true).shape());
  }

  @Test
  void whatIsMissingOrDoesNotFitIsNamed() {
    assertTrue(message("a = 2; b = 2", "float v(a, b);", "v = 1, 2, 3, 4;")
        .contains("variable 'v': its dimension 'b' has no coordinate variable"));
    assertTrue(message("lat = 3; lon = 2", LAT_LON + "float v(lat, lon);", "lat = 1, 2, 2; lon = 1, 2;")
        .contains("variable 'lat': neither ascends nor descends at [2]: 2.0, 2.0"));
    assertTrue(message("lat = 2; lon = 2", LAT_LON + "float v(lon, lat);", "lat = 1, 2; lon = 1, 2;")
        .contains("variable 'lat': is Y by its attributes, but the dimension of 'v' where it stands must be X"));
    assertTrue(message("lat = 2; lon = 2", LAT_LON + "float v(lat, lon);", "lat = 1, 92; lon = 1, 2;")
        .contains("beyond 90"));
    assertTrue(message("lat = 2; lon = 2", LAT_LON + "float v(lat, lon);", "lat = 1, _; lon = 1, 2;")
        .contains("variable 'lat': has no value at [1]"));
    assertTrue(message("j = 2; i = 2", "double lon(j, i); lon:units = \"degrees_east\"; float v(j, i); "
        + "v:coordinates = \"lon\";", "lon = 1, 2, 3, 4;").contains("name a longitude but no latitude"));
  }

  @Test
  void stencilsOfOneLayerAndOnePoint() throws IOException {
    Grid g = grid("lev = 1; lat = 2; lon = 2", "float lev(lev); lev:units = \"Pa\"; " + LAT_LON
        + "float v(lev, lat, lon);", "lev = 5000; lat = 0, 1; lon = 0, 1;");
    assertEquals(List.of(0, 2), Arrays.stream(g.nearest(new double[] {0, 0, 5000, 0.2, 0.9, 5000.4})).boxed().toList());
    assertEquals(-1, g.nearest(new double[] {0, 0, 5001})[0]);
  }
}
