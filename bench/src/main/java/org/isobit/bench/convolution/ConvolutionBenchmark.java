package org.isobit.bench.convolution;

import java.util.Map;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.kernels.Workers;
import org.isobit.kernels.convolution.ConvolutionShape;
import org.isobit.kernels.convolution.FloatConvolution;
import org.isobit.kernels.convolution.FloatConvolutionReference;
import org.isobit.kernels.convolution.Padding;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Convolutions in float, padded with zeros, against ONNX Runtime with the same weights, on one thread and two. */
@State(Scope.Thread)
public class ConvolutionBenchmark implements KernelBenchmark {

  /** Channels x rows x columns, filters x rows x columns, groups, stride, samples. */
  @Param({"64x64x64 64x3x3 1 1 1", "64x64x64 64x3x3 1 1 16", "64x64x64 64x7x7 64 1 1", "64x64x64 64x7x7 64 1 16",
      "43x1x36 43x1x5 1 1 50", "43x1x36 43x1x5 1 1 1000", "64x64x64 64x3x3 1 2 1", "3x64x64 64x3x3 1 1 1",
      "64x64x64 64x1x1 1 1 1", "64x64x64 64x3x3 64 1 1", "8x16x16 8x3x3 1 1 4"})
  public String convolution;

  /** Whose. */
  @Param({"simd", "simd-threads", "onnxruntime", "onnxruntime-threads", "reference"})
  public String implementation;

  private ConvolutionShape shape;
  private int batch;
  private float[] x;
  private float[] w;
  private float[] bias;
  private float[] y;
  private OnnxRuntime onnx;
  private FloatConvolutionReference kernels;

  /** Makes the benchmark. */
  public ConvolutionBenchmark() {}

  /** Makes weights and samples. */
  @Setup
  public void prepare() {
    shape = shape();
    batch = number(4);
    Inputs inputs = new Inputs(batch);
    x = inputs.floats(batch * shape.inputs());
    w = inputs.floats(shape.weights());
    bias = inputs.floats(shape.filters());
    y = new float[batch * shape.outputs()];
    kernels = FloatConvolutionReference.of(KernelBenchmark.backend(implementation));
    if (implementation.startsWith("onnxruntime")) {
      onnx = new OnnxRuntime(OnnxConvolution.model(shape, w, bias),
          Map.of("x", Tensor.of(x, batch, shape.channels(), shape.ny(), shape.nx())),
          OnnxRuntime.threads(implementation), batch, shape.filters(), shape.outNy(), shape.outNx());
    }
  }

  private int number(int part) {
    return Integer.parseInt(convolution.split(" ")[part]);
  }

  private ConvolutionShape shape() {
    String[] image = convolution.split(" ")[0].split("x");
    String[] filter = convolution.split(" ")[1].split("x");
    return ConvolutionShape.of(Integer.parseInt(image[0]), Integer.parseInt(image[1]), Integer.parseInt(image[2]),
        Integer.parseInt(filter[0]), Integer.parseInt(filter[1]), Integer.parseInt(filter[2]))
        .withSamePadding(Padding.ZERO).withGroups(number(2))
        .withStride(image[1].equals("1") ? 1 : number(3), number(3));
  }

  /** One batch. */
  @Benchmark
  public void convolve() {
    if (onnx != null) {
      onnx.run();
    } else if (implementation.equals("simd-threads")) {
      FloatConvolution.forward(shape, batch, x, 0, w, 0, bias, 0, y, 0, Workers.shared());
    } else {
      kernels.forward(shape, batch, x, 0, w, 0, bias, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    ConvolutionShape s = shape();
    int samples = number(4);
    double outputs = (double) samples * s.outputs();
    double terms = (double) s.weights() / s.filters();
    return new Work("convolution.float", convolution, 2.0 * outputs * terms,
        4.0 * (outputs + (double) samples * s.inputs() + s.weights()));
  }

  @Override
  public double[] output() {
    float[] result = y.clone();
    if (onnx != null) {
      onnx.output(result);
    }
    double[] all = new double[result.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = result[i];
    }
    return all;
  }

  @Override
  public double tolerance() {
    return 1e-5;
  }
}
