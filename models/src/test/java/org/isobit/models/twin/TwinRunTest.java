package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.spi.FilterProvider.Option;
import org.isobit.models.scores.EnsembleScores;
import org.isobit.models.twin.TwinResult.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwinRunTest {

  static List<String> names() {
    return Experiments.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBuiltInExperimentRunsAndBeatsClimatology(String name) {
    Experiment e = Experiments.named(name, "cycles=300", "burn-in=60", "seeds=[1]");
    AtomicLong cycles = new AtomicLong();
    TwinResult result = TwinRun.run(e, Workers.shared(), cycles::addAndGet);
    assertEquals(300L * e.methods().size(), cycles.get());
    for (Run run : result.runs()) {
      String label = e.methods().get(run.method()).label();
      Published published = e.methods().get(run.method()).published();
      if (published != null && !published.gated()) {
        continue; // known to lose the truth now and then
      }
      assertFalse(run.diverged(), label + ": " + run.divergence());
      double observationError = Math.sqrt(e.observations().variance());
      // Of sectors the first is observed.
      TwinResult.Means means = run.sectors().isEmpty() ? result.means(run) : result.means(run.sectors().getFirst());
      if (e.methods().get(run.method()).choice().provider().options().contains(Option.MODEL)) {
        // The climatology is among them: a mean of roots is at most the root of the mean.
        assertTrue(means.rmse().mean() <= result.climatology(), label + ": " + means.rmse());
        // Variables that are not observed, 256 of LUV's 264, need not gain.
        assertTrue(means.rmse().mean() <= 1.01 * means.rmseForecast().mean(), label);
        assertTrue(means.crps().mean() < means.rmse().mean(), label);
        continue;
      }
      // Where the model has noise, points that nothing observes cannot be known as well as observations.
      double bound = e.modelError().noise() == null ? observationError : result.climatology();
      assertTrue(means.rmse().mean() < bound, label + ": " + means.rmse());
      assertTrue(means.rmse().mean() < means.rmseForecast().mean(), label);
      assertTrue(means.crps().mean() < means.rmse().mean(), label);
      assertTrue(means.spread().mean() > 0.4 * means.rmse().mean(), label);
    }
  }

  @Test
  void filtersShareTruthAndObservationsAndSeedsDoNot() {
    Experiment e = Experiments.named("L96-S08", "cycles=100", "burn-in=0");
    Nature first = Nature.of(e, 1);
    Nature again = Nature.of(e, 1);
    Nature other = Nature.of(e, 2);
    assertArrayEquals(first.truth()[99], again.truth()[99]);
    assertArrayEquals(first.observed()[99], again.observed()[99]);
    assertNotEquals(first.truth()[99][0], other.truth()[99][0]);
    // A longer run begins as the shorter one does.
    Nature longer = Nature.of(Experiments.named("L96-S08", "cycles=150", "burn-in=0"), 1);
    assertArrayEquals(first.observed()[99], longer.observed()[99]);
  }

  /**
   * Correlated errors have the covariance that filters are given; scores are those of the loop written with the API.
   */
  @Test
  void correlatedErrors() {
    String correlation = "observations.error.correlation={coefficient: -0.6, group: 3}";
    Experiment e = Experiments.named("L96-S08", "cycles=4000", "burn-in=0", "seeds=[1]", "model.size=7",
        "observations.error.variance=4", correlation);
    double[] r = e.observations().correlation().covariance(7, 4);
    assertEquals(4.0, r[0]);
    assertEquals(4 * 0.36, r[2], 1e-15);
    assertEquals(0.0, r[3]);
    Nature nature = Nature.of(e, 1);
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 7; j++) {
        double sum = 0;
        for (int k = 0; k < 4000; k++) {
          sum += (nature.observed()[k][i] - nature.truth()[k][i]) * (nature.observed()[k][j] - nature.truth()[k][j]);
        }
        assertEquals(r[7 * i + j], sum / 4000, 0.35, i + ", " + j);
      }
    }

    Experiment few = Experiments.named("L96-S08", "cycles=5", "burn-in=0", "seeds=[1]", correlation);
    assertEquals(few, ExperimentYaml.read("written", ExperimentYaml.write(few), List.of()));
    Run run = TwinRun.run(few, Workers.serial(), ProgressListener.NONE).runs().getFirst();
    Experiment.Method method = few.methods().get(run.method());
    Ensemble ensemble = Ensemble.allocate(method.members(), 40);
    for (int m = 0; m < method.members(); m++) {
      Nature.member(few, 1, m, ensemble.values(), ensemble.index(m));
    }
    Nature truth = Nature.of(few, 1);
    Cycle cycle = Cycle.of(1, 0);
    EnsembleScores scores = new EnsembleScores(40, method.members());
    for (int k = 0; k < 5; k++) {
      few.stepped().advance(0, 1, ensemble, Workers.serial());
      method.build(few.model()).analyse(ensemble, Observations.of(truth.observed()[k], 1.0,
          ObservationOperator.identity())
          .withCovariance("observation", few.observations().correlation().covariance(40, 1)), cycle);
      cycle = cycle.next();
      scores.read(ensemble.values(), ensemble.ld());
      assertEquals(scores.rmse(truth.truth()[k]), run.series().rmse()[k], "cycle " + k);
    }
    for (String[] bad : new String[][] {{"{coefficient: 1}", "coefficient: must be between -1 and 1 and not 0"},
        {"{coefficient: 0.5, group: 1}", "group: must be"}, {"{coefficient: 0.5, reach: 3}", "reach: is not known"}}) {
      String message = assertThrows(IllegalArgumentException.class, () -> Experiments.named("L96-S08",
          "observations.error.correlation=" + bad[0])).getMessage();
      assertTrue(message.contains(bad[1]), message);
    }
    assertTrue(assertThrows(IllegalArgumentException.class, () -> Experiments.named("L96-S08", correlation,
        "observations.error.law=laplace")).getMessage().contains("coefficient: is for the law gaussian"));
  }

  @Test
  void aMethodsScoresDoNotDependOnTheOthersNorOnTheThreads() {
    Experiment all = Experiments.named("L96-S08", "cycles=80", "burn-in=10", "seeds=[1, 2]");
    TwinResult parallel = TwinRun.run(all, Workers.shared(), ProgressListener.NONE);
    assertEquals(TwinOutput.series(parallel),
        TwinOutput.series(TwinRun.run(all, Workers.serial(), ProgressListener.NONE)));
    for (int i = 0; i < all.methods().size(); i++) {
      Experiment one = with(all, List.of(all.methods().get(i)), List.of(2L));
      try (Workers three = Workers.of(3)) {
        TwinResult alone = TwinRun.run(one, three, ProgressListener.NONE);
        assertArrayEquals(parallel.runsOf(i).get(1).series().rmse(), alone.runs().getFirst().series().rmse());
        assertArrayEquals(parallel.runsOf(i).get(1).series().crps(), alone.runs().getFirst().series().crps());
      }
    }
  }

  private static Experiment with(Experiment e, List<Experiment.Method> methods, List<Long> seeds) {
    return new Experiment(e.name(), e.title(), e.source(), e.model(), e.integrator(), e.observations(),
        e.modelError(), e.initial(), e.cycles(), e.burnIn(), seeds, e.plotted(), methods,
        e.scoring());
  }

  @Test
  void aFilterThatLosesTheTruthIsReportedAsDiverged() throws Exception {
    // Members that agree too well: without inflation, rarely observed and with a tiny ensemble.
    Experiment e = Experiments.named("L96-S08", "cycles=600", "burn-in=100",
        "observations.operator={kind: indices, indices: [0]}",
        "methods=[{filter: etkf, members: 3}, {filter: denkf, members: 40, label: steady}]");
    TwinResult result = TwinRun.run(e, Workers.shared(), ProgressListener.NONE);
    Run lost = result.runsOf(0).getFirst();
    assertTrue(lost.diverged());
    assertTrue(lost.divergedAt() >= 0);
    assertTrue(TwinTable.of(result, java.nio.charset.StandardCharsets.UTF_8).contains("diverged"));
    assertTrue(TwinOutput.scores(result).contains("\"diverged\": true"));
    assertFalse(TwinCharts.of(result).svg().isEmpty());
  }

  @Test
  void anExplodingForecastIsDivergenceAndNotACrash() throws Exception {
    Experiment e = Experiments.named("L96-S08", "cycles=200", "burn-in=10",
        "methods=[{filter: etkf, members: 10, inflation: {kind: posterior-anomalies, factor: 60.0}}]");
    TwinResult result = TwinRun.run(e, Workers.shared(), ProgressListener.NONE);
    assertTrue(result.diverged(0));
    assertFalse(TwinOutput.scores(result).contains("NaN"));
    assertFalse(TwinCharts.of(result).svg().isEmpty());
  }

  @Test
  void observationsTooAccurateForAFilterAreDivergenceWithTheSameBytes() throws Exception {
    for (String variance : new String[] {"1.0e-20", "1.0e-310"}) {
      Experiment e = Experiments.named("L96-S08", "cycles=20", "burn-in=5", "seeds=[1]",
          "observations.error.variance=" + variance, "methods=[{filter: etkf, members: 10}, "
              + "{filter: letkf, members: 10, localization: {taper: gaspari-cohn, radius: 2.0, convention: dapper}}, "
              + "{filter: denkf, members: 50}, {filter: enkf, members: 50}]");
      String scores;
      try (Workers three = Workers.of(3)) {
        scores = TwinOutput.scores(TwinRun.run(e, three, ProgressListener.NONE));
      }
      TwinResult result = TwinRun.run(e, Workers.serial(), ProgressListener.NONE);
      assertEquals(TwinOutput.scores(result), scores);
      for (Run run : result.runs()) {
        assertEquals(0, run.divergedAt());
        assertTrue(run.divergence().startsWith("the analysis failed: "), run.divergence());
      }
    }
  }

  @Test
  void anUnstableTruthIsAnError() {
    Experiment e = Experiments.named("L96-S08", "integrator.step=1.0");
    String message = assertThrows(IllegalArgumentException.class,
        () -> TwinRun.run(e, Workers.shared(), ProgressListener.NONE)).getMessage();
    assertTrue(message.contains("integrator.step") && message.contains("1.0"), message);
  }

  @Test
  void tooLongARunIsRefusedWithTheBytesNeeded() {
    Experiment e = Experiments.named("L96-S08", "cycles=2000000000");
    String message = assertThrows(IllegalArgumentException.class,
        () -> TwinRun.run(e, Workers.shared(), ProgressListener.NONE)).getMessage();
    assertTrue(message.contains("bytes"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{law: gaussian, variance: 1.0}", "{law: laplace, variance: 1.0}",
      "{law: uniform, variance: 1.0}", "{law: skew-normal, variance: 1.0, shape: 2.0}",
      "{law: beta, variance: 0.3}", "{law: bimodal, variance: 1.0, gap: 0.5}"})
  void everyErrorLawRuns(String error) {
    Experiment e = Experiments.named("L96-S08", "cycles=200", "burn-in=50",
        "observations.operator={kind: stride, step: 2}", "observations.error=" + error);
    assertEquals(e, ExperimentYaml.read("written", ExperimentYaml.write(e), List.of()));
    TwinResult result = TwinRun.run(e, Workers.shared(), ProgressListener.NONE);
    assertTrue(result.means(0).rmse().mean() < 1.5, () -> result.means(0).toString());
  }
}
