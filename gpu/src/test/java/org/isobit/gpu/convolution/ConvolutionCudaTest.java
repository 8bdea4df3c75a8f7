// Master of FloatConvolutionCudaTest: the float version is generated from this file.
package org.isobit.gpu.convolution;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.isobit.gpu.CudaTest;
import org.isobit.gpu.DeviceArray;
import org.isobit.gpu.Numbers;
import org.isobit.kernels.Backend;
import org.isobit.kernels.convolution.ConvolutionGradientsReference;
import org.isobit.kernels.convolution.ConvolutionReference;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.junit.jupiter.api.Test;

/** Convolutions and transposed ones against their references, by every path. */
class ConvolutionCudaTest extends CudaTest {

  private static final ConvolutionReference FORWARD = ConvolutionReference.of(Backend.REFERENCE);
  private static final ConvolutionGradientsReference BACK = ConvolutionGradientsReference.of(Backend.REFERENCE);

  /** Lines and images that fill no tile, every padding, groups of one and several channels, strides, dilations. */
  private static final List<ConvolutionShape> SMALL = List.of(
      ConvolutionShape.line(3, 9, 5, 3).withStride(1, 2).withPadding(Padding.REPLICATE, 0, 0, 2, 1),
      ConvolutionShape.of(2, 4, 5, 3, 3, 3).withSamePadding(Padding.PERIODIC).withActivation(Activation.GELU, 0.0),
      ConvolutionShape.of(3, 5, 9, 3, 3, 3).withGroups(3).withSamePadding(Padding.ZERO),
      ConvolutionShape.of(4, 9, 21, 12, 2, 3).withGroups(4).withStride(3, 2).withDilation(2, 5)
          .withPadding(Padding.ZERO, 3, 1, 4, 7).withActivation(Activation.LEAKY_RELU, 0.125),
      ConvolutionShape.of(6, 7, 9, 22, 3, 2).withGroups(2).withPadding(Padding.PERIODIC, 1, 0, 2, 1)
          .withActivation(Activation.RELU, 0.0),
      ConvolutionShape.of(5, 6, 7, 33, 2, 2).withStride(2, 3).withPadding(Padding.REPLICATE, 1, 1, 0, 2),
      // One weight, and strides and dilations beyond all that there is.
      ConvolutionShape.of(3, 4, 5, 4, 1, 1).withStride(3, 4).withDilation(1 << 20, 1 << 20),
      ConvolutionShape.of(2, 6, 7, 2, 2, 2).withStride(1 << 20, 5).withDilation(5, 6).withGroups(2),
      // Padding that is longer than the image.
      ConvolutionShape.of(2, 2, 3, 3, 2, 2).withPadding(Padding.PERIODIC, 5, 4, 7, 8),
      ConvolutionShape.of(2, 2, 3, 2, 2, 2).withGroups(2).withPadding(Padding.REPLICATE, 5, 4, 7, 8));

  private ConvolutionCuda kernels;

  private static double[] part(Numbers numbers, boolean special, int n) {
    return special ? numbers.specialDoubles(n) : numbers.doubles(n);
  }

  private void compare(ConvolutionShape shape, int batch, boolean back, int seed) {
    ConvolutionShape s = back ? shape.withPadding(Padding.ZERO, shape.padTop(), shape.padBottom(), shape.padLeft(),
        shape.padRight()) : shape;
    Numbers numbers = new Numbers(seed);
    double[] x = part(numbers, seed % 4 == 1, 1 + batch * (back ? s.outputs() : s.inputs()));
    double[] w = part(numbers, seed % 4 == 2, 2 + s.weights());
    double[] b = seed % 3 == 0 ? null : numbers.doubles(3 + (back ? s.channels() : s.filters()));
    double[] y = numbers.doubles(3 + batch * (back ? s.inputs() : s.outputs()));
    double[] actual = new double[y.length];
    try (DeviceArray dx = device.doubles(x.length).copyFrom(x, stream);
        DeviceArray dw = device.doubles(w.length).copyFrom(w, stream);
        DeviceArray db = b == null ? null : device.doubles(b.length).copyFrom(b, stream);
        DeviceArray dy = device.doubles(y.length).copyFrom(y, stream)) {
      if (back) {
        kernels.transposed(s, batch, dx, 1, dw, 2, db, 3, dy, 2);
        BACK.transposed(s, batch, x, 1, w, 2, b, 3, y, 2);
      } else {
        kernels.forward(s, batch, dx, 1, dw, 2, db, 3, dy, 2);
        FORWARD.forward(s, batch, x, 1, w, 2, b, 3, y, 2);
      }
      dy.copyTo(actual, stream);
    }
    assertBits(y, actual, (back ? "transposed " : "forward ") + batch + " of " + s);
  }

  @Test
  void everyPathGivesTheBitsOfTheReference() {
    inEveryOrder(() -> {
      for (ConvolutionPath path : ConvolutionPath.values()) {
        kernels = new ConvolutionCuda(stream, path);
        int n = path.ordinal();
        for (ConvolutionShape shape : SMALL) {
          compare(shape, n % 4, false, n);
          compare(shape, n % 3, true, n);
          n++;
        }
      }
    });
  }

