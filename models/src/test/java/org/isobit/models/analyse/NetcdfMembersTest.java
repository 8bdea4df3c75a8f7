package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members as forecasting systems lay them out: in folders, with coordinates besides the grid's, of any times. */
class NetcdfMembersTest {

  private static final int MEMBERS = 4;

  private static final String CONFIG = """
      ensemble: {files: '{member}.nc', members: 4, variables: [T]}
      observations: {file: obs.csv, coordinates: [lon, lat]}
      method: {filter: letkf, localization: {taper: gaspari-cohn, radius: 500, convention: half-width}}
      output: {directory: results, picture: false}
      """;

  private static final String MEMBER = """
      netcdf m { dimensions: time = UNLIMITED; lat = 2; lon = 3; strlen = 3; variables:
      double time(time); time:units = "hours since 2026-01-01 00:00:00";
      double lat(lat); lat:units = "degrees_north"; double lon(lon); lon:units = "degrees_east";
      double height; height:units = "m"; height:positive = "up"; int realization; char station(lat, strlen);
      char crs; crs:grid_mapping_name = "latitude_longitude"; crs:earth_radius = 6371000.;
      double depth(lat, lon); depth:_FillValue = -1.; depth:units = "m"; float T(time, lat, lon);
      T:_FillValue = 0.f; T:units = "K"; T:coordinates = "height realization station depth"; T:grid_mapping = "crs";
      data: time = 6; lat = 10, 20; lon = 0, 10, 20; height = 2; realization = NUMBER; depth = 1, 2, -1, 3, 4, 5;
      T = VALUES; }""";

  @TempDir
  Path folder;

  private static String member(int m) {
    String values = String.join(", ", IntStream.range(0, 6)
        .mapToObj(i -> i == 5 ? "_" : Double.toString(280 + i + Math.sin(3 * m + i)).substring(0, 8) + "f").toList());
    return MEMBER.replace("NUMBER", Integer.toString(m)).replace("VALUES", values);
  }

  private void write(String pattern, String... changesOfTheLast) throws IOException {
    for (int m = 1; m <= MEMBERS; m++) {
      Path file = folder.resolve(pattern.replace("{member}", Integer.toString(m)));
      Files.createDirectories(file.getParent());
      String text = member(m);
      for (int i = 0; m == MEMBERS && i < changesOfTheLast.length; i += 2) {
        text = text.replace(changesOfTheLast[i], changesOfTheLast[i + 1]);
      }
      NetcdfTools.ncgen(file, text);
    }
    Files.writeString(folder.resolve("obs.csv"), "lon,lat,value,sd\n0,10,281,0.5\n");
  }

  private Told run(String config) throws IOException {
    Files.writeString(folder.resolve("config.yaml"), config);
    return Commands.analyse(folder.resolve("config.yaml"));
  }

  private static void assertDone(Told told) {
    assertEquals(Cli.OK, told.code(), told.text());
  }

