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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.isobit.models.analyse.internal.run.SchemeExample;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.learned.SchemeFile;
import org.isobit.models.learned.UpdateScheme;
import org.isobit.models.netcdf.NetcdfFile;
import org.isobit.models.netcdf.NetcdfTools;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One forecast, updated by a trained scheme from files: the formula, real observation files, and what is refused. */
class SchemeAnalyseTest {

  private static final int LEVELS = 25;

  @TempDir(factory = MemoryFolder.class)
  static Path made;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeAll
  static void example() {
    assertEquals(Cli.OK, Told.of(new AnalyseCommand(), "--example-scheme", made.resolve("example").toString()).code());
  }

  private Told analyse(String out, String... overrides) {
    List<String> more = new ArrayList<>(List.of("--out", folder.resolve(out).toString(), "--set",
        "output.picture=false"));
    for (String override : overrides) {
      more.addAll(List.of("--set", override));
    }
    return Commands.analyse(made.resolve("example/config.yaml"), more.toArray(new String[0]));
  }

  private double[] analysed(String out, String... overrides) throws IOException {
    Told told = analyse(out, overrides);
    assertEquals(Cli.OK, told.code(), told.text());
    return state(folder.resolve(out).resolve("analysis/forecast.nc"));
  }

  /** n, then p. */
  private static double[] state(Path path) throws IOException {
    try (NetcdfFile file = NetcdfFile.open(path)) {
      return Stream.of("n", "p").map(v -> file.variable(v).read()).flatMapToDouble(java.util.Arrays::stream).toArray();
    }
  }

  private static double observed() throws IOException {
    List<String> rows = Files.readAllLines(made.resolve("example/chlorophyll.csv"));
    return Double.parseDouble(rows.getLast().split(",")[1]);
  }

