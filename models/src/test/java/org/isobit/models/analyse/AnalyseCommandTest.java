package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.isobit.kernels.random.Philox;
import org.isobit.models.analyse.internal.result.Fields;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.InflatingFilter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.ObservationOrder;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.UnobservedPoints;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.inflation.AdaptiveFilter;
import org.isobit.models.assimilation.inflation.AdaptiveInflation;
import org.isobit.models.assimilation.inflation.InflationField;
import org.isobit.models.assimilation.local.CoarseGrid;
import org.isobit.models.assimilation.local.LESTKF;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Geometry;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.assimilation.serial.EAKF;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.io.NpyType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of the command. */
class AnalyseCommandTest {

  private static final int MEMBERS = 7;
  private static final int NY = 5;
  private static final int NX = 6;
  private static final int SIZE = NY * NX;

  private static final String CONFIG = """
      ensemble: ensemble.npy
      grid:
        x: {spacing: 2.0, periodic: true}
        y: {origin: 10.0}
      observations: {file: observations.csv}
      method:
        filter: letkf
        inflation: {kind: posterior-anomalies, factor: 1.1}
        localization: {taper: gaspari-cohn, radius: 2.5, convention: half-width}
      """;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static double[] draws(int n) {
    double[] x = new double[n];
    Philox.gaussian(3, 5, 0, n, x, 0);
    return x;
  }

  /** Observations at grid points 3, 17 and 28, named by their places. */
  private void write() throws IOException {
    NpyFile.write(folder.resolve("ensemble.npy"), draws(MEMBERS * SIZE), MEMBERS, NY, NX);
    Files.writeString(folder.resolve("observations.csv"),
        "station,y,x,value,sd\nA,10,6,0.5,0.4\nB,12.2,-2.5,-1,0.5\nC,14,20,0.25,0.3\n");
    Files.writeString(folder.resolve("config.yaml"), CONFIG);
  }

