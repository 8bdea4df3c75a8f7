// Master of FloatStepsTest: the float version is generated from this file.
package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of several batches, and moving averages of the parameters. */
class StepsTest {

  private static final int SAMPLES = 22;

  private static TrainingSettings settings(int batch) {
    return TrainingSettings.of(Optimizer.adam(0.01), batch, 3);
  }

  private static Trainer trainer(TrainingSettings settings) {
    return Trainer.of(Problems.regression(SAMPLES, SAMPLES), settings);
  }

  private static double[] initial() {
    return Problems.small().initialize(5, 6);
  }

  /** Batches of 4, 4 and what is left are a step, and the gradient is that of all of its samples. */
  @Test
  void batchesOfAStepAreOneBatch() {
    TrainingRun whole = trainer(settings(8)).start(initial());
    TrainingRun parts = trainer(settings(4).withBatches(2)).start(initial());
    EpochRecord a = whole.epoch();
    EpochRecord b = parts.epoch();
    assertEquals(3, b.steps());
    assertEquals(a.loss(), b.loss(), 1e-12); // float: assertEquals(a.loss(), b.loss(), 1e-6);
    double[] x = whole.parameters();
    double[] y = parts.parameters();
    for (int i = 0; i < x.length; i++) {
      assertEquals(x[i], y[i], 1e-9); // float: assertEquals(x[i], y[i], 1e-4f);
    }
  }

  /** By hand: the mean of gradients of batches of 4 and 2 samples. */
  @Test
  void gradientsAreWeightedByTheirSamples() {
    Objective objective = Problems.regression(6, 4);
    double[] theta = initial();
    double[] first = new double[theta.length];
    double[] second = new double[theta.length];
    objective.evaluate(theta, 0, Batch.of(0, 1, 2, 3), first, 0);
    objective.evaluate(theta, 0, Batch.of(4, 5), second, 0);
    GradientOfStep step = new GradientOfStep(objective, 4, 2, true);
    step.evaluate(theta, Batch.of(0, 1, 2, 3, 4, 5), 0, 6, 0, 0);
    double large = 4.0 / 6.0; // float: float large = (float) (4.0 / 6.0);
    double small = 2.0 / 6.0; // float: float small = (float) (2.0 / 6.0);
    for (int i = 0; i < theta.length; i++) {
      double expected = Math.fma(small, second[i], large * first[i]);
      assertEquals(expected + 0.0, step.values()[i] + 0.0, "at " + i);
    }
  }

  @Test
  void theAverageFollowsTheParameters() {
    TrainingRun plain = trainer(settings(SAMPLES)).start(initial());
    TrainingRun averaged = trainer(settings(SAMPLES).withAverage(0.75)).start(initial());
    double[] expected = initial();
    for (int epoch = 0; epoch < 3; epoch++) {
      plain.epoch();
      averaged.epoch();
      double[] theta = plain.parameters();
      for (int i = 0; i < theta.length; i++) {
        expected[i] = Math.fma(0.25, theta[i] - expected[i], expected[i]);
      }
      Problems.assertSameBits(expected, averaged.parameters(), "average");
      Problems.assertSameBits(theta, averaged.latest(), "what training goes on from");
    }
  }

  /** What is validated is what the run gives. */
  @Test
  void theAverageIsValidated() {
    Objective validation = Problems.regression(5, 5);
    TrainingRun run = trainer(settings(5).withAverage(0.9)).withValidation(validation).start(initial());
    EpochRecord record = run.epoch();
    double expected = validation.evaluate(run.parameters(), 0, Batch.of(0, 1, 2, 3, 4), null, 0);
    assertEquals(expected, record.validationLoss());
    assertNotEquals(expected, validation.evaluate(run.latest(), 0, Batch.of(0, 1, 2, 3, 4), null, 0));
  }

  /** A run that goes on from its file has the bits of one that does not, average and all. */
  @Test
  void checkpointsHoldTheAverage(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("checkpoint");
    Trainer trainer = trainer(settings(4).withBatches(3).withAverage(0.5));
    TrainingRun run = trainer.start(initial());
    run.epoch();
    run.checkpoint().write(file);
    Checkpoint read = Checkpoint.read(file);
    Problems.assertSameBits(run.parameters(), read.parameters(), "result so far");
    TrainingRun resumed = trainer.resume(read);
    run.epoch();
    resumed.epoch();
    Problems.assertSameBits(run.parameters(), resumed.parameters(), "averages");
    Problems.assertSameBits(run.latest(), resumed.latest(), "parameters");
    Checkpoint plain = trainer(settings(4).withBatches(3)).start(initial()).checkpoint();
    assertTrue(assertThrows(IllegalArgumentException.class, () -> trainer.resume(plain)).getMessage()
        .contains("average"));
  }

  @Test
  void threadsDoNotMatter() {
    TrainingSettings settings = settings(7).withBatches(2).withAverage(0.5);
    TrainingRun one = trainer(settings).withWorkers(Workers.serial()).start(initial());
    TrainingRun two = trainer(settings).withWorkers(Workers.shared()).start(initial());
    one.epoch();
    two.epoch();
    Problems.assertSameBits(one.parameters(), two.parameters(), "threads");
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    for (double share : new double[] {-0.1, 1.0, Double.NaN}) {
      assertTrue(assertThrows(IllegalArgumentException.class, () -> settings(4).withAverage(share)).getMessage()
          .contains("average"));
    }
    assertTrue(assertThrows(IllegalArgumentException.class, () -> settings(4).withBatches(0)).getMessage()
        .contains("batches"));
  }
}
