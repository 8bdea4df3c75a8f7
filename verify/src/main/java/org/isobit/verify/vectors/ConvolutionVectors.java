// Master of FloatConvolutionVectors: the float version is generated from this file.
package org.isobit.verify.vectors;

import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.Convolution;
import org.isobit.kernels.convolution.ConvolutionGradients;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.kernels.neural.Activation;
import org.isobit.verify.Inputs;

/** Convolutions: every padding, groups, strides, dilations, a line, an infinite weight at the border, two runs. */
public final class ConvolutionVectors implements KernelVectors {

  private static final int BATCH = 2;
  private static final int MANY = 5000;

  /** Made by the service loader. */
  public ConvolutionVectors() {}

  private static VectorText start(VectorText out, String kernel, ConvolutionShape s, int batch) {
    return out.kernel(kernel).in("batch", batch).in("channels", s.channels()).in("ny", s.ny()).in("nx", s.nx())
        .in("filters", s.filters()).in("groups", s.groups()).in("kernelY", s.kernelY()).in("kernelX", s.kernelX())
        .in("strideY", s.strideY()).in("strideX", s.strideX()).in("dilationY", s.dilationY())
        .in("dilationX", s.dilationX()).in("padTop", s.padTop()).in("padBottom", s.padBottom())
        .in("padLeft", s.padLeft()).in("padRight", s.padRight()).in("padding", s.padding().name())
        .in("activation", s.activation().name());
  }

  @Override
  public void write(VectorText out) {
    ConvolutionShape image = ConvolutionShape.of(2, 3, 4, 3, 2, 3);
    forward(out, image.withPadding(Padding.ZERO, 1, 0, 1, 1), false);
    forward(out, image.withPadding(Padding.REPLICATE, 2, 1, 0, 3).withActivation(Activation.TANH, 0.0), true);
    forward(out, image.withPadding(Padding.PERIODIC, 1, 2, 5, 0).withStride(2, 3), true);
    forward(out, ConvolutionShape.of(4, 5, 5, 2, 2, 2).withGroups(2).withDilation(3, 2), true);
    forward(out, ConvolutionShape.line(3, 7, 6, 3).withGroups(3).withSamePadding(Padding.PERIODIC)
        .withActivation(Activation.RELU, 0.0), true);
    border(out);
    twoRuns(out);
    gradients(out, image.withPadding(Padding.ZERO, 1, 0, 2, 1), 2, false);
    gradients(out, image.withPadding(Padding.REPLICATE, 2, 1, 0, 3).withStride(2, 1), 2, true);
    gradients(out, image.withPadding(Padding.PERIODIC, 1, 2, 5, 0).withStride(2, 3), 2, false);
    gradients(out, ConvolutionShape.of(4, 5, 5, 2, 2, 2).withGroups(2).withDilation(3, 2).withStride(2, 2), 1, true);
    manyOutputs(out);
    transposed(out, ConvolutionShape.of(2, 6, 5, 3, 3, 2).withStride(2, 2).withPadding(Padding.ZERO, 1, 0, 0, 1)
        .withActivation(Activation.TANH, 0.0), true);
    transposed(out, ConvolutionShape.line(2, 6, 4, 3).withGroups(2), false);
    manyFilters(out);
  }

  private static void gradients(VectorText out, ConvolutionShape shape, int batch, boolean accumulate) {
    Inputs inputs = new Inputs(123);
    double[] x = inputs.doubles(batch * shape.inputs());
    double[] w = inputs.doubles(shape.weights());
    double[] dz = inputs.doubles(batch * shape.outputs());
    double[] dw = inputs.doubles(shape.weights());
    double[] db = inputs.doubles(shape.filters());
    double[] dx = new double[batch * shape.inputs()];
    start(out, "convolutionWeightGradient.double", shape, batch).in("accumulate", accumulate).in("x", x).in("dz", dz)
        .in("dw", dw);
    ConvolutionGradients.weights(shape, batch, x, 0, dz, 0, dw, 0, accumulate, Workers.serial());
    out.out("dw", dw);
    start(out, "convolutionBiasGradient.double", shape, batch).in("accumulate", accumulate).in("dz", dz).in("db", db);
    ConvolutionGradients.bias(shape, batch, dz, 0, db, 0, accumulate);
    out.out("db", db);
    start(out, "convolutionInputGradient.double", shape, batch).in("dz", dz).in("w", w);
    ConvolutionGradients.inputs(shape, batch, dz, 0, w, 0, dx, 0, Workers.serial());
    out.out("dx", dx);
  }

