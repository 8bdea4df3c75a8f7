package org.isobit.bench.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.OnnxExport;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.onnx.internal.format.GraphDef;
import org.isobit.models.onnx.internal.format.ModelDef;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** ONNX models for ONNX Runtime: networks as the library exports them, and graphs of a few nodes on floats. */
public final class OnnxWriter {

  private final List<NodeDef> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<ValueInfo> inputs = new ArrayList<>();
  private final List<ValueInfo> outputs = new ArrayList<>();

  /** An empty graph. */
  public OnnxWriter() {}

  /** The file's bytes of a chain of dense layers; weights stored inputs × outputs, one array a layer, then biases. */
  static byte[] model(DenseLayer[] layers, float[][] weights, float[][] biases) {
    List<Layer> chain = new ArrayList<>();
    int parameters = 0;
    for (DenseLayer layer : layers) {
      // Kernels' layers may have a slope that their activation does not read.
      double slope = layer.activation().hasSlope() ? layer.slope() : 0;
      chain.add(Layers.dense(layer.outputs(), layer.activation(), slope));
      parameters += layer.weights() + layer.outputs();
    }
    float[] theta = new float[parameters];
    int at = 0;
    for (int l = 0; l < layers.length; l++) {
      System.arraycopy(weights[l], 0, theta, at, layers[l].weights());
      at += layers[l].weights();
      System.arraycopy(biases[l], 0, theta, at, layers[l].outputs());
      at += layers[l].outputs();
    }
    return OnnxExport.bytes(Architecture.of(Shape.of(layers[0].inputs()), chain), theta);
  }

  /**
   * A model of one node, SoftmaxCrossEntropyLoss, the mean over rows of logits.
   *
   * @param n       classes
   * @param targets those of the rows
   * @return the file's bytes
   */
  public static byte[] crossEntropy(int n, long[] targets) {
    OnnxWriter model = new OnnxWriter().input("x", "rows", n);
    model.integers("targets", targets);
    model.outputs.add(new ValueInfo("y", ElementType.FLOAT, List.of()));
    return model.node("SoftmaxCrossEntropyLoss", Map.of(), "y", "x", "targets").bytes();
  }

  /**
   * Adds a node.
   *
   * @param operator   of ONNX, or with its domain and a dot before its name
   * @param attributes by name: {@code Float}, {@code Long}, {@code String} or {@code long[]}
   * @param output     name of its output
   * @param operands   names of its inputs
   * @return this
   */
  public OnnxWriter node(String operator, Map<String, Object> attributes, String output, String... operands) {
    int dot = operator.lastIndexOf('.');
    nodes.add(new NodeDef(nodes.size(), "", operator.substring(dot + 1), operator.substring(0, Math.max(0, dot)),
        List.of(operands), List.of(output), attributes));
    return this;
  }

  /**
   * Adds a constant.
   *
   * @param name   its name
   * @param values numbers, not copied
   * @param dims   its shape
   * @return this
   */
  public OnnxWriter constant(String name, float[] values, int... dims) {
    constants.put(name, Tensor.of(values, dims));
    return this;
  }

  /**
   * Adds a constant list of integers.
   *
   * @param name   its name
   * @param values numbers
   * @return this
   */
  public OnnxWriter integers(String name, long... values) {
    constants.put(name, Tensor.of(values, values.length));
    return this;
  }

  /**
   * Adds an input of floats.
   *
   * @param name  its name
   * @param first its first dimension, a symbol or a number
   * @param rest  the others
   * @return this
   */
  public OnnxWriter input(String name, Object first, int... rest) {
    inputs.add(info(name, first, rest));
    return this;
  }

  /**
   * Adds an output of floats.
   *
   * @param name  its name
   * @param first its first dimension, a symbol or a number
   * @param rest  the others
   * @return this
   */
  public OnnxWriter output(String name, Object first, int... rest) {
    outputs.add(info(name, first, rest));
    return this;
  }

  private static ValueInfo info(String name, Object first, int... rest) {
    return new ValueInfo(name, ElementType.FLOAT, Stream.concat(Stream.of(first.toString()),
        Arrays.stream(rest).mapToObj(String::valueOf)).toList());
  }

  /**
   * The model.
   *
   * @return the file's bytes
   */
  public byte[] bytes() {
    return org.isobit.models.onnx.internal.format.OnnxWriter.bytes(new ModelDef("benchmark", "isobit-bench",
        OnnxNodes.OPSET, new GraphDef(nodes, constants, inputs, outputs)));
  }
}
