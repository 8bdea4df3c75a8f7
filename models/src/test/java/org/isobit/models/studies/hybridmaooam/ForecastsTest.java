package org.isobit.models.studies.hybridmaooam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.dynamics.maooam.Maooam;
import org.isobit.models.dynamics.maooam.Mode;
import org.isobit.models.dynamics.maooam.Preset;
import org.isobit.models.hybrid.Standardization;
import org.isobit.models.hybrid.TendencySamples;
import org.isobit.models.studies.Resampled;
import org.junit.jupiter.api.Test;

/** What is projected, sampled and scored. */
class ForecastsTest {

  private static final Sizes SIZES = new Sizes("test", 5, 3, 2, 5, 40, 10, 8, 1, 1, 3, 6, 20, 2);

  private final CoupledSystem system = new CoupledSystem();

  /** Modes that are kept are those of the truncated model: by their wave numbers, not by their places. */
  @Test
  void theTruncatedModelHasTheModesOfItsOwn() {
    List<Mode> whole = new Maooam(Preset.TV.parameters(), 2, 4, 2, 4).products().atmosphere();
    List<Mode> few = new Maooam(Preset.TV.parameters(), 2, 2, 2, 4).products().atmosphere();
    double[] state = new double[CoupledSystem.WHOLE];
    for (int i = 0; i < state.length; i++) {
      state[i] = i;
    }
    double[] projected = system.truncation().project(state);
    for (int i = 0; i < few.size(); i++) {
      assertEquals(few.get(i), whole.get((int) projected[i]));
      assertEquals(projected[i] + whole.size(), projected[few.size() + i]);
    }
    for (int i = 0; i < 16; i++) {
      assertEquals(40 + i, projected[20 + i]);
    }
    assertEquals(1.1215, CoupledSystem.DAYS, 5e-4);
    assertEquals(700.0, Sizes.REFERENCE.lead() * CoupledSystem.DAYS, 0.5);
  }

