package org.isobit.models.onnx.internal.fusion;

import java.util.List;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;

/**
 * Nodes that one kernel can stand for.
 *
 * @param pattern what they are, such as {@code attention}
 * @param node    the call of the kernel; its operator is one of {@link
 *                org.isobit.models.onnx.internal.operators.Operators#fused}, its output that of the last part
 * @param parts   the nodes themselves, in an order in which they can run
 * @param type    type that the constants among them have; null if there are none
 * @param rank    the most dimensions that these have: the kernel stands for the nodes if its first input has as many
 */
public record Fused(String pattern, NodeDef node, List<NodeDef> parts, ElementType type, int rank) {

  /**
   * The last part, whose output others read.
   *
   * @return the node
   */
  public NodeDef last() {
    return parts.getLast();
  }
}
