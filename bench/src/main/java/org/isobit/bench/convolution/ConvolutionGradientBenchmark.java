package org.isobit.bench.convolution;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.FloatConvolutionGradientsReference;
import org.isobit.kernels.convolution.Padding;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Gradients of convolutions in float, on one thread. ONNX Runtime for inference has none. */
@State(Scope.Thread)
public class ConvolutionGradientBenchmark implements KernelBenchmark {

  /** Channels x rows x columns, filters x rows x columns, stride, padding, samples. */
  @Param({"64x64x64 64x3x3 1 ZERO 1", "64x64x64 64x3x3 1 PERIODIC 1", "43x1x36 43x1x5 1 PERIODIC 50",
      "64x64x64 64x3x3 2 ZERO 1", "8x16x16 8x3x3 1 ZERO 4"})
  public String convolution;

  /** By what. */
  @Param({"WEIGHTS", "INPUTS"})
  public String by;

  /** Whose. */
  @Param({"simd", "reference"})
  public String implementation;

  private ConvolutionShape shape;
  private int batch;
  private float[] x;
  private float[] w;
  private float[] dz;
  private float[] gradient;
  private FloatConvolutionGradientsReference kernels;

  /** Makes the benchmark. */
  public ConvolutionGradientBenchmark() {}

  /** Makes weights and samples. */
  @Setup
  public void prepare() {
    shape = shape();
    batch = Integer.parseInt(part(4));
    Inputs inputs = new Inputs(batch);
    x = inputs.floats(batch * shape.inputs());
    w = inputs.floats(shape.weights());
    dz = inputs.floats(batch * shape.outputs());
    gradient = new float[isByWeights() ? w.length : x.length];
    kernels = FloatConvolutionGradientsReference.of(KernelBenchmark.backend(implementation));
  }

  private boolean isByWeights() {
    return by.equals("WEIGHTS");
  }

  private String part(int i) {
    return convolution.split(" ")[i];
  }

  private ConvolutionShape shape() {
    String[] image = part(0).split("x");
    String[] filter = part(1).split("x");
    int stride = Integer.parseInt(part(2));
    return ConvolutionShape.of(Integer.parseInt(image[0]), Integer.parseInt(image[1]), Integer.parseInt(image[2]),
        Integer.parseInt(filter[0]), Integer.parseInt(filter[1]), Integer.parseInt(filter[2]))
        .withSamePadding(Padding.valueOf(part(3))).withStride(stride, stride);
  }

  /** One batch. */
  @Benchmark
  public void gradient() {
    if (isByWeights()) {
      kernels.weights(shape, batch, x, 0, dz, 0, gradient, 0, false);
    } else {
      kernels.inputs(shape, batch, dz, 0, w, 0, gradient, 0);
    }
  }

  @Override
  public Work work() {
    ConvolutionShape s = shape();
    int samples = Integer.parseInt(part(4));
    double outputs = (double) samples * s.outputs();
    String kernel = isByWeights() ? "convolutionWeightGradient.float" : "convolutionInputGradient.float";
    return new Work(kernel, by + " " + convolution, 2.0 * outputs * s.weights() / s.filters(),
        4.0 * (outputs + (double) samples * s.inputs() + s.weights()));
  }

  @Override
  public double[] output() {
    double[] all = new double[gradient.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = gradient[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 0.0;
  }
}
