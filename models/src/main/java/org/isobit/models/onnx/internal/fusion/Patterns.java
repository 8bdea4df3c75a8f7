package org.isobit.models.onnx.internal.fusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/**
 * Finds groups of nodes that one kernel can stand for, by what they compute, not by names: attention, layer norm, RMS
 * norm, GELU and SiLU in their usual forms. A value that is an output of the graph, or that a node outside reads, is
 * never inside a group. Thread-safe.
 */
public final class Patterns {

  private Patterns() {}

  /**
   * All groups of a graph; no node is in two of them.
   *
   * @param nodes     nodes that are no constants, in an order in which they can run
   * @param constants values that do not depend on inputs
   * @param inputs    inputs of the graph
   * @param outputs   its outputs
   * @return the groups, in the order of their last nodes
   */
  public static List<Fused> of(List<NodeDef> nodes, Map<String, Tensor> constants, List<ValueInfo> inputs,
      List<ValueInfo> outputs) {
    View view = new View(nodes, constants, inputs, outputs);
    Set<NodeDef> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Fused> found = new ArrayList<>();
    for (NodeDef node : nodes.reversed()) {
      Fused one = first(view, node);
      if (one != null && one.parts().stream().noneMatch(taken::contains)) {
        taken.addAll(one.parts());
        found.addFirst(one);
      }
    }
    return found;
  }

  private static Fused first(View view, NodeDef node) {
    Fused attention = AttentionPattern.of(view, node);
    Fused norm = attention == null ? NormPattern.of(view, node) : attention;
    return norm == null ? ActivationPattern.of(view, node) : norm;
  }
}
