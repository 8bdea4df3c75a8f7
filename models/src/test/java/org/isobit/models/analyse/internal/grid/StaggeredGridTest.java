package org.isobit.models.analyse.internal.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isobit.models.analyse.Commands;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields of Arakawa's C grid, each at its own points: their analysis is that of the API with all places one by one. */
class StaggeredGridTest {

  private static final int MEMBERS = 5;
  private static final List<String> FIELDS = List.of("T", "U", "V");
  private static final double[][] LAT = {{0, 1, 2}, {0, 1, 2}, {0.5, 1.5}};
  private static final double[][] LON = {{0, 2, 4, 6}, {1, 3, 5, 7}, {0, 2, 4, 6}};

  /** Land, of each field. */
  private static final List<List<Integer>> LAND = List.of(List.of(5), List.of(4, 5), List.of());

  @TempDir
  Path folder;

  private static double value(int m, int v, int i) {
    return 10 * v + Math.round(8 * Math.sin(1.3 * m + 0.7 * i + v)) / 8.0;
  }

  private static String list(int n, IntFunction<Object> value) {
    return IntStream.range(0, n).mapToObj(i -> value.apply(i).toString()).collect(Collectors.joining(", "));
  }

  private static String values(int m) {
    return IntStream.range(0, 3).mapToObj(v -> FIELDS.get(v) + " = " + list(LAT[v].length * 4,
        i -> LAND.get(v).contains(i) ? "_" : value(m, v, i))).collect(Collectors.joining("; ")) + "; ";
  }

  /** Each field has coordinate variables of its own. */
  private static String regular(int m) {
    return "netcdf m { dimensions: lat = 3; lon = 4; lat_v = 2; lon_u = 4; variables: double lat(lat), lat_v(lat_v); "
        + "double lon(lon), lon_u(lon_u); lat:units = \"degrees_north\"; lat_v:units = \"degrees_north\"; "
        + "lon:units = \"degrees_east\"; lon_u:units = \"degrees_east\"; double T(lat, lon), U(lat, lon_u), V(lat_v, "
        + "lon); T:_FillValue = -9.; U:_FillValue = -2.; data: lat = 0, 1, 2; lat_v = 0.5, 1.5; lon = 0, 2, 4, 6; "
        + "lon_u = 1, 3, 5, 7; " + values(m) + "}";
  }

  /** T and U have the same dimensions, but other two-dimensional coordinates, as in NEMO's files. */
  private static String curvilinear(int m) {
    StringBuilder cdl = new StringBuilder("netcdf m { dimensions: y = 3; x = 4; yv = 2; variables: ");
    StringBuilder data = new StringBuilder("data: ");
    for (int v = 0; v < 3; v++) {
      int field = v;
      String plane = v == 2 ? "(yv, x)" : "(y, x)";
      String f = FIELDS.get(v);
      cdl.append("double lon").append(f).append(plane).append(", lat").append(f).append(plane).append("; lon").append(f)
          .append(":units = \"degrees_east\"; lat").append(f).append(":units = \"degrees_north\"; double ").append(f)
          .append(plane).append("; ").append(f).append(":coordinates = \"lon").append(f).append(" lat").append(f)
          .append("\"; ").append(f).append(":_FillValue = -9.; ");
      data.append("lon").append(f).append(" = ").append(list(LAT[v].length * 4, i -> LON[field][i % 4])).append("; lat")
          .append(f).append(" = ").append(list(LAT[v].length * 4, i -> LAT[field][i / 4])).append("; ");
    }
    return cdl.toString() + data + values(m) + "}";
  }