  /** Against the truth itself: forecasts by a model that is the truncated one, step by step. */
  @Test
  void errorsAreThoseOfEachStartAndLead() {
    double[][] states = {system.first(3, 1), null, null};
    double[] all = states[0];
    for (int t = 0; t < 3; t++) {
      states[t] = Arrays.copyOfRange(all, t * CoupledSystem.WHOLE, (t + 1) * CoupledSystem.WHOLE);
    }
    Forecasts forecasts = Forecasts.of(system, SIZES, states);
    int[] leads = SIZES.leads();
    assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, leads);
    double[] expected = new double[leads.length];
    double[] truth = states[1].clone();
    double[][] projected = new double[SIZES.free() + 1][];
    for (int k = 0; k <= SIZES.free(); k++) {
      projected[k] = system.truncation().project(truth);
      system.advanceTruth(truth, 1);
    }
    for (int s = 0; s < SIZES.starts(); s++) {
      double[] x = projected[SIZES.start(s)].clone();
      for (int lead = 1; lead <= leads.length; lead++) {
        system.truncated().advance(0, 1, Ensemble.of(x, 1, CoupledSystem.SIZE), Workers.serial());
        double d = x[Observed.PSI_A1.index()] - projected[SIZES.start(s) + lead][Observed.PSI_A1.index()];
        expected[lead - 1] += d * d / SIZES.starts();
      }
    }
    RunRecord.Scores scores = forecasts.score(system.truncated());
    for (int lead = 0; lead < leads.length; lead++) {
      assertEquals(expected[lead], scores.errors()[Observed.PSI_A1.ordinal()][lead][1]);
    }
    assertEquals(projected[SIZES.thin()][Observed.THETA_O2.index()],
        forecasts.ofTruth().free()[Observed.THETA_O2.ordinal()][1][0]);
    assertEquals(0, scores.failures());
    double first = forecasts.truth()[2][3 * 36 + 21];
    double second = forecasts.truth()[2][4 * 36 + 21];
    double third = forecasts.truth()[2][5 * 36 + 21];
    double mean = (first + second + third) / 3;
    double variance = ((first - mean) * (first - mean) + (second - mean) * (second - mean)
        + (third - mean) * (third - mean)) / 3;
    assertTrue(forecasts.ofTruth().errors()[0][2][0] >= variance / SIZES.starts());
  }

  /** A model whose runs explode: its tests are counted, and enter no statistic. */
  @Test
  void runsThatExplodeAreNumbersOfNothing() {
    double[] all = system.first(3, 1);
    double[][] states = new double[3][];
    for (int t = 0; t < 3; t++) {
      states[t] = Arrays.copyOfRange(all, t * CoupledSystem.WHOLE, (t + 1) * CoupledSystem.WHOLE);
    }
    ForecastModel exploding = new ForecastModel() {
      @Override
      public int size() {
        return CoupledSystem.SIZE;
      }

      @Override
      public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
        for (int m = 0; m < ensemble.members(); m++) {
          if (m % 3 == 1) {
            ensemble.set(m, Observed.PSI_O2.index(), 1e9);
          }
        }
      }
    };
    RunRecord.Scores scores = Forecasts.of(system, SIZES, states).score(exploding);
    assertEquals(1, scores.failures());
    assertTrue(Double.isNaN(scores.errors()[0][0][1]) && !Double.isNaN(scores.errors()[0][0][2]));
    assertEquals(2, Resampled.common(List.of(new Resampled.SquaredErrors(scores.errors()[0]))).length);
  }

  /** Of the truth itself, what is learned from is what the truncated model lacks. */
  @Test
  void samplesAreTheErrorOfTheTruncatedModel() {
    RunRecord.Climate climate = new RunRecord.Climate(new double[36], filled(1e-3), filled(1e-4));
    double[] start = system.first(1, 3);
    AnalysisRun run = new AnalysisRun(system, Source.PERFECT, SIZES, climate, 0);
    run.run(start);
    double[][] series = {run.series()};
    TendencySamples learned = MaooamStudy.samples(system, series, false, 1);
    TendencySamples validation = MaooamStudy.samples(system, series, true, 1);
    assertEquals(AnalysisRun.count(SIZES) - 1, learned.count() + validation.count());
    assertEquals(learned.count() / 2, MaooamStudy.samples(system, series, false, 2).count());
    int n = CoupledSystem.SIZE;
    double[] forecast = Arrays.copyOf(series[0], n);
    system.truncated().advance(0, 1, Ensemble.of(forecast, 1, n), Workers.serial());
    for (int i = 0; i < n; i++) {
      assertEquals((series[0][n + i] - forecast[i]) / 10.0, learned.targets()[i]);
    }
    assertArrayEquals(new double[n], run.scores().rmse());
    Standardization moments = Standardization.of(learned.targets(), 36);
    float[] z = moments.standardized(learned.targets());
    double mean = 0;
    double square = 0;
    for (int k = 0; k < learned.count(); k++) {
      mean += z[k * n + 21];
      square += z[k * n + 21] * z[k * n + 21];
    }
    assertEquals(0.0, mean / learned.count(), 1e-5);
    assertEquals(1.0, square / learned.count(), 1e-4);
  }

  /** The regression that is run as a network is the one that was fitted. */
  @Test
  void aRegressionIsALayer() {
    RunRecord.Climate climate = new RunRecord.Climate(new double[36], filled(1e-3), filled(1e-4));
    Sizes more = new Sizes("test", 5, 3, 2, 5, 400, 10, 8, 1, 1, 3, 6, 20, 2);
    AnalysisRun run = new AnalysisRun(system, Source.PERFECT, more, climate, 0);
    run.run(system.first(1, 3));
    TendencySamples learned = MaooamStudy.samples(system, new double[][] {run.series()}, false, 1);
    Learning regression = Learning.regression(learned, learned);
    double[] predicted = new double[learned.inputs().length];
    regression.correction().compute(learned.count(), learned.inputs(), 0, predicted, 0);
    Standardization out = Standardization.of(learned.targets(), 36);
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      double d = (predicted[i] - learned.targets()[i]) / out.deviation()[i % CoupledSystem.SIZE];
      sum += d * d;
    }
    assertEquals(regression.scores().loss(), sum / predicted.length, 1e-6);
    assertTrue(regression.scores().loss() < 0.5, "loss " + regression.scores().loss());
  }

  @Test
  void quartilesAreOfAllRuns() {
    assertArrayEquals(new double[] {1, 2, 3},
        Results.quartiles(new double[] {4, 0, Double.NaN}, new double[] {1, 3, 2}));
    assertTrue(Double.isNaN(Results.quartiles(new double[0])[1]));
    assertThrows(IllegalArgumentException.class, () -> Source.ANALYSES.withObserved(0));
  }

  private static double[] filled(double value) {
    double[] all = new double[CoupledSystem.SIZE];
    Arrays.fill(all, value);
    return all;
  }
}
