package org.isobit.models.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.internal.fusion.Fused;
import org.isobit.models.onnx.internal.operators.Call;
import org.isobit.models.onnx.internal.operators.OperatorEntry;
import org.isobit.models.onnx.internal.operators.Operators;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/** The calls of a graph in their order, groups of nodes in one call, weights prepared. Immutable, thread-safe. */
final class Plan {

  private final CheckedGraph graph;
  /** Places of values by their names. */
  private final Map<String, Integer> places = new HashMap<>();
  private final Tensor[] constants;
  private final List<Step> steps = new ArrayList<>();

  /**
   * A call.
   *
   * @param node  the node
   * @param in    places of its inputs, -1 for one that is left out
   * @param out   places of its outputs, -1 for one that nobody wants
   * @param done  places of values that nobody reads after it
   * @param fused the nodes that it stands for; null for a node of the graph
   * @param parts calls of these
   */
  private record Step(NodeDef node, OperatorEntry operator, int[] in, int[] out, int[] done, Fused fused,
      List<Step> parts) {

    /** Whether the kernel stands for the nodes: their constants are of the input's type, and no larger. */
    boolean takes(Tensor x) {
      return (x.type() == ElementType.FLOAT || x.type() == ElementType.DOUBLE) && x.rank() >= fused.rank()
          && (fused.type() == null || fused.type() == x.type());
    }
  }

  private Plan(CheckedGraph graph, List<Fused> groups) {
    this.graph = graph;
    graph.constants().keySet().forEach(this::place);
    graph.inputs().forEach(input -> place(input.name()));
    graph.nodes().forEach(node -> node.outputs().forEach(this::place));
    Map<NodeDef, Fused> last = new IdentityHashMap<>();
    Set<NodeDef> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Fused group : groups) {
      last.put(group.last(), group);
      inside.addAll(group.parts());
    }
    Set<String> needed = new HashSet<>();
    graph.outputs().forEach(v -> needed.add(v.name()));
    for (NodeDef node : graph.nodes().reversed()) {
      Fused group = last.get(node);
      if (group != null) {
        steps.addFirst(fused(group, needed));
      } else if (!inside.contains(node)) {
        steps.addFirst(step(node, done(node.inputs(), node.outputs(), needed)));
      }
    }
    constants = new Tensor[places.size()];
    graph.constants().forEach((name, value) -> constants[places.get(name)] = value);
  }

  /**
   * Plans a graph.
   *
   * @param graph  the graph
   * @param groups groups of its nodes that run as one call
   */
  static Plan of(CheckedGraph graph, List<Fused> groups) {
    return new Plan(graph, groups);
  }

  private void place(String name) {
    places.putIfAbsent(name, places.size());
  }

  private int[] places(Collection<String> names) {
    return names.stream().mapToInt(name -> name.isEmpty() ? -1 : places.get(name)).toArray();
  }

  /** What nobody reads after a call, which reads and makes these values. */
  private int[] done(Collection<String> reads, Collection<String> makes, Set<String> needed) {
    List<String> done = new ArrayList<>();
    for (String name : reads) {
      if (!name.isEmpty() && needed.add(name) && graph.constant(name) == null) {
        done.add(name);
      }
    }
    for (String name : makes) {
      if (!name.isEmpty() && !needed.contains(name)) {
        done.add(name);
      }
    }
    return places(done);
  }

  private Step step(NodeDef node, int[] done) {
    Tensor[] fixed = node.inputs().stream().map(graph::constant).toArray(Tensor[]::new);
    return new Step(node, Operators.of(node).prepared(node, graph.opset(), fixed), places(node.inputs()),
        places(node.outputs()), done, null, List.of());
  }

  /** The call of a group; should its kernel not take what comes, the nodes run, for which their inputs are kept. */
  private Step fused(Fused group, Set<String> needed) {
    Set<String> reads = new LinkedHashSet<>(group.node().inputs());
    Set<String> made = new LinkedHashSet<>();
    for (NodeDef part : group.parts()) {
      reads.addAll(part.inputs());
      made.addAll(part.outputs());
    }
    reads.removeAll(made);
    List<Step> parts = new ArrayList<>();
    Set<String> wanted = new HashSet<>(group.last().outputs());
    for (NodeDef part : group.parts().reversed()) {
      List<String> own = part.inputs().stream().filter(made::contains).toList();
      parts.addFirst(step(part, done(own, List.of(), wanted)));
    }
    NodeDef node = group.node();
    return new Step(node, Operators.fused(node.operator()), places(node.inputs()), places(node.outputs()),
        done(reads, node.outputs(), needed), group, parts);
  }

  /** The values of all outputs. */
  Map<String, Tensor> run(Map<String, Tensor> given) {
    Tensor[] values = constants.clone();
    given.forEach((name, value) -> values[places.get(name)] = value);
    for (Step step : steps) {
      boolean whole = step.fused != null && step.takes(values[step.in[0]]) && run(step, values);
      if (!whole && step.fused == null) {
        run(step, values);
      } else if (!whole) {
        for (Step part : step.parts) {
          run(part, values);
          clear(part, values);
        }
      }
      clear(step, values);
    }
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (ValueInfo output : graph.outputs()) {
      results.put(output.name(), values[places.get(output.name())]);
    }
    return results;
  }

  private static void clear(Step step, Tensor[] values) {
    for (int place : step.done) {
      values[place] = null;
    }
  }

  /** Makes the outputs of a call; false if its kernel does not take the inputs. */
  private boolean run(Step step, Tensor[] values) {
    Tensor[] inputs = new Tensor[step.in.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = step.in[i] < 0 ? null : values[step.in[i]];
    }
    Tensor[] results = step.operator.run(new Call(step.node, graph.opset(), inputs));
    for (int i = 0; results != null && i < step.out.length; i++) {
      if (step.out[i] >= 0) {
        values[step.out[i]] = results[i];
      }
    }
    return results != null;
  }
}
