// Master of FloatNetworkTest: the float version is generated from this file.
package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;

/** Outputs do not depend on the batch or the way they are computed; where parameters lie; what is refused. */
class NetworkTest {

  @Test
  void everyWayGivesTheSameBits() {
    for (Network network : List.of(Problems.everything(), Problems.small(),
        Network.of(Shape.of(5), Layers.dropout(0.5)),
        Network.of(Shape.of(9), Layers.dense(300, Activation.GELU), Layers.dense(4, Activation.SIGMOID)),
        Network.of(Shape.of(4), Layers.softmax(), Layers.dense(3, Activation.RELU), Layers.affine(2.0, 1.0)))) {
      int batch = 1000;
      int in = network.input().size();
      int out = network.output().size();
      double[] theta = network.initialize(1, 2);
      double[] x = Problems.gaussian(3, batch * in);
      double[] expected = new double[batch * out];
      network.forward(theta, 0, batch, x, 0, expected, 0, network.tape(batch));
      double[] alone = new double[batch * out];
      Tape single = network.tape(1);
      for (int i = 0; i < batch; i++) {
        network.forward(theta, 0, 1, x, i * in, alone, i * out, single);
      }
      Problems.assertSameBits(expected, alone, "one by one");
      double[] inference = new double[batch * out];
      network.forward(theta, 0, batch, x, 0, inference, 0, null);
      Problems.assertSameBits(expected, inference, "without tape");
      double[] packed = new double[batch * out];
      PackedNetwork weights = network.inference(theta, 0);
      Arrays.fill(theta, Double.NaN);
      weights.forward(batch, x, 0, packed, 0);
      Problems.assertSameBits(expected, packed, "packed");
      double[][] parallel = new double[2][batch * out];
      try (Workers workers = Workers.of(2)) {
        workers.run(2, (part, slot) -> weights.forward(batch, x, 0, parallel[part], 0));
      }
      Problems.assertSameBits(expected, parallel[0], "first thread");
      Problems.assertSameBits(expected, parallel[1], "second thread");
      weights.forward(0, x, 0, packed, 0);
      network.forward(weights.parameters(), 0, 0, x, 0, packed, 0, null);
    }
  }

  /** A sample's part of dX, and dropout by place, do not depend on the other samples. */
  @Test
  void gradientsOfInputsDoNotDependOnTheBatch() {
    Network network = Problems.everything();
    int batch = 13;
    int in = network.input().size();
    int out = network.output().size();
    double[] theta = network.initialize(1, 2);
    double[] x = Problems.gaussian(3, batch * in);
    double[] dy = Problems.gaussian(4, batch * out);
    double[][] dx = new double[2][batch * in];
    double[] y = new double[batch * out];
    Tape tape = network.tape(batch);
    tape.train(5, 6, 7);
    network.forward(theta, 0, batch, x, 0, y, 0, tape);
    network.backward(theta, 0, tape, dy, 0, dx[0], 0, null, 0, false);
    for (int i = 0; i < batch; i++) {
      network.forward(theta, 0, i + 1, x, 0, y, 0, tape);
      double[] some = new double[(i + 1) * in];
      network.backward(theta, 0, tape, dy, 0, some, 0, null, 0, false);
      System.arraycopy(some, i * in, dx[1], i * in, in);
    }
    Problems.assertSameBits(dx[0], dx[1], "dX");
  }

  @Test
  void dropoutDrawsBySeedStreamStepAndLayer() {
    Network network = Network.of(Shape.of(1000), Layers.dropout(0.25), Layers.dropout(0.25));
    double[] x = new double[1000];
    Arrays.fill(x, 1.0);
    double[] y = new double[1000];
    Tape tape = network.tape(1);
    network.forward(new double[0], 0, 1, x, 0, y, 0, tape);
    Problems.assertSameBits(x, y, "inference");
    long[][] addresses = {{1, 2, 3}, {2, 2, 3}, {1, 3, 3}, {1, 2, 4}, {1, 2, 3}};
    double[][] drawn = new double[addresses.length][1000];
    for (int k = 0; k < addresses.length; k++) {
      tape.train(addresses[k][0], addresses[k][1], addresses[k][2]);
      network.forward(new double[0], 0, 1, x, 0, drawn[k], 0, tape);
      int left = 0;
      for (double value : drawn[k]) {
        left += value == 0.0 ? 0 : 1;
      }
      // The layers drop independently: 1000·0.75² = 562.5 are left, with a standard deviation of 15.7.
      assertTrue(left > 490 && left < 635, left + " of 1000 are left");
      assertEquals(k == 4, Arrays.equals(drawn[0], drawn[k]) && k > 0);
    }
    tape.infer();
    network.forward(new double[0], 0, 1, x, 0, y, 0, tape);
    Problems.assertSameBits(x, y, "inference again");
  }

