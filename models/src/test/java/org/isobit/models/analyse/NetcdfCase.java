package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.isobit.models.netcdf.NetcdfVariable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An ensemble in NetCDF files with observations, for tests of analyses. */
abstract class NetcdfCase {

  static final int MEMBERS = 5;
  static final double[] LAT = {-10, 0, 15, 40};
  static final double[] LON = {0, 90, 180, 270};
  static final int CELLS = 16;

  /** Land, in both fields. */
  static final int LAND = 6;

  /** Masked in q alone. */
  static final int HALF = 9;

  static final String CONFIG = """
      ensemble: {files: 'member_{member:02}.nc', members: 5, variables: [T, q]}
      observations:
        - {file: t.csv, variable: T, coordinates: [lon, lat]}
        - {file: q.csv, variable: q, coordinates: [lon, lat], operator: bilinear, type: humidity}
      method:
        filter: letkf
        localization: {taper: gaspari-cohn, radius: 4000, convention: half-width}
      """;

  @TempDir
  Path folder;

  static float temperature(int m, int i) {
    return (float) (280 + 10 * Math.sin(0.7 * i + 0.9 * m) + 0.3 * m);
  }

  static int packed(int m, int i) {
    return (int) Math.round(100 * Math.cos(0.5 * i + 1.3 * m));
  }

  static String list(int n, java.util.function.IntFunction<Object> value) {
    return IntStream.range(0, n).mapToObj(i -> value.apply(i).toString()).collect(Collectors.joining(", "));
  }

  static String member(int m) {
    return "netcdf m { dimensions: time = UNLIMITED; lat = 4; lon = 4; variables:\n"
        + "double time(time); time:units = \"hours since 2026-01-01 00:00:00\"; time:calendar = \"standard\";\n"
        + "float lat(lat); lat:units = \"degrees_north\"; double lon(lon); lon:units = \"degrees_east\";\n"
        + "float T(time, lat, lon); T:units = \"K\"; T:_FillValue = -1e10f; T:standard_name = \"air_temperature\";\n"
        + "short q(time, lat, lon); q:scale_factor = 0.25; q:add_offset = 3.; q:_FillValue = -999s; q:coordinates = "
        + "\"\";\n"
        + "data: time = 6; lat = " + list(4, i -> LAT[i]) + "; lon = " + list(4, i -> LON[i]) + ";\n"
        + "T = " + list(CELLS, i -> i == LAND ? "_" : String.format(Locale.ROOT, "%.9gf", temperature(m, i))) + ";\n"
        + "q = " + list(CELLS, i -> i == LAND || i == HALF ? "_" : packed(m, i)) + ";\n}";
  }

  @BeforeEach
  void write() throws IOException {
    for (int m = 0; m < MEMBERS; m++) {
      NetcdfTools.ncgen(folder.resolve("member_0" + (m + 1) + ".nc"), member(m));
    }
    Files.writeString(folder.resolve("t.csv"), "lon,lat,value,sd\n2,-9,283,1\n275,38,279,0.5\n");
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,7.5,5,2\n");
    Files.writeString(folder.resolve("config.yaml"), CONFIG);
  }

  void run(String... more) {
    Told told = Commands.analyse(folder.resolve("config.yaml"), more);
    assertEquals(Cli.OK, told.code(), told.text());
  }

  JsonObject report() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("analysis/report.json"))).getAsJsonObject();
  }

  /** The cells of the state: those that no field masks, without some more. */
  static int[] cells(int... without) {
    return IntStream.range(0, CELLS).filter(i -> i != LAND && i != HALF && IntStream.of(without).noneMatch(w -> w == i))
        .toArray();
  }

  static Ensemble forecast(int... without) {
    int[] cells = cells(without);
    Ensemble e = Ensemble.allocate(MEMBERS, 2 * cells.length);
    for (int m = 0; m < MEMBERS; m++) {
      for (int i = 0; i < cells.length; i++) {
        e.set(m, i, temperature(m, cells[i]));
        e.set(m, cells.length + i, packed(m, cells[i]) * 0.25 + 3);
      }
    }
    return e;
  }

  static Ensemble expected(int... without) {
    int[] cells = cells(without);
    double[] places = new double[2 * cells.length];
    for (int i = 0; i < cells.length; i++) {
      places[2 * i] = LON[cells[i] % 4];
      places[2 * i + 1] = LAT[cells[i] / 4];
    }
    int n = cells.length;
    int[] corners = {4, 5, 8, 9};
    // Cell 9 is masked in q: the place of q.csv is moved in the tests that need another answer.
    double[] h = new double[3 * 2 * n];
    h[0] = 1;
    h[2 * n + n - 1] = 1;
    for (int c : new int[] {0, 1}) {
      h[2 * 2 * n + n + index(cells, corners[c])] = 0.5;
    }
    Ensemble e = forecast(without);
    new LETKF(Localization.of(Geometry.greatCircle(6371), places, TaperLaw.GASPARI_COHN, Radius.halfWidth(4000))
        .withFields(2)).analyse(e, Observations.of(new double[] {283, 279, 5}, new double[] {1, 0.5, 2},
            ObservationOperator.matrix(h, 3, 2 * n)).withCoordinates(new double[] {2, -9, 275, 38, 45, 0}),
            Cycle.of(1, 0));
    return e;
  }

  static int index(int[] cells, int cell) {
    return IntStream.range(0, cells.length).filter(i -> cells[i] == cell).findFirst().orElseThrow();
  }

  void assertAnalysis(NetcdfFile file, int m, long[] start, int[] count) {
    int[] cells = cells();
    Ensemble e = expected();
    NetcdfVariable t = file.variable("T");
    double[] own = new double[CELLS];
    t.read(start, count, own, 0);
    double[] q = new double[CELLS];
    file.variable("q").read(start, count, q, 0);
    for (int i = 0; i < cells.length; i++) {
      assertEquals((float) e.get(m, i), own[cells[i]], "T, member " + m + ", cell " + cells[i]);
      assertEquals(e.get(m, cells.length + i), q[cells[i]], "q, member " + m + ", cell " + cells[i]);
    }
    assertTrue(Double.isNaN(own[LAND]) && Double.isNaN(q[LAND]) && Double.isNaN(q[HALF]));
    assertEquals(temperature(m, HALF), own[HALF], "a point that q masks keeps the forecast of T");
  }
}
