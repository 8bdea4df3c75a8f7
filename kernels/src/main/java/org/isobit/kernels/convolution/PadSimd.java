// Master of FloatPadSimd: the float version is generated from this file.
package org.isobit.kernels.convolution;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Copies of images: with their padding, and term by term. */
final class PadSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private PadSimd() {}

  /**
   * Rows first … first + rows − 1 of a padded channel, each at a multiple of the pitch from {@code o} on, columns in
   * the order of {@link ConvolutionShape#column}.
   */
  static void rows(ConvolutionShape shape, int first, int rows, double[] x, int xo, double[] to, int o, int pitch) {
    boolean near = shape.strideX() == 1;
    double[] line = near ? to : ConvolutionScratch.mine().line(shape.paddedNx());
    for (int p = 0; p < rows; p++) {
      int at = o + p * pitch;
      int source = shape.padding().source(first + p - shape.padTop(), shape.ny());
      if (source < 0) {
        Arrays.fill(to, at, at + pitch, 0.0);
        continue;
      }
      row(shape, x, xo + source * shape.nx(), line, near ? at : 0);
      if (!near) {
        split(shape.paddedNx(), shape.strideX(), line, to, at, pitch / shape.strideX());
      }
    }
  }

  /** A row with its padding. */
  private static void row(ConvolutionShape shape, double[] x, int from, double[] to, int at) {
    int nx = shape.nx();
    int left = shape.padLeft();
    int right = shape.padRight();
    copy(nx, x, from, to, at + left);
    if (shape.padding() == Padding.ZERO) {
      Arrays.fill(to, at, at + left, 0.0);
      Arrays.fill(to, at + left + nx, at + left + nx + right, 0.0);
    } else {
      sides(shape.padding(), nx, left, right, x, from, to, at);
    }
  }

  /** Column q goes to (q mod stride)·length + ⌊q / stride⌋. */
  private static void split(int n, int stride, double[] from, double[] to, int at, int length) {
    for (int phase = 0; phase < stride; phase++) {
      int o = at + phase * length;
      int count = (n - phase + stride - 1) / stride;
      for (int i = 0; i < count; i++) {
        to[o + i] = from[phase + i * stride];
      }
    }
  }

  private static void sides(Padding padding, int nx, int left, int right, double[] x, int from, double[] to, int at) {
    for (int q = 0; q < left; q++) {
      to[at + q] = x[from + padding.source(q - left, nx)];
    }
    for (int q = nx; q < nx + right; q++) {
      to[at + left + q] = x[from + padding.source(q, nx)];
    }
  }

  /** Copies n elements; the last vector overlaps the one before it. */
  static void copy(int n, double[] from, int fo, double[] to, int at) {
    if (n < V) {
      for (int i = 0; i < n; i++) {
        to[at + i] = from[fo + i];
      }
      return;
    }
    for (int i = 0; i < n - V; i += V) {
      DoubleVector.fromArray(S, from, fo + i).intoArray(to, at + i);
    }
    DoubleVector.fromArray(S, from, fo + n - V).intoArray(to, at + n - V);
  }

  /**
   * The cells that rows of outputs have for each term of a channel: term (i, j) of them goes to {@code o + (i·kernelX +
   * j)·ld}, row after row. What follows, up to a vector, is written too.
   *
   * @param from holds the rows of the padded channel, from the first one that the outputs read on
   */
  static void terms(ConvolutionShape shape, int rows, double[] from, int pitch, double[] to, int o, int ld) {
    int outNx = shape.outNx();
    int step = shape.strideY() * pitch;
    for (int i = 0; i < shape.kernelY(); i++) {
      for (int j = 0; j < shape.kernelX(); j++) {
        int at = o + (i * shape.kernelX() + j) * ld;
        int source = i * shape.dilationY() * pitch + shape.column(j * shape.dilationX());
        near(rows, outNx, from, source, step, to, at);
      }
    }
  }

  /** Whole vectors: what is too much is written again by the next row. */
  private static void near(int rows, int n, double[] from, int source, int step, double[] to, int at) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i += V) {
        DoubleVector.fromArray(S, from, source + r * step + i).intoArray(to, at + r * n + i);
      }
    }
  }
}
