// Master of FloatFoldSimd: the float version is generated from this file.
package org.isobit.kernels.convolution;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Gradients of padded cells to the cells that they copy: rows ascending, and in a row what is left of the image, the
 * image, and what is right of it, so that each cell gets its summands with rows and columns ascending.
 */
final class FoldSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private FoldSimd() {}

  /** Of some samples, whose phases lie one after the other. */
  static void fold(ConvolutionShape shape, ConvolutionPhases phases, int samples, double[] padded, double[] dx,
      int dxo) {
    int rows = shape.ny() + shape.padTop() + shape.padBottom();
    int planes = samples * shape.channels();
    for (int p = 0; p < rows; p++) {
      int row = shape.padding().source(p - shape.padTop(), shape.ny());
      if (row >= 0) {
        int first = p % shape.strideY() * shape.strideX();
        for (int plane = 0; plane < planes; plane++) {
          row(shape, phases, planes, plane, p, row, first, padded, dx, dxo + (plane * shape.ny() + row) * shape.nx());
        }
      }
    }
  }

  /** Row p of one channel, whose phases are those from the first one on. */
  private static void row(ConvolutionShape shape, ConvolutionPhases phases, int planes, int plane, int p, int row,
      int first, double[] padded, double[] dx, int dxo) {
    int stride = shape.strideX();
    int start = before(phases, planes, first);
    int before = start;
    int left = shape.padLeft();
    int nx = shape.nx();
    boolean sides = shape.padding() != Padding.ZERO;
    int from = shape.firstFresh();
    int to = shape.lastFresh(p, row);
    if (sides) {
      side(shape, phases, planes, plane, p, row, first, start, 0, left, padded, dx, dxo);
    }
    for (int b = 0; b < stride; b++) {
      int columns = phases.columns(first + b);
      int at = before + (plane * phases.rows(first) + p / shape.strideY()) * columns;
      if (stride == 1) {
        PadSimd.copy(Math.max(0, to - from), padded, at + left + from, dx, dxo + from);
        add(Math.min(from, nx), padded, at + left, dx, dxo);
        add(nx - Math.max(from, to), padded, at + left + Math.max(from, to), dx, dxo + Math.max(from, to));
      } else {
        for (int c = Math.floorMod(b - left, stride); c < nx; c += stride) {
          double s = padded[at + (left + c) / stride];
          dx[dxo + c] = c >= from && c < to ? s : dx[dxo + c] + s;
        }
      }
      before += planes * phases.rows(first) * columns;
    }
    if (sides) {
      side(shape, phases, planes, plane, p, row, first, start, left + nx, shape.paddedNx(), padded, dx, dxo);
    }
  }

  /** Where the phases from one on begin. */
  private static int before(ConvolutionPhases phases, int planes, int first) {
    int before = 0;
    for (int phase = 0; phase < first; phase++) {
      before += planes * phases.rows(phase) * phases.columns(phase);
    }
    return before;
  }

  /** Padded columns from … to − 1 of a row. */
  private static void side(ConvolutionShape shape, ConvolutionPhases phases, int planes, int plane, int p, int row,
      int first, int before, int from, int to, double[] padded, double[] dx, int dxo) {
    int stride = shape.strideX();
    int rows = phases.rows(first);
    for (int q = from; q < to; q++) {
      int column = shape.padding().source(q - shape.padLeft(), shape.nx());
      int at = before;
      for (int b = 0; b < q % stride; b++) {
        at += planes * rows * phases.columns(first + b);
      }
      double s = padded[at + (plane * rows + p / shape.strideY()) * phases.columns(first + q % stride) + q / stride];
      dx[dxo + column] = shape.isFirst(p, q, row, column) ? s : dx[dxo + column] + s;
    }
  }

  private static void add(int n, double[] x, int xo, double[] y, int yo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, y, yo + i).add(DoubleVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }
}
