package org.isobit.models.twin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.smoothing.EnKS;
import org.isobit.models.assimilation.spi.EstimatorOptions;
import org.isobit.models.assimilation.spi.FilterOptions;
import org.isobit.models.assimilation.spi.FilterProvider;
import org.isobit.models.method.MethodChoice;
import org.isobit.models.twin.TwinResult.Series;
import org.junit.jupiter.api.Test;

/** Smoothed scores: of the right time, in every output, and below the bounds of another program's tests. */
class SmoothedRunTest {

  private static final int LAG = 3;

  private static TwinResult run(Experiment e) {
    return TwinRun.run(e, Workers.serial(), ProgressListener.NONE);
  }

  private static TwinResult small() {
    return run(Experiments.named("L63-B12-5", "cycles=30", "burn-in=5", "methods=[{filter: etkf, members: 6}, "
        + "{filter: enks, lag: 3, members: 6}, {filter: enrts, lag: 3, analysis: etkf, members: 6}, {filter: ienks, "
        + "lag: 2, members: 6}, {filter: enks, lag: 40, members: 6, label: long}]"));
  }

  /** A smoother whose estimate of cycle 7 has an infinity in it diverges there, whatever its analyses are. */
  @Test
  void aSmoothedMeanThatIsNotFiniteDiverges() {
    Experiment e = Experiments.named("L63-B12-5", "cycles=30", "burn-in=5",
        "methods=[{filter: enks, lag: 3, members: 6}]");
    Experiment.Method enks = e.methods().getFirst();
    MethodChoice known = enks.choice();
    MethodChoice broken = new MethodChoice(new Broken(known.provider()), known.inflation(), known.adaptive(),
        known.errors(), known.rotation(), known.batch(), known.unobserved(), known.order(), known.own());
    TwinResult result = run(e.withMethods(List.of(new Experiment.Method("broken", 6, broken, null, null, 0, null))));
    TwinResult.Run run = result.runsOf(0).getFirst();
    assertEquals("the smoothed mean of cycle 7 is not finite", run.divergence());
    assertEquals(7 + LAG, run.divergedAt());
    assertEquals(7, run.series().rmseSmoothed().length);
  }

  /** Another's smoother with an infinity in its smoothed members from cycle 7 on. */
  private record Broken(FilterProvider provider) implements FilterProvider {
    @Override
    public String label() {
      return provider.label();
    }

    @Override
    public String title() {
      return "broken";
    }

    @Override
    public String sentence() {
      return "fails";
    }

    @Override
    public Reach reach() {
      return provider.reach();
    }

    @Override
    public Set<Option> options() {
      return provider.options();
    }

    @Override
    public Filter build(FilterOptions options) {
      return provider.build(options);
    }

    @Override
    public Estimator estimator(EstimatorOptions options) {
      Estimator own = provider.estimator(options);
      int[] analyses = {0};
      return new Estimator() {
        @Override
        public void forecast(long from, int steps, Workers workers) {
          own.forecast(from, steps, workers);
        }

        @Override
        public void analyse(Observations observations, Cycle cycle) {
          own.analyse(observations, cycle);
          analyses[0]++;
        }

        @Override
        public Ensemble ensemble() {
          return own.ensemble();
        }

        @Override
        public void spread(double[] deviations) {
          own.spread(deviations);
        }

        @Override
        public int lag() {
          return own.lag();
        }

        @Override
        public Ensemble smoothed() {
          Ensemble smoothed = own.smoothed().copy();
          smoothed.set(2, 1, analyses[0] - 1 - LAG < 7 ? smoothed.get(2, 1) : Double.POSITIVE_INFINITY);
          return smoothed;
        }
      };
    }
  }

  /** The loop written out once more. */
  @Test
  void aTimeIsScoredWhenLaterObservationsChangeItNoMore() {
    TwinResult result = small();
    Experiment e = result.experiment();
    Nature nature = Nature.of(e, e.seeds().getFirst());
    Ensemble ensemble = Ensemble.allocate(6, 3);
    for (int m = 0; m < 6; m++) {
      Nature.member(e, nature.seed(), m, ensemble.values(), ensemble.index(m));
    }
    EnKS smoother = new EnKS(e.stepped(), ensemble, new ETKF(), LAG);
    Series series = result.runsOf(1).getFirst().series();
    assertEquals(30 - LAG, series.rmseSmoothed().length);
    for (int k = 0; k < 30; k++) {
      smoother.forecast(5L * k, 5, Workers.serial());
      smoother.analyse(Observations.of(nature.observed()[k], 1.0, ObservationOperator.identity()),
          Cycle.of(nature.seed(), k));
      if (k >= LAG) {
        double[] mean = smoother.smoothed(LAG).mean();
        double squares = 0;
        for (int i = 0; i < 3; i++) {
          squares += Math.pow(mean[i] - nature.truth()[k - LAG][i], 2);
        }
        assertEquals(Math.sqrt(squares / 3), series.rmseSmoothed()[k - LAG], 1e-12);
      }
    }
    assertArrayEquals(result.runsOf(0).getFirst().series().rmse(), series.rmse(), "the filter is the filter");
    assertArrayEquals(result.runsOf(0).getFirst().series().crps(), series.crps());
    assertEquals(27, result.runsOf(2).getFirst().series().rmseSmoothed().length);
    assertEquals(28, result.runsOf(3).getFirst().series().rmseSmoothed().length);
    assertFalse(result.smooths(0) || result.smooths(4), "no filter, and a lag that the run does not reach");
    assertTrue(result.smooths(1) && result.smooths(2) && result.smooths(3));
  }

