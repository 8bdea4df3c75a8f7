package org.isobit.models.onnx.internal.fusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** A graph whose constants are folded, as patterns look at it. No promise. Not thread-safe. */
public final class View {

  /** Beyond it, what feeds a value is not looked at for its rank. */
  private static final int DEEPEST = 64;

  private final List<NodeDef> nodes;
  private final Map<String, Tensor> constants;
  private final Map<String, NodeDef> producers = new HashMap<>();
  private final Map<String, Set<NodeDef>> readers = new HashMap<>();
  private final Map<String, Integer> inputs = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();

  /**
   * A view of a graph.
   *
   * @param nodes     nodes that are no constants, in an order in which they can run
   * @param constants values that do not depend on inputs
   * @param inputs    inputs of the graph
   * @param outputs   its outputs
   */
  public View(List<NodeDef> nodes, Map<String, Tensor> constants, List<ValueInfo> inputs, List<ValueInfo> outputs) {
    this.nodes = nodes;
    this.constants = constants;
    for (NodeDef node : nodes) {
      node.outputs().forEach(name -> producers.put(name, node));
      node.inputs().forEach(name -> readers.computeIfAbsent(name,
          k -> Collections.newSetFromMap(new IdentityHashMap<>())).add(node));
    }
    inputs.forEach(input -> this.inputs.put(input.name(), input.dims() == null ? -1 : input.dims().size()));
    outputs.forEach(output -> this.outputs.add(output.name()));
  }

  List<NodeDef> nodes() {
    return nodes;
  }

  /** The node that makes a value; null for inputs and constants. */
  NodeDef producer(String name) {
    return producers.get(name);
  }

  /**
   * The node that makes a value, if it is of an operator of ONNX's own with one output.
   *
   * @param name     the value
   * @param operator the operator
   * @return the node, or null
   */
  public NodeDef producer(String name, String operator) {
    NodeDef node = producers.get(name);
    return node != null && is(node, operator) ? node : null;
  }

  static boolean is(NodeDef node, String operator) {
    return node.domain().isEmpty() && node.operator().equals(operator) && node.outputs().size() == 1;
  }

  /**
   * A value that does not depend on inputs.
   *
   * @param name the value
   * @return it, or null
   */
  public Tensor constant(String name) {
    return constants.get(name);
  }

  Set<NodeDef> readers(String name) {
    return readers.getOrDefault(name, Set.of());
  }

  boolean isOutput(String name) {
    return outputs.contains(name);
  }

  /** The only node that reads a value, if it is of that operator and the value no output; else null. */
  NodeDef reader(String name, String operator) {
    Set<NodeDef> all = readers(name);
    NodeDef only = all.size() == 1 && !isOutput(name) ? all.iterator().next() : null;
    return only != null && is(only, operator) ? only : null;
  }

  /**
   * Of a node with two inputs, the one that is not the named one.
   *
   * @param node the node
   * @param name one of its inputs
   * @return the other one; null if both are the same
   */
  public static String other(NodeDef node, String name) {
    String a = node.inputs().get(0);
    String b = node.inputs().get(1);
    return a.equals(b) ? null : a.equals(name) ? b : a;
  }

  /** Dimensions of a value; -1 if the graph does not say. */
  int rank(String name) {
    return rank(name, 0);
  }

  private int rank(String name, int depth) {
    if (constants.containsKey(name)) {
      return constants.get(name).rank();
    }
    NodeDef node = producers.get(name);
    if (node == null || depth > DEEPEST) {
      return inputs.getOrDefault(name, -1);
    }
    return switch (node.operator()) {
      case "Transpose" -> node.attributes().get("perm") instanceof long[] perm ? perm.length
          : rank(node.inputs().getFirst(), depth + 1);
      case "Reshape" -> constants.get(node.inputs().get(1)) instanceof Tensor shape ? shape.size() : -1;
      case "ReduceMean" -> node.attributes().getOrDefault("keepdims", 1L).equals(1L)
          ? rank(node.inputs().getFirst(), depth + 1) : -1;
      case "Gemm" -> 2;
      case "Add", "Sub", "Mul", "Div", "Pow", "MatMul", "Where" -> widest(node.inputs(), depth);
      case "Softmax", "Identity", "Dropout", "Relu", "Tanh", "Sigmoid", "Gelu", "Sqrt", "Conv", "LayerNormalization",
          "RMSNormalization", "Erf" -> rank(node.inputs().getFirst(), depth + 1);
      default -> -1;
    };
  }

