package org.isobit.bench.pooling;

import java.util.Map;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.kernels.pooling.FloatPoolingReference;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Maxima and averages of windows in float, without indices, against ONNX Runtime on one thread; and gradients. */
@State(Scope.Thread)
public class PoolingBenchmark implements KernelBenchmark {

  private static final String GRADIENT = "Gradient";

  /** Kernel, channels x rows x columns, rows x columns of a window, stride, padding. */
  @Param({"max 64x64x64 2x2 2 0", "max 64x112x112 3x3 2 1", "max 64x64x64 3x3 1 1", "average 64x64x64 2x2 2 0",
      "average 64x64x64 3x3 1 1", "average 512x7x7 7x7 1 0", "maxGradient 64x64x64 2x2 2 0",
      "averageGradient 64x64x64 3x3 1 1"})
  public String pooling;

  /** Whose. */
  @Param({"simd", "onnxruntime", "reference"})
  public String implementation;

  private PoolingShape shape;
  private String kernel;
  private float[] x;
  private float[] y;
  private float[] index;
  private OnnxRuntime onnx;
  private FloatPoolingReference kernels;

  /** Makes the benchmark. */
  public PoolingBenchmark() {}

  /** Makes an image. */
  @Setup
  public void prepare() {
    shape = shape();
    kernel = pooling.split(" ")[0];
    Inputs inputs = new Inputs(shape.nx());
    x = inputs.floats(shape.inputs());
    y = inputs.floats(shape.outputs());
    index = new float[y.length];
    kernels = FloatPoolingReference.of(KernelBenchmark.backend(implementation));
    kernels.maximum(shape, 0, shape.channels(), x, 0, y.clone(), 0, index, 0);
    if (implementation.equals("onnxruntime")) {
      Map<String, Object> attributes = Map.of("kernel_shape", new long[] {shape.kernelY(), shape.kernelX()}, "pads",
          new long[] {shape.padTop(), shape.padLeft(), shape.padBottom(), shape.padRight()}, "strides",
          new long[] {shape.strideY(), shape.strideX()});
      byte[] model = new OnnxWriter().input("x", "batch", shape.channels(), shape.ny(), shape.nx())
          .output("y", "batch", shape.channels(), shape.outNy(), shape.outNx())
          .node(kernel.equals("max") ? "MaxPool" : "AveragePool", attributes, "y", "x").bytes();
      onnx = new OnnxRuntime(model, x, new int[] {1, shape.channels(), shape.ny(), shape.nx()},
          new int[] {1, shape.channels(), shape.outNy(), shape.outNx()});
    }
  }

  private PoolingShape shape() {
    String[] words = pooling.split(" ");
    String[] image = words[1].split("x");
    String[] window = words[2].split("x");
    int stride = Integer.parseInt(words[3]);
    int pad = Integer.parseInt(words[4]);
    return PoolingShape.of(Integer.parseInt(image[0]), Integer.parseInt(image[1]), Integer.parseInt(image[2]),
        Integer.parseInt(window[0]), Integer.parseInt(window[1])).withStride(stride, stride)
        .withPadding(pad, pad, pad, pad).withCountPadding(false);
  }

  /** ONNX Runtime has no gradients. */
  @Override
  public boolean possible() {
    return !implementation.equals("onnxruntime") || !pooling.contains(GRADIENT);
  }

  /** One image. */
  @Benchmark
  public void pool() {
    if (onnx != null) {
      onnx.run();
      return;
    }
    switch (kernel) {
      case "max" -> kernels.maximum(shape, 0, shape.channels(), x, 0, y, 0, null, 0);
      case "average" -> kernels.average(shape, 0, shape.channels(), x, 0, y, 0);
      case "maxGradient" -> kernels.maximumGradient(shape, 0, shape.channels(), index, 0, y, 0, x, 0);
      default -> kernels.averageGradient(shape, 0, shape.channels(), y, 0, x, 0);
    }
  }

  @Override
  public Work work() {
    PoolingShape s = shape();
    String name = pooling.split(" ")[0];
    double outputs = s.outputs();
    return new Work(name.replaceFirst("^(max|average)", "$1Pooling") + ".float", pooling,
        outputs * s.kernelY() * s.kernelX(), 4.0 * (outputs + s.inputs()));
  }

  @Override
  public double[] output() {
    float[] result = pooling.contains(GRADIENT) ? x : y.clone();
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
    return 1e-6;
  }
}
