package org.isobit.models.studies.hybridlorenz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.Lorenz96;
import org.isobit.models.dynamics.RungeKutta4;
import org.isobit.models.hybrid.TendencySamples;
import org.junit.jupiter.api.Test;

/** Analyses of the two-scale Lorenz model, what is kept of them, and what they become samples of. */
class AnalysisRunTest {

  private static final LorenzSystem SYSTEM = new LorenzSystem();

  /** 240 analyses, of which 40 and the last 30 are kept. */
  private static final Sizes SIZES = new Sizes("test", 1200, 50, 100, 40, 30, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 1, 1, 1, 1,
      1);

  private static AnalysisRun run(Setting setting) {
    AnalysisRun run = new AnalysisRun(SYSTEM, setting, SIZES);
    run.run();
    return run;
  }

  /** The published error is that of 30 000 analyses; 140 of them are near it, and the presets far apart. */
  @Test
  void presetsHaveTheirErrors() {
    RunRecord.Analyses exact = run(LorenzSystem.CODE_EXACT).scores();
    assertEquals(140, exact.count());
    assertEquals(Published.ANALYSIS_RMSE, Arrays.stream(exact.rmse()).average().orElseThrow(), 0.03);
    assertEquals(Published.ANALYSIS_SPREAD, Arrays.stream(exact.spread()).average().orElseThrow(), 0.01);
    assertEquals(0.09, Arrays.stream(run(LorenzSystem.LITERAL).scores().rmse()).average().orElseThrow(), 0.01);
    assertEquals(0.22, Arrays.stream(run(LorenzSystem.INDEPENDENT).scores().rmse()).average().orElseThrow(), 0.02);
  }

  /** Of the truth itself no error is left, and its samples are what the truncated model lacks. */
  @Test
  void truthMakesItsOwnSamples() {
    AnalysisRun run = run(LorenzSystem.PERFECT);
    double[] kept = run.kept();
    assertEquals((41 + 31) * 36, kept.length);
    assertArrayEquals(new double[30], run.scores().rmse());
    double[] full = SYSTEM.starts(1, 5);
    SYSTEM.truncation().resolved().advance(0, 101 * 5, Ensemble.of(full, 1, full.length),
        Workers.serial());
    assertArrayEquals(Arrays.copyOf(full, 36), Arrays.copyOf(kept, 36));
    TendencySamples samples = samples(kept, 0, 40);
    assertEquals(40, samples.count());
    double[] next = Arrays.copyOfRange(kept, 36, 72);
    double[] forecast = Arrays.copyOf(kept, 36);
    new RungeKutta4().advance(new Lorenz96(36, 10.0), 0.01, 5,
        forecast);
    for (int i = 0; i < 36; i++) {
      assertEquals((next[i] - forecast[i]) / 0.05, samples.targets()[i]);
      assertEquals(kept[i], samples.inputs()[i]);
    }
    double[] last = samples(kept, 41, 30).inputs();
    assertArrayEquals(Arrays.copyOfRange(kept, 41 * 36, 71 * 36), last);
  }

  /** The moving average is that of the neighbours, and makes the analyses that are kept smoother. */
  @Test
  void filterAveragesNeighbours() {
    double[] raw = run(LorenzSystem.CODE_EXACT).kept();
    double[] smooth = run(LorenzSystem.CODE_EXACT.named("smooth").withFilter(5)).kept();
    for (int k = 2; k < 38; k++) {
      double sum = 0.0;
      for (int j = k - 2; j <= k + 2; j++) {
        sum += raw[j * 36 + 7];
      }
      assertEquals(sum / 5, smooth[k * 36 + 7]);
    }
    // At the end the mean of the last ones.
    int last = raw.length / 36 - 1;
    double sum = 0.0;
    for (int j = last - 4; j <= last; j++) {
      sum += raw[j * 36];
    }
    assertEquals(sum / 5, smooth[last * 36]);
    assertEquals(smooth[last * 36], smooth[(last - 2) * 36]);
  }

  /** Fewer observations, larger errors. */
  @Test
  void someVariablesMayBeObserved() {
    double all = Arrays.stream(run(LorenzSystem.CODE_EXACT).scores().rmse()).average().orElseThrow();
    double half = Arrays.stream(run(LorenzPlan.grid(18, 5, 0.1, 1)).scores().rmse()).average().orElseThrow();
    assertTrue(half > 1.1 * all && half < 4 * all, half + " and " + all);
  }

  /** Two members, and observations that shake them, leave the numbers: that is told, and no error of the study. */
  @Test
  void failuresAreTold() {
    Sizes two = new Sizes("test", 3000, 2, 20, 40, 30, 1, 1, 1, 1, 1, 1, 1, 1, 1, 4, 1, 1, 1, 1, 1);
    Setting shaken = LorenzPlan.grid(36, 15, 0.05, 1).withNoise(Setting.Noise.INDEPENDENT, 400.0);
    AnalysisRun run = new AnalysisRun(SYSTEM, shaken, two);
    run.run();
    assertNotNull(run.scores().failure());
    assertEquals(0, run.scores().count());
    assertTrue(Double.isNaN(run.scores().rmse()[0]));
  }

  @Test
  void refuses() {
    assertThrows(IllegalArgumentException.class,
        () -> new AnalysisRun(SYSTEM, LorenzSystem.CODE_EXACT.withInterval(12), SIZES));
    assertThrows(IllegalArgumentException.class, () -> LorenzSystem.CODE_EXACT.withFilter(4));
    assertThrows(IllegalArgumentException.class, () -> LorenzSystem.CODE_EXACT.withVariance(0.0));
  }

  private static TendencySamples samples(double[] kept, int first, int count) {
    return TendencySamples.of(SYSTEM.truncated(), LorenzSystem.PERFECT.interval(), new double[][] {kept}, first, count);
  }
}
