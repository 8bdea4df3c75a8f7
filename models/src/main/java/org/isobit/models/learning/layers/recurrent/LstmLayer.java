package org.isobit.models.learning.layers.recurrent;

import java.util.List;
import java.util.Map;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * A long short-term memory over a sequence (Hochreiter and Schmidhuber 1997; with forget gate, Gers et al. 2000), kind
 * {@code lstm}: from (steps, features) to (steps, hiddenSize), the states of all steps, or to (hiddenSize), that of the
 * last one. Of each step, with gates as {@link org.isobit.kernels.recurrent.LstmGates} computes them, of rows i, f, g,
 * o:
 * <pre>
 * Z = W_ih·x + b_ih + b_hh + W_hh·h
 * c' = f·c + i·g;  h' = o·tanh c'
 * </pre>
 *
 * <p>Z of all steps begins with the products with the input, chains over features from b_ih + b_hh, rounded, on; the
 * products with the state continue them, in runs of 4096 terms of their own; at the first step the state before is zero
 * and has none. Several layers one on top of the other are several layers of a network: PyTorch's second one has
 * {@link #withLevel level} 1. Nothing goes backwards in time but derivatives.
 *
 * <p>Derivatives go through all steps, from the last one to the first one, or as far as {@link #withTruncation} says;
 * those by weights are chains over samples and of each its steps, ascending, the first step's zero state included. A
 * tape keeps 6·hiddenSize numbers a step.
 *
 * <p>Parameters are PyTorch's, by name and layout: {@code weight_ih_l0} (4·hiddenSize × features), {@code weight_hh_l0}
 * (4·hiddenSize × hiddenSize), {@code bias_ih_l0} and {@code bias_hh_l0} (4·hiddenSize), both kept: each has a gradient
 * of its own, as there. Keras has the same order of gates, but transposed weights (features × 4·hiddenSize) and one
 * bias, for which the other is zero. Immutable, thread-safe.
 */
public final class LstmLayer extends RecurrentLayer<LstmLayer> {

  private static final String KIND = "lstm";

  /** Of i, f, g, o. */
  private static final int GATES = 4;

  private LstmLayer(Recurrence recurrence) {
    super(KIND, recurrence);
  }

  /**
   * A layer as PyTorch's: all steps come out, there are biases, and weights and biases begin uniform in
   * ±1 ÷ √hiddenSize.
   *
   * @param hiddenSize elements of a state, at least 1
   * @return the layer
   * @throws IllegalArgumentException for hiddenSize below 1
   */
  public static LstmLayer of(int hiddenSize) {
    return new LstmLayer(Recurrence.of(KIND, hiddenSize));
  }

  @Override
  LstmLayer with(Recurrence other) {
    return new LstmLayer(other);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return recurrence.parameters(KIND, GATES, input);
  }

  @Override
  public LayerOperator operator(Shape input) {
    output(input);
    return new LstmOperator(recurrence, input.dimension(0), input.last());
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    output(input);
    return new FloatLstmOperator(recurrence, input.dimension(0), input.last());
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return new RecurrentStages(recurrence, 4, stages).lstm();
  }

  @Override
  public String export(OnnxNodes nodes) {
    return recurrence.export(nodes, "LSTM", Map.of(), 0, 3, 1, 2);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "LSTM over a sequence", "");
    }

    @Override
    public Keys keys() {
      return Recurrence.keys();
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new LstmLayer(Recurrence.of(settings));
    }
  }
}
