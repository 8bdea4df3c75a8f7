package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.training.FloatObjective;
import org.isobit.models.learning.training.FloatSupervisedObjective;
import org.isobit.models.learning.training.FloatTrainer;
import org.isobit.models.learning.training.FloatTrainingRun;
import org.isobit.models.learning.training.Loss;
import org.isobit.models.learning.training.Optimizer;
import org.isobit.models.learning.training.TrainingSettings;
import org.junit.jupiter.api.Test;

/** Training steps, forward passes and packed inference allocate nothing once warm, on no thread. */
class AllocationTest {

  private static final int ATTEMPTS = 3;

  /** Which methods HotSpot inlines depends on timing: it has failed if several new JVMs give it up. */
  @Test
  void stepsAllocateNothing() throws IOException, InterruptedException {
    String printed = "";
    for (int attempt = 0; attempt < ATTEMPTS && !printed.equals("0 bytes"); attempt++) {
      printed = EnginesTest.run(Child.class, List.of("-XX:+UseSerialGC", "-Xmx256m")).strip();
    }
    assertEquals("0 bytes", printed);
  }

  /** Prints what allocates. */
  static final class Child {

    private static final long BATCH = 10_000_000L;
    private static final long PATIENCE = 10_000_000_000L;

    private Child() {}

    /**
     * Entry.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
      StringBuilder found = new StringBuilder();
      for (Map.Entry<String, Runnable> call : calls().entrySet()) {
        double bytes = leastBytesPerCall(call.getValue());
        if (bytes > 0) {
          found.append(call.getKey()).append(": ").append(bytes).append("; ");
        }
      }
      System.out.println(found.isEmpty() ? "0 bytes" : found);
    }

    private static Map<String, Runnable> calls() {
      Map<String, Runnable> calls = new LinkedHashMap<>();
      float[] x = FloatProblems.inputs(60);
      for (Loss loss : List.of(Loss.squared(), Loss.gaussian(), Loss.quantile(0.1, 0.9), Loss.censoredGaussian(-1, 1),
          Loss.crps(4, true), Loss.energy(4, true))) {
        FloatNetwork network = FloatNetwork.of(Shape.of(2), Layers.dense(32, Activation.LEAKY_RELU),
            Layers.dropout(0.1), Layers.dense(32, Activation.GELU),
            Layers.dense(loss.parts(), Activation.IDENTITY));
        FloatObjective objective = new FloatSupervisedObjective(network, loss, x, FloatProblems.targets(x), 8);
        FloatTrainingRun run = FloatTrainer.of(objective, TrainingSettings.of(Optimizer.adam(0.001), 8, 1).withClip(1))
            .start(network.initialize(1, 0));
        calls.put("training step, " + loss, () -> run.steps(60));
      }
      calls.put("training step on threads", onThreads());
      Network network = Problems.everything();
      double[] theta = network.initialize(1, 0);
      PackedNetwork packed = network.inference(theta, 0);
      double[] in = Problems.gaussian(1, 9 * network.input().size());
      double[] out = new double[9 * network.output().size()];
      calls.put("packed", () -> packed.forward(9, in, 0, out, 0));
      passes(calls, "everything", network);
      ArrangementTest.networks().forEach((name, arrangement) -> passes(calls, name, arrangement));
      fields(calls);
      calls.put("attention", attention());
      return calls;
    }

    private static void passes(Map<String, Runnable> calls, String name, Network network) {
      double[] theta = network.initialize(1, 0);
      double[] in = Problems.gaussian(1, 9 * network.input().size());
      double[] out = new double[9 * network.output().size()];
      double[] direction = new double[in.length];
      double[] gradient = new double[theta.length];
      Tape tape = network.tape(9);
      calls.put("inference, " + name, () -> network.forward(theta, 0, 9, in, 0, out, 0, null));
      calls.put("adjoint, " + name, () -> {
        network.forward(theta, 0, 9, in, 0, out, 0, tape);
        network.backward(theta, 0, tape, out, 0, direction, 0, gradient, 0, false);
        network.tangent(theta, 0, tape, direction, 0, out, 0);
      });
    }

    /** Convolutions, normalisations and recurrent layers. */
    private static void fields(Map<String, Runnable> calls) {
      for (Architecture fields : List.of(FieldNetworks.images(), FieldNetworks.sequences(), FieldNetworks.coupled(),
          FieldNetworks.turned())) {
        Network network = Network.of(fields);
        double[] theta = network.initialize(1, 0);
        double[] x = Problems.gaussian(1, 4 * network.input().size());
        double[] y = new double[4 * network.output().size()];
        double[] gradient = new double[theta.length];
        Tape tape = network.tape(4);
        tape.train(1, 2, 3);
        calls.put("inference of " + fields.input(), () -> network.forward(theta, 0, 4, x, 0, y, 0, null));
        calls.put("adjoint of " + fields.input(), () -> {
          network.forward(theta, 0, 4, x, 0, y, 0, tape);
          network.backward(theta, 0, tape, y, 0, x, 0, gradient, 0, false);
          network.tangent(theta, 0, tape, x, 0, y, 0);
          network.settle(theta, 0, tape);
        });
      }
    }

    /** Turned, normalised, grouped heads. */
    private static Runnable attention() {
      FloatNetwork network = FloatNetwork.of(AttentionLayersTest.block(AttentionLayersTest.layers().getLast(), 30));
      float[] theta = network.initialize(1, 0);
      float[] x = FloatProblems.gaussian(1, 2 * network.input().size());
      float[] y = new float[x.length];
      float[] gradient = new float[theta.length];
      FloatTape tape = network.tape(2);
      return () -> {
        network.forward(theta, 0, 2, x, 0, y, 0, null);
        network.forward(theta, 0, 2, x, 0, y, 0, tape);
        network.backward(theta, 0, tape, x, 0, null, 0, gradient, 0, false);
        network.tangent(theta, 0, tape, x, 0, y, 0);
      };
    }

    /** Layers, loss, clipping and optimiser are all large enough to be shared. */
    private static Runnable onThreads() {
      FloatNetwork network = FloatNetwork.of(Shape.of(8), Layers.dense(256, Activation.GELU), Layers.dropout(0.1),
          Layers.dense(256, Activation.TANH), Layers.softmax(), Layers.dense(1040, Activation.IDENTITY));
      FloatObjective objective = new FloatSupervisedObjective(network, Loss.laplace(),
          FloatProblems.gaussian(1, 130 * 8), FloatProblems.gaussian(2, 130 * 520), 130);
      FloatTrainingRun run = FloatTrainer.of(objective, TrainingSettings.of(Optimizer.adam(0.001), 130, 1).withClip(1))
          .withWorkers(Workers.of(3)).start(network.initialize(1, 0));
      return () -> run.steps(130);
    }

    private static double leastBytesPerCall(Runnable call) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long deadline = system.getProcessCpuTime() + PATIENCE;
      double least = Double.MAX_VALUE;
      do {
        long calls = 0;
        long before = threads.getTotalThreadAllocatedBytes();
        long end = System.nanoTime() + BATCH;
        do {
          call.run();
          calls++;
        } while (calls < 100 || System.nanoTime() < end);
        double bytes = (double) (threads.getTotalThreadAllocatedBytes() - before) / calls;
        least = Math.min(least, bytes);
      } while (least > 0.0 && system.getProcessCpuTime() < deadline);
      return least;
    }
  }
}
