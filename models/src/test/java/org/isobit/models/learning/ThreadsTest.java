// Master of FloatThreadsTest: the float version is generated from this file.
package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.Batch;
import org.isobit.models.learning.training.Checkpoint;
import org.isobit.models.learning.training.DeepEnsemble;
import org.isobit.models.learning.training.EpochRecord;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Objective;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.SupervisedObjective;
import org.isobit.models.learning.training.Trainer;
import org.isobit.models.learning.training.TrainingRun;
import org.isobit.models.learning.training.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network, trained and run by several threads: the bits of one thread. */
class ThreadsTest {

  private static final int[] THREADS = {1, 2, 3, 5};
  private static final int INPUTS = 9;
  private static final int TARGETS = 70;

  @TempDir
  Path temporary;

  /** Every sort of layer that threads share, the middle ones wide. */
  private static Network network(int width, int outputs) {
    return Network.of(Shape.of(INPUTS), Layers.dense(width, Activation.GELU),
        Layers.dense(width, Activation.TANH).storedTransposed(), Layers.dropout(0.1),
        Layers.dense(width, Activation.IDENTITY), Layers.activation(Activation.LEAKY_RELU), Layers.softmax(),
        Layers.affine(width, -1.0), Layers.dense(outputs, Activation.IDENTITY));
  }

  /** Batches of 64 and a last one of 22. */
  private static Trainer trainer(int width, Loss loss, int targets, TrainingSettings settings) {
    double[] x = Problems.gaussian(1, 150 * INPUTS);
    double[] y = Problems.gaussian(2, 150 * targets);
    double[] other = Problems.gaussian(3, 80 * INPUTS);
    double[] truth = Problems.gaussian(4, 80 * targets);
    Network network = network(width, loss.parts() * targets);
    return Trainer.of(new SupervisedObjective(network, loss, x, y, 64), settings)
        .withValidation(new SupervisedObjective(network, loss, other, truth, 64));
  }

  private static TrainingSettings settings(Optimizer optimizer) {
    return TrainingSettings.of(optimizer, 64, 2).withSeed(3, 4).withClip(0.5);
  }

  private static void assertSame(Supplier<Trainer> trainer, double[] initial, String what) {
    double[] expected = null;
    List<EpochRecord> history = null;
    for (int threads : THREADS) {
      double[] theta = initial.clone();
      try (Workers workers = Workers.of(threads)) {
        TrainingRun run = trainer.get().withWorkers(workers).train(theta);
        if (expected == null) {
          expected = theta;
          history = run.history();
          assertEquals(0.0, history.getLast().loss() - history.getLast().loss(), "finite, " + what);
          assertNotEquals(initial[0], theta[0]);
        }
        Problems.assertSameBits(expected, theta, what + ", threads " + threads);
        assertEquals(history, run.history(), what + ", threads " + threads);
      }
    }
  }

  @Test
  void everyLossTrainsToTheSameBits() {
    for (Loss loss : List.of(Loss.squared(), Loss.absolute(), Loss.huber(0.5), Loss.gaussian(), Loss.laplace(),
        Loss.quantile(0.1, 0.6), Loss.crossEntropy(TARGETS), Loss.censoredGaussian(-0.5, 1.0), Loss.crps(3, true),
        Loss.energy(3, false))) {
      double[] initial = network(512, loss.parts() * TARGETS).initialize(5, 6);
      assertSame(() -> trainer(512, loss, TARGETS, settings(Optimizer.adam(1e-3))), initial, loss.toString());
    }
  }

  /** More than 65 536 targets a batch, so that threads share the loss itself. */
  @Test
  void longLossesAndOtherOptimizersTrainToTheSameBits() {
    double[] initial = network(40, 1100).initialize(5, 6);
    assertSame(() -> trainer(40, Loss.huber(0.5), 1100, settings(Optimizer.sgd(0.05, 0.9))), initial, "long");
    double[] wide = network(300, 8).initialize(5, 6);
    assertSame(() -> trainer(300, Loss.squared(), 8, settings(Optimizer.sgd(0.05, 0.9).withDecay(1e-3))), wide, "sgd");
    assertSame(() -> trainer(300, Loss.squared(), 8, settings(Optimizer.rmsProp(1e-3))), wide, "rmsProp");
    assertSame(() -> trainer(300, Loss.squared(), 8, settings(Optimizer.adagrad(1e-2))), wide, "adagrad");
  }

