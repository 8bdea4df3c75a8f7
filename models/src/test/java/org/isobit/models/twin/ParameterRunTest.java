package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.twin.TwinResult.ParameterTrack;
import org.isobit.models.twin.TwinResult.Run;
import org.junit.jupiter.api.Test;

/** Experiments that estimate parameters of Lorenz's models, which the truth knows. */
class ParameterRunTest {

  @Test
  void theParametersOfLorenz63AreFound() {
    Experiment e = Experiments.named("L63-S12", "cycles=1000", "burn-in=200", "seeds=[1, 2]", "estimate={"
        + "rho: {mean: 26, deviation: 2, walk: 0.01}, beta: {mean: 2, deviation: 0.5, walk: 0.002, least: 0}}",
        "methods=[{filter: etkf, members: 30, rotation: true, inflation: {kind: posterior-anomalies, factor: 1.02}},"
            + "{filter: serial-ensrf, members: 30, rotation: true, "
                + "inflation: {kind: posterior-anomalies, factor: 1.02}}]");
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    TwinResult result = TwinRun.run(e, Workers.serial(), ProgressListener.NONE);
    for (Run run : result.runs()) {
      assertFalse(run.diverged(), run.divergence());
      ParameterTrack rho = run.parameters().getFirst();
      assertEquals("rho", rho.name());
      assertEquals(28, rho.truth());
      found(rho, 0.3);
      found(run.parameters().get(1), 0.06);
    }
    assertTrue(TwinTable.of(result, StandardCharsets.UTF_8).contains("seed 2: beta ends at 2."));
    assertTrue(TwinOutput.scores(result).contains("\"final_spread\""));
  }

  @Test
  void theForcingOfLorenz96IsFoundWithNoiseOfTheStates() {
    Experiment e = Experiments.named("L96-S08", "cycles=400", "burn-in=100", "seeds=[1]", "model.size=12",
        "model-noise={variance: 0.01, kind: sqrt-core}", "estimate={forcing: {mean: 7, deviation: 1, walk: 0.003}}",
        "methods=[{filter: etkf, members: 20, rotation: true}]");
    Run run = TwinRun.run(e, Workers.serial(), ProgressListener.NONE).runs().getFirst();
    assertFalse(run.diverged(), run.divergence());
    found(run.parameters().getFirst(), 0.1);
  }

  /** By localised filters with fewer members than global ones need, which also score as if they knew the forcing. */
  @Test
  void localisedFiltersFindTheForcingOfLorenz96() {
    String more = ", members: 10, localization: {taper: gaspari-cohn, radius: 4, convention: dapper}, "
        + "inflation: {kind: posterior-anomalies, factor: 1.02}}";
    String[] overrides = {"cycles=800", "burn-in=200", "seeds=[1]",
        "methods=[{filter: letkf" + more + ", {filter: serial-ensrf" + more + ", {filter: denkf" + more + ", "
        + "{filter: letkf, label: adaptive, members: 10, adaptive-inflation: {method: miyoshi-2011}, "
        + "localization: {taper: gaspari-cohn, radius: 4, convention: dapper}}]",
        "estimate={forcing: {mean: 7, deviation: 1, walk: 0.01, least: 0}}"};
    Experiment e = Experiments.named("L96-S08", overrides);
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    for (Run run : TwinRun.run(e, Workers.serial(), ProgressListener.NONE).runs()) {
      assertFalse(run.diverged(), run.divergence());
      found(run.parameters().getFirst(), 0.15);
      double rmse = Arrays.stream(run.series().rmse()).skip(200).average().orElseThrow();
      assertTrue(rmse < 0.24, run.method() + ": " + rmse);
    }
  }

  /** Near the truth on the whole, within four of its spreads at the end, and surer than at first. */
  private static void found(ParameterTrack p, double rmse) {
    int last = p.mean().length - 1;
    assertTrue(p.rmse(200) < rmse, p.name() + ": RMSE " + p.rmse(200));
    assertTrue(Math.abs(p.mean()[last] - p.truth()) < 4 * p.spread()[last],
        p.name() + ": " + p.mean()[last] + " ± " + p.spread()[last]);
    assertTrue(p.spread()[last] < 0.25 * p.spread()[0] || p.spread()[last] < rmse, p.name() + ": " + p.spread()[last]);
  }

  @Test
  void mistakesAreNamed() {
    refused("is no parameter of lorenz63 that is a number; there are [beta, rho, sigma]",
        "estimate={tau: {mean: 1, deviation: 1}}");
    refused("deviation", "estimate={rho: {mean: 1, deviation: -1}}");
    refused("mean", "estimate={rho: {deviation: 1}}");
    refused("between the bounds 2.0 and Infinity, but is 1.0", "estimate={rho: {mean: 1, deviation: 1, least: 2}}");
    refused("must name at least one parameter", "estimate={}");
    refused("depth", "estimate={rho: {mean: 1, deviation: 1, depth: 2}}");
    refused("method 'EKF' cannot estimate parameters", "estimate={rho: {mean: 1, deviation: 1}}",
        "methods=[{filter: ekf}]");
  }

  private static void refused(String what, String... overrides) {
    String message = assertThrows(IllegalArgumentException.class, () -> Experiments.named("L63-S12", overrides))
        .getMessage();
    assertTrue(message.contains(what), message);
  }
}
