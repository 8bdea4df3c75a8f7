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

  /** Elements of padded samples of a block. */
  private static final int BLOCK = 1 << 16;

  ConvolutionGradientsSimd() {}

  @Override
  ActivationsReference activations() {
    return ACTIVATIONS;
  }

  @Override
  void weights(ConvolutionShape any, int batch, int from, int to, double[] x, int xo, double[] dz, int dzo,
      double[] dw, int dwo, boolean accumulate) {
    ConvolutionShape shape = any.withinImage();
    int each = shape.channels() / shape.groups();
    for (int channel = from; channel < to;) {
      int end = Math.min(to, (channel / each + 1) * each);
      WeightGradientSimd.channels(shape, batch, channel, end, x, xo, dz, dzo, dw, dwo, accumulate);
      channel = end;
    }
  }

  /** Eight filters at a time, whose chains do not wait for each other. */
  @Override
  void bias(ConvolutionShape shape, int batch, int from, int to, double[] dz, int dzo, double[] db, int dbo,
      boolean accumulate) {
    int plane = shape.outNy() * shape.outNx();
    for (int o = from; o < to; o += 8) {
      int count = Math.min(8, to - o);
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
  void inputs(ConvolutionShape any, int from, int to, double[] dz, int dzo, double[] w, int wo, double[] bias, int bo,
      double[] dx, int dxo) {
    ConvolutionShape shape = any.withinImage();
    ConvolutionScratch scratch = ConvolutionScratch.mine();
    ConvolutionPhases phases = scratch.phases(shape);
    double[] turned = scratch.weights(shape.weights());
    turn(shape, phases, w, wo, turned);
    if (phases.isDirect()) {
      FORWARD.part(phases.get(0), from * shape.ny(), to * shape.ny(), 0, shape.channels(), dz, dzo, turned, 0, bias, bo,
          dx, dxo);
      return;
    }
    int size = shape.channels() * (shape.ny() + shape.padTop() + shape.padBottom()) * shape.paddedNx();
    int block = Math.max(1, Math.min(BLOCK / size, to - from));
    double[] padded = scratch.gradient(block * size);
    for (int sample = from; sample < to; sample += block) {
      int count = Math.min(block, to - sample);
      padded(shape, phases, count, dz, dzo + sample * shape.outputs(), turned, bias, bo, padded);
      FoldSimd.fold(shape, phases, count, padded, dx, dxo + sample * shape.inputs());
    }
  }

  /** Weights of all phases, one after the other: channel, filter, then rows and columns turned. */
  private static void turn(ConvolutionShape shape, ConvolutionPhases phases, double[] w, int wo, double[] to) {
    int each = shape.channels() / shape.groups();
    int filters = shape.filters() / shape.groups();
    int area = shape.kernelY() * shape.kernelX();
    int at = 0;
    for (int phase = 0; phase < phases.count(); phase++) {
      ConvolutionShape p = phases.get(phase);
      if (p == null) {
        continue;
      }
      int ky = p.kernelY();
      int kx = p.kernelX();
      int last = phases.largestY(phase) * shape.kernelX() + phases.largestX(phase);
      int stepY = phases.stepY() * shape.kernelX();
      int stepX = phases.stepX();
      for (int c = 0; c < shape.channels(); c++) {
        for (int o = c / each * filters; o < (c / each + 1) * filters; o++) {
          int from = wo + (o * each + c % each) * area + last;
          for (int t = 0; t < ky; t++) {
            for (int u = 0; u < kx; u++) {
              to[at++] = w[from - t * stepY - u * stepX];
            }
          }
        }
      }
    }
  }

  /** Gradients of the padded cells of some samples, phase after phase. */
  private static void padded(ConvolutionShape shape, ConvolutionPhases phases, int samples, double[] dz, int dzo,
      double[] turned, double[] bias, int bo, double[] to) {
    int at = 0;
    int wo = 0;
    for (int phase = 0; phase < phases.count(); phase++) {
      ConvolutionShape p = phases.get(phase);
      int size = phases.rows(phase) * phases.columns(phase);
      int planes = samples * shape.channels();
      if (p == null) {
        for (int c = 0; c < planes; c++) {
          Arrays.fill(to, at + c * size, at + (c + 1) * size, bias == null ? 0.0 : bias[bo + c % shape.channels()]);
        }
      } else {
        FORWARD.part(p, 0, samples * p.outNy(), 0, shape.channels(), dz, dzo, turned, wo, bias, bo, to, at);
        wo += p.weights();
      }
      at += planes * size;
    }
  }
}