  @Test
  void smallNetworksStayOnTheirThread() {
    Workers closed = Workers.of(2);
    closed.close();
    double[] small = network(16, 3).initialize(5, 6);
    double[] expected = small.clone();
    trainer(16, Loss.squared(), 3, settings(Optimizer.adam(1e-3))).train(expected);
    trainer(16, Loss.squared(), 3, settings(Optimizer.adam(1e-3))).withWorkers(closed).train(small);
    Problems.assertSameBits(expected, small, "a closed pool was not asked");
    assertTrue(assertThrows(IllegalStateException.class, () -> trainer(512, Loss.squared(), 3,
        settings(Optimizer.adam(1e-3))).withWorkers(closed).train(network(512, 3).initialize(5, 6))).getMessage()
            .contains("closed"));
  }

  @Test
  void aRunGoesOnWithOtherThreads() throws IOException {
    TrainingSettings settings = settings(Optimizer.adam(1e-3)).withEpochs(4);
    double[] initial = network(256, TARGETS).initialize(5, 6);
    byte[] expected = null;
    for (int first : THREADS) {
      Path file = temporary.resolve("checkpoint" + first);
      TrainingRun run;
      try (Workers workers = Workers.of(first)) {
        run = trainer(256, Loss.squared(), TARGETS, settings).withWorkers(workers).start(initial);
        run.epoch();
        run.epoch();
        run.checkpoint().write(file);
      }
      byte[] written = Files.readAllBytes(file);
      expected = expected == null ? written : expected;
      assertArrayEquals(expected, written, "written with threads " + first);
    }
    double[] end = null;
    for (int then : THREADS) {
      try (Workers workers = Workers.of(then)) {
        TrainingRun run = trainer(256, Loss.squared(), TARGETS, settings).withWorkers(workers)
            .resume(Checkpoint.read(temporary.resolve("checkpoint" + THREADS[then % THREADS.length])));
        while (!run.finished()) {
          run.epoch();
        }
        end = end == null ? run.parameters() : end;
        Problems.assertSameBits(end, run.parameters(), "resumed with threads " + then);
      }
    }
    double[] whole = initial.clone();
    trainer(256, Loss.squared(), TARGETS, settings).withWorkers(Workers.serial()).train(whole);
    Problems.assertSameBits(whole, end, "not interrupted");
  }

  /** A sample's output and its gradient do not depend on the batch, nor on who else computes it. */
  @Test
  void batchesDoNotShow() {
    Network network = network(400, TARGETS);
    double[] theta = network.initialize(5, 6);
    int batch = 301;
    double[] x = Problems.gaussian(1, batch * INPUTS);
    double[] w = Problems.gaussian(2, batch * TARGETS);
    double[] y = new double[batch * TARGETS];
    double[] dx = new double[x.length];
    double[] tangent = new double[y.length];
    Tape tape = network.tape(batch);
    pass(network, theta, batch, x, 0, w, y, dx, tangent, tape);
    for (int threads : THREADS) {
      try (Workers workers = Workers.of(threads)) {
        for (int count : new int[] {1, 31, 120, 301}) {
          int first = batch - count;
          double[] z = new double[count * TARGETS];
          double[] dz = new double[count * INPUTS];
          double[] tz = new double[z.length];
          pass(network, theta, count, x, first, w, z, dz, tz, tape.use(workers));
          String what = count + " samples, threads " + threads;
          Problems.assertSameBits(Arrays.copyOfRange(y, first * TARGETS, y.length), z, what);
          Problems.assertSameBits(Arrays.copyOfRange(dx, first * INPUTS, dx.length), dz, "dX, " + what);
          Problems.assertSameBits(Arrays.copyOfRange(tangent, first * TARGETS, y.length), tz, "tangent, " + what);
          Arrays.fill(tz, 0.0);
          network.infer(theta, 0, count, x, (long) first * INPUTS, tz, 0, workers);
          Problems.assertSameBits(z, tz, "inference, " + what);
          Arrays.fill(tz, 0.0);
          network.inference(theta, 0).forward(count, x, (long) first * INPUTS, tz, 0, workers);
          Problems.assertSameBits(z, tz, "packed, " + what);
        }
      }
    }
  }

