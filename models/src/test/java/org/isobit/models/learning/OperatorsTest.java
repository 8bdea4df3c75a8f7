package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerCall;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.junit.jupiter.api.Test;

/** Layers read and write where their call says, and no sample beyond the batch. */
class OperatorsTest {

  private static final int BATCH = 3;

  /** Every operand in an array of its own, or all of a tape's in one: the same bits. */
  @Test
  void arraysOfTheirOwnGiveTheSameBits() {
    for (Activation kind : List.of(Activation.TANH, Activation.GELU, Activation.SILU, Activation.RELU)) {
      for (Layer layer : List.of(Layers.dense(5, kind), Layers.dense(5, kind).withoutBias(),
          Layers.activation(kind))) {
        check(Shape.of(4), layer);
      }
    }
    for (Layer layer : List.of(Layers.softmax(), Layers.affine(2, 1), Layers.logScale(0))) {
      check(Shape.of(4), layer);
    }
    FieldNetworks.layers().values().stream().filter(a -> !a.layers().getFirst().kind().equals("batch-norm"))
        .forEach(a -> check(a.input(), a.layers().getFirst()));
    FieldNetworks.truncated().forEach(layer -> check(Shape.of(5, 3), layer));
  }

  private static void check(Shape input, Layer layer) {
    Network network = Network.of(input, layer);
    int in = BATCH * input.size();
    int out = BATCH * network.output().size();
    double[] theta = Problems.gaussian(1, network.parameters());
    double[] x = Problems.gaussian(2, in);
    double[] w = Problems.gaussian(3, out);
    double[] y = new double[out];
    double[] dx = new double[in];
    double[] gradient = new double[theta.length];
    double[] tangent = new double[out];
    Tape tape = network.tape(BATCH);
    network.forward(theta, 0, BATCH, x, 0, y, 0, tape);
    network.backward(theta, 0, tape, w, 0, dx, 0, gradient, 0, false);
    network.tangent(theta, 0, tape, x, 0, tangent, 0);

    LayerOperator operator = layer.operator(List.of(input));
    LayerCall call = new LayerCall(1);
    call.batch = BATCH;
    call.theta = theta;
    call.x[0] = moved(x, 1);
    call.xOffset[0] = 1;
    call.y = new double[out + 2];
    call.yOffset = 2;
    call.kept = operator.kept() == 0 ? null : new double[BATCH * operator.kept() + 3];
    call.keptOffset = 3;
    call.scratch = new double[BATCH * operator.scratch() + 6];
    call.scratchOffset = 6;
    Arrays.fill(call.scratch, Double.NaN);
    operator.forward(call);
    Problems.assertSameBits(y, Arrays.copyOfRange(call.y, 2, out + 2), layer + ": Y");
    call.dy = moved(w, 4);
    call.dyOffset = 4;
    call.dx[0] = new double[in + 5];
    call.dxOffset[0] = 5;
    call.gradient = new double[theta.length];
    operator.backward(call);
    Problems.assertSameBits(dx, Arrays.copyOfRange(call.dx[0], 5, in + 5), layer + ": dX");
    Problems.assertSameBits(gradient, call.gradient, layer + ": gradient");
    call.dx[0] = moved(x, 1);
    call.dxOffset[0] = 1;
    call.dy = new double[out + 2];
    call.dyOffset = 2;
    operator.tangent(call);
    Problems.assertSameBits(tangent, Arrays.copyOfRange(call.dy, 2, out + 2), layer + ": tangent");
  }

  private static double[] moved(double[] numbers, int offset) {
    double[] moved = new double[offset + numbers.length];
    System.arraycopy(numbers, 0, moved, offset, numbers.length);
    return moved;
  }

  /** What a larger batch left on the tape is not seen by a smaller one. */
  @Test
  void smallerBatchesSeeTheirSamplesAlone() {
    for (Layer layer : List.of(Layers.logScale(0.5), Layers.dense(5, Activation.GELU), Layers.affine(2, 1))) {
      Network network = Network.of(Shape.of(4), layer);
      int out = network.output().size();
      double[] theta = Problems.gaussian(1, network.parameters());
      double[] x = Problems.gaussian(2, BATCH * 4);
      double[] w = Problems.gaussian(3, BATCH * out);
      double[][] gradients = new double[2][network.parameters()];
      Tape tape = network.tape(BATCH);
      for (int batch : new int[] {BATCH, BATCH - 1}) {
        network.forward(theta, 0, batch, x, 0, new double[batch * out], 0, tape);
        network.backward(theta, 0, tape, w, 0, null, 0, gradients[0], 0, false);
      }
      Tape fresh = network.tape(BATCH - 1);
      network.forward(theta, 0, BATCH - 1, x, 0, new double[BATCH * out], 0, fresh);
      network.backward(theta, 0, fresh, w, 0, null, 0, gradients[1], 0, false);
      Problems.assertSameBits(gradients[1], gradients[0], layer.toString());
    }
  }

  /** A full tape of wide samples has no room behind the last one. */
  @Test
  void tangentsOfScalesAreNone() {
    Network network = Network.of(Shape.of(100), Layers.logScale(0.5));
    double[] theta = network.initialize(1, 0);
    double[] x = Problems.gaussian(2, 200);
    double[] tangent = new double[400];
    Arrays.fill(tangent, 7.0);
    Tape tape = network.tape(2);
    network.forward(theta, 0, 2, x, 0, new double[400], 0, tape);
    network.tangent(theta, 0, tape, x, 0, tangent, 0);
    for (int i = 0; i < 400; i++) {
      assertEquals(i % 200 < 100 ? x[i / 200 * 100 + i % 200] : 0.0, tangent[i], "element " + i);
    }
  }
}
