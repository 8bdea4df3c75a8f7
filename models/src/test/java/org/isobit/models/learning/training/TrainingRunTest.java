// Master of FloatTrainingRunTest: the float version is generated from this file.
package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run records, what it refuses, and what its checkpoints and files hold. */
class TrainingRunTest {

  @TempDir
  Path temporary;

  /** Sample i loses i, whatever the parameter is; the gradient is always the same. */
  private static Objective numbers(int samples, double loss, double slope) {
    return new Objective() {
      @Override
      public int parameters() {
        return 1;
      }

      @Override
      public int samples() {
        return samples;
      }

      @Override
      public double evaluate(double[] theta, long thetaOffset, Batch batch, double[] gradient, long gradientOffset) {
        double sum = 0;
        for (int i = 0; i < batch.count(); i++) {
          sum += loss * batch.sample(i);
        }
        if (gradient != null) {
          gradient[(int) gradientOffset] = slope;
        }
        return sum / batch.count();
      }
    };
  }

  private static TrainingSettings settings(int batch, int epochs) {
    return TrainingSettings.of(Optimizer.sgd(0.5, 0.0), batch, epochs);
  }

  private static Trainer regression(TrainingSettings settings) {
    return Trainer.of(Problems.regression(20, 8), settings);
  }

  private static double[] initial() {
    return Problems.small().initialize(5, 6);
  }

  /** The mean over all samples, whether the last batch is full or not. */
  @Test
  void validationIsTheMeanOfItsSamples() {
    for (int samples : new int[] {1, 4, 5, 6, 9}) {
      TrainingRun run = Trainer.of(numbers(3, 1, 0), settings(3, 1)).withValidation(numbers(samples, 2, 0))
          .start(new double[1]);
      EpochRecord record = run.epoch();
      assertEquals(1.0, record.loss(), 1e-6);
      assertEquals(samples - 1.0, record.validationLoss(), 1e-6);
      assertEquals(List.of(record), run.history());
    }
    EpochRecord alone = Trainer.of(numbers(3, 1, 0), settings(3, 1)).start(new double[1]).epoch();
    assertEquals(Double.NaN, alone.validationLoss()); // float: unchanged
  }

  @Test
  void theScheduleIsToldOfEachEpoch() {
    TrainingRun run = Trainer.of(numbers(4, 1, 0), settings(2, 4).withSchedule(Schedule.plateau(0.5, 1, 0.0, 0.0)))
        .train(new double[1]);
    // The loss never falls: from the second epoch on the rate does.
    assertArrayEquals(new double[] {0.5, 0.5, 0.25, 0.125}, // float: unchanged
        run.history().stream().mapToDouble(EpochRecord::learningRate).toArray()); // float: unchanged
  }

  @Test
  void aRunThatIsOverSaysWhy() {
    TrainingRun run = Trainer.of(numbers(4, 1, 0), settings(2, 3)).train(new double[1]);
    assertFalse(run.stoppedEarly());
    assertEquals("training: this run is finished after epoch 2",
        assertThrows(IllegalStateException.class, run::epoch).getMessage());
    TrainingRun watched = Trainer.of(numbers(4, 1, 0), settings(2, 1).withStopping(EarlyStopping.of(3)))
        .train(new double[1]);
    assertFalse(watched.stoppedEarly());
  }

