// Master of FloatConvolutionParts: the float version is generated from this file.
package org.isobit.kernels.convolution;

import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.GemmGrid;

/**
 * Convolutions by several threads: a part is some rows of the outputs, or some filters of all of them. One object a
 * thread, used again for its next call, so that nothing is allocated.
 */
final class ConvolutionParts implements Workers.Task {

  private static final ThreadLocal<ConvolutionParts> MINE = new ThreadLocal<>();

  /** Parts for each thread where there are many rows: enough to even out. */
  private static final int SHARE = 4;

  /** Rows of a part below which copying what several parts read would show. */
  private static final int FEWEST_ROWS = 8;

  private ConvolutionShape shape;
  private int units;
  private int rows;
  private int down;
  private int across;
  private double[] x;
  private int xo;
  private double[] w;
  private int wo;
  private double[] bias;
  private int bo;
  private double[] y;
  private int yo;

  private ConvolutionParts() {}

  /** {@link Convolution#forward}. */
  static void forward(ConvolutionShape shape, int batch, double[] x, int xo, double[] w, int wo, double[] bias, int bo,
      double[] y, int yo, Workers workers) {
    // Planes of single cells stay whole: their rows are one.
    int rows = shape.isPointwise() ? shape.outNy() : 1;
    int units = batch * shape.outNy() / rows;
    double work = (double) units * rows * shape.outNx() * shape.weights();
    int threads = GemmGrid.parts(work, workers.available());
    if (threads == 1) {
      Convolution.KERNELS.part(shape, 0, units * rows, 0, shape.filters(), x, xo, w, wo, bias, bo, y, yo);
      return;
    }
    ConvolutionParts parts = MINE.get();
    if (parts == null) {
      parts = new ConvolutionParts();
      MINE.set(parts);
    }
    parts.shape = shape;
    parts.units = units;
    parts.rows = rows;
    parts.down = Math.clamp((long) units * rows / FEWEST_ROWS, 1, Math.min(units, SHARE * threads));
    parts.across = parts.down >= threads ? 1 : Math.min(threads, shape.filters());
    parts.x = x;
    parts.xo = xo;
    parts.w = w;
    parts.wo = wo;
    parts.bias = bias;
    parts.bo = bo;
    parts.y = y;
    parts.yo = yo;
    try {
      workers.run(parts.down * parts.across, parts);
    } finally {
      // Holds on to nobody's arrays.
      parts.shape = null;
      parts.x = null;
      parts.w = null;
      parts.bias = null;
      parts.y = null;
    }
  }

  @Override
  public void run(int part, int slot) {
    int i = part / across;
    int j = part % across;
    Convolution.KERNELS.part(shape, share(units, i, down) * rows, share(units, i + 1, down) * rows,
        share(shape.filters(), j, across), share(shape.filters(), j + 1, across), x, xo, w, wo, bias, bo, y, yo);
  }

  private static int share(int n, int part, int parts) {
    return (int) ((long) n * part / parts);
  }
}
