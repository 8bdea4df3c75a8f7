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
 * A transposed convolution of images, samples (channels, ny, nx), or of lines, samples (channels, n), kind
 * {@code transposed-convolution}: the gradient of a convolution by its input, as a layer that enlarges. Of n cells come
 * (n − 1)·stride − padding before and after + dilation·(kernel − 1) + output padding + 1. Parameters, with names and
 * layout of PyTorch's {@code ConvTranspose1d} and {@code ConvTranspose2d}: {@code weight} (channels ×
 * outChannels/groups × ky × kx, of lines without ky) and {@code bias} (outChannels). Operations are those of
 * {@link org.isobit.kernels.convolution.ConvolutionGradients#transposed}. Fans are (channels/groups)·ky·kx and
 * (outChannels/groups)·ky·kx. Immutable.
 *
 * @param outChannels       channels that come out, at least 1
 * @param kernel            cells of a filter: [n] for lines, [ny, nx] for images
 * @param stride            cells of the output between neighbouring cells of the input; here and below, one number for
 *                          all axes, or one each
 * @param dilation          cells between neighbouring weights
 * @param padding           cells cropped before and after each axis, [before, after] or [top, bottom, left, right]; or
 *                          one number for each axis, or for all
 * @param outputPadding     cells more at the end of each axis, fewer than stride
 * @param groups            groups of channels, a divisor of channels and outChannels
 * @param activation        applied to each output
 * @param bias              whether there is a b
 * @param weightInitializer law of initial weights
 * @param biasInitializer   law of the initial bias
 */
public record TransposedConvolutionLayer(int outChannels, List<Integer> kernel, List<Integer> stride,
    List<Integer> dilation, List<Integer> padding, List<Integer> outputPadding, int groups, FusedActivation activation,
    boolean bias, Initializer weightInitializer, Initializer biasInitializer) implements UnaryLayer, OnnxLayer {

  private static final String KIND = "transposed-convolution";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException for sizes, strides and dilations below 1, negative padding, output padding that is
   *                                  not below stride, lists of a wrong length, and groups that do not divide
   *                                  outChannels
   */
  public TransposedConvolutionLayer {
    kernel = Axes.kernel(KIND, kernel);
    stride = Axes.each(KIND, "stride", kernel, stride, 1);
    dilation = Axes.each(KIND, "dilation", kernel, dilation, 1);
    padding = Axes.padding(KIND, kernel, padding);
    outputPadding = Axes.each(KIND, "output-padding", kernel, outputPadding, 0);
    for (int i = 0; i < kernel.size(); i++) {
      if (outputPadding.get(i) >= stride.get(i)) {
        throw new IllegalArgumentException(KIND + ": output-padding must be below stride, but they are "
            + outputPadding + " and " + stride);
      }
    }
    if (outChannels < 1 || groups < 1 || outChannels % groups != 0) {
      throw new IllegalArgumentException(KIND + ": out-channels must be at least 1 and a multiple of groups, but there "
          + "are " + outChannels + " out-channels and " + groups + " groups");
    }
  }

  /**
   * A transposed convolution as PyTorch's by default: stride and dilation 1, nothing cropped, one group, a bias.
   * Initial values are those of {@link ConvolutionLayer#of(int, Activation, int...)}.
   *
   * @param outChannels channels that come out, at least 1
   * @param activation  applied to each output
   * @param kernel      cells of a filter: one number for lines, two, ny and nx, for images
   * @return the layer
   * @throws IllegalArgumentException for numbers below 1, and another number of axes
   */
  public static TransposedConvolutionLayer of(int outChannels, Activation activation, int... kernel) {
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
  public static TransposedConvolutionLayer of(int outChannels, FusedActivation activation, int... kernel) {
    return new TransposedConvolutionLayer(outChannels, Axes.list(kernel), List.of(1), List.of(1), List.of(0),
        List.of(0), 1, activation, true, activation.weights(), Initializer.zeros());
  }

  static TransposedConvolutionLayer of(LayerSettings settings) {
    return new TransposedConvolutionLayer(settings.integer("out-channels"), settings.integers("kernel-size"),
        settings.integers("stride"), settings.integers("dilation"), settings.integers("padding"),
        settings.integers("output-padding"), settings.integer("groups"), FusedActivation.of(settings),
        settings.truth("bias"), Initializer.parse(settings.text("weight-initializer")),
        Initializer.parse(settings.text("bias-initializer")));
  }

  /**
   * The same with another stride.
   *
   * @param cells one number for all axes, or one each
   * @return a layer
   */
  public TransposedConvolutionLayer withStride(int... cells) {
    return new TransposedConvolutionLayer(outChannels, kernel, Axes.list(cells), dilation, padding, outputPadding,
        groups, activation, bias, weightInitializer, biasInitializer);
  }

  /**
   * The same with another dilation.
   *
   * @param cells one number for all axes, or one each
   * @return a layer
   */
  public TransposedConvolutionLayer withDilation(int... cells) {
    return new TransposedConvolutionLayer(outChannels, kernel, stride, Axes.list(cells), padding, outputPadding, groups,
        activation, bias, weightInitializer, biasInitializer);
  }

  /**
   * The same with padding, which crops what comes out.
   *
   * @param cells how much: one number for all sides, one for each axis, or one for each side: before and after, or top,
   *              bottom, left, right
   * @return a layer
   */
  public TransposedConvolutionLayer withPadding(int... cells) {
    return new TransposedConvolutionLayer(outChannels, kernel, stride, dilation, Axes.list(cells), outputPadding,
        groups, activation, bias, weightInitializer, biasInitializer);
  }

  /**
   * The same with output padding: cells at the end of each axis that the strides leave open. Set the stride first.
   *
   * @param cells one number for all axes, or one each, below stride
   * @return a layer
   */
  public TransposedConvolutionLayer withOutputPadding(int... cells) {
    return new TransposedConvolutionLayer(outChannels, kernel, stride, dilation, padding, Axes.list(cells), groups,
        activation, bias, weightInitializer, biasInitializer);
  }

  /**
   * The same in groups.
   *
   * @param count groups of channels
   * @return a layer
   */
  public TransposedConvolutionLayer withGroups(int count) {
    return new TransposedConvolutionLayer(outChannels, kernel, stride, dilation, padding, outputPadding, count,
        activation, bias, weightInitializer, biasInitializer);
  }

  /**
   * The same with another law of initial weights.
   *
   * @param initializer the law
   * @return a layer
   */
  public TransposedConvolutionLayer withWeights(Initializer initializer) {
    return new TransposedConvolutionLayer(outChannels, kernel, stride, dilation, padding, outputPadding, groups,
        activation, bias, initializer, biasInitializer);
  }

  /**
   * The same with another law of the initial bias.
   *
   * @param initializer the law
   * @return a layer
   */
  public TransposedConvolutionLayer withBias(Initializer initializer) {
    return new TransposedConvolutionLayer(outChannels, kernel, stride, dilation, padding, outputPadding, groups,
        activation, true, weightInitializer, initializer);
  }

  /**
   * The same without bias.
   *
   * @return a layer
   */
  public TransposedConvolutionLayer withoutBias() {
    return new TransposedConvolutionLayer(outChannels, kernel, stride, dilation, padding, outputPadding, groups,
        activation, false, weightInitializer, Initializer.zeros());
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
    settings.put("output-padding", outputPadding);
    settings.put("groups", groups);
    activation.describe(settings);
    settings.put("bias", bias);
    settings.put("weight-initializer", weightInitializer.toString());
    settings.put("bias-initializer", biasInitializer.toString());
    return settings;
  }

  /**
   * The kernels' form of this layer: that of the convolution from what comes out to what goes in.
   *
   * @param input shape of a sample: (channels, n) or (channels, ny, nx)
   * @return sizes, strides, padding, activation
   * @throws IllegalArgumentException for samples of another rank, and where nothing would come out
   */
  public ConvolutionShape kernel(Shape input) {
    Axes.require(KIND, kernel, input);
    int ny = kernel.size() == 1 ? 1 : length(input.dimension(1), 1);
    return new ConvolutionShape(outChannels, ny, length(input.last(), 0), input.dimension(0), groups,
        Axes.last(kernel, 1, 1), Axes.last(kernel, 0, 1), Axes.last(stride, 1, 1), Axes.last(stride, 0, 1),
        Axes.last(dilation, 1, 1), Axes.last(dilation, 0, 1), Axes.last(padding, 3, 0), Axes.last(padding, 2, 0),
        Axes.last(padding, 1, 0), Axes.last(padding, 0, 0), Padding.ZERO, activation.kind(), activation.slope());
  }

  /** Cells that come of n along the last axis but {@code back}. */
  private int length(int n, int back) {
    long cells = (n - 1L) * Axes.last(stride, back, 1) - Axes.last(padding, 2 * back, 0)
        - Axes.last(padding, 2 * back + 1, 0) + Axes.last(dilation, back, 1) * (Axes.last(kernel, back, 1) - 1L)
        + Axes.last(outputPadding, back, 0) + 1;
    if (cells < 1 || cells > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(KIND + ": of " + n + " cells would come " + cells + ", with kernel-size "
          + kernel + ", stride " + stride + " and padding " + padding);
    }
    return (int) cells;
  }

  @Override
  public Shape output(Shape input) {
    ConvolutionShape shape = kernel(input);
    return Axes.shape(kernel, outChannels, shape.ny(), shape.nx());
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    ConvolutionShape shape = kernel(input);
    int area = Axes.area(kernel);
    int fanIn = shape.filters() / groups * area;
    int fanOut = outChannels / groups * area;
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("weight", Axes.weights(shape.filters(), outChannels / groups, kernel), 0,
        weightInitializer, fanIn, fanOut));
    if (bias) {
      parameters.add(new Parameter("bias", Shape.of(outChannels), shape.weights(), biasInitializer, fanIn, fanOut));
    }
    return parameters;
  }

  @Override
  public LayerOperator operator(Shape input) {
    return new TransposedConvolutionOperator(kernel(input), bias);
  }

  @Override
  public FloatLayerOperator floatOperator(Shape input) {
    return new FloatTransposedConvolutionOperator(kernel(input), bias);
  }

  @Override
  public int onDevice(DeviceStages stages) {
    ConvolutionShape kernel = kernel(stages.shape(0));
    return stages.add(new ImageStage.TransposedConvolution(kernel, stages.parameter(0),
        stages.parameter(bias, kernel.weights())), stages.input(0));
  }

  @Override
  public String export(OnnxNodes nodes) {
    Map<String, Object> attributes = Axes.attributes(kernel, stride, dilation, groups);
    attributes.put("pads", Axes.pads(0, padding));
    attributes.put("output_padding", Axes.longs(outputPadding));
    String z = Axes.product(nodes, "ConvTranspose", attributes, nodes.input(0), bias);
    return ActivationNodes.of(nodes, activation.kind(), activation.slope(), z);
  }

  /** The layer in descriptions. */
  public static final class Provider extends NamedEntry implements LayerProvider {

    /** For {@link java.util.ServiceLoader}. */
    public Provider() {
      super(KIND, "transposed convolution of lines or images", "");
    }

    @Override
    public Keys keys() {
      return Axes.keys().and(FusedActivation.keys()).and(
          Key.of("padding", Form.INTEGER, "cells cropped: one number, one an axis, or one a side").or(Form.INTEGERS)
              .usual(0),
          Key.of("output-padding", Form.INTEGER, "cells more at the end: one number, or one an axis").or(Form.INTEGERS)
              .usual(0));
    }

    @Override
    public Layer build(LayerSettings settings) {
      return TransposedConvolutionLayer.of(settings);
    }
  }
}
