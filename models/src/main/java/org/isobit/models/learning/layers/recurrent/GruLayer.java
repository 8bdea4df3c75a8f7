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
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * A gated recurrent unit over a sequence (Cho et al. 2014), the reset gate behind the product as in cuDNN, PyTorch and
 * by default in Keras, or before it, kind {@code gru}: from (steps, features) to (steps, hiddenSize), the states of all
 * steps, or to (hiddenSize), that of the last one. Of each step, with gates as
 * {@link org.isobit.kernels.recurrent.GruGates} computes them, of rows r, z, n:
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
 * <p>With the reset gate {@link #withResetBefore before} the product, the chain of a begins with b_in + b_hn, rounded,
 * and goes on with the products with s_j = r_j·h_j. Then ∂L/∂s is a chain over the candidates' derivatives from +0,
 * dz_r = (∂L/∂s·h)·fma(−r, r, r), and ∂L/∂h = fma(∂L/∂s, r, z·∂L/∂h'), to which the products of dz_r and dz_z are
 * added; tangents have ds = fma(dr, h, r·dh), dr = dz_r·fma(−r, r, r).
 *
 * <p>Derivatives go through all steps, from the last one to the first one, or as far as {@link #withTruncation} says;
 * those by weights are chains over samples and of each its steps, ascending, the first step's zero state included. A
 * tape keeps 5·hiddenSize numbers a step.
 *
 * <p>Parameters are PyTorch's, by name and layout: {@code weight_ih_l0} (3·hiddenSize × features), {@code weight_hh_l0}
 * (3·hiddenSize × hiddenSize), {@code bias_ih_l0} and {@code bias_hh_l0} (3·hiddenSize), both kept: each has a gradient
 * of its own, as there. Keras has gates in the order z, r, n, transposed weights (features × 3·hiddenSize), and its
 * bias (2 × 3·hiddenSize) is b_ih and b_hh; without {@code reset_after} it has one, for which the other is zero.
 * Immutable, thread-safe.
 */
public final class GruLayer extends RecurrentLayer<GruLayer> {

  private static final String KIND = "gru";

  /** Of r, z, n. */
  private static final int GATES = 3;

  private static final String RESET_BEFORE = "reset-before";

  private final boolean resetBefore;

  private GruLayer(Recurrence recurrence, boolean resetBefore) {
    super(KIND, recurrence);
    this.resetBefore = resetBefore;
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
    return new GruLayer(Recurrence.of(KIND, hiddenSize), false);
  }

  /**
   * The same with the reset gate before the product: the candidate is n = tanh(W_in·x + b_in + b_hn + W_hn·(r·h)), as
   * of Cho et al., in Keras with {@code reset_after=False} and in ONNX with {@code linear_before_reset = 0}.
   *
   * @return a layer
   */
  public GruLayer withResetBefore() {
    return new GruLayer(recurrence, true);
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = super.settings();
    settings.put(RESET_BEFORE, resetBefore);
    return settings;
  }

  @Override
  GruLayer with(Recurrence other) {
    return new GruLayer(other, resetBefore);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return recurrence.parameters(KIND, GATES, input);
  }

  @Override
  public LayerOperator operator(Shape input) {
    output(input);
    return new GruOperator(recurrence, resetBefore, input.dimension(0), input.last());
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    output(input);
    return new FloatGruOperator(recurrence, resetBefore, input.dimension(0), input.last());
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return new RecurrentStages(recurrence, 3, stages).gru(resetBefore);
  }

  @Override
  public String export(OnnxNodes nodes) {
    return recurrence.export(nodes, "GRU", Map.of("linear_before_reset", resetBefore ? 0L : 1L), 1, 0, 2);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "GRU over a sequence", "");
    }

    @Override
    public Keys keys() {
      return Recurrence.keys(Key.of(RESET_BEFORE, Form.FLAG, "whether the reset gate stands before the product")
          .usual(false));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new GruLayer(Recurrence.of(settings), settings.truth(RESET_BEFORE));
    }
  }
}
