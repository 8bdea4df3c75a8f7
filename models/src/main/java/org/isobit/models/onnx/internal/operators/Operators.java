package org.isobit.models.onnx.internal.operators;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Similar;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** All operators, by name. Thread-safe. */
public final class Operators {

  /** For operators with any number of inputs or outputs. */
  static final int ANY = Integer.MAX_VALUE;

  /** The first version of ONNX's operators that is known for all of them. */
  private static final int FIRST = 13;

  /** Operators that have been what they are since an earlier version. */
  private static final Map<String, Integer> SINCE = Map.ofEntries(Map.entry("And", 7), Map.entry("BitShift", 11),
      Map.entry("Celu", 12), Map.entry("Compress", 11), Map.entry("Not", 1), Map.entry("OneHot", 11),
      Map.entry("Or", 7), Map.entry("Range", 11), Map.entry("Shrink", 9), Map.entry("TopK", 11), Map.entry("Xor", 7));

  private static final TreeMap<String, OperatorEntry> ALL = new TreeMap<>();

  static {
    Operators table = new Operators();
    ArithmeticOperators.add(table);
    ComparisonOperators.add(table);
    UnaryOperators.add(table);
    ActivationOperators.add(table);
    ConversionOperators.add(table);
    ConstantOperators.add(table);
    ShapeOperators.add(table);
    PieceOperators.add(table);
    GatherOperators.add(table);
    ScatterOperators.add(table);
    OrderOperators.add(table);
    ResizeOperator.add(table);
    ReductionOperators.add(table);
    SoftmaxOperators.add(table);
    MatrixOperators.add(table);
    NormalizationOperators.add(table);
    ConvolutionOperators.add(table);
    PoolingOperators.add(table);
    RecurrentOperators.add(table);
    AttentionOperators.add(table);
  }

  private Operators() {}

  /** Adds an operator with one output: its least and most inputs, and the names of its attributes. */
  void one(String name, int least, int most, String attributes, Operator.One operator) {
    many(name, least, most, 1, attributes, c -> new Tensor[] {operator.run(c)});
  }

  /** Adds an operator with several outputs. */
  void many(String name, int least, int most, int outputs, String attributes, Operator operator) {
    Set<String> names = attributes.isEmpty() ? Set.of() : Set.of(attributes.split(" "));
    ALL.put(name, new OperatorEntry(SINCE.getOrDefault(name, FIRST), least, most, outputs, names, operator));
  }

  /**
   * The operator of a node.
   *
   * @param node the node
   * @return its operator
   * @throws IllegalArgumentException if it is not known
   */
  public static OperatorEntry of(NodeDef node) {
    OperatorEntry entry = node.domain().isEmpty() ? ALL.get(node.operator()) : null;
    if (entry == null) {
      throw new IllegalArgumentException(node.label() + ": the operator "
          + Quoted.of(node.domain().isEmpty() ? node.operator() : node.domain() + "." + node.operator())
          + " is not supported" + (node.domain().isEmpty() ? Similar.hint(node.operator(), ALL.keySet()) : ""));
    }
    return entry;
  }

  /**
   * The names of all operators.
   *
   * @return in alphabetical order
   */
  public static SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(ALL.navigableKeySet());
  }
}