  @Test
  void whatIsNotFiniteIsNamed() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      failed("training: the loss is not finite in epoch 0, step 0", Trainer.of(numbers(4, bad, 0), settings(2, 3)));
      failed("training: the norm of the gradient is not finite in epoch 0, step 0",
          Trainer.of(numbers(4, 1, bad), settings(2, 3).withClip(1.0)));
      failed("training: the validation loss is not finite in epoch 0, step 2",
          Trainer.of(numbers(4, 1, 0), settings(2, 3)).withValidation(numbers(3, bad, 0)));
    }
  }

  private static void failed(String start, Trainer trainer) {
    TrainingRun run = trainer.start(new double[1]);
    String message = assertThrows(NumericalException.class, run::epoch).getMessage();
    assertTrue(message.startsWith(start), message);
    assertEquals("training: this run failed in epoch 0",
        assertThrows(IllegalStateException.class, run::epoch).getMessage());
    assertEquals("training: this run failed in epoch 0",
        assertThrows(IllegalStateException.class, run::checkpoint).getMessage());
  }

  /** A checkpoint stays as it was when the run goes on. */
  @Test
  void checkpointsAreCopies() throws IOException {
    TrainingRun run = regression(TrainingSettings.of(Optimizer.adam(0.01), 8, 3)
        .withStopping(EarlyStopping.of(5))).start(initial());
    run.epoch();
    Checkpoint checkpoint = run.checkpoint();
    Path before = temporary.resolve("before");
    checkpoint.write(before);
    run.epoch();
    Path after = temporary.resolve("after");
    checkpoint.write(after);
    assertArrayEquals(Files.readAllBytes(before), Files.readAllBytes(after));
  }

  @Test
  void checkpointsGiveTheRunsParameters() {
    TrainingSettings plain = TrainingSettings.of(Optimizer.adam(0.01), 8, 2);
    TrainingRun latest = regression(plain).train(initial());
    Problems.assertSameBits(latest.latest(), latest.checkpoint().parameters(), "the latest");
    // Nothing improves by 10, so that the first epoch stays the best.
    TrainingRun best = regression(plain.withStopping(new EarlyStopping(5, 10.0, 0, true))).train(initial());
    Problems.assertSameBits(best.parameters(), best.checkpoint().parameters(), "the best");
    assertFalse(Arrays.equals(best.latest(), best.checkpoint().parameters()));
  }

  @Test
  void oneSampleIsEnough() {
    TrainingRun run = Trainer.of(numbers(1, 1, 0), settings(1, 1)).withValidation(numbers(1, 1, 0))
        .start(new double[1]);
    assertEquals(0.0, run.epoch().monitored());
    assertEquals("training: the objective has 0 samples",
        refusal(() -> Trainer.of(numbers(0, 1, 0), settings(1, 1))));
    assertEquals("training: the validation has 0 samples and 1 parameters, the objective 1 parameters",
        refusal(() -> Trainer.of(numbers(1, 1, 0), settings(1, 1)).withValidation(numbers(0, 1, 0))));
  }

  /** After every few epochs and at the end; whoever listens is told when the file is there. */
  @Test
  void filesAreWrittenWhenTheyAreDue() throws IOException {
    for (int every : new int[] {1, 2, 3}) {
      Path file = temporary.resolve("every" + every);
      List<Integer> held = new ArrayList<>();
      Trainer.of(numbers(4, 1, 0), settings(2, 5)).withCheckpoints(file, every)
          .withListener(record -> held.add(epochs(file))).train(new double[1]);
      List<Integer> expected = switch (every) {
        case 1 -> List.of(1, 2, 3, 4, 5);
        case 2 -> List.of(0, 2, 2, 4, 5);
        default -> List.of(0, 0, 3, 3, 5);
      };
      assertEquals(expected, held);
    }
    Trainer trainer = Trainer.of(numbers(4, 1, 0), settings(2, 5));
    assertEquals("training: checkpoints after every 0 epochs cannot be",
        refusal(() -> trainer.withCheckpoints(temporary.resolve("never"), 0)));
  }

  private static int epochs(Path file) {
    try {
      return Files.exists(file) ? Checkpoint.read(file).epochs() : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void otherValidationIsAnotherRun() {
    TrainingSettings settings = settings(8, 2);
    Trainer first = regression(settings).withValidation(Problems.regression(9, 8));
    TrainingRun run = first.start(initial());
    run.epoch();
    assertEquals(1, first.resume(run.checkpoint()).epochs());
    assertEquals("checkpoint: it is of another run: validation.samples is 9 in it, but 10 is wanted",
        refusal(() -> regression(settings).withValidation(Problems.regression(10, 8)).resume(run.checkpoint())));
  }

  @Test
  void allRunsAreGivenBackInOrder() {
    List<Trainer> trainers = List.of(Trainer.of(numbers(2, 1, 1), settings(2, 1)),
        Trainer.of(numbers(2, 1, 1), settings(2, 2)));
    List<double[]> thetas = List.of(new double[] {7}, new double[] {9});
    List<TrainingRun> runs = Trainer.trainAll(trainers, thetas, Workers.serial());
    assertEquals(List.of(1, 2), runs.stream().map(TrainingRun::epochs).toList());
    for (int i = 0; i < 2; i++) {
      Problems.assertSameBits(thetas.get(i), runs.get(i).parameters(), "run " + i);
    }
    assertEquals(6.5, thetas.get(0)[0]);
    assertEquals(8.0, thetas.get(1)[0]);
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
