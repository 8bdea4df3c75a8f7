// Master of FloatFreeConvolutionBenchmark: the float version is generated from this file.
package org.isobit.bench.free;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.convolution.ConvolutionReference;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.Padding;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Convolutions of 64 channels of 64 x 64 points as the contract has them, and with their sums in any order, on one
 * thread.
 */
@State(Scope.Thread)
public class FreeConvolutionBenchmark implements KernelBenchmark {

  private static final int CHANNELS = 64;
  private static final int POINTS = 64;

  /** Filters, and rows and columns of each; depthwise: a filter a channel. */
  @Param({"64x3x3", "64x7x7 depthwise", "8x3x3"})
  public String filter;

  /** Whose. */
  @Param({"simd", "free", "reference"})
  public String implementation;

  private ConvolutionShape shape;
  private ConvolutionReference kernels;
  private FreeConvolution free;
  private double[] x;
  private double[] w;
  private double[] bias;
  private double[] y;

  /** Makes the benchmark. */
  public FreeConvolutionBenchmark() {}

  private ConvolutionShape shape() {
    String[] sizes = filter.split(" ")[0].split("x");
    return ConvolutionShape.of(CHANNELS, POINTS, POINTS, Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]),
        Integer.parseInt(sizes[2])).withSamePadding(Padding.ZERO)
        .withGroups(filter.endsWith("depthwise") ? CHANNELS : 1);
  }

  /** Makes weights and a sample. */
  @Setup
  public void prepare() {
    shape = shape();
    kernels = ConvolutionReference.of(KernelBenchmark.backend(implementation));
    free = new FreeConvolution(shape);
    x = new Inputs(1).doubles(shape.inputs());
    w = new Inputs(2).doubles(shape.weights());
    bias = new Inputs(3).doubles(shape.filters());
    y = new double[shape.outputs()];
  }

  /** One sample. */
  @Benchmark
  public void convolve() {
    if (implementation.equals("free")) {
      free.forward(x, w, bias, y);
    } else {
      kernels.forward(shape, 1, x, 0, w, 0, bias, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    ConvolutionShape s = shape();
    int size = 8; // float: int size = 4;
    return new Work("convolution.double", "order", 2.0 * s.outputs() * s.weights() / s.filters(), (double) size * (s.outputs() + s.inputs() + s.weights())); // float: return new Work("convolution.float", "order", 2.0 * s.outputs() * s.weights() / s.filters(), (double) size * (s.outputs() + s.inputs() + s.weights()));
  }

  @Override
  public double[] output() { // float: unchanged
    return java.util.stream.IntStream.range(0, y.length).mapToDouble(i -> y[i]).toArray(); // float: unchanged
  }

  @Override
  public double tolerance() { // float: unchanged
    return 1e-13; // float: return 1e-5;
  }
}
