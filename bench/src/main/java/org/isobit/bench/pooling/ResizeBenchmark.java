package org.isobit.bench.pooling;

import java.util.Map;
import org.isobit.bench.KernelBenchmark;
import org.isobit.bench.neural.OnnxRuntime;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.kernels.pooling.Coordinates;
import org.isobit.kernels.pooling.FloatRearrangeReference;
import org.isobit.kernels.pooling.FloatResizeReference;
import org.isobit.kernels.pooling.Interpolation;
import org.isobit.kernels.pooling.Permutation;
import org.isobit.kernels.pooling.ResizeShape;
import org.isobit.verify.Inputs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Images made larger in float, by resizes and by pixel shuffles, against ONNX Runtime on one thread; and gradients. */
@State(Scope.Thread)
public class ResizeBenchmark implements KernelBenchmark {

  /** Kernel, channels x rows x columns of the input, factor. */
  @Param({"bilinear 64x64x64 2", "bilinear 32x40x40 3", "nearest 64x64x64 2", "shuffle 64x64x64 2",
      "gradient 64x64x64 2"})
  public String resize;

  /** Whose. */
  @Param({"simd", "onnxruntime", "reference"})
  public String implementation;

  private ResizeShape shape;
  private Permutation permutation;
  private String kernel;
  private float[] x;
  private float[] y;
  private OnnxRuntime onnx;
  private FloatResizeReference kernels;
  private FloatRearrangeReference copies;

  /** Makes the benchmark. */
  public ResizeBenchmark() {}

  /** Makes an image. */
  @Setup
  public void prepare() {
    kernel = resize.split(" ")[0];
    shape = shape();
    int factor = shape.outNx() / shape.nx();
    permutation = Permutation.pixelShuffle(shape.channels() / (factor * factor), shape.ny(), shape.nx(), factor);
    Inputs inputs = new Inputs(shape.nx());
    x = inputs.floats(shape.inputs());
    y = inputs.floats(outputs(kernel, shape));
    kernels = FloatResizeReference.of(KernelBenchmark.backend(implementation));
    copies = FloatRearrangeReference.of(KernelBenchmark.backend(implementation));
    if (implementation.equals("onnxruntime")) {
      int channels = y.length / (shape.outNy() * shape.outNx());
      onnx = new OnnxRuntime(model(factor, channels), x, new int[] {1, shape.channels(), shape.ny(), shape.nx()},
          new int[] {1, channels, shape.outNy(), shape.outNx()});
    }
  }

  private byte[] model(int factor, int channels) {
    int[] in = {shape.channels(), shape.ny(), shape.nx()};
    int[] out = {channels, shape.outNy(), shape.outNx()};
    return switch (kernel) {
      case "shuffle" -> model(in, out).node("DepthToSpace", Map.of("blocksize", (long) factor, "mode", "CRD"), "y", "x")
          .bytes();
      case "bilinear" -> resizing("linear", "half_pixel", factor, in, out);
      default -> resizing("nearest", "asymmetric", factor, in, out);
    };
  }

  private static byte[] resizing(String mode, String coordinates, int factor, int[] in, int[] out) {
    Map<String, Object> attributes = Map.of("mode", mode, "coordinate_transformation_mode", coordinates, "nearest_mode",
        "floor");
    return model(in, out).constant("scales", new float[] {1, 1, factor, factor}, 4)
        .node("Resize", attributes, "y", "x", "", "scales").bytes();
  }

  private static OnnxWriter model(int[] in, int[] out) {
    return new OnnxWriter().input("x", "batch", in).output("y", "batch", out);
  }

  private ResizeShape shape() {
    String[] words = resize.split(" ");
    String[] image = words[1].split("x");
    int factor = Integer.parseInt(words[2]);
    boolean nearest = words[0].equals("nearest");
    return ResizeShape.enlarged(Integer.parseInt(image[0]), Integer.parseInt(image[1]), Integer.parseInt(image[2]),
        factor, factor, nearest ? Interpolation.NEAREST : Interpolation.BILINEAR,
        nearest ? Coordinates.ASYMMETRIC : Coordinates.HALF_PIXEL);
  }

  private static int outputs(String kernel, ResizeShape shape) {
    return kernel.equals("shuffle") ? shape.inputs() : shape.outputs();
  }

  /** ONNX Runtime has no gradients. */
  @Override
  public boolean possible() {
    return !implementation.equals("onnxruntime") || !resize.startsWith("gradient");
  }

  /** One image. */
  @Benchmark
  public void enlarge() {
    if (onnx != null) {
      onnx.run();
      return;
    }
    switch (kernel) {
      case "shuffle" -> copies.whole(permutation, 1, x, 0, y, 0);
      case "gradient" -> kernels.backward(shape, 0, shape.channels(), y, 0, x, 0);
      default -> kernels.forward(shape, 0, shape.channels(), x, 0, y, 0);
    }
  }

  @Override
  public Work work() {
    ResizeShape s = shape();
    String name = resize.split(" ")[0];
    double outputs = outputs(name, s);
    return switch (name) {
      case "shuffle" -> new Work("rearrange.float", resize, 0.0, 8.0 * outputs);
      case "gradient" -> new Work("resizeGradient.float", resize, 8.0 * outputs, 4.0 * (outputs + s.inputs()));
      default -> new Work("resize.float", resize, 6.0 * outputs, 4.0 * (outputs + s.inputs()));
    };
  }

  @Override
  public double[] output() {
    float[] result = kernel.equals("gradient") ? x : y.clone();
    if (onnx != null) {
      onnx.output(result);
    }
    double[] all = new double[result.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = result[i];
    }
    return all;
  }

  /** ONNX Runtime rounds coordinates to float. */
  @Override
  public double tolerance() {
    return 1e-5;
  }
}
