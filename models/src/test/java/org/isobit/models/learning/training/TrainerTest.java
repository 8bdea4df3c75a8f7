// Master of FloatTrainerTest: the float version is generated from this file.
package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training reaches low losses, and the same bits however it is run. */
class TrainerTest {

  private static final int SAMPLES = 53;

  @TempDir
  Path temporary;

  private static TrainingSettings settings() {
    return TrainingSettings.of(Optimizer.adam(0.02), 8, 12).withSeed(3, 4).withClip(1.0)
        .withSchedule(Schedule.plateau(0.5, 1, 0.02, 1e-4)).withStopping(new EarlyStopping(4, 0.0, 2, true));
  }

  /** Dropout in training; validation on other samples. */
  private static Trainer trainer(TrainingSettings settings) {
    Network network = network();
    double[] x = Problems.inputs(SAMPLES);
    double[] other = Problems.gaussian(12, 2 * 31);
    return Trainer.of(new SupervisedObjective(network, Loss.squared(), x, Problems.targets(x), 8), settings)
        .withValidation(new SupervisedObjective(network, Loss.squared(), other, Problems.targets(other), 8));
  }

  private static Network network() {
    return Network.of(Shape.of(2), Layers.dense(16, Activation.TANH), Layers.dropout(0.1),
        Layers.dense(1, Activation.IDENTITY));
  }

  private static double[] initial() {
    return network().initialize(5, 6);
  }

  @Test
  void aFunctionIsLearned() {
    SupervisedObjective objective = Problems.regression(400, 16);
    double[] theta = Problems.small().initialize(1, 0);
    TrainingSettings settings = TrainingSettings.of(Optimizer.adam(0.01), 16, 150)
        .withSchedule(Schedule.warmupCosine(50, 150 * 25, 0.01));
    TrainingRun run = Trainer.of(objective, settings).train(theta);
    assertEquals(150, run.history().size());
    assertEquals(150 * 25, run.history().getLast().steps());
    assertTrue(run.history().getFirst().loss() > 0.1, "it begins high");
    double loss = run.history().getLast().loss(); // float: unchanged
    assertTrue(loss < 1e-3, "the loss is " + loss);
    // On samples it has not seen.
    double[] x = Problems.gaussian(99, 2 * 200);
    double[] y = Problems.targets(x);
    double[] p = new double[200];
    Problems.small().inference(theta, 0).forward(200, x, 0, p, 0);
    int near = 0;
    for (int i = 0; i < 200; i++) {
      near += Math.abs(p[i] - y[i]) < 0.2 ? 1 : 0;
    }
    assertTrue(near > 180, near + " of 200 are near");
  }

  @Test
  void otherOptimizersLearnToo() {
    for (Optimizer optimizer : List.of(Optimizer.sgd(0.05, 0.9), Optimizer.adamW(0.01, 1e-3),
        Optimizer.sgd(0.05, 0.9).withDecay(1e-5))) {
      SupervisedObjective objective = Problems.regression(200, 16);
      TrainingRun run = Trainer.of(objective, TrainingSettings.of(optimizer, 16, 60))
          .train(Problems.small().initialize(1, 0));
      assertTrue(run.history().getLast().loss() < 0.05, optimizer + ": " + run.history().getLast());
    }
  }

