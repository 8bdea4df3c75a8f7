package org.isobit.models.learning.layers.arrangement;

import java.util.Arrays;
import java.util.LinkedHashMap;
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
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Between two values of one shape, y = fma(w, b − a, a) of inputs a and b, with a trained w for each channel, the first
 * dimension, or one for all, kind {@code lerp-skip}. Parameter {@code weight} (channels, or 1). Gradients: of a fma(−w,
 * dy, dy), of b w·dy; of w the chain fma(dy, b − a, s) over samples and of each its elements ascending. Immutable.
 *
 * @param perChannel  whether each channel has its own w
 * @param initializer law of its initial values
 */
public record LerpSkip(boolean perChannel, Initializer initializer) implements Layer, OnnxLayer {

  private static final String KIND = "lerp-skip";

  /**
   * One w for each channel, ½ at first.
   *
   * @return the layer
   */
  public static LerpSkip of() {
    return new LerpSkip(true, Initializer.constant(0.5));
  }

  /**
   * The same with one w for all channels or one each.
   *
   * @param each whether each channel has its own
   * @return a layer
   */
  public LerpSkip withPerChannel(boolean each) {
    return new LerpSkip(each, initializer);
  }

  /**
   * The same with another law of initial values.
   *
   * @param law the law
   * @return a layer
   */
  public LerpSkip withWeights(Initializer law) {
    return new LerpSkip(perChannel, law);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("per-channel", perChannel);
    settings.put("initializer", initializer.toString());
    return settings;
  }

  @Override
  public int inputs() {
    return 2;
  }

  @Override
  public Shape output(List<Shape> inputs) {
    if (!inputs.get(0).equals(inputs.get(1))) {
      throw new IllegalArgumentException(KIND + ": both values must have one shape, but there are " + inputs.get(0)
          + " and " + inputs.get(1));
    }
    return inputs.get(0);
  }

  private int weights(List<Shape> inputs) {
    return perChannel ? output(inputs).dimension(0) : 1;
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    return List.of(new Parameter("weight", Shape.of(weights(inputs)), 0, initializer, 1, 1));
  }

  @Override
  public LayerOperator operator(List<Shape> inputs) {
    return new LerpOperator(weights(inputs), output(inputs).size() / weights(inputs));
  }

  @Override
  public FloatLayerOperator floatOperator(List<Shape> inputs) {
    return new FloatLerpOperator(weights(inputs), output(inputs).size() / weights(inputs));
  }

  @Override
  public int onDevice(DeviceStages stages) {
    int weights = weights(stages.shapes());
    return stages.add(new ArrangementStage.Lerp(weights, stages.shape(0).size() / weights, stages.parameter(0)),
        stages.input(0), stages.input(1));
  }

  @Override
  public String export(OnnxNodes nodes) {
    double[] w = nodes.values("weight");
    int[] dims = new int[nodes.shape(0).length];
    Arrays.fill(dims, 1);
    dims[0] = w.length;
    String difference = nodes.node("Sub", Map.of(), nodes.input(1), nodes.input(0));
    return nodes.node("Add", Map.of(), nodes.input(0),
        nodes.node("Mul", Map.of(), difference, nodes.numbers(w, dims)));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "between two values of one shape, as far as is trained", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("per-channel", Form.FLAG, "whether each channel has its own weight").usual(true),
          Key.of("initializer", Form.TEXT, "law of initial values").usual("zeros"));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new LerpSkip(settings.truth("per-channel"), Initializer.parse(settings.text("initializer")));
    }
  }
}
