// Master of FloatNeuralThreadsTest: the float version is generated from this file.
package org.isobit.kernels.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.reduce.ReduceReference;
import org.junit.jupiter.api.Test;

/** Every number of threads gives the bits of the scalar references. */
class NeuralThreadsTest {

  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.REFERENCE);
  private static final DenseReference DENSE = DenseReference.of(Backend.REFERENCE);
  private static final DenseStackReference DENSE_STACK = DenseStackReference.of(Backend.REFERENCE);
  private static final LossesReference LOSSES = LossesReference.of(Backend.REFERENCE);
  private static final OptimizersReference OPTIMIZERS = OptimizersReference.of(Backend.REFERENCE);
  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);
  private static final SamplingReference SAMPLING = SamplingReference.of(Backend.REFERENCE);
  private static final SoftmaxReference SOFTMAX = SoftmaxReference.of(Backend.REFERENCE);
  private static final int[] THREADS = {1, 2, 3, 5};

  /** Elements of vectors: enough for parts, the last one short. */
  private static final int LONG = 150_001;

  /** Batch, inputs, outputs: square, with odd borders, few samples, narrow, more than one run of terms. */
  private static final int[][] SHAPES = {{64, 256, 384}, {130, 301, 203}, {3, 1100, 1000}, {301, 96, 101},
      {60, 4200, 40}, {4200, 30, 40}};

  private static double[] gaussian(long seed, int n) {
    double[] x = new double[n];
    Philox.gaussian(seed, 0, 0, n, x, 0);
    return x;
  }

  private static void assertSameBits(double[] expected, double[] actual, String what) {
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToRawLongBits(expected[i]) != Double.doubleToRawLongBits(actual[i])) {
        assertEquals(expected[i], actual[i], what + ", element " + i);
      }
    }
    assertEquals(expected.length, actual.length, what);
  }

  /** Runs a call with several numbers of threads. */
  private static void withThreads(Consumer<Workers> call) {
    for (int threads : THREADS) {
      try (Workers workers = Workers.of(threads)) {
        call.accept(workers);
      }
    }
  }

  private static List<DenseLayer> layers(int[] shape) {
    List<DenseLayer> layers = new ArrayList<>();
    for (boolean transposed : new boolean[] {false, true}) {
      layers.add(new DenseLayer(shape[1], shape[2], transposed, transposed ? Activation.LEAKY_RELU : Activation.TANH,
          0.25));
    }
    return layers;
  }

  @Test
  void layersForward() {
    for (int[] shape : SHAPES) {
      for (DenseLayer layer : layers(shape)) {
        int batch = shape[0];
        int ldx = layer.inputs() + 1;
        int ldy = layer.outputs() + (layer.transposed() ? 3 : 0);
        double[] x = gaussian(1, 2 + batch * ldx);
        double[] w = gaussian(2, 3 + layer.weights());
        double[] bias = layer.inputs() == 301 ? null : gaussian(3, 4 + layer.outputs());
        double[] expected = gaussian(4, 5 + batch * ldy);
        double[] start = expected.clone();
        DENSE.forward(layer, batch, x, 2, ldx, w, 3, bias, 4, expected, 5, ldy);
        withThreads(workers -> {
          double[] y = start.clone();
          Dense.forward(layer, batch, x, 2, ldx, w, 3, bias, 4, y, 5, ldy, workers);
          assertSameBits(expected, y, layer + ", threads " + workers.threads());
        });
      }
    }
  }

  @Test
  void layersBackward() {
    for (int[] shape : SHAPES) {
      for (DenseLayer layer : layers(shape)) {
        backward(layer, shape[0], true, true, layer.transposed());
        if (shape[0] == 130) {
          backward(layer, shape[0], false, true, !layer.transposed());
          backward(layer, shape[0], true, false, false);
        }
      }
    }
  }

  private static void backward(DenseLayer layer, int batch, boolean inputs, boolean weights, boolean accumulate) {
    int ldx = layer.inputs() + 1;
    int ldy = layer.outputs() + (layer.transposed() ? 3 : 0);
    double[] x = gaussian(1, batch * ldx);
    double[] w = gaussian(2, layer.weights());
    double[] y = gaussian(3, batch * ldy);
    double[] dy = gaussian(4, batch * ldy);
    double[] dx = inputs ? gaussian(5, 1 + batch * ldx) : null;
    double[] dw = weights ? gaussian(6, 2 + layer.weights()) : null;
    double[] db = weights ? gaussian(7, 3 + layer.outputs()) : null;
    double[][] expected = {dy.clone(), copy(dx), copy(dw), copy(db)};
    DENSE.backward(layer, batch, x, 0, ldx, w, 0, y, 0, ldy, expected[0], 0, ldy, expected[1], 1, ldx, expected[2], 2,
        expected[3], 3, accumulate);
    withThreads(workers -> {
      double[][] actual = {dy.clone(), copy(dx), copy(dw), copy(db)};
      Dense.backward(layer, batch, x, 0, ldx, w, 0, y, 0, ldy, actual[0], 0, ldy, actual[1], 1, ldx, actual[2], 2,
          actual[3], 3, accumulate, workers);
      for (int i = 0; i < actual.length; i++) {
        if (expected[i] != null) {
          assertSameBits(expected[i], actual[i], layer + ", threads " + workers.threads() + ", array " + i);
        }
      }
    });
  }

  private static double[] copy(double[] array) {
    return array == null ? null : array.clone();
  }

  @Test
  void stacksForward() {
    DenseWeights[] layers = new DenseWeights[3];
    int[] widths = {200, 1300, 700, 90};
    for (int l = 0; l < layers.length; l++) {
      DenseLayer layer = DenseLayer.of(widths[l], widths[l + 1], Activation.TANH);
      layers[l] = DenseWeights.of(layer, gaussian(10 + l, layer.weights()), 0, gaussian(20 + l, widths[l + 1]), 0);
    }
    DenseStack stack = DenseStack.of(layers);
    for (int batch : new int[] {1, 7, 30, 250}) {
      double[] x = gaussian(1, batch * 200);
      double[] expected = new double[batch * 90];
      DENSE_STACK.forward(stack, batch, x, 0, 200, expected, 0, 90, Workers.serial());
      withThreads(workers -> {
        double[] y = new double[batch * 90];
        stack.forward(batch, x, 0, 200, y, 0, 90, workers);
        assertSameBits(expected, y, batch + " samples, threads " + workers.threads());
      });
    }
  }

  @Test
  void activationsAndSoftmax() {
    double[] x = gaussian(1, LONG + 1);
    double[] dy = gaussian(2, LONG + 2);
    int columns = 71;
    int rows = LONG / (columns + 3);
    for (Activation kind : Activation.values()) {
      double[] y = new double[LONG];
      double[] dx = new double[LONG];
      ACTIVATIONS.forward(kind, 0.25, LONG, x, 1, y, 0);
      ACTIVATIONS.backward(kind, 0.25, LONG, x, 1, dy, 2, dx, 0);
      withThreads(workers -> {
        double[] actual = new double[LONG];
        Activations.forward(kind, 0.25, LONG, x, 1, actual, 0, workers);
        assertSameBits(y, actual, kind + ", threads " + workers.threads());
        Activations.backward(kind, 0.25, LONG, x, 1, dy, 2, actual, 0, workers);
        assertSameBits(dx, actual, kind + " gradient, threads " + workers.threads());
      });
    }
    double[] y = new double[LONG];
    double[] dx = new double[LONG];
    SOFTMAX.forward(rows, columns, x, 1, columns, y, 0, columns + 2);
    SOFTMAX.backward(rows, columns, x, 1, columns + 3, dy, 2, columns, dx, 0, columns + 1);
    withThreads(workers -> {
      double[] actual = new double[LONG];
      Softmax.forward(rows, columns, x, 1, columns, actual, 0, columns + 2, workers);
      assertSameBits(y, actual, "softmax, threads " + workers.threads());
      actual = new double[LONG];
      Softmax.backward(rows, columns, x, 1, columns + 3, dy, 2, columns, actual, 0, columns + 1, workers);
      assertSameBits(dx, actual, "softmax gradient, threads " + workers.threads());
    });
  }

  @Test
  void lossesAndDropout() {
    double[] p = gaussian(1, LONG + 1);
    double[] r = gaussian(2, LONG + 2);
    double[] y = gaussian(3, LONG + 3);
    for (Losses.Pair kind : Losses.Pair.values()) {
      double[] g = new double[LONG];
      double value = 0.3 * LOSSES.pair(kind, 1.25, 0.3, LONG, p, 1, y, 3, g, 0);
      withThreads(workers -> {
        double[] actual = new double[LONG];
        assertEquals(value, Losses.pair(kind, 1.25, 0.3, LONG, p, 1, y, 3, actual, 0, workers), kind.toString());
        assertEquals(value, Losses.pair(kind, 1.25, 0.3, LONG, p, 1, y, 3, null, 0, workers), kind.toString());
        assertSameBits(g, actual, kind + ", threads " + workers.threads());
      });
    }
    for (Losses.Scaled kind : Losses.Scaled.values()) {
      double[] dm = new double[LONG];
      double[] dr = new double[LONG];
      double value = 0.3 * LOSSES.scaled(kind, 0.3, LONG, p, 1, r, 2, y, 3, dm, 0, dr, 0);
      withThreads(workers -> {
        double[] m = new double[LONG];
        double[] s = new double[LONG];
        assertEquals(value, Losses.scaled(kind, 0.3, LONG, p, 1, r, 2, y, 3, m, 0, s, 0, workers), kind.toString());
        assertSameBits(dm, m, kind + ", threads " + workers.threads());
        assertSameBits(dr, s, kind + ", threads " + workers.threads());
      });
    }
    double[] dropped = new double[LONG];
    SAMPLING.dropout(0.3, 7, -5, 11, LONG, p, 1, dropped, 0);
    withThreads(workers -> {
      double[] actual = new double[LONG];
      Sampling.dropout(0.3, 7, -5, 11, LONG, p, 1, actual, 0, workers);
      assertSameBits(dropped, actual, "dropout, threads " + workers.threads());
    });
  }

  @Test
  void gates() {
    GatesReference reference = GatesReference.of(Backend.REFERENCE);
    int rows = 701;
    int n = 103;
    double[] x = gaussian(1, rows * 2 * n);
    double[] d = gaussian(2, rows * 2 * n);
    for (Gate kind : Gate.values()) {
      double[][] expected = {new double[rows * n], new double[rows * 2 * n], new double[rows * n]};
      reference.forward(kind, rows, n, x, 0, 2 * n, expected[0], 0, n);
      reference.backward(kind, rows, n, x, 0, 2 * n, d, 0, n, expected[1], 0, 2 * n);
      reference.tangent(kind, rows, n, x, 0, 2 * n, d, 0, 2 * n, expected[2], 0, n);
      withThreads(workers -> {
        double[][] actual = {new double[rows * n], new double[rows * 2 * n], new double[rows * n]};
        Gates.forward(kind, rows, n, x, 0, 2 * n, actual[0], 0, n, workers);
        Gates.backward(kind, rows, n, x, 0, 2 * n, d, 0, n, actual[1], 0, 2 * n, workers);
        Gates.tangent(kind, rows, n, x, 0, 2 * n, d, 0, 2 * n, actual[2], 0, n, workers);
        for (int i = 0; i < actual.length; i++) {
          assertSameBits(expected[i], actual[i], kind + ", array " + i + ", threads " + workers.threads());
        }
      });
    }
  }

  @Test
  void optimizersAndClipping() {
    double[] theta = gaussian(1, LONG + 1);
    double[] g = gaussian(2, LONG + 2);
    AdamRates rates = new AdamRates(0x1p-7, 0.875, 0.984375, 0x1p-27, 0x1p-6);
    double[][] expected = {theta.clone(), new double[LONG], new double[LONG], theta.clone(), new double[LONG],
        g.clone()};
    OPTIMIZERS.adam(rates, 3, LONG, expected[0], 1, g, 2, expected[1], 0, expected[2], 0);
    OPTIMIZERS.momentum(0.01, 0.9, 0.001, LONG, expected[3], 1, g, 2, expected[4], 0);
    double[][] more = {theta.clone(), new double[LONG], theta.clone(), new double[LONG], theta.clone()};
    OPTIMIZERS.rmsProp(0.01, 0.9, 1e-7, // float: unchanged
        LONG, more[0], 1, g, 2, more[1], 0);
    OPTIMIZERS.adagrad(0.01, 1e-7, LONG, more[2], 1, g, 2, more[3], 0);
    OPTIMIZERS.average(0.01, LONG, g, 2, more[4], 1);
    double norm = REDUCE.norm2(LONG, g, 2);
    OPTIMIZERS.scale(LONG, 1.5 / norm, expected[5], 2);
    withThreads(workers -> {
      double[][] actual = {theta.clone(), new double[LONG], new double[LONG], theta.clone(), new double[LONG],
          g.clone()};
      Optimizers.adam(rates, 3, LONG, actual[0], 1, g, 2, actual[1], 0, actual[2], 0, workers);
      Optimizers.momentum(0.01, 0.9, 0.001, LONG, actual[3], 1, g, 2, actual[4], 0, workers);
      double[][] others = {theta.clone(), new double[LONG], theta.clone(), new double[LONG], theta.clone()};
      Optimizers.rmsProp(0.01, 0.9, 1e-7, // float: FloatOptimizers.rmsProp(0.01, 0.9, 1e-7,
          LONG, others[0], 1, g, 2, others[1], 0, workers);
      Optimizers.adagrad(0.01, 1e-7, LONG, others[2], 1, g, 2, others[3], 0, workers);
      Optimizers.average(0.01, LONG, g, 2, others[4], 1, workers);
      for (int i = 0; i < others.length; i++) {
        assertSameBits(more[i], others[i], "array " + i + " of the others, threads " + workers.threads());
      }
      assertEquals(norm, Optimizers.clip(1.5, LONG, actual[5], 2, workers));
      for (int i = 0; i < actual.length; i++) {
        assertSameBits(expected[i], actual[i], "array " + i + ", threads " + workers.threads());
      }
    });
  }

  /** A closed pool refuses what is given to it: large calls are, small ones are not, and failures reach the caller. */
  @Test
  void onlyLargeCallsUseThreads() {
    Workers closed = Workers.of(2);
    closed.close();
    for (int n : new int[] {60, 600}) {
      int batch = n / 2;
      DenseLayer layer = DenseLayer.of(n, n, Activation.TANH);
      double[] x = gaussian(1, n * n);
      double[] y = new double[n * n];
      List<Runnable> calls = List.of(
          () -> Dense.forward(layer, batch, x, 0, n, x, 0, null, 0, y, 0, n, closed),
          () -> Dense.backward(layer, batch, x, 0, n, x, 0, x, 0, n, y, 0, n, null, 0, n, new double[n * n], 0, null, 0,
              false, closed),
          () -> DenseStack.of(DenseWeights.of(DenseLayer.of(n, 3 * DenseStack.NARROW, Activation.TANH),
              new double[n * 3 * DenseStack.NARROW], 0, null, 0)).forward(batch, x, 0, n,
                  new double[batch * 3 * DenseStack.NARROW], 0, 3 * DenseStack.NARROW, closed),
          () -> Activations.forward(Activation.TANH, 0.0, n * n, x, 0, y, 0, closed),
          () -> Softmax.forward(n, n, x, 0, n, y, 0, n, closed),
          () -> Losses.pair(Losses.Pair.SQUARED, 1.0, 1.0, n * n, x, 0, x, 0, null, 0, closed),
          () -> Sampling.dropout(0.5, 1, 2, 3, n * n, x, 0, y, 0, closed),
          () -> Optimizers.momentum(0.1, 0.1, 0.1, n * n, y, 0, x, 0, new double[n * n], 0, closed),
          () -> Optimizers.clip(1.0, n * n, y, 0, closed));
      for (int c = 0; c < calls.size(); c++) {
        if (n == 60) {
          assertDoesNotThrow(calls.get(c)::run, "call " + c);
        } else {
          assertThrows(IllegalStateException.class, calls.get(c)::run, "call " + c);
        }
      }
    }
  }

  @Test
  void aBiasGradientNeedsOneOfWeights() {
    double[] x = new double[4];
    assertEquals("dense gradient: there is an array for db, but none for dW", assertThrows(
        IllegalArgumentException.class, () -> Dense.backward(DenseLayer.of(2, 2, Activation.IDENTITY), 1, x, 0, 2,
            new double[4], 0, new double[2], 0, 2, new double[2], 0, 2, null, 0, 2, null, 0, new double[2], 0, false))
        .getMessage());
  }

  /** Parts of one call while another thread makes calls of its own, and calls from inside a part. */
  @Test
  void callersAndNestedCallsDoNotMeet() throws InterruptedException {
    double[] x = gaussian(1, LONG);
    double[] expected = new double[LONG];
    ACTIVATIONS.forward(Activation.SILU, 0.0, LONG, x, 0, expected, 0);
    try (Workers workers = Workers.of(3)) {
      double[][] results = new double[8][LONG];
      workers.run(results.length, (part, slot) -> {
        for (int round = 0; round < 3; round++) {
          Arrays.fill(results[part], 0.0);
          Activations.forward(Activation.SILU, 0.0, LONG, x, 0, results[part], 0, workers);
        }
      });
      List<Thread> callers = new ArrayList<>();
      for (double[] result : results) {
        assertArrayEquals(expected, result);
        Thread caller = new Thread(() -> {
          Arrays.fill(result, 0.0);
          Activations.forward(Activation.SILU, 0.0, LONG, x, 0, result, 0, workers);
        });
        callers.add(caller);
        caller.start();
      }
      for (int c = 0; c < results.length; c++) {
        callers.get(c).join();
        assertArrayEquals(expected, results[c]);
      }
    }
  }
}
