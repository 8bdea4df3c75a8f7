package org.isobit.models.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.io.Quoted;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.Reshape;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** The layers that the nodes of a model are, found in the order in which these run. Not thread-safe. */
final class ImportedLayers {

  private final OnnxModel model;
  private final CheckedGraph graph;
  private final ElementType type;
  private final ArchitectureBuilder builder = Architecture.builder();
  private final List<Tensor> parameters = new ArrayList<>();
  /** Numbers of values by their names in the model. */
  private final Map<String, Integer> values = new HashMap<>();
  /** Names of values that are one vector a sample where the value with that number has more dimensions. */
  private final Set<String> flat = new HashSet<>();
  /** Nodes that are part of a layer which another node stands for. */
  private final Set<NodeDef> taken = Collections.newSetFromMap(new IdentityHashMap<>());
  /** Nodes that may become part of a later one's layer. */
  private final Map<String, NodeDef> waiting = new LinkedHashMap<>();
  private final Map<String, List<NodeDef>> readers = new HashMap<>();
  /** Layers of several nodes by the last one. */
  private final Map<NodeDef, ExportedGroup.Layering> groups;

  ImportedLayers(OnnxModel model) {
    this.model = model;
    this.graph = model.graph();
    this.type = model.inputs().isEmpty() ? null : model.inputs().getFirst().type();
    for (NodeDef node : graph.nodes()) {
      new HashSet<>(node.inputs()).forEach(name -> readers.computeIfAbsent(name, k -> new ArrayList<>()).add(node));
    }
    groups = ExportedGroup.all(graph, taken);
    // Who uses a model sees its outputs: no layer can swallow them.
    model.outputs().forEach(output -> readers.remove(output.name()));
  }

  OnnxNetwork network() {
    for (ValueInfo input : model.inputs()) {
      values.put(input.name(), builder.input(shape(input)));
    }
    for (NodeDef node : graph.nodes()) {
      if (!taken.contains(node) && !matched(node)) {
        throw unmatched(node);
      }
    }
    if (!waiting.isEmpty()) {
      throw unmatched(waiting.values().iterator().next());
    }
    int[] outputs = model.outputs().stream().mapToInt(output -> output(output.name())).toArray();
    Architecture architecture;
    try {
      architecture = builder.build(outputs);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(model.source() + ": " + e.getMessage(), e);
    }
    Tensor theta = Tensor.zeros(type, architecture.parameters());
    int at = 0;
    for (Tensor parameter : parameters) {
      Tensor.copy(parameter, 0, theta, at, parameter.size());
      at += parameter.size();
    }
    return new OnnxNetwork(architecture, theta);
  }

  private IllegalArgumentException unmatched(NodeDef node) {
    return new IllegalArgumentException(model.source() + ": " + node.label() + ": is no layer that is known");
  }

  private Shape shape(ValueInfo input) {
    boolean known = input.dims() != null && input.dims().size() > 1
        && input.dims().stream().skip(1).allMatch(d -> d.matches("[1-9]\\d{0,8}"));
    if (!known || input.type() != type || type != ElementType.FLOAT && type != ElementType.DOUBLE) {
      throw new IllegalArgumentException(model.source() + ": the input " + Quoted.line(input.toString())
          + " is not one of floats or doubles, all of one type, with samples first and a known shape behind");
    }
    return Shape.of(input.dims().stream().skip(1).mapToInt(Integer::parseInt).toArray());
  }

  private int output(String name) {
    Integer value = values.get(name);
    if (value == null || flat.contains(name)) {
      throw new IllegalArgumentException(model.source() + ": the output " + Quoted.of(name)
          + (value == null ? " is no value of a layer" : " is flattened, which is no layer"));
    }
    return value;
  }

  private boolean matched(NodeDef node) {
    try {
      return match(node);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(model.source() + ": " + node.label() + ": " + e.getMessage(), e);
    }
  }

