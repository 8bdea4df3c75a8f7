// Master of FloatDepthwiseSimd: the float version is generated from this file.
package org.isobit.kernels.convolution;

import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmReference;

/** Depthwise convolutions at stride 1: lanes are columns, and outputs of several rows stay in registers. */
final class DepthwiseSimd {

  private static final int V = SpeciesSimd.DOUBLE.length();

  /** Rows of outputs of a tile. */
  private static final int ROWS = 4;

  /** Elements of a block of the padded channel, which is read from L1. */
  private static final int BLOCK = 1 << 12; // float: private static final int BLOCK = 1 << 13;

  /** Filters of a channel that are many. */
  private static final int MANY = 4;

  private DepthwiseSimd() {}

  /** Whether such convolutions are done here. Tiles of several filters of a channel have less to read. */
  static boolean takes(ConvolutionShape shape) {
    return shape.groups() == shape.channels() && shape.filters() < MANY * shape.groups() && shape.strideY() == 1
        && shape.strideX() == 1 && shape.outNx() >= V && shape.terms() <= GemmReference.RUN;
  }

  /** {@link ConvolutionReference#part}. */
  static void part(ConvolutionShape shape, int from, int to, int filter, int filterEnd, double[] x, int xo, double[] w,
      int wo, double[] bias, int bo, double[] y, int yo) {
    int outNy = shape.outNy();
    int halo = shape.dilationY() * (shape.kernelY() - 1);
    int most = Math.max(2 * ROWS, BLOCK / shape.paddedNx() - halo);
    int count;
    for (int row = from; row < to; row += count) {
      count = Math.min(Math.min(most, to - row), outNy - row % outNy);
      block(shape, row / outNy, row % outNy, count, filter, filterEnd, x, xo, w, wo, bias, bo, y, yo);
    }
  }

  /** Some rows of a sample. */
  private static void block(ConvolutionShape shape, int sample, int first, int count, int filter, int filterEnd,
      double[] x, int xo, double[] w, int wo, double[] bias, int bo, double[] y, int yo) {
    int each = shape.filters() / shape.channels();
    int size = shape.ny() * shape.nx();
    int rows = count + shape.dilationY() * (shape.kernelY() - 1);
    int plane = shape.outNy() * shape.outNx();
    boolean plain = shape.isPlain();
    int pitch = shape.paddedNx();
    double[] image = plain ? x : ConvolutionScratch.mine().image(rows * pitch);
    int last = -1;
    for (int o = filter; o < filterEnd; o++) {
      int channel = o / each;
      int at = xo + (sample * shape.channels() + channel) * size;
      if (!plain && channel != last) {
        PadSimd.rows(shape, first, rows, x, at, image, 0, pitch);
      }
      last = channel;
      int out = yo + (sample * shape.filters() + o) * plane + first * shape.outNx();
      filter(shape, count, w, wo + o * shape.terms(), image, plain ? at + first * pitch : 0, pitch,
          bias == null ? 0.0 : bias[bo + o], y, out);
      ConvolutionSimd.activate(shape, 1, count * shape.outNx(), y, out, 0);
    }
  }

  /** Rows of one filter: four at a time, the last four perhaps some of them again. */
  private static void filter(ConvolutionShape shape, int count, double[] w, int wo, double[] x, int xo, int pitch,
      double start, double[] y, int yo) {
    int ky = shape.kernelY();
    boolean near = shape.dilationY() == 1;
    int rows = near && ky >= ROWS - 1 && count >= ROWS ? ROWS : near && count >= 2 ? 2 : 1;
    for (int r = 0; r < count; r += rows) {
      int row = Math.min(r, count - rows);
      row(shape, rows, w, wo, x, xo + row * pitch, pitch, start, y, yo + row * shape.outNx());
    }
  }

  /** Rows of one tile: four vectors at a time, of which the last ones may overlap or be the same. */
  private static void row(ConvolutionShape shape, int rows, double[] w, int wo, double[] x, int xo, int pitch,
      double start, double[] y, int yo) {
    int n = shape.outNx();
    int ky = shape.kernelY();
    int kx = shape.kernelX();
    int dx = shape.dilationX();
    int step = shape.dilationY() * pitch;
    for (int q = 0; q < n; q += 4 * V) {
      int q0 = Math.min(q, n - V);
      int q1 = Math.min(q + V, n - V);
      int q2 = Math.min(q + 2 * V, n - V);
      int q3 = Math.min(q + 3 * V, n - V);
      if (rows == ROWS) {
        DepthwiseTileSimd.rows4(w, wo, ky, kx, dx, x, xo + q0, xo + q1, xo + q2, xo + q3, step, start, y, yo + q0,
            yo + q1, yo + q2, yo + q3, n);
      } else if (rows == 2) {
        DepthwiseTileSimd.rows2(w, wo, ky, kx, dx, x, xo + q0, xo + q1, xo + q2, xo + q3, step, start, y, yo + q0,
            yo + q1, yo + q2, yo + q3, n);
      } else {
        DepthwiseTileSimd.rows1(w, wo, ky, kx, dx, x, xo + q0, xo + q1, xo + q2, xo + q3, step, start, y, yo + q0,
            yo + q1, yo + q2, yo + q3, n);
      }
    }
  }
}