  private int run(String... more) {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve("config.yaml").toString()));
    arguments.addAll(List.of(more));
    return quietly(arguments.toArray(new String[0]));
  }

  private static int quietly(String... arguments) {
    Told told = Told.of(new AnalyseCommand(), arguments);
    assertEquals(Cli.OK, told.code(), told.text());
    return told.code();
  }

  private static Localization localization() {
    double[] places = new double[2 * SIZE];
    for (int i = 0; i < SIZE; i++) {
      places[2 * i] = 2.0 * (i % NX);
      places[2 * i + 1] = 10 + i / NX;
    }
    return Localization.of(Geometry.periodic(12, 0), places, TaperLaw.GASPARI_COHN, Radius.halfWidth(2.5));
  }

  @Test
  void coarseGridsAndDroppedWeightsGiveTheBitsOfTheApi() throws IOException {
    write();
    assertEquals(Cli.OK, run("--set", "method.coarse-grid={x: 4, y: 3}", "--set", "method.localization.dropped=0.01"));
    Ensemble expected = Ensemble.of(draws(MEMBERS * SIZE), MEMBERS, SIZE);
    CoarseGrid grid = CoarseGrid.of(new int[] {NY, NX}, new int[] {3, 4}, new boolean[] {false, true});
    new LETKF(localization().withDropped(0.01)).withCoarseGrid(grid).withInflation(Inflation.posteriorAnomalies(1.1))
        .analyse(expected, Observations.of(new double[] {0.5, -1, 0.25}, new double[] {0.4, 0.5, 0.3},
            ObservationOperator.indices(3, 17, 28)).withCoordinates(new double[] {6, 10, -2.5, 12.2, 20, 14}),
        Cycle.of(1, 0));
    assertArrayEquals(bits(expected.values()),
        bits(NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles()));
  }

  @Test
  void letkfGivesTheBitsOfTheApi() throws IOException {
    write();
    assertEquals(Cli.OK, run());
    Ensemble expected = Ensemble.of(draws(MEMBERS * SIZE), MEMBERS, SIZE);
    double[] forecastMean = expected.mean();
    new LETKF(localization()).withInflation(Inflation.posteriorAnomalies(1.1)).analyse(expected,
        Observations.of(new double[] {0.5, -1, 0.25}, new double[] {0.4, 0.5, 0.3},
            ObservationOperator.indices(3, 17, 28)).withCoordinates(new double[] {6, 10, -2.5, 12.2, 20, 14}),
        Cycle.of(1, 0));
    Path out = folder.resolve("analysis");
    NpyFile analysis = NpyFile.read(out.resolve("analysis.npy"));
    assertArrayEquals(new int[] {MEMBERS, NY, NX}, analysis.shape());
    assertArrayEquals(bits(expected.values()), bits(analysis.doubles()));
    NpyFile mean = NpyFile.read(out.resolve("mean.npy"));
    assertArrayEquals(new int[] {NY, NX}, mean.shape());
    assertArrayEquals(bits(expected.mean()), bits(mean.doubles()));
    assertArrayEquals(bits(expected.spread()), bits(NpyFile.read(out.resolve("spread.npy")).doubles()));
    assertArrayEquals(bits(Fields.difference(expected.mean(), forecastMean)),
        bits(NpyFile.read(out.resolve("increment.npy")).doubles()));
    assertArrayEquals(bits(Fields.difference(expected.values(), draws(MEMBERS * SIZE))),
        bits(NpyFile.read(out.resolve("increments.npy")).doubles()));
  }

  private static long[] bits(double[] x) {
    return Arrays.stream(x).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  @Test
  void localFiltersAndAdaptiveInflationGiveTheBitsOfTheApi() throws IOException {
    write();
    AdaptiveInflation adaptive = AdaptiveInflation.of(AdaptiveInflation.Method.ANDERSON_2009, localization())
        .withDeviation(0.5, 0.2).withDamping(0.9);
    String settings = "adaptive-inflation: {method: anderson-2009, deviation: 0.5, lowest-deviation: 0.2, damping: "
        + "0.9}";
    String local = ", localization: {taper: gaspari-cohn, radius: 2.5, convention: half-width}, " + settings;
    for (InflatingFilter filter : List.of(
        new LESTKF(localization()).withBatch(3).withUnobserved(UnobservedPoints.INFLATE),
        new EAKF(localization()).withOrder(ObservationOrder.SHUFFLED))) {
      boolean serial = filter instanceof EAKF;
      String method = "method={filter: " + (serial ? "eakf, order: shuffled" : "lestkf, batch: 3, unobserved: inflate")
          + local;
      InflationField field = adaptive.start(SIZE);
      for (int cycle = 0; cycle < 2; cycle++) {
        Ensemble expected = Ensemble.of(draws(MEMBERS * SIZE), MEMBERS, SIZE);
        new AdaptiveFilter(filter, adaptive, field).analyse(expected,
            Observations.of(new double[] {0.5, -1, 0.25}, new double[] {0.4, 0.5, 0.3},
                ObservationOperator.indices(3, 17, 28)).withCoordinates(new double[] {6, 10, -2.5, 12.2, 20, 14}),
            Cycle.of(1, cycle));
        Path out = folder.resolve("c" + cycle + serial);
        assertEquals(Cli.OK, run("--out", out.toString(), "--set", "cycle=" + cycle, "--set", "output.type=f4", "--set",
            method + (cycle == 0 ? "}" : ", inflation-field: c0" + serial + "/inflation.npy}")));
        NpyFile inflation = NpyFile.read(out.resolve("inflation.npy"));
        assertArrayEquals(new int[] {2, NY, NX}, inflation.shape());
        assertArrayEquals(bits(field.toArray()), bits(inflation.doubles()), filter + ", cycle " + cycle);
        double[] analysis = NpyFile.read(out.resolve("analysis.npy")).doubles();
        for (int i = 0; i < analysis.length; i++) {
          assertEquals((float) expected.values()[i], analysis[i]);
        }
        assertTrue(json(out.resolve("report.json")).get("filterWithOptions").getAsString()
            .contains(" with anderson-2009"));
      }
      assertTrue(field.deviation(3) < 0.5);
    }
  }

  @Test
  void correlatedErrorsGiveTheBitsOfTheApi() throws IOException {
    write();
    // The second row lies outside and is left out, with its row and column of R.
    Files.writeString(folder.resolve("observations.csv"),
        "y,x,value,sd\n10,6,0.5,1\n99,6,0.5,1\n12.2,-2.5,-1,1\n14,20,0.25,1\n");
    double[] whole = {0.16, 9, 0.1, 0.02, 9, 1000, 9, 9, 0.1, 9, 0.25, 0.05, 0.02, 9, 0.05, 0.09};
    NpyFile.write(folder.resolve("r.npy"), whole, 4, 4);
    double[] r = {0.16, 0.1, 0.02, 0.1, 0.25, 0.05, 0.02, 0.05, 0.09};
    Ensemble expected = Ensemble.of(draws(MEMBERS * SIZE), MEMBERS, SIZE);
    double[] places = new double[2 * SIZE];
    for (int i = 0; i < SIZE; i++) {
      places[2 * i] = 2.0 * (i % NX);
      places[2 * i + 1] = 10 + i / NX;
    }
    Localization wide = Localization.of(Geometry.periodic(12, 0), places, TaperLaw.GASPARI_COHN, Radius.halfWidth(9));
    new LETKF(wide).analyse(expected, Observations.of(new double[] {0.5, -1, 0.25}, 1,
        ObservationOperator.indices(3, 17, 28)).withCoordinates(new double[] {6, 10, -2.5, 12.2, 20, 14})
        .withCovariance("observation", r), Cycle.of(1, 0));
    String observed = "observations={file: observations.csv, outside: ignore, error-covariance: r.npy}";
    String method = "method={filter: letkf, localization: {taper: gaspari-cohn, radius: 9, convention: half-width}}";
    assertEquals(Cli.OK, run("--set", observed, "--set", method, "--audit", "50%"));
    assertArrayEquals(bits(expected.values()), bits(NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles()));
    JsonObject errors = json(folder.resolve("analysis/report.json")).getAsJsonObject("desroziers")
        .getAsJsonObject("all")
        .getAsJsonObject("errorVariance");
    assertEquals((0.16 + 0.25 + 0.09) / 3, errors.get("assumed").getAsDouble(), 1e-15);
  }

  @Test
  void theReportHoldsTheFigures() throws IOException {
    write();
    assertEquals(Cli.OK, run("--out", folder.resolve("r").toString()));
    JsonObject report = json(folder.resolve("r/report.json"));
    assertEquals(1, report.get("contractVersion").getAsInt());
    Ensemble forecast = Ensemble.of(draws(MEMBERS * SIZE), MEMBERS, SIZE);
    double[] mean = forecast.mean();
    double[] spread = forecast.spread();
    double[] y = {0.5, -1, 0.25};
    double[] r = {0.4, 0.5, 0.3};
    int[] at = {3, 17, 28};
    double squares = 0;
    double expected = 0;
    double normalized = 0;
    for (int j = 0; j < 3; j++) {
      double d = y[j] - mean[at[j]];
      squares += d * d;
      normalized += d * d / (r[j] * r[j]);
      expected += spread[at[j]] * spread[at[j]] + r[j] * r[j];
    }
    JsonObject before = report.getAsJsonObject("innovations").getAsJsonObject("before");
    assertEquals(3, before.get("count").getAsInt());
    assertEquals(Math.sqrt(squares / 3), before.get("rms").getAsDouble(), 1e-12);
    assertEquals(Math.sqrt(normalized / 3), before.get("normalizedRms").getAsDouble(), 1e-12);
    assertEquals(Math.sqrt(squares / expected), before.get("consistencyRatio").getAsDouble(), 1e-12);
    JsonObject diagnosed = report.getAsJsonObject("desroziers").getAsJsonObject("all");
    assertEquals(squares / 3, diagnosed.get("innovationVariance").getAsDouble(), 1e-12);
    assertEquals(expected / 3, diagnosed.get("expectedInnovationVariance").getAsDouble(), 1e-12);
    JsonObject errors = diagnosed.getAsJsonObject("errorVariance");
    assertEquals((0.16 + 0.25 + 0.09) / 3, errors.get("assumed").getAsDouble(), 1e-12);
    JsonObject background = diagnosed.getAsJsonObject("backgroundVariance");
    assertEquals(squares / 3, errors.get("diagnosed").getAsDouble() + background.get("diagnosed").getAsDouble(), 1e-12);
    assertEquals(diagnosed, report.getAsJsonObject("desroziers").getAsJsonObject("byType").get("observation"));
    int[] counts = localization().counts(Observations.of(y, r, ObservationOperator.indices(at))
        .withCoordinates(new double[] {6, 10, -2.5, 12.2, 20, 14}));
    JsonObject local = report.getAsJsonObject("localObservations");
    assertEquals(Arrays.stream(counts).max().orElseThrow(), local.get("most").getAsInt());
    assertEquals(Arrays.stream(counts).average().orElseThrow(), local.get("mean").getAsDouble(), 1e-12);
    assertEquals(Arrays.stream(counts).filter(c -> c == 0).count(), local.get("pointsWithout").getAsInt());
    JsonObject run = json(folder.resolve("r/run.json"));
    assertTrue(run.getAsJsonObject("secondsOfEachPhase").get("analysis").getAsDouble() > 0);
    assertEquals("keep-forecast", run.getAsJsonObject("configuration").getAsJsonObject("method").get("unobserved")
        .getAsString());
    BufferedImage picture = ImageIO.read(folder.resolve("r/analysis.png").toFile());
    assertTrue(picture.getWidth() > 500 && picture.getHeight() > 400);
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  @Test
  void everyFilterAndOperatorRuns() throws IOException {
    write();
    for (String method : List.of("{filter: etkf, rotation: true}", "{filter: denkf}", "{filter: enkf}",
        "{filter: estkf}", "{filter: seik, rotation: true}",
        "{filter: denkf, localization: {taper: gaspari-cohn, radius: 3, convention: support}}",
        "{filter: enkf, localization: {taper: gaspari-cohn, radius: 3, convention: support}}",
        "{filter: getkf, modulation: 0.9, localization: {taper: gaspari-cohn, radius: 3, convention: support}}",
        "{filter: serial-ensrf, order: shuffled}",
        "{filter: serial-ensrf, localization: {taper: boxcar, radius: 3, convention: support}}",
        "{filter: rhf, order: shuffled}", "{filter: qceff, marginal: normal}",
        "{filter: qceff, lower: -3, upper: 3, localization: {taper: boxcar, radius: 3, convention: support}}",
        "{filter: letkf, batch: 2, unobserved: inflate, inflation: {kind: rtps, factor: 0.5},"
            + " localization: {taper: gaussian, radius: 2, convention: length}}")) {
      for (String operator : List.of("nearest", "linear")) {
        assertEquals(Cli.OK, run("--set", "method=" + method, "--set", "observations.operator=" + operator, "--set",
            "output.picture=false"), method);
      }
    }
    assertFalse(Files.exists(folder.resolve("analysis/analysis.png")));
  }

  @Test
  void singlePrecisionAndFortranOrderFromNumpy() throws Exception {
    Path resource = Path.of(getClass().getResource("numpy_ensemble_f4.npy").toURI());
    NpyFile file = NpyFile.read(resource);
    for (String name : List.of("numpy_ensemble_f4.npy", "numpy_observations.npy")) {
      Files.copy(resource.resolveSibling(name), folder.resolve(name));
    }
    Files.writeString(folder.resolve("config.yaml"), """
        ensemble: numpy_ensemble_f4.npy
        observations: {file: numpy_observations.npy}
        method: {filter: etkf}
        """);
    assertEquals(Cli.OK, run());
    Ensemble expected = Ensemble.of(file.doubles(), 5, 12);
    new ETKF().analyse(expected, Observations.of(new double[] {0.5, -1, 0.25}, new double[] {0.4, 0.5, 0.3},
        ObservationOperator.indices(0, 11, 5)), Cycle.of(1, 0));
    NpyFile analysis = NpyFile.read(folder.resolve("analysis/analysis.npy"));
    assertEquals(NpyType.FLOAT32, analysis.type());
    assertArrayEquals(new int[] {5, 3, 4}, analysis.shape());
    for (int i = 0; i < 60; i++) {
      assertEquals((float) expected.values()[i], analysis.floats()[i], "element " + i);
    }
    assertEquals(Cli.OK, run("--set", "output.type=f8"));
    assertArrayEquals(bits(expected.values()),
        bits(NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles()));
    assertEquals(NpyType.FLOAT64, NpyFile.read(folder.resolve("analysis/increments.npy")).type());
  }

  @Test
  void oneDimensionIndicesAndTruth() throws IOException {
    NpyFile.write(folder.resolve("e.npy"), draws(MEMBERS * SIZE), MEMBERS, SIZE);
    NpyFile.write(folder.resolve("t.npy"), new double[SIZE], SIZE);
    Files.writeString(folder.resolve("o.csv"), "point,y,error\n3,0.1,0.5\n29,0.2,0.5\n");
    Files.writeString(folder.resolve("config.yaml"), """
        ensemble: e.npy
        truth: t.npy
        observations: {file: o.csv, operator: index, coordinates: point, value: y, deviation: error}
        method: {filter: letkf, localization: {taper: gaspari-cohn, radius: 4, convention: dapper}}
        """);
    assertEquals(Cli.OK, run());
    JsonObject report = json(folder.resolve("analysis/report.json"));
    assertEquals(Fields.rms(Ensemble.of(draws(MEMBERS * SIZE), MEMBERS, SIZE).mean()),
        report.getAsJsonObject("rmseToTruth").get("before").getAsDouble(), 1e-15);
    assertTrue(ImageIO.read(folder.resolve("analysis/analysis.png").toFile()).getWidth() > 500);
  }

  @Test
  void scatteredPointsOnTheSphere() throws IOException {
    double[] places = new double[2 * SIZE];
    for (int i = 0; i < SIZE; i++) {
      places[2 * i] = 12.0 * i;
      places[2 * i + 1] = 2.5 * i - 40;
    }
    NpyFile.write(folder.resolve("p.npy"), places, SIZE, 2);
    NpyFile.write(folder.resolve("ensemble.npy"), draws(MEMBERS * SIZE), MEMBERS, SIZE);
    Files.writeString(folder.resolve("o.csv"), "lon,lat,value,sd\n13,-37,1,1\n-11,31,1,1\n200,-85,1,1\n");
    Files.writeString(folder.resolve("config.yaml"), """
        ensemble: ensemble.npy
        grid: {coordinates: p.npy, geometry: great-circle, within: 500}
        observations: {file: o.csv, coordinates: [lon, lat], outside: ignore}
        method: {filter: letkf, localization: {taper: gaspari-cohn, radius: 1500, convention: half-width}}
        """);
    assertEquals(Cli.OK, run());
    JsonObject observations = json(folder.resolve("analysis/report.json")).getAsJsonObject("observations");
    assertEquals(2, observations.get("used").getAsInt());
    assertEquals(1, observations.get("outsideTheGrid").getAsInt());
  }

  @Test
  void theExampleRunsAndComesCloserToTheTruth() throws IOException {
    Path example = folder.resolve("example");
    assertEquals(Cli.OK, quietly("--example", example.toString()));
    assertEquals(Cli.OK, quietly(example.resolve("config.yaml").toString(), "--out",
        folder.resolve("out").toString()));
    assertEquals(Cli.OK, quietly("--example", example.toString()));
    Files.writeString(example.resolve("config.yaml"), "seed: 2\n");
    assertEquals(Cli.BAD_INPUT, Cli.run(new AnalyseCommand(), "--example", example.toString()));
    assertEquals("seed: 2\n", Files.readString(example.resolve("config.yaml")));
    JsonObject rmse = json(folder.resolve("out/report.json")).getAsJsonObject("rmseToTruth");
    assertTrue(rmse.get("after").getAsDouble() < 0.7 * rmse.get("before").getAsDouble());
  }

  /** Everything but run.json and the picture has the same bytes, whatever runs it. */
  @Test
  void outputDoesNotDependOnThreadsWidthOrBackend() throws Exception {
    write();
    EveryEngine.sameBytes(AnalyseCommand.class, List.of("-XX:TieredStopAtLevel=1"), folder.resolve("analysis"),
        List.of("analysis.npy", "mean.npy", "spread.npy", "increment.npy", "increments.npy", "report.json"),
        folder.resolve("config.yaml").toString(), "--set", "method.rotation=true",
        "--set", "output.picture=false");
  }

  /** In float: close to double, float numbers whatever is written, and as little to be seen of what runs it. */
  @Test
  void analysesInFloat() throws Exception {
    write();
    assertEquals(Cli.OK, run());
    double[] inDouble = NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles();
    assertEquals(Cli.OK, run("--set", "method.precision=float"));
    double[] inFloat = NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles();
    assertArrayEquals(inDouble, inFloat, 1e-5);
    for (double x : inFloat) {
      assertEquals((float) x, x);
    }
    assertTrue(Files.readString(folder.resolve("analysis/report.json")).contains("FloatLETKF["));
    EveryEngine.sameBytes(AnalyseCommand.class, List.of("-XX:TieredStopAtLevel=1"), folder.resolve("analysis"),
        List.of("analysis.npy", "spread.npy", "report.json"), folder.resolve("config.yaml").toString(), "--set",
        "method.precision=float", "--set", "method.coarse-grid={x: 2, y: 2}", "--set", "output.picture=false");
  }
}
