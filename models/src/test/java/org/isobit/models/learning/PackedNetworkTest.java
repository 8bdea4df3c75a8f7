// Master of FloatPackedNetworkTest: the float version is generated from this file.
package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.junit.jupiter.api.Test;

/** What a packed network holds, and which arrays it refuses. */
class PackedNetworkTest {

  private static final Network NETWORK = Network.of(Shape.of(2), Layers.dense(5, Activation.TANH),
      Layers.dense(3, Activation.IDENTITY));

  @Test
  void itKnowsItsNetworkAndWeights() {
    double[] theta = NETWORK.initialize(1, 2);
    PackedNetwork packed = NETWORK.inference(theta, 0);
    assertSame(NETWORK, packed.network());
    packed.parameters()[0] = 7.0;
    Problems.assertSameBits(theta, packed.parameters(), "a copy");
  }

  /** Dense layers have a packed copy of their weights, wherever they stand: what θ holds later does not matter. */
  @Test
  void denseLayersArePacked() {
    Network network = Network.of(Shape.of(2), Layers.dropout(0.5), Layers.affine(2.0, 1.0),
        Layers.dense(5, Activation.GELU), Layers.dropout(0.5), Layers.dense(4, Activation.TANH).withoutBias(),
        Layers.softmax(), Layers.dense(3, Activation.IDENTITY));
    double[] theta = Problems.gaussian(1, network.parameters());
    double[] x = Problems.gaussian(2, 2 * 4);
    double[] expected = new double[3 * 4];
    network.forward(theta, 0, 4, x, 0, expected, 0, null);
    PackedNetwork packed = new PackedNetwork(network, theta);
    Arrays.fill(theta, Double.NaN);
    double[] y = new double[3 * 4];
    packed.forward(4, x, 0, y, 0);
    Problems.assertSameBits(expected, y, "packed");
  }

  /** Recurrent layers too, with and without biases, whichever steps come out, in batches and alone. */
  @Test
  void recurrentLayersArePacked() {
    for (Layer layer : List.of(LstmLayer.of(7), LstmLayer.of(7).withoutBias().withLastOnly(), GruLayer.of(7),
        GruLayer.of(7).withoutBias().withLastOnly())) {
      Network network = Network.of(Shape.of(5, 3), layer);
      double[] theta = Problems.gaussian(1, network.parameters());
      double[] x = Problems.gaussian(2, 4 * 15);
      double[] expected = new double[4 * network.output().size()];
      network.forward(theta, 0, 4, x, 0, expected, 0, null);
      PackedNetwork packed = new PackedNetwork(network, theta);
      Arrays.fill(theta, Double.NaN);
      double[] y = new double[expected.length];
      packed.forward(4, x, 0, y, 0);
      Problems.assertSameBits(expected, y, layer.kind());
      Arrays.fill(y, 0.0);
      packed.forward(1, x, 45, y, 3 * network.output().size());
      Problems.assertSameBits(Arrays.copyOfRange(expected, 3 * network.output().size(), expected.length),
          Arrays.copyOfRange(y, 3 * network.output().size(), y.length), layer.kind() + " alone");
    }
  }

  /** X is numbers 20 … 27 of the array, Y takes 12 numbers. */
  @Test
  void outputsLieApartFromInputs() {
    PackedNetwork packed = NETWORK.inference(NETWORK.initialize(1, 2), 0);
    double[] numbers = Problems.gaussian(3, 50);
    double[] expected = new double[12];
    packed.forward(4, numbers, 20, expected, 0);
    for (int yo = 0; yo <= 38; yo++) {
      double[] array = numbers.clone();
      int at = yo;
      if (yo <= 8 || yo >= 28) {
        packed.forward(4, array, 20, array, at);
        Problems.assertSameBits(expected, Arrays.copyOfRange(array, yo, yo + 12), "at " + yo);
      } else {
        String message = refusal(() -> packed.forward(4, array, 20, array, at));
        assertTrue(message.startsWith("network: Y (1x12 at offset " + yo + ") overlaps X (1x8 at "), message);
        Problems.assertSameBits(numbers, array, "refused at " + yo);
      }
    }
  }

  @Test
  void sizesAreRefused() {
    PackedNetwork packed = NETWORK.inference(NETWORK.initialize(1, 2), 0);
    double[] array = new double[30];
    assertEquals("network: batch must not be negative, but is -1",
        refusal(() -> packed.forward(-1, array, 0, array, 20)));
    assertTrue(refusal(() -> packed.forward(3, array, 25, array, 0)).startsWith("network: X is 3x2 "));
    assertTrue(refusal(() -> packed.forward(3, array, 0, array, 22)).startsWith("network: Y is 3x3 "));
  }

  /** As many samples as have room for what lies between stacks are run at a time; with all, it would be 7 GB here. */
  @Test
  void wideNetworksGoInBlocks() {
    int wide = 600_000;
    Network network = Network.of(Shape.of(1), Layers.dense(wide, Activation.IDENTITY).withoutBias(),
        Layers.logScale(0.0), Layers.dense(1, Activation.IDENTITY).withoutBias());
    double[] theta = new double[network.parameters()];
    theta[5] = 2;
    theta[2 * wide + 5] = 3;
    double[] x = Problems.gaussian(1, 20);
    double[] y = new double[20];
    network.inference(theta, 0).forward(20, x, 0, y, 0);
    for (int i = 0; i < 20; i++) {
      assertEquals(6 * x[i], y[i], 1e-15 * Math.abs(y[i]));
    }
  }

  private static String refusal(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
