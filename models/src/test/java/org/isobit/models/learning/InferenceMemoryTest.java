package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.isobit.kernels.Workers;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.junit.jupiter.api.Test;

/** What inference takes of a thread's memory, the first time and later, and what layers have of it. */
class InferenceMemoryTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int BATCH = 5000;

  /** Runs it on a thread that has not yet run a network. */
  private static <T> T onNewThread(Callable<T> call)
      throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    return task.get();
  }

  private static long allocated(Runnable call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    call.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static Runnable inference() {
    Network network = Network.of(Shape.of(32), Layers.logScale(0), Layers.logScale(1), Layers.dropout(0.5));
    double[] theta = network.initialize(1, 0);
    double[] x = Problems.gaussian(1, BATCH * 32);
    double[] y = new double[BATCH * 128];
    return () -> network.infer(theta, 0, BATCH, x, 0, y, 0, Workers.serial());
  }

  private static Runnable packed() {
    Network network = Network.of(Shape.of(32), Layers.logScale(0), Layers.dropout(0.5), Layers.logScale(1));
    PackedNetwork packed = network.inference(network.initialize(1, 0), 0);
    double[] x = Problems.gaussian(1, BATCH * 32);
    double[] y = new double[BATCH * 128];
    return () -> packed.forward(BATCH, x, 0, y, 0);
  }

  /** 128 kB of activations, twice, whatever the batch: 5 MB it would be for all samples. */
  @Test
  void aFewSamplesAreRunAtATime() throws InterruptedException, ExecutionException {
    long bytes = onNewThread(() -> allocated(inference()));
    assertTrue(bytes < 1 << 20, bytes + " bytes");
  }

  /** These layers only copy, so that not even an interpreter allocates for them. */
  @Test
  void nothingIsAllocatedAgain() throws InterruptedException, ExecutionException {
    for (Runnable call : List.of(inference(), packed())) {
      long least = onNewThread(() -> {
        call.run();
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < 10 && bytes > 0; i++) {
          bytes = Math.min(bytes, allocated(call));
        }
        return bytes;
      });
      assertEquals(0, least);
    }
  }

  /** Samples of a part: enough for 2^20 multiply-adds, at least 32, at most 4096, and no more parts than threads. */
  @Test
  void partsAreSharedEvenly() {
    assertEquals(4000, SampleParts.length(4000, 1000, 1000, 1));
    assertEquals(1334, SampleParts.length(4000, 1000, 1000, 4));
    assertEquals(2000, SampleParts.length(4000, 1000, 1000, 2));
    assertEquals(2500, SampleParts.length(10_000, 100_000, 100_000, 4));
    assertEquals(63, SampleParts.length(63, 1 << 30, 1 << 30, 4));
    assertEquals(32, SampleParts.length(64, 1 << 30, 1 << 30, 4));
    assertEquals(4096, SampleParts.length(4097, 0, 0, 4));
    // Each weight is used a thousand times: some samples are enough.
    assertEquals(8, SampleParts.length(16, 10_000, 10_000_000, 2));
    assertEquals(50, SampleParts.length(100, 1000, 1_000_000, 2));
  }

  /** Adds 1, after it has spoilt its scratch. */
  private static final class Scratching implements UnaryLayer, LayerOperator {

    @Override
    public String kind() {
      return "scratching";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public Shape output(Shape input) {
      return input;
    }

    @Override
    public List<Parameter> parameters(Shape input) {
      return List.of();
    }

    @Override
    public LayerOperator operator(Shape input) {
      return this;
    }

    @Override
    public FloatLayerOperator floatOperator(Shape input) {
      throw new UnsupportedOperationException("in double alone");
    }

    @Override
    public int scratch() {
      return 7;
    }

    @Override
    public void forward(LayerCall c) {
      Arrays.fill(c.scratch, c.scratchOffset, c.scratchOffset + c.batch * 7, Double.NaN);
      for (int i = 0; i < c.batch * 3; i++) {
        c.y[c.yOffset + i] = c.x[0][c.xOffset[0] + i] + 1;
      }
    }

    @Override
    public void backward(LayerCall c) {
      throw new UnsupportedOperationException("forward alone");
    }

    @Override
    public void tangent(LayerCall c) {
      throw new UnsupportedOperationException("forward alone");
    }
  }

  @Test
  void scratchIsApartFromActivations() throws InterruptedException, ExecutionException {
    Network network = Network.of(Shape.of(3), new Scratching(), new Scratching(), new Scratching());
    double[] theta = {};
    double[] x = Problems.gaussian(1, 5 * 3);
    double[] y = new double[5 * 3];
    onNewThread(() -> {
      network.infer(theta, 0, 5, x, 0, y, 0, Workers.serial());
      return y;
    });
    double[] taped = new double[5 * 3];
    network.forward(theta, 0, 5, x, 0, taped, 0, network.tape(5));
    for (int i = 0; i < y.length; i++) {
      assertEquals(x[i] + 3, y[i], 1e-12);
    }
    Problems.assertSameBits(y, taped, "with a tape");
  }
}