  /** Forward through weights that are written down shows where each of them is. */
  @Test
  void weightsAreInputsByOutputsOrTransposed() {
    double[] theta = {1, 2, 3, 4, 5, 6, 10, 20, 30};
    double[] x = {1, 100};
    double[] y = new double[3];
    Network.of(Shape.of(2), Layers.dense(3, Activation.IDENTITY)).forward(theta, 0, 1, x, 0, y, 0, null);
    Problems.assertSameBits(new double[] {411, 522, 633}, y, "inputs x outputs");
    Network.of(Shape.of(2), Layers.dense(3, Activation.IDENTITY).storedTransposed())
        .forward(theta, 0, 1, x, 0, y, 0, null);
    Problems.assertSameBits(new double[] {211, 423, 635}, y, "outputs x inputs");
    Network.of(Shape.of(2), Layers.affine(new double[] {2, 3}, new double[] {1, -1})) // float: FloatNetwork.of(Shape.of(2), Layers.affine(new double[] {2, 3}, new double[] {1, -1}))
        .forward(theta, 0, 1, x, 0, y, 0, null);
    Problems.assertSameBits(new double[] {3, 299, 635}, y, "affine");
    Network.of(Shape.of(2), Layers.logScale(0)).forward(theta, 4, 1, x, 0, theta, 0, null);
    Problems.assertSameBits(new double[] {1, 100, 5, 6, 5, 6, 10, 20, 30}, theta, "log-scale");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Network network = Problems.small();
    double[] theta = network.initialize(0, 0);
    double[] x = new double[4];
    double[] y = new double[2];
    assertEquals("network: there are no layers", refusal(() -> Network.of(Shape.of(2))));
    assertEquals("network: layer 1 (affine) after 3: affine: 2 scales do not fit samples of 3 elements",
        refusal(() -> Network.of(Shape.of(2), Layers.dense(3, Activation.TANH),
            Layers.affine(new double[2], new double[2])))); // float: unchanged
    assertEquals("network: theta has 5 elements, but 337 from offset 0 are needed",
        refusal(() -> network.forward(new double[5], 0, 1, x, 0, y, 0, null)));
    assertEquals("network: the tape has room for 1 samples, but the batch is 2",
        refusal(() -> network.forward(theta, 0, 2, x, 0, y, 0, network.tape(1))));
    assertEquals("network: the tape belongs to another network",
        refusal(() -> network.forward(theta, 0, 2, x, 0, y, 0, Problems.small().tape(2))));
    assertEquals("tape: the batch must be at least 1, but is 0", refusal(() -> network.tape(0)));
    assertTrue(refusal(() -> network.tape(Integer.MAX_VALUE)).startsWith("tape: a batch of 2147483647 needs "));
    assertTrue(refusal(() -> network.forward(theta, 0, 3, x, 0, y, 0, null)).startsWith("network: X is 3x2 "));
    assertTrue(refusal(() -> network.forward(theta, 0, 1, x, 0, x, 1, null)).contains("overlaps"));
    assertEquals("learning: stream must be in 0 ... 2^40 - 1, but is -1", refusal(() -> network.initialize(0, -1)));
    Tape tape = network.tape(2);
    assertThrows(IllegalStateException.class,
        () -> network.backward(theta, 0, tape, y, 0, null, 0, theta, 0, false));
    network.forward(theta, 0, 2, x, 0, y, 0, tape);
    assertTrue(refusal(() -> network.backward(theta, 0, tape, y, 0, null, 0, theta, 0, false)).contains("overlaps"));
    assertTrue(refusal(() -> network.backward(theta, 0, tape, y, 0, theta, 5, null, 0, false)).contains("overlaps"));
    // Other draws than those of the forward pass would make another gradient.
    tape.train(1, 2, 3);
    assertThrows(IllegalStateException.class, () -> network.backward(theta, 0, tape, y, 0, x, 0, null, 0, false));
  }