  /** A finite logarithm of an infinite concentration is no analysis. */
  @Test
  void anAnalysisThatOverflowsIsRefused() throws IOException {
    Path table = folder.resolve("absurd.csv");
    Files.writeString(table, "depth,value,sd\n1.0,400.0,0.01\n");
    Told told = analyse("overflow", "observations.file=" + table);
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().contains(
        "the analysis of member forecast, taken back from log10(x - 0.0), is not finite at"), told.text());
    assertFalse(Files.exists(folder.resolve("overflow")));
  }

  /** The analysis by the scheme's formula, plain logarithms and powers. */
  private static double[] expected(double day, double y, double variance) throws IOException {
    UpdateScheme scheme = SchemeFile.read(made.resolve("example/scheme.safetensors"));
    double[] x = java.util.Arrays.stream(state(made.resolve("example/forecast.nc"))).map(Math::log10).toArray();
    double[] increments = new double[x.length];
    scheme.increments(x, 0, day, y - 0.2014 - x[LEVELS], variance, increments, 0);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.pow(10, x[i] + increments[i]);
    }
    return x;
  }

  private static void near(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(1, actual[i] / expected[i], 1e-12, "element " + i);
    }
  }

  @Test
  void theExampleRunsAndComesCloserToTheTruth() throws IOException {
    Told told = Commands.analyse(made.resolve("example/config.yaml"), "--out", folder.resolve("out").toString());
    assertEquals(Cli.OK, told.code(), told.text());
    assertTrue(told.text().contains("one deterministic forecast: without a spread"), told.text());
    assertFalse(told.text().contains("NaN"), told.text());
    JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("out/report.json"))).getAsJsonObject();
    for (String field : new String[] {"n", "p"}) {
      JsonObject figures = report.getAsJsonObject("fields").getAsJsonObject(field);
      JsonObject rmse = figures.getAsJsonObject("rmseToTruth");
      assertTrue(rmse.get("after").getAsDouble() < 0.9 * rmse.get("before").getAsDouble(), field + ": " + rmse);
      assertFalse(figures.has("spread"));
      assertTrue(ImageIO.read(folder.resolve("out/analysis-" + field + ".png").toFile()).getWidth() > 500);
    }
    assertEquals("2026-05-11T12:00:00Z", report.get("analysisTime").getAsString());
    assertFalse(Files.exists(folder.resolve("out/innovations.png")));
    String header = NetcdfTools.ncdump(folder.resolve("out/statistics.nc"));
    assertTrue(header.contains(" n_increment(") && !header.contains("spread"), header);
    assertTrue(NetcdfTools.ncdump(folder.resolve("out/analysis/forecast.nc")).contains("p:units = \"mmol m-3\""));
  }

  @Test
  void theAnalysisIsTheFormula() throws IOException {
    double[] analysis = analysed("out");
    near(expected(130.5, observed(), 0.13 * 0.13), analysis);
    double[] forecast = state(made.resolve("example/forecast.nc"));
    double[] increments = state(folder.resolve("out/increments/forecast.nc"));
    for (int i = 0; i < analysis.length; i++) {
      assertEquals(analysis[i] - forecast[i], increments[i], 0, "element " + i);
      assertTrue(Math.abs(increments[i]) > 1e-3 * forecast[i] || i % LEVELS > 12, "also what nobody observes: " + i);
    }
    // Two observations of one thing count by their precision.
    Files.writeString(made.resolve("example/two.csv"), "depth,value,sd,flag\n1,0.7,0.1,good\n0.3,1.0,0.2,fair\n");
    near(expected(130.5, (100 * 0.7 + 25 * 1.0) / 125, 1.0 / 125), analysed("two", "observations.file=two.csv"));
  }

  /** Files as satellites' centres and ships have them, and values that are no logarithms. */
  @Test
  void observationsComeInSeveralForms() throws IOException {
    double[] analysis = analysed("csv");
    String satellite = "variable: p, space: already-transformed, value: log10_chlor_a, coordinates: [1.0]";
    assertArrayEquals(analysis, analysed("nc", "observations={file: chlorophyll.nc, deviation: log10_chlor_a_sd, "
        + satellite + "}"), "a grid of one pixel, without a depth");
    assertArrayEquals(analysis, analysed("sd", "observations={file: chlorophyll.nc, deviation: 0.13, " + satellite
        + "}"), "one error for all");
    assertArrayEquals(analysis, analysed("index", "observations.coordinates=[0]", "observations.operator=index"));
    double y = Math.pow(10, observed());
    Files.writeString(made.resolve("example/physical.csv"), "depth,value,sd\n1.0," + y + "," + 0.13 * y * Math.log(10));
    near(analysis, analysed("physical", "observations.file=physical.csv", "observations.space=transformed"));
    NetcdfTools.ncgen(made.resolve("example/swath.nc"), """
        netcdf swath { dimensions: lat = 2; lon = 3; variables: float lat(lat); float lon(lon);
        float chl(lat, lon); chl:_FillValue = -1.f; float sd(lon, lat); float depth; int bad(lat, lat, lon);
        data: lat = 1, 2; lon = 3, 4, 5; chl = _, _, 0.75, _, 0.5, _; sd = 1, 1, 1, 0.25, 0.5, 1; depth = 1.75; }""");
    String swath = "observations={file: swath.nc, variable: p, space: already-transformed, value: chl, deviation: sd, "
        + "coordinates: [depth]";
    // chl[0, 2] with sd[2, 0], chl[1, 1] with sd[1, 1].
    near(expected(130.5, (4 * 0.75 + 16 * 0.5) / 20, 1.0 / 20), analysed("swath", swath + "}"));
    refused("which are not among those of 'chl', [lat, lon][2, 3]", swath.replace("deviation: sd", "deviation: bad")
        + "}");
    refused("has no variable 'chlor'", swath.replace("value: chl", "value: chlor") + "}");
    NetcdfTools.ncgen(made.resolve("example/cloud.nc"), """
        netcdf cloud { dimensions: x = 2; variables: float chl(x); chl:_FillValue = -1.f; data: chl = _, _; }""");
    refused("cloud.nc: holds no observation: each of the 2 elements of 'chl' misses one of chl",
        "observations={file: cloud.nc, variable: p, space: already-transformed, value: chl, deviation: 1, "
            + "coordinates: [1]}");
  }

  /** One column of a model's grid, with longitude and latitude. */
  @Test
  void aColumnMayHaveAPlace() throws IOException {
    Path column = made.resolve("example/column.nc");
    double[] x = state(made.resolve("example/forecast.nc"));
    StringBuilder cdl = new StringBuilder("netcdf column { dimensions: time = UNLIMITED; z = 25; lat = 1; lon = 1; "
        + "variables: double time(time); time:units = \"hours since 2026-05-11\"; double z(z); z:positive = \"up\"; "
        + "double lat(lat); lat:units = \"degrees_north\"; double lon(lon); lon:units = \"degrees_east\"; "
        + "double n(time, z, lat, lon); double p(time, z, lat, lon); data: time = 12; lat = 50.25; lon = -4.25; z = ");
    for (int i = 0; i < LEVELS; i++) {
      cdl.append(i == 0 ? "" : ", ").append(-1 - 2 * i);
    }
    for (int v = 0; v < 2; v++) {
      cdl.append("; ").append("np".charAt(v)).append(" = ");
      for (int i = 0; i < LEVELS; i++) {
        cdl.append(i == 0 ? "" : ", ").append(x[v * LEVELS + i]);
      }
    }
    NetcdfTools.ncgen(column, cdl + "; }");
    Told told = analyse("column", "ensemble.forecast=column.nc", "truth=null",
        "observations={file: chlorophyll.nc, variable: p, space: already-transformed, value: log10_chlor_a, "
            + "deviation: log10_chlor_a_sd, coordinates: [lon, lat, 0], outside: ignore}");
    assertEquals(Cli.OK, told.code(), told.text());
    assertArrayEquals(analysed("plain"), state(folder.resolve("column/analysis/column.nc")));
  }

  /** States without names of fields are known by their size. */
  @Test
  void aStateMayBeAnArray() throws IOException {
    double[] x = state(made.resolve("example/forecast.nc"));
    NpyFile.write(made.resolve("example/forecast.npy"), x, 2 * LEVELS);
    String[] array = {"ensemble={forecast: forecast.npy}", "truth=null", "transforms={state: {kind: log10}}",
        "observations.variable=state", "observations.operator=index", "observations.coordinates=[25]",
        "analysis-time=495.75"};
    Told told = analyse("npy", array);
    assertEquals(Cli.OK, told.code(), told.text());
    double[] analysis = NpyFile.read(folder.resolve("npy/analysis/forecast.npy")).doubles();
    assertArrayEquals(analysed("plain"), analysis, "day 495.75 is 130.5 of the next year");
    assertFalse(Files.exists(folder.resolve("npy/spread.npy")));
    array[6] = "analysis-time=null";
    refused("depends on the season, and so needs the time of the analysis", array);
    array[2] = "transforms={state: {kind: log}}";
    refused("but the state has the transform log, not log10 as n", array);
    NpyFile.write(made.resolve("example/forecast.npy"), x, 5, 10);
    array[5] = "observations.coordinates=[26]";
    array[2] = "transforms={state: {kind: log10}}";
    array[6] = "analysis-time=130.5";
    refused("ML-OI: it is for observations of p[0], which is ", array);
    NpyFile.write(made.resolve("example/forecast.npy"), new double[49], 49);
    refused("but a state has 49 elements instead of 50", array);
    x[3] = Double.NaN;
    NpyFile.write(made.resolve("example/forecast.npy"), x, 50);
    refused("forecast.npy: member forecast is NaN at point 3", array);
  }

  private void refused(String part, String... overrides) {
    Told told = analyse("refused", overrides);
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().contains(part), told.text());
    assertFalse(Files.exists(folder.resolve("refused")));
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    String made = "method.filter: is made for the fields n (25, log10), p (25, log10), but ";
    refused(made + "the state has p, n", "ensemble.variables=[p, n]");
    refused(made + "n has no transform, not log10", "transforms={p: {kind: log10}}");
    refused(made + "p has the transform log, not log10", "transforms.p.kind=log");
    refused(made + "p has another transform, not log10", "transforms.p={kind: log10, lower: -1}");
    refused("method.filter: etkf needs the spread of an ensemble, which one "
        + "deterministic forecast does not have; for one there are the filters ml-oi and ml-ete",
        "method={filter: etkf}");
    refused("must be observation for one deterministic forecast, which has no spread, but is total",
        "observations.gross-error={factor: 5, deviation: total}");
    refused("inflation: is not for the filter ml-oi", "method.inflation={kind: rtps, factor: 0.3}");
    refused("localization: is not for the filter ml-oi",
        "method.localization={taper: gaspari-cohn, radius: 1, convention: half-width}");
    refused("method.network: is missing", "method={filter: ml-oi}");
    refused("nothing.safetensors: no such file", "method.network=nothing.safetensors");
    refused("is no scheme of the filter ml-ete, but has correlations of a network", "method.filter=ml-ete");
    refused("ML-OI: it is for observations of p[0], which is ", "observations.variable=n");
    refused("file: and forecast cannot both be given", "ensemble.file=forecast.nc");
  }

  @Test
  void missingNumbersAndOtherSizesAreRefused() throws IOException {
    Path bad = SchemeAnalyseTest.made.resolve("example/bad.nc");
    String cdl = NetcdfTools.run("ncdump", "-p", "17,17",
        SchemeAnalyseTest.made.resolve("example/forecast.nc").toString())
        .replace("p:units", "p:_FillValue = -9. ; p:units");
    String[][] damages = {{"NaN", "variable 'p': is NaN at [0, 0], which is not its missing value"},
        {"_", "but n has 24 points instead of 25"}, {"0", "transforms.p: member forecast is 0.0"}};
    for (String[] damage : damages) {
      NetcdfTools.ncgen(bad, cdl.replaceFirst("(p =\\s+)[0-9.]+", "$1" + damage[0]));
      refused(damage[1], "ensemble.forecast=bad.nc", "truth=null");
    }
  }

  @Test
  void bytesDoNotDependOnThreadsWidthOrBackend() throws Exception {
    Path copy = folder.resolve("copy");
    SchemeExample.write(copy);
    assertArrayEquals(Files.readAllBytes(made.resolve("example/scheme.safetensors")),
        Files.readAllBytes(copy.resolve("scheme.safetensors")), "the training");
    EveryEngine.sameBytes(AnalyseCommand.class, List.of(), copy.resolve("analysis"), List.of("analysis/forecast.nc",
        "increments/forecast.nc", "statistics.nc", "report.json"), copy.resolve("config.yaml").toString(), "--set",
        "output.picture=false");
  }

  @Test
  void theReadmeShowsItsConfiguration() throws IOException {
    String config = Files.readString(made.resolve("example/config.yaml"));
    assertTrue(Files.readString(Path.of("README.md")).contains("```yaml\n" + config.strip() + "\n```"));
  }
}
