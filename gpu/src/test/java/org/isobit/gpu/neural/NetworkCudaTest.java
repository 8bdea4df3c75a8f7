// Master of FloatNetworkCudaTest: the float version is generated from this file.
package org.isobit.gpu.neural;

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
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.ActivationsReference;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseReference;
import org.isobit.kernels.neural.DeviceNetwork;
import org.isobit.kernels.neural.NetworkStage;
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
  private static final List<NetworkStage> STAGES = List.of(new NetworkStage.Layer(FIRST, 0, 6 * 40),
      new NetworkStage.Layer(SECOND, SECOND_AT, -1), new NetworkStage.SoftmaxRows(3, 4),
      new NetworkStage.Elementwise(Activation.LEAKY_RELU, SLOPE, 12),
      new NetworkStage.Layer(THIRD, THIRD_AT, THIRD_AT + 12 * 7));

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
      try (DeviceNetwork network = new NetworkCuda(device, STAGES, theta)) {
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
    try (DeviceNetwork network = new NetworkCuda(device, STAGES, theta)) {
      StandIn.capacity(30_000);
      compare(network, theta, 200);
      compare(network, theta, 3);
    }
    StandIn.capacity(1L << 30);
    try (DeviceNetwork network = new NetworkCuda(device, STAGES, theta)) {
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
    refused("stage 1 takes 12 elements, but there are 40", List.of(STAGES.get(0), STAGES.get(2)), theta);
    refused("there are 10 weights, but stage 0 has some beyond them", STAGES, new double[10]);
    refused("there may be 4194304", List.of(new NetworkStage.SoftmaxRows(1, 5_000_000)), theta);
    DeviceNetwork network = new NetworkCuda(device, STAGES, theta);
    assertThrows(IllegalArgumentException.class, () -> network.forward(2, new double[11], 0, new double[14], 0));
    assertThrows(IllegalArgumentException.class, () -> network.forward(-1, new double[12], 0, new double[14], 0));
    network.close();
    network.close();
    assertThrows(IllegalStateException.class, () -> network.forward(1, new double[6], 0, new double[7], 0));
  }

  private void refused(String part, List<NetworkStage> stages, double[] theta) {
    String message = assertThrows(IllegalArgumentException.class,
        () -> new NetworkCuda(device, stages, theta)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
