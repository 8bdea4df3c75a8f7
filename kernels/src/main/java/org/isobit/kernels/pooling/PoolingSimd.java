// Master of FloatPoolingSimd: the float version is generated from this file.
package org.isobit.kernels.pooling;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * {@link Pooling} with lanes along rows of outputs. Padding is −∞ to maxima, which are the same with it, and +0 to
 * sums, none of which is −0.
 */
final class PoolingSimd extends PoolingReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();
  private static final double[] LANES = lanes();

  /** Whole numbers up to it are exact. */
  private static final long EXACT = 1L << 53; // float: private static final long EXACT = 1L << 24;

  /** Channels whose sums are done at a time where each channel has one. */
  private static final int CHAINS = 8;

  PoolingSimd() {}

  private static double[] lanes() {
    double[] lanes = new double[V];
    for (int i = 0; i < V; i++) {
      lanes[i] = i;
    }
    return lanes;
  }

  @Override
  public void maximum(PoolingShape shape, int from, int to, double[] x, int xo, double[] y, int yo, double[] index,
      int io) {
    long reach = (long) shape.ny() * shape.nx() + (long) shape.dilationX() * shape.kernelX();
    if (!PoolingBandSimd.takes(shape) || index != null && reach > EXACT) {
      super.maximum(shape, from, to, x, xo, y, yo, index, io);
      return;
    }
    int outNx = shape.outNx();
    int outNy = shape.outNy();
    PoolingBandSimd band = PoolingBandSimd.of(shape, Double.NEGATIVE_INFINITY);
    int height = band.height();
    for (int plane = from; plane < to; plane++) {
      int image = xo + plane * shape.ny() * shape.nx();
      for (int oy = 0; oy < outNy; oy += height) {
        int out = (plane * outNy + oy) * outNx;
        maxima(shape, band, oy, Math.min(outNy, oy + height), x, image, y, yo + out, index, io + out);
      }
    }
    band.release();
  }

  /** Rows from … to − 1 of a channel's outputs. */
  private static void maxima(PoolingShape shape, PoolingBandSimd band, int from, int to, double[] x, int image,
      double[] y, int yo, double[] index, int io) {
    int n = shape.outNx();
    band.take(from, to, x, image);
    boolean clean = index == null && band.isClean(from, to);
    boolean narrow = n < V;
    double[] line = PoolingScratch.mine().shares(2 * V);
    for (int oy = from; oy < to; oy++) {
      int out = yo + (oy - from) * n;
      double[] values = narrow ? line : y;
      int vo = narrow ? 0 : out;
      if (index != null) {
        int kept = io + (oy - from) * n;
        indices(n, band.taps(oy), band.cells, band.far, band.rows, band.start(oy), band.cell(oy), shape.strideX(),
            values, vo, narrow ? line : index, narrow ? V : kept);
        if (narrow) {
          System.arraycopy(line, V, index, kept, n);
        }
      } else if (clean) {
        maxima(n, band.taps(oy), band.cells, band.rows, band.start(oy), values, vo);
      } else {
        maximaOrNaN(n, band.taps(oy), band.cells, band.rows, band.start(oy), values, vo);
      }
      if (narrow) {
        System.arraycopy(line, 0, y, out, n);
      }
      if (index != null) {
        lowest(shape, oy, x, image, y, out, index, io + (oy - from) * n);
      }
    }
  }

  /** Where padding may have stood for the first of several cells that are −∞. */
  private static void lowest(PoolingShape shape, int oy, double[] x, int image, double[] y, int yo, double[] index,
      int io) {
    int n = shape.outNx();
    for (int ox = 0; ox < n; ox++) {
      if (y[yo + ox] == Double.NEGATIVE_INFINITY) {
        maxima(shape, oy, ox, ox + 1, x, image, y, yo, index, io);
      }
    }
  }

  private static void maxima(int n, int taps, int[] cells, double[] x, int xo, double[] y, int yo) {
    for (int q = 0; q < n; q += 2 * V) {
      int p = Math.max(0, Math.min(q, n - V));
      int r = Math.max(0, Math.min(q + V, n - V));
      DoubleVector m = DoubleVector.fromArray(S, x, xo + p);
      DoubleVector k = DoubleVector.fromArray(S, x, xo + r);
      for (int i = 1; i < taps; i++) {
        DoubleVector v = DoubleVector.fromArray(S, x, xo + p + cells[i]);
        DoubleVector w = DoubleVector.fromArray(S, x, xo + r + cells[i]);
        m = TYPE.cast(m).blend(v, v.compare(VectorOperators.GT, m));
        k = TYPE.cast(k).blend(w, w.compare(VectorOperators.GT, k));
      }
      TYPE.cast(m).intoArray(y, yo + p);
      TYPE.cast(k).intoArray(y, yo + r);
    }
  }

  /** The same of numbers some of which are NaN. */
  private static void maximaOrNaN(int n, int taps, int[] cells, double[] x, int xo, double[] y, int yo) {
    for (int q = 0; q < n; q += V) {
      int p = Math.max(0, Math.min(q, n - V));
      DoubleVector m = DoubleVector.fromArray(S, x, xo + p);
      for (int i = 1; i < taps; i++) {
        DoubleVector v = DoubleVector.fromArray(S, x, xo + p + cells[i]);
        m = TYPE.cast(m).blend(v, larger(v, m));
      }
      TYPE.cast(m).intoArray(y, yo + p);
    }
  }

  /** v > m or v is NaN and m is not. */
  private static VectorMask<Double> larger(DoubleVector v, DoubleVector m) {
    return v.compare(VectorOperators.LE, m).not().and(TYPE.cast(m).compare(VectorOperators.EQ, m));
  }

  /** The same with where the maxima stand; the first cell of the first window is {@code first}. */
  private static void indices(int n, int taps, int[] cells, double[] far, double[] x, int xo, int first, int stride,
      double[] y, int yo, double[] index, int io) {
    for (int q = 0; q < n; q += V) {
      int p = Math.max(0, Math.min(q, n - V));
      DoubleVector m = DoubleVector.fromArray(S, x, xo + p);
      DoubleVector here = DoubleVector.fromArray(S, LANES, 0).mul(stride).add(first + p * stride);
      DoubleVector at = here;
      for (int i = 1; i < taps; i++) {
        DoubleVector v = DoubleVector.fromArray(S, x, xo + p + cells[i]);
        VectorMask<Double> larger = larger(v, m);
        m = TYPE.cast(m).blend(v, larger);
        at = TYPE.cast(at).blend(here.add(far[i]), larger);
      }
      TYPE.cast(m).intoArray(y, yo + p);
      TYPE.cast(at).intoArray(index, io + p);
    }
  }

  @Override
  public void average(PoolingShape shape, int from, int to, double[] x, int xo, double[] y, int yo) {
    int outNx = shape.outNx();
    int outNy = shape.outNy();
    if (outNy * outNx == 1 && shape.endY(0) - shape.startY(0) == shape.ny()
        && shape.endX(0) - shape.startX(0) == shape.nx()) {
      wholes(shape, from, to, x, xo, y, yo);
      return;
    }
    if (!PoolingBandSimd.takes(shape)) {
      super.average(shape, from, to, x, xo, y, yo);
      return;
    }
    PoolingBandSimd band = PoolingBandSimd.of(shape, 0.0);
    double[] counts = counts(shape);
    int height = band.height();
    for (int plane = from; plane < to; plane++) {
      int image = xo + plane * shape.ny() * shape.nx();
      for (int oy = 0; oy < outNy; oy += height) {
        averages(shape, band, oy, Math.min(outNy, oy + height), x, image, counts, y, yo + (plane * outNy + oy) * outNx);
      }
    }
    band.release();
  }

  /** Columns of each window that count, and behind them 1 for a vector, and room for one. */
  private static double[] counts(PoolingShape shape) {
    int n = shape.outNx();
    double[] counts = PoolingScratch.mine().shares(n + 2 * V);
    for (int ox = 0; ox < n; ox++) {
      counts[ox] = shape.countX(ox);
    }
    Arrays.fill(counts, n, n + V, 1.0);
    return counts;
  }

  private static void averages(PoolingShape shape, PoolingBandSimd band, int from, int to, double[] x, int image,
      double[] counts, double[] y, int yo) {
    int n = shape.outNx();
    band.take(from, to, x, image);
    for (int oy = from; oy < to; oy++) {
      int out = yo + (oy - from) * n;
      boolean narrow = n < V;
      averages(n, band.taps(oy), band.cells, band.rows, band.start(oy), counts, shape.countY(oy), narrow ? counts : y,
          narrow ? n + V : out);
      if (narrow) {
        System.arraycopy(counts, n + V, y, out, n);
      }
    }
  }

  private static void averages(int n, int taps, int[] cells, double[] x, int xo, double[] counts, double rows,
      double[] y, int yo) {
    for (int q = 0; q < n; q += 2 * V) {
      int p = Math.max(0, Math.min(q, n - V));
      int r = Math.max(0, Math.min(q + V, n - V));
      DoubleVector s = DoubleVector.zero(S);
      DoubleVector t = DoubleVector.zero(S);
      for (int i = 0; i < taps; i++) {
        s = TYPE.cast(s).add(DoubleVector.fromArray(S, x, xo + p + cells[i]));
        t = TYPE.cast(t).add(DoubleVector.fromArray(S, x, xo + r + cells[i]));
      }
      TYPE.cast(s).div(DoubleVector.fromArray(S, counts, p).mul(rows)).intoArray(y, yo + p);
      TYPE.cast(t).div(DoubleVector.fromArray(S, counts, r).mul(rows)).intoArray(y, yo + r);
    }
  }

  /** Windows that hold whole channels: several chains at a time. */
  private static void wholes(PoolingShape shape, int from, int to, double[] x, int xo, double[] y, int yo) {
    int n = shape.ny() * shape.nx();
    double divisor = shape.countY(0) * shape.countX(0);
    int end = from + (to - from) / CHAINS * CHAINS;
    for (int c = from; c < end; c += CHAINS) {
      eight(n, x, xo + c * n, divisor, y, yo + c);
    }
    for (int c = end; c < to; c++) {
      double s = 0.0;
      for (int i = 0; i < n; i++) {
        s += x[xo + c * n + i];
      }
      y[yo + c] = s / divisor;
    }
  }

  private static void eight(int n, double[] x, int at, double divisor, double[] y, int yo) {
    double s0 = 0.0;
    double s1 = 0.0;
    double s2 = 0.0;
    double s3 = 0.0;
    double s4 = 0.0;
    double s5 = 0.0;
    double s6 = 0.0;
    double s7 = 0.0;
    for (int i = 0; i < n; i++) {
      s0 += x[at + i];
      s1 += x[at + n + i];
      s2 += x[at + 2 * n + i];
      s3 += x[at + 3 * n + i];
      s4 += x[at + 4 * n + i];
      s5 += x[at + 5 * n + i];
      s6 += x[at + 6 * n + i];
      s7 += x[at + 7 * n + i];
    }
    y[yo] = s0 / divisor;
    y[yo + 1] = s1 / divisor;
    y[yo + 2] = s2 / divisor;
    y[yo + 3] = s3 / divisor;
    y[yo + 4] = s4 / divisor;
    y[yo + 5] = s5 / divisor;
    y[yo + 6] = s6 / divisor;
    y[yo + 7] = s7 / divisor;
  }

  /** Cells of a window from the last one on: so each cell of the image sees its outputs ascending. */
  @Override
  public void averageGradient(PoolingShape shape, int from, int to, double[] dy, int dyo, double[] dx, int dxo) {
    int nx = shape.nx();
    int size = shape.ny() * nx;
    int outNx = shape.outNx();
    int outNy = shape.outNy();
    int before = (shape.kernelX() - 1) * shape.dilationX();
    int length = before + Math.max(outNx, nx + shape.padLeft());
    double[] line = PoolingScratch.mine().line(length);
    double[] counts = counts(shape);
    Arrays.fill(line, 0, length, 0.0);
    Arrays.fill(dx, dxo + from * size, dxo + to * size, 0.0);
    for (int row = from * outNy; row < to * outNy; row++) {
      int oy = row % outNy;
      shares(outNx, counts, shape.countY(oy), dy, dyo + row * outNx, line, before);
      for (int i = shape.startY(oy); i < shape.endY(oy); i++) {
        int at = dxo + row / outNy * size + (shape.row(oy) + i * shape.dilationY()) * nx;
        if (shape.strideX() == 1) {
          add(nx, shape.kernelX(), shape.dilationX(), line, shape.padLeft(), dx, at);
        } else {
          scatter(shape, line, before, dx, at);
        }
      }
    }
  }

  /** dY by its divisors. */
  private static void shares(int n, double[] counts, double rows, double[] dy, int dyo, double[] line, int lo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector divisors = DoubleVector.fromArray(S, counts, i).mul(rows);
      DoubleVector.fromArray(S, dy, dyo + i).div(divisors).intoArray(line, lo + i);
    }
    for (; i < n; i++) {
      line[lo + i] = dy[dyo + i] / (counts[i] * rows);
    }
  }

  /** Adds to each cell its outputs; those that do not exist are +0 in the line. */
  private static void add(int n, int kernel, int dilation, double[] line, int o, double[] dx, int at) {
    int q = 0;
    for (; q <= n - V; q += V) {
      DoubleVector s = DoubleVector.fromArray(S, dx, at + q);
      for (int k = 0; k < kernel; k++) {
        s = TYPE.cast(s).add(DoubleVector.fromArray(S, line, o + q + k * dilation));
      }
      TYPE.cast(s).intoArray(dx, at + q);
    }
    for (; q < n; q++) {
      double s = dx[at + q];
      for (int k = 0; k < kernel; k++) {
        s += line[o + q + k * dilation];
      }
      dx[at + q] = s;
    }
  }

  private static void scatter(PoolingShape shape, double[] line, int lo, double[] dx, int at) {
    int nx = shape.nx();
    int stride = shape.strideX();
    for (int j = shape.kernelX() - 1; j >= 0; j--) {
      int column = j * shape.dilationX() - shape.padLeft();
      int first = column >= 0 ? 0 : (stride - 1 - column) / stride;
      int end = column >= nx ? 0 : Math.min(shape.outNx(), (nx - 1 - column) / stride + 1);
      for (int ox = first; ox < end; ox++) {
        dx[at + column + ox * stride] += line[lo + ox];
      }
    }
  }
}
