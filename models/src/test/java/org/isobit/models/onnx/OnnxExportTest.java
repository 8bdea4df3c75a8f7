package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks written as ONNX models and run by the reader of those. */
class OnnxExportTest {

  private static final int BATCH = 5;

  private static double[] normals(int n, int stream) {
    double[] x = new double[n];
    Philox.gaussian(3, stream, 0, n, x, 0);
    return x;
  }

  private static float[] single(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  /** A sample's part of a network's vectors, for one of several inputs or outputs. */
  private static double[] part(double[] all, int first, int size) {
    double[] own = new double[BATCH * size];
    for (int b = 0; b < BATCH; b++) {
      System.arraycopy(all, b * (all.length / BATCH) + first, own, b * size, size);
    }
    return own;
  }

  private static int[] dims(Shape shape) {
    int[] dims = new int[1 + shape.rank()];
    dims[0] = BATCH;
    for (int d = 0; d < shape.rank(); d++) {
      dims[d + 1] = shape.dimension(d);
    }
    return dims;
  }

  private static void agrees(Architecture a) throws IOException {
    agrees(a, 1e-12);
  }

  private static void agrees(Architecture a, double tolerance) throws IOException {
    double[] theta = normals(a.parameters(), 1);
    double[] x = normals(BATCH * a.input().size(), 2);
    double[] y = new double[BATCH * a.output().size()];
    Network.of(a).forward(theta, 0, BATCH, x, 0, y, 0, null);
    compare(a, OnnxModel.read("m", OnnxExport.bytes(a, theta)), x, y, false, tolerance);
    float[] single = new float[y.length];
    FloatNetwork.of(a).forward(single(theta), 0, BATCH, single(x), 0, single, 0, null);
    double[] rounded = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      rounded[i] = single[i];
    }
    compare(a, OnnxModel.read("m", OnnxExport.bytes(a, single(theta))), x, rounded, true, 2e-5);
  }

  private static void compare(Architecture a, OnnxModel model, double[] x, double[] y, boolean floats,
      double tolerance) {
    Map<String, Tensor> given = new LinkedHashMap<>();
    int first = 0;
    for (int i = 0; i < a.inputs().size(); i++) {
      Shape shape = a.inputs().get(i);
      double[] own = part(x, first, shape.size());
      given.put(model.inputs().get(i).name(), floats ? Tensor.of(single(own), dims(shape))
          : Tensor.of(own, dims(shape)));
      first += shape.size();
    }
    Map<String, Tensor> outputs = model.run(given);
    first = 0;
    for (int o = 0; o < a.outputs().size(); o++) {
      Shape shape = a.shape(a.outputs().get(o));
      Tensor actual = outputs.get(model.outputs().get(o).name());
      assertArrayEquals(dims(shape), actual.dims());
      double[] own = part(y, first, shape.size());
      for (int i = 0; i < own.length; i++) {
        assertEquals(own[i], actual.number(i), tolerance * (1 + StrictMath.abs(own[i])), a + " element " + i);
      }
      first += shape.size();
    }
  }

  @Test
  void everyActivation() throws IOException {
    for (Activation activation : Activation.values()) {
      double slope = activation.hasSlope() ? 0.25 : 0;
      // One sixth is rounded to float there, as all attributes are.
      double tolerance = activation == Activation.HARD_SIGMOID ? 1e-7 : 1e-12;
      agrees(Architecture.of(Shape.of(4), List.of(Layers.dense(6, activation, slope),
          Layers.activation(activation, slope), Layers.dense(3, activation, slope).storedTransposed())), tolerance);
    }
  }

  @Test
  void layersOfAChain() throws IOException {
    agrees(Architecture.of(Shape.of(2, 3), List.of(Layers.softmax(), Layers.affine(2, 0.5),
        Layers.dense(4, Activation.TANH).withoutBias(), Layers.dropout(0.4),
        Layers.affine(new double[] {1, 2, 3, -4}, new double[] {0, 0.1, 0.2, 0.3}), Layers.logScale(0))));
    agrees(Architecture.of(Shape.of(2, 3), List.of(Layers.logScale(0))));
    agrees(Architecture.of(Shape.of(2, 3), List.of(Layers.affine(new double[] {1, 2, 3, 4, 5, 6},
        new double[] {1, 1, 1, 2, 2, 2}), Layers.dropout(0.5))));
  }

  /** Two inputs, a skip, three outputs of which one is read further and two are one value but for a dropout. */
  @Test
  void graphs() throws IOException {
    var builder = Architecture.builder();
    int a = builder.input(Shape.of(2, 3));
    int b = builder.input(Shape.of(1, 3));
    int joined = builder.add(Layers.concat(2, 0), a, b);
    int h = builder.add(Layers.dense(9, Activation.RELU), joined);
    int g = builder.add(Layers.dense(9, Activation.SILU), h);
    int sum = builder.add(Layers.sum(3), h, g, h);
    int same = builder.add(Layers.dropout(0.1), sum);
    int wide = builder.add(Layers.concat(2, 1), a, a);
    agrees(builder.build(sum, same, h, wide));
  }

  @Test
  void namesAndShapesAreSaid() throws IOException {
    Architecture a = Architecture.of(Shape.of(2, 3), List.of(Layers.dense(4, Activation.TANH)));
    OnnxModel model = OnnxModel.read("m", OnnxExport.bytes(a, new float[28]));
    assertEquals("[x: FLOAT (samples, 2, 3)]", model.inputs().toString());
    assertEquals("[y: FLOAT (samples, 4)]", model.outputs().stream().map(ValueInfo::toString).toList().toString());
    assertEquals("isobit", model.producer());
    assertEquals(20, model.opset());
  }

  @Test
  void filesAreWritten(@TempDir Path folder) throws IOException {
    Architecture a = Architecture.of(Shape.of(2), List.of(Layers.dense(2, Activation.RELU)));
    Path file = folder.resolve("n.onnx");
    OnnxExport.write(file, a, new double[6]);
    assertArrayEquals(OnnxExport.bytes(a, new double[6]), Files.readAllBytes(file));
    OnnxExport.write(file, a, new float[6]);
    assertArrayEquals(OnnxExport.bytes(a, new float[6]), Files.readAllBytes(file));
    String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.write(file, a, new float[5]))
        .getMessage();
    assertTrue(message.contains("6 parameters, but 5"), message);
  }

  /** A layer that ONNX knows nothing of. */
  private record Own() implements Layer {
    @Override
    public String kind() {
      return "own";
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public int inputs() {
      return 1;
    }

    @Override
    public Shape output(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
      return List.of();
    }

    @Override
    public LayerOperator operator(List<Shape> inputs) {
      return Layers.dropout(0).operator(inputs);
    }

    @Override
    public FloatLayerOperator floatOperator(List<Shape> inputs) {
      return Layers.dropout(0).floatOperator(inputs);
    }
  }

  @Test
  void aLayerThatCannotBeExportedIsNamed() {
    List<Layer> layers = new ArrayList<>(List.of(Layers.dense(2, Activation.RELU), new Own()));
    Architecture a = Architecture.of(Shape.of(2), layers);
    String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.bytes(a, new float[6])).getMessage();
    assertEquals("onnx: layer 1 (own) cannot be exported", message);
  }
}
