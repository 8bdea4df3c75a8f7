package org.isobit.models.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.internal.format.GraphDef;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.internal.operators.Call;
import org.isobit.models.onnx.internal.operators.OperatorEntry;
import org.isobit.models.onnx.internal.operators.Operators;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** A graph whose nodes are known and in an order in which they can run, constants computed. Immutable. */
final class CheckedGraph {

  private final int opset;
  private final Map<String, Tensor> constants;

  /** By their outputs, nodes that constants were computed by, but for operator Constant. */
  private final Map<String, NodeDef> folded;
  private final List<NodeDef> nodes;
  private final List<ValueInfo> inputs;
  private final List<ValueInfo> outputs;

  private CheckedGraph(int opset, Map<String, Tensor> constants, Map<String, NodeDef> folded, List<NodeDef> nodes,
      GraphDef graph) {
    this.opset = opset;
    this.constants = constants;
    this.folded = folded;
    this.nodes = List.copyOf(nodes);
    this.inputs = graph.inputs();
    this.outputs = graph.outputs();
  }

  /** Checks a graph, orders it and computes its constants. */
  static CheckedGraph of(GraphDef graph, int opset) {
    for (NodeDef node : graph.nodes()) {
      Operators.of(node).check(node, opset);
    }
    requireSources(graph);
    Map<String, Tensor> constants = new HashMap<>(graph.initializers());
    Map<String, NodeDef> folded = new HashMap<>();
    List<NodeDef> running = new ArrayList<>();
    for (NodeDef node : ordered(graph)) {
      if (node.inputs().stream().allMatch(name -> name.isEmpty() || constants.containsKey(name))) {
        compute(node, opset, constants);
        if (!node.operator().equals("Constant")) {
          node.outputs().forEach(name -> folded.put(name, node));
        }
      } else {
        running.add(node);
      }
    }
    Set<String> needed = sources(folded);
    graph.outputs().forEach(v -> needed.add(v.name()));
    running.forEach(node -> needed.addAll(node.inputs()));
    constants.keySet().retainAll(needed);
    return new CheckedGraph(opset, constants, folded, running, graph);
  }

  /** What cosines were made of at last: weights, it may be. */
  private static Set<String> sources(Map<String, NodeDef> folded) {
    Set<String> sources = new HashSet<>();
    ArrayDeque<String> open = new ArrayDeque<>();
    folded.values().stream().filter(node -> node.operator().equals("Cos")).forEach(n -> open.addAll(n.inputs()));
    Set<String> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      String name = open.remove();
      if (!folded.containsKey(name)) {
        sources.add(name);
        continue;
      }
      folded.get(name).inputs().stream().filter(seen::add).forEach(open::add);
    }
    return sources;
  }

  private static void compute(NodeDef node, int opset, Map<String, Tensor> constants) {
    OperatorEntry operator = Operators.of(node);
    Tensor[] results = operator.run(new Call(node, opset, node.inputs().stream().map(constants::get)
        .toArray(Tensor[]::new)));
    for (int i = 0; i < node.outputs().size(); i++) {
      if (!node.outputs().get(i).isEmpty()) {
        constants.put(node.outputs().get(i), results[i]);
      }
    }
  }

  /** Every value has exactly one source, and every value that is read has one. */
  private static void requireSources(GraphDef graph) {
    Set<String> made = new HashSet<>(graph.initializers().keySet());
    Set<String> inputs = new HashSet<>();
    for (ValueInfo input : graph.inputs()) {
      if (!inputs.add(input.name())) {
        throw new IllegalArgumentException("has two inputs " + Quoted.of(input.name()));
      }
    }
    made.addAll(inputs);
    for (NodeDef node : graph.nodes()) {
      for (String name : node.outputs()) {
        if (!name.isEmpty() && !made.add(name)) {
          throw new IllegalArgumentException(node.label() + ": its output " + Quoted.of(name) + " has another source");
        }
      }
    }
    for (NodeDef node : graph.nodes()) {
      for (String name : node.inputs()) {
        if (!name.isEmpty() && !made.contains(name)) {
          throw new IllegalArgumentException(node.label() + ": its input " + Quoted.of(name) + " comes from nowhere");
        }
      }
    }
    for (ValueInfo output : graph.outputs()) {
      if (!made.contains(output.name())) {
        throw new IllegalArgumentException("its output " + Quoted.of(output.name()) + " comes from nowhere");
      }
    }
  }

  /** Nodes after those whose outputs they read, else in the file's order. */
  private static List<NodeDef> ordered(GraphDef graph) {
    Map<String, List<NodeDef>> readers = new HashMap<>();
    Map<NodeDef, Integer> waits = new IdentityHashMap<>();
    Set<String> made = new HashSet<>();
    graph.nodes().forEach(node -> made.addAll(node.outputs()));
    made.remove("");
    ArrayDeque<NodeDef> ready = new ArrayDeque<>();
    for (NodeDef node : graph.nodes()) {
      int n = 0;
      for (String name : node.inputs()) {
        if (made.contains(name)) {
          readers.computeIfAbsent(name, k -> new ArrayList<>()).add(node);
          n++;
        }
      }
      waits.put(node, n);
      if (n == 0) {
        ready.add(node);
      }
    }
    List<NodeDef> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      NodeDef node = ready.remove();
      order.add(node);
      for (String name : node.outputs()) {
        for (NodeDef reader : readers.getOrDefault(name, List.of())) {
          if (waits.merge(reader, -1, Integer::sum) == 0) {
            ready.add(reader);
          }
        }
      }
    }
    if (order.size() < graph.nodes().size()) {
      NodeDef stuck = graph.nodes().stream().filter(node -> waits.get(node) > 0).findFirst().orElseThrow();
      throw new IllegalArgumentException(stuck.label() + ": is part of a cycle, or waits for one");
    }
    return order;
  }

  int opset() {
    return opset;
  }

  /** The nodes that run, in their order. */
  List<NodeDef> nodes() {
    return nodes;
  }

  /** Values that do not depend on inputs; not to be changed. */
  Map<String, Tensor> constants() {
    return constants;
  }

  /** The node that a constant was computed by, or null. */
  NodeDef folded(String name) {
    return folded.get(name);
  }

  /** A value that does not depend on inputs, or null. */
  Tensor constant(String name) {
    return constants.get(name);
  }

  List<ValueInfo> inputs() {
    return inputs;
  }

  List<ValueInfo> outputs() {
    return outputs;
  }
}
