package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import org.isobit.models.io.NpyFile;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.isobit.models.netcdf.NetcdfVariable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on files that NetCDF's own ncgen made; its ncdump reads the results. */
class NetcdfAnalyseTest {

  private static final int MEMBERS = 5;
  private static final double[] LAT = {-10, 0, 15, 40};
  private static final double[] LON = {0, 90, 180, 270};
  private static final int CELLS = 16;

  /** Land, in both fields. */
  private static final int LAND = 6;

  /** Masked in q alone. */
  private static final int HALF = 9;

  private static final String CONFIG = """
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

  private static float temperature(int m, int i) {
    return (float) (280 + 10 * Math.sin(0.7 * i + 0.9 * m) + 0.3 * m);
  }

  private static int packed(int m, int i) {
    return (int) Math.round(100 * Math.cos(0.5 * i + 1.3 * m));
  }

  private static String list(int n, java.util.function.IntFunction<Object> value) {
    return IntStream.range(0, n).mapToObj(i -> value.apply(i).toString()).collect(Collectors.joining(", "));
  }

  private static String member(int m) {
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

  private void run(String... more) {
    Told told = Commands.analyse(folder.resolve("config.yaml"), more);
    assertEquals(Cli.OK, told.code(), told.text());
  }

  private JsonObject report() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("analysis/report.json"))).getAsJsonObject();
  }

  /** The cells of the state: those that no field masks, without some more. */
  private static int[] cells(int... without) {
    return IntStream.range(0, CELLS).filter(i -> i != LAND && i != HALF && IntStream.of(without).noneMatch(w -> w == i))
        .toArray();
  }

  private static Ensemble forecast(int... without) {
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

  private static Ensemble expected(int... without) {
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

  private static int index(int[] cells, int cell) {
    return IntStream.range(0, cells.length).filter(i -> cells[i] == cell).findFirst().orElseThrow();
  }

  private void assertAnalysis(NetcdfFile file, int m, long[] start, int[] count) {
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

  @Test
  void aFileForEachMember() throws IOException {
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    run();
    for (int m = 0; m < MEMBERS; m++) {
      Path path = folder.resolve("analysis/analysis/member_0" + (m + 1) + ".nc");
      try (NetcdfFile file = NetcdfFile.open(path)) {
        assertAnalysis(file, m, new long[3], new int[] {1, 4, 4});
      }
    }
    String text = NetcdfTools.ncdump(folder.resolve("analysis/analysis/member_03.nc"));
    for (String part : List.of("float T(time, lat, lon)", "double q(time, lat, lon)", "T:_FillValue = -1.e+10f",
        "T:standard_name = \"air_temperature\"", "time:units = \"hours since 2026-01-01 00:00:00\"", "time = 6 ;",
        "lat = -10, 0, 15, 40 ;", ":Conventions = \"CF-1.11\"")) {
      assertTrue(text.contains(part), part + " in " + text);
    }
    assertFalse(text.contains("scale_factor") || text.contains("q:add_offset"), text);
    String statistics = NetcdfTools.ncdump(folder.resolve("analysis/statistics.nc"));
    assertTrue(statistics.contains("double q_increment(time, lat, lon)")
        && statistics.contains("int local_observations"), statistics);
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/statistics.nc"))) {
      double[] mean = file.variable("T_mean").read();
      double[] spread = file.variable("T_spread").read();
      Ensemble e = expected();
      assertEquals((float) e.mean()[0], mean[0]);
      assertEquals((float) e.spread()[3], spread[3]);
      assertTrue(Double.isNaN(mean[LAND]));
      assertEquals((float) (e.mean()[2] - forecast().mean()[2]), file.variable("T_increment").read()[2]);
    }
    JsonObject ensemble = report().getAsJsonObject("ensemble");
    assertEquals("2026-01-01T06:00:00Z", ensemble.get("validTime").getAsString());
    assertEquals(14, ensemble.get("points").getAsInt());
    assertEquals(1, ensemble.get("pointsMaskedInSomeFields").getAsInt());
    assertEquals(1, report().getAsJsonObject("desroziers").getAsJsonObject("byType").getAsJsonObject("humidity")
        .get("count").getAsInt());
  }

  @Test
  void oneFileWithAMemberDimension() throws IOException {
    String cdl = "netcdf e { dimensions: ens = 5; lat = 4; lon = 4; variables:\nint ens(ens);\n"
        + "float lat(lat); lat:units = \"degrees_north\"; double lon(lon); lon:units = \"degrees_east\";\n"
        + "float T(ens, lat, lon); T:_FillValue = -1e10f; double q(ens, lat, lon); q:missing_value = -5.;\n"
        + "data: ens = 11, 12, 13, 14, 15; lat = " + list(4, i -> LAT[i]) + "; lon = " + list(4, i -> LON[i]) + ";\n"
        + "T = " + list(5 * CELLS, i -> i % CELLS == LAND ? "_"
            : String.format(Locale.ROOT, "%.9gf", temperature(i / CELLS, i % CELLS))) + ";\n"
        + "q = " + list(5 * CELLS, i -> i % CELLS == LAND || i % CELLS == HALF ? "-5."
            : packed(i / CELLS, i % CELLS) * 0.25 + 3) + ";\n}";
    NetcdfTools.ncgen(folder.resolve("e.nc"), cdl);
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    run("--set", "ensemble={file: e.nc, member-dimension: ens, variables: [T, q]}");
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis.nc"))) {
      for (int m = 0; m < MEMBERS; m++) {
        assertAnalysis(file, m, new long[] {m, 0, 0}, new int[] {1, 4, 4});
      }
      assertArrayEquals(new double[] {11, 12, 13, 14, 15}, file.variable("ens").read());
      assertEquals(-5.0, file.variable("q").attributes().get("_FillValue"));
    }
    assertTrue(NetcdfTools.ncdump(folder.resolve("analysis/increments.nc")).contains("float T(ens, lat, lon)"));
    NetcdfTools.run("h5dump", folder.resolve("analysis/analysis.nc").toString());
    run("--set", "ensemble={file: e.nc, member-dimension: ens, variables: [T, q]}", "--set", "output.type=f8", "--set",
        "output.members=separate");
    assertTrue(NetcdfTools.ncdump(folder.resolve("analysis/analysis/member_13.nc")).contains("double T(lat, lon)"));
  }

  @Test
  void observationsThatNeedMaskedPoints() throws IOException {
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("q.csv:2: the place x = 45.0, y = 7.5 needs a masked point; 'outside: ignore'"),
        told.text());
    Files.writeString(folder.resolve("config.yaml"), CONFIG.replace("humidity}", "humidity, outside: ignore}"));
    run();
    assertEquals(1, report().getAsJsonObject("observations").get("atMaskedPoints").getAsInt());
    assertEquals("row,reason,x,y,value,sd,innovation\n\"q.csv:2\",atMaskedPoints,45.0,7.5,5.0,2.0,\n",
        Files.readString(folder.resolve("analysis/rejected.csv")));
  }

  @Test
  void missingMembers() throws IOException {
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    Files.delete(folder.resolve("member_02.nc"));
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("member_02.nc: no such file"), told.text());
    Files.writeString(folder.resolve("member_04.nc"), "broken");
    run("--set", "ensemble.minimum=3");
    JsonObject ensemble = report().getAsJsonObject("ensemble");
    assertEquals(3, ensemble.get("members").getAsInt());
    assertEquals("[{\"member\":\"2\",\"reason\":\"member_02.nc: no such "
        + "file\"},{\"member\":\"4\",\"reason\":\"member_04.nc: "
        + "cannot be read as NetCDF-4 (HDF5): No valid HDF5 signature found\"}]", ensemble.get("missing").toString());
    assertTrue(Files.exists(folder.resolve("analysis/analysis/member_05.nc")));
    assertFalse(Files.exists(folder.resolve("analysis/analysis/member_02.nc")));
    String broken = member(2).replace("T = ", "T = NaN, ").replaceFirst(", [^,]*;\nq = ", ";\nq = ");
    NetcdfTools.ncgen(folder.resolve("member_03.nc"), broken);
    told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble.minimum=3");
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("only 2 of 5 members can be used, but 3 are needed; member 2: "), told.text());
    NetcdfTools.ncgen(folder.resolve("member_03.nc"), member(2).replaceFirst("\nq = -?[0-9]+,", "\nq = _,"));
    run("--set", "ensemble.minimum=2");
    assertTrue(report().toString().contains("field 'q' is masked at [0, 0], where the first member is not"),
        report().toString());
  }

  /**
   * A member's header that would fill the heap costs that member alone, even the first; what is not needed costs
   * nothing.
   */
  @Test
  void headersOfHugeVariables() throws IOException {
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    NetcdfTools.ncgen(folder.resolve("member_01.nc"),
        "netcdf m { dimensions: time = UNLIMITED; lat = 30000; lon = 30000; "
        + "variables: float T(time, lat, lon); T:_ChunkSizes = 1, 1, 30000; short q(time, lat, lon); double "
        + "time(time); time:units = \"hours since 2026-01-01 00:00:00\"; data: time = 6; }");
    NetcdfTools.ncgen(folder.resolve("member_02.nc"), member(1).replace("lat = 4;", "lat = 4; huge = 2147483647;")
        .replace("data:", "float other(huge, huge); other:_ChunkSizes = 1, 1;\ndata:"));
    run("--set", "ensemble.minimum=4");
    JsonObject missing = report().getAsJsonObject("ensemble").getAsJsonArray("missing").get(0).getAsJsonObject();
    assertEquals("1", missing.get("member").getAsString());
    assertTrue(missing.get("reason").getAsString()
        .startsWith("member_01.nc: variable 'T' has the shape [1, 30000, 30000]"), missing.toString());
    assertEquals(4, report().getAsJsonObject("ensemble").get("members").getAsInt());
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("member_01.nc: variable 'T'"), told.text());
  }

  private void swap(String a, String b) throws IOException {
    Files.move(folder.resolve(a), folder.resolve("kept"));
    Files.move(folder.resolve(b), folder.resolve(a));
    Files.move(folder.resolve("kept"), folder.resolve(b));
  }

  /** Cell 3 is masked in q by the third member alone. */
  @Test
  void masksThatDiffer() throws IOException {
    int cell = 3;
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    NetcdfTools.ncgen(folder.resolve("member_03.nc"),
        member(2).replaceFirst("\nq = (([^,]*,){" + cell + "})[^,]*,", "\nq = $1 _,"));
    Told told = Commands.analyse(folder.resolve("config.yaml"));
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("member 3: field 'q' is masked at [0, 3], where the first member is not"),
        told.text());
    swap("member_01.nc", "member_03.nc"); // the member with the mask comes first
    run("--set", "ensemble.masks=common");
    assertEquals(1, report().getAsJsonObject("ensemble").get("pointsMaskedInSomeMembers").getAsInt());
    swap("member_01.nc", "member_03.nc");
    told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble.masks=common");
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(told.text().contains("without 1 points that some members mask and others have"), told.text());
    int[] cells = cells(cell);
    Ensemble e = expected(cell);
    for (int m = 0; m < MEMBERS; m++) {
      double own = packed(m, cell) * 0.25 + 3;
      try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis/member_0" + (m + 1) + ".nc"));
          NetcdfFile increments = NetcdfFile.open(folder.resolve("analysis/increments/member_0" + (m + 1) + ".nc"))) {
        double[] t = file.variable("T").read();
        double[] q = file.variable("q").read();
        for (int i = 0; i < cells.length; i++) {
          assertEquals((float) e.get(m, i), t[cells[i]], "T, member " + m + ", cell " + cells[i]);
          assertEquals(e.get(m, cells.length + i), q[cells[i]], "q, member " + m + ", cell " + cells[i]);
        }
        assertEquals(temperature(m, cell), t[cell], "T keeps the forecast where a member masks q");
        assertEquals(m == 2 ? Double.NaN : own, q[cell], "each member keeps its own value and mask");
        assertEquals(m == 2 ? Double.NaN : 0, increments.variable("q").read()[cell]);
      }
    }
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/statistics.nc"))) {
      assertTrue(Double.isNaN(file.variable("q_mean").read()[cell]));
    }
    JsonObject ensemble = report().getAsJsonObject("ensemble");
    assertEquals(13, ensemble.get("points").getAsInt());
    assertEquals(1, ensemble.get("pointsMaskedInSomeMembers").getAsInt());
  }

  /** No member has both fields at cell 3, and each field is masked there by some: what one has goes to its analysis. */
  @Test
  void eachFieldMaskedByAnotherMember() throws IOException {
    int cell = 3;
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    for (int m = 1; m <= MEMBERS; m++) {
      String field = m == 2 ? "T" : "q";
      String whole = member(m - 1).replaceFirst("\nq = (([^,]*,){" + HALF + "})[^,]*,", "\nq = $1 4,");
      NetcdfTools.ncgen(folder.resolve("member_0" + m + ".nc"),
          whole.replaceFirst("\n" + field + " = (([^,]*,){" + cell + "})[^,]*,", "\n" + field + " = $1 _,"));
    }
    run("--set", "ensemble.masks=common");
    for (int m = 0; m < MEMBERS; m++) {
      try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis/member_0" + (m + 1) + ".nc"))) {
        assertEquals(m == 1 ? Double.NaN : temperature(m, cell), file.variable("T").read()[cell], "T of " + m);
        assertEquals(m == 1 ? packed(m, cell) * 0.25 + 3 : Double.NaN, file.variable("q").read()[cell], "q of " + m);
      }
    }
  }

  @Test
  void noPointThatAllMembersHave() throws IOException {
    String nothing = list(CELLS, i -> "_");
    NetcdfTools.ncgen(folder.resolve("member_05.nc"), member(4).replaceFirst("T = [^;]*;", "T = " + nothing + ";"));
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble.masks=common");
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("no point is unmasked in all members, in all of the fields T, q"), told.text());
    told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble.masks=some");
    assertTrue(told.code() == Cli.BAD_INPUT && told.text().contains("ensemble.masks: must be"), told.text());
    NpyFile.write(folder.resolve("e.npy"), new double[32], new int[] {2, 16});
    told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble={file: e.npy, masks: common}");
    assertEquals(Cli.BAD_INPUT, told.code());
    assertTrue(told.text().contains("ensemble.masks: can only be 'common' for NetCDF files"), told.text());
  }

  /** A member that is left out leaves its mask out, too. */
  @Test
  void theMaskOfAMemberThatIsLeftOutDoesNotCount() throws IOException {
    Files.writeString(folder.resolve("q.csv"), "lon,lat,value,sd\n45,0,5,2\n");
    String nothing = list(CELLS, i -> "_");
    NetcdfTools.ncgen(folder.resolve("member_05.nc"), member(4).replaceFirst("T = [^;]*;", "T = " + nothing + ";"));
    String half = list(CELLS, i -> i < CELLS / 2 ? "_" : "1e30");
    NetcdfTools.ncgen(folder.resolve("member_04.nc"), member(3).replaceFirst("T = [^;]*;", "T = " + half + ";"));
    run("--set", "ensemble.masks=common", "--set", "ensemble.minimum=3");
    try (NetcdfFile file = NetcdfFile.open(folder.resolve("analysis/analysis/member_01.nc"))) {
      double[] analysed = file.variable("T").read();
      for (int i = 0; i < CELLS; i++) {
        assertEquals(i == LAND, Double.isNaN(analysed[i]), "point " + i);
      }
    }
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    for (String[] one : new String[][] {
        {"ensemble.variables=[T, w]", "member_01.nc: has no variable 'w'; its variables are"},
        {"ensemble.variables=[]", "ensemble.variables: must name the variables"},
        {"ensemble.files=member.nc", "ensemble.files: must hold {member}"},
        {"ensemble.time=1", "member_01.nc: has no time 1 among its 1 (2026-01-01T06:00:00Z)"},
        {"ensemble.time=2026-01-01T07:00:00Z", "has no time 2026-01-01T07:00:00Z among its 1"},
        {"ensemble.minimum=9", "ensemble.minimum: must be between 2 and 5, but is 9"},
        {"observations=[{file: t.csv, variable: TT}]", "variable: must be one of T, q, but is 'TT'"},
        {"ensemble.members=[1, 1]", "names a member twice"}}) {
      Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", one[0]);
      assertEquals(Cli.BAD_INPUT, told.code(), told.text());
      assertTrue(told.text().contains(one[1]), one[0] + ": " + told.text());
    }
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--set", "ensemble=member_01.nc");
    assertTrue(told.text().contains("must be a section with file and variables"), told.text());
  }
}
