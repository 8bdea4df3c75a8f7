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
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.spi.OperatorProvider;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Gross errors, duplicates, places outside, several sections, operators of one's own. */
@Isolated
class ObservationChecksTest {

  private static final int MEMBERS = 6;
  private static final int SIZE = 12;

  @TempDir
  Path folder;

  private final double[] forecast = new double[MEMBERS * SIZE];

  @BeforeEach
  void write() throws IOException {
    Philox.gaussian(11, 5, 0, forecast.length, forecast, 0);
    NpyFile.write(folder.resolve("e.npy"), forecast, MEMBERS, 3, 4);
    observations("1,1,0.2,0.5\n2,0,40,0.5\n1,1,0.4,0.5\n9,1,0,1\n");
    config("{file: o.csv, outside: ignore}");
  }

  private void observations(String rows) throws IOException {
    Files.writeString(folder.resolve("o.csv"), "x,y,value,sd\n" + rows);
  }

  private void config(String observations) throws IOException {
    Files.writeString(folder.resolve("config.yaml"), "ensemble: e.npy\nobservations: " + observations
        + "\nmethod: {filter: etkf}\noutput: {picture: false}\n");
  }

  private JsonObject run(String... more) throws IOException {
    Told told = Commands.analyse(folder.resolve("config.yaml"), more);
    assertEquals(Cli.OK, told.code(), told.text());
    return JsonParser.parseString(Files.readString(folder.resolve("analysis/report.json"))).getAsJsonObject()
        .getAsJsonObject("observations");
  }

  private String refused(String... more) {
    Told told = Commands.analyse(folder.resolve("config.yaml"), more);
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    return told.text();
  }

  private void assertAnalysis(double[] values, double[] deviations, ObservationOperator operator) throws IOException {
    Ensemble expected = Ensemble.of(forecast.clone(), MEMBERS, SIZE);
    new ETKF().analyse(expected, Observations.of(values, deviations, operator), Cycle.of(1, 0));
    assertArrayEquals(bits(expected.values()), bits(NpyFile.read(folder.resolve("analysis/analysis.npy")).doubles()));
  }

  private static long[] bits(double[] x) {
    return Arrays.stream(x).mapToLong(Double::doubleToLongBits).toArray();
  }

  @Test
  void grossErrors() throws IOException {
    JsonObject counts = run("--set", "observations.gross-error={factor: 5, deviation: total}");
    assertEquals(4, counts.get("read").getAsInt());
    assertEquals(2, counts.get("used").getAsInt());
    assertEquals(1, counts.get("outsideTheGrid").getAsInt());
    assertEquals(1, counts.get("grossErrors").getAsInt());
    assertAnalysis(new double[] {0.2, 0.4}, new double[] {0.5, 0.5}, ObservationOperator.indices(5, 5));
    String rejected = Files.readString(folder.resolve("analysis/rejected.csv"));
    double mean = Ensemble.of(forecast, MEMBERS, SIZE).mean()[2];
    assertTrue(rejected.contains("\"o.csv:5\",outsideTheGrid,9.0,1.0,0.0,1.0,\n"), rejected);
    assertTrue(rejected.matches("(?s).*\"o.csv:3\",grossErrors,2.0,0.0,40.0,0.5,[34].*"), rejected);
    assertEquals(40 - mean, Double.parseDouble(rejected.lines().filter(l -> l.contains("gross")).findFirst()
        .orElseThrow().split(",")[6]), 1e-12);
    // In units of the observation's error alone the others go too, from a factor on.
    assertEquals(0, run("--set", "observations.gross-error={factor: 1e6, deviation: observation}").get("grossErrors")
        .getAsInt());
    assertFalse(Files.readString(folder.resolve("analysis/rejected.csv")).contains("gross"));
    assertTrue(refused("--set", "observations.gross-error={factor: 1e-6, deviation: observation}")
        .contains("o.csv: no observation is left: 1 outside the grid, 3 gross errors"));
    assertTrue(refused("--set", "observations.gross-error={factor: 3}").contains("gross-error.deviation: is missing"));
  }

  /** The boundary itself is no gross error. */
  @Test
  void theLimitCounts() throws IOException {
    NpyFile.write(folder.resolve("e.npy"), new double[] {-1, 0, 1, 0}, 2, 2);
    Files.writeString(folder.resolve("o.csv"), "x,value,sd\n0,4,1\n1,0,1\n");
    assertEquals(0, run("--set", "observations.gross-error={factor: 4, deviation: observation}").get("grossErrors")
        .getAsInt());
    assertEquals(1, run("--set", "observations.gross-error={factor: 3.999, deviation: observation}").get("grossErrors")
        .getAsInt());
    // spread² = 2, so √(2 + 1)·2.3 < 4 < √(2 + 1)·2.4.
    assertEquals(1, run("--set", "observations.gross-error={factor: 2.3, deviation: total}").get("grossErrors")
        .getAsInt());
    assertEquals(0, run("--set", "observations.gross-error={factor: 2.4, deviation: total}").get("grossErrors")
        .getAsInt());
  }

