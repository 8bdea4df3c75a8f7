package org.isobit.models.onnx.internal.operators;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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
  private final Preparer preparer;
  private final Map<String, Rule> rules;

  /** What values of an attribute are supported, in words. */
  private record Rule(Predicate<Object> takes, String words) {}

  /** What an operator does once its inputs that are constants are known. */
  interface Preparer {

    /** The operator with these, null for inputs that are not; or null, if that is of no use. */
    Operator of(Call fixed);
  }

  OperatorEntry(int since, int least, int most, int outputs, Set<String> attributes, Operator operator) {
    this(since, least, most, outputs, attributes, operator, null, Map.of());
  }

  private OperatorEntry(int since, int least, int most, int outputs, Set<String> attributes, Operator operator,
      Preparer preparer, Map<String, Rule> rules) {
    this.since = since;
    this.least = least;
    this.most = most;
    this.outputs = outputs;
    this.attributes = new TreeSet<>(attributes);
    this.operator = operator;
    this.preparer = preparer;
    this.rules = rules;
  }

  /** The same operator, which can make use of constants. */
  OperatorEntry with(Preparer own) {
    return new OperatorEntry(since, least, most, outputs, attributes, operator, own, rules);
  }

  /** The same operator, of which only some values of an attribute are supported. */
  OperatorEntry with(String attribute, Predicate<Object> takes, String words) {
    Map<String, Rule> all = new TreeMap<>(rules);
    all.put(attribute, new Rule(takes, words));
    return new OperatorEntry(since, least, most, outputs, attributes, operator, preparer, all);
  }

  /**
   * The operator for one node, whose constant weights are packed now in place of at each call; bits do not change.
   *
   * @param node   the node
   * @param opset  version of the operators
   * @param inputs its inputs that are constants; null for the others
   * @return the operator itself where there is nothing to prepare
   */
  public OperatorEntry prepared(NodeDef node, int opset, Tensor... inputs) {
    Operator own = preparer == null ? null : preparer.of(new Call(node, opset, inputs));
    return own == null ? this : new OperatorEntry(since, least, most, outputs, attributes, own);
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
   *                                  outputs, an attribute that is not known, or a value of one that is not supported
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
      Rule rule = rules.get(key);
      if (rule != null && !rule.takes.test(value)) {
        throw new IllegalArgumentException(node.label() + ": the attribute " + Quoted.of(key) + " is "
            + Quoted.line(value.toString()) + ", which is not supported; " + rule.words + " can be");
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