  @Test
  void everyOutputHasThem() {
    TwinResult result = small();
    String table = TwinTable.of(result, StandardCharsets.UTF_8);
    assertTrue(table.contains("RMSE smoothed"), table);
    assertTrue(table.contains(result.means(1).rmseSmoothed().text(4)), table);
    String[] lines = TwinOutput.series(result).split("\n");
    assertTrue(lines[0].endsWith(",crps,rmse_smoothed"), lines[0]);
    assertTrue(lines[1].endsWith(","), lines[1]);
    assertTrue(lines[31].endsWith("," + result.runsOf(1).getFirst().series().rmseSmoothed()[0]), lines[31]);
    assertTrue(lines[31 + 29].endsWith(","), lines[31 + 29]);
    String scores = TwinOutput.scores(result);
    assertEquals(3 * 2, scores.split("\"rmse_smoothed\"", -1).length - 1, scores);
    TwinResult none = run(Experiments.named("L63-B12-5", "cycles=8", "burn-in=5",
        "methods=[{filter: etkf, members: 6}]"));
    assertFalse(TwinTable.of(none, StandardCharsets.UTF_8).contains("moothed"));
    assertFalse(TwinOutput.series(none).contains("smoothed") || TwinOutput.scores(none).contains("smoothed"));
  }

  /** Grudzien, Merchant and Sandhu (2022), on a shorter run: 0.2 for filters, 0.15 for EnKS, 0.1 for IEnKS. */
  @Test
  void shortRunsStayBelowTheBoundsOfDataAssimilationBenchmarks() {
    TwinResult result = run(Experiments.named("L96-DAB", "cycles=600", "burn-in=200"));
    List<Experiment.Method> methods = result.experiment().methods();
    for (int i = 0; i < methods.size(); i++) {
      String label = methods.get(i).label();
      assertFalse(result.diverged(i), label);
      double bound = label.startsWith("IEnKS") ? 0.1 : 0.15;
      double rmse = result.means(i).rmse().mean();
      assertTrue(rmse < 0.2, label + ": " + rmse);
      double smoothed = result.means(i).rmseSmoothed().mean();
      assertTrue(label.startsWith("ETKF") || smoothed < bound, label + ": smoothed " + smoothed);
    }
  }

  /** Smoothers have the members of their filter, to the bit, and one step of ES-MDA is the filter. */
  @Test
  void everyAnalysisThatTheKeyListsIsOne() {
    for (String filter : List.of("etkf", "enkf", "denkf", "serial-ensrf")) {
      TwinResult result = run(Experiments.named("L63-B12-5", "cycles=12", "burn-in=2", "methods=["
          + "{filter: " + filter + ", members: 6}, "
          + "{filter: enks, lag: 2, analysis: " + filter + ", members: 6}, "
          + "{filter: enrts, lag: 2, analysis: " + filter + ", members: 6}, "
          + "{filter: es-mda, steps: 1, analysis: " + filter + ", members: 6}]"));
      for (int i = 1; i < 4; i++) {
        assertArrayEquals(result.runsOf(0).getFirst().series().rmse(), result.runsOf(i).getFirst().series().rmse(),
            filter + ", " + i);
      }
    }
  }

  @Test
  void observationsThatAreTooAccurateEndOneMethodAlone() {
    TwinResult result = run(Experiments.named("L96-S08", "cycles=6", "burn-in=0", "seeds=[1]",
        "observations.error.variance=1e-20", "methods=[{filter: 4d-var}, {filter: climatology}]"));
    String why = result.runsOf(0).getFirst().divergence();
    assertTrue(why.startsWith("the analysis failed: FourDVar: observations are too accurate for the background"), why);
    assertEquals(6, result.runsOf(1).getFirst().series().rmse().length);
  }

  @Test
  void mistakesAreNamed() {
    refused("lag", "{filter: enks, members: 6}");
    refused("lag: must be at least 1, but is 0", "{filter: enrts, lag: 0, members: 6}");
    refused("analysis", "{filter: enks, lag: 3, analysis: letkf, members: 6}");
    refused("lag: must be between 1 and 10000, but is -2", "{filter: ienks, lag: -2, members: 6}");
    refused("lag: must be between 1 and 10000, but is 2000000000", "{filter: ienks, lag: 2000000000, members: 6}");
    refused("need", "{filter: enks, lag: 2000000000, members: 6}");
    refused("need", "{filter: enrts, lag: 2000000000, members: 6}");
    refused("must be positive", "{filter: ienks-n, xN: 0, members: 6}");
    refused("inflation must be of the analysis", "{filter: ienks, members: 6, inflation: {kind: rtps, factor: 0.5}}");
    refused("members", "{filter: enks, lag: 2, members: 1}");
    refused("method 'IEnKS-6': bundle: must be 0 or between 1.0E-8 and 1, but is 2.0",
        "{filter: ienks, bundle: 2, members: 6}");
    for (String filter : List.of("4d-var", "weak-4d-var")) {
      refused("shift: must be at most the lag of 2, but is 3", "{filter: " + filter + ", lag: 2, shift: 3}");
      refused("tolerance: must be above 0 and below 1, but is 1.0", "{filter: " + filter + ", tolerance: 1}");
    }
    refused("tolerance: must be above 0 and below 1, but is 0.0", "{filter: fgat, tolerance: 0}");
  }

  private static void refused(String part, String method) {
    String message = assertThrows(IllegalArgumentException.class,
        () -> Experiments.named("L63-B12-5", "methods=[" + method + "]")).getMessage();
    assertTrue(message.contains(part), message);
  }
}
