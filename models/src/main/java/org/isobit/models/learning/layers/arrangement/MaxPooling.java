package org.isobit.models.learning.layers.arrangement;

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
 * Maxima of windows of images (channels, ny, nx) or lines (channels, n), kind {@code max-pooling}, as PyTorch's {@code
 * MaxPool2d}; no parameters. Operations are those of {@link org.isobit.kernels.pooling.Pooling}: the gradient of a
 * window goes to its first maximum. Of float, channels have at most 2²⁴ cells. Immutable.
 */
public final class MaxPooling implements UnaryLayer, OnnxLayer {

  private static final String KIND = "max-pooling";

  private final Windows windows;

  private MaxPooling(Windows windows) {
    this.windows = windows;
  }

  /**
   * Windows side by side, without padding.
   *
   * @param kernel cells of a window, one number for all axes or one each; 0: the whole axis
   * @return the layer
   * @throws IllegalArgumentException for negative numbers and more than two
   */
  public static MaxPooling of(int... kernel) {
    return new MaxPooling(new Windows(KIND, Axes.list(kernel), List.of(0), List.of(1), List.of(0), false));
  }

  /**
   * The same with another stride.
   *
   * @param cells one number for all axes or one each; 0: as many as a window has
   * @return a layer
   * @throws IllegalArgumentException for negative numbers and more than two
   */
  public MaxPooling withStride(int... cells) {
    return new MaxPooling(new Windows(KIND, windows.kernel(), Axes.list(cells), windows.dilation(), windows.padding(),
        windows.ceil()));
  }

  /**
   * The same with another dilation.
   *
   * @param cells one number for all axes or one each
   * @return a layer
   * @throws IllegalArgumentException for numbers below 1 and more than two
   */
  public MaxPooling withDilation(int... cells) {
    return new MaxPooling(new Windows(KIND, windows.kernel(), windows.stride(), Axes.list(cells), windows.padding(),
        windows.ceil()));
  }

  /**
   * The same with padding, which is never a maximum.
   *
   * @param cells one number for all sides, one an axis, or top, bottom, left and right
   * @return a layer
   * @throws IllegalArgumentException for negative numbers and a wrong number of them
   */
  public MaxPooling withPadding(int... cells) {
    return new MaxPooling(new Windows(KIND, windows.kernel(), windows.stride(), windows.dilation(), Axes.list(cells),
        windows.ceil()));
  }

  /**
   * The same in ceil mode or not.
   *
   * @param ceil whether a last window may reach beyond the padding
   * @return a layer
   */
  public MaxPooling withCeil(boolean ceil) {
    return new MaxPooling(new Windows(KIND, windows.kernel(), windows.stride(), windows.dilation(), windows.padding(),
        ceil));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    windows.describe(settings);
    settings.put("dilation", windows.dilation());
    return settings;
  }

  private PoolingShape shape(Shape input) {
    return windows.shape(input, false);
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
    return new MaxPoolingOperator(shape(input));
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatMaxPoolingOperator(shape(input));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaxPooling layer && windows.equals(layer.windows);
  }

  @Override
  public int hashCode() {
    return windows.hashCode();
  }

  /** Kind and settings. */
  @Override
  public String toString() {
    return KIND + settings();
  }

  @Override
  public int onDevice(DeviceStages stages) {
    return stages.add(new ImageStage.Pool(shape(stages.shape(0)), true), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    int[] sample = nodes.shape(0);
    PoolingShape shape = shape(Shape.of(sample));
    Map<String, Object> attributes = Windows.attributes(shape, sample,
        Windows.sum(Windows.pads(shape, sample), Windows.beyond(shape, sample)));
    attributes.put("dilations", Windows.axes(sample, shape.dilationY(), shape.dilationX()));
    return nodes.node("MaxPool", attributes, nodes.input(0));
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "maxima of windows of lines or images", "");
    }

    @Override
    public Keys keys() {
      return Windows.keys().and(Key.of("dilation", Form.INTEGER,
          "cells between neighbouring cells of a window, one number or one an axis").or(Form.INTEGERS).usual(1));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return new MaxPooling(new Windows(KIND, settings.integers("kernel-size"), settings.integers("stride"),
          settings.integers("dilation"), settings.integers("padding"), settings.truth("ceil-mode")));
    }
  }
}
