package org.isobit.models.learning.layers;

import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Sampling;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Dropout in training, nothing in inference, kind {@code dropout}: any shape, no parameters. Immutable.
 *
 * @param p probability, in [0, 1)
 */
public record DropoutLayer(double p) implements UnaryLayer, OnnxLayer {

  static final String KIND = "dropout";

  /** Checks the probability. */
  public DropoutLayer {
    Sampling.dropout(p, 0, 0, 0, 0, new double[0], 0, new double[0], 0); // checks p
    if ((float) p == 1.0f) {
      throw new IllegalArgumentException("dropout: p must be less than 1 in float too, but is " + p);
    }
  }

  static DropoutLayer of(LayerSettings settings) {
    return new DropoutLayer(settings.number("p"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("p", p);
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of();
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new DropoutOperator(p, input.size());
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatDropoutOperator(p, input.size());
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return stages.input(0);
  }

  @Override
  public String export(OnnxNodes nodes) {
    return nodes.input(0);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "elements are dropped while training", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of("p", Form.NUMBER, "probability, from 0 to less than 1").required().between(0, 1));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return DropoutLayer.of(settings);
    }
  }
}
