package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.diagnostics.Reliability;
import org.isobit.models.diagnostics.SpreadSkill;
import org.isobit.models.twin.TwinResult.Run;
import org.isobit.models.twin.TwinResult.Series;
import org.junit.jupiter.api.Test;

/** Scores of sectors and counts of ranks, which leave all other scores as they are. */
class ScoringTest {

  private static final String METHODS = "methods=[{filter: etkf, members: 24, inflation: {kind: posterior-anomalies, "
      + "factor: 1.02}}, {filter: 3d-var, scale: 0.02}, {filter: particle, members: 30}]";

  private static TwinResult run(String... more) {
    String[] overrides = new String[more.length + 4];
    System.arraycopy(more, 0, overrides, 4, more.length);
    overrides[0] = METHODS;
    overrides[1] = "cycles=200";
    overrides[2] = "burn-in=40";
    overrides[3] = "seeds=[1, 2]";
    return TwinRun.run(Experiments.named("L96-S08", overrides), Workers.shared(), ProgressListener.NONE);
  }

  /** Sums over two sectors that make up the state are those of the state. */
  @Test
  void sectorsMakeUpTheState() {
    TwinResult plain = run();
    TwinResult result = run("sectors=[{name: a, from: 0, to: 10}, {name: b, from: 10, to: 40}]");
    for (int r = 0; r < result.runs().size(); r++) {
      Run run = result.runs().get(r);
      Series a = run.sectors().get(0);
      Series b = run.sectors().get(1);
      assertEquals(plain.runs().get(r).series().rmse().length, run.series().rmse().length);
      for (int k = 0; k < run.series().rmse().length; k++) {
        assertEquals(plain.runs().get(r).series().crps()[k], run.series().crps()[k]);
        assertEquals(run.series().crps()[k], 0.25 * a.crps()[k] + 0.75 * b.crps()[k], 1e-14);
        assertEquals(run.series().rmse()[k], together(a.rmse()[k], b.rmse()[k]), 1e-14);
        assertEquals(run.series().rmseForecast()[k], together(a.rmseForecast()[k], b.rmseForecast()[k]), 1e-13);
        assertEquals(run.series().spread()[k], together(a.spread()[k], b.spread()[k]), 1e-14);
      }
    }
    String json = TwinOutput.scores(result);
    JsonObject method = method(json, 0);
    assertEquals(result.means(0, 1).rmse().mean(), method.getAsJsonObject("sectors").getAsJsonObject("b")
        .getAsJsonObject("rmse_analysis").get("mean").getAsDouble());
    assertFalse(TwinOutput.scores(plain).contains("sectors"));
    String csv = TwinOutput.series(result);
    assertTrue(csv.startsWith("contract,method,seed,cycle,rmse_forecast,rmse_analysis,spread,crps,rmse_forecast_a,"
        + "rmse_analysis_a,spread_a,crps_a,rmse_forecast_b,rmse_analysis_b,spread_b,crps_b\n"), csv.substring(0, 200));
    assertEquals(16, csv.lines().skip(1).findFirst().orElseThrow().split(",").length);
    assertEquals(8, TwinOutput.series(plain).lines().skip(1).findFirst().orElseThrow().split(",").length);
    String table = TwinTable.of(result, StandardCharsets.UTF_8);
    assertEquals(3, table.lines().filter(line -> line.startsWith("  b ")).count(), table);
  }

  private static double together(double a, double b) {
    return Math.sqrt(0.25 * a * a + 0.75 * b * b);
  }

  private static JsonObject method(String json, int index) {
    return JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("methods").get(index).getAsJsonObject();
  }

  @Test
  void ranksAndSpreadAreCounted() {
    TwinResult result = run("diagnostics=true");
    assertEquals(TwinOutput.series(run()), TwinOutput.series(result));
    Reliability all = result.reliability(0);
    long cases = 2L * 160 * 40;
    for (Reliability.Result part : List.of(all.forecasts(), all.analyses())) {
      assertEquals(cases, part.ranks().cases());
      assertEquals(25, part.ranks().counts().size());
      assertEquals(cases, part.ranks().counts().stream().mapToLong(Long::longValue).sum());
      assertEquals(cases, part.spread().all().cases());
      assertEquals(cases, part.spread().bins().stream().mapToLong(SpreadSkill.Bin::cases).sum());
    }
    // The errors are those of the series.
    double squares = 0;
    double variances = 0;
    for (Run run : result.runsOf(0)) {
      for (int k = 40; k < 200; k++) {
        squares += Math.pow(run.series().rmse()[k], 2) / 320;
        variances += Math.pow(run.series().spread()[k], 2) * 25 / 24 / 320;
      }
    }
    assertEquals(Math.sqrt(squares), all.analyses().spread().all().error(), 1e-13);
    assertEquals(Math.sqrt(variances), all.analyses().spread().all().spread(), 1e-13);
    JsonObject ranks = method(TwinOutput.scores(result), 0).getAsJsonObject("reliability").getAsJsonObject("analysis");
    assertEquals(25, ranks.getAsJsonArray("ranks").size());
    assertEquals(all.analyses().ranks().counts().get(3), ranks.getAsJsonArray("ranks").get(3).getAsLong());
    // A state has no ranks, and members with weights have none that counting would give.
    assertNull(result.reliability(1));
    assertNull(result.reliability(2));
    assertTrue(method(TwinOutput.scores(result), 1).get("reliability").isJsonNull());
    assertFalse(TwinOutput.scores(run()).contains("reliability"));
  }

  /** What a picture shows of the first seed is what is counted of it; members that equal the truth take any rank. */
  @Test
  void picturesHaveTheSameRanks() {
    TwinResult result = run("diagnostics=true");
    assertEquals(result.runsOf(0).getFirst().reliability().analyses().ranks().counts(),
        Arrays.stream(result.tracks().methods().get(0).ranks()).boxed().toList());
    assertEquals(0, result.tracks().methods().get(1).ranks().length);
    assertEquals(0, result.tracks().methods().get(2).ranks().length);
    Experiment e = result.experiment();
    Estimator alike = e.methods().get(0).estimator(e, 1, Ensemble.allocate(24, 40), () -> null);
    Tracker tracker = new Tracker(e, alike, 1);
    EstimateScores scores = new EstimateScores(alike);
    scores.read();
    for (int k = 0; k < 200; k++) {
      tracker.take(k, scores, new double[40]);
    }
    long[] ranks = tracker.track().ranks();
    assertEquals(160 * 40, Arrays.stream(ranks).sum());
    for (long count : ranks) {
      assertEquals(256, count, 6 * 16);
    }
  }
}
