package org.isobit.models.learning.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.onnx.export.ActivationNodes;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * An activation as a layer of its own, kind {@code activation}: any shape, no parameters. Immutable.
 *
 * @param activation which
 * @param slope      where {@link Activation#hasSlope()}; 0 for the others
 */
public record ElementwiseLayer(Activation activation, double slope) implements UnaryLayer, OnnxLayer {

  static final String KIND = "activation";

  /** Checks the slope. */
  public ElementwiseLayer {
    Layers.requireSlope(KIND, activation, slope);
  }

  static ElementwiseLayer of(LayerSettings settings) {
    FusedActivation activation = FusedActivation.of(settings);
    return new ElementwiseLayer(activation.kind(), activation.slope());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    new FusedActivation(activation, slope).describe(settings);
    return settings;
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
    return new ActivationOperator(activation, slope, input.size());
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatActivationOperator(activation, slope, input.size());
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return stages.add(new NeuralStage.Elementwise(activation, slope, stages.shape(0).size()), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    return ActivationNodes.of(nodes, activation, slope, nodes.input(0));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "an activation by itself", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.word("activation", "which", Layers::activations).required()).and(FusedActivation.slopes());
    }

    @Override
    public Layer build(LayerSettings settings) {
      return ElementwiseLayer.of(settings);
    }
  }
}
