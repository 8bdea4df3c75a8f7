package org.isobit.models.learning.layers.arrangement;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.device.network.ImageStage;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Resize;
import org.isobit.kernels.pooling.ResizeShape;
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
 * Resizes of images (channels, ny, nx) or lines (channels, n), kind {@code resize}, to a size or by whole factors, as
 * PyTorch's {@code Upsample}; no parameters. Operations are those of {@link org.isobit.kernels.pooling.Resize}.
 * PyTorch's nearest is NEAREST with ASYMMETRIC coordinates, its nearest-exact NEAREST with HALF_PIXEL ones, its
 * bilinear BILINEAR with HALF_PIXEL ones; so descriptions mean it that do not name coordinates. Immutable.
 *
 * @param size          cells of the output, one number for all axes or one each; 0: by factors
 * @param factor        cells of the output for each cell, where size is 0
 * @param interpolation what outputs are made of
 * @param coordinates   where they lie
 */
public record ResizeLayer(List<Integer> size, List<Integer> factor, Interpolation interpolation,
    Coordinates coordinates) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "resize";

  /** Of descriptions that do not say where outputs lie. */
  private static final String USUAL = "usual";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for negative sizes, factors below 1, and other numbers of them than 1 and 2
   */
  public ResizeLayer {
    size = Axes.checked(KIND, "size", size, 0, 1, 2);
    factor = Axes.checked(KIND, "scale-factor", factor, 1, 1, 2);
  }

  /**
   * By whole factors.
   *
   * @param interpolation what outputs are made of
   * @param coordinates   where they lie
   * @param factor        cells of the output for each cell, one number for all axes or one each
   * @return the layer
   * @throws IllegalArgumentException for factors below 1 and more than two
   */
  public static ResizeLayer enlarging(Interpolation interpolation, Coordinates coordinates, int... factor) {
    return new ResizeLayer(List.of(0), Axes.list(factor), interpolation, coordinates);
  }

  /**
   * To a size.
   *
   * @param interpolation what outputs are made of
   * @param coordinates   where they lie
   * @param size          cells of the output, one number for all axes or one each
   * @return the layer
   * @throws IllegalArgumentException for negative sizes and more than two
   */
  public static ResizeLayer to(Interpolation interpolation, Coordinates coordinates, int... size) {
    return new ResizeLayer(Axes.list(size), List.of(1), interpolation, coordinates);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("size", size);
    settings.put("scale-factor", factor);
    settings.put("mode", word(interpolation));
    settings.put("coordinates", word(coordinates));
    return settings;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E named(Class<E> type, String key, String word) {
    for (E value : type.getEnumConstants()) {
      if (word(value).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException(KIND + ": " + key + " cannot be '" + word + "'");
  }

  private ResizeShape shape(Shape input) {
    int axes = Axes.of(KIND, input);
    int[] to = {1, 1};
    for (int axis = 0; axis < axes; axis++) {
      int cells = Axes.at(KIND, "size", size, axis, input);
      to[2 - axes + axis] = cells > 0 ? cells
          : Math.multiplyExact(input.dimension(1 + axis), Axes.at(KIND, "scale-factor", factor, axis, input));
    }
    return new ResizeShape(input.dimension(0), Axes.rows(input), input.last(), to[0], to[1], interpolation,
        coordinates);
  }

  @Override
  public Shape output(Shape input) {
    ResizeShape shape = shape(input);
    return Axes.shape(input, shape.channels(), shape.outNy(), shape.outNx());
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    shape(input);
    return List.of();
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new ResizeOperator(shape(input));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatResizeOperator(shape(input));
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return stages.add(new ImageStage.Resize(shape(stages.shape(0))), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] sample = nodes.shape(0);
    Shape to = output(Shape.of(sample));
    long[] axes = LongStream.rangeClosed(2, sample.length).toArray();
    if (interpolation == Interpolation.NEAREST && !IntStream.range(1, sample.length)
        .allMatch(d -> simple(sample[d], to.dimension(d)))) {
      String y = nodes.input(0);
      for (int d = 1; d < sample.length; d++) {
        y = nodes.node("Gather", Map.of("axis", d + 1L), y, nodes.integers(nearest(sample[d], to.dimension(d))));
      }
      return y;
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("axes", axes);
    attributes.put("mode", interpolation == Interpolation.NEAREST ? "nearest" : "linear");
    attributes.put("coordinate_transformation_mode", coordinates.name().toLowerCase(Locale.ROOT));
    attributes.put("nearest_mode", coordinates == Coordinates.ASYMMETRIC ? "floor" : "round_prefer_ceil");
    long[] sizes = LongStream.range(1, sample.length).map(d -> to.dimension((int) d)).toArray();
    return nodes.node("Resize", attributes, nodes.input(0), "", "", nodes.integers(sizes));
  }

  /** Whether rounding of coordinates cannot change which cell is nearest. */
  private boolean simple(int from, int to) {
    return coordinates != Coordinates.ALIGN_CORNERS && (to % from == 0 || from % to == 0);
  }

  /** The nearest cells of an axis: its cells' numbers, resized. */
  private long[] nearest(int from, int to) {
    double[] numbers = IntStream.range(0, from).mapToDouble(i -> i).toArray();
    double[] cells = new double[to];
    Resize.forward(new ResizeShape(1, 1, from, 1, to, interpolation, coordinates), 1, numbers, 0, cells, 0,
        Workers.shared());
    return Arrays.stream(cells).mapToLong(cell -> (long) cell).toArray();
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "lines or images of another size", "");
    }

    @Override
    public Keys keys() {
      return Keys.of(
          Key.of("size", Form.INTEGER, "cells of the output, one number or one an axis; 0: by scale-factor")
              .or(Form.INTEGERS).usual(0),
          Key.of("scale-factor", Form.INTEGER, "cells of the output for each cell, one number or one an axis")
              .or(Form.INTEGERS).usual(1),
          Key.word("mode", "what outputs are made of", "nearest", "bilinear").usual("nearest"),
          Key.word("coordinates", "where they lie; usual: as PyTorch, asymmetric of nearest, half-pixel of bilinear",
              USUAL, "half-pixel", "align-corners", "asymmetric").usual(USUAL));
    }

    @Override
    public Layer build(LayerSettings settings) {
      Interpolation interpolation = named(Interpolation.class, "mode", settings.text("mode"));
      String coordinates = settings.text("coordinates");
      Coordinates usual = interpolation == Interpolation.NEAREST ? Coordinates.ASYMMETRIC : Coordinates.HALF_PIXEL;
      return new ResizeLayer(settings.integers("size"), settings.integers("scale-factor"), interpolation,
          coordinates.equals(USUAL) ? usual : named(Coordinates.class, "coordinates", coordinates));
    }
  }
}
