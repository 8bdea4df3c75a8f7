package org.isobit.models.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.internal.format.ModelDef;
import org.isobit.models.onnx.internal.format.OnnxReader;
import org.isobit.models.onnx.internal.fusion.Fused;
import org.isobit.models.onnx.internal.fusion.Patterns;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;

/**
 * A model from an ONNX file, ready to run. Reading checks the whole graph: every operator and attribute is known, every
 * value has one source, and no node waits for itself; what depends on constants alone is computed then, once. Bits of
 * outputs are a function of the model and the inputs: not of threads, vector width or machine.
 *
 * <p>Versions 13 to 23 of ONNX's own operators are known, older ones where an operator has not changed; which of them
 * can be run stands in {@code models/README.md}. Everything wrong in a file, or in inputs, is an {@link
 * IllegalArgumentException} that names the file, the node and its operator. Immutable and thread-safe.
 */
public final class OnnxModel {

  private final String source;
  private final String producer;
  private final int opset;
  private final List<ValueInfo> inputs;
  private final List<ValueInfo> outputs;
  private final CheckedGraph graph;
  private final List<Fused> groups;
  private final Plan plan;

  private OnnxModel(ModelDef model) {
    this.source = model.source();
    this.producer = model.producer();
    this.opset = model.opset();
    this.inputs = model.graph().inputs().stream()
        .filter(v -> !model.graph().initializers().containsKey(v.name())).toList();
    this.outputs = List.copyOf(model.graph().outputs());
    try {
      this.graph = CheckedGraph.of(model.graph(), model.opset());
      this.groups = Patterns.of(graph.nodes(), graph.constants(), graph.inputs(), graph.outputs());
      this.plan = Plan.of(graph, groups);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  private OnnxModel(OnnxModel of) {
    this.source = of.source;
    this.producer = of.producer;
    this.opset = of.opset;
    this.inputs = of.inputs;
    this.outputs = of.outputs;
    this.graph = of.graph;
    this.groups = List.of();
    this.plan = Plan.of(graph, groups);
  }

  /**
   * Reads a model.
   *
   * @param file the file; tensors that it keeps outside lie in its folder
   * @return the model
   * @throws IOException              if the system cannot read it
   * @throws IllegalArgumentException if it is missing, damaged, or something in it is not supported
   */
  public static OnnxModel read(Path file) throws IOException {
    return new OnnxModel(OnnxReader.model(file));
  }

  /**
   * Reads a model from memory; it must hold all its tensors.
   *
   * @param name  name of the model, for messages
   * @param bytes what a file would hold
   * @return the model
   * @throws IOException              never; tensors outside the bytes are refused
   * @throws IllegalArgumentException if they are damaged, or something in them is not supported
   */
  public static OnnxModel read(String name, byte[] bytes) throws IOException {
    return new OnnxModel(OnnxReader.model(name, null, bytes));
  }

  /**
   * The program that wrote the model.
   *
   * @return its name, or an empty text
   */
  public String producer() {
    return producer;
  }

  /**
   * The version of ONNX's operators that the model needs.
   *
   * @return at most 23
   */
  public int opset() {
    return opset;
  }

  /**
   * What must be given.
   *
   * @return in the file's order
   */
  public List<ValueInfo> inputs() {
    return inputs;
  }

  /**
   * What comes out.
   *
   * @return in the file's order
   */
  public List<ValueInfo> outputs() {
    return outputs;
  }

  /**
   * Groups of nodes that run as one kernel: attention, layer norm, RMS norm, GELU, GELU (tanh) and SiLU in their usual
   * decompositions, found by what they compute. Results agree with those of the nodes to rounding, and have the bits of
   * the kernels on every machine; where a kernel does not take what comes, such as FLOAT16, the nodes run.
   *
   * @return how often each was found, in alphabetical order
   */
  public Map<String, Integer> patterns() {
    Map<String, Integer> found = new TreeMap<>();
    groups.forEach(group -> found.merge(group.pattern(), 1, Integer::sum));
    return found;
  }

  /**
   * The same model with one call for each node, for comparison.
   *
   * @return a model without {@link #patterns}
   */
  public OnnxModel unfused() {
    return groups.isEmpty() ? this : new OnnxModel(this);
  }

  /**
   * Runs the model.
   *
   * @param given a tensor for each input, by its name; their arrays are read only
   * @return the outputs by their names, in the file's order; an output that is an input, or depends on constants alone,
   *     may be a tensor of theirs
   * @throws IllegalArgumentException if an input is missing, unknown, or of another type or shape than the file says,
   *                                  or a node cannot take what it gets
   */
  public Map<String, Tensor> run(Map<String, Tensor> given) {
    check(given);
    try {
      return plan.run(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
  }

  /** The name of the file, for messages. */
  String source() {
    return source;
  }

  CheckedGraph graph() {
    return graph;
  }

  private void check(Map<String, Tensor> given) {
    Map<String, Integer> symbols = new LinkedHashMap<>();
    for (ValueInfo input : inputs) {
      Tensor x = given.get(input.name());
      if (x == null) {
        throw new IllegalArgumentException(source + ": the input " + Quoted.of(input.name()) + " is not given");
      }
      if (input.type() != null && input.type() != x.type() || input.dims() != null && !fits(input.dims(), x, symbols)) {
        throw new IllegalArgumentException(source + ": the input " + Quoted.line(input.toString()) + " is given as "
            + x + (symbols.isEmpty() ? "" : " where " + Quoted.line(symbols.toString())));
      }
    }
    List<String> unknown = new ArrayList<>(given.keySet());
    inputs.forEach(v -> unknown.remove(v.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(source + ": there is no input " + Quoted.of(unknown.getFirst()));
    }
  }

  /** Whether a tensor has the sizes that are given, and one size for each symbol. */
  private static boolean fits(List<String> dims, Tensor x, Map<String, Integer> symbols) {
    if (dims.size() != x.rank()) {
      return false;
    }
    for (int d = 0; d < x.rank(); d++) {
      String dim = dims.get(d);
      if (dim.matches("\\d+") ? !dim.equals(String.valueOf(x.dim(d)))
          : !dim.equals("?") && !dim.isEmpty() && symbols.merge(dim, x.dim(d), (a, b) -> a) != x.dim(d)) {
        return false;
      }
    }
    return true;
  }
}
