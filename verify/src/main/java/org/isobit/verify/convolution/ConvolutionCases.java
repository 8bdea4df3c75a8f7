package org.isobit.verify.convolution;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.verify.Cases;

/** Shapes for suites: lines and images, narrow and wide, grouped, depthwise, strided, dilated, every padding. */
final class ConvolutionCases {

  private static final Padding[] PADDINGS = Padding.values();

  /** By name: a further activation must not change what is hashed. */
  private static final Activation[] KINDS = {Activation.IDENTITY, Activation.RELU, Activation.LEAKY_RELU,
      Activation.TANH, Activation.SIGMOID, Activation.GELU, Activation.GELU_TANH, Activation.SILU, Activation.SOFTPLUS,
      Activation.ELU, Activation.MISH, Activation.HARD_SIGMOID, Activation.HARD_SWISH};

  private ConvolutionCases() {}

  static List<ConvolutionShape> of(Cases cases) {
    List<ConvolutionShape> all = new ArrayList<>();
    all.add(ConvolutionShape.of(2, 4, 5, 3, 3, 3).withSamePadding(Padding.PERIODIC));
    all.add(ConvolutionShape.line(3, 9, 5, 3).withStride(1, 2).withPadding(Padding.REPLICATE, 0, 0, 2, 1));
    all.add(ConvolutionShape.of(2, 3, 9, 2, 3, 3).withGroups(2).withSamePadding(Padding.ZERO));
    if (cases == Cases.SHORT) {
      return all;
    }
    widths(all);
    forms(all);
    // More than one run of terms, and just one.
    all.add(ConvolutionShape.of(457, 4, 5, 3, 3, 3).withSamePadding(Padding.ZERO));
    all.add(ConvolutionShape.line(4096, 3, 2, 1));
    all.add(ConvolutionShape.of(2, 67, 70, 2, 65, 65).withGroups(2));
    all.add(ConvolutionShape.of(457, 3, 19, 9, 3, 3).withSamePadding(Padding.PERIODIC));
    all.add(ConvolutionShape.line(2100, 45, 5, 4).withStride(1, 2));
    all.add(ConvolutionShape.line(2800, 43, 6, 3).withGroups(2));
    return all;
  }

  /** All lengths up to twice the widest vector of floats and a little more. */
  private static void widths(List<ConvolutionShape> all) {
    for (int nx = 1; nx <= 35; nx++) {
      Padding padding = PADDINGS[nx % PADDINGS.length];
      Activation kind = KINDS[nx % KINDS.length];
      all.add(ConvolutionShape.same(3, 1, nx, 1 + nx % 11, 1, 3, padding).withActivation(kind, 0.25));
      all.add(ConvolutionShape.of(2, 3, nx, 3, 2, 1).withPadding(padding, 1, 0, 0, 0));
      all.add(ConvolutionShape.same(3, 7, nx, 3, 3, 3, padding).withGroups(3)
          .withActivation(kind, 0.25));
    }
  }

  private static void forms(List<ConvolutionShape> all) {
    ConvolutionShape wide = ConvolutionShape.of(4, 9, 66, 12, 3, 3);
    int n = 0;
    for (Padding padding : PADDINGS) {
      ConvolutionShape padded = wide.withPadding(padding, 2, 1, 3, 0).withActivation(KINDS[n++], 0.25);
      all.add(padded);
      all.add(padded.withGroups(2));
      all.add(padded.withGroups(4));
      all.add(padded.withGroups(4).withStride(2, 3));
      all.add(padded.withGroups(4).withDilation(2, 3));
      all.add(padded.withStride(2, 1));
      all.add(padded.withStride(1, 3));
      all.add(padded.withStride(3, 2).withDilation(2, 5));
      all.add(padded.withDilation(3, 2));
    }
    for (int kernel = 1; kernel <= 9; kernel += 2) {
      all.add(ConvolutionShape.of(3, 11, 70, 3, kernel, kernel).withGroups(3).withSamePadding(Padding.ZERO));
      all.add(ConvolutionShape.of(2, 9, 33, 6, kernel, 2).withGroups(2));
    }
    // Padding that is longer than the image.
    all.add(ConvolutionShape.of(2, 2, 3, 2, 2, 2).withPadding(Padding.PERIODIC, 5, 4, 7, 8));
    all.add(ConvolutionShape.of(2, 2, 3, 2, 2, 2).withPadding(Padding.REPLICATE, 5, 4, 7, 8));
    all.add(ConvolutionShape.of(1, 40, 40, 1, 5, 5));
    all.add(ConvolutionShape.of(33, 20, 50, 17, 3, 3).withSamePadding(Padding.ZERO));
    all.add(ConvolutionShape.of(33, 20, 50, 17, 3, 3).withStride(2, 2));
  }

  static String text(ConvolutionShape s, int batch) {
    return "batch=" + batch + " " + s;
  }
}