  private void write(IntFunction<String> cdl) throws IOException {
    for (int m = 0; m < MEMBERS; m++) {
      NetcdfTools.ncgen(folder.resolve("m" + m + ".nc"), cdl.apply(m));
    }
    Files.writeString(folder.resolve("t.csv"), "lon,lat,value,sd\n4.1,1.1,0.4,0.5\n");
    Files.writeString(folder.resolve("u.csv"), "lon,lat,value,sd\n5.5,1.5,10.2,0.3\n");
    Files.writeString(folder.resolve("v.csv"), "index,value,sd\n3,20.5,0.4\n");
    Files.writeString(folder.resolve("config.yaml"), """
        ensemble: {files: 'm{member}.nc', members: {first: 0, last: 4}, variables: [T, U, V]}
        observations:
          - {file: t.csv, variable: T, coordinates: [lon, lat]}
          - {file: u.csv, variable: U, coordinates: [lon, lat], operator: bilinear}
          - {file: v.csv, variable: V, operator: index}
        method:
          filter: letkf
          localization: {taper: gaspari-cohn, radius: 150, convention: half-width}
        """);
  }

  private static int[] cells(int v) {
    return IntStream.range(0, LAT[v].length * 4).filter(i -> !LAND.get(v).contains(i)).toArray();
  }

  private static int element(int v, int cell) {
    int before = IntStream.range(0, v).map(w -> cells(w).length).sum();
    return before + (int) IntStream.of(cells(v)).filter(c -> c < cell).count();
  }

  private static Ensemble analysis() {
    int size = element(2, 8);
    double[] places = new double[2 * size];
    Ensemble e = Ensemble.allocate(MEMBERS, size);
    for (int v = 0; v < 3; v++) {
      for (int cell : cells(v)) {
        int at = element(v, cell);
        places[2 * at] = LON[v][cell % 4];
        places[2 * at + 1] = LAT[v][cell / 4];
        for (int m = 0; m < MEMBERS; m++) {
          e.set(m, at, value(m, v, cell));
        }
      }
    }
    double[] h = new double[3 * size];
    h[element(0, 6)] = 1;
    h[size + element(1, 6)] = 0.375;
    h[size + element(1, 7)] = 0.125;
    h[size + element(1, 10)] = 0.375;
    h[size + element(1, 11)] = 0.125;
    h[2 * size + element(2, 3)] = 1;
    new LETKF(Localization.of(Geometry.greatCircle(6371), places, TaperLaw.GASPARI_COHN, Radius.halfWidth(150)))
        .analyse(e, Observations.of(new double[] {0.4, 10.2, 20.5}, new double[] {0.5, 0.3, 0.4},
            ObservationOperator.matrix(h, 3, size)).withCoordinates(new double[] {4.1, 1.1, 5.5, 1.5, 6, 0.5}),
            Cycle.of(1, 0));
    return e;
  }

