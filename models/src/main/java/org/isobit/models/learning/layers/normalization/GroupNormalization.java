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
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Group norm (Wu and He 2018), kind {@code group-norm}: samples (channels, …), of which the first dimension is the
 * channels; of each group of channels of a sample y = (x − mean) ÷ √(variance + ε)·weight + bias, with the operations
 * of {@link org.isobit.kernels.normalization.GroupNorm}. Parameters, with PyTorch's names, are {@code weight}
 * (channels), ones at first, and {@code bias} (channels), zeros. Keras calls ε {@code epsilon} and has 10⁻³ by default.
 * Immutable.
 *
 * @param groups groups of channels, a divisor of their number
 * @param eps    not negative, finite in float
 * @param affine whether there are weight and bias
 */
public record GroupNormalization(int groups, double eps, boolean affine) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "group-norm";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for groups below 1 and a bad ε
   */
  public GroupNormalization {
    if (groups < 1) {
      throw new IllegalArgumentException(KIND + ": groups must be at least 1, but is " + groups);
    }
    Norms.requireEps(KIND, eps);
  }

  /**
   * Group norm as PyTorch's by default.
   *
   * @param groups groups of channels, a divisor of their number
   * @return with ε = 10⁻⁵, weight and bias
   * @throws IllegalArgumentException for groups below 1
   */
  public static GroupNormalization of(int groups) {
    return new GroupNormalization(groups, Norms.EPS, true);
  }

  static GroupNormalization of(LayerSettings settings) {
    return new GroupNormalization(settings.integer("groups"), settings.number("eps"),
        settings.truth("affine"));
  }

  /**
   * The same with another ε.
   *
   * @param value not negative
   * @return a layer
   */
  public GroupNormalization withEps(double value) {
    return new GroupNormalization(groups, value, affine);
  }

  /**
   * The same without weight and bias.
   *
   * @return a layer
   */
  public GroupNormalization withoutAffine() {
    return new GroupNormalization(groups, eps, false);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("groups", groups);
    settings.put("eps", eps);
    settings.put("affine", affine);
    return settings;
  }

  @Override
  public Shape output(Shape input) {
    if (input.dimension(0) % groups != 0) {
      throw new IllegalArgumentException(KIND + ": the channels of " + input + " are no multiple of " + groups
          + " groups");
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return Norms.affine(output(input).dimension(0), affine, affine);
  }

  @Override
  public LayerOperator operator(Shape input) {
    int channels = output(input).dimension(0);
    return new GroupNormOperator(channels, input.size() / channels, groups, eps, affine);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    int channels = output(input).dimension(0);
    return new FloatGroupNormOperator(channels, input.size() / channels, groups, eps, affine);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    int channels = input.dimension(0);
    return stages.add(new NormStage.GroupNorm(channels, input.size() / channels, groups, eps,
        stages.parameter(affine, 0), stages.parameter(affine, channels)), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    return Norms.groups(nodes, groups, eps, affine);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "normalisation of groups of channels of each sample", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("groups", Form.INTEGER, "groups of channels").required().atLeast(1), Norms.eps(),
          Norms.affine(true));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return GroupNormalization.of(settings);
    }
  }
}
