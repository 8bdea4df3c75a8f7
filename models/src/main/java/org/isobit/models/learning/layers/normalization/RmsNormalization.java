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
import org.isobit.models.onnx.export.RootMeanSquareNodes;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * RMS norm along the last dimension (Zhang and Sennrich 2019), kind {@code rms-norm}: samples of any shape; of each row
 * of n numbers y = x ÷ √(mean of squares + ε)·weight, with the operations of
 * {@link org.isobit.kernels.normalization.RmsNorm}. The parameter, with PyTorch's name, is {@code weight} (n), ones at
 * first. PyTorch's ε is by default that of the numbers' type, 2.220446049250313e-16 of double and 1.1920929e-7 of
 * float; here a layer is for both, and has 10⁻⁵ unless it is given. Immutable.
 *
 * @param eps    not negative, finite in float
 * @param affine whether there is a weight
 */
public record RmsNormalization(double eps, boolean affine) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "rms-norm";

  /**
   * Checks ε.
   *
   * @throws IllegalArgumentException for a bad ε
   */
  public RmsNormalization {
    Norms.requireEps(KIND, eps);
  }

  /**
   * RMS norm.
   *
   * @return with ε = 10⁻⁵ and weight
   */
  public static RmsNormalization of() {
    return new RmsNormalization(Norms.EPS, true);
  }

  static RmsNormalization of(LayerSettings settings) {
    return new RmsNormalization(settings.number("eps"), settings.truth("affine"));
  }

  /**
   * The same with another ε.
   *
   * @param value not negative
   * @return a layer
   */
  public RmsNormalization withEps(double value) {
    return new RmsNormalization(value, affine);
  }

  /**
   * The same without weight.
   *
   * @return a layer
   */
  public RmsNormalization withoutAffine() {
    return new RmsNormalization(eps, false);
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
    return Norms.affine(input.last(), affine, false);
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new RowNormOperator(false, input.size() / input.last(), input.last(), eps, affine, false);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatRowNormOperator(false, input.size() / input.last(), input.last(), eps, affine, false);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    return stages.add(new NormStage.RmsNorm(input.size() / input.last(), input.last(), eps,
        stages.parameter(affine, 0)), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    return RootMeanSquareNodes.of(nodes, nodes.input(0), eps, affine ? nodes.parameter("weight") : null);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "division of each row, the last dimension, by its root mean square", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Norms.eps(), Norms.affine(true));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return RmsNormalization.of(settings);
    }
  }
}
