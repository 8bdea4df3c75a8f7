package org.isobit.bench.convolution;

import java.util.Map;
import org.isobit.bench.neural.OnnxWriter;
import org.isobit.kernels.convolution.ConvolutionShape;

/** A convolution as an ONNX model of one node Conv, padded with zeros. Lines are images of one row. */
final class OnnxConvolution {

  private OnnxConvolution() {}

  /** The file's bytes. */
  static byte[] model(ConvolutionShape s, float[] w, float[] bias) {
    Map<String, Object> attributes = Map.of("dilations", new long[] {s.dilationY(), s.dilationX()}, "kernel_shape",
        new long[] {s.kernelY(), s.kernelX()}, "pads",
        new long[] {s.padTop(), s.padLeft(), s.padBottom(), s.padRight()}, "strides",
        new long[] {s.strideY(), s.strideX()}, "group", (long) s.groups());
    return new OnnxWriter().constant("w", w, s.filters(), s.channels() / s.groups(), s.kernelY(), s.kernelX())
        .constant("b", bias, s.filters()).input("x", "batch", s.channels(), s.ny(), s.nx())
        .output("y", "batch", s.filters(), s.outNy(), s.outNx()).node("Conv", attributes, "y", "x", "w", "b").bytes();
  }
}
