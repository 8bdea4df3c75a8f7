package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Gaussian;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.gaussian.ExtendedKalmanFilter;
import org.isobit.models.twin.TwinResult.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods without members in twin experiments. */
class BaselinesTest {

  private static TwinResult run(Experiment e) {
    return TwinRun.run(e, Workers.serial(), ProgressListener.NONE);
  }

  /** The climatology's scores, written out with the truth. */
  @Test
  void climatologyIsThatOfTheTruthAfterTheBurnIn() {
    Experiment e = Experiments.named("L63-S12-baselines", "cycles=200", "burn-in=50", "seeds=[7]");
    double[][] truth = Nature.of(e, 7).truth();
    double[] mean = new double[3];
    for (int k = 50; k < 200; k++) {
      for (int i = 0; i < 3; i++) {
        mean[i] += truth[k][i] / 150;
      }
    }
    double variances = 0;
    for (int k = 50; k < 200; k++) {
      for (int i = 0; i < 3; i++) {
        variances += (truth[k][i] - mean[i]) * (truth[k][i] - mean[i]) / 149;
      }
    }
    Run climatology = run(e).runsOf(0).getFirst();
    assertFalse(climatology.diverged());
    for (int k = 0; k < 200; k++) {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        squares += (truth[k][i] - mean[i]) * (truth[k][i] - mean[i]);
      }
      assertEquals(Math.sqrt(squares / 3), climatology.series().rmse()[k], 1e-12);
      assertEquals(climatology.series().rmseForecast()[k], climatology.series().rmse()[k]);
      assertEquals(Math.sqrt(variances / 3), climatology.series().spread()[k], 1e-12);
    }
  }

  /** A run of the filter by hand starts from the law of initial states and gives the same scores. */
  @Test
  void scoresAreThoseOfTheLoopWrittenWithTheApi() {
    Experiment e = Experiments.named("L96-S08-baselines", "cycles=8", "burn-in=0", "seeds=[3]");
    Run run = run(e).runsOf(3).getFirst();
    Nature nature = Nature.of(e, 3);
    double[] start = new double[40];
    start[0] = 1.0;
    ExtendedKalmanFilter filter = new ExtendedKalmanFilter(e.stepped(), Gaussian.independent(start, 0.001), 10.0);
    Cycle cycle = Cycle.of(3, 0);
    double[] spread = new double[40];
    for (int k = 0; k < 8; k++) {
      filter.forecast(k, 1, Workers.serial());
      filter.analyse(Observations.of(nature.observed()[k], 1.0, ObservationOperator.identity()), cycle);
      cycle = cycle.next();
      double squares = 0;
      double variances = 0;
      filter.spread(spread);
      for (int i = 0; i < 40; i++) {
        double d = filter.ensemble().get(0, i) - nature.truth()[k][i];
        squares += d * d;
        variances += spread[i] * spread[i];
      }
      assertEquals(Math.sqrt(squares / 40), run.series().rmse()[k], 1e-13);
      assertEquals(Math.sqrt(variances / 40), run.series().spread()[k], 1e-13);
    }
  }

  @Test
  void thoseWithoutMembersNeedNone() {
    Experiment e = Experiments.named("L63-S12-baselines", "cycles=40", "burn-in=4");
    assertEquals(List.of("Climatology", "OI", "3D-Var", "EKF"), e.methods().stream().map(Experiment.Method::label)
        .toList());
    e.methods().forEach(method -> assertEquals(1, method.members()));
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    String table = TwinTable.of(run(e), StandardCharsets.UTF_8);
    assertTrue(table.lines().anyMatch(line -> line.matches("3D-Var +– .*")), table);
    // Ensembles and methods without members side by side.
    Experiment both = Experiments.named("L63-S12", "cycles=40", "burn-in=4", "methods=[{filter: etkf, members: 5, "
        + "inflation: {kind: posterior-anomalies, factor: 1.1}}, {filter: ekf, inflation-rate: 180}]");
    TwinResult result = run(both);
    Experiment alone = Experiments.named("L63-S12", "cycles=40", "burn-in=4",
        "methods=[{filter: ekf, inflation-rate: 180}]");
    assertArrayEquals(run(alone).runsOf(0).getFirst().series().rmse(), result.runsOf(1).getFirst().series().rmse());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "methods=[{filter: ekf, members: 20}] | members: is not for the filter ekf, which has none, but is 20",
      "methods=[{filter: etkf}] | methods.0.members: is missing",
      "methods=[{filter: 3d-var, scale: 0}] | scale: must be positive, but is 0",
      "methods=[{filter: ekf, inflation: {kind: rtps, factor: 0.3}}] | inflation: is not for the filter ekf",
      "methods=[{filter: oi, scale: 2}] | scale: is not known",
  })
  void mistakesAreNamed(String override, String part) {
    String message = assertThrows(IllegalArgumentException.class, () -> Experiments.named("L63-S12", override))
        .getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void aModelWithoutTangentIsRefusedForTheKalmanFilter() {
    String circle = """
        name: circle
        model: {name: circle}
        observations: {operator: {kind: all}, error: {law: gaussian, variance: 1}}
        initial: {mean: 1, variance: 1}
        cycles: 10
        seeds: 1
        methods: [{filter: ekf}]
        """;
    String message = assertThrows(IllegalArgumentException.class, () -> ExperimentYaml.read("circle", circle,
        List.of())).getMessage();
    assertTrue(message.contains("neither tangent nor adjoint"), message);
  }

  @Test
  void anEstimateThatLosesTheTruthIsReported() {
    // Without inflation the extended filter soon believes itself alone.
    Experiment e = Experiments.named("L63-S12", "cycles=400", "burn-in=50", "methods=[{filter: ekf}]");
    assertTrue(run(e).diverged(0));
  }
}
