package org.isobit.models.learning.layers;

import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.NeuralStage;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.NamedEntry;

/** Softmax along the last dimension, kind {@code softmax}: any shape, no parameters. Immutable. */
public record SoftmaxLayer() implements UnaryLayer, OnnxLayer {

  static final String KIND = "softmax";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
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
    return new SoftmaxOperator(input.size() / input.last(), input.last());
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatSoftmaxOperator(input.size() / input.last(), input.last());
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    return stages.add(new NeuralStage.SoftmaxRows(input.size() / input.last(), input.last()), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    return nodes.node("Softmax", Map.of("axis", -1L), nodes.input(0));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "softmax along the last dimension", "");
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new SoftmaxLayer();
    }
  }
}
