package org.isobit.models.studies.hybridlorenz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.isobit.models.hybrid.HybridModel;
import org.isobit.models.hybrid.NetworkCorrection;
import org.isobit.models.hybrid.TendencySamples;
import org.isobit.models.learning.Network;
import org.isobit.models.weights.NetworkFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learned from samples of the truth. */
class LearningTest {

  private static final LorenzSystem SYSTEM = new LorenzSystem();
  private static final Sizes SIZES = new Sizes("test", 3000, 4, 100, 400, 60, 25, 1, 1, 1, 1, 1, 1, 1, 1, 4, 1, 1, 1, 1,
      1);

  @TempDir
  private Path folder;

  /** Both learn most of the tendency that is missing; the file has the network. */
  @Test
  void bothLearn() throws Exception {
    AnalysisRun run = new AnalysisRun(SYSTEM, LorenzSystem.PERFECT, SIZES);
    run.run();
    double[] kept = run.kept();
    TendencySamples training = samples(kept, 0, 400);
    TendencySamples validation = samples(kept, 401, 60);
    Learning ridge = Learning.regression(training, validation);
    assertEquals(26, ridge.scores().parameters());
    assertTrue(ridge.scores().error() < 0.15 * ridge.scores().targets(), ridge.scores().error() + "");
    Path file = folder.resolve("networks/a.safetensors");
    Learning network = Learning.network(SIZES, training, validation, 2020, file, "perfect");
    RunRecord.Training scores = network.scores();
    assertEquals(1607, scores.parameters());
    assertTrue(scores.error() < 0.5 * scores.targets(), scores.error() + " of " + scores.targets());
    assertEquals(25, scores.losses().length);
    // The trainer's own loss is that of float, in batches.
    assertEquals(scores.validations()[24], scores.loss(), 1e-4 * scores.loss());
    assertTrue(scores.penalty() > 0.0 && scores.loss() == scores.error() + scores.penalty());
    NetworkFile read = NetworkFile.read(file);
    assertEquals("perfect", read.notes().get("setting"));
    assertArrayEquals(scores.errors(), Learning.errors(NetworkCorrection.of(Network.of(read.architecture())
        .inference(read.doubles(), 0)), validation));
  }

  /** The hybrid model with either forecasts better than without, from states that it has not seen. */
  @Test
  void hybridForecastsBetter() {
    Sizes sizes = new Sizes("test", 3000, 4, 100, 400, 60, 1, 1, 12, 4, 25, 3, 10, 32, 5, 8, 1, 1, 2, 5, 30);
    AnalysisRun run = new AnalysisRun(SYSTEM, LorenzSystem.PERFECT, sizes);
    run.run();
    TendencySamples training = samples(run.kept(), 0, 400);
    Learning ridge = Learning.regression(training, training);
    Forecasts forecasts = Forecasts.of(SYSTEM, sizes);
    RunRecord.Forecasts truncated = forecasts.score(SYSTEM.truncated());
    RunRecord.Forecasts hybrid = forecasts.score(HybridModel.of(SYSTEM.truncated(),
        ridge.correction()));
    RunRecord.Forecasts truth = forecasts.score(null);
    for (int start = 0; start < 12; start++) {
      assertEquals(0.0, hybrid.errors()[start][0]);
      assertArrayEquals(new double[5], truth.errors()[start]);
      assertTrue(hybrid.errors()[start][4] < 0.5 * truncated.errors()[start][4], start + "");
    }
    assertEquals(0, hybrid.failed());
    // Correction as the truth has it: -(hc/b)·ΣY, the damping that the truncated model lacks.
    double[] x = new double[36];
    Arrays.fill(x, 5.0);
    double[] c = new double[36];
    ridge.correction().compute(1, x, 0, c, 0);
    assertTrue(c[0] < -1.0 && c[0] > -5.0, c[0] + "");
    assertEquals(c[0], c[17]);
  }

  private static TendencySamples samples(double[] kept, int first, int count) {
    return TendencySamples.of(SYSTEM.truncated(), LorenzSystem.PERFECT.interval(), new double[][] {kept}, first, count);
  }
}
