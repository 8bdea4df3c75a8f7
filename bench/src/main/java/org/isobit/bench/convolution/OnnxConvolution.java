package org.isobit.bench.convolution;

import java.util.List;
import org.isobit.bench.neural.OnnxMessages;
import org.isobit.kernels.convolution.ConvolutionShape;

/** Writes a convolution as an ONNX model of one node Conv, padded with zeros. Lines are images of one row. */
final class OnnxConvolution {

  private OnnxConvolution() {}

  /** The file's bytes. */
  static byte[] model(ConvolutionShape s, float[] w, float[] bias) {
    return OnnxMessages.model("Conv", List.of("x", "w", "b"),
        List.of(OnnxMessages.integers("dilations", s.dilationY(), s.dilationX()),
            OnnxMessages.integers("kernel_shape", s.kernelY(), s.kernelX()),
            OnnxMessages.integers("pads", s.padTop(), s.padLeft(), s.padBottom(), s.padRight()),
            OnnxMessages.integers("strides", s.strideY(), s.strideX()), OnnxMessages.integer("group", s.groups())),
        List.of(OnnxMessages.tensor("w", w, s.filters(), s.channels() / s.groups(), s.kernelY(), s.kernelX()),
            OnnxMessages.tensor("b", bias, s.filters())),
        new int[] {s.channels(), s.ny(), s.nx()}, new int[] {s.filters(), s.outNy(), s.outNx()});
  }
}
