package org.isobit.models.learning.layers.arrangement;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.device.network.ImageStage;
import org.isobit.kernels.pooling.PoolingShape;
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
 * Averages of windows of images (channels, ny, nx) or lines (channels, n), kind {@code average-pooling}, as PyTorch's
 * {@code AvgPool2d}; no parameters. Operations are those of {@link org.isobit.kernels.pooling.Pooling}. Immutable.
 */
public final class AveragePooling implements UnaryLayer, OnnxLayer {

  private static final String KIND = "average-pooling";

  private final Windows windows;
  private final boolean countPadding;

  private AveragePooling(Windows windows, boolean countPadding) {
    this.windows = windows;
    this.countPadding = countPadding;
  }

  /**
   * Windows side by side, without padding, which would count.
   *
   * @param kernel cells of a window, one number for all axes or one each; 0: the whole axis
   * @return the layer
   * @throws IllegalArgumentException for negative numbers and more than two
   */
  public static AveragePooling of(int... kernel) {
    return new AveragePooling(new Windows(KIND, Axes.list(kernel), List.of(0), List.of(1), List.of(0), false), true);
  }

  /**
   * The average of each channel.
   *
   * @return the layer
   */
  public static AveragePooling global() {
    return of(0);
  }

  /**
   * The same with another stride.
   *
   * @param cells one number for all axes or one each; 0: as many as a window has
   * @return a layer
   * @throws IllegalArgumentException for negative numbers and more than two
   */
  public AveragePooling withStride(int... cells) {
    return new AveragePooling(new Windows(KIND, windows.kernel(), Axes.list(cells), windows.dilation(),
        windows.padding(), windows.ceil()), countPadding);
  }

  /**
   * The same with padding of zeros.
   *
   * @param cells one number for all sides, one an axis, or top, bottom, left and right
   * @return a layer
   * @throws IllegalArgumentException for negative numbers and a wrong number of them
   */
  public AveragePooling withPadding(int... cells) {
    return new AveragePooling(new Windows(KIND, windows.kernel(), windows.stride(), windows.dilation(),
        Axes.list(cells), windows.ceil()), countPadding);
  }

  /**
   * The same in ceil mode or not.
   *
   * @param ceil whether a last window may reach beyond the padding
   * @return a layer
   */
  public AveragePooling withCeil(boolean ceil) {
    return new AveragePooling(new Windows(KIND, windows.kernel(), windows.stride(), windows.dilation(),
        windows.padding(), ceil), countPadding);
  }

  /**
   * The same with another divisor.
   *
   * @param counted whether cells of the padding count
   * @return a layer
   */
  public AveragePooling withCountPadding(boolean counted) {
    return new AveragePooling(windows, counted);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    windows.describe(settings);
    settings.put("count-include-pad", countPadding);
    return settings;
  }

  private PoolingShape shape(Shape input) {
    return windows.shape(input, countPadding);
  }

  @Override
  public Shape output(Shape input) {
    return Windows.output(shape(input), input);
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    shape(input);
    return List.of();
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new AveragePoolingOperator(shape(input));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatAveragePoolingOperator(shape(input));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AveragePooling layer && windows.equals(layer.windows) && countPadding == layer.countPadding;
  }

  @Override
  public int hashCode() {
    return 2 * windows.hashCode() + (countPadding ? 1 : 0);
  }

  /** Kind and settings. */
  @Override
  public String toString() {
    return KIND + settings();
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return stages.add(new ImageStage.Pool(shape(stages.shape(0)), false), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] sample = nodes.shape(0);
    PoolingShape shape = shape(Shape.of(sample));
    long[] pads = Windows.pads(shape, sample);
    long[] beyond = Windows.beyond(shape, sample);
    String x = nodes.input(0);
    boolean apart = countPadding && Arrays.stream(beyond).anyMatch(cells -> cells > 0);
    if (apart) {
      // Cells of the padding count, those beyond it do not.
      int axes = sample.length - 1;
      long[] all = new long[2 * sample.length + 2];
      System.arraycopy(pads, 0, all, 2, axes);
      System.arraycopy(pads, axes, all, sample.length + 3, axes);
      x = nodes.node("Pad", Map.of(), x, nodes.integers(all));
    }
    Map<String, Object> attributes = Windows.attributes(shape, sample, apart ? beyond : Windows.sum(pads, beyond));
    attributes.put("count_include_pad", countPadding && !apart ? 1L : 0L);
    return nodes.node("AveragePool", attributes, x);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "averages of windows of lines or images", "");
    }

    @Override
    public Keys keys() {
      return Windows.keys().and(Key.of("count-include-pad", Form.FLAG, "whether cells of the padding count").usual(
          true));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new AveragePooling(new Windows(KIND, settings.integers("kernel-size"), settings.integers("stride"),
          List.of(1), settings.integers("padding"), settings.truth("ceil-mode")), settings.truth("count-include-pad"));
    }
  }
}
