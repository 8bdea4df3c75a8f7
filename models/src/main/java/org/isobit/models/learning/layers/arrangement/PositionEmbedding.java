package org.isobit.models.learning.layers.arrangement;

import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.ArrangementStage;
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
 * A trained vector of the sample's shape that is added to each sample, y = x + p, kind {@code position-embedding}: one
 * number for each feature of each position. Parameter {@code weight}, of the sample's shape. Immutable.
 *
 * @param initializer law of its initial values
 */
public record PositionEmbedding(Initializer initializer) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "position-embedding";

  /**
   * One that begins with normal numbers of deviation 0.02.
   *
   * @return the layer
   */
  public static PositionEmbedding of() {
    return new PositionEmbedding(Initializer.normal(0.02));
  }

  /**
   * The same with another law of its initial values.
   *
   * @param law the law
   * @return a layer
   */
  public PositionEmbedding withWeights(Initializer law) {
    return new PositionEmbedding(law);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("initializer", initializer.toString());
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of(new Parameter("weight", input, 0, initializer, 1, 1));
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new EmbeddingOperator(input.size());
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatEmbeddingOperator(input.size());
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return stages.add(new ArrangementStage.Shift(1, stages.shape(0).size(), stages.parameter(0)), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    return nodes.node("Add", Map.of(), nodes.input(0), nodes.parameter("weight"));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "adds a trained number to each element", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("initializer", Form.TEXT, "law of initial values").usual("zeros"));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new PositionEmbedding(Initializer.parse(settings.text("initializer")));
    }
  }
}
