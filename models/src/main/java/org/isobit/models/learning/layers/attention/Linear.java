package org.isobit.models.learning.layers.attention;

import java.util.List;
import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.FullyConnected;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.isobit.models.onnx.export.ActivationNodes;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * A dense layer of the last dimension, kind {@code linear}: y = activation(x·W + b) of each row of a sample, all with
 * the same W and b, as PyTorch's {@code Linear}; (tokens, features) becomes (tokens, outputs). Where {@link
 * FullyConnected} reads a sample as one vector, this layer reads its rows. Parameters {@code weight} and {@code bias}
 * are those of the dense layer, whose settings it has; only that descriptions store W as PyTorch does, outputs ×
 * features, unless they say otherwise. Immutable.
 *
 * @param dense what is done to each row
 */
public record Linear(FullyConnected dense) implements UnaryLayer, OnnxLayer {

  /** Its kind. */
  static final String KIND = "linear";

  /**
   * Without activation, with bias, W stored outputs × features as in PyTorch; initial values of
   * {@link Layers#dense(int, Activation)}.
   *
   * @param outputs elements of each row that comes out, at least 1
   * @return the layer
   * @throws IllegalArgumentException for outputs below 1
   */
  public static Linear of(int outputs) {
    return new Linear(Layers.dense(outputs, Activation.IDENTITY).storedTransposed());
  }

  /**
   * With everything that a dense layer can have.
   *
   * @param dense what is done to each row
   * @return the layer
   */
  public static Linear of(FullyConnected dense) {
    return new Linear(dense);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    return dense.settings();
  }

  @Override
  public Shape output(Shape input) {
    int[] all = input.dimensions().stream().mapToInt(Integer::intValue).toArray();
    all[all.length - 1] = dense.outputs();
    return Shape.of(all);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return dense.parameters(row(input));
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new RowsOperator(input.size() / input.last(), dense.operator(row(input)));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatRowsOperator(input.size() / input.last(), dense.floatOperator(row(input)));
  }

  private static Shape row(Shape input) {
    return Shape.of(input.last());
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    return dense.onDevice(stages, row(input), input.size() / input.last());
  }

  @Override
  public String export(OnnxNodes nodes) {
    if (nodes.shape(0).length == 1) {
      return dense.export(nodes);
    }
    String weight = nodes.parameter("weight");
    String matrix = dense.transposed() ? nodes.permuted(weight, 1, 0) : weight;
    String z = nodes.node("MatMul", Map.of(), nodes.input(0), matrix);
    return ActivationNodes.of(nodes, dense.activation(), dense.slope(),
        dense.bias() ? nodes.node("Add", Map.of(), z, nodes.parameter("bias")) : z);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    private final FullyConnected.Provider dense = new FullyConnected.Provider();

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "y = activation(x W + b) of each row", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(dense.keys().own().stream().map(key -> key.name().equals("transposed") ? key.usual(true) : key)
          .toArray(Key[]::new));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new Linear((FullyConnected) dense.build(settings));
    }
  }
}
