package org.isobit.bench.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.OnnxExport;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Exported networks in ONNX Runtime: outputs agree to float accuracy. */
class ExportedNetworksTest {

  private static final int BATCH = 7;

  private static float[] normals(int n, int stream) {
    float[] x = new float[n];
    Philox.gaussian(9, stream, 0, n, x, 0);
    return x;
  }

  private static void agrees(Architecture a) throws OrtException {
    float[] theta = normals(a.parameters(), 1);
    float[] x = normals(BATCH * a.input().size(), 2);
    float[] y = new float[BATCH * a.output().size()];
    FloatNetwork.of(a).forward(theta, 0, BATCH, x, 0, y, 0, null);
    int[] dims = new int[1 + a.input().rank()];
    dims[0] = BATCH;
    for (int d = 1; d < dims.length; d++) {
      dims[d] = a.input().dimension(d - 1);
    }
    Tensor actual = RuntimeModel.run(OnnxExport.bytes(a, theta), Map.of("x", Tensor.of(x, dims))).get("y");
    assertEquals(y.length, actual.size());
    for (int i = 0; i < y.length; i++) {
      assertEquals(y[i], actual.number(i), 3e-5 * (1 + StrictMath.abs(y[i])), a + " element " + i);
    }
  }

  @Test
  void everyActivation() throws OrtException {
    for (Activation activation : Activation.values()) {
      double slope = activation.hasSlope() ? 0.3 : 0;
      agrees(Architecture.of(Shape.of(5), List.of(Layers.dense(8, activation, slope),
          Layers.dense(3, activation, slope).storedTransposed(), Layers.activation(activation, slope))));
    }
  }

  @Test
  void everyLayer() throws OrtException {
    List<Layer> layers = new ArrayList<>(List.of(Layers.softmax(), Layers.affine(3, -1),
        Layers.dense(4, Activation.TANH).withoutBias(), Layers.dropout(0.4),
        Layers.affine(new double[] {1, 2, 3, -4}, new double[] {0, 0.1, 0.2, 0.3}), Layers.logScale(0)));
    agrees(Architecture.of(Shape.of(3, 4), layers));
    agrees(Architecture.of(Shape.of(3, 4), List.of(Layers.dropout(0.5))));
  }

  @Test
  void graphs() throws OrtException {
    var builder = Architecture.builder();
    int a = builder.input(Shape.of(2, 3));
    int b = builder.input(Shape.of(1, 3));
    int joined = builder.add(Layers.concat(2, 0), a, b);
    int h = builder.add(Layers.dense(9, Activation.RELU), joined);
    int g = builder.add(Layers.dense(9, Activation.SILU), h);
    int sum = builder.add(Layers.sum(3), h, g, h);
    Architecture network = builder.build(h, sum);
    float[] theta = normals(network.parameters(), 1);
    float[] x = normals(9, 2);
    float[] y = new float[18];
    FloatNetwork.of(network).forward(theta, 0, 1, x, 0, y, 0, null);
    Map<String, Tensor> outputs = RuntimeModel.run(OnnxExport.bytes(network, theta),
        Map.of("x0", Tensor.of(Arrays.copyOf(x, 6), 1, 2, 3), "x1",
            Tensor.of(Arrays.copyOfRange(x, 6, 9), 1, 1, 3)));
    assertArrayEquals(Arrays.copyOf(y, 9), outputs.get("y0").floats(), 1e-5f);
    assertArrayEquals(Arrays.copyOfRange(y, 9, 18), outputs.get("y1").floats(), 1e-5f);
  }
}
