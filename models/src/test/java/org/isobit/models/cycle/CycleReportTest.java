package org.isobit.models.cycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.isobit.kernels.Isobit;
import org.isobit.kernels.device.DeviceUse;
import org.isobit.models.analyse.internal.observation.InnovationStatistics;
import org.isobit.models.chart.Curve;
import org.isobit.models.chart.Panel;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.io.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables, reports and pictures from records made by hand. */
class CycleReportTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Path out;

  @BeforeEach
  void example() throws IOException {
    Example.write(folder);
    out = folder.resolve("out");
  }

  private CyclePlan plan(String config, String... overrides) throws IOException {
    return CyclePlan.read(Settings.read(folder.resolve(config), List.of(overrides)), folder, out, null);
  }

  private static InnovationStatistics innovations(double x) {
    return new InnovationStatistics(40, x, 2 * x, 3 * x, 4 * x, 5 * x, 6 * x);
  }

  private static CycleRecord record(int cycle, double x) {
    boolean observed = cycle != 2;
    Map<String, Integer> leftOut = new LinkedHashMap<>();
    leftOut.put("far", cycle);
    return new CycleRecord(cycle, cycle == 4 ? new int[] {0, 2} : new int[] {0, 1, 2},
        cycle == 4 ? List.of(new ForecastStep.Failed(1, "exit code 7")) : List.of(), observed ? "sum" : null, observed
        ? 41 : 0, observed ? 40 : 0, observed ? leftOut : Map.of(), observed ? innovations(x) : null,
        observed ? innovations(x / 10) : null, x + 1, x + 2, x + 3, x + 4, "last" + cycle, null, null, null);
  }

  /** The initial ensemble and four cycles, of which the second has no observations and the fourth loses a member. */
  private static List<CycleRecord> records() {
    List<CycleRecord> records = new ArrayList<>();
    records.add(new CycleRecord(0, new int[] {0, 1, 2}, List.of(), null, 0, 0, Map.of(), null, null, 7, 7, null, null,
        "first", null, null, null));
    for (int c = 1; c <= 4; c++) {
      records.add(record(c, c));
    }
    return records;
  }

  @Test
  void theReport() throws IOException {
    CyclePlan plan = plan("config.yaml", "cycles=4", "burn-in=1");
    try (RunDirectory directory = RunDirectory.open(out, "npy")) {
      CycleReport report = new CycleReport(plan, directory);
      report.writeResults(records());
      JsonObject json = JsonParser.parseString(Files.readString(out.resolve("report.json"))).getAsJsonObject();
      assertEquals(Isobit.contractVersion(), json.get("contractVersion").getAsInt());
      assertEquals(4, json.get("cycles").getAsInt());
      assertEquals(1, json.get("burnIn").getAsInt());
      assertEquals(plan.model().description(), json.get("forecast").getAsString());
      assertEquals("[40]", json.get("stateShape").toString());
      assertTrue(json.get("grid").getAsString().contains("40"), json::toString);
      assertTrue(json.get("filter").getAsString().startsWith("LETKF["), json::toString);
      assertEquals(1, json.get("seed").getAsInt());
      assertEquals(3, json.get("membersAtTheBeginning").getAsInt());
      assertEquals(2, json.get("membersAtTheEnd").getAsInt());
      assertEquals("[{\"cycle\":4,\"member\":1,\"reason\":\"exit code 7\"}]", json.get("failedMembers").toString());
      assertEquals("[2]", json.get("cyclesWithoutObservations").toString());
      assertEquals("{\"read\":123,\"used\":120,\"leftOut\":{\"far\":8}}", json.get("observations").toString());
      JsonObject means = json.getAsJsonObject("means");
      assertEquals(3.5, means.get("innovationMean").getAsDouble(), "cycles 3 and 4");
      assertEquals(7.0, means.get("innovationRms").getAsDouble());
      assertEquals(17.5, means.get("innovationRmsExpected").getAsDouble());
      assertEquals((0.6 + 0.8) / 2, means.get("residualRms").getAsDouble(), 1e-15);
      assertEquals(4.0, means.get("spreadForecast").getAsDouble(), "cycles 2 to 4");
      assertEquals(5.0, means.get("spreadAnalysis").getAsDouble());
      assertEquals(6.0, means.get("rmseForecast").getAsDouble());
      assertEquals(7.0, means.get("rmseAnalysis").getAsDouble());
      assertEquals("last4", json.get("lastEnsembleSha256").getAsString());
      List<String> rows = Files.readAllLines(out.resolve("diagnostics.csv"));
      assertEquals(List.of("0,0.0,3,0,,,,,,,,,7.0,,", "1,0.05,3,40,1.0,2.0,5.0,4.0,6.0,0.1,0.2,2.0,3.0,4.0,5.0",
          "2,0.1,3,0,,,,,,,,3.0,4.0,5.0,6.0"), rows.subList(1, 4));
      assertEquals(6, rows.size());
      assertEquals(15, rows.getFirst().split(",").length);
      new Diagnostics(out.resolve("diagnostics.csv"), plan.times()).append(record(1, 1));
      assertEquals(rows.get(2), Files.readAllLines(out.resolve("diagnostics.csv")).getLast());

      assertEquals("""
          4 cycles with %s; means after the first 1:
                                        forecast    analysis
          innovation rms                   7.000      0.7000
            expected of spread and R       17.50           \040
          spread, rms over points          4.000       5.000
          distance to truth, rms           6.000       7.000
          cycles without observations: 1
          member 1 was lost in cycle 4: exit code 7
          written to %s
          """.formatted(plan.assimilation().filter(), out), report.table(records()));
      assertNull(report.draw(records()));
      assertEquals(2200, ImageIO.read(out.resolve("cycle.png").toFile()).getWidth());
      report.writeRun(3, Map.of("forecast", 1.5), new DeviceUse(_ -> { }));
      JsonObject run = JsonParser.parseString(Files.readString(out.resolve("run.json"))).getAsJsonObject();
      assertEquals(3, run.get("resumedAfterCycle").getAsInt());
      assertEquals(1, run.get("cyclesOfThisSession").getAsInt());
      assertEquals("{\"forecast\":1.5}", run.get("secondsOfEachPhase").toString());
      assertEquals(4, run.getAsJsonObject("configuration").get("cycles").getAsInt());
      assertTrue(run.has("machine") && run.has("devices"));
    }
  }

  @Test
  void figuresThatAreNotThereAreLeftOut() throws IOException {
    CyclePlan plan = plan("external.yaml", "cycles=1", "truth=null");
    try (RunDirectory directory = RunDirectory.open(out, "npy")) {
      CycleRecord only = new CycleRecord(1, new int[] {0, 1}, List.of(), null, 0, 0, Map.of(), null, null, Double.NaN,
          2, null, null, "x", null, null, null);
      List<CycleRecord> records = List.of(records().getFirst(), only);
      CycleReport report = new CycleReport(plan, directory);
      String table = report.table(records);
      assertTrue(table.startsWith("1 cycles with LETKF") && table.contains("; means over all of them:\n"), table);
      assertFalse(table.contains("innovation") || table.contains("truth") || table.contains("was lost"), table);
      assertTrue(table.contains("cycles without observations: 1\n"), table);
      report.writeResults(records);
      JsonObject json = JsonParser.parseString(Files.readString(out.resolve("report.json"))).getAsJsonObject();
      assertEquals("{\"spreadForecast\":null,\"spreadAnalysis\":2.0}", json.get("means").toString());
      assertTrue(json.get("forecast").getAsString().startsWith("command [awk, -f, "));
      assertEquals("[1]", json.get("cyclesWithoutObservations").toString(), "not the initial ensemble");
      assertFalse(report.table(records().subList(0, 2)).contains("without observations"));
    }
  }

  private static Curve curve(List<Panel> panels, int panel, String label) {
    return panels.get(panel).curves().stream().filter(c -> c.label().equals(label)).findFirst().orElseThrow();
  }

  @Test
  void theCurves() throws IOException {
    List<Panel> panels = CycleCharts.panels(plan("config.yaml", "cycles=4", "burn-in=2"), records());
    assertEquals(2, panels.size());
    assertEquals("time", panels.getFirst().xLabel());
    assertEquals(0.1, panels.getFirst().shaded(), 0.0);
    assertEquals(1.5 * 8, panels.getFirst().yHigh(), 0.0, "half as much again as the largest after the burn-in");
    assertArrayEquals(new double[] {0.05, 0.1, 0.15, 0.2}, curve(panels, 0, "RMSE of the forecast").x(), 1e-15);
    assertArrayEquals(new double[] {4, 5, 6, 7}, curve(panels, 0, "RMSE of the forecast").y());
    assertArrayEquals(new double[] {2, 3, 4, 5}, curve(panels, 0, "spread of the forecast").y());
    assertArrayEquals(new double[] {5, 6, 7, 8}, curve(panels, 0, "RMSE of the analysis").y());
    assertArrayEquals(new double[] {3, 4, 5, 6}, curve(panels, 0, "spread of the analysis").y());
    assertEquals(Curve.Style.DASHED, curve(panels, 0, "spread of the analysis").style());
    assertArrayEquals(new double[] {5, Double.NaN, 15, 20}, curve(panels, 1, "expected: √(spread² + R)").y());
    assertArrayEquals(new double[] {2, Double.NaN, 6, 8}, curve(panels, 1, "observation − forecast").y());
    assertArrayEquals(new double[] {0.1 * 2, Double.NaN, 2 * 0.3, 0.8}, curve(panels, 1, "observation − analysis").y());
    assertEquals(30.0, panels.get(1).yHigh(), 0.0);

    panels = CycleCharts.panels(plan("config.yaml", "cycles=4", "burn-in=0", "truth=null"), records());
    assertEquals("Ensemble spread", panels.get(1).title());
    assertArrayEquals(new double[] {2, 3, 4, 5}, curve(panels, 1, "forecast").y());
    assertArrayEquals(new double[] {3, 4, 5, 6}, curve(panels, 1, "analysis").y());
    assertTrue(Double.isNaN(panels.getFirst().shaded()) && Double.isNaN(panels.getFirst().yHigh()));
    String svg = CycleCharts.of(plan("config.yaml", "cycles=4", "burn-in=1"), records()).svg();
    assertTrue(svg.contains("4 cycles of forecast and analysis; shaded: the first 1, not in the means"), svg);
    assertTrue(svg.contains(", 2 members, Lorenz96") && !svg.contains("; means of "), svg);
    svg = CycleCharts.of(plan("external.yaml", "cycles=4"), records()).svg();
    assertTrue(svg.contains("external model") && !svg.contains("shaded"), svg);
  }

  /** Many cycles are averaged; a window without a figure is a gap, and a scale knows no infinity. */
  @Test
  void longSeries() throws IOException {
    List<CycleRecord> records = new ArrayList<>(records().subList(0, 1));
    for (int c = 1; c <= 1201; c++) {
      CycleRecord r = record(c == 2 || c == 4 ? 3 : c, c >= 10 && c <= 12 ? 5000 : c);
      records.add(c > 6 && c < 10 ? new CycleRecord(c, r.members(), r.failed(), null, 0, 0, Map.of(), null, null,
          r.spread(), r.spread(), null, Double.POSITIVE_INFINITY, "x", null, null, null) : r);
    }
    CyclePlan plan = plan("config.yaml", "cycles=1201", "burn-in=9");
    List<Panel> panels = CycleCharts.panels(plan, records);
    Curve rmse = curve(panels, 0, "RMSE of the forecast");
    assertEquals(400, rmse.y().length);
    assertEquals(2 + 3, rmse.y()[0], 1e-12, "mean of 4, 5, 6");
    assertTrue(Double.isNaN(rmse.y()[2]));
    assertEquals(0.1, rmse.x()[0], 1e-12, "the middle of the first window");
    assertEquals(0.05 * 1199, rmse.x()[399], 1e-9);
    assertTrue(Double.isInfinite(curve(panels, 0, "RMSE of the analysis").y()[2]));
    assertEquals(1.5 * 5004, panels.getFirst().yHigh(), 1e-9, "the first window after the burn-in");
    String svg = CycleCharts.of(plan, records).svg();
    assertTrue(svg.contains("; means of 3 cycles"), svg);
  }
}
