// Master of FloatConvolutionGradientsReference: the float version is generated from this file.
package org.isobit.kernels.convolution;

import org.isobit.kernels.Backend;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.kernels.neural.ActivationsReference;

/** Scalar {@link ConvolutionGradients}: defines the bits. Thread-safe. */
public sealed class ConvolutionGradientsReference permits ConvolutionGradientsSimd {

  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.REFERENCE);

  ConvolutionGradientsReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ConvolutionGradientsReference of(Backend backend) {
    return backend.isSimd() ? new ConvolutionGradientsSimd() : new ConvolutionGradientsReference();
  }

  /**
   * {@link ConvolutionGradients#weights}.
   *
   * @param shape      sizes, strides, padding
   * @param batch      samples
   * @param x          array of X
   * @param xo         index of its first element
   * @param dz         array of dZ
   * @param dzo        index of its first element
   * @param dw         array of dW
   * @param dwo        index of its first element
   * @param accumulate whether it starts from what is there
   */
  public final void weights(ConvolutionShape shape, int batch, double[] x, int xo, double[] dz, int dzo, double[] dw,
      int dwo, boolean accumulate) {
    weights(shape, batch, 0, shape.channels(), x, xo, dz, dzo, dw, dwo, accumulate);
  }

  /** Those of channels from … to − 1, counted over all groups. */
  void weights(ConvolutionShape shape, int batch, int from, int to, double[] x, int xo, double[] dz, int dzo,
      double[] dw, int dwo, boolean accumulate) {
    int each = shape.channels() / shape.groups();
    int filters = shape.filters() / shape.groups();
    for (int channel = from; channel < to; channel++) {
      int first = channel / each * filters;
      for (int o = first; o < first + filters; o++) {
        int at = dwo + (o * each + channel % each) * shape.kernelY() * shape.kernelX();
        for (int k = 0; k < shape.kernelY() * shape.kernelX(); k++) {
          dw[at + k] = weight(shape, batch, accumulate ? dw[at + k] : 0.0, channel, o, k, x, xo, dz, dzo);
        }
      }
    }
  }

  private static double weight(ConvolutionShape shape, int batch, double start, int channel, int o, int k, double[] x,
      int xo, double[] dz, int dzo) {
    int outNx = shape.outNx();
    int plane = shape.outNy() * outNx;
    int size = shape.ny() * shape.nx();
    int row = k / shape.kernelX() * shape.dilationY();
    int column = k % shape.kernelX() * shape.dilationX();
    double sum = start;
    for (int run = 0; run < batch * plane; run += GemmReference.RUN) {
      double s = run == 0 ? start : 0.0;
      int end = Math.min(batch * plane, run + GemmReference.RUN);
      for (int i = run; i < end; i++) {
        int sample = i / plane;
        int q = i % plane;
        double cell = ConvolutionReference.cell(shape, q / outNx * shape.strideY() + row,
            q % outNx * shape.strideX() + column, x, xo + (sample * shape.channels() + channel) * size);
        s = Math.fma(cell, dz[dzo + (sample * shape.filters() + o) * plane + q], s);
      }
      sum = run == 0 ? s : sum + s;
    }
    return sum;
  }

  /**
   * {@link ConvolutionGradients#bias}.
   *
   * @param shape      sizes
   * @param batch      samples
   * @param dz         array of dZ
   * @param dzo        index of its first element
   * @param db         array of db
   * @param dbo        index of its first element
   * @param accumulate whether it starts from what is there
   */
  public final void bias(ConvolutionShape shape, int batch, double[] dz, int dzo, double[] db, int dbo,
      boolean accumulate) {
    bias(shape, batch, 0, shape.filters(), dz, dzo, db, dbo, accumulate);
  }

  /** Of filters from … to − 1. */
  void bias(ConvolutionShape shape, int batch, int from, int to, double[] dz, int dzo, double[] db, int dbo,
      boolean accumulate) {
    int plane = shape.outNy() * shape.outNx();
    for (int o = from; o < to; o++) {
      double s = accumulate ? db[dbo + o] : 0.0;
      for (int sample = 0; sample < batch; sample++) {
        for (int q = 0; q < plane; q++) {
          s += dz[dzo + (sample * shape.filters() + o) * plane + q];
        }
      }
      db[dbo + o] = s;
    }
  }

  /**
   * {@link ConvolutionGradients#inputs}.
   *
   * @param shape sizes, strides, padding
   * @param batch samples
   * @param dz    array of dZ
   * @param dzo   index of its first element
   * @param w     array of W
   * @param wo    index of its first element
   * @param dx    array of dX
   * @param dxo   index of its first element
   */
  public final void inputs(ConvolutionShape shape, int batch, double[] dz, int dzo, double[] w, int wo, double[] dx,
      int dxo) {
    inputs(shape, 0, batch, dz, dzo, w, wo, null, 0, dx, dxo);
  }

  /**
   * {@link ConvolutionGradients#transposed}.
   *
   * @param shape sizes, strides, padding, activation
   * @param batch samples
   * @param z     array of Z
   * @param zo    index of its first element
   * @param w     array of W
   * @param wo    index of its first element
   * @param bias  array of b, or null
   * @param bo    index of its first element
   * @param x     array of X
   * @param xo    index of its first element
   */
  public final void transposed(ConvolutionShape shape, int batch, double[] z, int zo, double[] w, int wo, double[] bias,
      int bo, double[] x, int xo) {
    transposed(shape, 0, batch, z, zo, w, wo, bias, bo, x, xo);
  }

  /** Of samples from … to − 1. */
  final void transposed(ConvolutionShape shape, int from, int to, double[] z, int zo, double[] w, int wo, double[] bias,
      int bo, double[] x, int xo) {
    double slope = shape.slope(); // float: float slope = (float) shape.slope();
    inputs(shape, from, to, z, zo, w, wo, bias, bo, x, xo);
    int at = xo + from * shape.inputs();
    activations().forward(shape.activation(), slope, (to - from) * shape.inputs(), x, at, x, at);
  }

  /** The activations of transposed convolutions. */
  ActivationsReference activations() {
    return ACTIVATIONS;
  }

  /** Gradients of samples from … to − 1; chains start from the bias, if there is one. */
  void inputs(ConvolutionShape shape, int from, int to, double[] dz, int dzo, double[] w, int wo, double[] bias, int bo,
      double[] dx, int dxo) {
    int rows = shape.ny() + shape.padTop() + shape.padBottom();
    for (int plane = from * shape.channels(); plane < to * shape.channels(); plane++) {
      int channel = plane % shape.channels();
      double start = bias == null ? 0.0 : bias[bo + channel];
      int at = dxo + plane * shape.ny() * shape.nx();
      for (int p = 0; p < rows; p++) {
        int row = shape.padding().source(p - shape.padTop(), shape.ny());
        for (int q = 0; q < shape.paddedNx(); q++) {
          int column = shape.padding().source(q - shape.padLeft(), shape.nx());
          if (row >= 0 && column >= 0) {
            double s = padded(shape, start, channel, p, q, dz, dzo + plane / shape.channels() * shape.outputs(), w, wo);
            int cell = at + row * shape.nx() + column;
            dx[cell] = shape.isFirst(p, q, row, column) ? s : dx[cell] + s;
          }
        }
      }
    }
  }

  /** The gradient of a padded cell. */
  private static double padded(ConvolutionShape shape, double start, int channel, int p, int q, double[] dz, int dzo,
      double[] w, int wo) {
    int each = shape.channels() / shape.groups();
    int filters = shape.filters() / shape.groups();
    int first = channel / each * filters;
    double sum = start;
    double s = start;
    int k = 0;
    for (int o = first; o < first + filters; o++) {
      for (int i = shape.kernelY() - 1; i >= 0; i--) {
        int y = p - i * shape.dilationY();
        for (int j = shape.kernelX() - 1; j >= 0; j--) {
          int x = q - j * shape.dilationX();
          if (y % shape.strideY() == 0 && x % shape.strideX() == 0) {
            if (k > 0 && k % GemmReference.RUN == 0) {
              sum = k == GemmReference.RUN ? s : sum + s;
              s = 0.0;
            }
            double z = output(shape, o, y / shape.strideY(), x / shape.strideX(), dz, dzo);
            s = Math.fma(z, w[wo + ((o * each + channel % each) * shape.kernelY() + i) * shape.kernelX() + j], s);
            k++;
          }
        }
      }
    }
    return k > GemmReference.RUN ? sum + s : s;
  }

  private static double output(ConvolutionShape shape, int o, int y, int x, double[] dz, int dzo) {
    int outNy = shape.outNy();
    int outNx = shape.outNx();
    return y < 0 || y >= outNy || x < 0 || x >= outNx ? 0.0 : dz[dzo + (o * outNy + y) * outNx + x];
  }
}
