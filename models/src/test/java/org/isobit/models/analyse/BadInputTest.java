package org.isobit.models.analyse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isobit.models.cli.Cli;
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong: one line that names it, exit code 2, and the output of the run before untouched. */
@Isolated
class BadInputTest {

  @TempDir
  Path folder;

  private final double[] ensemble = {1, 2, 3, 4, 5, 6, 2, 3, 1, 5, 6, 7, 0, 1, 5, 3, 4, 2};

  @BeforeEach
  void goodRun() throws IOException {
    NpyFile.write(folder.resolve("e.npy"), ensemble, 3, 2, 3);
    observations("0,0,1,0.5\n2,1,4,0.5\n");
    Files.writeString(folder.resolve("config.yaml"), """
        ensemble: e.npy
        observations:
          file: o.csv
        method:
          filter: letkf
          localization: {taper: gaspari-cohn, radius: 2, convention: half-width}
        output: {picture: false}
        """);
    assertEquals("", errors());
  }

  private void observations(String rows) throws IOException {
    Files.writeString(folder.resolve("o.csv"), "x,y,value,sd\n" + rows);
  }

  /** Runs; what standard error has besides the line that says what is done. */
  private String errors(String... overrides) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(folder.resolve("config.yaml").toString()));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    PrintStream before = System.err;
    PrintStream stdout = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    int code;
    try {
      code = Cli.run(new AnalyseCommand(), arguments.toArray(new String[0]));
    } finally {
      System.setErr(before);
      System.setOut(stdout);
    }
    String text = bytes.toString(StandardCharsets.UTF_8).lines().filter(l -> l.startsWith("isobit analyse: "))
        .reduce("", (a, b) -> a + b);
    assertEquals(text.isEmpty() ? Cli.OK : Cli.BAD_INPUT, code, bytes.toString(StandardCharsets.UTF_8));
    return text.replace("isobit analyse: ", "");
  }

  private void assertRefused(String part, String... overrides) throws IOException {
    byte[] analysis = Files.readAllBytes(folder.resolve("analysis/analysis.npy"));
    byte[] run = Files.readAllBytes(folder.resolve("analysis/run.json"));
    String message = errors(overrides);
    assertTrue(message.contains(part.replace("FOLDER", folder.toString())), message);
    assertTrue(Arrays.equals(analysis, Files.readAllBytes(folder.resolve("analysis/analysis.npy"))));
    assertTrue(Arrays.equals(run, Files.readAllBytes(folder.resolve("analysis/run.json"))));
    try (Stream<Path> all = Files.list(folder)) {
      assertTrue(all.noneMatch(p -> p.toString().endsWith(".part")), "temporary files are left");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "method.fitler=etkf           | method.fitler: is not known here; did you mean 'filter'?",
      "ensembel=x                   | ensembel: is not known here; did you mean 'ensemble'?",
      "method.filter=letfk | but is 'letfk'; did you mean 'letkf'?",
      "method={filter: ekf}         | method.filter: ekf is for isobit twin alone, which has a model and a climatology",
      "method={filter: qceff, marginal: gamma, lower: 0} | lower: is 0.0, but the marginal gamma takes none",
      "method={filter: qceff, lower: 1, upper: 1} | the lower bound must be below the upper one, but they are 1.0 and",
      "method={filter: qceff, marginal: lognormal} | must be one of normal, gamma, beta, bounded-rank-histogram, but",
      "method={filter: rhf, lower: 1} | method.lower: has no effect here: it is for the marginals bounded-rank-",
      "method={filter: qceff, marginal: beta, lower: 0} | the bounds of a beta law must be finite",
      "method={filter: qceff, types: [{name: a}, {name: a}]} | types: 'a' is there twice",
      "method={filter: qceff, types: [{name: rian}]} | method: does not fit: types: there are no observations of the "
          + "type 'rian'",
      "method={filter: qceff, types: [{marginal: normal}]} | method.types.0.name: is missing",
      "method={filter: qceff, fields: [{lower: 0}]} | fields: is for the regression probit, but it is linear",
      "method={filter: qceff, regression: probit, fields: [{marginal: gamma, lower: 0}]} | the marginal gamma takes",
      "method={filter: local-pf, alpha: 1.5} | method.alpha: must be between 0 and 1, but is 1.5",
      "method.filter=etkf           | method.localization: is not for the filter etkf, which is global",
      "method.localization=         | method.localization: is missing",
      "method.localization.types=[{type: rian, radius: 2}] | method.localization: does not fit: types: there are no "
          + "observations of the type 'rian'",
      "method.localization.radius=0 | method.localization.radius: must be positive, but is 0.0",
      "method.localization.convention=radius | must be one of dapper, half-width, support, length, but is 'radius'",
      "method.localization.taper=exponential | method.localization.convention: does not fit: Radius",
      "method.localization.radius=1e-9 | must not be reached",
      "method.precision=half        | method.precision: must be one of double, float, but is 'half'",
      "method={filter: etkf, precision: float} | method.precision: can be float for the filters letkf and lestkf, but "
      + "not for",
      "method.inflation=1.02        | method.inflation: must be a section (key: value lines), but is 1.02",
      "method.inflation={factor: 1.02} | method.inflation.kind: is missing",
      "method.inflation={kind: rtps, factor: 2} | factor: does not fit: Inflation: rtps must be in [0, 1]",
      "method.adaptive-inflation={method: anderson} | one of anderson-2009, miyoshi-2011, but is 'anderson'",
      "method.adaptive-inflation={method: miyoshi-2011, damping: 2} | damping must be in [0, 1], but is 2.0",
      "method.adaptive-inflation={method: miyoshi-2011, bounds: [1]} | bounds: must be two numbers",
      "method.adaptive-inflation={method: miyoshi-2011, bounds: [3, 2]} | in order, but are",
      "method={filter: etkf, inflation: {kind: prior-covariance, factor: 1.1}, adaptive-inflation: {method: "
      + "miyoshi-2011}} | method.adaptive-inflation: does not fit: AdaptiveFilter: the filter inflates the forecast "
      + "already",
      "method={filter: etkf, adaptive-inflation: {method: miyoshi-2011}, inflation-field: e.npy} | FOLDER/e.npy: has "
      + "the shape (3, 2, 3), but must hold the factors of all 6 variables",
      "method.inflation-field=e.npy | method.inflation-field: has no effect here: it is for a section "
      + "adaptive-inflation",
      "observations.error-covariance=e.npy | FOLDER/e.npy: has the shape (3, 2, 3), but FOLDER/o.csv has 2 rows, "
      + "which need (2, 2)",
      "observations={file: o.csv, error-covariance: e.npy, duplicates: merge} | does not go with 'duplicates: merge'",
      "method.batch=0               | method.batch: must be between 1 and 6, but is 0",
      "method.localization.most=0   | method.localization.most: must be at least 1, but is 0",
      "method.localization.dropped=1 | method.localization.dropped: does not fit: Localization: the weight that is "
      + "dropped must be in 0 to less than 1, but is 1.0",
      "method.coarse-grid={x: 4}    | method.coarse-grid.x: must be between 1 and 3, but is 4",
      "method.coarse-grid={z: 2}    | method.coarse-grid.z: is not known here",
      "method={filter: letkf, batch: 2, coarse-grid: {x: 2}, localization: {taper: boxcar, radius: 2, convention: "
      + "length}} | method.coarse-grid: does not fit: LETKF: a batch of 2 points shares a transform",
      "method={filter: eakf, coarse-grid: {x: 2}, localization: {taper: boxcar, radius: 2, convention: length}} | "
      + "method.coarse-grid: is for the filters letkf and lestkf, not eakf",
      "seed=none                    | seed: must be an integer, but is 'none'",
      "cycle=-1                     | cycle: must be in 0 to 2^56 - 1, but is -1",
      "ensemble=missing.npy         | FOLDER/missing.npy: no such file",
      "ensemble=config.yaml         | FOLDER/config.yaml: is not a .npy file",
      "truth=e.npy                  | FOLDER/e.npy: has the shape (3, 2, 3), but a state has [2, 3]",
      "observations.file=e.npy      | has the shape (3, 2, 3), but observations need (count, 4): x, y, value, sd",
      "observations.value=temperature | FOLDER/o.csv:1: has no column 'temperature'; its columns are x, y, value, sd",
      "observations.coordinates=[x] | observations.coordinates: must name 2 columns, but names 1",
      "observations.operator=cubic | one of nearest, bilinear, linear, index, but is 'cubic'",
      "grid.x={origin: 100}         | o.csv:2: the place x = 0.0, y = 0.0 lies outside the grid (x 99.5 to 102.5,",
      "output.type=f2               | output.type: must be one of same, f8, f4, but is 'f2'"})
  void configurations(String override, String part) throws IOException {
    if (part.equals("must not be reached")) {
      assertEquals("", errors(override), "the observations lie on points, so even a tiny radius reaches them");
      return;
    }
    assertRefused(part, override);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'0,0,1,0.5\n2,1,nan,0.5\n'  | FOLDER/o.csv:3: the observation value is NaN",
      "'0,0,1,0.5\n2,1,1,0\n'      | FOLDER/o.csv:3: the standard deviation sd must be positive, but is 0.0",
      "'0,0,1,-0.5\n'              | FOLDER/o.csv:2: the standard deviation sd must be positive, but is -0.5",
      "'0,0,1,inf\n'               | FOLDER/o.csv:2: the standard deviation sd must be positive, but is Infinity",
      "'inf,0,1,0.5\n'             | FOLDER/o.csv:2: the coordinate x is Infinity",
      "'0,0,warm,0.5\n'            | FOLDER/o.csv:2: column 'value' must be a number, but is 'warm'",
      "'0,0,1\n'                   | FOLDER/o.csv:2: has 3 cells, but the header names 4 columns",
      "''                          | FOLDER/o.csv: holds no observation",
      "'0,0,1,1\n9,0,1,0.5\n'      | FOLDER/o.csv:3: the place x = 9.0, y = 0.0 lies outside the grid"})
  void observationFiles(String rows, String part) throws IOException {
    observations(rows == null ? "" : rows);
    assertRefused(part);
  }

  @Test
  void noObservationInRange() throws IOException {
    observations("9,0,1,0.5\n8,0,1,0.5\n");
    assertRefused("FOLDER/o.csv:2: no observation lies in the grid (x -0.5 to 2.5, y -0.5 to 1.5)",
        "observations.outside=ignore");
    observations("0.4,0.4,1,0.5\n");
    assertRefused("no observation is in range of any point", "method.localization.radius=0.1");
    observations("7,1,0.5\n");
    Files.writeString(folder.resolve("o.csv"), "index,value,sd\n6,1,0.5\n");
    assertRefused("FOLDER/o.csv:2: index must be a whole number from 0 to 5, but is 6",
        "observations.operator=index");
    Files.writeString(folder.resolve("o.csv"), "index,value,sd\n1.5,1,0.5\n");
    assertRefused("FOLDER/o.csv:2: index must be a whole number from 0 to 5, but is 1.5",
        "observations.operator=index");
  }

  @Test
  void ensembles() throws IOException {
    double[] broken = ensemble.clone();
    broken[10] = Double.NaN;
    NpyFile.write(folder.resolve("e.npy"), broken, 3, 2, 3);
    assertRefused("FOLDER/e.npy: member 1 is NaN at point 4, index [1, 1]");
    broken[10] = Double.NEGATIVE_INFINITY;
    NpyFile.write(folder.resolve("e.npy"), broken, 3, 2, 3);
    assertRefused("FOLDER/e.npy: member 1 is -Infinity");
    NpyFile.write(folder.resolve("e.npy"), ensemble, 1, 6, 3);
    assertRefused("has the shape (1, 6, 3): 1 member, but at least 2 are needed");
    NpyFile.write(folder.resolve("e.npy"), ensemble, 18);
    assertRefused("has the shape (18,), but an ensemble is members x state");
    NpyFile.write(folder.resolve("e.npy"), new double[0], 3, 0);
    assertRefused("states of 0 elements");
    byte[] bytes = Files.readAllBytes(folder.resolve("o.csv"));
    Files.write(folder.resolve("e.npy"), bytes);
    assertRefused("is not a .npy file");
  }

  @Test
  void outputThatIsNotOurs() throws IOException {
    Files.writeString(folder.resolve("analysis/notes.txt"), "mine");
    assertRefused("holds notes.txt, which is no part of results");
    assertRefused("FOLDER/o.csv: cannot be an output directory: it is a file", "output.directory=o.csv");
    assertRefused("which is no part of results", "output.directory=.");
    assertEquals("mine", Files.readString(folder.resolve("analysis/notes.txt")));
  }

  @Test
  void withoutAConfiguration() {
    assertEquals(Cli.BAD_INPUT, Cli.run(new AnalyseCommand()));
    assertEquals(Cli.BAD_INPUT, Cli.run(new AnalyseCommand(), folder.resolve("none.yaml").toString()));
    assertEquals(Cli.BAD_INPUT, Cli.run(new AnalyseCommand(), "--oot", "x", "config.yaml"));
  }
}
