package org.isobit.verify.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.FloatConvolution;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.neural.Activation;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;

/** Convolutions against what they are known to be. */
class ConvolutionTest {

  /** The values that PyTorch's conv2d documentation defines, by hand: 3 by 3, padded with zeros, stride 2. */
  @Test
  void handMadeImage() {
    ConvolutionShape shape = ConvolutionShape.of(1, 3, 3, 1, 2, 2).withPadding(Padding.ZERO, 1, 0, 1, 0)
        .withStride(2, 2);
    double[] y = new double[4];
    Convolution.forward(shape, 1, new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 0, new double[] {1, 10, 100, 1000}, 0,
        new double[] {0.5}, 0, y, 0);
    assertArrayEquals(new double[] {1000.5, 3200.5, 7040.5, 9865.5}, y);
  }

  @Test
  void paddingCopiesCells() {
    double[] identity = {1};
    double[] x = {1, 2, 3};
    double[] y = new double[11];
    ConvolutionShape line = ConvolutionShape.line(1, 3, 1, 1);
    Convolution.forward(line.withPadding(Padding.PERIODIC, 0, 0, 4, 4), 1, x, 0, identity, 0, null, 0, y, 0);
    assertArrayEquals(new double[] {3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1}, y);
    Convolution.forward(line.withPadding(Padding.REPLICATE, 0, 0, 4, 4), 1, x, 0, identity, 0, null, 0, y, 0);
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3}, y);
  }

  /** 1x1 convolutions are products of matrices, with their bits, on small and larger planes, of one run and more. */
  @Test
  void onePointIsAProduct() {
    for (int channels : new int[] {37, 700, 5000}) {
      onePoint(ConvolutionShape.of(channels, 6, 23, 21, 1, 1));
      onePoint(ConvolutionShape.of(channels, 3, 5, 9, 1, 1));
    }
  }

  private static void onePoint(ConvolutionShape shape) {
    int batch = 4;
    int channels = shape.channels();
    int filters = shape.filters();
    int pixels = shape.ny() * shape.nx();
    Inputs inputs = new Inputs(3);
    double[] x = inputs.doubles(batch * channels * pixels);
    double[] w = inputs.doubles(filters * channels);
    double[] y = new double[batch * filters * pixels];
    double[] threads = new double[y.length];
    double[] product = new double[y.length];
    Convolution.forward(shape, batch, x, 0, w, 0, null, 0, y, 0);
    Convolution.forward(shape, batch, x, 0, w, 0, null, 0, threads, 0, Workers.shared());
    for (int i = 0; i < batch; i++) {
      Gemm.gemm(false, false, filters, pixels, channels, 1.0, w, 0, channels, x, i * channels * pixels, pixels, 0.0,
          product, i * filters * pixels, pixels);
    }
    assertArrayEquals(product, y);
    assertArrayEquals(product, threads);
  }

  /** Outputs shift with a periodic image, and a sample's do not depend on its batch, threads or groups' neighbours. */
  @Test
  void shiftsAndBatchesDoNotShow() {
    for (int width : new int[] {5, 16, 40, 67}) {
      ConvolutionShape shape = ConvolutionShape.of(6, 5, width, 4, 3, 3).withSamePadding(Padding.PERIODIC)
          .withActivation(Activation.TANH, 0.0);
      shifted(shape);
      shifted(shape.withGroups(2));
      shifted(ConvolutionShape.of(4, 5, width, 4, 3, 3).withSamePadding(Padding.PERIODIC).withGroups(4));
    }
  }

  private static void shifted(ConvolutionShape shape) {
    int nx = shape.nx();
    Inputs inputs = new Inputs(nx);
    double[] w = inputs.doubles(shape.weights());
    double[] b = inputs.doubles(shape.filters());
    double[] x = inputs.doubles(3 * shape.inputs());
    for (int i = 0; i < shape.inputs(); i++) {
      // The third sample is the first one, three columns further.
      x[2 * shape.inputs() + i / nx * nx + (i % nx + 3) % nx] = x[i];
    }
    double[] y = new double[3 * shape.outputs()];
    double[] threads = new double[y.length];
    double[] alone = new double[shape.outputs()];
    Convolution.forward(shape, 3, x, 0, w, 0, b, 0, y, 0);
    Convolution.forward(shape, 3, x, 0, w, 0, b, 0, threads, 0, Workers.shared());
    Convolution.forward(shape, 1, x, shape.inputs(), w, 0, b, 0, alone, 0);
    assertArrayEquals(y, threads);
    assertArrayEquals(Arrays.copyOfRange(y, alone.length, 2 * alone.length), alone);
    for (int i = 0; i < alone.length; i++) {
      assertEquals(y[i], y[2 * alone.length + i / nx * nx + (i % nx + 3) % nx]);
    }
  }

  @Test
  void floatsAreNearDoubles() {
    ConvolutionShape shape = ConvolutionShape.of(8, 9, 33, 10, 3, 5).withSamePadding(Padding.REPLICATE);
    Inputs inputs = new Inputs(7);
    float[] x = inputs.floats(shape.inputs());
    float[] w = inputs.floats(shape.weights());
    float[] y = new float[shape.outputs()];
    double[] expected = new double[y.length];
    FloatConvolution.forward(shape, 1, x, 0, w, 0, null, 0, y, 0);
    Convolution.forward(shape, 1, wide(x), 0, wide(w), 0, null, 0, expected, 0);
    for (int i = 0; i < y.length; i++) {
      assertEquals(expected[i], y[i], 1e-4);
    }
  }

  private static double[] wide(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  @Test
  void aFilterLargerThanTheImageIsRefused() {
    String message = assertThrows(IllegalArgumentException.class, () -> ConvolutionShape.line(1, 4, 1, 5)).getMessage();
    assertTrue(message.contains("kernelX = 5") && message.contains("nx = 4"), message);
  }
}
