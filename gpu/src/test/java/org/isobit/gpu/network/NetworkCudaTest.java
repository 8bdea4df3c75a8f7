// Master of FloatNetworkCudaTest: the float version is generated from this file.
package org.isobit.gpu.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceMemoryException;
import org.isobit.gpu.Numbers;
import org.isobit.gpu.StandIn;
import org.isobit.kernels.Backend;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.kernels.device.network.DeviceNetwork;
import org.isobit.kernels.device.network.NetworkOperand;
import org.isobit.kernels.device.network.NetworkProgram;
import org.isobit.kernels.device.network.NetworkProgramBuilder;
import org.isobit.kernels.device.network.NetworkStage;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.ActivationsReference;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseReference;
import org.isobit.kernels.neural.SoftmaxReference;
import org.junit.jupiter.api.Test;

/** Whole networks on the device against their layers' references. */
class NetworkCudaTest extends CudaTest {

  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.REFERENCE);
  private static final DenseReference DENSE = DenseReference.of(Backend.REFERENCE);
  private static final SoftmaxReference SOFTMAX = SoftmaxReference.of(Backend.REFERENCE);
  private static final double SLOPE = 0.125;
  private static final DenseLayer FIRST = new DenseLayer(6, 40, false, Activation.GELU, 0.0);
  private static final DenseLayer SECOND = new DenseLayer(40, 12, true, Activation.IDENTITY, 0.0);
  private static final DenseLayer THIRD = new DenseLayer(12, 7, false, Activation.LEAKY_RELU, SLOPE);
  private static final int SECOND_AT = 6 * 40 + 40;
  private static final int THIRD_AT = SECOND_AT + 40 * 12;
  private static final int WEIGHTS = THIRD_AT + 12 * 7 + 7;
  private static final List<NetworkStage> STAGES = List.of(new NeuralStage.Dense(FIRST, 1, 0, 6 * 40),
      new NeuralStage.Dense(SECOND, 1, SECOND_AT, -1), new NeuralStage.SoftmaxRows(3, 4),
      new NeuralStage.Elementwise(Activation.LEAKY_RELU, SLOPE, 12),
      new NeuralStage.Dense(THIRD, 1, THIRD_AT, THIRD_AT + 12 * 7));

  private static final NetworkProgram PROGRAM = NetworkProgram.chain(STAGES);

  private static double[] reference(double[] theta, int batch, double[] x, int xOffset) {
    double[] a = new double[batch * 40];
    double[] b = new double[batch * 12];
    double[] y = new double[batch * 7];
    DENSE.forward(FIRST, batch, x, xOffset, 6, theta, 0, theta, 6 * 40, a, 0, 40);
    DENSE.forward(SECOND, batch, a, 0, 40, theta, SECOND_AT, null, 0, b, 0, 12);
    SOFTMAX.forward(3 * batch, 4, b, 0, 4, b, 0, 4);
    ACTIVATIONS.forward(Activation.LEAKY_RELU, SLOPE, 12 * batch, b, 0, b, 0);
    DENSE.forward(THIRD, batch, b, 0, 12, theta, THIRD_AT, theta, THIRD_AT + 12 * 7, y, 0, 7);
    return y;
  }

  private static void compare(DeviceNetwork network, double[] theta, int batch) {
    double[] x = new Numbers(batch + 1).doubles(6 * batch + 2);
    double[] y = new double[7 * batch + 3];
    network.forward(batch, x, 2, y, 3);
    assertBits(reference(theta, batch, x, 2), java.util.Arrays.copyOfRange(y, 3, y.length), batch + " samples");
    for (int i = 0; i < 3; i++) {
      assertEquals(0.0, y[i], "before the output");
    }
    assertTrue(network.computed() >= 0.0 && (batch > 0 || network.computed() == 0.0));
  }

  @Test
  void networksGiveTheBitsOfTheirLayers() {
    double[] theta = new Numbers(3).doubles(WEIGHTS);
    inEveryOrder(() -> {
      try (DeviceNetwork network = new NeuralCuda(device).network(STAGES, theta)) {
        for (int batch : new int[] {5, 0, 1, 33, 2}) {
          compare(network, theta, batch);
        }
      }
    });
  }

  @Test
  void partsShrinkWhereMemoryIsShort() {
    assumeFalse(StandIn.REAL);
    double[] theta = new Numbers(3).doubles(WEIGHTS);
    try (DeviceNetwork network = new NetworkCuda(device, PROGRAM, theta)) {
      StandIn.capacity(30_000);
      compare(network, theta, 200);
      compare(network, theta, 3);
    }
    StandIn.capacity(1L << 30);
    try (DeviceNetwork network = new NetworkCuda(device, PROGRAM, theta)) {
      StandIn.capacity(100);
      assertThrows(DeviceMemoryException.class, () -> compare(network, theta, 300));
      StandIn.capacity(1L << 30);
      compare(network, theta, 300);
    }
  }

  @Test
  void stagesThatDoNotFitAreNamed() {
    double[] theta = new double[WEIGHTS];
    refused("there are no stages", List.of(), theta);
    refused("stage 1 (SoftmaxRows) takes 12 elements in 3 rows, but there are 40",
        List.of(STAGES.get(0), STAGES.get(2)), theta);
    refused("there are 10 weights, but the steps have " + WEIGHTS, STAGES, new double[10]);
    refused("there may be 4194304", List.of(new NeuralStage.SoftmaxRows(1, 5_000_000)), theta);
    DeviceNetwork network = new NetworkCuda(device, PROGRAM, theta);
    assertThrows(IllegalArgumentException.class, () -> network.forward(2, new double[11], 0, new double[14], 0));
    assertThrows(IllegalArgumentException.class, () -> network.forward(-1, new double[12], 0, new double[14], 0));
    network.close();
    network.close();
    assertThrows(IllegalStateException.class, () -> network.forward(1, new double[6], 0, new double[7], 0));
  }

  private void refused(String part, List<NetworkStage> stages, double[] theta) {
    String message = assertThrows(IllegalArgumentException.class,
        () -> new NetworkCuda(device, NetworkProgram.chain(stages), theta)).getMessage();
    assertTrue(message.contains(part), message);
  }

  /** A graph of every stage of arrangements, with several readers of a value and columns of wider rows. */
  @Test
  void graphsGiveTheBitsOfWhatIsWrittenHere() {
    NetworkProgramBuilder b = NetworkProgram.builder(9, 6, 4);
    int x = b.input(0);
    int by = b.input(1);
    int shifted = b.add(new ArrangementStage.Shift(2, 3, 0), x);
    int scaled = b.add(new ArrangementStage.Affine(6, b.constants(1, 2, 3, 4, 5, 6), b.constants(6, 5, 4, 3, 2, 1)), x);
    int between = b.add(new ArrangementStage.Lerp(2, 3, 3), shifted, scaled);
    int across = b.add(new ArrangementStage.Conditioning(2, 3, false), between, by);
    int sum = b.add(new ArrangementStage.Sum(6), across, x);
    int wide = b.value(10);
    b.step(new ArrangementStage.Copy(2, 3), List.of(NetworkOperand.of(sum)), List.of(new NetworkOperand(wide, 2)));
    b.step(new ArrangementStage.Repeat(2, 2, 5), List.of(), List.of(NetworkOperand.of(wide)));
    b.step(new NeuralStage.Product(2, 2, 2, true, 0.5, 3, true),
        List.of(new NetworkOperand(sum, 1), NetworkOperand.of(wide)), List.of(NetworkOperand.of(wide)));
    int last = b.add(new ArrangementStage.Conditioning(2, 5, true), wide, by);
    NetworkProgram program = b.build(wide, last);
    double[] theta = new Numbers(5).doubles(9);
    inEveryOrder(() -> {
      try (DeviceNetwork network = new NetworkCuda(device, program, theta)) {
        for (int batch : new int[] {4, 1, 0, 70}) {
          double[] xs = new Numbers(batch + 7).doubles(10 * batch);
          double[] y = new double[20 * batch];
          network.forward(batch, xs, 0, y, 0);
          assertBits(graph(theta, batch, xs), y, batch + " samples");
        }
      }
    });
  }

  private static double[] graph(double[] w, int batch, double[] xs) {
    double[] ys = new double[20 * batch];
    for (int sample = 0; sample < batch; sample++) {
      int x = 10 * sample;
      int y = 20 * sample;
      for (int row = 0; row < 2; row++) {
        int wide = y + 5 * row;
        for (int i = 0; i < 3; i++) {
          double value = xs[x + 3 * row + i];
          double shifted = value + w[i];
          double scaled = Math.fma(3.0 * row + i + 1.0, value, 6.0 - (3.0 * row + i));
          double between = Math.fma(w[3 + row], scaled - shifted, shifted);
          ys[wide + 2 + i] = Math.fma(between, 1.0 + xs[x + 6 + row], xs[x + 8 + row]) + value;
        }
        for (int j = 0; j < 2; j++) {
          double s = Math.fma(0.5 * ys[wide + 3], w[3 + 2 * j], w[5 + j]);
          ys[wide + j] = Math.fma(0.5 * ys[wide + 4], w[4 + 2 * j], s);
        }
      }
      for (int i = 0; i < 10; i++) {
        ys[y + 10 + i] = Math.fma(ys[y + i], 1.0 + xs[x + 6 + i % 2], xs[x + 8 + i % 2]);
      }
    }
    return ys;
  }
}
