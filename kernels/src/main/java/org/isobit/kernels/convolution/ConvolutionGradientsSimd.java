// Master of FloatConvolutionGradientsSimd: the float version is generated from this file.
package org.isobit.kernels.convolution;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.neural.ActivationsReference;

/**
 * Vector API {@link ConvolutionGradients}. Gradients by inputs are convolutions of dZ at stride 1, gradients by weights
 * have filters in lanes. Thread-safe.
 */
public final class ConvolutionGradientsSimd extends ConvolutionGradientsReference {

  private static final ConvolutionReference FORWARD = ConvolutionReference.of(Backend.SIMD);
  private static final ActivationsReference ACTIVATIONS = ActivationsReference.of(Backend.SIMD);

  ConvolutionGradientsSimd() {}

  @Override
  ActivationsReference activations() {
    return ACTIVATIONS;
  }

  @Override
  void weights(ConvolutionShape shape, int batch, int from, int to, double[] x, int xo, double[] dz, int dzo,
      double[] dw, int dwo, boolean accumulate) {
    int each = shape.channels() / shape.groups();
    for (int channel = from; channel < to;) {
      int end = Math.min(to, (channel / each + 1) * each);
      WeightGradientSimd.channels(shape, batch, channel, end, x, xo, dz, dzo, dw, dwo, accumulate);
      channel = end;
    }
  }

  /** Eight filters at a time, whose chains do not wait for each other. */
  @Override
  public void bias(ConvolutionShape shape, int batch, double[] dz, int dzo, double[] db, int dbo, boolean accumulate) {
    int plane = shape.outNy() * shape.outNx();
    for (int o = 0; o < shape.filters(); o += 8) {
      int count = Math.min(8, shape.filters() - o);
      if (!accumulate) {
        Arrays.fill(db, dbo + o, dbo + o + count, 0.0);
      }
      for (int sample = 0; sample < batch; sample++) {
        sums(count, plane, dz, dzo + (sample * shape.filters() + o) * plane, db, dbo + o);
      }
    }
  }

  private static void sums(int count, int n, double[] z, int zo, double[] db, int at) {
    if (count < 8) {
      for (int o = 0; o < count; o++) {
        double s = db[at + o];
        for (int q = 0; q < n; q++) {
          s += z[zo + o * n + q];
        }
        db[at + o] = s;
      }
      return;
    }
    double s0 = db[at];
    double s1 = db[at + 1];
    double s2 = db[at + 2];
    double s3 = db[at + 3];
    double s4 = db[at + 4];
    double s5 = db[at + 5];
    double s6 = db[at + 6];
    double s7 = db[at + 7];
    for (int q = zo; q < zo + n; q++) {
      s0 += z[q];
      s1 += z[q + n];
      s2 += z[q + 2 * n];
      s3 += z[q + 3 * n];
      s4 += z[q + 4 * n];
      s5 += z[q + 5 * n];
      s6 += z[q + 6 * n];
      s7 += z[q + 7 * n];
    }
    db[at] = s0;
    db[at + 1] = s1;
    db[at + 2] = s2;
    db[at + 3] = s3;
    db[at + 4] = s4;
    db[at + 5] = s5;
    db[at + 6] = s6;
    db[at + 7] = s7;
  }

  @Override
  void inputs(ConvolutionShape shape, int from, int to, double[] dz, int dzo, double[] w, int wo, double[] bias, int bo,
      double[] dx, int dxo) {
    ConvolutionScratch scratch = ConvolutionScratch.mine();
    ConvolutionPhases phases = scratch.phases(shape);
    double[] turned = scratch.weights(shape.weights());
    turn(shape, phases, w, wo, turned);
    if (phases.isDirect()) {
      FORWARD.part(phases.get(0), from * shape.ny(), to * shape.ny(), 0, shape.channels(), dz, dzo, turned, 0, bias, bo,
          dx, dxo);
      return;
    }
    int rows = shape.ny() + shape.padTop() + shape.padBottom();
    double[] padded = scratch.gradient(shape.channels() * rows * shape.paddedNx());
    for (int sample = from; sample < to; sample++) {
      padded(shape, phases, dz, dzo + sample * shape.outputs(), turned, bias, bo, padded);
      fold(shape, phases, padded, dx, dxo + sample * shape.inputs());
    }
  }

