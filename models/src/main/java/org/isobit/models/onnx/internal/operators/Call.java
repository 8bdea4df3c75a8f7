package org.isobit.models.onnx.internal.operators;

import java.util.List;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** One call of an operator: the tensors it gets, and its node's attributes. Not changed by anyone; thread-safe. */
public final class Call {

  private final NodeDef node;
  private final int opset;
  private final Tensor[] inputs;

  /**
   * A call.
   *
   * @param node   the node
   * @param opset  version of the operators
   * @param inputs as the node names them; null for one that is left out
   */
  public Call(NodeDef node, int opset, Tensor... inputs) {
    this.node = node;
    this.opset = opset;
    this.inputs = inputs;
  }

  NodeDef node() {
    return node;
  }

  int opset() {
    return opset;
  }

  /** How many inputs the node names. */
  int inputs() {
    return inputs.length;
  }

  /** How many outputs the node names. */
  int outputs() {
    return node.outputs().size();
  }

  /** An input that must be there. */
  Tensor in(int i) {
    if (optional(i) == null) {
      throw new IllegalArgumentException("has no input number " + i);
    }
    return inputs[i];
  }

  /** An input, or null. */
  Tensor optional(int i) {
    return i < inputs.length ? inputs[i] : null;
  }

  /** The integers of an input such as axes or a shape. */
  long[] integers(int i) {
    Tensor x = in(i);
    if (x.type().floating() || x.rank() > 1) {
      throw new IllegalArgumentException("input number " + i + " is " + x + ", not a list of integers");
    }
    return x.longs();
  }

  /** The one integer of an input. */
  long integer(int i) {
    Tensor x = in(i);
    if (x.type().floating() || x.size() != 1) {
      throw new IllegalArgumentException("input number " + i + " is " + x + ", not one integer");
    }
    return x.longs()[0];
  }

  boolean has(String name) {
    return node.attributes().containsKey(name);
  }

  long integer(String name, long missing) {
    return get(name, Long.class, "an integer", missing);
  }

  boolean flag(String name) {
    return integer(name, 0) != 0;
  }

  /** A number; those of files are floats, of nodes that are made here doubles. */
  double number(String name, double missing) {
    if (node.attributes().get(name) instanceof Double d) {
      return d;
    }
    return get(name, Float.class, "a number", (float) missing);
  }

  String text(String name, String missing) {
    return get(name, String.class, "a text", missing);
  }

  /** A list of integers, or null. */
  long[] integers(String name) {
    return get(name, long[].class, "a list of integers", null);
  }

  float[] numbers(String name) {
    return get(name, float[].class, "a list of numbers", null);
  }

  /** A list of texts, or null. */
  List<?> texts(String name) {
    return get(name, List.class, "a list of texts", null);
  }

  Tensor tensor(String name) {
    return get(name, Tensor.class, "a tensor", null);
  }

  private <T> T get(String name, Class<T> kind, String what, T missing) {
    Object value = node.attributes().get(name);
    if (value == null) {
      return missing;
    }
    if (!kind.isInstance(value)) {
      throw new IllegalArgumentException("the attribute " + Quoted.of(name) + " is not " + what);
    }
    return kind.cast(value);
  }
}