  private static void assertRefused(String expected, Told told) {
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().contains(expected), told.text());
    assertFalse(told.text().contains("LETKF["), "found before the analysis: " + told.text());
  }

  /** A folder a member, with files of one name. */
  @Test
  void foldersOfMembers() throws IOException {
    write("run/{member}/state.nc");
    assertDone(run(CONFIG.replace("'{member}.nc'", "'run/{member}/state.nc'")));
    for (String kind : List.of("analysis", "increments")) {
      for (int m = 1; m <= MEMBERS; m++) {
        Path file = folder.resolve("results/" + kind + "/" + m + "/state.nc");
        try (NetcdfFile result = NetcdfFile.open(file)) {
          assertEquals(m, result.variable("realization").read()[0], file.toString());
        }
      }
    }
  }

  /** Folders of members whose files have names of their own are not needed in results. */
  @Test
  void foldersAndNamesOfMembers() throws IOException {
    write("run/{member}/{member}.nc");
    assertDone(run(CONFIG.replace("'{member}.nc'", "'run/{member}/{member}.nc'")));
    assertTrue(Files.exists(folder.resolve("results/analysis/4.nc")));
  }

  /** So with arrays, whose results are named by the members. */
  @Test
  void foldersOfArrays() throws IOException {
    List<String> names = List.of("a/x", "b/x", "c/../d/x");
    for (String name : names) {
      Path file = folder.resolve(name + ".npy").normalize();
      Files.createDirectories(file.getParent());
      NpyFile.write(file, new double[] {1, name.charAt(0), 2}, 3);
    }
    Files.createDirectories(folder.resolve("c"));
    Files.writeString(folder.resolve("obs.csv"), "x,value,sd\n0,2,0.5\n");
    String config = CONFIG.replace("{member}.nc', members: 4, variables: [T]",
        "{member}.npy', members: [a/x, b/x, c/../d/x]").replace("[lon, lat]", "[x]");
    assertDone(run(config));
    for (String name : List.of("a/x", "b/x", "d/x")) {
      assertEquals(name.charAt(0) == 'd' ? 'c' : name.charAt(0),
          NpyFile.read(folder.resolve("results/analysis/" + name + ".npy")).doubles()[1], name);
    }
    Told told = run(config.replace("b/x", "./a/x"));
    assertRefused("ensemble.members: names one file twice: a/x and ./a/x are both ", told);
  }

  /** A fill value that increments and means may have hides them. */
  @Test
  void incrementsThatEqualTheFillValue() throws IOException {
    write("{member}.nc");
    assertDone(run(CONFIG));
    for (String file : List.of("increments/1.nc", "statistics.nc")) {
      try (NetcdfFile result = NetcdfFile.open(folder.resolve("results").resolve(file))) {
        double[] increment = result.variable(file.startsWith("i") ? "T" : "T_increment").read();
        assertEquals(0, increment[2], "too far from the observation");
        assertTrue(increment[0] != 0 && Double.isNaN(increment[5]), "analysed, and masked");
      }
    }
  }

  /** What was missing in a coordinate is missing in results, a map projection stays; results are a forecast again. */
  @Test
  void resultsAsForecast() throws IOException {
    write("{member}.nc");
    assertDone(run(CONFIG));
    String text = NetcdfTools.ncdump(folder.resolve("results/analysis/1.nc"));
    assertTrue(text.contains("1, 2, _") && !text.contains("NaN"), text);
    assertTrue(text.contains("crs:grid_mapping_name = \"latitude_longitude\"")
        && text.contains("crs:earth_radius = 6371000."), text);
    assertDone(run(CONFIG.replace("'{member}.nc'", "'results/analysis/{member}.nc'").replace("directory: results",
        "directory: again")));
  }

  /** A height of 2 m is a place, a member's number is none. */
  @Test
  void scalarCoordinates() throws IOException {
    write("{member}.nc", "height = 2", "height = 10");
    Told told = run(CONFIG.replace("members: 4", "members: 4, minimum: 3"));
    assertDone(told);
    assertTrue(told.text().contains("without member 4: "), told.text());
    assertTrue(told.text().contains("coordinate 'height' is 10.0 at its value 0"), told.text());
  }

  /** Zero on an axis is often not quite zero, where it was computed in single precision. */
  @Test
  void coordinatesNearZero() throws IOException {
    write("{member}.nc", "lon = 0, 10, 20", "lon = -1.2e-7, 10, 20.000001");
    assertDone(run(CONFIG));
  }

  /** Members of other times are a climatology's, or a mistake; a state is that of one time. */
  @Test
  void times() throws IOException {
    write("{member}.nc", "time = 6", "time = 30");
    Told told = run(CONFIG);
    assertDone(told);
    assertTrue(told.text().contains("members are of 2 times, 2026-01-01T06:00:00Z to 2026-01-02T06:00:00Z; means and "
        + "spreads are dated 2026-01-01T06:00:00Z"), told.text());

    assertTrue(NetcdfTools.ncdump(folder.resolve("results/analysis/4.nc")).contains(" time = 30 ;"));

    List<String> changes = new ArrayList<>(List.of("lat = 2;", "lat = 2; late = 2;", "float T(time",
        "double late(late); late:units = \"hours since 2026-01-01\"; float U(late, lat, lon); float T(time",
        "time = 6;", "time = 0, 6; late = 6, 12; U = 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6;"));
    for (int m = 1; m <= MEMBERS; m++) {
      String text = member(m).replace("T = 2", "T = 1.f, 2.f, 3.f, 4.f, 5.f, 6.f, 2");
      for (int i = 0; i < changes.size(); i += 2) {
        text = text.replace(changes.get(i), changes.get(i + 1));
      }
      Path file = folder.resolve(m + ".nc");
      Files.delete(file);
      NetcdfTools.ncgen(file, text);
    }
    String config = CONFIG.replace("[T]}", "[T, U], time: 1}").replace("obs.csv", "obs.csv, variable: T");
    assertRefused("variable 'U' is of 2026-01-01T12:00:00Z, but 'T' of 2026-01-01T06:00:00Z", run(config));
    assertDone(run(config.replace("time: 1}", "time: 2026-01-01T06:00:00Z}")));
    String text = NetcdfTools.ncdump(folder.resolve("results/analysis/1.nc"));
    assertTrue(text.contains(" time = 6 ;") && text.contains(" late = 6 ;"), text);
  }

  /** What the system cannot read is a member that is left out, be it the first, or one that a common mask needs. */
  @Test
  void systemThatCannotRead() throws IOException {
    Path unreadable = Path.of("/proc/self/mem"); // a regular file without a first byte
    if (Files.isRegularFile(unreadable)) {
      for (String masks : List.of("equal", "common")) {
        write("{member}.nc");
        Files.delete(folder.resolve("1.nc"));
        Files.createSymbolicLink(folder.resolve("1.nc"), unreadable);
        Told told = run(CONFIG.replace("members: 4", "members: 4, minimum: 3, masks: " + masks));
        assertDone(told);
        assertTrue(told.text().contains("without member 1: "), told.text());
        Files.delete(folder.resolve("1.nc"));
      }
    }
  }

  /** Names that are no file's and no variable's twice, and that is found before the analysis. */
  @Test
  void namesTwice() throws IOException {
    String text = "netcdf e { dimensions: member = 4; lat = 2; lon = 3; variables: int member(member); "
        + "double lat(lat); lat:units = \"degrees_north\"; double lon(lon); lon:units = \"degrees_east\"; "
        + "double T(member, lat, lon); double T_forecast(member, lat, lon); data: lat = 1, 2; lon = 1, 2, 3; member = "
        + "7, 7, 7, 7; T = VALUES; T_forecast = VALUES; }";
    String values = String.join(", ", IntStream.range(0, 24).mapToObj(i -> Double.toString(Math.cos(i * i))).toList());
    NetcdfTools.ncgen(folder.resolve("e.nc"), text.replace("VALUES", values));
    Files.writeString(folder.resolve("obs.csv"), "lon,lat,value,sd\n1,1,0.5,0.5\n");
    String config = CONFIG.replace("files: '{member}.nc', members: 4", "file: e.nc")
        .replace("directory: results", "directory: results, members: separate")
        .replace("obs.csv", "obs.csv, variable: T");
    assertDone(run(config));
    try (var results = Files.list(folder.resolve("results/analysis"))) {
      assertEquals(List.of("member_0.nc", "member_1.nc", "member_2.nc", "member_3.nc"),
          results.map(p -> p.getFileName().toString()).sorted().toList());
    }
    assertRefused("there are two variables 'T_forecast_mean'", run(config.replace("[T]", "[T, T_forecast]")));
  }

  /** Longitudes and latitudes that have the time's dimension too, as WRF writes them. */
  @Test
  void coordinatesOfASingleTime() throws IOException {
    String text = """
        netcdf w { dimensions: Time = UNLIMITED; south_north = 2; west_east = 3; variables: char name(Time);
        float XLAT(Time, south_north, west_east); XLAT:units = "degree_north";
        float XLONG(Time, south_north, west_east); XLONG:units = "degree_east"; float XTIME(Time);
        XTIME:units = "minutes since 2026-01-01 00:00:00";
        float T(Time, south_north, west_east); T:coordinates = "XLONG XLAT XTIME"; data: name = "a"; XTIME = TIME;
        XLAT = 10, 10.1, 10.2, 20, 20.1, 20.2; XLONG = 0, 10, 20, 0.1, 10.1, 20.1; T = VALUES; }""";
    for (int m = 1; m <= MEMBERS; m++) {
      String values = member(m).replaceAll("(?s).*T = (.*)_; }", "$1 290.f");
      NetcdfTools.ncgen(folder.resolve(m + ".nc"), text.replace("TIME;", m + ";").replace("VALUES", values)
          .replace("20.1, 20.2", m == 3 ? "20.1, 20.3" : "20.1, 20.2"));
    }
    Files.writeString(folder.resolve("obs.csv"), "lon,lat,value,sd\n0,10,281,0.5\n");
    Told told = run(CONFIG.replace("members: 4", "members: 4, minimum: 3"));
    assertDone(told);
    assertTrue(told.text().contains("without member 3: ") && told.text().contains("'XLAT' is 20.2"), told.text());
    assertTrue(NetcdfTools.ncdump(folder.resolve("results/analysis/2.nc")).contains(" XTIME = 2 ;"));
  }

  /** Attributes that cannot be written are found before the analysis, and named. */
  @Test
  void attributesThatAreTooLong() throws IOException {
    for (int m = 1; m <= MEMBERS; m++) {
      NetcdfTools.ncgen(folder.resolve(m + ".nc"),
          member(m).replace("T:units = \"K\";", "T:units = \"K\"; T:history = \"" + "x".repeat(70_000) + "\";"));
    }
    Files.writeString(folder.resolve("obs.csv"), "lon,lat,value,sd\n0,10,281,0.5\n");
    assertRefused("the attribute 'history' of 'T' has 70000 bytes, but 65000 at most can be written", run(CONFIG));
  }
}
