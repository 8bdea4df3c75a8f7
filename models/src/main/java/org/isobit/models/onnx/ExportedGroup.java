package org.isobit.models.onnx;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.internal.fusion.View;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Nodes of one layer as {@link OnnxExport} writes it, found from the last one on backwards, before shapes of samples
 * are known; what the layer is, they say then. Not thread-safe.
 */
final class ExportedGroup {

  /** Adds the layer; false if shapes are not those of one. */
  interface Layering {
    boolean add(ImportedLayers to, NodeDef last);
  }

  /** Finds the layer that ends with a node, or null. */
  private interface Finder {
    Layering of(ExportedGroup group, NodeDef last);
  }

  private static final List<Finder> ALL = List.of(AttentionMatch::of, ArrangementMatch::patches,
      ArrangementMatch::normalized, ArrangementMatch::lerp, ArrangementMatch::conditioning, ArrangementMatch::fourier);

  private final CheckedGraph graph;
  private final View view;
  private final Set<NodeDef> parts = Collections.newSetFromMap(new IdentityHashMap<>());

  private ExportedGroup(CheckedGraph graph, View view) {
    this.graph = graph;
    this.view = view;
  }

  /** All layers of a graph by their last nodes; nodes inside are taken. */
  static Map<NodeDef, Layering> all(CheckedGraph graph, Set<NodeDef> taken) {
    View view = new View(graph.nodes(), graph.constants(), graph.inputs(), graph.outputs());
    Map<NodeDef, Layering> found = new IdentityHashMap<>();
    for (NodeDef node : graph.nodes().reversed()) {
      for (Finder finder : ALL) {
        ExportedGroup group = new ExportedGroup(graph, view);
        Layering layering = taken.contains(node) || found.containsKey(node) ? null : finder.of(group, node);
        if (layering != null && view.closed(group.parts, node) && Collections.disjoint(taken, group.parts)) {
          taken.addAll(group.parts);
          taken.remove(node);
          found.put(node, layering);
        }
      }
    }
    return found;
  }

  /** Adds a node of an operator to the group; null for another one, or none. */
  NodeDef take(NodeDef node, String operator) {
    boolean is = node != null && node.domain().isEmpty() && node.operator().equals(operator)
        && node.outputs().size() == 1;
    if (is) {
      parts.add(node);
    }
    return is ? node : null;
  }

  /** The node that makes a value, if it is of an operator: it is part of the group then. */
  NodeDef made(String name, String operator) {
    return take(view.producer(name, operator), operator);
  }

  /** The node that makes an input of a node, itself of an operator or null. */
  NodeDef made(NodeDef node, int input, String operator) {
    return node == null || node.inputs().size() <= input ? null : made(node.inputs().get(input), operator);
  }

  /** The node of an operator that a constant was computed by; null for another one, or none. */
  NodeDef folded(String name, String operator) {
    NodeDef node = graph.folded(name);
    return node != null && node.domain().isEmpty() && node.operator().equals(operator) ? node : null;
  }

  /** What a Transpose with an order turns; null for another node. */
  String turned(NodeDef transpose, long... order) {
    return transpose != null && transpose.attributes().get("perm") instanceof long[] perm
        && Arrays.equals(perm, order) ? transpose.inputs().getFirst() : null;
  }

  /** The constant sizes of a Reshape that keeps its first dimension; null for others, and other numbers of them. */
  long[] sizes(NodeDef reshape, int rank) {
    long[] sizes = reshape == null ? null : integers(reshape.inputs().get(1));
    boolean fits = sizes != null && sizes.length == rank && sizes[0] == 0
        && reshape.attributes().getOrDefault("allowzero", 0L).equals(0L)
        && Arrays.stream(sizes).skip(1).allMatch(n -> n > 0 && n < 1 << 28);
    return fits ? sizes : null;
  }

  long[] integers(String name) {
    Tensor x = view.constant(name);
    return x == null || x.type() != ElementType.INT64 ? null : x.longs();
  }

  Tensor constant(String name) {
    Tensor x = view.constant(name);
    return x == null || x.type() != ElementType.FLOAT && x.type() != ElementType.DOUBLE ? null : x;
  }

  /** A constant of any floating type, as one of floats where it is of fewer bits; null for none. */
  Tensor floating(String name) {
    Tensor x = view.constant(name);
    if (x == null || x.type() != ElementType.FLOAT16 && x.type() != ElementType.BFLOAT16) {
      return constant(name);
    }
    return Tensor.of(x.floats().clone(), x.dims());
  }

  /** The one number of a constant, or NaN. */
  double number(String name) {
    Tensor x = constant(name);
    return x == null || x.size() != 1 || x.rank() > 1 ? Double.NaN : x.number(0);
  }

  /** A number that a layer was given: of a float, the shortest decimal that is rounded to it. */
  double setting(String name) {
    Tensor x = constant(name);
    return x == null || x.size() != 1 ? Double.NaN : x.type() == ElementType.FLOAT
        ? Double.parseDouble(Float.toString(x.floats()[0])) : x.number(0);
  }

  /** Whether a constant has these numbers, rounded to its type. */
  static boolean holds(Tensor x, double... numbers) {
    boolean same = x != null && x.size() == numbers.length;
    for (int i = 0; same && i < numbers.length; i++) {
      same = x.number(i) == (x.type() == ElementType.FLOAT ? (float) numbers[i] : numbers[i]);
    }
    return same;
  }

  /** The number with the fewest digits that a computed one is near to, of which something holds; NaN for none. */
  static double shortest(double near, Predicate<Double> holds) {
    for (int digits = 0; near > 0 && near < Double.POSITIVE_INFINITY && digits < 17; digits++) {
      double rounded = Double.parseDouble(String.format(Locale.ROOT, "%." + digits + "e", near));
      if (rounded > 0 && holds.test(rounded)) {
        return rounded;
      }
    }
    return Double.NaN;
  }

  /**
   * RMS norm, as it is written: x ÷ √(mean of squares + ε), times a weight or not.
   *
   * @param x      what is normalised
   * @param eps    ε
   * @param weight the weight; null: none
   * @param division the node of the quotient
   */
  record Norm(String x, double eps, Tensor weight, NodeDef division) {}

  /** The RMS norm that a node ends; null for another node. */
  Norm norm(NodeDef last) {
    Tensor weight = null;
    NodeDef division = take(last, "Div");
    if (division == null && take(last, "Mul") != null) {
      weight = constant(last.inputs().get(1));
      division = weight == null ? null : made(last, 0, "Div");
    }
    NodeDef root = made(division, 1, "Sqrt");
    NodeDef sum = made(root, 0, "Add");
    NodeDef mean = made(sum, 0, "ReduceMean");
    NodeDef square = made(mean, 0, "Mul");
    String x = division == null ? null : division.inputs().getFirst();
    boolean fits = square != null && square.inputs().equals(List.of(x, x)) && number(sum.inputs().get(1)) >= 0
        && mean.inputs().size() == 2 && Arrays.equals(integers(mean.inputs().get(1)), new long[] {-1})
        && mean.attributes().isEmpty();
    return fits ? new Norm(x, setting(sum.inputs().get(1)), weight, division) : null;
  }
}
