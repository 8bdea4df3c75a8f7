package org.isobit.models.diagnostics;

import static org.isobit.models.diagnostics.RankHistogramTest.says;
import static org.isobit.models.textbook.TextbookMatrices.times;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.diagnostics.ObservationImpact.Later;
import org.junit.jupiter.api.Test;

class ObservationImpactTest {

  private static final int SIZE = DenseCase.SIZE;

  /** A linear model that is not symmetric, an analysis by ETKF, and what both give later. */
  private static final class Run {
    final double[][] model = new double[SIZE][SIZE];
    final Ensemble background;
    final Ensemble analysis;
    final Later later;

    Run(Ensemble forecast, Observations observations, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] truth = new double[SIZE];
      double[] norm = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        truth[i] = 3 + random.nextGaussian();
        norm[i] = random.nextDouble();
        for (int k = 0; k < SIZE; k++) {
          model[i][k] = random.nextGaussian();
        }
      }
      background = forecast.copy();
      analysis = forecast.copy();
      new ETKF().analyse(analysis, observations, Cycle.of(1, 0));
      Ensemble after = analysis.copy();
      for (int m = 0; m < after.members(); m++) {
        double[] state = new double[SIZE];
        System.arraycopy(analysis.values(), analysis.index(m), state, 0, SIZE);
        System.arraycopy(times(model, state), 0, after.values(), after.index(m), SIZE);
      }
      later = new Later(after, times(model, background.mean()), times(model, truth), norm);
    }

    /** Σ c·e², the change of it, from the means themselves. */
    double change() {
      double change = 0;
      double[] mean = later.fromAnalysis().mean();
      for (int i = 0; i < SIZE; i++) {
        change += later.norm()[i] * (Math.pow(mean[i] - later.truth()[i], 2)
            - Math.pow(later.fromBackground()[i] - later.truth()[i], 2));
      }
      return change;
    }
  }

  /** The impact of observation j is (M·k_j·d_j)ᵀ·(ρ_j ∘ C·(e_a + e_b)), k_j the column of the dense gain. */
  @Test
  void impactsOfALinearModelAreThoseOfTheGainsColumns() {
    for (boolean correlated : new boolean[] {false, true}) {
      DenseCase c = new DenseCase(21, correlated);
      Run run = new Run(c.forecast, c.observations, 5);
      ObservationImpact.Taper taper = (j, i) -> 1.0 / (1 + Math.abs(i - j));
      ObservationImpact found = ObservationImpact.efsoi(run.background, run.analysis, c.observations, run.later);
      ObservationImpact local = ObservationImpact.efsoi(run.background, run.analysis, c.observations, run.later,
          taper);
      double[] mean = run.later.fromAnalysis().mean();
      double scale = Math.abs(run.change());
      for (int j = 0; j < 4; j++) {
        double[] increment = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
          increment[i] = c.gain[i][j] * c.innovation[j];
        }
        double[] later = times(run.model, increment);
        double all = 0;
        double near = 0;
        for (int i = 0; i < SIZE; i++) {
          double error = run.later.norm()[i] * (mean[i] + run.later.fromBackground()[i] - 2 * run.later.truth()[i]);
          all += later[i] * error;
          near += later[i] * error * taper.of(j, i);
        }
        assertEquals(all, found.impacts().get(j), 1e-11 * scale);
        assertEquals(near, local.impacts().get(j), 1e-11 * scale);
      }
      assertEquals(run.change(), found.change(), 1e-12 * scale);
      assertEquals(run.change(), found.explained(), 1e-11 * scale);
      assertEquals(found.explained(), found.byType().get("a") + found.byType().get("b"), 1e-12 * scale);
      assertEquals(found, ObservationImpact.efsoi(run.background, run.analysis, c.observations, run.later,
          (j, i) -> 1.0));
    }
  }

  /** A single observation has all of the change; one that says what the background says has none. */
  @Test
  void aSingleObservation() {
    DenseCase c = new DenseCase(30, false);
    double mean = c.forecast.mean()[4];
    for (double off : new double[] {0, 2}) {
      Observations one = Observations.of(new double[] {mean + off}, 0.4, ObservationOperator.indices(4));
      Run run = new Run(c.forecast, one, 6);
      ObservationImpact found = ObservationImpact.efsoi(run.background, run.analysis, one, run.later);
      assertEquals(run.change(), found.impacts().getFirst(), 1e-12 * (1 + Math.abs(run.change())));
      assertEquals(off == 0, Math.abs(found.change()) < 1e-12);
    }
  }

  /** Where the truth is what is observed, nearly, observations make the forecast better. */
  @Test
  void goodObservationsHaveNegativeImpact() {
    DenseCase c = new DenseCase(31, false);
    double[] truth = {1, 5, 2, 4, 3, 1};
    Observations all = Observations.of(truth, 0.1, ObservationOperator.identity());
    Run run = new Run(c.forecast, all, 7);
    Later later = new Later(run.later.fromAnalysis(), run.later.fromBackground(), times(run.model, truth),
        run.later.norm());
    assertTrue(ObservationImpact.efsoi(run.background, run.analysis, all, later).explained() < 0);
  }

  @Test
  void badInputIsRefused() {
    DenseCase c = new DenseCase(1, false);
    Run run = new Run(c.forecast, c.observations, 1);
    Later l = run.later;
    says("ObservationImpact: the norm has 2 values, but the truth 6", () -> ObservationImpact.efsoi(run.background,
        run.analysis, c.observations, new Later(l.fromAnalysis(), l.fromBackground(), l.truth(), new double[2])));
    says("ObservationImpact: the forecast from the background has 1 values, but the truth 6",
        () -> ObservationImpact.efsoi(run.background, run.analysis, c.observations,
            new Later(l.fromAnalysis(), new double[1], l.truth(), l.norm())));
    says("ObservationImpact: the forecast has 2 members, but the analysis 5", () -> ObservationImpact.efsoi(
        run.background, run.analysis, c.observations, new Later(Ensemble.allocate(2, SIZE), l.fromBackground(),
            l.truth(), l.norm())));
    says("ObservationImpact: the taper must be from 0 to 1, but is NaN for observation 0 and variable 2",
        () -> ObservationImpact.efsoi(run.background, run.analysis, c.observations, l,
            (j, i) -> i == 2 ? Double.NaN : 1));
    double[] truth = l.truth().clone();
    truth[3] = Double.NaN;
    says("ObservationImpact: truth[3] is NaN", () -> ObservationImpact.efsoi(run.background, run.analysis,
        c.observations, new Later(l.fromAnalysis(), l.fromBackground(), truth, l.norm())));
  }
}
