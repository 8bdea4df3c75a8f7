package org.isobit.models.learning.layers.arrangement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.ImageStage;
import org.isobit.kernels.pooling.Permutation;
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
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * Pixel shuffle, kind {@code pixel-shuffle}, as PyTorch's {@code PixelShuffle}: channels·factor² × ny × nx become
 * channels × ny·factor × nx·factor; and its inverse, as {@code PixelUnshuffle}. Copies; no parameters. Immutable.
 *
 * @param factor  rows and columns of a cell
 * @param inverse whether cells become channels
 */
public record PixelShuffle(int factor, boolean inverse) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "pixel-shuffle";

  /**
   * Checks the factor.
   *
   * @throws IllegalArgumentException for a factor that is not 1 … 1024
   */
  public PixelShuffle {
    if (factor < 1 || factor > 1024) {
      throw new IllegalArgumentException(KIND + ": factor must be 1 … 1024, but is " + factor);
    }
  }

  /**
   * Channels become cells.
   *
   * @param factor rows and columns of a cell
   * @return the layer
   * @throws IllegalArgumentException for a factor that is not 1 … 1024
   */
  public static PixelShuffle of(int factor) {
    return new PixelShuffle(factor, false);
  }

  /**
   * The layer that undoes this one.
   *
   * @return a layer
   */
  public PixelShuffle inverted() {
    return new PixelShuffle(factor, !inverse);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("factor", factor);
    settings.put("inverse", inverse);
    return settings;
  }

  private Permutation permutation(Shape input) {
    int area = factor * factor;
    boolean fits = input.rank() == 3 && (inverse ? input.dimension(1) % factor == 0 && input.last() % factor == 0
        : input.dimension(0) % area == 0);
    if (!fits) {
      throw new IllegalArgumentException(KIND + ": samples must be (channels, ny, nx) with "
          + (inverse ? "ny and nx divisible by " + factor : "channels divisible by " + area) + ", but are " + input);
    }
    return inverse
        ? Permutation.pixelShuffle(input.dimension(0), input.dimension(1) / factor, input.last() / factor, factor)
            .inverse()
        : Permutation.pixelShuffle(input.dimension(0) / area, input.dimension(1), input.last(), factor);
  }

  @Override
  public Shape output(Shape input) {
    permutation(input);
    int area = factor * factor;
    return inverse ? Shape.of(input.dimension(0) * area, input.dimension(1) / factor, input.last() / factor)
        : Shape.of(input.dimension(0) / area, input.dimension(1) * factor, input.last() * factor);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    permutation(input);
    return List.of();
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new RearrangeOperator(permutation(input));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatRearrangeOperator(permutation(input));
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return stages.add(new ImageStage.Rearrange(permutation(stages.shape(0))), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] sample = nodes.shape(0);
    if (!inverse) {
      return nodes.node("DepthToSpace", Map.of("blocksize", (long) factor, "mode", "CRD"), nodes.input(0));
    }
    // ONNX's SpaceToDepth has the cell of a block before the channel.
    String cells = nodes.reshaped(nodes.input(0), sample[0], sample[1] / factor, factor, sample[2] / factor, factor);
    return nodes.reshaped(nodes.permuted(cells, 0, 1, 3, 5, 2, 4), sample[0] * factor * factor, sample[1] / factor,
        sample[2] / factor);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "channels become cells of larger images, or the other way round", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("factor", Form.INTEGER, "rows and columns of a cell").required().between(1, 1024),
          Key.of("inverse", Form.FLAG, "whether cells become channels").usual(false));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new PixelShuffle(settings.integer("factor"), settings.truth("inverse"));
    }
  }
}