  /** One array holds θ, X and Y, each from an offset: refused, or the bits of arrays of their own. */
  @Test
  void whatOneArrayHoldsIsApartOrRefused() {
    Network network = Network.of(Shape.of(2), Layers.dense(3, Activation.TANH), Layers.dense(2, Activation.IDENTITY));
    int p = network.parameters();
    int batch = 5;
    double[] numbers = Problems.gaussian(3, 100);
    for (int way = 0; way < 3; way++) {
      Tape tape = way == 0 ? null : network.tape(batch);
      for (int yo = 0; yo < 60; yo++) {
        double[] array = numbers.clone();
        double[] expected = new double[2 * batch];
        network.forward(numbers, 0, batch, numbers, 30, expected, 0, null);
        boolean apart = yo >= p && yo + 2 * batch <= 30 || yo >= 30 + 2 * batch;
        int at = yo;
        Runnable call = way < 2 ? () -> network.forward(array, 0, batch, array, 30, array, at, tape)
            : () -> network.infer(array, 0, batch, array, 30, array, at, Workers.serial());
        if (!apart) {
          assertTrue(refusal(call).contains("overlaps"));
          Problems.assertSameBits(numbers, array, "refused at " + yo);
        } else {
          call.run();
          Problems.assertSameBits(expected, Arrays.copyOfRange(array, yo, yo + 2 * batch), "at " + yo);
        }
      }
    }
  }

  @Test
  void backwardAndTangentMayReplaceWhatTheyRead() {
    Network network = Network.of(Shape.of(2), Layers.dense(3, Activation.TANH), Layers.dense(2, Activation.IDENTITY));
    int p = network.parameters();
    int batch = 5;
    double[] theta = network.initialize(1, 2);
    double[] dy = Problems.gaussian(4, 2 * batch);
    Tape tape = network.tape(batch);
    network.forward(theta, 0, batch, Problems.gaussian(3, 2 * batch), 0, new double[2 * batch], 0, tape);
    double[] dx = new double[2 * batch];
    double[] gradient = new double[p];
    network.backward(theta, 0, tape, dy, 0, dx, 0, gradient, 0, false);
    double[] replaced = dy.clone();
    network.backward(theta, 0, tape, replaced, 0, replaced, 0, null, 0, false);
    Problems.assertSameBits(dx, replaced, "dX over dY");
    double[] over = Arrays.copyOf(dy, p + 1);
    network.backward(theta, 0, tape, over, 0, null, 0, over, 1, false);
    Problems.assertSameBits(gradient, Arrays.copyOfRange(over, 1, p + 1), "gradient over dY");
    double[] along = new double[2 * batch];
    network.tangent(theta, 0, tape, dy, 0, along, 0);
    double[] shifted = Arrays.copyOf(dy, 2 * batch + 3);
    network.tangent(theta, 0, tape, shifted, 0, shifted, 3);
    Problems.assertSameBits(along, Arrays.copyOfRange(shifted, 3, shifted.length), "dY over dX");
    // What is written over parameters, or twice, is refused and leaves everything as it was.
    double[] array = Arrays.copyOf(theta, 2 * p + 2 * batch);
    double[] before = array.clone();
    for (int at : new int[] {0, 1, p - 1}) {
      assertTrue(refusal(() -> network.tangent(array, 0, tape, dy, 0, array, at)).contains("dY"));
      assertTrue(refusal(() -> network.backward(array, 0, tape, dy, 0, array, at, null, 0, false)).contains("dX"));
      assertTrue(refusal(() -> network.backward(array, 0, tape, dy, 0, null, 0, array, at,
          false)).contains("gradient"));
      assertTrue(refusal(() -> network.backward(theta, 0, tape, dy, 0, array, p + at, array, p, false)).contains("dX"));
    }
    Problems.assertSameBits(before, array, "refused");
    network.backward(theta, 0, tape, dy, 0, array, 2 * p, array, p, false);
    Problems.assertSameBits(gradient, Arrays.copyOfRange(array, p, 2 * p), "gradient beside dX");
    Problems.assertSameBits(dx, Arrays.copyOfRange(array, 2 * p, array.length), "dX beside the gradient");
  }