  private static void transposed(VectorText out, ConvolutionShape shape, boolean biased) {
    Inputs inputs = new Inputs(124);
    double[] z = inputs.doubles(BATCH * shape.outputs());
    double[] w = inputs.doubles(shape.weights());
    double[] b = inputs.doubles(shape.channels());
    double[] x = new double[BATCH * shape.inputs()];
    ConvolutionGradients.transposed(shape, BATCH, z, 0, w, 0, biased ? b : null, 0, x, 0, Workers.serial());
    start(out, "transposedConvolution.double", shape, BATCH).in("z", z).in("w", w);
    if (biased) {
      out.in("b", b);
    }
    out.out("x", x);
  }

  /** More outputs than a run: dW is a chain of runs, db one chain. */
  private static void manyOutputs(VectorText out) {
    ConvolutionShape shape = ConvolutionShape.line(1, MANY, 1, 1);
    start(out, "convolutionWeightGradient.double", shape, 1).in("accumulate", true);
    double[] x = out.randomDoubles("x", 127, MANY);
    double[] dz = out.randomDoubles("dz", 128, MANY);
    double[] dw = {0.7};
    out.in("dw", dw);
    ConvolutionGradients.weights(shape, 1, x, 0, dz, 0, dw, 0, true, Workers.serial());
    out.out("dw", dw);
    start(out, "convolutionBiasGradient.double", shape, 1).in("accumulate", false);
    double[] more = out.randomDoubles("dz", 129, MANY);
    double[] db = {0.5};
    out.in("db", db);
    ConvolutionGradients.bias(shape, 1, more, 0, db, 0, false);
    out.out("db", db);
  }

  /** More terms by inputs than a run. */
  private static void manyFilters(VectorText out) {
    ConvolutionShape shape = ConvolutionShape.line(1, 2, MANY, 1);
    start(out, "convolutionInputGradient.double", shape, 1);
    double[] dz = out.randomDoubles("dz", 125, 2 * MANY);
    double[] w = out.randomDoubles("w", 126, MANY);
    double[] dx = new double[2];
    ConvolutionGradients.inputs(shape, 1, dz, 0, w, 0, dx, 0, Workers.serial());
    out.out("dx", dx);
  }

  private static void forward(VectorText out, ConvolutionShape shape, boolean biased) {
    Inputs inputs = new Inputs(120);
    double[] x = inputs.doubles(BATCH * shape.inputs());
    double[] w = inputs.doubles(shape.weights());
    double[] b = inputs.doubles(shape.filters());
    double[] y = new double[BATCH * shape.outputs()];
    Convolution.forward(shape, BATCH, x, 0, w, 0, biased ? b : null, 0, y, 0);
    start(out, "convolution.double", shape, BATCH).in("x", x).in("w", w);
    if (biased) {
      out.in("b", b);
    }
    out.out("y", y);
  }

  /** +0 of the padding times infinity is NaN; −0 of the bias stays where terms are −0. */
  private static void border(VectorText out) {
    ConvolutionShape shape = ConvolutionShape.line(1, 3, 1, 2).withPadding(Padding.ZERO, 0, 0, 1, 1);
    double[] x = {1.0, -2.0, 0.0};
    double[] w = {-0.0, Double.POSITIVE_INFINITY};
    double[] b = {-0.0};
    double[] y = new double[shape.outputs()];
    Convolution.forward(shape, 1, x, 0, w, 0, b, 0, y, 0);
    start(out, "convolution.double", shape, 1).in("x", x).in("w", w).in("b", b).out("y", y);
  }

  /** More terms than a run. */
  private static void twoRuns(VectorText out) {
    ConvolutionShape shape = ConvolutionShape.line(MANY, 2, 1, 1);
    start(out, "convolution.double", shape, 1);
    double[] x = out.randomDoubles("x", 121, 2 * MANY);
    double[] w = out.randomDoubles("w", 122, MANY);
    double[] b = {0.5};
    double[] y = new double[2];
    Convolution.forward(shape, 1, x, 0, w, 0, b, 0, y, 0);
    out.in("b", b).out("y", y);
  }
}
