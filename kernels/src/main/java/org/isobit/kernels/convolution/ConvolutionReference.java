// Master of FloatConvolutionReference: the float version is generated from this file.
package org.isobit.kernels.convolution;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.kernels.neural.ActivationsReference;

/** Scalar {@link Convolution}: defines the bits. Thread-safe. */
public sealed class ConvolutionReference permits ConvolutionSimd {

  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.REFERENCE);

  ConvolutionReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ConvolutionReference of(Backend backend) {
    return backend.isSimd() ? new ConvolutionSimd() : new ConvolutionReference();
  }

  /**
   * {@link Convolution#forward(ConvolutionShape, int, double[], long, double[], long, double[], long, double[], long)}.
   *
   * @param shape sizes, strides, padding, activation
   * @param batch samples
   * @param x     array of X
   * @param xo    index of its first element
   * @param w     array of W
   * @param wo    index of its first element
   * @param bias  array of b, or null
   * @param bo    index of its first element
   * @param y     array of Y
   * @param yo    index of its first element
   */
  public final void forward(ConvolutionShape shape, int batch, double[] x, int xo, double[] w, int wo, double[] bias,
      int bo, double[] y, int yo) {
    part(shape, 0, batch * shape.outNy(), 0, shape.filters(), x, xo, w, wo, bias, bo, y, yo);
  }

  /** Rows from … to − 1 of the outputs of all samples, one after the other, and some filters of them. */
  void part(ConvolutionShape shape, int from, int to, int filter, int filterEnd, double[] x, int xo, double[] w, int wo,
      double[] bias, int bo, double[] y, int yo) {
    double slope = shape.slope(); // float: float slope = (float) shape.slope();
    int outNy = shape.outNy();
    int outNx = shape.outNx();
    for (int row = from; row < to; row++) {
      int sample = row / outNy;
      for (int o = filter; o < filterEnd; o++) {
        int at = yo + ((sample * shape.filters() + o) * outNy + row % outNy) * outNx;
        for (int ox = 0; ox < outNx; ox++) {
          double start = bias == null ? 0.0 : bias[bo + o];
          y[at + ox] = sum(shape, start, o, row % outNy, ox, x, xo + sample * shape.inputs(), w,
              wo + o * shape.terms());
        }
        ACTIVATIONS.forward(shape.activation(), slope, outNx, y, at, y, at);
      }
    }
  }

  /** The sum of one output. */
  private static double sum(ConvolutionShape shape, double start, int o, int oy, int ox, double[] x, int xo, double[] w,
      int wo) {
    int channel = o / (shape.filters() / shape.groups()) * (shape.channels() / shape.groups());
    int area = shape.kernelY() * shape.kernelX();
    double sum = start;
    for (int run = 0; run < shape.terms(); run += GemmReference.RUN) {
      double s = run == 0 ? start : 0.0;
      int end = Math.min(shape.terms(), run + GemmReference.RUN);
      for (int k = run; k < end; k++) {
        int i = k % area / shape.kernelX();
        int j = k % shape.kernelX();
        double cell = cell(shape, oy * shape.strideY() + i * shape.dilationY(),
            ox * shape.strideX() + j * shape.dilationX(), x, xo + (channel + k / area) * shape.ny() * shape.nx());
        s = Math.fma(cell, w[wo + k], s);
      }
      sum = run == 0 ? s : sum + s;
    }
    return sum;
  }

  /** A cell of a padded channel. */
  static double cell(ConvolutionShape shape, int row, int column, double[] x, int xo) {
    int p = shape.padding().source(row - shape.padTop(), shape.ny());
    int q = shape.padding().source(column - shape.padLeft(), shape.nx());
    return p < 0 || q < 0 ? 0.0 : x[xo + p * shape.nx() + q];
  }
}