  /** The scale of targets' noise is found: σ = 0.3 around a constant. */
  @Test
  void scalesAreLearned() {
    int n = 600;
    Network network = Network.of(Shape.of(1), Layers.dense(1, Activation.IDENTITY), Layers.logScale(0.0));
    double[] noise = Problems.gaussian(7, n);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = 2.0 + 0.3 * noise[i];
    }
    double[] theta = network.initialize(1, 0);
    Trainer.of(new SupervisedObjective(network, Loss.gaussian(), new double[n], y, 32),
        TrainingSettings.of(Optimizer.adam(0.02), 32, 60)).train(theta);
    assertEquals(2.0, theta[1], 0.1);
    assertEquals(Math.log(0.3), theta[2], 0.12);
  }

  @Test
  void theSameSettingsGiveTheSameBits() {
    TrainingRun first = trainer(settings()).train(initial());
    TrainingRun second = trainer(settings()).train(initial());
    Problems.assertSameBits(first.parameters(), second.parameters(), "again");
    assertEquals(first.history(), second.history());
    TrainingRun other = trainer(settings().withSeed(3, 5)).train(initial());
    assertFalse(Arrays.equals(first.parameters(), other.parameters()));
  }

  @Test
  void aRunResumesAtEachEpochWithTheSameBytes() throws IOException {
    TrainingRun whole = trainer(settings()).start(initial());
    List<byte[]> files = new ArrayList<>();
    while (!whole.finished()) {
      whole.epoch();
      Path file = temporary.resolve("whole" + whole.epochs());
      whole.checkpoint().write(file);
      files.add(Files.readAllBytes(file));
    }
    assertTrue(whole.epochs() > 6, "only " + whole.epochs() + " epochs");
    for (int epoch = 1; epoch <= whole.epochs(); epoch++) {
      TrainingRun resumed = trainer(settings()).resume(Checkpoint.read(temporary.resolve("whole" + epoch)));
      assertEquals(epoch, resumed.epochs());
      while (!resumed.finished()) {
        resumed.epoch();
        Path file = temporary.resolve("resumed");
        resumed.checkpoint().write(file);
        assertArrayEquals(files.get(resumed.epochs() - 1), Files.readAllBytes(file),
            "resumed at " + epoch + ", after " + resumed.epochs());
      }
      Problems.assertSameBits(whole.parameters(), resumed.parameters(), "resumed at " + epoch);
      assertEquals(whole.history(), resumed.history());
      assertEquals(whole.epochOfParameters(), resumed.epochOfParameters());
    }
  }

  @Test
  void trainingGoesOnFromItsFile() throws IOException {
    double[] expected = initial();
    trainer(settings().withEpochs(7)).train(expected);
    Path file = temporary.resolve("checkpoint");
    double[] theta = initial();
    trainer(settings().withEpochs(4)).withCheckpoints(file, 3).train(theta);
    theta = initial();
    List<Integer> told = new ArrayList<>();
    trainer(settings().withEpochs(7)).withCheckpoints(file, 3).withListener(r -> told.add(r.epoch())).train(theta);
    assertEquals(List.of(4, 5, 6), told);
    Problems.assertSameBits(expected, theta, "with a file");
    double[] moved = initial();
    moved[0] += 1.0;
    String message = assertThrows(IllegalArgumentException.class,
        () -> trainer(settings()).withCheckpoints(file, 3).train(moved)).getMessage();
    assertTrue(message.startsWith("checkpoint: it is of another run: initial.checksum is "), message);
  }

  @Test
  void bestWeightsAreRestored() {
    TrainingRun run = trainer(settings().withStopping(new EarlyStopping(2, 10.0, 1, true)).withEpochs(30))
        .start(initial());
    double[] best = null;
    while (!run.finished()) {
      run.epoch();
      best = run.epochs() == 2 ? run.latest() : best;
    }
    // Nothing improves by 10, so that epoch 1, the first that counts, stays the best.
    assertTrue(run.stoppedEarly());
    assertEquals(4, run.epochs());
    assertEquals(1, run.epochOfParameters());
    Problems.assertSameBits(best, run.parameters(), "best");
    assertFalse(Arrays.equals(run.latest(), run.parameters()));
    assertThrows(IllegalStateException.class, run::epoch);
    TrainingRun kept = trainer(settings().withStopping(new EarlyStopping(2, 10.0, 1, false))).train(initial());
    Problems.assertSameBits(run.latest(), kept.parameters(), "not restored");
    assertEquals(3, kept.epochOfParameters());
  }

  /** A run that early stopping has ended is at its end when it is taken up from its last checkpoint too. */
  @Test
  void aStoppedRunStaysStopped() throws IOException {
    TrainingSettings stopping = settings().withStopping(new EarlyStopping(2, 10.0, 1, true)).withEpochs(30);
    Path file = temporary.resolve("stopped");
    double[] theta = initial();
    TrainingRun run = trainer(stopping).withCheckpoints(file, 100).train(theta);
    assertEquals(4, run.epochs());
    TrainingRun resumed = trainer(stopping).resume(Checkpoint.read(file));
    assertTrue(resumed.stoppedEarly());
    assertTrue(resumed.finished());
    assertThrows(IllegalStateException.class, resumed::epoch);
    List<EpochRecord> told = new ArrayList<>();
    double[] again = initial();
    trainer(stopping).withCheckpoints(file, 100).withListener(told::add).train(again);
    assertEquals(List.of(), told);
    Problems.assertSameBits(theta, again, "the best weights");
  }

  @Test
  void oneAndTwoThreadsTrainToTheSameBits() {
    List<double[]> results = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      List<Trainer> trainers = new ArrayList<>();
      List<double[]> thetas = new ArrayList<>();
      for (int run = 0; run < 4; run++) {
        trainers.add(trainer(settings().withSeed(3, run)));
        thetas.add(network().initialize(5, run));
      }
      try (Workers workers = Workers.of(threads)) {
        Trainer.trainAll(trainers, thetas, workers);
      }
      results.addAll(thetas);
    }
    for (int run = 0; run < 4; run++) {
      Problems.assertSameBits(results.get(run), results.get(4 + run), "run " + run);
      double[] alone = network().initialize(5, run);
      trainer(settings().withSeed(3, run)).train(alone);
      Problems.assertSameBits(results.get(run), alone, "run " + run + " alone");
    }
    assertNotEquals(results.get(0)[0], results.get(1)[0]);
  }

  @Test
  void everySampleIsVisitedOnceAnEpoch() {
    int[] visits = new int[SAMPLES];
    List<List<Integer>> orders = new ArrayList<>();
    Objective counting = new Objective() {
      @Override
      public int parameters() {
        return 1;
      }

      @Override
      public int samples() {
        return SAMPLES;
      }

      @Override
      public double evaluate(double[] theta, long thetaOffset, Batch batch, double[] gradient, long gradientOffset) {
        assertTrue(batch.training());
        assertEquals(batch.epoch() * 7L + (batch.step() % 7), batch.step());
        assertEquals(batch.step() % 7 == 6 ? 5 : 8, batch.count());
        if (batch.step() % 7 == 0) {
          orders.add(new ArrayList<>());
        }
        double loss = 0.0;
        for (int i = 0; i < batch.count(); i++) {
          visits[batch.sample(i)]++;
          orders.getLast().add(batch.sample(i));
          loss += batch.sample(i);
        }
        gradient[0] = 0.0;
        return loss / batch.count();
      }
    };
    TrainingRun run = Trainer.of(counting, TrainingSettings.of(Optimizer.sgd(0.1, 0.0), 8, 3)).train(new double[1]);
    for (int visited : visits) {
      assertEquals(3, visited);
    }
    assertNotEquals(orders.get(0), orders.get(1));
    assertNotEquals(orders.get(1), orders.get(2));
    // The mean over samples, whatever the sizes of batches.
    assertEquals((SAMPLES - 1) / 2.0, run.history().get(2).loss(), 1e-5);
  }

  @Test
  void failuresLeaveTheCallersWeights() {
    double[] theta = initial();
    double[] x = Problems.inputs(SAMPLES);
    double[] y = Problems.targets(x);
    y[40] = Double.NaN;
    Trainer trainer = Trainer.of(new SupervisedObjective(network(), Loss.squared(), x, y, 8), settings());
    String message = assertThrows(NumericalException.class, () -> trainer.train(theta)).getMessage();
    assertTrue(message.matches("training: the loss is not finite in epoch 0, step [0-6]: value NaN"), message);
    Problems.assertSameBits(initial(), theta, "theta");
    TrainingRun run = trainer.start(theta);
    assertThrows(NumericalException.class, run::epoch);
    assertThrows(IllegalStateException.class, run::epoch);
    assertThrows(IllegalStateException.class, run::checkpoint);
  }

  @Test
  void clippingBoundsTheStep() {
    double[] theta = initial();
    double[] before = theta.clone();
    SupervisedObjective objective = new SupervisedObjective(network(), Loss.squared(), Problems.inputs(8),
        new double[8], 8);
    Trainer.of(objective, TrainingSettings.of(Optimizer.sgd(1.0, 0.0), 8, 1).withClip(1e-3)).train(theta);
    double squares = 0.0;
    for (int i = 0; i < theta.length; i++) {
      squares += (theta[i] - before[i]) * (theta[i] - before[i]);
    }
    assertEquals(1e-3, Math.sqrt(squares), 1e-6);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Network network = network();
    assertEquals("objective: the inputs are 3 numbers, but samples have 2",
        refusal(() -> new SupervisedObjective(network, Loss.squared(), new double[3], new double[1], 8)));
    assertEquals("objective: the targets are 3 numbers, but 2 samples with 1 targets each need 2",
        refusal(() -> new SupervisedObjective(network, Loss.squared(), new double[4], new double[3], 8)));
    assertEquals("loss: predictions for gaussian are means and scales, but there are 1 outputs, an odd number",
        refusal(() -> new SupervisedObjective(network, Loss.gaussian(), new double[4], new double[2], 8)));
    SupervisedObjective objective = new SupervisedObjective(network, Loss.squared(), new double[4], new double[2], 8);
    assertEquals("objective: there is no sample 2; there are 2",
        refusal(() -> objective.evaluate(initial(), 0, Batch.of(2), null, 0)));
    assertEquals("objective: batches must have 1 ... 8 samples, but this one has 9",
        refusal(() -> objective.evaluate(initial(), 0, Batch.of(new int[9]), null, 0)));
    Trainer trainer = Trainer.of(objective, settings());
    assertEquals("training: theta has 3 elements, but the objective has 65 parameters",
        refusal(() -> trainer.train(new double[3])));
    assertEquals("training: the validation has 53 samples and 337 parameters, the objective 65 parameters",
        refusal(() -> trainer.withValidation(Problems.regression(53, 8))));
    assertEquals("training: batch 0 and epochs 1 must be at least 1 and 0",
        refusal(() -> TrainingSettings.of(Optimizer.adam(1.0), 0, 1)));
    assertEquals("training: there are 1 trainers, but 0 initial weights",
        refusal(() -> Trainer.trainAll(List.of(trainer), List.of(), Workers.serial())));
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
