// Master of FloatFieldLayerBitsTest: the float version is generated from this file.
package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bits of convolutions, normalisations and recurrent layers: not of batches, threads, tapes and what was before. */
class FieldLayerBitsTest {

  private static final int BATCH = 12;

  private static Map<String, Network> networks() {
    Map<String, Network> all = new LinkedHashMap<>();
    FieldNetworks.layers().forEach((name, architecture) -> all.put(name, Network.of(architecture)));
    all.put("images", Network.of(FieldNetworks.images()));
    all.put("sequences", Network.of(FieldNetworks.sequences()));
    all.put("coupled", Network.of(FieldNetworks.coupled()));
    all.put("grids", Network.of(FieldNetworks.grids()));
    all.put("turned", Network.of(FieldNetworks.turned()));
    return all;
  }

  /** What passes give: Y, ∂L/∂X, dY, and the gradient. */
  private record Pass(double[] y, double[] dx, double[] dy, double[] gradient) {

    static Pass of(Network network, double[] theta, int first, int count, Tape tape) {
      int in = network.input().size();
      int out = network.output().size();
      double[] x = Problems.gaussian(2, BATCH * in);
      double[] w = Problems.gaussian(3, BATCH * out);
      double[] v = Problems.gaussian(4, BATCH * in);
      Pass pass = new Pass(new double[count * out], new double[count * in], new double[count * out],
          new double[theta.length]);
      network.forward(theta, 0, count, x, first * in, pass.y, 0, tape);
      network.backward(theta, 0, tape, w, first * out, pass.dx, 0, pass.gradient, 0, false);
      network.tangent(theta, 0, tape, v, first * in, pass.dy, 0);
      return pass;
    }

    /** The other's samples from first on. */
    void assertSame(Pass part, int first, String what) {
      int count = part.y.length * BATCH / y.length;
      same(y, part.y, first, count, what + ": Y");
      same(dx, part.dx, first, count, what + ": dX");
      same(dy, part.dy, first, count, what + ": tangent");
    }

    private static void same(double[] all, double[] part, int first, int count, String what) {
      int n = all.length / BATCH;
      Problems.assertSameBits(Arrays.copyOfRange(all, first * n, (first + count) * n), part, what);
    }
  }

  /** Running variances are positive. */
  private static double[] theta(Network network) {
    double[] theta = Problems.gaussian(1, network.parameters());
    network.parameterList().stream().filter(p -> p.name().endsWith("running_var")).forEach(p -> {
      for (int i = 0; i < p.size(); i++) {
        theta[p.offset() + i] = 0.5 + theta[p.offset() + i] * theta[p.offset() + i];
      }
    });
    return theta;
  }

  @TestFactory
  Stream<DynamicTest> threadsDoNotShow() {
    return networks().entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> threads(e.getValue())));
  }

  private static void threads(Network network) {
    double[] theta = theta(network);
    for (boolean training : new boolean[] {false, true}) {
      Tape tape = tape(network, training, BATCH);
      Pass whole = Pass.of(network, theta, 0, BATCH, tape);
      for (int threads : new int[] {2, 3}) {
        try (Workers workers = Workers.of(threads)) {
          Pass again = Pass.of(network, theta, 0, BATCH, tape.use(workers));
          whole.assertSame(again, 0, threads + " threads");
          Problems.assertSameBits(whole.gradient, again.gradient, threads + " threads: gradient");
        }
      }
      assertEquals(0.0, whole.dx[0] - whole.dx[0], "finite");
    }
  }

  @TestFactory
  Stream<DynamicTest> batchesDoNotShow() {
    return networks().entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> batches(e.getValue())));
  }

  private static void batches(Network network) {
    double[] theta = theta(network);
    for (boolean training : new boolean[] {false, true}) {
      if (training && network.isCoupled()) {
        continue;
      }
      Tape tape = tape(network, training, BATCH);
      Pass whole = Pass.of(network, theta, 0, BATCH, tape);
      for (int[] part : new int[][] {{0, 1}, {7, 1}, {3, 5}, {9, 3}}) {
        Pass again = Pass.of(network, theta, part[0], part[1], tape);
        whole.assertSame(again, part[0], "samples " + part[0] + " and " + part[1]);
        // What a larger batch left on the tape is not seen.
        Pass fresh = Pass.of(network, theta, part[0], part[1], tape(network, training, part[1]));
        Problems.assertSameBits(fresh.gradient, again.gradient, "gradient on a fresh tape");
      }
    }
  }

  /** Without a tape, by layers, by threads, or packed: the outputs of a tape. */
  @TestFactory
  Stream<DynamicTest> inferenceHasTheBitsOfTapes() {
    return networks().entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> inference(e.getValue())));
  }

  private static void inference(Network network) {
    double[] theta = theta(network);
    double[] x = Problems.gaussian(2, BATCH * network.input().size());
    double[] expected = Pass.of(network, theta, 0, BATCH, network.tape(BATCH)).y;
    double[] y = new double[expected.length];
    network.forward(theta, 0, BATCH, x, 0, y, 0, null);
    Problems.assertSameBits(expected, y, "without tape");
    Arrays.fill(y, Double.NaN);
    try (Workers workers = Workers.of(2)) {
      network.infer(theta, 0, BATCH, x, 0, y, 0, workers);
    }
    Problems.assertSameBits(expected, y, "by two threads");
    Arrays.fill(y, Double.NaN);
    network.inference(theta, 0).forward(BATCH, x, 0, y, 0);
    Problems.assertSameBits(expected, y, "packed");
    if (!network.isCoupled()) {
      Problems.assertSameBits(expected, Pass.of(network, theta, 0, BATCH, tape(network, true, BATCH)).y, "training");
    }
  }

  private static Tape tape(Network network, boolean training, int batch) {
    Tape tape = network.tape(batch);
    if (training) {
      tape.train(7, 8, 9);
    }
    return tape;
  }
}