  @Test
  void duplicates() throws IOException {
    observations("1,1,0.2,0.5\n2,0,1,0.5\n1,1,0.4,0.25\n");
    assertEquals(3, run().get("used").getAsInt());
    assertEquals(1, run("--set", "observations.duplicates=first").get("duplicates").getAsInt());
    assertAnalysis(new double[] {0.2, 1}, new double[] {0.5, 0.5}, ObservationOperator.indices(5, 2));
    assertEquals(1, run("--set", "observations.duplicates=merge").get("duplicates").getAsInt());
    assertAnalysis(new double[] {(4 * 0.2 + 16 * 0.4) / 20, 1}, new double[] {1 / Math.sqrt(20), 0.5},
        ObservationOperator.indices(5, 2));
    assertTrue(refused("--set", "observations.duplicates=refuse").contains("o.csv:4: has the place x = 1.0, y = 1.0 of "
        + folder.resolve("o.csv") + ":2"));
  }

  @Test
  void severalSections() throws IOException {
    Files.writeString(folder.resolve("more.csv"), "index,value,sd\n7,0.5,0.3\n");
    config("[{file: o.csv, outside: ignore, type: ship, gross-error: {factor: 5, deviation: total}}, "
        + "{file: more.csv, operator: index, type: buoy}]");
    JsonObject counts = run();
    assertEquals(3, counts.get("used").getAsInt());
    assertEquals("buoy", counts.getAsJsonArray("sections").get(1).getAsJsonObject().get("type").getAsString());
    assertAnalysis(new double[] {0.2, 0.4, 0.5}, new double[] {0.5, 0.5, 0.3}, ObservationOperator.indices(5, 5, 7));
  }

  /** Observes the square of the nearest point, times an option; with another, something else each time. */
  public static final class Squares implements OperatorProvider {
    @Override
    public String name() {
      return "Squares";
    }

    @Override
    public ObservationOperator operator(Request request) {
      double factor = Double.parseDouble(request.options().getOrDefault("factor", "1").toString());
      double drift = Double.parseDouble(request.options().getOrDefault("drift", "0").toString());
      double[] points = request.around(false)[0];
      int[] calls = {0};
      return (states, observed) -> {
        calls[0]++;
        for (int m = 0; m < states.members(); m++) {
          for (int j = 0; j < points.length; j++) {
            double x = states.get(m, request.field() * request.points() + (int) points[j]);
            observed[m * points.length + j] = factor * x * x + drift * calls[0];
          }
        }
      };
    }
  }

  @Test
  void anOperatorOfOnesOwnFromAJar() throws IOException {
    Path jar = folder.resolve("own.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + OperatorProvider.class.getName()));
      out.write(Squares.class.getName().getBytes());
      out.closeEntry();
    }
    observations("1,1,0.2,0.5\n2,0,40,0.5\n2,1,0.3,0.5\n");
    config("{file: o.csv, operator: Squares, options: {factor: 2}, gross-error: {factor: 8, deviation: total}}");
    assertTrue(refused().contains("observations.operator: must be one of nearest, bilinear, linear, index, but is "
        + "'Squares'"));
    assertTrue(refused("--operators", "no.jar").contains("--plugins: no.jar: no such file"));
    assertEquals(1, run("--operators", jar.toString(), "--audit", "50%").get("grossErrors").getAsInt());
    assertAnalysis(new double[] {0.2, 0.3}, new double[] {0.5, 0.5}, (states, observed) -> {
      for (int m = 0; m < MEMBERS; m++) {
        observed[m * 2] = 2 * states.get(m, 5) * states.get(m, 5);
        observed[m * 2 + 1] = 2 * states.get(m, 6) * states.get(m, 6);
      }
    });
    Told told = Commands.analyse(folder.resolve("config.yaml"), "--operators", jar.toString(), "--audit",
        "100%");
    assertTrue(told.text().contains("2 of 2 observations computed twice by operators of your own: the same bits"),
        told.text());
    told = Commands.analyse(folder.resolve("config.yaml"), "--operators", jar.toString(), "--audit", "100%", "--set",
        "observations.options.drift=1e-9");
    assertEquals(1, told.code(), told.text());
    assertTrue(told.text().contains("audit: the operator of " + folder.resolve("o.csv")
        + ":2 (x = 1.0, y = 1.0) gives ")
        && told.text().contains(" the second time: a fault of this machine"), told.text());
  }
}
