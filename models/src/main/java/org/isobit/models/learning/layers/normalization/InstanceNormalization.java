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
 * Instance norm (Ulyanov, Vedaldi and Lempitsky 2016), kind {@code instance-norm}: samples (channels, …), of which the
 * first dimension is the channels; group norm with a group a channel. Parameters, with PyTorch's names, are
 * {@code weight} (channels), ones at first, and {@code bias} (channels), zeros; there are none unless asked for, as
 * there. It goes by the sample in inference too: PyTorch's {@code track_running_stats} is not there. Immutable.
 *
 * @param eps    not negative, finite in float
 * @param affine whether there are weight and bias
 */
public record InstanceNormalization(double eps, boolean affine) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "instance-norm";

  /**
   * Checks ε.
   *
   * @throws IllegalArgumentException for a bad ε
   */
  public InstanceNormalization {
    Norms.requireEps(KIND, eps);
  }

  /**
   * Instance norm as PyTorch's by default.
   *
   * @return with ε = 10⁻⁵, without weight and bias
   */
  public static InstanceNormalization of() {
    return new InstanceNormalization(Norms.EPS, false);
  }

  static InstanceNormalization of(LayerSettings settings) {
    return new InstanceNormalization(settings.number("eps"), settings.truth("affine"));
  }

  /**
   * The same with another ε.
   *
   * @param value not negative
   * @return a layer
   */
  public InstanceNormalization withEps(double value) {
    return new InstanceNormalization(value, affine);
  }

  /**
   * The same with weight and bias.
   *
   * @return a layer
   */
  public InstanceNormalization withAffine() {
    return new InstanceNormalization(eps, true);
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
    return settings;
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return Norms.affine(input.dimension(0), affine, affine);
  }

  @Override
  public LayerOperator operator(Shape input) {
    int channels = input.dimension(0);
    return new GroupNormOperator(channels, input.size() / channels, channels, eps, affine);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    int channels = input.dimension(0);
    return new FloatGroupNormOperator(channels, input.size() / channels, channels, eps, affine);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    int channels = input.dimension(0);
    return stages.add(new NormStage.GroupNorm(channels, input.size() / channels, channels, eps,
        stages.parameter(affine, 0), stages.parameter(affine, channels)), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] sample = nodes.shape(0);
    int channels = sample[0];
    return sample.length == 1 ? Norms.groups(nodes, channels, eps, affine)
        : nodes.node("InstanceNormalization", Map.of("epsilon", (float) eps), nodes.input(0),
            Norms.parameter(nodes, "weight", affine, 1, channels), Norms.parameter(nodes, "bias", affine, 0, channels));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "normalisation of each channel of each sample", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Norms.eps(), Norms.affine(false));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return InstanceNormalization.of(settings);
    }
  }
}
