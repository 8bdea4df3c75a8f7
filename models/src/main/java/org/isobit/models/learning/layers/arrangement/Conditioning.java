package org.isobit.models.learning.layers.arrangement;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.ArrangementStage;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
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
 * A value scaled and shifted by another one, channel by channel, kind {@code conditioning}: y = fma(x, 1 + s, t) of
 * inputs x and (s, t), 2·channels numbers, all s first; behind a normalisation without parameters it is what is called
 * adaptive normalisation. Channels are the first dimension, or with {@code channels-last} the last one, as of tokens.
 * Gradients: of x dy·(1 + s); of s_c and t_c the chains fma(dy, x, s) and s + dy over the sample's elements of channel
 * c, ascending. Tangent: fma(dx, 1 + s, fma(x, ds, dt)). No parameters. Immutable.
 *
 * @param channelsLast whether channels are the last dimension
 */
public record Conditioning(boolean channelsLast) implements Layer, OnnxLayer {

  private static final String KIND = "conditioning";

  /**
   * Of images: channels are the first dimension.
   *
   * @return the layer
   */
  public static Conditioning of() {
    return new Conditioning(false);
  }

  /**
   * The same with channels elsewhere.
   *
   * @param last whether they are the last dimension
   * @return a layer
   */
  public Conditioning withChannelsLast(boolean last) {
    return new Conditioning(last);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("channels-last", channelsLast);
  }

  @Override
  public int inputs() {
    return 2;
  }

  private int channels(Shape input) {
    return channelsLast ? input.last() : input.dimension(0);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape input = inputs.get(0);
    if (inputs.get(1).size() != 2L * channels(input)) {
      throw new IllegalArgumentException(KIND + ": samples of " + input + " take " + 2L * channels(input)
          + " scales and shifts, but there are " + inputs.get(1));
    }
    return input;
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    output(inputs);
    return List.of();
  }

  @Override
  public LayerOperator operator(List<Shape> inputs) {
    Shape input = output(inputs);
    return new ConditioningOperator(channels(input), input.size() / channels(input), channelsLast);
  }

  @Override
  public FloatLayerOperator floatOperator(List<Shape> inputs) {
    Shape input = output(inputs);
    return new FloatConditioningOperator(channels(input), input.size() / channels(input), channelsLast);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    Shape input = stages.shape(0);
    int channels = channels(input);
    return stages.add(new ArrangementStage.Conditioning(channels, input.size() / channels, channelsLast),
        stages.input(0), stages.input(1));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] sample = nodes.shape(0);
    int channels = channels(Shape.of(sample));
    int[] dims = new int[sample.length];
    Arrays.fill(dims, 1);
    dims[channelsLast ? dims.length - 1 : 0] = channels;
    String both = nodes.vectors(1);
    String factor = nodes.node("Add", Map.of(), part(nodes, both, 0, channels), nodes.numbers(new double[] {1}));
    String product = nodes.node("Mul", Map.of(), nodes.input(0), nodes.reshaped(factor, dims));
    return nodes.node("Add", Map.of(), product, nodes.reshaped(part(nodes, both, channels, channels), dims));
  }

  private static String part(OnnxNodes nodes, String both, int first, int channels) {
    return nodes.node("Slice", Map.of(), both, nodes.integers(first), nodes.integers(first + channels),
        nodes.integers(1));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "a value scaled and shifted by another one, channel by channel", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("channels-last", Form.FLAG, "whether channels are the last dimension").usual(false));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new Conditioning(settings.truth("channels-last"));
    }
  }
}