  /** Makes a node a layer or part of one; false if it is none. */
  private boolean match(NodeDef node) {
    String first = node.inputs().isEmpty() ? "" : node.inputs().getFirst();
    if (groups.containsKey(node)) {
      return groups.get(node).add(this, node);
    }
    return switch (node.operator()) {
      case "Identity" -> known(first) && same(node, first);
      case "Dropout" -> known(first) && !trains(node) && same(node, first);
      case "Flatten" -> flatten(node, first);
      case "Gemm" -> DenseMatch.gemm(this, node);
      case "MatMul" -> DenseMatch.product(this, node);
      case "Pad" -> PoolingMatch.padded(this, node) || ConvolutionMatch.padding(this, node) && waits(node);
      case "DepthToSpace" -> ArrangementMatch.shuffled(this, node);
      case "Resize" -> ArrangementMatch.resized(this, node);
      case "Gather" -> ConvolutionMatch.around(this, node) || ArrangementMatch.gathered(this, node);
      case "Conv" -> ConvolutionMatch.convolution(this, node, pad(first));
      case "ConvTranspose" -> ConvolutionMatch.transposed(this, node);
      case "MaxPool" -> PoolingMatch.maxima(this, node);
      case "AveragePool" -> PoolingMatch.averages(this, node);
      case "GlobalAveragePool" -> PoolingMatch.global(this, node);
      case "LayerNormalization" -> NormMatch.layer(this, node);
      case "BatchNormalization" -> NormMatch.batch(this, node);
      case "InstanceNormalization" -> NormMatch.instance(this, node);
      case "Reshape" -> NormMatch.group(this, node) || reshape(node, first);
      case "Transpose" -> RecurrentMatch.match(this, node);
      case "Softmax" -> softmax(node, first);
      case "Sum" -> combined(node, Layers.sum(Math.max(2, node.inputs().size())));
      case "Concat" -> concat(node);
      case "Mul" -> silu(node) || AffineMatch.affine(this, node, true);
      case "Add" -> AffineMatch.embedding(this, node) || AffineMatch.affine(this, node, false)
          || combined(node, Layers.sum(2));
      case "Shape", "Expand" -> waits(node);
      case "Sigmoid" -> silu(node, first) || activation(node, first);
      default -> activation(node, first);
    };
  }

  private boolean trains(NodeDef node) {
    boolean told = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
    Tensor flag = told ? graph.constant(node.inputs().get(2)) : null;
    return told && (flag == null || flag.size() != 1 || flag.number(0) != 0);
  }

  private boolean same(NodeDef node, String value) {
    values.put(node.outputs().getFirst(), values.get(value));
    if (flat.contains(value)) {
      flat.add(node.outputs().getFirst());
    }
    return true;
  }

  private boolean flatten(NodeDef node, String first) {
    if (!values.containsKey(first) || !node.attributes().getOrDefault("axis", 1L).equals(1L)) {
      return false;
    }
    same(node, first);
    if (builder.shape(values.get(first)).rank() > 1) {
      flat.add(node.outputs().getFirst());
    }
    return true;
  }

  /** A Reshape of samples, however many there are. */
  private boolean reshape(NodeDef node, String first) {
    long[] sizes = integers(node.inputs().get(1));
    if (!whole(first) || sizes == null || sizes.length < 2) {
      return false;
    }
    int[] sample = Arrays.stream(sizes).skip(1).mapToInt(n -> (int) Math.clamp(n, 0, Integer.MAX_VALUE)).toArray();
    return shapes(node, sample) && Arrays.stream(sample).allMatch(n -> n > 0)
        && add(node, Reshape.of(sample), List.of(first));
  }

  /** Whether a Reshape makes samples of a shape, as many as there are. */
  boolean shapes(NodeDef reshape, int... sample) {
    long[] sizes = integers(reshape.inputs().get(1));
    return sizes != null && sizes.length == sample.length + 1 && (sizes[0] == 0 || sizes[0] == -1)
        && reshape.attributes().getOrDefault("allowzero", 0L).equals(0L)
        && IntStream.range(0, sample.length).allMatch(d -> sizes[d + 1] == sample[d]);
  }

  private boolean waits(NodeDef node) {
    waiting.put(node.outputs().getFirst(), node);
    return true;
  }

  /** The Pad that waits with a value, which does so no longer, or null. */
  private NodeDef pad(String value) {
    NodeDef pad = waiting.get(value);
    return pad != null && pad.operator().equals("Pad") ? waiting.remove(value) : null;
  }

  /** A value that is a layer's, of its own shape. */
  boolean whole(String name) {
    return values.containsKey(name) && !flat.contains(name);
  }

  boolean known(String name) {
    return values.containsKey(name);
  }

  /** The shape of a value's samples. */
  Shape shape(String name) {
    return builder.shape(values.get(name));
  }

  /** A constant of the model's type, or null. */
  Tensor constant(String name) {
    Tensor x = graph.constant(name);
    return x == null || x.type() != type ? null : x;
  }

  /** A constant of 64-bit integers, or null. */
  long[] integers(String name) {
    Tensor x = graph.constant(name);
    return x == null || x.type() != ElementType.INT64 ? null : x.longs();
  }

  /** Adds a layer that makes the output of a node. */
  boolean add(NodeDef node, Layer layer, List<String> from, Tensor... own) {
    values.put(node.outputs().getFirst(), builder.add(layer, from.stream().mapToInt(values::get).toArray()));
    parameters.addAll(Arrays.asList(own));
    return true;
  }

  void take(NodeDef node) {
    taken.add(node);
  }

  /** The only node that reads a value, if there is one and the value is no output of the model; else null. */
  NodeDef reader(String name) {
    List<NodeDef> readers = readers(name);
    return readers.size() == 1 ? readers.getFirst() : null;
  }