  private void assertAnalysis(double tolerance) throws IOException {
    Ensemble expected = analysis();
    for (int m = 0; m < MEMBERS; m++) {
      try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis/m" + m + ".nc"))) {
        for (int v = 0; v < 3; v++) {
          double[] field = file.variable(FIELDS.get(v)).read();
          for (int i = 0; i < field.length; i++) {
            if (LAND.get(v).contains(i)) {
              assertTrue(Double.isNaN(field[i]));
            } else {
              assertEquals(expected.get(m, element(v, i)), field[i], tolerance, FIELDS.get(v) + ", cell " + i);
            }
          }
        }
      }
    }
  }

  private JsonObject run(String... more) throws IOException {
    Told told = Commands.analyse(folder.resolve("config.yaml"), more);
    assertEquals(Cli.OK, told.code(), told.text());
    return JsonParser.parseString(Files.readString(folder.resolve("analysis/report.json"))).getAsJsonObject();
  }

  @Test
  void coordinateVariablesOfEachField() throws IOException {
    write(StaggeredGridTest::regular);
    JsonObject report = run("--audit", "100%");
    assertAnalysis(0);
    assertEquals(29, report.getAsJsonObject("audit").get("pointsComputedAgain").getAsInt());
    assertEquals("[2,4]", report.getAsJsonObject("ensemble").getAsJsonObject("fieldShapes").get("V").toString());
    assertEquals(3, report.getAsJsonObject("ensemble").get("pointsMasked").getAsInt());
    assertTrue(report.get("grid").getAsString().startsWith("T: regular in longitude"), report.get("grid")
        .getAsString());
    String statistics = NetcdfTools.ncdump(folder.resolve("analysis/statistics.nc"));
    for (String part : List.of("double U_mean(lat, lon_u)", "double V_increment(lat_v, lon)", "lon_u = 1, 3, 5, 7 ;",
        "int U_local_observations(lat, lon_u)", "int V_local_observations(lat_v, lon)",
        "U_mean:_FillValue = 9.969209968386")) {
      assertTrue(statistics.contains(part), part + " in " + statistics);
    }
    for (String picture : List.of("analysis-T.png", "analysis-U.png", "analysis-V.png")) {
      assertTrue(Files.exists(folder.resolve("analysis").resolve(picture)), picture);
    }
    run("--set", "output.members=together");
    assertTrue(NetcdfTools.ncdump(folder.resolve("analysis/analysis.nc")).contains("double V(member, lat_v, lon)"));
    run("--set", "method={filter: eakf, localization: {taper: gaspari-cohn, radius: 150, convention: half-width}}",
        "--set", "transforms={V: {kind: log}}", "--set", "truth=m0.nc");
  }

  @Test
  void coordinatesNamedByAttributes() throws IOException {
    write(StaggeredGridTest::curvilinear);
    run();
    assertAnalysis(1e-9); // weights of curvilinear cells are those of an iteration
    assertTrue(NetcdfTools.ncdump(folder.resolve("analysis/analysis/m1.nc")).contains("double lonU(y, x)"));
  }

  @Test
  void fieldsOfOneGridStayTogether() throws IOException {
    write(m -> regular(m).replace("U(lat, lon_u)", "U(lat, lon)"));
    JsonObject report = run("--set", "ensemble.variables=[T, U]", "--set",
        "observations={file: t.csv, variable: T, coordinates: [lon, lat]}");
    assertEquals(10, report.getAsJsonObject("ensemble").get("points").getAsInt());
    assertEquals(1, report.getAsJsonObject("ensemble").get("pointsMaskedInSomeFields").getAsInt());
  }

  private void refused(String part, String override) {
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", override);
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().contains(part), part + " in " + told.text());
  }

  @Test
  void whatNeedsSharedPointsIsRefused() throws IOException {
    write(StaggeredGridTest::regular);
    refused("method.batch: is for fields that share their points, but here they have grids of their own: T: regular",
        "method.batch=2");
    refused("method.coarse-grid: is for fields that share their points", "method.coarse-grid={x: 2}");
    refused("variable 'U' has the dimensions [lat, lon_u][3, 4], but 'T' has [lat, lon][3, 4]; fields of different "
        + "points need coordinates in the file", "grid={x: {periodic: false}}");
    write(m -> regular(m).replace("lat_v:units = \"degrees_north\";", ""));
    refused("the fields 'T' (regular in longitude", "seed=1");
  }

  @Test
  void coordinatesOfDifferentUnitsAreRefused() throws IOException {
    write(m -> "netcdf m { dimensions: y = 2; x = 2; xu = 2; variables: double y(y), x(x), xu(xu), T(y, x), U(y, xu), "
        + "V(y, x); x:axis = \"X\"; xu:axis = \"X\"; y:axis = \"Y\"; x:units = \"km\"; xu:units = \"m\"; "
        + "y:units = \"km\"; data: y = 0, 1; x = 0, 1; xu = 0.5, 1.5; T = 1, 2, 3, 4; U = 1, 2, 3, 4; V = " + m
        + ", 2, 3, 4; }");
    refused("the fields 'T' and 'U' cannot be in one state: the coordinate x is in 'km' for one and in 'm' for the "
        + "other",
        "seed=1");
  }
}
