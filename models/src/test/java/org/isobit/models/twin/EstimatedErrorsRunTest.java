package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.isobit.kernels.Workers;
import org.isobit.models.twin.TwinResult.ParameterTrack;
import org.isobit.models.twin.TwinResult.Run;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Inflation and error variance of observations are estimated along runs of Lorenz-96, as Li, Kalnay and Miyoshi (2009)
 * do from a fourth of the true error variance and from four times as much. What is held to is the truth: the errors
 * were drawn with variance 1.
 */
class EstimatedErrorsRunTest {

  private static final String ESTIMATE = "methods.1.estimate-errors.";

  /**
   * A cycle's own estimate of the variance has a standard deviation of √(2/40) = 0.22, so that the mean over 600 cycles
   * has one of 0.009, and five of them are allowed; the two that begin elsewhere differ by what their beginnings leave.
   */
  @Test
  void theErrorVarianceIsFoundFromWrongBeginnings() {
    check(0.045, 0.08, "cycles=1000", "burn-in=400", "seeds=[1]");
  }

  /** As above: the mean over three times 9600 cycles has a standard deviation of 0.0013. */
  @Tag("full")
  @Test
  void theErrorVarianceIsFoundInLongRuns() {
    check(0.015, 0.03, "cycles=10000", "seeds=[1, 2, 3]");
  }

  private static void check(double ofVariance, double ofScore, String... overrides) {
    TwinResult result = TwinRun.run(Experiments.named("L96-L09", overrides), Workers.shared(), ProgressListener.NONE);
    int burnIn = result.experiment().burnIn();
    double tuned = result.means(0).rmse().mean();
    for (int method : new int[] {1, 2, 3}) {
      double variance = 0.0;
      double inflation = 0.0;
      for (Run run : result.runsOf(method)) {
        assertFalse(run.diverged(), run.divergence());
        ParameterTrack factor = run.parameters().get(0);
        ParameterTrack error = run.parameters().get(1);
        assertEquals(List.of("inflation", "error-variance"), List.of(factor.name(), error.name()));
        assertEquals(1.0, error.truth());
        inflation += factor.mean(burnIn) / result.runsOf(method).size();
        variance += error.mean(burnIn) / result.runsOf(method).size();
      }
      double score = result.means(method).rmse().mean();
      System.out.printf(Locale.ROOT, "L96-L09 %s: error variance %.4f, inflation %.4f, RMSE %.4f (tuned %.4f)%n",
          result.experiment().methods().get(method).label(), variance, inflation, score, tuned);
      assertEquals(1.0, variance, ofVariance);
      assertTrue(inflation > 1.0 && inflation < 1.1, "inflation " + inflation);
      if (method < 3) {
        assertEquals(tuned, score, ofScore * tuned);
      }
    }
  }

  @Test
  void outputsHaveTheEstimatesAndDoNotDependOnThreads() {
    Experiment e = Experiments.named("L96-L09", "cycles=40", "burn-in=10", "seeds=[1, 2]");
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    TwinResult result = TwinRun.run(e, Workers.serial(), ProgressListener.NONE);
    String series = TwinOutput.series(result);
    String[] lines = series.split("\n");
    assertTrue(lines[0].endsWith(",crps,mean_of_inflation,spread_of_inflation,mean_of_error-variance,"
        + "spread_of_error-variance"), lines[0]);
    assertTrue(lines[1].startsWith("1,ETKF-tuned,1,0,") && lines[1].endsWith(",,,,"), lines[1]);
    ParameterTrack variance = result.runsOf(1).getFirst().parameters().get(1);
    assertTrue(lines[81].endsWith("," + variance.mean()[0] + ","), lines[81]);
    assertTrue(TwinOutput.scores(result).contains("\"time_mean\": " + variance.mean(10)));
    String table = TwinTable.of(result, StandardCharsets.UTF_8);
    assertTrue(table.contains("ETKF-from-4, seed 2: error-variance ends at ") && table.contains("the truth has 1.0"),
        table);
    TwinResult threads = TwinRun.run(e, Workers.shared(), ProgressListener.NONE);
    assertEquals(series, TwinOutput.series(threads));
    assertEquals(TwinOutput.scores(result), TwinOutput.scores(threads));
  }

  @Test
  void itGoesWithParametersAndWithIncrementalUpdates() {
    Experiment e = Experiments.named("L96-L09", "cycles=30", "burn-in=5", "observations.interval=2",
        "methods=[{filter: etkf, members: 20, iau: 2, estimate-errors: {method: li-2009, observation: false}}]");
    Run run = TwinRun.run(e, Workers.serial(), ProgressListener.NONE).runs().getFirst();
    assertEquals(List.of("inflation"), run.parameters().stream().map(ParameterTrack::name).toList());
    assertEquals(30, run.parameters().getFirst().mean().length);
    e = Experiments.named("L96-L09", "cycles=30", "burn-in=5", "estimate={forcing: {mean: 7, deviation: 1}}",
        "methods=[{filter: etkf, members: 20, inflation: {kind: prior-anomalies, factor: 1.02}, estimate-errors: "
            + "{method: li-2009, inflation: false, initial-variance: 2}}]");
    assertEquals(List.of("forcing", "error-variance"), TwinRun.run(e, Workers.serial(), ProgressListener.NONE).runs()
        .getFirst().parameters().stream().map(ParameterTrack::name).toList());
  }

  @Test
  void mistakesAreNamed() {
    refused("methods.1.estimate-errors.initial-variance", ESTIMATE + "initial-variance=-1");
    refused("methods.1.estimate-errors.initial-variance", ESTIMATE + "observation=false");
    refused("neither inflation nor error variance", "methods.1.estimate-errors={method: li-2009, inflation: false, "
        + "observation: false}");
    refused("methods.1.estimate-errors.method", ESTIMATE + "method=li-2010");
    refused("initial-gain", ESTIMATE + "initial-gain=0");
    refused("initial-gain", ESTIMATE + "initial-gain=1");
    refused("growth must be at least 1", ESTIMATE + "growth=0.9");
    refused("must be two numbers", ESTIMATE + "bounds=[1]");
    refused("must be at least the least one, 2.0, but is 1.0", ESTIMATE + "bounds=[2, 1]");
    refused("inflates the forecast already", "methods.1.inflation={kind: prior-anomalies, factor: 1.1}");
    refused("cannot be given with adaptive-inflation", "methods.1.adaptive-inflation={method: miyoshi-2011}");
    refused("is not for the filter 3d-var", "methods=[{filter: 3d-var, estimate-errors: {method: li-2009}}]");
  }

  private static void refused(String what, String... overrides) {
    String message = assertThrows(IllegalArgumentException.class, () -> Experiments.named("L96-L09", overrides))
        .getMessage();
    assertTrue(message.contains(what), message);
  }
}
