package org.isobit.models.onnx.internal.operators;

import java.util.Set;
import java.util.TreeSet;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Similar;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** One operator: what its nodes may have, and what it does. Immutable, thread-safe. */
public final class OperatorEntry {

  private final int since;
  private final int least;
  private final int most;
  private final int outputs;
  private final Set<String> attributes;
  private final Operator operator;

  OperatorEntry(int since, int least, int most, int outputs, Set<String> attributes, Operator operator) {
    this.since = since;
    this.least = least;
    this.most = most;
    this.outputs = outputs;
    this.attributes = new TreeSet<>(attributes);
    this.operator = operator;
  }

  Set<String> attributes() {
    return attributes;
  }

  /**
   * Checks a node as far as that is possible before anything runs.
   *
   * @param node  a node of this operator
   * @param opset version of the operators that its model needs
   * @throws IllegalArgumentException if that version's is another one, or the node has too few or too many inputs or
   *                                  outputs, or an attribute that is not known
   */
  public void check(NodeDef node, int opset) {
    if (opset < since) {
      throw new IllegalArgumentException(node.label() + ": is that of version " + opset
          + " of ONNX's operators; it is supported from version " + since + " on");
    }
    int given = node.inputs().size();
    for (int i = 0; i < least; i++) {
      if (i >= given || node.inputs().get(i).isEmpty()) {
        throw new IllegalArgumentException(node.label() + ": has no input number " + i + "; it needs " + least);
      }
    }
    if (given > most) {
      throw new IllegalArgumentException(node.label() + ": has " + given + " inputs; at most " + most + " are known");
    }
    if (node.outputs().size() > outputs || node.outputs().isEmpty()) {
      throw new IllegalArgumentException(node.label() + ": has " + node.outputs().size() + " outputs; 1 to " + outputs
          + " are known");
    }
    node.attributes().forEach((key, value) -> {
      if (!attributes.contains(key)) {
        throw new IllegalArgumentException(node.label() + ": has an attribute " + Quoted.of(key)
            + ", which is not known" + Similar.hint(key, attributes));
      }
      if (value instanceof NodeDef.Unread unread) {
        throw new IllegalArgumentException(node.label() + ": its attribute " + Quoted.of(key) + " is "
            + Quoted.line(unread.kind()) + ", which cannot be used");
      }
    });
  }

  /**
   * Runs a node.
   *
   * @param call its inputs and attributes
   * @return its outputs; there may be more than the node names
   * @throws IllegalArgumentException that names the node, if inputs or attributes do not fit
   */
  public Tensor[] run(Call call) {
    try {
      return operator.run(call);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(call.node().label() + ": " + e.getMessage(), e);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      // Sizes that do not fit each other and that nobody has refused before: the file is at fault, and is named.
      throw new IllegalArgumentException(call.node().label() + ": its inputs have sizes that do not fit: "
          + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new IllegalArgumentException(call.node().label() + ": needs more memory than the heap has left: raise -Xmx",
          e);
    }
  }
}
