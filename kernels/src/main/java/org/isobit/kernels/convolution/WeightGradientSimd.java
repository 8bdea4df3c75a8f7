// Master of FloatWeightGradientSimd: the float version is generated from this file.
package org.isobit.kernels.convolution;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmReference;

/**
 * Gradients of convolutions by their weights: lanes are filters. dZ of a block of outputs is turned, so that a pixel's
 * filters lie one after the other, and cells of the padded image are broadcast.
 */
final class WeightGradientSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int RUN = GemmReference.RUN;

  /** Elements of turned outputs that are used at once: an L2 cache. */
  private static final int PIECE = 1 << 17; // float: private static final int PIECE = 1 << 18;

  private WeightGradientSimd() {}

  /** Those of some channels of one group. */
  static void channels(ConvolutionShape shape, int batch, int channel, int end, double[] x, int xo, double[] dz,
      int dzo, double[] dw, int dwo, boolean accumulate) {
    ConvolutionScratch scratch = ConvolutionScratch.mine();
    int filters = shape.filters() / shape.groups();
    int filter = channel / (shape.channels() / shape.groups()) * filters;
    int terms = (end - channel) * shape.kernelY() * shape.kernelX();
    int ld = ((filters - 1) / (2 * V) + 1) * 2 * V;
    double[] sums = scratch.gradient(terms * ld);
    load(shape, filter, channel, terms, ld, dw, dwo, accumulate, sums);
    int pixels = batch * shape.outNy() * shape.outNx();
    double[] total = scratch.weights(pixels > RUN ? terms * ld : 1);
    int block = ConvolutionSimd.directRows(shape);
    int done = 0;
    int count;
    for (int row = 0; row < batch * shape.outNy(); row += count) {
      count = Math.min(Math.min(block, batch * shape.outNy() - row), shape.outNy() - row % shape.outNy());
      block(shape, scratch, row, count, channel, end, filter, ld, done, pixels, x, xo, dz, dzo, sums, total);
      done += count * shape.outNx();
    }
    if (pixels > RUN) {
      add(terms * ld, total, sums);
    }
    store(shape, filter, channel, terms, ld, sums, dw, dwo);
  }

  /** Some rows of one sample, of whose pixels so many are done before. */
  private static void block(ConvolutionShape shape, ConvolutionScratch scratch, int row, int count, int channel,
      int end, int filter, int ld, int done, int pixels, double[] x, int xo, double[] dz, int dzo, double[] sums,
      double[] total) {
    int sample = row / shape.outNy();
    int first = row % shape.outNy();
    int n = shape.outNx();
    int size = shape.ny() * shape.nx();
    int pitch = shape.pitch();
    int rows = (count - 1) * shape.strideY() + shape.dilationY() * (shape.kernelY() - 1) + 1;
    int plane = rows * pitch + V;
    double[] image = scratch.image((end - channel) * plane);
    for (int c = channel; c < end; c++) {
      PadSimd.rows(shape, first * shape.strideY(), rows, x, xo + (sample * shape.channels() + c) * size, image,
          (c - channel) * plane, pitch);
    }
    int[] offsets = ConvolutionSimd.offsets(shape, end - channel, scratch, plane, shape.dilationY() * pitch);
    int filters = shape.filters() / shape.groups();
    int dzAt = dzo + (sample * shape.filters() + filter) * shape.outNy() * n + first * n;
    int terms = (end - channel) * shape.kernelY() * shape.kernelX();
    int piece = Math.min(count * n, Math.max(n < PIECE / ld ? PIECE / ld / n * n : PIECE / ld, 1));
    double[] z = scratch.tile(piece * ld);
    for (int from = 0; from < count * n; from += piece) {
      int to = Math.min(from + piece, count * n);
      turn(filters, to - from, dz, dzAt + from, shape.outNy() * n, z, ld);
      pixels(shape, from, to, n, terms, ld, filters, offsets, image, z, done, pixels, sums, total);
    }
  }

  /** Pixels from … to − 1 of a block, whose rows have n of them: whole rows, or what is in one row and one run. */
  private static void pixels(ConvolutionShape shape, int from, int to, int n, int terms, int ld, int filters,
      int[] offsets, double[] image, double[] z, int done, int pixels, double[] sums, double[] total) {
    int step = shape.strideY() * shape.pitch();
    int q = from;
    while (q < to) {
      int left = Math.min(to - q, RUN - (done + q) % RUN);
      int column = q % n;
      int length = column == 0 && left >= n ? n : Math.min(left, n - column);
      int lines = length == n ? left / n : 1;
      products(terms, ld, filters, offsets, lines, length, image, q / n * step + column, step, z, (q - from) * ld,
          sums);
      q += lines * length;
      if ((done + q) % RUN == 0 && done + q < pixels) {
        run(terms * ld, done + q == RUN, sums, total);
      }
    }
  }

  /** The end of a run that is not the last one. */
  private static void run(int n, boolean first, double[] sums, double[] total) {
    if (first) {
      System.arraycopy(sums, 0, total, 0, n);
    } else {
      for (int i = 0; i < n; i += V) {
        DoubleVector.fromArray(S, total, i).add(DoubleVector.fromArray(S, sums, i)).intoArray(total, i);
      }
    }
    Arrays.fill(sums, 0, n, 0.0);
  }

  /** sums = total + sums. */
  private static void add(int n, double[] total, double[] sums) {
    for (int i = 0; i < n; i += V) {
      DoubleVector.fromArray(S, total, i).add(DoubleVector.fromArray(S, sums, i)).intoArray(sums, i);
    }
  }

  /** Some pixels' terms of all weights. */
  private static void products(int terms, int ld, int filters, int[] offsets, int rows, int n, double[] x, int xo,
      int step, double[] z, int zo, double[] sums) {
    int v = 0;
    for (; filters - v > 2 * V && ld - v >= 4 * V; v += 4 * V) {
      for (int k = 0; k < terms; k += 6) {
        WeightTileSimd.terms6(Math.min(6, terms - k), offsets, k, rows, n, x, xo, step, z, zo + v, ld, sums,
            k * ld + v);
      }
    }
    for (; v < filters; v += 2 * V) {
      for (int k = 0; k < terms; k += 10) {
        WeightTileSimd.terms10(Math.min(10, terms - k), offsets, k, rows, n, x, xo, step, z, zo + v, ld, sums,
            k * ld + v);
      }
    }
  }

  /** Filters of each pixel one after the other, then zeros. */
  private static void turn(int filters, int n, double[] dz, int dzo, int plane, double[] z, int ld) {
    for (int q = 0; q < n; q++) {
      for (int o = 0; o < filters; o++) {
        z[q * ld + o] = dz[dzo + o * plane + q];
      }
      for (int o = filters; o < ld; o++) {
        z[q * ld + o] = 0.0;
      }
    }
  }

  /** Where sums begin: term after term, in it the filters. */
  private static void load(ConvolutionShape shape, int filter, int channel, int terms, int ld, double[] dw, int dwo,
      boolean accumulate, double[] sums) {
    Arrays.fill(sums, 0, terms * ld, 0.0);
    if (accumulate) {
      int at = dwo + first(shape, filter, channel);
      for (int o = 0; o < shape.filters() / shape.groups(); o++) {
        for (int k = 0; k < terms; k++) {
          sums[k * ld + o] = dw[at + o * shape.terms() + k];
        }
      }
    }
  }

  private static void store(ConvolutionShape shape, int filter, int channel, int terms, int ld, double[] sums,
      double[] dw, int dwo) {
    int at = dwo + first(shape, filter, channel);
    for (int o = 0; o < shape.filters() / shape.groups(); o++) {
      for (int k = 0; k < terms; k++) {
        dw[at + o * shape.terms() + k] = sums[k * ld + o];
      }
    }
  }

  /** Index of a filter's first weight of a channel. */
  private static int first(ConvolutionShape shape, int filter, int channel) {
    int each = shape.channels() / shape.groups();
    return (filter * each + channel % each) * shape.kernelY() * shape.kernelX();
  }
}
