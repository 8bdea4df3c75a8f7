package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.local.LETKF;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.Radius;
import org.isobit.models.assimilation.localization.TaperLaw;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.io.CsvTable;
import org.isobit.models.io.NpyFile;
import org.isobit.models.scores.EnsembleScores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of the command with the built-in model. */
class CycleCommandTest {

  private static final int SIZE = 40;
  private static final int MEMBERS = 10;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @BeforeEach
  void example() throws IOException {
    Example.write(folder);
  }

  private String[] arguments(String out, String... overrides) {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve("config.yaml").toString(), "--out",
        folder.resolve(out).toString()));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return arguments.toArray(new String[0]);
  }

  private String[] few(String out, String... overrides) {
    List<String> all = new ArrayList<>(List.of("cycles=5", "burn-in=0", "output.picture=false"));
    all.addAll(List.of(overrides));
    return arguments(out, all.toArray(new String[0]));
  }

  private void fails(int code, String message, String... arguments) {
    Told outcome = Runs.here(arguments);
    assertEquals(code, outcome.code(), outcome.text());
    assertTrue(outcome.text().contains(message), outcome.text());
    assertFalse(outcome.text().contains("\tat "), outcome.text());
  }

  /** The loop that the command stands for, written with the API. */
  @Test
  void theBitsAreThoseOfTheApi() throws IOException {
    Runs.good(few("out", "output.ensembles=all"));
    Ensemble ensemble = Ensemble.allocate(MEMBERS, SIZE);
    for (int m = 0; m < MEMBERS; m++) {
      double[] z = new double[SIZE];
      Philox.gaussian(1, (18L << 56) + m, 0, SIZE, z, 0);
      for (int i = 0; i < SIZE; i++) {
        ensemble.set(m, i, Math.fma(Math.sqrt(12.0), z[i], 2.0));
      }
    }
    assertArrayEquals(ensemble.values(), NpyFile.read(folder.resolve("out/ensembles/000000.npy")).doubles());
    LETKF filter = new LETKF(Localization.ring(SIZE, TaperLaw.GASPARI_COHN, Radius.dapper(4.0)))
        .withInflation(Inflation.posteriorAnomalies(1.04)).withRotation(true);
    EnsembleScores scores = new EnsembleScores(SIZE, MEMBERS);
    double[][] table = columns("out/diagnostics.csv", "rmse_analysis", "spread_analysis", "spread_forecast");
    for (int c = 1; c <= 5; c++) {
      new RungeKutta4().advance(new Lorenz96(), 0.05, 1, ensemble, Workers.serial());
      scores.read(ensemble.values(), SIZE);
      assertEquals(scores.spread(), table[2][c], 0.0);
      CsvTable observed = CsvTable.read(folder.resolve("observations/00000" + c + ".csv"), List.of("value", "sd"));
      filter.analyse(ensemble, Observations.of(observed.column(0), observed.column(1),
          ObservationOperator.indices(IntStream.range(0, SIZE).toArray())), Cycle.of(1, c));
      assertArrayEquals(ensemble.values(), NpyFile.read(folder.resolve("out/ensembles/00000" + c + ".npy")).doubles(),
          "cycle " + c);
      scores.read(ensemble.values(), SIZE);
      assertEquals(scores.rmse(NpyFile.read(folder.resolve("truth/00000" + c + ".npy")).doubles()), table[0][c], 0.0);
      assertEquals(scores.spread(), table[1][c], 0.0);
    }
    assertFalse(Files.exists(folder.resolve("out/mean/000005.npy")), "mean and spread are written every 10th cycle");
  }

  /** Times of observations count from a cycle's end; those of the end itself weigh as without times. */
  @Test
  void observationsHaveTimes() throws IOException {
    Files.createDirectory(folder.resolve("timed"));
    for (int c = 1; c <= 5; c++) {
      String end = new BigDecimal("0.05").multiply(BigDecimal.valueOf(c)).toString();
      List<String> lines = Files.readAllLines(folder.resolve("observations/00000" + c + ".csv"));
      Files.write(folder.resolve("timed/00000" + c + ".csv"), IntStream.range(0, lines.size())
          .mapToObj(i -> lines.get(i) + (i == 0 ? ",time" : "," + end)).toList());
    }
    Runs.good(few("without"));
    String time = "method.localization.time={taper: gaspari-cohn, radius: 0.02, convention: half-width}";
    Runs.good(few("with", "observations.file=timed/{cycle:06}.csv", time));
    assertArrayEquals(NpyFile.read(folder.resolve("without/ensembles/000005.npy")).doubles(),
        NpyFile.read(folder.resolve("with/ensembles/000005.npy")).doubles());
    fails(Cli.BAD_INPUT, "000001.csv:1: has no column 'time'", few("none", time));
    fails(Cli.BAD_INPUT, "time.units: is for times that are moments, but that of the analysis is the number 0.05",
        few("none", time.replace("}", ", units: hours}")));
  }

  /** Columns without the row of the initial ensemble, whose cells are partly empty; index 0 stays unused. */
  private double[][] columns(String file, String... names) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(file));
    List<String> header = List.of(lines.getFirst().split(","));
    double[][] columns = new double[names.length][lines.size() - 1];
    for (int c = 1; c < lines.size() - 1; c++) {
      String[] cells = lines.get(c + 1).split(",", -1);
      assertEquals(header.size(), cells.length);
      assertEquals(Integer.toString(c), cells[0]);
      for (int n = 0; n < names.length; n++) {
        columns[n][c] = Double.parseDouble(cells[header.indexOf(names[n])]);
      }
    }
    return columns;
  }

  @Test
  void theExampleTracksTheTruth() throws IOException {
    String told = Runs.good(arguments("out"));
    assertTrue(told.contains("120 cycles with LETKF"), told);
    JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("out/report.json"))).getAsJsonObject();
    JsonObject means = report.getAsJsonObject("means");
    // Published for this configuration (Sakov and Oke 2008, as listed by DAPPER): 0.22 over a long run.
    assertEquals(0.22, means.get("rmseAnalysis").getAsDouble(), 0.06);
    assertEquals(1.0, means.get("innovationRms").getAsDouble() / means.get("innovationRmsExpected").getAsDouble(),
        0.05);
    assertEquals(2200, ImageIO.read(folder.resolve("out/cycle.png").toFile()).getWidth());
    for (String file : List.of("report.json", "journal", "diagnostics.csv")) {
      assertFalse(Files.readString(folder.resolve("out").resolve(file)).contains(folder.toString()), file);
    }
  }

  /** Equal bytes for every thread count, vector width and backend, each in a JVM of its own. */
  @Test
  @Tag("children")
  void bytesDependOnTheConfigurationAlone() throws Exception {
    String[] fixed = {"cycles=12", "burn-in=2", "output.ensembles=5", "output.mean-and-spread=3"};
    TreeMap<String, byte[]> expected = null;
    int run = 0;
    for (List<String> engine : List.of(List.of("-Disobit.backend=reference", "-Disobit.threads=1"),
        List.of("-Disobit.backend=simd", "-Disobit.threads=2"),
        List.of("-Disobit.backend=simd", "-Disobit.simd.bits=128", "-Disobit.threads=3"),
        List.of("-Disobit.backend=simd", "-Disobit.simd.bits=256", "-Disobit.threads=1"))) {
      Path log = folder.resolve("log-" + run);
      String out = "run-" + run++;
      assertEquals(0, Runs.start(log, engine, arguments(out, fixed)).waitFor(), () -> engine.toString());
      if (expected == null) {
        expected = Runs.results(folder.resolve(out));
        assertEquals(List.of("cycle.png", "diagnostics.csv", "ensembles/000000.npy", "ensembles/000005.npy",
            "ensembles/000010.npy", "ensembles/000012.npy", "journal", "journal.copy", "mean/000003.npy",
            "mean/000006.npy", "mean/000009.npy", "mean/000012.npy", "report.json", "spread/000003.npy",
            "spread/000006.npy", "spread/000009.npy", "spread/000012.npy"), List.copyOf(expected.keySet()));
      } else {
        Runs.same(expected, folder.resolve(out), engine.toString());
      }
    }
  }

  @Test
  void aMissingObservationFileStopsOrIsLeftOut() throws IOException {
    Files.delete(folder.resolve("observations/000003.csv"));
    fails(Cli.BAD_INPUT, "observations/000003.csv: no such file; 'observations.missing: forecast-only' leaves the "
        + "analysis out of cycles without one; 2 of 5 cycles are done, and the same command goes on from there",
        few("out"));
    String told = Runs.good(few("out", "observations.missing=forecast-only", "output.ensembles=last"));
    assertTrue(told.contains("cycles without observations: 1\n"), told);
    List<String> rows = Files.readAllLines(folder.resolve("out/diagnostics.csv"));
    assertTrue(rows.get(4).startsWith("3,0.15,10,0,,,,,,,,"), rows.get(4));
    JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("out/report.json"))).getAsJsonObject();
    assertEquals("[3]", report.get("cyclesWithoutObservations").toString());
  }

  /** Two sections with half of the observations each give the bits of one with all. */
  @Test
  void severalSectionsOfObservations() throws IOException {
    for (int c = 1; c <= 5; c++) {
      List<String> rows = Files.readAllLines(folder.resolve("observations/00000" + c + ".csv"));
      Files.createDirectories(folder.resolve("halves"));
      Files.write(folder.resolve("halves/a" + c + ".csv"), rows.subList(0, 21));
      List<String> second = new ArrayList<>(rows.subList(21, 41));
      second.addFirst(rows.getFirst());
      Files.write(folder.resolve("halves/b" + c + ".csv"), second);
    }
    Runs.good(few("one"));
    String halves = "observations=[{file: 'halves/a{cycle}.csv', operator: index, type: a}, {file: "
        + "'halves/b{cycle}.csv', operator: index, type: b, missing: forecast-only}]";
    Runs.good(few("two", halves));
    assertArrayEquals(Files.readAllBytes(folder.resolve("one/ensembles/000005.npy")),
        Files.readAllBytes(folder.resolve("two/ensembles/000005.npy")));
    Files.delete(folder.resolve("halves/b4.csv"));
    Runs.good(few("three", halves));
    assertTrue(Files.readAllLines(folder.resolve("three/diagnostics.csv")).get(5).startsWith("4,0.2,10,20,"));
    fails(Cli.BAD_INPUT, "observations.1.type was 'b', but is 'c' now", few("three", halves.replace("type: b",
        "type: c")));
    Runs.good(few("three", halves.replace("missing: forecast-only", "missing: refuse")));
  }

  @Test
  void failuresOfARunAreOne() throws IOException {
    fails(Cli.FAILED, "isobit cycle: cycle 1: the forecast of member 0 is ", few("long", "forecast.steps=40",
        "forecast.integrator.step=0.5"));
    // The disk refuses: a file stands where the folder of means should be.
    Runs.good(few("refusing", "cycles=2", "output.mean-and-spread=3"));
    Files.writeString(folder.resolve("refusing/mean"), "in the way");
    fails(Cli.FAILED, "beginning: the system cannot read or write: " + folder.resolve("refusing/mean") + ": is not a "
        + "directory; 2 of 5", few("refusing", "output.mean-and-spread=3"));
    Files.writeString(folder.resolve("observations/000002.csv"), "index,value,sd\n3,1.0,1e-9\n4,1.0,1e-9\n");
    fails(Cli.FAILED, "isobit cycle: cycle 2: the analysis failed: LETKF: ", few("accurate"));
  }

  @Test
  void badInputIsTwoAndNamesKeyAndValue() throws IOException {
    fails(Cli.BAD_INPUT, "observations.file: must name a file for each cycle, with {cycle}",
        few("x", "observations.file=observations.csv"));
    fails(Cli.BAD_INPUT, "observations.file: has the placeholder {cycel}, which is unknown; did you mean 'cycle'?",
        few("x", "observations.file=o/{cycel}.csv"));
    fails(Cli.BAD_INPUT, "forecast.command: must name {in} and {out}", few("x", "forecast.model=null",
        "forecast.command=[cp, '{in}', x]", "ensemble={members: 10, variance: 1, mean-file: background.npy}"));
    fails(Cli.BAD_INPUT, "forecast.command: cannot stand beside 'model'", few("x", "forecast.command=[a]"));
    fails(Cli.BAD_INPUT, "output.ensembles: must be all, last, or a number N", few("x", "output.ensembles=some"));
    fails(Cli.BAD_INPUT, "time.interval: follows from forecast.steps", few("x", "time={interval: 2.0}"));
    fails(Cli.BAD_INPUT, "forecast.stepps: is not known here; did you mean 'steps'?", few("x", "forecast.stepps=2"));
    fails(Cli.BAD_INPUT, "ensemble.mean: must be one number or as many as the model has variables, 40, but has 2 "
        + "numbers",
        few("x", "ensemble.mean=[1, 2]"));
    NpyFile.write(folder.resolve("two.npy"), new double[] {1, 2, 3, 4}, 2, 2);
    fails(Cli.BAD_INPUT, "two.npy: has the shape (2, 2), states of 2 variables, but the model has 40",
        few("x", "ensemble={file: two.npy}"));
    fails(Cli.BAD_INPUT, "config.yaml.txt: no such file", folder.resolve("config.yaml.txt").toString());
    fails(Cli.BAD_INPUT, "--processes must be positive, but is 0", folder.resolve("config.yaml").toString(),
        "--processes", "0");
    assertFalse(Files.exists(folder.resolve("x")), "bad input leaves no directory");
    Files.writeString(folder.resolve("observations/000002.csv"), "index,value,sd\n41,1.0,1.0\n");
    fails(Cli.BAD_INPUT, "cycle 2: " + folder.resolve("observations/000002.csv"), few("row"));
  }
}
