package org.isobit.models.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.random.Philox;
import org.isobit.models.onnx.internal.format.GraphDef;
import org.isobit.models.onnx.internal.format.ModelDef;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.internal.format.OnnxWriter;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** Writes a graph node by node; nodes have no names, values are numbered. */
final class Draft {

  private final ElementType type;
  private final int opset;
  private final List<NodeDef> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Map<String, Tensor> given = new LinkedHashMap<>();
  private final List<ValueInfo> infos = new ArrayList<>();

  Draft(ElementType type, int opset) {
    this.type = type;
    this.opset = opset;
  }

  ElementType type() {
    return type;
  }

  int opset() {
    return opset;
  }

  /** Normal numbers of this draft's type. */
  static Tensor normals(ElementType type, int stream, int... dims) {
    double[] x = new double[Dims.count(dims)];
    Philox.gaussian(11, stream, 0, x.length, x, 0);
    Tensor y = Tensor.zeros(type, dims);
    for (int i = 0; i < x.length; i++) {
      if (type == ElementType.DOUBLE) {
        y.doubles()[i] = x[i];
      } else {
        y.floats()[i] = type.narrow(x[i]);
      }
    }
    return y;
  }

  /** An input of normal numbers, whose first dimension is said to be open. */
  String input(int... dims) {
    return input(normals(type, infos.size(), dims));
  }

  String input(Tensor value) {
    String name = "x" + infos.size();
    given.put(name, value);
    List<String> dims = new ArrayList<>(Arrays.stream(value.dims()).mapToObj(String::valueOf).toList());
    dims.set(0, "n" + infos.size());
    infos.add(new ValueInfo(name, value.type(), dims));
    return name;
  }

  String constant(Tensor value) {
    String name = "c" + constants.size();
    constants.put(name, value);
    return name;
  }

  /** Normal numbers that are a constant. */
  String weight(int... dims) {
    return constant(normals(type, 100 + constants.size(), dims));
  }

  /** One number without dimensions. */
  String number(double value) {
    return constant(type == ElementType.DOUBLE ? Tensor.of(new double[] {value})
        : Tensor.of(type, new float[] {type.narrow(value)}));
  }

  String integers(long... values) {
    return constant(Tensor.of(values, values.length));
  }

  String node(String operator, String... inputs) {
    return node(operator, Map.of(), inputs);
  }

  String node(String operator, Map<String, Object> attributes, String... inputs) {
    String out = "v" + nodes.size();
    nodes.add(new NodeDef(nodes.size(), "", operator, "", List.of(inputs), List.of(out), attributes));
    return out;
  }

  /** A mean that keeps its axes, which are an attribute up to version 17. */
  String mean(String x, long... axes) {
    return opset < 18 ? node("ReduceMean", Map.of("axes", axes), x) : node("ReduceMean", x, integers(axes));
  }

  String transposed(String x, long... order) {
    return node("Transpose", Map.of("perm", order), x);
  }

  Map<String, Tensor> given() {
    return given;
  }

  OnnxModel model(String... outputs) throws IOException {
    return OnnxModel.read("m", bytes(outputs));
  }

  byte[] bytes(String... outputs) {
    List<ValueInfo> out = Arrays.stream(outputs).map(name -> new ValueInfo(name, type, List.of("?"))).toList();
    return OnnxWriter.bytes(new ModelDef("m", "test", opset, new GraphDef(nodes, constants, infos, out)));
  }
}