  @Test
  void runsOfTermsAreAddedInTheirOrder() {
    List<ConvolutionShape> shapes = List.of(ConvolutionShape.same(457, 2, 3, 3, 3, 3, Padding.ZERO)
        .withActivation(Activation.TANH, 0.0), ConvolutionShape.line(4096, 3, 2, 1), ConvolutionShape.line(8200, 3, 9,
        1), ConvolutionShape.line(2100, 9, 10, 4).withStride(1, 2));
    for (ConvolutionPath path : ConvolutionPath.values()) {
      kernels = new ConvolutionCuda(stream, path);
      for (ConvolutionShape shape : shapes) {
        compare(shape, 1, false, shape.filters());
      }
      compare(ConvolutionShape.line(2, 4, 2100, 2), 1, true, 5);
      compare(ConvolutionShape.line(9, 5, 4200, 3).withStride(1, 2), 2, true, 7);
    }
  }

  @Test
  void windowsThatAreTooLargeForSharedMemoryAreReadWhereTheyAre() {
    for (ConvolutionPath path : List.of(ConvolutionPath.ESTIMATE, ConvolutionPath.RECTANGLES)) {
      kernels = new ConvolutionCuda(stream, path);
      compare(ConvolutionShape.of(2, 67, 70, 2, 65, 65).withGroups(2), 1, false, 3);
      compare(ConvolutionShape.of(2, 1, 9000, 3, 1, 2).withDilation(1, 8990), 2, false, 4);
      compare(ConvolutionShape.of(3, 1, 9000, 1, 1, 2).withDilation(1, 8990), 1, true, 4);
    }
  }

  /** More groups, parts and phases than a grid has blocks, and large images of one and many samples. */
  @Test
  void blocksTakeFurtherPartsInSteps() {
    for (ConvolutionPath path : ConvolutionPath.values()) {
      kernels = new ConvolutionCuda(stream, path, 2);
      compare(ConvolutionShape.of(10, 5, 6, 15, 3, 3).withGroups(5).withStride(2, 3), 2, false, 1);
      compare(ConvolutionShape.of(15, 7, 8, 10, 3, 3).withGroups(5).withStride(3, 2), 2, true, 1);
      compare(ConvolutionShape.of(2, 3, 4, 70, 2, 2), 20, false, 2);
      compare(ConvolutionShape.of(1, 40, 77, 1, 3, 3).withSamePadding(Padding.PERIODIC), 2, false, 3);
      compare(ConvolutionShape.line(2, 1500, 2, 5).withGroups(2), 1, false, 4);
    }
    kernels = new ConvolutionCuda(stream);
    compare(ConvolutionShape.of(9, 8, 34, 129, 1, 2), 33, false, 1);
  }

  @Test
  void argumentsAreNamed() {
    kernels = new ConvolutionCuda(stream);
    ConvolutionShape shape = ConvolutionShape.of(2, 3, 4, 5, 2, 2);
    double[] before = new Numbers(9).doubles(400);
    double[] after = new double[400];
    try (DeviceArray x = device.doubles(400).copyFrom(before, stream); DeviceArray y = device.doubles(30)) {
      refused("convolution: shape is null", () -> kernels.forward(null, 1, x, 0, x, 0, null, 0, y, 0));
      refused("convolution: X is null", () -> kernels.forward(shape, 1, null, 0, x, 0, null, 0, y, 0));
      refused("convolution: W is null", () -> kernels.forward(shape, 1, x, 0, null, 0, null, 0, y, 0));
      refused("convolution: Y is null", () -> kernels.forward(shape, 1, x, 0, x, 0, null, 0, null, 0));
      refused("convolution: batch must not be negative, but is -1",
          () -> kernels.forward(shape, -1, x, 0, x, 0, null, 0, y, 0));
      refused("convolution (X)", () -> kernels.forward(shape, 1, x, 377, x, 0, null, 0, y, 0));
      refused("convolution (W)", () -> kernels.forward(shape, 1, x, 0, x, -1, null, 0, y, 0));
      refused("convolution (bias)", () -> kernels.forward(shape, 1, x, 0, x, 0, y, 26, x, 200));
      refused("convolution (Y)", () -> kernels.forward(shape, 1, x, 0, x, 0, null, 0, y, 1));
      refused("convolution (X)", () -> kernels.forward(shape, Integer.MAX_VALUE, x, 0, x, 0, null, 0, y, 0));
      refused("Y at offset 23 overlaps X", () -> kernels.forward(shape, 1, x, 0, x, 100, null, 0, x, 23));
      refused("Y at offset 139 overlaps W", () -> kernels.forward(shape, 1, x, 0, x, 100, null, 0, x, 139));
      refused("Y at offset 204 overlaps bias", () -> kernels.forward(shape, 1, x, 0, x, 100, x, 200, x, 204));
      refused("transposed convolution: shape is null", () -> kernels.transposed(null, 1, x, 0, x, 0, null, 0, y, 0));
      refused("transposed convolution: padding must be ZERO, but is PERIODIC", () -> kernels.transposed(
          shape.withSamePadding(Padding.PERIODIC), 1, x, 0, x, 0, null, 0, y, 0));
      refused("transposed convolution: Z is null", () -> kernels.transposed(shape, 1, null, 0, x, 0, null, 0, y, 0));
      refused("transposed convolution: X is null", () -> kernels.transposed(shape, 1, x, 0, x, 0, null, 0, null, 0));
      refused("transposed convolution (bias)", () -> kernels.transposed(shape, 1, x, 0, x, 0, x, 399, y, 0));
      refused("X at offset 29 overlaps Z", () -> kernels.transposed(shape, 1, x, 0, x, 100, null, 0, x, 29));
      x.copyTo(after, stream);
      // Side by side they are fine.
      kernels.forward(shape, 1, x, 0, x, 100, x, 200, x, 24);
    }
    assertBits(before, after, "nothing is written");
    refused("convolution: path is null", () -> new ConvolutionCuda(stream, null));
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
