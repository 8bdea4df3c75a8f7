package org.isobit.models.learning.layers.normalization;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.NormStage;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
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
 * Layer norm along the last dimension (Ba, Kiros and Hinton 2016), kind {@code layer-norm}: samples of any shape; of
 * each row of n numbers y = (x − mean) ÷ √(variance + ε)·weight + bias, with the operations of
 * {@link org.isobit.kernels.normalization.LayerNorm}. Parameters, with PyTorch's names, are {@code weight} (n), ones at
 * first, and {@code bias} (n), zeros. Keras calls ε {@code epsilon} and has 10⁻³ by default. Immutable.
 *
 * @param eps    not negative, finite in float
 * @param affine whether there is a weight
 * @param bias   whether there is a bias, which needs a weight
 */
public record LayerNormalization(double eps, boolean affine, boolean bias) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "layer-norm";

  /**
   * Checks ε.
   *
   * @throws IllegalArgumentException for a bad ε, and a bias without weight
   */
  public LayerNormalization {
    Norms.requireEps(KIND, eps);
    Norms.requireScale(KIND, affine, bias);
  }

  /**
   * Layer norm as PyTorch's by default.
   *
   * @return with ε = 10⁻⁵, weight and bias
   */
  public static LayerNormalization of() {
    return new LayerNormalization(Norms.EPS, true, true);
  }

  static LayerNormalization of(LayerSettings settings) {
    return new LayerNormalization(settings.number("eps"), settings.truth("affine"), settings.truth("bias"));
  }

  /**
   * The same with another ε.
   *
   * @param value not negative
   * @return a layer
   */
  public LayerNormalization withEps(double value) {
    return new LayerNormalization(value, affine, bias);
  }

  /**
   * The same without bias.
   *
   * @return a layer
   */
  public LayerNormalization withoutBias() {
    return new LayerNormalization(eps, affine, false);
  }

  /**
   * The same without weight and bias.
   *
   * @return a layer
   */
  public LayerNormalization withoutAffine() {
    return new LayerNormalization(eps, false, false);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("eps", eps);
    settings.put("affine", affine);
    settings.put("bias", bias);
    return settings;
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return Norms.affine(input.last(), affine, bias);
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new RowNormOperator(true, input.size() / input.last(), input.last(), eps, affine, bias);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatRowNormOperator(true, input.size() / input.last(), input.last(), eps, affine, bias);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    return stages.add(new NormStage.LayerNorm(input.size() / input.last(), input.last(), eps,
        stages.parameter(affine, 0), stages.parameter(bias, input.last())), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] sample = nodes.shape(0);
    int n = sample[sample.length - 1];
    // Numbers of the data types FLOAT and DOUBLE: what mean and variance are computed in.
    Map<String, Object> attributes = Map.of("axis", -1L, "epsilon", (float) eps, "stash_type",
        nodes.doubles() ? 11L : 1L);
    String weight = Norms.parameter(nodes, "weight", affine, 1, n);
    return bias ? nodes.node("LayerNormalization", attributes, nodes.input(0), weight, nodes.parameter("bias"))
        : nodes.node("LayerNormalization", attributes, nodes.input(0), weight);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "normalisation of each row, the last dimension", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Norms.eps(), Norms.affine(true), Norms.bias(true));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return LayerNormalization.of(settings);
    }
  }
}
