package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.FloatConvolution;
import org.isobit.kernels.convolution.FloatConvolutionGradients;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Convolutions and transposed ones of lines, images and volumes, by the kernels {@link Convolution} and {@link
 * ConvolutionGradients#transposed}. Of a volume, each layer of the output is an image of its own, made of as many
 * channels as there are channels and layers of the filter: so the terms of a sum run over channel, depth, row, column.
 */
final class ConvolutionOperators {

  private ConvolutionOperators() {}

  static void add(Operators t) {
    t.one("Conv", 2, 3, "auto_pad dilations group kernel_shape pads strides", ConvolutionOperators::convolution);
    t.one("ConvTranspose", 2, 3, "auto_pad dilations group kernel_shape output_padding output_shape pads strides",
        ConvolutionOperators::transposed);
  }

  /** The sizes of a call: filters × channels of a group, as the weights have them. */
  private record Sizes(int batch, int groups, int filters, int channels, int[] kernel) {

    /** Checks ranks, types and the channels that go in. */
    static Sizes of(Call c, boolean transposed) {
      Tensor x = c.in(0);
      Tensor w = c.in(1);
      Elements.requireFloating(x);
      Elements.requireSame(x, w);
      if (x.rank() < 3 || x.rank() > 5 || w.rank() != x.rank()) {
        throw new IllegalArgumentException("takes lines, images or volumes and as many dimensions of weights, not " + x
            + " and " + w);
      }
      long groups = c.integer("group", 1);
      int from = x.dim(1);
      boolean fits = groups >= 1 && groups <= from && from % groups == 0
          && (transposed ? w.dim(0) == from : w.dim(1) == from / groups && w.dim(0) % groups == 0);
      int[] kernel = Window.spatial(w.dims());
      if (!fits || c.has("kernel_shape") && !Arrays.equals(kernel, Window.list(c, "kernel_shape",
          kernel.length, 1))) {
        throw new IllegalArgumentException(groups + " groups of " + x + " do not fit the weights " + w
            + ", or these not the attribute 'kernel_shape'");
      }
      long outputs = transposed ? w.dim(1) * groups : w.dim(0);
      Tensor bias = c.optional(2);
      if (bias != null) {
        Elements.requireSame(x, bias);
        if (bias.rank() != 1 || bias.size() != outputs) {
          throw new IllegalArgumentException("the bias is " + bias + ", not of " + outputs + " elements");
        }
      }
      return new Sizes(x.dim(0), (int) groups, w.dim(0), w.dim(1), kernel);
    }
  }

  /** The kernels' shape of images, lines having one row: the last two dimensions of a window. */
  private static ConvolutionShape shape(Window w, int[] image, int channels, int filters, int groups) {
    int x = w.rank() - 1;
    boolean line = x == 0;
    int y = x - 1;
    return new ConvolutionShape(channels, line ? 1 : image[y], image[x], filters, groups, line ? 1 : w.kernel()[y],
        w.kernel()[x], line ? 1 : w.stride()[y], w.stride()[x], line ? 1 : w.dilation()[y], w.dilation()[x],
        line ? 0 : w.before()[y], line ? 0 : w.after()[y], w.before()[x], w.after()[x], Padding.ZERO,
        Activation.IDENTITY, 0);
  }

  private static Tensor convolution(Call c) {
    Tensor x = c.in(0);
    Sizes s = Sizes.of(c, false);
    Window w = Window.of(c, Window.spatial(x.dims()), s.kernel, false);
    boolean volume = w.rank() == 3;
    int layers = volume ? w.out()[0] : 1;
    int depth = volume ? w.kernel()[0] : 1;
    ConvolutionShape shape = shape(w, w.in(), s.channels * s.groups * depth, s.filters, s.groups);
    Tensor from = volume ? images(x, w, false) : x;
    Tensor y = Tensor.zeros(x.type(), s.batch, layers, s.filters, shape.outNy(), shape.outNx());
    Tensor bias = c.optional(2);
    if (x.type() == ElementType.DOUBLE) {
      Convolution.forward(shape, s.batch * layers, from.doubles(), 0, c.in(1).doubles(), 0,
          bias == null ? null : bias.doubles(), 0, y.doubles(), 0, Workers.shared());
    } else {
      FloatConvolution.forward(shape, s.batch * layers, from.floats(), 0, c.in(1).floats(), 0,
          bias == null ? null : bias.floats(), 0, y.floats(), 0, Workers.shared());
    }
    return finished(y, w, s.filters);
  }

  private static Tensor transposed(Call c) {
    Tensor x = c.in(0);
    Sizes s = Sizes.of(c, true);
    Window w = Window.transposed(c, Window.spatial(x.dims()), s.kernel);
    boolean volume = w.rank() == 3;
    int layers = volume ? w.out()[0] : 1;
    int depth = volume ? w.kernel()[0] : 1;
    int channels = s.channels * s.groups;
    ConvolutionShape shape = shape(w, w.out(), channels, s.filters * depth, s.groups);
    Tensor from = volume ? images(x, w, true) : x;
    Tensor weights = volume ? ShapeOperators.permuted(c.in(1), 0, 2, 1, 3, 4) : c.in(1);
    Tensor y = Tensor.zeros(x.type(), s.batch, layers, channels, shape.ny(), shape.nx());
    Tensor bias = c.optional(2);
    if (x.type() == ElementType.DOUBLE) {
      ConvolutionGradients.transposed(shape, s.batch * layers, from.doubles(), 0, weights.doubles(), 0,
          bias == null ? null : bias.doubles(), 0, y.doubles(), 0, Workers.shared());
    } else {
      FloatConvolutionGradients.transposed(shape, s.batch * layers, from.floats(), 0, weights.floats(), 0,
          bias == null ? null : bias.floats(), 0, y.floats(), 0, Workers.shared());
    }
    return finished(y, w, channels);
  }

  /** Of each sample and layer of the output, the layers that a filter reads, zeros where there are none. */
  private static Tensor images(Tensor x, Window w, boolean transposed) {
    int depth = w.kernel()[0];
    int layers = w.out()[0];
    int plane = x.dim(3) * x.dim(4);
    Tensor y = Tensor.zeros(x.type(), x.dim(0), layers, x.dim(1), depth, plane);
    int place = 0;
    for (int n = 0; n < x.dim(0); n++) {
      for (int o = 0; o < layers; o++) {
        for (int channel = 0; channel < x.dim(1); channel++) {
          for (int k = 0; k < depth; k++) {
            int layer = transposed ? w.source(0, o, k) : w.cell(0, o, k);
            if (layer >= 0 && layer < x.dim(2)) {
              Tensor.copy(x, ((n * x.dim(1) + channel) * x.dim(2) + layer) * plane, y, place, plane);
            }
            place += plane;
          }
        }
      }
    }
    return y;
  }

  /** Layers behind channels, and rounded to the type. */
  private static Tensor finished(Tensor y, Window w, int channels) {
    Tensor turned = w.rank() == 3 ? ShapeOperators.permuted(y, 0, 2, 1, 3, 4) : y;
    return Elements.rounded(turned).reshaped(GatherOperators.joined(new int[] {y.dim(0), channels}, w.out()));
  }
}
