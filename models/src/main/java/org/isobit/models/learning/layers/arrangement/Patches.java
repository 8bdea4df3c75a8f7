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
 * Patches of images as tokens, kind {@code patches}: channels × ny·patchY × nx·patchX become ny·nx tokens, rows of
 * patches one after the other, of channels × patchY × patchX features, the order in which a convolution's weights have
 * them; and its inverse, tokens to an image. Copies; no parameters. Immutable.
 *
 * @param patch rows and columns of a patch, one number for both or two
 * @param grid  of the inverse, rows and columns of patches: two numbers; [0] for images to tokens
 */
public record Patches(List<Integer> patch, List<Integer> grid) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "patches";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for patches below 1 and a grid that is neither [0] nor two positive numbers
   */
  public Patches {
    patch = Axes.checked(KIND, "patch-size", patch, 1, 1, 2);
    grid = List.copyOf(grid);
    if (!grid.equals(List.of(0)) && (grid.size() != 2 || grid.get(0) < 1 || grid.get(1) < 1)) {
      throw new IllegalArgumentException(KIND + ": grid must be 0 or two positive numbers, but is " + grid);
    }
  }

  /**
   * Images to tokens.
   *
   * @param patch rows and columns of a patch, one number for both or two
   * @return the layer
   * @throws IllegalArgumentException for numbers below 1 and more than two
   */
  public static Patches of(int... patch) {
    return new Patches(Axes.list(patch), List.of(0));
  }

  /**
   * Tokens to images.
   *
   * @param ny rows of patches
   * @param nx patches of a row
   * @return the layer that undoes this one for images of this many patches
   * @throws IllegalArgumentException for numbers below 1
   */
  public Patches inverse(int ny, int nx) {
    return new Patches(patch, List.of(ny, nx));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("patch-size", patch);
    settings.put("grid", grid);
    return settings;
  }

  private int rows() {
    return patch.getFirst();
  }

  private int columns() {
    return patch.getLast();
  }

  private Permutation permutation(Shape input) {
    if (grid.size() == 1) {
      if (input.rank() != 3 || input.dimension(1) % rows() != 0 || input.last() % columns() != 0) {
        throw new IllegalArgumentException(KIND + ": samples must be (channels, ny, nx) with ny divisible by " + rows()
            + " and nx by " + columns() + ", but are " + input);
      }
      return Permutation.patches(input.dimension(0), input.dimension(1) / rows(), input.last() / columns(), rows(),
          columns());
    }
    long area = (long) rows() * columns();
    long tokens = (long) grid.get(0) * grid.get(1);
    if (input.rank() != 2 || input.dimension(0) != tokens || input.last() % area != 0) {
      throw new IllegalArgumentException(KIND + ": samples must be " + tokens + " tokens of features divisible by "
          + area + ", but are " + input);
    }
    return Permutation.patches((int) (input.last() / area), grid.get(0), grid.get(1), rows(), columns()).inverse();
  }

  @Override
  public Shape output(Shape input) {
    int[] sizes = permutation(input).outputSizes();
    return grid.size() == 1 ? Shape.of(sizes[0] * sizes[1], sizes[2] * sizes[3] * sizes[4])
        : Shape.of(sizes[0], sizes[1] * sizes[2], sizes[3] * sizes[4]);
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
    int[] to = output(Shape.of(sample)).dimensions().stream().mapToInt(Integer::intValue).toArray();
    String cells = grid.size() == 1
        ? nodes.permuted(nodes.reshaped(nodes.input(0), sample[0], sample[1] / rows(), rows(), sample[2] / columns(),
            columns()), 0, 2, 4, 1, 3, 5)
        : nodes.permuted(nodes.reshaped(nodes.input(0), grid.get(0), grid.get(1), to[0], rows(), columns()), 0, 3, 1,
            4, 2, 5);
    return nodes.reshaped(cells, to);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "patches of images as tokens, or tokens as images", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(Key.of("patch-size", Form.INTEGER, "rows and columns of a patch, one number or two")
          .or(Form.INTEGERS).required(),
          Key.of("grid", Form.INTEGER, "of tokens to images, rows and columns of patches; 0: images to tokens")
              .or(Form.INTEGERS).usual(0));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new Patches(settings.integers("patch-size"), settings.integers("grid"));
    }
  }
}
