package org.isobit.verify.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.kernels.Backend;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionGradientsReference;
import org.isobit.kernels.convolution.ConvolutionReference;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Sizes for which vectors need care: by both backends, to the same bits. */
class ConvolutionSizesTest {

  private static final ConvolutionGradientsReference REFERENCE = ConvolutionGradientsReference.of(Backend.REFERENCE);
  private static final ConvolutionGradientsReference SIMD = ConvolutionGradientsReference.of(Backend.SIMD);

  private static void same(ConvolutionShape shape) {
    Inputs inputs = new Inputs(4);
    double[] x = inputs.doubles(shape.inputs());
    double[] w = inputs.specialDoubles(shape.weights());
    double[] z = inputs.doubles(shape.outputs());
    double[][] expected = {new double[z.length], new double[w.length], new double[x.length]};
    double[][] actual = {new double[z.length], new double[w.length], new double[x.length]};
    ConvolutionReference.of(Backend.REFERENCE).forward(shape, 1, x, 0, w, 0, null, 0, expected[0], 0);
    ConvolutionReference.of(Backend.SIMD).forward(shape, 1, x, 0, w, 0, null, 0, actual[0], 0);
    REFERENCE.weights(shape, 1, x, 0, z, 0, expected[1], 0, false);
    SIMD.weights(shape, 1, x, 0, z, 0, actual[1], 0, false);
    REFERENCE.inputs(shape, 1, z, 0, w, 0, expected[2], 0);
    SIMD.inputs(shape, 1, z, 0, w, 0, actual[2], 0);
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(bits(expected[i]), bits(actual[i]), shape.toString());
    }
  }

  private static long[] bits(double[] x) {
    long[] bits = new long[x.length];
    for (int i = 0; i < x.length; i++) {
      bits[i] = Double.doubleToLongBits(x[i]);
    }
    return bits;
  }

  /** With strides beyond the image there is one output, and products of strides are no matter. */
  @Test
  void stridesMayBeAnything() {
    for (int stride : new int[] {9, 65536, 46341, 1 << 28}) {
      same(ConvolutionShape.of(2, 5, 7, 3, 2, 3).withStride(stride, stride));
      same(ConvolutionShape.of(2, 5, 7, 3, 2, 3).withStride(1, stride).withPadding(Padding.PERIODIC, 1, 2, 3, 1));
    }
  }

  /** Outputs are turned piece by piece: of long lines, of images with many filters, across runs of 4096. */
  @Test
  void linesMayBeLong() {
    for (ConvolutionShape shape : List.of(ConvolutionShape.line(2, 30_000, 3, 3),
        ConvolutionShape.of(1, 3, 9000, 33, 2, 3), ConvolutionShape.same(2, 70, 66, 40, 3, 3, Padding.REPLICATE))) {
      same(shape);
    }
  }

  /** What a gradient cannot hold is said before anything is written. */
  @Test
  void gradientsOfTooManyTermsAreRefused() {
    ConvolutionShape shape = ConvolutionShape.of(1, 64, 64, 8192, 64, 64);
    double[] dx = new double[shape.inputs()];
    String message = assertThrows(IllegalArgumentException.class, () -> ConvolutionGradients.inputs(shape, 1,
        new double[shape.outputs()], 0, new double[shape.weights()], 0, dx, 0, Workers.serial())).getMessage();
    assertTrue(message.contains("33554432 terms"), message);
  }
}
