package org.isobit.models.learning.layers.recurrent;

import java.util.List;
import java.util.Map;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * A gated recurrent unit over a sequence (Cho et al. 2014), the reset gate behind the product as in cuDNN, PyTorch and
 * by default in Keras, kind {@code gru}: from (steps, features) to (steps, hiddenSize), the states of all steps, or to
 * (hiddenSize), that of the last one. Of each step, with gates as {@link org.isobit.kernels.recurrent.GruGates}
 * computes them, of rows r, z, n:
 * <pre>
 * Z_rz = W_ih·x + b_ih + b_hh + W_hh·h;  a = W_in·x + b_in;  u = W_hn·h + b_hn
 * n = tanh(a + r·u);  h' = z·(h − n) + n
 * </pre>
 *
 * <p>Z of all steps begins with the products with the input, chains over features from b_ih + b_hh, rounded, (of a
 * b_in, of u b_hn) on; the products with the state continue them, in runs of 4096 terms of their own; at the first step
 * the state before is zero and has none. Several layers one on top of the other are several layers of a network:
 * PyTorch's second one has {@link #withLevel level} 1. Nothing goes backwards in time but derivatives.
 *
 * <p>Derivatives go through all steps, from the last one to the first one, or as far as {@link #withTruncation} says;
 * those by weights are chains over samples and of each its steps, ascending, the first step's zero state included. A
 * tape keeps 5·hiddenSize numbers a step.
 *
 * <p>Parameters are PyTorch's, by name and layout: {@code weight_ih_l0} (3·hiddenSize × features), {@code weight_hh_l0}
 * (3·hiddenSize × hiddenSize), {@code bias_ih_l0} and {@code bias_hh_l0} (3·hiddenSize), both kept: each has a gradient
 * of its own, as there. Keras
 * (with {@code reset_after}) has gates in the order z, r, n, transposed weights (features × 3·hiddenSize), and its bias
 * (2 × 3·hiddenSize) is b_ih and b_hh. Immutable, thread-safe.
 */
public final class GruLayer implements UnaryLayer, OnnxLayer {

  private static final String KIND = "gru";

  /** Of r, z, n. */
  private static final int GATES = 3;

  private final Recurrence recurrence;

  private GruLayer(Recurrence recurrence) {
    this.recurrence = recurrence.checked(KIND);
  }

  /**
   * A layer as PyTorch's: all steps come out, there are biases, and weights and biases begin uniform in
   * ±1 ÷ √hiddenSize.
   *
   * @param hiddenSize elements of a state, at least 1
   * @return the layer
   * @throws IllegalArgumentException for hiddenSize below 1
   */
  public static GruLayer of(int hiddenSize) {
    return new GruLayer(Recurrence.of(KIND, hiddenSize));
  }

  /**
   * The same, of which only the last step comes out.
   *
   * @return a layer from (steps, features) to (hiddenSize)
   */
  public GruLayer withLastOnly() {
    return new GruLayer(recurrence.withLast());
  }

  /**
   * The same with truncated derivatives: a sequence is cut into parts of so many steps; states go from part to part,
   * derivatives do not, in gradients and in tangents alike.
   *
   * @param steps steps of a part; 0: the whole sequence
   * @return a layer
   * @throws IllegalArgumentException if it is negative
   */
  public GruLayer withTruncation(int steps) {
    return new GruLayer(recurrence.withTruncation(steps));
  }

  /**
   * The same with another number in the names of its parameters, as PyTorch counts the layers of a stack: 1 for
   * {@code weight_ih_l1}.
   *
   * @param level the number, 0 otherwise
   * @return a layer
   * @throws IllegalArgumentException if it is negative
   */
  public GruLayer withLevel(int level) {
    return new GruLayer(recurrence.withLevel(level));
  }

  /**
   * The same with other laws of initial values.
   *
   * @param weights   of weights of the input
   * @param recurrent of weights of the state
   * @param biases    of both biases
   * @return a layer
   */
  public GruLayer withInitializers(Initializer weights, Initializer recurrent, Initializer biases) {
    return new GruLayer(recurrence.withInitializers(weights, recurrent, biases));
  }

  /**
   * The same without biases.
   *
   * @return a layer
   */
  public GruLayer withoutBias() {
    return new GruLayer(recurrence.withoutBias());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    return recurrence.settings();
  }

  @Override
  public Shape output(Shape input) {
    return recurrence.output(KIND, input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return recurrence.parameters(KIND, GATES, input);
  }

  @Override
  public LayerOperator operator(Shape input) {
    output(input);
    return new GruOperator(recurrence, input.dimension(0), input.last());
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    output(input);
    return new FloatGruOperator(recurrence, input.dimension(0), input.last());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GruLayer layer && recurrence.equals(layer.recurrence);
  }

  @Override
  public int hashCode() {
    return recurrence.hashCode();
  }

  /** Its kind and settings. */
  @Override
  public String toString() {
    return KIND + " " + settings();
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return new RecurrentStages(recurrence, 3, stages).gru();
  }

  @Override
  public String export(OnnxNodes nodes) {
    return recurrence.export(nodes, "GRU", Map.of("linear_before_reset", 1L), 1, 0, 2);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "GRU over a sequence", "");
    }

    @Override
    public Keys keys() {
      return Recurrence.keys();
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new GruLayer(Recurrence.of(settings));
    }
  }
}