  /** The only node that reads a value, if it is of an operator and the value is its first input; else null. */
  NodeDef reader(String name, String operator) {
    NodeDef node = reader(name);
    return node != null && node.operator().equals(operator) && node.inputs().getFirst().equals(name) ? node : null;
  }

  /** Whether nobody reads a value, nor is it an output of the model. */
  boolean unread(String name) {
    return readers(name).isEmpty() && model.outputs().stream().noneMatch(output -> output.name().equals(name));
  }

  private List<NodeDef> readers(String name) {
    return readers.getOrDefault(name, List.of());
  }

  private boolean softmax(NodeDef node, String first) {
    Object axis = node.attributes().getOrDefault("axis", -1L);
    return whole(first) && (axis.equals(-1L) || axis.equals((long) shape(first).rank()))
        && add(node, Layers.softmax(), List.of(first));
  }

  private boolean combined(NodeDef node, Layer layer) {
    return node.inputs().size() > 1 && node.inputs().stream().allMatch(this::whole)
        && node.inputs().stream().map(this::shape).distinct().count() == 1 && add(node, layer, node.inputs());
  }

  private boolean concat(NodeDef node) {
    if (logScale(node)) {
      return true;
    }
    long axis = node.attributes().get("axis") instanceof Long a ? a : 0;
    if (!node.inputs().stream().allMatch(this::whole) || node.inputs().size() < 2) {
      return false;
    }
    int rank = shape(node.inputs().getFirst()).rank();
    long dimension = (axis < 0 ? axis + rank + 1 : axis) - 1;
    return dimension >= 0 && dimension < rank
        && add(node, Layers.concat(node.inputs().size(), (int) dimension), node.inputs());
  }

  /** Concat(x, Expand(constant, Shape(x))). */
  private boolean logScale(NodeDef node) {
    NodeDef expand = node.inputs().size() == 2 ? waiting.get(node.inputs().get(1)) : null;
    NodeDef shape = expand == null || expand.inputs().size() < 2 ? null : waiting.get(expand.inputs().get(1));
    String x = node.inputs().getFirst();
    Tensor scale = expand == null ? null : constant(expand.inputs().getFirst());
    boolean matches = shape != null && known(x) && shape.inputs().equals(List.of(x)) && shape.attributes().isEmpty()
        && scale != null && scale.rank() == 1 && scale.size() == shape(x).size()
        && (flat.contains(x) || shape(x).rank() == 1)
        && node.attributes().getOrDefault("axis", 0L).equals(1L);
    if (!matches) {
      return false;
    }
    waiting.remove(expand.outputs().getFirst());
    waiting.remove(shape.outputs().getFirst());
    return add(node, Layers.logScale(0), List.of(x), scale);
  }

  /** Mul(x, Sigmoid(x)), met at the sigmoid: that waits. */
  private boolean silu(NodeDef node, String first) {
    NodeDef mul = reader(node.outputs().getFirst());
    return whole(first) && mul != null && mul.operator().equals("Mul") && mul.inputs().contains(first)
        && !mul.inputs().equals(List.of(first, first)) && waits(node);
  }

  private boolean silu(NodeDef mul) {
    for (int i = 0; i < 2; i++) {
      NodeDef sigmoid = waiting.get(mul.inputs().get(i));
      String x = mul.inputs().get(1 - i);
      if (sigmoid != null && sigmoid.operator().equals("Sigmoid") && sigmoid.inputs().equals(List.of(x))) {
        waiting.remove(mul.inputs().get(i));
        return add(mul, Layers.activation(Activation.SILU), List.of(x));
      }
    }
    return false;
  }

  private boolean activation(NodeDef node, String first) {
    DenseMatch.Function f = DenseMatch.function(node);
    return f != null && whole(first) && add(node, Layers.activation(f.activation(), f.slope()), List.of(first));
  }

  /** Adds a layer that ends with an activation: the one that stands behind it, if that has no other reader. */
  boolean ended(NodeDef node, Function<DenseMatch.Function, Layer> layer, String x, Tensor... own) {
    String z = node.outputs().getFirst();
    NodeDef next = reader(z);
    DenseMatch.Function f = next == null ? null : DenseMatch.function(next);
    NodeDef last = f == null ? node : next;
    if (f == null) {
      List<NodeDef> both = readers(z);
      NodeDef sigmoid = both.stream().filter(n -> n.operator().equals("Sigmoid")).findFirst().orElse(null);
      NodeDef mul = sigmoid == null || both.size() != 2 ? null : reader(sigmoid.outputs().getFirst());
      boolean silu = mul != null && mul.operator().equals("Mul") && both.contains(mul);
      if (silu) {
        take(sigmoid);
        last = mul;
      }
      f = new DenseMatch.Function(silu ? Activation.SILU : Activation.IDENTITY, 0);
    }
    if (last != node) {
      take(last);
    }
    return add(last, layer.apply(f), List.of(x), own);
  }
}
