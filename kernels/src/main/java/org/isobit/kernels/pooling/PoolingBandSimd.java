// Master of FloatPoolingBandSimd: the float version is generated from this file.
package org.isobit.kernels.pooling;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * Rows of an image as {@link PoolingSimd} reads them for some rows of outputs: with padding in their columns, and those
 * columns side by side that neighbouring outputs read. An image without such padding whose neighbouring outputs read
 * neighbours is read where it lies. One object a thread.
 */
final class PoolingBandSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();
  private static final VectorShuffle<Double> EVEN = VectorShuffle.makeUnzip(S, 0);
  private static final VectorShuffle<Double> ODD = VectorShuffle.makeUnzip(S, 1);

  /** Elements of copied rows, which stay in L2. */
  private static final int ROOM = 1 << 13; // float: private static final int ROOM = 1 << 14;

  /** Strides at most: of larger ones, and of those beyond so many windows, most of what is copied is not read. */
  private static final int LONGEST_STRIDE = 1 << 10;
  private static final int WINDOWS = 4;

  /** Elements of the rows of one row of outputs at most. */
  private static final long LARGEST = 1L << 28;

  private static final ThreadLocal<PoolingBandSimd> MINE = new ThreadLocal<>();

  private PoolingShape shape;
  private double padding;
  private boolean copied;

  /** Columns that the outputs read, elements of them for each phase and of a row; the first row of the image. */
  private int columns;
  private int length;
  private int pitch;
  private int first;

  /** Where the rows are, and what cells of a window are from its first one on. */
  double[] rows;
  int at;
  int[] cells = {};
  double[] far = {};

  private PoolingBandSimd() {}

  /** Whether it is worth it: not for one output a row, for which lanes have nothing to do. */
  static boolean takes(PoolingShape shape) {
    long rows = Math.min(shape.ny(), shape.dilationY() * (shape.kernelY() - 1L) + 1);
    long row = (long) shape.nx() + shape.padLeft() + shape.padRight() + LONGEST_STRIDE * (V + 1L);
    return shape.outNx() > 1 && shape.strideX() <= Math.min(LONGEST_STRIDE, WINDOWS * (long) shape.kernelX())
        && rows * row <= LARGEST;
  }

  /** The calling thread's, for a shape and what the padding holds. */
  static PoolingBandSimd of(PoolingShape shape, double padding) {
    PoolingBandSimd band = MINE.get();
    if (band == null) {
      band = new PoolingBandSimd();
      MINE.set(band);
    }
    band.prepare(shape, padding);
    return band;
  }

  private void prepare(PoolingShape wanted, double value) {
    shape = wanted;
    padding = value;
    int outNx = shape.outNx();
    int stride = shape.strideX();
    columns = (outNx - 1) * stride + (shape.kernelX() - 1) * shape.dilationX() + 1;
    copied = stride > 1 || outNx < V || shape.padLeft() > 0 || columns > shape.nx();
    // A vector more for each phase.
    length = (columns - 1) / stride + 1 + V;
    pitch = copied ? stride * length : shape.nx();
    int n = shape.kernelY() * shape.kernelX();
    if (cells.length < n) {
      cells = new int[n];
      far = new double[n];
    }
    for (int k = 0; k < n; k++) {
      int column = k % shape.kernelX() * shape.dilationX();
      int row = k / shape.kernelX() * shape.dilationY();
      cells[k] = row * pitch + (copied ? column % stride * length + column / stride : column);
      far[k] = row * shape.nx() + column;
    }
  }

  /** Rows of outputs that are worth a band. */
  int height() {
    int spare = ROOM / pitch - shape.dilationY() * (shape.kernelY() - 1);
    return Math.max(1, spare / shape.strideY());
  }

  /** Gets the rows of a channel ready that rows from … to − 1 of its outputs read. */
  void take(int from, int to, double[] x, int xo) {
    first = Math.max(0, shape.row(from));
    int end = Math.min(shape.ny(), shape.row(to - 1) + shape.dilationY() * (shape.kernelY() - 1) + 1);
    if (!copied) {
      rows = x;
      at = xo + first * shape.nx();
      return;
    }
    rows = PoolingScratch.mine().rows((end - first) * pitch);
    at = 0;
    // So long that pairs of vectors that begin in it end in it.
    double[] line = PoolingScratch.mine().line(columns + 2 * V);
    int left = shape.padLeft();
    int inside = Math.min(shape.nx(), columns - left);
    boolean plain = left == 0 && inside == columns;
    Arrays.fill(line, 0, columns, padding);
    for (int row = first; row < end; row++) {
      int source = xo + row * shape.nx();
      if (!plain) {
        System.arraycopy(x, source, line, left, inside);
      }
      if (plain) {
        split(columns, x, source, (row - first) * pitch);
      } else {
        split((columns + 2 * V - 1) / (2 * V) * (2 * V), line, 0, (row - first) * pitch);
      }
    }
  }

  /** Column q goes to (q mod strideX)·length + ⌊q / strideX⌋; of halves so many, as there is room. */
  private void split(int ready, double[] from, int fo, int o) {
    int stride = shape.strideX();
    if (stride == 1) {
      System.arraycopy(from, fo, rows, o, columns);
    } else if (stride == 2) {
      halves(ready, from, fo, rows, o, length);
    } else {
      for (int phase = 0; phase < stride; phase++) {
        every(columns, phase, stride, from, fo, rows, o + phase * length);
      }
    }
  }

  private static void halves(int columns, double[] x, int xo, double[] to, int o, int length) {
    int pairs = columns / (2 * V) * V;
    for (int i = 0; i < pairs; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, xo + 2 * i);
      DoubleVector b = DoubleVector.fromArray(S, x, xo + 2 * i + V);
      a.rearrange(EVEN, b).intoArray(to, o + i);
      a.rearrange(ODD, b).intoArray(to, o + length + i);
    }
    every(columns - 2 * pairs, 0, 2, x, xo + 2 * pairs, to, o + pairs);
    every(columns - 2 * pairs, 1, 2, x, xo + 2 * pairs, to, o + length + pairs);
  }

  private static void every(int columns, int phase, int stride, double[] x, int xo, double[] to, int o) {
    int count = (columns - phase + stride - 1) / stride;
    for (int i = 0; i < count; i++) {
      to[o + i] = x[xo + phase + i * stride];
    }
  }

  /** Where the first row in the image begins that a row of outputs reads. */
  int start(int oy) {
    return at + (shape.row(oy) + shape.startY(oy) * shape.dilationY() - first) * pitch;
  }

  /** Cells of its windows whose rows are in the image. */
  int taps(int oy) {
    return (shape.endY(oy) - shape.startY(oy)) * shape.kernelX();
  }

  /** Index in the channel of the first of them, of the first window. */
  int cell(int oy) {
    return (shape.row(oy) + shape.startY(oy) * shape.dilationY()) * shape.nx() - shape.padLeft();
  }

  /** Whether the rows that were taken for these outputs hold no NaN for sure. */
  boolean isClean(int from, int to) {
    int end = Math.min(shape.ny(), shape.row(to - 1) + shape.dilationY() * (shape.kernelY() - 1) + 1);
    int rowsTaken = end - Math.max(0, shape.row(from));
    for (int phase = 0; phase < (copied ? shape.strideX() : 1); phase++) {
      int n = copied ? (columns - phase + shape.strideX() - 1) / shape.strideX() : columns;
      for (int row = 0; row < rowsTaken; row++) {
        if (!isClean(n, rows, at + row * pitch + phase * length)) {
          return false;
        }
      }
    }
    return true;
  }

  /** A sum is NaN where a number is; where infinities of both signs meet it is, too, which only costs time. */
  private static boolean isClean(int n, double[] x, int xo) {
    DoubleVector sum = DoubleVector.zero(S);
    int i = 0;
    for (; i <= n - V; i += V) {
      sum = TYPE.cast(sum).add(DoubleVector.fromArray(S, x, xo + i));
    }
    double rest = 0.0;
    for (; i < n; i++) {
      rest += x[xo + i];
    }
    return rest == rest && !TYPE.cast(sum).compare(VectorOperators.NE, sum).anyTrue();
  }

  /** Holds on to nobody's arrays. */
  void release() {
    rows = null;
    shape = null;
  }
}
