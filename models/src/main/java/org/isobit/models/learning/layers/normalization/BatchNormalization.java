package org.isobit.models.learning.layers.normalization;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.NormStage;
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
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Batch norm (Ioffe and Szegedy 2015), kind {@code batch-norm}: samples (channels, …), of which the first dimension is
 * the channels, or vectors, each element a channel. In training a channel's mean and variance are those of all its
 * numbers in the batch, y = (x − mean) ÷ √(variance + ε)·weight + bias; in inference they are running ones. Operations
 * are those of {@link org.isobit.kernels.normalization.BatchNorm}.
 *
 * <p>Parameters, with PyTorch's names: {@code weight} (channels), ones at first, {@code bias}, zeros,
 * {@code running_mean}, zeros, and {@code running_var}, ones. The last two follow no gradient: a step of training moves
 * them by running + momentum·(batch − running), and {@link org.isobit.models.learning.Network#settle} sets them.
 * PyTorch's {@code num_batches_tracked} is not needed: name it under {@code ignore}. Its {@code momentum} is the one
 * here; Keras' is 1 less it (0.99 there is 0.01 here), its {@code epsilon} (10⁻³ by default) is {@code eps},
 * {@code gamma}, {@code beta}, {@code moving_mean} and {@code moving_variance} are the parameters in this order, and
 * its running variance is that with n, where PyTorch's is that with n − 1.
 *
 * <p>In training, samples of a batch are coupled: outputs and gradients depend on which samples are together, batches
 * of one number a channel are refused, and so is adding up gradients of parts of a batch. A pass that is not one of
 * training goes by the running statistics on a tape too, and its gradients and tangents are those of that map.
 * Immutable.
 *
 * @param eps      not negative, finite in float
 * @param momentum share of the batch in running statistics, from 0 to 1
 * @param unbiased whether the running variance is that with n − 1
 * @param affine   whether there are weight and bias
 */
public record BatchNormalization(double eps, double momentum, boolean unbiased, boolean affine)
    implements UnaryLayer, OnnxLayer {

  private static final String KIND = "batch-norm";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for a bad ε and a momentum outside of 0 … 1
   */
  public BatchNormalization {
    Norms.requireEps(KIND, eps);
    if (!(momentum >= 0.0 && momentum <= 1.0)) {
      throw new IllegalArgumentException(KIND + ": momentum must be from 0 to 1, but is " + momentum);
    }
  }

  /**
   * Batch norm as PyTorch's by default.
   *
   * @return with ε = 10⁻⁵, momentum 0.1, the running variance with n − 1, weight and bias
   */
  public static BatchNormalization of() {
    return new BatchNormalization(Norms.EPS, 0.1, true, true);
  }

  static BatchNormalization of(LayerSettings settings) {
    return new BatchNormalization(settings.number("eps"), settings.number("momentum"),
        settings.truth("unbiased"), settings.truth("affine"));
  }

  /**
   * The same with another ε.
   *
   * @param value not negative
   * @return a layer
   */
  public BatchNormalization withEps(double value) {
    return new BatchNormalization(value, momentum, unbiased, affine);
  }

  /**
   * The same with another share of the batch in running statistics.
   *
   * @param share from 0 to 1; 1 less what Keras calls momentum
   * @return a layer
   */
  public BatchNormalization withMomentum(double share) {
    return new BatchNormalization(eps, share, unbiased, affine);
  }

  /**
   * The same with a running variance with n, as Keras has it.
   *
   * @return a layer
   */
  public BatchNormalization withBiasedVariance() {
    return new BatchNormalization(eps, momentum, false, affine);
  }

  /**
   * The same without weight and bias.
   *
   * @return a layer
   */
  public BatchNormalization withoutAffine() {
    return new BatchNormalization(eps, momentum, unbiased, false);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("eps", eps);
    settings.put("momentum", momentum);
    settings.put("unbiased", unbiased);
    settings.put("affine", affine);
    return settings;
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    int channels = input.dimension(0);
    List<Parameter> parameters = Norms.affine(channels, affine, affine);
    int at = affine ? 2 * channels : 0;
    parameters.add(new Parameter("running_mean", Shape.of(channels), at, Initializer.zeros(), 1, 1, false));
    parameters.add(new Parameter("running_var", Shape.of(channels), at + channels, Initializer.ones(), 1, 1, false));
    return parameters;
  }

  @Override
  public LayerOperator operator(Shape input) {
    int channels = input.dimension(0);
    return new BatchNormOperator(channels, input.size() / channels, eps, momentum, unbiased, affine);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    int channels = input.dimension(0);
    return new FloatBatchNormOperator(channels, input.size() / channels, eps, momentum, unbiased, affine);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    int channels = input.dimension(0);
    return stages.add(new NormStage.BatchNorm(channels, input.size() / channels, eps, stages.parameter(affine, 0),
        stages.parameter(affine, channels), stages.parameter(affine ? 2 * channels : 0)), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int channels = nodes.shape(0)[0];
    return nodes.node("BatchNormalization", Map.of("epsilon", (float) eps), nodes.input(0),
        Norms.parameter(nodes, "weight", affine, 1, channels), Norms.parameter(nodes, "bias", affine, 0, channels),
        nodes.parameter("running_mean"), nodes.parameter("running_var"));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "normalisation of each channel over the batch; in inference by running statistics", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Norms.eps(),
          Key.of("momentum", Form.NUMBER, "share of the batch in running statistics").usual(0.1).between(0, 1),
          Key.of("unbiased", Form.FLAG, "whether the running variance is that with n - 1").usual(true),
          Norms.affine(true));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return BatchNormalization.of(settings);
    }
  }
}
