package org.isobit.models.learning.layers.convolution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.device.network.ImageStage;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.DeviceStages;
import org.isobit.models.learning.layers.FloatLayerOperator;
import org.isobit.models.learning.layers.FusedActivation;
import org.isobit.models.learning.layers.Initializer;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.LayerOperator;
import org.isobit.models.learning.layers.LayerProvider;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Parameter;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.UnaryLayer;
import org.isobit.models.onnx.export.ActivationNodes;
import org.isobit.models.onnx.export.OnnxLayer;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;
import org.isobit.models.registry.NamedEntry;

/**
 * A convolution Y = activation(X ∗ W + b) of images, samples (channels, ny, nx), or of lines, samples (channels, n),
 * kind {@code convolution}; what comes out is (outChannels, outNy, outNx) or (outChannels, outN), of
 * ⌊(n + padding before and after − dilation·(kernel − 1) − 1) ÷ stride⌋ + 1 cells an axis. Parameters, with names and
 * layout of PyTorch's {@code Conv1d} and {@code Conv2d}: {@code weight} (outChannels × channels/groups × ky × kx, of
 * lines without ky) and {@code bias} (outChannels). Operations are those of
 * {@link org.isobit.kernels.convolution.Convolution}. Fans are (channels/groups)·ky·kx and (outChannels/groups)·ky·kx.
 * Immutable.
 *
 * @param outChannels       channels that come out, at least 1
 * @param kernel            cells of a filter: [n] for lines, [ny, nx] for images
 * @param stride            cells between neighbouring outputs; here and below, one number for all axes, or one each
 * @param dilation          cells between neighbouring weights
 * @param padding           cells before and after each axis, [before, after] or [top, bottom, left, right]; or one
 *                          number for each axis, or for all
 * @param mode              what padding holds
 * @param groups            groups of channels, a divisor of channels and outChannels; as many as channels: depthwise
 * @param activation        applied to each output
 * @param bias              whether there is a b
 * @param weightInitializer law of initial weights
 * @param biasInitializer   law of the initial bias
 */