  private static void pass(Network network, double[] theta, int batch, double[] x, int first, double[] w, double[] y,
      double[] dx, double[] tangent, Tape tape) {
    network.forward(theta, 0, batch, x, (long) first * INPUTS, y, 0, tape);
    network.backward(theta, 0, tape, w, (long) first * TARGETS, dx, 0, null, 0, false);
    network.tangent(theta, 0, tape, x, (long) first * INPUTS, tangent, 0);
  }

  /** A narrow network goes through its parts by samples, a wide one with few samples by outputs. */
  @Test
  void packedBatchesAreShared() {
    for (int width : new int[] {32, 1200}) {
      Network network = Network.of(Shape.of(INPUTS), Layers.dense(width, Activation.RELU),
          Layers.dense(width, Activation.TANH), Layers.dropout(0.5), Layers.dense(3, Activation.IDENTITY));
      double[] theta = network.initialize(5, 6);
      PackedNetwork packed = network.inference(theta, 0);
      int most = width == 32 ? 9000 : 150;
      double[] x = Problems.gaussian(1, most * INPUTS);
      double[] expected = new double[most * 3];
      network.forward(theta, 0, most, x, 0, expected, 0, null);
      for (int threads : THREADS) {
        try (Workers workers = Workers.of(threads)) {
          for (int batch : new int[] {0, 1, 5, 31, 64, 100, most}) {
            double[] y = new double[most * 3];
            packed.forward(batch, x, 0, y, 0, workers);
            Problems.assertSameBits(Arrays.copyOf(expected, 3 * batch), Arrays.copyOf(y, 3 * batch), batch
                + " samples");
            assertTrue(Arrays.stream(wide(y)).skip(3L * batch).allMatch(v -> v == 0.0), "written behind the end");
          }
        }
      }
      Workers closed = Workers.of(2);
      closed.close();
      assertThrows(IllegalStateException.class, () -> packed.forward(most, x, 0, new double[most * 3], 0, closed));
      if (width == 1200) {
        assertThrows(IllegalStateException.class, () -> packed.forward(5, x, 0, new double[15], 0, closed));
      } else {
        packed.forward(5, x, 0, new double[15], 0, closed);
      }
    }
  }

  private static double[] wide(double[] y) { // float: private static double[] wide(float[] y) {
    double[] wide = new double[y.length]; // float: unchanged
    for (int i = 0; i < y.length; i++) {
      wide[i] = y[i];
    }
    return wide;
  }

  /** What fails in a part of an objective's own reaches whoever trains, and his weights stay as they were. */
  @Test
  void failuresReachTheCaller() {
    Objective failing = new Objective() {
      @Override
      public int parameters() {
        return 1;
      }

      @Override
      public int samples() {
        return 20;
      }

      @Override
      public double evaluate(double[] theta, long thetaOffset, Batch batch, double[] gradient, long gradientOffset) {
        batch.workers().run(8, (part, slot) -> {
          if (batch.step() == 1 && part >= 3) {
            throw new NumericalException("part " + part, part, 0.0);
          }
        });
        gradient[0] = 1.0;
        return 1.0;
      }
    };
    try (Workers workers = Workers.of(3)) {
      double[] theta = {7.0};
      assertEquals(3, assertThrows(NumericalException.class, () -> Trainer.of(failing, TrainingSettings.of(
          Optimizer.sgd(0.1, 0.0), 10, 2)).withWorkers(workers).train(theta)).index());
      assertEquals(7.0, theta[0]);
    }
  }

  /** Members run in parallel, each of them on one thread; a single one has all threads. */
  @Test
  void ensemblesHaveTheBitsOfTheirMembers() {
    Network network = network(256, TARGETS);
    double[] x = Problems.gaussian(1, 150 * INPUTS);
    double[] y = Problems.gaussian(2, 150 * TARGETS);
    TrainingSettings settings = settings(Optimizer.adam(1e-3)).withEpochs(1);
    for (int members : new int[] {1, 3}) {
      List<DeepEnsemble> ensembles = new ArrayList<>();
      for (int threads : new int[] {1, 3}) {
        try (Workers workers = Workers.of(threads)) {
          ensembles.add(DeepEnsemble.train(network, m -> new SupervisedObjective(network, Loss.squared(), x, y, 64),
              settings, members, workers, record -> { }));
        }
      }
      for (int m = 0; m < members; m++) {
        Problems.assertSameBits(ensembles.get(0).member(m).parameters(), ensembles.get(1).member(m).parameters(),
            "member " + m + " of " + members);
      }
    }
  }
}