  /** What ends where parameters begin is apart from them, and what ends one later is not. */
  @Test
  void whatEndsBeforeAnotherBeginsIsApart() {
    Network network = Network.of(Shape.of(2), Layers.dense(3, Activation.TANH), Layers.dense(2, Activation.IDENTITY));
    int p = network.parameters();
    int batch = 5;
    double[] array = new double[40 + 2 * p];
    System.arraycopy(network.initialize(1, 2), 0, array, 20, p);
    double[] x = Problems.gaussian(3, 2 * batch);
    Tape tape = network.tape(batch);
    network.forward(array, 20, batch, x, 0, array, 10, tape);
    network.infer(array, 20, batch, x, 0, array, 10, Workers.serial());
    network.tangent(array, 20, tape, x, 0, array, 10);
    network.backward(array, 20, tape, x, 0, array, 10, array, 20 + p, false);
    network.backward(array, 20, tape, x, 0, array, 20 + p, array, 30 + p, false);
    assertTrue(refusal(() -> network.forward(array, 20, batch, x, 0, array, 11, tape)).startsWith("network: "));
    assertTrue(refusal(() -> network.infer(array, 20, batch, x, 0, array, 11, Workers.serial()))
        .startsWith("network: "));
    assertTrue(refusal(() -> network.tangent(array, 20, tape, x, 0, array, 11)).startsWith("network: "));
    assertTrue(refusal(() -> network.backward(array, 20, tape, x, 0, array, 11, null, 0, false))
        .startsWith("network: "));
    assertTrue(refusal(() -> network.backward(array, 20, tape, x, 0, array, 21 + p, array, 30 + p, false))
        .startsWith("network: "));
  }

  @Test
  void sizesBelowNoneAreRefused() {
    Network network = Problems.small();
    double[] theta = network.initialize(0, 0);
    double[] x = new double[2];
    Tape tape = network.tape(1);
    assertEquals("network: batch must not be negative, but is -1",
        refusal(() -> network.forward(theta, 0, -1, x, 0, x, 1, tape)));
    assertEquals("network: batch must not be negative, but is -1",
        refusal(() -> network.infer(theta, 0, -1, x, 0, x, 1, Workers.serial())));
    Network wide = Network.of(Shape.of(1000), Layers.dense(1, Activation.TANH));
    assertTrue(refusal(() -> wide.tape(3_000_000)).startsWith("tape: a batch of 3000000 needs 3000000048 numbers"));
    // The largest input fits, but not with the output behind it.
    int most = Integer.MAX_VALUE - 64 - 48;
    Network widest = Network.of(Shape.of(most), Layers.dense(1, Activation.TANH).withoutBias());
    assertTrue(refusal(() -> widest.tape(1)).startsWith("tape: a batch of 1 needs " + (most + 97L) + " numbers"));
    // No sample at all is a pass too.
    network.forward(theta, 0, 0, x, 0, x, 0, tape);
    assertEquals(0, tape.batch());
    double[] gradient = new double[theta.length];
    Arrays.fill(gradient, 7.0);
    network.backward(theta, 0, tape, x, 0, null, 0, gradient, 0, false);
    Problems.assertSameBits(new double[theta.length], gradient, "the gradient of nothing");
    assertEquals("learning: stream must be in 0 ... 2^40 - 1, but is -1",
        refusal(() -> network.initialize(0, -1, gradient, 0)));
    Problems.assertSameBits(new double[theta.length], gradient, "refused");
  }

  /** A network made alike is another network: its tape may hold another pass. */
  @Test
  void foreignTapesAreRefused() {
    Network network = Problems.small();
    double[] theta = network.initialize(0, 0);
    double[] x = Problems.gaussian(1, 4);
    double[] y = {7, 8};
    Tape foreign = Problems.small().tape(2);
    foreign.network.forward(theta, 0, 2, x, 0, y.clone(), 0, foreign);
    double[] written = {7, 8, 9, 10};
    for (Tape tape : Arrays.asList(foreign, null)) {
      for (Runnable call : List.<Runnable>of(
          () -> network.backward(theta, 0, tape, y, 0, written, 0, null, 0, false),
          () -> network.tangent(theta, 0, tape, x, 0, written, 0))) {
        assertEquals("network: the tape belongs to another network", refusal(call));
      }
    }
    assertEquals("network: the tape belongs to another network",
        refusal(() -> network.forward(theta, 0, 2, x, 0, written, 0, foreign)));
    Problems.assertSameBits(new double[] {7, 8, 9, 10}, written, "refused");
  }

  @Test
  void arraysThatAreMissingAreNamed() {
    Network network = Problems.small();
    double[] theta = network.initialize(0, 0);
    double[] x = new double[2];
    double[] none = null;
    assertEquals("network: theta is null", refusal(() -> network.forward(none, 0, 1, x, 0, x, 0, null)));
    assertEquals("network: X is null", refusal(() -> network.forward(theta, 0, 1, none, 0, x, 0, network.tape(1))));
    assertEquals("network: Y is null", refusal(() -> network.inference(theta, 0).forward(1, x, 0, none, 0)));
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