  private int widest(List<String> names, int depth) {
    int most = 0;
    for (String name : names) {
      int one = rank(name, depth + 1);
      if (one < 0) {
        return -1;
      }
      most = Math.max(most, one);
    }
    return most;
  }

  /** How many of the last dimensions a mean runs over, keeping them as 1; 0 for other axes. */
  int lastAxes(NodeDef mean) {
    Object own = mean.attributes().get("axes");
    Tensor given = mean.inputs().size() > 1 ? constant(mean.inputs().get(1)) : null;
    long[] axes = own instanceof long[] list ? list : given != null && !given.type().floating() ? given.longs() : null;
    if (axes == null || axes.length == 0 || !mean.attributes().getOrDefault("keepdims", 1L).equals(1L)) {
      return 0;
    }
    Set<Long> found = new HashSet<>();
    int rank = rank(mean.inputs().getFirst());
    for (long axis : axes) {
      if (axis >= 0 && (rank < 0 || axis >= rank)) {
        return 0;
      }
      found.add(axis < 0 ? axis : axis - rank);
    }
    for (long axis = -1; axis >= -axes.length; axis--) {
      if (!found.contains(axis)) {
        return 0;
      }
    }
    return axes.length;
  }

  /** Whether softmax, or the like, runs along the last dimension. */
  boolean alongLast(NodeDef node) {
    Object axis = node.attributes().getOrDefault("axis", -1L);
    int rank = rank(node.inputs().getFirst());
    return axis.equals(-1L) || rank > 0 && axis.equals(rank - 1L);
  }

  /**
   * Whether no value between nodes is an output or has a reader elsewhere.
   *
   * @param parts the nodes
   * @param last  the one of them whose output others read
   * @return true if so
   */
  public boolean closed(Set<NodeDef> parts, NodeDef last) {
    boolean closed = true;
    for (NodeDef part : parts) {
      for (String name : part.outputs()) {
        closed &= part == last || !isOutput(name) && parts.containsAll(readers(name));
      }
    }
    return closed;
  }

  /** Nodes found to belong together, and the constants among them. */
  final class Group {
    private final Set<NodeDef> parts = Collections.newSetFromMap(new IdentityHashMap<>());
    private ElementType type;
    private int rank;
    private boolean mixed;

    void add(NodeDef node) {
      parts.add(node);
    }

    void addAll(Group other) {
      parts.addAll(other.parts);
      rank = Math.max(rank, other.rank);
      mixed |= other.mixed;
      note(other.type);
    }

    private void note(ElementType other) {
      mixed |= type != null && other != null && type != other;
      type = type == null ? other : type;
    }

    /** The one floating-point number that a constant is, or NaN. */
    double scalar(String name) {
      Tensor c = constant(name);
      if (c == null || c.size() != 1 || c.type() != ElementType.FLOAT && c.type() != ElementType.DOUBLE) {
        return Double.NaN;
      }
      uses(c);
      return c.number(0);
    }

    /** Whether a constant is this number, to the accuracy of its type. */
    boolean holds(String name, double number) {
      return near(scalar(name), number);
    }

    boolean near(double value, double number) {
      double tolerance = type == ElementType.DOUBLE ? 1e-12 : 3e-7;
      return Math.abs(value - number) <= tolerance * Math.abs(number);
    }

    void uses(Tensor constant) {
      note(constant.type());
      rank = Math.max(rank, constant.rank());
    }

    /** The call, if no value between the parts is an output or has a reader elsewhere; else null. */
    Fused fused(String pattern, NodeDef last, String operator, Map<String, Object> attributes, List<String> inputs) {
      parts.add(last);
      List<NodeDef> own = new ArrayList<>(nodes.stream().filter(parts::contains).toList());
      boolean inside = own.stream().anyMatch(part -> part.outputs().stream().anyMatch(inputs::contains));
      if (mixed || inside || own.getLast() != last || !closed(parts, last)) {
        return null;
      }
      NodeDef call = new NodeDef(last.index(), last.name(), operator, "", inputs, last.outputs(), attributes);
      return new Fused(pattern, call, List.copyOf(own), type, rank);
    }
  }
}
