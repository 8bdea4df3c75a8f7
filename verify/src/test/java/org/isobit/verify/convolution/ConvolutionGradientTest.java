package org.isobit.verify.convolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.verify.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against central differences, and as transposes of the convolution. */
class ConvolutionGradientTest {

  private static final int BATCH = 2;
  private static final double STEP = 1e-4;
  private static final double NEAR = 1e-8;

  static List<ConvolutionShape> shapes() {
    ConvolutionShape image = ConvolutionShape.of(4, 6, 7, 6, 3, 2).withGroups(2);
    return List.of(image, image.withPadding(Padding.ZERO, 1, 2, 0, 3), image.withPadding(Padding.REPLICATE, 1, 2, 4, 3),
        image.withPadding(Padding.PERIODIC, 7, 2, 0, 9),
        image.withPadding(Padding.PERIODIC, 1, 1, 1, 1).withStride(2, 3),
        image.withStride(3, 2).withDilation(2, 3), image.withPadding(Padding.ZERO, 4, 5, 4, 4).withStride(2, 2),
        ConvolutionShape.line(3, 40, 3, 5).withGroups(3).withSamePadding(Padding.REPLICATE),
        ConvolutionShape.of(1, 9, 35, 8, 3, 3).withSamePadding(Padding.ZERO));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void differences(ConvolutionShape shape) {
    Inputs inputs = new Inputs(5);
    double[] x = inputs.doubles(BATCH * shape.inputs());
    double[] w = inputs.doubles(shape.weights());
    double[] b = inputs.doubles(shape.filters());
    double[] dz = inputs.doubles(BATCH * shape.outputs());
    double[] dw = new double[w.length];
    double[] db = new double[b.length];
    double[] dx = new double[x.length];
    ConvolutionGradients.weights(shape, BATCH, x, 0, dz, 0, dw, 0, false, Workers.serial());
    ConvolutionGradients.bias(shape, BATCH, dz, 0, db, 0, false);
    ConvolutionGradients.inputs(shape, BATCH, dz, 0, w, 0, dx, 0, Workers.serial());
    check(shape, x, w, b, dz, w, dw);
    check(shape, x, w, b, dz, b, db);
    check(shape, x, w, b, dz, x, dx);
  }

  /** Threads share filters, by eights and what is left. */
  @Test
  void threadsDoNotShowInGradientsOfBiases() {
    for (int filters : new int[] {3, 8, 27, 64}) {
      ConvolutionShape shape = ConvolutionShape.of(2, 90, 100, filters, 3, 3);
      double[] dz = new Inputs(filters).doubles(BATCH * shape.outputs());
      double[] alone = new Inputs(1).doubles(filters);
      double[] shared = alone.clone();
      ConvolutionGradients.bias(shape, BATCH, dz, 0, alone, 0, true);
      try (Workers three = Workers.of(3)) {
        ConvolutionGradients.bias(shape, BATCH, dz, 0, shared, 0, true, three);
      }
      assertArrayEquals(alone, shared, "filters: " + filters);
    }
  }

  private static void check(ConvolutionShape shape, double[] x, double[] w, double[] b, double[] dz, double[] of,
      double[] gradient) {
    for (int i = 0; i < of.length; i += 1 + of.length / 50) {
      double at = of[i];
      of[i] = at + STEP;
      double above = product(forward(shape, x, w, b), dz);
      of[i] = at - STEP;
      double below = product(forward(shape, x, w, b), dz);
      of[i] = at;
      assertEquals((above - below) / (2 * STEP), gradient[i], NEAR, "at " + i);
    }
  }

  private static double[] forward(ConvolutionShape shape, double[] x, double[] w, double[] b) {
    double[] y = new double[BATCH * shape.outputs()];
    Convolution.forward(shape, BATCH, x, 0, w, 0, b, 0, y, 0);
    return y;
  }

  private static double product(double[] x, double[] y) {
    double s = 0.0;
    for (int i = 0; i < x.length; i++) {
      s += x[i] * y[i];
    }
    return s;
  }

  /** The convolution of x by z is x by the gradient of z, and w by the gradient of w. */
  @ParameterizedTest
  @MethodSource("shapes")
  void transposes(ConvolutionShape shape) {
    Inputs inputs = new Inputs(6);
    double[] x = inputs.doubles(BATCH * shape.inputs());
    double[] w = inputs.doubles(shape.weights());
    double[] z = inputs.doubles(BATCH * shape.outputs());
    double[] dx = new double[x.length];
    double[] dw = new double[w.length];
    ConvolutionGradients.inputs(shape, BATCH, z, 0, w, 0, dx, 0, Workers.shared());
    ConvolutionGradients.weights(shape, BATCH, x, 0, z, 0, dw, 0, false, Workers.shared());
    double expected = product(forward(shape, x, w, new double[shape.filters()]), z);
    assertEquals(expected, product(x, dx), 1e-12 * x.length);
    assertEquals(expected, product(w, dw), 1e-12 * x.length);
    if (shape.padding() == Padding.ZERO) {
      double[] transposed = new double[x.length];
      double[] bias = new double[shape.channels()];
      Arrays.fill(bias, 0.25);
      ConvolutionGradients.transposed(shape, BATCH, z, 0, w, 0, bias, 0, transposed, 0, Workers.shared());
      for (int i = 0; i < x.length; i++) {
        assertEquals(dx[i] + 0.25, transposed[i], 1e-13);
      }
    }
  }
}
