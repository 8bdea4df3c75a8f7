// Master of FloatFieldTrainingTest: the float version is generated from this file.
package org.isobit.models.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.Problems;
import org.isobit.models.learning.Tape;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small convolutional network with batch norm, trained: the same bytes with any threads, and with whole batches. */
class FieldTrainingTest {

  private static final int SIZE = 10;
  private static final int SAMPLES = 80;

  @TempDir
  Path temporary;

  /** From an image its gradient along x, periodic. */
  private static Network network() {
    return Network.of(Architecture.of(Shape.of(1, SIZE, SIZE), List.of(
        ConvolutionLayer.of(16, Activation.IDENTITY, 3, 3).withSamePadding(Padding.PERIODIC).withoutBias(),
        BatchNormalization.of(), Layers.activation(Activation.RELU),
        ConvolutionLayer.of(16, Activation.IDENTITY, 3, 3).withSamePadding(Padding.PERIODIC).withoutBias(),
        BatchNormalization.of(), Layers.activation(Activation.RELU),
        ConvolutionLayer.of(1, Activation.IDENTITY, 1, 1))));
  }

  private static double[] targets(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int row = i - i % SIZE;
      y[i] = 0.5 * (x[row + (i + 1) % SIZE] - x[row + (i + SIZE - 1) % SIZE]);
    }
    return y;
  }

  private static SupervisedObjective objective(int samples, int batch) {
    double[] x = Problems.gaussian(5, samples * SIZE * SIZE);
    return new SupervisedObjective(network(), Loss.squared(), x, targets(x), batch);
  }

  private static Trainer trainer(int epochs) {
    return Trainer.of(objective(SAMPLES, 32), TrainingSettings.of(Optimizer.adam(0.01), 32, epochs).withSeed(1, 2))
        .withValidation(objective(40, 40));
  }

  /** Weights, running statistics and losses are the same bytes, and it has learnt, as inference shows. */
  @Test
  void threadsDoNotShow() throws IOException {
    byte[] expected = null;
    for (int threads : new int[] {1, 2}) {
      try (Workers workers = Workers.of(threads)) {
        TrainingRun run = trainer(12).withWorkers(workers).start(network().initialize(3, 4));
        while (!run.finished()) {
          run.epoch();
        }
        double first = run.history().getFirst().validationLoss(); // float: unchanged
        double last = run.history().getLast().validationLoss(); // float: unchanged
        assertTrue(last < 0.1 * first && last < 0.05, "it learns: " + first + " to " + last); // float: unchanged
        Path file = temporary.resolve("checkpoint" + threads);
        run.checkpoint().write(file);
        expected = expected == null ? Files.readAllBytes(file) : expected;
        assertArrayEquals(expected, Files.readAllBytes(file), threads + " threads");
      }
    }
  }

  /** Running statistics move with each step, and a run that was interrupted has them. */
  @Test
  void runningStatisticsAreResumed() throws IOException {
    double[] theta = network().initialize(3, 4);
    TrainingRun whole = trainer(3).start(theta);
    whole.epoch();
    Path file = temporary.resolve("checkpoint");
    whole.checkpoint().write(file);
    for (Parameter p : network().parameterList()) {
      if (!p.trained()) {
        assertNotEquals(theta[p.offset()], whole.latest()[p.offset()], p.name());
      }
    }
    TrainingRun resumed = trainer(3).resume(Checkpoint.read(file));
    while (!whole.finished()) {
      whole.epoch();
      resumed.epoch();
    }
    Problems.assertSameBits(whole.latest(), resumed.latest(), "resumed");
  }

  /** A batch of one number a channel has no variance: known before an epoch has passed. */
  @Test
  void aLastBatchThatBatchNormCannotHaveIsRefusedAtOnce() {
    Network network = Network.of(Shape.of(3), Layers.dense(4, Activation.RELU), BatchNormalization.of());
    SupervisedObjective objective = new SupervisedObjective(network, Loss.squared(), new double[27], new double[36], 5);
    assertEquals("network: layer 1 (batch-norm) needs at least 2 samples in a batch of training, but of 9 samples in "
        + "batches of 4 the last batch has 1", assertThrows(IllegalArgumentException.class,
        () -> Trainer.of(objective, TrainingSettings.of(Optimizer.adam(0.1), 4, 1))).getMessage());
    assertNotNull(Trainer.of(objective, TrainingSettings.of(Optimizer.adam(0.1), 5, 1)));
  }

  /** Parts of a batch are another batch to batch norm: larger ones than the tape are refused, not taken apart. */
  @Test
  void batchesAreNotTakenApart() {
    SupervisedObjective objective = objective(8, 4);
    double[] theta = network().initialize(3, 4);
    double[] gradient = new double[theta.length];
    Arrays.fill(gradient, 7.0);
    double[] untouched = gradient.clone();
    assertEquals("objective: batches must have 1 ... 4 samples, but this one has 8",
        assertThrows(IllegalArgumentException.class, () -> objective.evaluate(theta, 0,
            Batch.of(0, 1, 2, 3, 4, 5, 6, 7).forTraining(1, 2, 3, 4), gradient, 0)).getMessage());
    Problems.assertSameBits(untouched, gradient, "nothing is written");
    double[] first = new double[theta.length];
    double[] both = new double[theta.length];
    objective.evaluate(theta, 0, Batch.of(0, 1).forTraining(1, 2, 3, 4), first, 0);
    objective.evaluate(theta, 0, Batch.of(0, 1, 2, 3).forTraining(1, 2, 3, 4), both, 0);
    assertNotEquals(first[0], both[0]);
  }

  /** Layers that do not couple samples: gradients of parts, added up, have the bits of the whole batch's. */
  @Test
  void partsOfBatchesAddUpWithoutBatchNorm() {
    Network network = Network.of(Shape.of(4, 8), ConvolutionLayer.of(5, Activation.SILU, 3).withPadding(
        Padding.REPLICATE, 1), GruLayer.of(6).withLastOnly(), Layers.dense(2, Activation.IDENTITY));
    double[] theta = network.initialize(3, 4);
    double[] x = Problems.gaussian(1, 12 * 32);
    double[] w = Problems.gaussian(2, 12 * 2);
    double[] whole = new double[theta.length];
    double[] parts = new double[theta.length];
    Tape tape = network.tape(12);
    tape.train(1, 2, 3);
    network.forward(theta, 0, 12, x, 0, new double[24], 0, tape);
    network.backward(theta, 0, tape, w, 0, null, 0, whole, 0, false);
    int from = 0;
    for (int count : new int[] {5, 1, 6}) {
      network.forward(theta, 0, count, x, from * 32, new double[24], 0, tape);
      network.backward(theta, 0, tape, w, from * 2, null, 0, parts, 0, from > 0);
      from += count;
    }
    Problems.assertSameBits(whole, parts, "parts added up");
  }
}