  /** Weights of all phases, one after the other: channel, filter, then rows and columns turned. */
  private static void turn(ConvolutionShape shape, ConvolutionPhases phases, double[] w, int wo, double[] to) {
    int each = shape.channels() / shape.groups();
    int filters = shape.filters() / shape.groups();
    int at = 0;
    for (int phase = 0; phase < phases.count(); phase++) {
      ConvolutionShape p = phases.get(phase);
      if (p == null) {
        continue;
      }
      for (int c = 0; c < shape.channels(); c++) {
        for (int o = c / each * filters; o < (c / each + 1) * filters; o++) {
          int from = wo + (o * each + c % each) * shape.kernelY() * shape.kernelX();
          for (int t = 0; t < p.kernelY(); t++) {
            int row = from + phases.tapY(phase, t) * shape.kernelX();
            for (int u = 0; u < p.kernelX(); u++) {
              to[at++] = w[row + phases.tapX(phase, u)];
            }
          }
        }
      }
    }
  }

  /** Gradients of the padded cells of one sample, phase after phase. */
  private static void padded(ConvolutionShape shape, ConvolutionPhases phases, double[] dz, int dzo, double[] turned,
      double[] bias, int bo, double[] to) {
    int at = 0;
    int wo = 0;
    for (int phase = 0; phase < phases.count(); phase++) {
      ConvolutionShape p = phases.get(phase);
      int size = phases.rows(phase) * phases.columns(phase);
      if (p == null) {
        for (int c = 0; c < shape.channels(); c++) {
          Arrays.fill(to, at + c * size, at + (c + 1) * size, bias == null ? 0.0 : bias[bo + c]);
        }
      } else {
        FORWARD.part(p, 0, p.outNy(), 0, shape.channels(), dz, dzo, turned, wo, bias, bo, to, at);
        wo += p.weights();
      }
      at += shape.channels() * size;
    }
  }

  /** Gradients of padded cells to the cells that they copy, rows and columns ascending. */
  private static void fold(ConvolutionShape shape, ConvolutionPhases phases, double[] padded, double[] dx, int dxo) {
    int rows = shape.ny() + shape.padTop() + shape.padBottom();
    for (int p = 0; p < rows; p++) {
      int row = shape.padding().source(p - shape.padTop(), shape.ny());
      if (row < 0) {
        continue;
      }
      int at = 0;
      for (int phase = 0; phase < phases.count(); phase++) {
        if (phase / shape.strideX() == p % shape.strideY() && phases.columns(phase) > 0) {
          break;
        }
        at += shape.channels() * phases.rows(phase) * phases.columns(phase);
      }
      for (int c = 0; c < shape.channels(); c++) {
        row(shape, phases, p, row, c, at, padded, dx, dxo + (c * shape.ny() + row) * shape.nx());
      }
    }
  }

  /** Row p of channel c, whose phases begin at {@code at}. */
  private static void row(ConvolutionShape shape, ConvolutionPhases phases, int p, int row, int c, int at,
      double[] padded, double[] dx, int dxo) {
    int stride = shape.strideX();
    int first = p % shape.strideY() * stride;
    int rows = phases.rows(first);
    for (int q = 0; q < shape.paddedNx(); q++) {
      int column = shape.padding().source(q - shape.padLeft(), shape.nx());
      if (column < 0) {
        continue;
      }
      int from = at;
      for (int b = 0; b < q % stride; b++) {
        from += shape.channels() * rows * phases.columns(first + b);
      }
      double s = padded[from + (c * rows + p / shape.strideY()) * phases.columns(first + q % stride) + q / stride];
      dx[dxo + column] = shape.isFirst(p, q, row, column) ? s : dx[dxo + column] + s;
    }
  }
}
