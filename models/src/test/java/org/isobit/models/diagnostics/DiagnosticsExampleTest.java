package org.isobit.models.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.dynamics.SteppedModel;
import org.junit.jupiter.api.Test;

/** The example of the page. */
class DiagnosticsExampleTest {

  private static final SteppedModel MODEL = new SteppedModel(new Lorenz96(), new RungeKutta4(), 0.05);
  private static final double[] TRUTH = new double[40];

  /** Near the same state, e_1, from which all have gone apart after the spin-up. */
  private static Ensemble ensemble(int members) {
    Ensemble ensemble = Ensemble.allocate(members, 40);
    Philox.gaussian(1, 0, 0, ensemble.values().length, ensemble.values(), 0);
    Philox.gaussian(1, 1, 0, 40, TRUTH, 0);
    for (int i = 0; i < 40; i++) {
      double mean = i == 0 ? 1.0 : 0.0;
      TRUTH[i] = mean + 0.03 * TRUTH[i];
      for (int m = 0; m < members; m++) {
        ensemble.set(m, i, mean + 0.03 * ensemble.get(m, i));
      }
    }
    return ensemble;
  }

  /** Takes members and truth on. */
  private static void forecast(Ensemble ensemble) {
    MODEL.advance(0, 1, ensemble, Workers.serial());
    MODEL.advance(0, 1, TRUTH);
  }

  private static Observations observed(int cycle) {
    double[] y = new double[40];
    Philox.gaussian(2, cycle, 0, 40, y, 0);
    for (int i = 0; i < 40; i++) {
      y[i] += TRUTH[i];
    }
    return Observations.of(y, 1.0, ObservationOperator.identity());
  }

  @Test
  void theExampleSaysWhatThePageSays() {
    // snippet:start
    Ensemble ensemble = ensemble(24);                                  // 24 members of Lorenz-96
    Filter filter = new ETKF().withInflation(Inflation.posteriorAnomalies(1.02)).withRotation(true);
    RankHistogram ranks = new RankHistogram(24, 1);                    // 1: key of the draws that break ties
    Coverage coverage = new Coverage(0.5);
    Innovations innovations = new Innovations();
    double signal = 0;
    for (int k = 0; k < 1000; k++) {
      forecast(ensemble);
      Observations now = observed(k);
      if (k >= 200) {
        ranks.add(ensemble, now);                                      // members get errors like the observations'
        coverage.add(ensemble, TRUTH);
        innovations.add(ensemble, now);
        signal += DegreesOfFreedomForSignal.ofForecast(ensemble, now).total() / 800;
      }
      filter.analyse(ensemble, now, Cycle.of(1, k));
    }
    System.out.println(ranks.result().reliabilityIndex());             // 0.024; 0 if flat
    System.out.println(coverage.result().share(0));                    // 0.54; 0.5 if the spread is right
    System.out.println(innovations.result().normalised(0.95));         // chi-square a degree, 0.986, and its limits
    System.out.println(signal);                                        // 1.68 of 40 observations
    // snippet:end
    // The page has these numbers; bits do not depend on the machine.
    assertEquals(0.024, ranks.result().reliabilityIndex(), 5e-4);
    assertEquals(0.54, coverage.result().share(0), 5e-3);
    assertEquals(0.986, innovations.result().normalised(0.95).value(), 5e-4);
    assertEquals(0.985, innovations.result().normalised(0.95).low(), 5e-4);
    assertEquals(1.016, innovations.result().normalised(0.95).high(), 5e-4);
    assertEquals(1.68, signal, 5e-3);
  }
}
