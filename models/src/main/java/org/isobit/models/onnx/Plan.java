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

/** A checked graph: constants, and the other nodes in an order in which they can run. Immutable. */
final class Plan {

  private final int opset;
  private final Map<String, Tensor> constants;
  private final List<Step> steps;

  /** A node and the values that nobody reads after it. */
  private record Step(NodeDef node, OperatorEntry operator, List<String> done) {}

  private Plan(int opset, Map<String, Tensor> constants, List<Step> steps) {
    this.opset = opset;
    this.constants = constants;
    this.steps = steps;
  }

  /** Checks a graph, orders it and computes its constants. */
  static Plan of(GraphDef graph, int opset) {
    Map<NodeDef, OperatorEntry> operators = new IdentityHashMap<>();
    for (NodeDef node : graph.nodes()) {
      OperatorEntry operator = Operators.of(node);
      operator.check(node, opset);
      operators.put(node, operator);
    }
    requireSources(graph);
    Map<String, Tensor> constants = new HashMap<>(graph.initializers());
    List<NodeDef> running = new ArrayList<>();
    for (NodeDef node : ordered(graph)) {
      if (node.inputs().stream().allMatch(name -> name.isEmpty() || constants.containsKey(name))) {
        run(node, operators.get(node), opset, constants);
      } else {
        running.add(node);
      }
    }
    Set<String> needed = new HashSet<>();
    graph.outputs().forEach(v -> needed.add(v.name()));
    List<Step> steps = new ArrayList<>();
    for (NodeDef node : running.reversed()) {
      List<String> done = new ArrayList<>();
      for (String name : node.inputs()) {
        if (needed.add(name) && !constants.containsKey(name)) {
          done.add(name);
        }
      }
      for (String name : node.outputs()) {
        if (!needed.contains(name)) {
          done.add(name);
        }
      }
      steps.addFirst(new Step(node, operators.get(node), done));
    }
    constants.keySet().retainAll(needed);
    return new Plan(opset, constants, steps);
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

  /** The nodes that run, in their order. */
  List<NodeDef> nodes() {
    return steps.stream().map(Step::node).toList();
  }

  /** A value that does not depend on inputs, or null. */
  Tensor constant(String name) {
    return constants.get(name);
  }

  /** The values of all outputs, and perhaps others. */
  Map<String, Tensor> run(Map<String, Tensor> given) {
    Map<String, Tensor> values = new HashMap<>(constants);
    values.putAll(given);
    for (Step step : steps) {
      run(step.node, step.operator, opset, values);
      step.done.forEach(values::remove);
    }
    return values;
  }

  private static void run(NodeDef node, OperatorEntry operator, int opset, Map<String, Tensor> values) {
    Tensor[] inputs = node.inputs().stream().map(values::get).toArray(Tensor[]::new);
    Tensor[] results = operator.run(new Call(node, opset, inputs));
    for (int i = 0; i < node.outputs().size(); i++) {
      if (!node.outputs().get(i).isEmpty()) {
        values.put(node.outputs().get(i), results[i]);
      }
    }
  }
}
