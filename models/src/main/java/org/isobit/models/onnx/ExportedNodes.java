package org.isobit.models.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.onnx.internal.format.GraphDef;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** The nodes of a network, layer by layer. Not thread-safe. */
final class ExportedNodes implements OnnxNodes {

  private final Architecture architecture;
  private final Tensor theta;
  /** In which type constants are kept that it holds exactly. */
  private final ElementType weights;
  private final List<NodeDef> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<String> values = new ArrayList<>();
  private int layer;

  private ExportedNodes(Architecture architecture, Tensor theta, ElementType weights) {
    this.architecture = architecture;
    this.theta = theta;
    this.weights = weights;
  }

  /** The graph of a network with one vector of all parameters. */
  static GraphDef graph(Architecture architecture, Tensor theta, ElementType weights) {
    ExportedNodes all = new ExportedNodes(architecture, theta, weights);
    List<ValueInfo> inputs = infos(architecture.inputs(), "x", theta.type());
    inputs.forEach(input -> all.values.add(input.name()));
    for (int l = 0; l < architecture.layers().size(); l++) {
      all.layer = l;
      all.values.add(all.exported());
    }
    List<ValueInfo> outputs = infos(architecture.outputs().stream().map(architecture::shape).toList(), "y",
        theta.type());
    all.name(outputs);
    return new GraphDef(all.nodes, all.constants, inputs, outputs);
  }

  /** Values of any number of samples, named by a letter, with their numbers if there are several. */
  private static List<ValueInfo> infos(List<Shape> shapes, String letter, ElementType type) {
    return IntStream.range(0, shapes.size()).mapToObj(i -> new ValueInfo(shapes.size() == 1 ? letter : letter + i, type,
        Stream.concat(Stream.of("samples"), shapes.get(i).dimensions().stream().map(String::valueOf)).toList()))
        .toList();
  }

  private String exported() {
    String label = "layer " + layer + " (" + architecture.layers().get(layer).kind() + ")";
    if (!(architecture.layers().get(layer) instanceof OnnxLayer exportable)) {
      throw new IllegalArgumentException("onnx: " + label + " cannot be exported");
    }
    try {
      return exportable.export(this);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("onnx: " + label + ": " + e.getMessage(), e);
    }
  }

  /** Gives outputs their names; those that are no node's, or another output already, by a node of their own. */
  private void name(List<ValueInfo> outputs) {
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      String value = values.get(architecture.outputs().get(i));
      boolean made = nodes.stream().anyMatch(node -> node.outputs().contains(value));
      names.put(made && !names.containsKey(value) ? value : node("Identity", Map.of(), value), outputs.get(i).name());
    }
    nodes.replaceAll(node -> new NodeDef(node.index(), node.name(), node.operator(), node.domain(),
        renamed(node.inputs(), names), renamed(node.outputs(), names), node.attributes()));
  }

  private static List<String> renamed(List<String> values, Map<String, String> names) {
    return values.stream().map(value -> names.getOrDefault(value, value)).collect(Collectors.toList());
  }

  @Override
  public String input(int i) {
    return values.get(architecture.reads(layer).get(i));
  }

  @Override
  public int[] shape(int i) {
    return architecture.shapesRead(layer).get(i).dimensions().stream().mapToInt(Integer::intValue).toArray();
  }

  private Parameter own(String name) {
    return architecture.parameters(layer).stream().filter(p -> p.name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no parameter '" + name + "'"));
  }

  @Override
  public String parameter(String name) {
    Parameter p = own(name);
    int[] dims = p.dimensions().dimensions().stream().mapToInt(Integer::intValue).toArray();
    Tensor part = Tensor.zeros(theta.type(), dims);
    Tensor.copy(theta, architecture.offset(layer) + p.offset(), part, 0, p.size());
    return constant(name, part);
  }

  @Override
  public boolean doubles() {
    return theta.type() == ElementType.DOUBLE;
  }

  @Override
  public double[] values(String name) {
    Parameter p = own(name);
    int first = architecture.offset(layer) + p.offset();
    return IntStream.range(first, first + p.size()).mapToDouble(theta::number).toArray();
  }

  @Override
  public String numbers(double[] numbers, int... dims) {
    if (doubles()) {
      return constant("constant", Tensor.of(numbers.clone(), dims));
    }
    float[] single = new float[numbers.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) numbers[i];
    }
    return constant("constant", Tensor.of(single, dims));
  }

  @Override
  public String exact(double[] numbers, int... dims) {
    return constant("constant", Tensor.of(numbers.clone(), dims));
  }

  @Override
  public String widened(String value) {
    return doubles() ? value : cast(value, ElementType.DOUBLE);
  }

  @Override
  public String rounded(String value) {
    return doubles() ? value : cast(value, ElementType.FLOAT);
  }

  private String cast(String value, ElementType type) {
    return node("Cast", Map.of("to", (long) type.code()), value);
  }

  @Override
  public String integers(long... integers) {
    return constant("constant", Tensor.of(integers.clone(), integers.length));
  }

  private String constant(String name, Tensor value) {
    String own = "layers." + layer + "." + name;
    String unique = constants.containsKey(own) ? own + "." + constants.size() : own;
    boolean kept = value.type() == ElementType.FLOAT && weights != ElementType.FLOAT && value.size() > 1
        && IntStream.range(0, value.size()).allMatch(i -> exact(value.floats()[i]));
    constants.put(unique, kept ? Tensor.of(weights, value.floats(), value.dims()) : value);
    return kept ? cast(unique, ElementType.FLOAT) : unique;
  }

  private boolean exact(float x) {
    return Float.floatToIntBits(weights.round(x)) == Float.floatToIntBits(x);
  }

  @Override
  public String node(String operator, Map<String, Object> attributes, String... inputs) {
    String name = "layers." + layer + "/" + operator + "." + nodes.size();
    nodes.add(new NodeDef(nodes.size(), name, operator, "", List.of(inputs), List.of(name + "/y"), attributes));
    return name + "/y";
  }
}
