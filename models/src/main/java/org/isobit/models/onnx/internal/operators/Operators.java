package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.isobit.models.io.Quoted;
import org.isobit.models.io.Similar;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
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
  private static final TreeMap<String, OperatorEntry> FUSED = new TreeMap<>();

  static {
    Operators table = new Operators(ALL);
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
    table.values();
    Operators fused = new Operators(FUSED);
    ActivationOperators.fused(fused);
    NormalizationOperators.fused(fused);
    AttentionOperators.fused(fused);
  }

  private final Map<String, OperatorEntry> entries;

  private Operators(Map<String, OperatorEntry> entries) {
    this.entries = entries;
  }

  /** Adds an operator with one output: its least and most inputs, and the names of its attributes. */
  void one(String name, int least, int most, String attributes, Operator.One operator) {
    many(name, least, most, 1, attributes, c -> new Tensor[] {operator.run(c)});
  }

  /** Adds an operator with several outputs. */
  void many(String name, int least, int most, int outputs, String attributes, Operator operator) {
    Set<String> names = attributes.isEmpty() ? Set.of() : Set.of(attributes.split(" "));
    entries.put(name, new OperatorEntry(SINCE.getOrDefault(name, FIRST), least, most, outputs, names, operator));
  }

  /** What is known without any input about values of attributes: the others are refused when a model is read. */
  private void values() {
    only("Gelu", "approximate", "none", "tanh");
    only("BitShift", "direction", "LEFT", "RIGHT");
    only("DepthToSpace", "mode", "DCR", "CRD");
    only("Pad", "mode", "constant", "reflect", "edge", "wrap");
    only("Resize", "mode", "nearest", "linear", "cubic");
    only("Resize", "coordinate_transformation_mode", "half_pixel", "half_pixel_symmetric", "pytorch_half_pixel",
        "align_corners", "asymmetric", "tf_crop_and_resize");
    only("Resize", "nearest_mode", "round_prefer_floor", "round_prefer_ceil", "floor", "ceil");
    only("Resize", "keep_aspect_ratio_policy", "stretch", "not_larger", "not_smaller");
    only("Attention", "softcap", 0f);
    only("LSTM", "input_forget", 0L);
    only("LpNormalization", "p", 1L, 2L);
    for (String name : List.of("Conv", "ConvTranspose", "MaxPool", "AveragePool", "LpPool")) {
      only(name, "auto_pad", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER");
    }
    for (String name : List.of("ScatterElements", "ScatterND")) {
      only(name, "reduction", "none", "add", "mul", "min", "max");
    }
    for (String name : List.of("LSTM", "GRU", "RNN")) {
      only(name, "direction", "forward", "reverse", "bidirectional");
    }
    where("LSTM", "activations", v -> repeats(v, "Sigmoid", "Tanh", "Tanh"), "Sigmoid, Tanh, Tanh of each direction");
    where("GRU", "activations", v -> repeats(v, "Sigmoid", "Tanh"), "Sigmoid, Tanh of each direction");
    where("RNN", "activations", v -> v instanceof List<?> list && RecurrentOperators.PLAIN.containsAll(list),
        String.join(", ", RecurrentOperators.PLAIN));
    for (String name : List.of("LpPool p", "LRN size", "GroupNormalization num_groups", "DepthToSpace blocksize",
        "SpaceToDepth blocksize", "Attention q_num_heads", "Attention kv_num_heads")) {
      String[] words = name.split(" ");
      where(words[0], words[1], v -> v instanceof Long n && n > 0, "numbers from 1 on");
    }
    for (String name : List.of("Cast to", "EyeLike dtype", "LayerNormalization stash_type")) {
      String[] words = name.split(" ");
      where(words[0], words[1], v -> v instanceof Long n && Arrays.stream(ElementType.values())
          .anyMatch(type -> type.code() == n), "the types of elements of the library");
    }
  }

  private void only(String name, String attribute, Object... values) {
    where(name, attribute, Set.of(values)::contains, "only "
        + Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private void where(String name, String attribute, Predicate<Object> takes, String words) {
    entries.computeIfPresent(name, (key, entry) -> entry.with(attribute, takes, words));
  }

  /** Whether a list has these texts once or twice, for one direction or two. */
  private static boolean repeats(Object value, String... texts) {
    List<String> once = List.of(texts);
    return value instanceof List<?> list && (list.equals(once)
        || list.size() == 2 * once.size() && list.subList(0, once.size()).equals(once)
        && list.subList(once.size(), list.size()).equals(once));
  }

  /** Lets an operator that is there already make use of constants. */
  void prepared(String name, OperatorEntry.Preparer preparer) {
    entries.computeIfPresent(name, (key, entry) -> entry.with(preparer));
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
   * What stands for several nodes of a graph; not to be named by files. Its calls give null where inputs are of types
   * or shapes that its kernel does not take: then the nodes themselves have to run.
   *
   * @param name Gelu, LayerNorm, RootMeanSquare, ScaledAttention or Silu
   * @return the operator
   */
  public static OperatorEntry fused(String name) {
    return FUSED.get(name);
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