public record ConvolutionLayer(int outChannels, List<Integer> kernel, List<Integer> stride, List<Integer> dilation,
    List<Integer> padding, Padding mode, int groups, FusedActivation activation, boolean bias,
    Initializer weightInitializer, Initializer biasInitializer) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "convolution";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for sizes, strides and dilations below 1, negative padding, lists of a wrong
   *                                  length, and groups that do not divide outChannels
   */
  public ConvolutionLayer {
    kernel = Axes.kernel(KIND, kernel);
    stride = Axes.each(KIND, "stride", kernel, stride, 1);
    dilation = Axes.each(KIND, "dilation", kernel, dilation, 1);
    padding = Axes.padding(KIND, kernel, padding);
    if (outChannels < 1 || groups < 1 || outChannels % groups != 0) {
      throw new IllegalArgumentException(KIND + ": out-channels must be at least 1 and a multiple of groups, but there "
          + "are " + outChannels + " out-channels and " + groups + " groups");
    }
  }

  /**
   * A convolution as PyTorch's by default: stride and dilation 1, no padding, one group, a bias. Weights begin with
   * He's normal law where the activation cuts off negative arguments, with Glorot's uniform one elsewhere; biases with
   * zero.
   *
   * @param outChannels channels that come out, at least 1
   * @param activation  applied to each output
   * @param kernel      cells of a filter: one number for lines, two, ny and nx, for images
   * @return the layer
   * @throws IllegalArgumentException for numbers below 1, and another number of axes
   */
  public static ConvolutionLayer of(int outChannels, Activation activation, int... kernel) {
    return of(outChannels, FusedActivation.of(activation), kernel);
  }

  /**
   * The same with an activation that has a slope of its own.
   *
   * @param outChannels channels that come out, at least 1
   * @param activation  applied to each output
   * @param kernel      cells of a filter: one number for lines, two, ny and nx, for images
   * @return the layer
   * @throws IllegalArgumentException for numbers below 1, and another number of axes
   */
  public static ConvolutionLayer of(int outChannels, FusedActivation activation, int... kernel) {
    return new ConvolutionLayer(outChannels, Axes.list(kernel), List.of(1), List.of(1), List.of(0), Padding.ZERO, 1,
        activation, true, activation.weights(), Initializer.zeros());
  }

  static ConvolutionLayer of(LayerSettings settings) {
    List<Integer> kernel = Axes.kernel(KIND, settings.integers("kernel-size"));
    List<Integer> dilation = Axes.each(KIND, "dilation", kernel, settings.integers("dilation"), 1);
    return new ConvolutionLayer(settings.integer("out-channels"), kernel, settings.integers("stride"), dilation,
        settings.is("padding", "same") ? Axes.same(kernel, dilation) : settings.integers("padding"),
        Axes.padding(KIND, settings), settings.integer("groups"), FusedActivation.of(settings), settings.truth("bias"),
        Initializer.parse(settings.text("weight-initializer")), Initializer.parse(settings.text("bias-initializer")));
  }

  /**
   * The same with another stride.
   *
   * @param cells one number for all axes, or one each
   * @return a layer
   */
  public ConvolutionLayer withStride(int... cells) {
    return new ConvolutionLayer(outChannels, kernel, Axes.list(cells), dilation, padding, mode, groups, activation,
        bias, weightInitializer, biasInitializer);
  }

  /**
   * The same with another dilation; padding stays as it is.
   *
   * @param cells one number for all axes, or one each
   * @return a layer
   */
  public ConvolutionLayer withDilation(int... cells) {
    return new ConvolutionLayer(outChannels, kernel, stride, Axes.list(cells), padding, mode, groups, activation, bias,
        weightInitializer, biasInitializer);
  }

  /**
   * The same with padding.
   *
   * @param kind  what it holds
   * @param cells how much: one number for all sides, one for each axis, or one for each side: before and after, or top,
   *              bottom, left, right
   * @return a layer
   */
  public ConvolutionLayer withPadding(Padding kind, int... cells) {
    return new ConvolutionLayer(outChannels, kernel, stride, dilation, Axes.list(cells), kind, groups, activation, bias,
        weightInitializer, biasInitializer);
  }

  /**
   * The same with as much padding as an output of the input's size needs at stride 1 with the present kernel and
   * dilation; where that is odd, the larger half comes after the image, as in PyTorch.
   *
   * @param kind what it holds
   * @return a layer
   */
  public ConvolutionLayer withSamePadding(Padding kind) {
    return new ConvolutionLayer(outChannels, kernel, stride, dilation, Axes.same(kernel, dilation), kind, groups,
        activation, bias, weightInitializer, biasInitializer);
  }

  /**
   * The same in groups.
   *
   * @param count groups of channels; as many as there are channels: depthwise
   * @return a layer
   */
  public ConvolutionLayer withGroups(int count) {
    return new ConvolutionLayer(outChannels, kernel, stride, dilation, padding, mode, count, activation, bias,
        weightInitializer, biasInitializer);
  }

  /**
   * The same with another law of initial weights.
   *
   * @param initializer the law
   * @return a layer
   */
  public ConvolutionLayer withWeights(Initializer initializer) {
    return new ConvolutionLayer(outChannels, kernel, stride, dilation, padding, mode, groups, activation, bias,
        initializer, biasInitializer);
  }

  /**
   * The same with another law of the initial bias.
   *
   * @param initializer the law
   * @return a layer
   */
  public ConvolutionLayer withBias(Initializer initializer) {
    return new ConvolutionLayer(outChannels, kernel, stride, dilation, padding, mode, groups, activation, true,
        weightInitializer, initializer);
  }

  /**
   * The same without bias.
   *
   * @return a layer
   */
  public ConvolutionLayer withoutBias() {
    return new ConvolutionLayer(outChannels, kernel, stride, dilation, padding, mode, groups, activation, false,
        weightInitializer, Initializer.zeros());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("out-channels", outChannels);
    settings.put("kernel-size", kernel);
    settings.put("stride", stride);
    settings.put("dilation", dilation);
    settings.put("padding", padding);
    settings.put("padding-mode", Axes.label(mode));
    settings.put("groups", groups);
    activation.describe(settings);
    settings.put("bias", bias);
    settings.put("weight-initializer", weightInitializer.toString());
    settings.put("bias-initializer", biasInitializer.toString());
    return settings;
  }

  /**
   * The kernels' form of this layer.
   *
   * @param input shape of a sample: (channels, n) or (channels, ny, nx)
   * @return sizes, strides, padding, activation
   * @throws IllegalArgumentException for samples of another rank, and such as the filter does not fit
   */
  public ConvolutionShape kernel(Shape input) {
    Axes.require(KIND, kernel, input);
    int ny = kernel.size() == 1 ? 1 : input.dimension(1);
    return new ConvolutionShape(input.dimension(0), ny, input.last(), outChannels, groups, Axes.last(kernel, 1, 1),
        Axes.last(kernel, 0, 1), Axes.last(stride, 1, 1), Axes.last(stride, 0, 1), Axes.last(dilation, 1, 1),
        Axes.last(dilation, 0, 1), Axes.last(padding, 3, 0), Axes.last(padding, 2, 0), Axes.last(padding, 1, 0),
        Axes.last(padding, 0, 0), mode, activation.kind(), activation.slope());
  }

  @Override
  public Shape output(Shape input) {
    ConvolutionShape shape = kernel(input);
    return Axes.shape(kernel, outChannels, shape.outNy(), shape.outNx());
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    ConvolutionShape shape = kernel(input);
    int area = Axes.area(kernel);
    int fanIn = shape.channels() / groups * area;
    int fanOut = outChannels / groups * area;
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("weight", Axes.weights(outChannels, shape.channels() / groups, kernel), 0,
        weightInitializer, fanIn, fanOut));
    if (bias) {
      parameters.add(new Parameter("bias", Shape.of(outChannels), shape.weights(), biasInitializer, fanIn, fanOut));
    }
    return parameters;
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new ConvolutionOperator(kernel(input), bias);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatConvolutionOperator(kernel(input), bias);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    ConvolutionShape kernel = kernel(stages.shape(0));
    return stages.add(new ImageStage.Convolution(kernel, stages.parameter(0),
        stages.parameter(bias, kernel.weights())), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    Map<String, Object> attributes = Axes.attributes(kernel, stride, dilation, groups);
    String x = nodes.input(0);
    if (mode == Padding.ZERO) {
      attributes.put("pads", Axes.pads(0, padding));
    } else if (mode == Padding.PERIODIC && Axes.wide(nodes.shape(0), padding)) {
      // ONNX Runtime's Pad does not go around more than once.
      for (int axis = 0; axis < kernel.size(); axis++) {
        x = nodes.node("Gather", Map.of("axis", axis + 2L), x,
            nodes.integers(Axes.around(nodes.shape(0)[axis + 1], padding.get(2 * axis), padding.get(2 * axis + 1))));
      }
    } else {
      String kind = mode == Padding.REPLICATE ? "edge" : "wrap";
      x = nodes.node("Pad", Map.of("mode", kind), x, nodes.integers(Axes.pads(2, padding)));
    }
    String z = Axes.product(nodes, "Conv", attributes, x, bias);
    return ActivationNodes.of(nodes, activation.kind(), activation.slope(), z);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "convolution of lines or images", "");
    }

    @Override
    public Keys keys() {
      return Axes.keys().and(FusedActivation.keys()).and(
          Key.of("padding", Form.INTEGER, "cells around: one number, one an axis, one a side, or same")
              .or(Form.INTEGERS).or(Form.TEXT).usual(0),
          Axes.paddingMode());
    }

    @Override
    public Layer build(LayerSettings settings) {
      return ConvolutionLayer.of(settings);
    }
  }
}
