package org.isobit.models.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.io.Quoted;
import org.isobit.models.onnx.internal.format.ModelDef;
import org.isobit.models.onnx.internal.format.OnnxReader;
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
  private final Plan plan;

  private OnnxModel(ModelDef model) {
    this.source = model.source();
    this.producer = model.producer();
    this.opset = model.opset();
    this.inputs = model.graph().inputs().stream()
        .filter(v -> !model.graph().initializers().containsKey(v.name())).toList();
    this.outputs = List.copyOf(model.graph().outputs());
    try {
      this.plan = Plan.of(model.graph(), model.opset());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
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
    Map<String, Tensor> results = new LinkedHashMap<>();
    Map<String, Tensor> values;
    try {
      values = plan.run(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
    outputs.forEach(v -> results.put(v.name(), values.get(v.name())));
    return results;
  }

  /** The name of the file, for messages. */
  String source() {
    return source;
  }

  Plan plan() {
    return plan;
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
