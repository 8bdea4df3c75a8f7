package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.pooling.FloatPooling;
import org.isobit.kernels.pooling.Pooling;
import org.isobit.kernels.pooling.PoolingShape;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Poolings over windows: maxima and averages of lines and images of FLOAT and DOUBLE by the kernels {@link Pooling},
 * others, of any number of spatial dimensions, in double, rounded once. Cells of a window are taken in
 * row-major order, those of the padding are left out: the maximum is the running one in which NaN sticks and the first
 * of equals stays, sums are chains from +0. Cells behind the padding, which a last window has where ceil_mode lets it
 * begin, do not count for count_include_pad, as in PyTorch and ONNX Runtime.
 */
final class PoolingOperators {

  private PoolingOperators() {}

  static void add(Operators t) {
    t.many("MaxPool", 1, 1, 2, "auto_pad ceil_mode dilations kernel_shape pads storage_order strides",
        PoolingOperators::largest);
    t.one("AveragePool", 1, 1, "auto_pad ceil_mode count_include_pad dilations kernel_shape pads strides",
        PoolingOperators::average);
    t.one("LpPool", 1, 1, "auto_pad ceil_mode dilations kernel_shape p pads strides", PoolingOperators::norm);
    t.one("GlobalMaxPool", 1, 1, "", c -> whole(c, (n, x, at) -> ReductionOperators.max(n, x, (int) at)));
    t.one("GlobalAveragePool", 1, 1, "", c -> whole(c, Reduce::mean));
  }

  /**
   * Maxima or averages of lines and images of FLOAT or DOUBLE by the kernel; null for other inputs, and for windows
   * that it does not take.
   */
  private static Tensor pooled(Call c, boolean largest) {
    Tensor x = c.in(0);
    boolean takes = (x.type() == ElementType.FLOAT || x.type() == ElementType.DOUBLE) && x.size() > 0
        && (x.rank() == 3 || x.rank() == 4) && c.has("kernel_shape") && c.outputs() == 1;
    if (!takes) {
      return null;
    }
    int[] in = Window.spatial(x.dims());
    Window w = Window.of(c, in, Window.list(c, "kernel_shape", in.length, 1), c.flag("ceil_mode"));
    int last = in.length - 1;
    boolean line = last == 0;
    PoolingShape shape;
    try {
      shape = new PoolingShape(x.dim(1), line ? 1 : in[0], in[last], line ? 1 : w.kernel()[0], w.kernel()[last],
          line ? 1 : w.stride()[0], w.stride()[last], line ? 1 : w.dilation()[0], w.dilation()[last],
          line ? 0 : w.before()[0], line ? 0 : w.after()[0], w.before()[last], w.after()[last], c.flag("ceil_mode"),
          c.flag("count_include_pad"));
    } catch (IllegalArgumentException e) {
      // Such as a window of padding only, which an average may have: what is general says what is wrong, or computes.
      return null;
    }
    if (shape.outNx() != w.out()[last] || !line && shape.outNy() != w.out()[0]) {
      return null;
    }
    Tensor y = Tensor.zeros(x.type(), GatherOperators.joined(new int[] {x.dim(0), x.dim(1)}, w.out()));
    boolean wide = x.type() == ElementType.DOUBLE;
    if (largest && wide) {
      Pooling.maximum(shape, x.dim(0), x.doubles(), 0, y.doubles(), 0, null, 0, Workers.shared());
    } else if (largest) {
      FloatPooling.maximum(shape, x.dim(0), x.floats(), 0, y.floats(), 0, null, 0, Workers.shared());
    } else if (wide) {
      Pooling.average(shape, x.dim(0), x.doubles(), 0, y.doubles(), 0, Workers.shared());
    } else {
      FloatPooling.average(shape, x.dim(0), x.floats(), 0, y.floats(), 0, Workers.shared());
    }
    return y;
  }

  private interface Whole {
    double of(int n, double[] x, long at);
  }

  private static Tensor whole(Call c, Whole f) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    requireSpatial(x);
    int[] dims = x.dims();
    Arrays.fill(dims, 2, dims.length, 1);
    double[] y = new double[Dims.count(dims)];
    int n = Dims.count(Window.spatial(x.dims()));
    if (n == 0) {
      throw new IllegalArgumentException("takes at least one element a channel, not " + x);
    }
    double[] values = Elements.doubles(x);
    for (int i = 0; i < y.length; i++) {
      y[i] = f.of(n, values, (long) i * n);
    }
    return Elements.rounded(x.type(), y, dims);
  }

  private static void requireSpatial(Tensor x) {
    if (x.rank() < 3) {
      throw new IllegalArgumentException("takes samples of channels of at least one dimension, not " + x);
    }
  }

  /** The windows of one call: of each, where its cells are in a channel, those of the padding left out. */
  private static final class Windows {
    private final int[] dims;
    private final int[] inDims;
    private final int[] strides;
    private final int count;
    private final int[] cells;
    /** Where the cells of each window begin, and how many there are with those of the padding. */
    private final int[] begin;
    private final int[] within;

    Windows(Call c) {
      Tensor x = c.in(0);
      requireSpatial(x);
      inDims = Window.spatial(x.dims());
      if (!c.has("kernel_shape")) {
        throw new IllegalArgumentException("has no attribute 'kernel_shape'");
      }
      Window window = Window.of(c, inDims, Window.list(c, "kernel_shape", inDims.length, 1), c.flag("ceil_mode"));
      dims = GatherOperators.joined(new int[] {x.dim(0), x.dim(1)}, window.out());
      strides = Dims.strides(inDims);
      count = Dims.count(window.out());
      int size = Dims.count(window.kernel());
      cells = new int[Dims.count(count, size)];
      begin = new int[count + 1];
      within = new int[count];
      for (int o = 0; o < count; o++) {
        begin[o + 1] = begin[o];
        for (int cell = 0; cell < size; cell++) {
          place(window, o, cell);
        }
      }
    }

    private void place(Window window, int number, int cell) {
      int place = 0;
      boolean in = true;
      boolean padded = true;
      int restOfCell = cell;
      int restOfWindow = number;
      for (int d = inDims.length - 1; d >= 0; d--) {
        int at = window.cell(d, restOfWindow % window.out()[d], restOfCell % window.kernel()[d]);
        restOfWindow /= window.out()[d];
        restOfCell /= window.kernel()[d];
        in &= at >= 0 && at < inDims[d];
        padded &= at < inDims[d] + window.after()[d];
        place += at * strides[d];
      }
      if (in) {
        cells[begin[number + 1]++] = place;
      }
      within[number] += padded ? 1 : 0;
    }

    /** The element's number if the first spatial dimension is the fastest. */
    long columnMajor(int place) {
      long number = 0;
      for (int d = inDims.length - 1; d >= 0; d--) {
        number = number * inDims[d] + place / strides[d] % inDims[d];
      }
      return number;
    }
  }

  private static Tensor[] largest(Call c) {
    Tensor x = c.in(0);
    ElementType type = x.type();
    if (!type.floating() && type != ElementType.INT8 && type != ElementType.UINT8) {
      throw Elements.refused(type);
    }
    Tensor pooled = pooled(c, true);
    if (pooled != null) {
      return new Tensor[] {pooled};
    }
    Windows w = new Windows(c);
    for (int o = 0; o < w.count; o++) {
      if (w.begin[o + 1] == w.begin[o]) {
        throw new IllegalArgumentException("window number " + o + " has nothing but padding");
      }
    }
    int size = Dims.count(w.inDims);
    double[] values = Elements.doubles(x);
    int[] best = new int[Dims.count(w.dims)];
    int first = 0;
    for (int i = 0; i < best.length; i += w.count) {
      for (int o = 0; o < w.count; o++) {
        best[i + o] = largest(values, first, w.cells, w.begin[o], w.begin[o + 1]);
      }
      first += size;
    }
    Tensor places = null;
    if (c.outputs() > 1) {
      boolean columns = c.integer("storage_order", 0) != 0;
      places = Tensor.zeros(ElementType.INT64, w.dims);
      for (int i = 0; i < best.length; i++) {
        int channel = i / w.count * size;
        places.longs()[i] = columns ? channel + w.columnMajor(best[i] - channel) : best[i];
      }
    }
    return new Tensor[] {x.picked(best, w.dims), places};
  }

  /** Where the maximum of a window is. */
  private static int largest(double[] x, int first, int[] cells, int begin, int end) {
    int best = first + cells[begin];
    double m = x[best];
    for (int k = begin + 1; k < end; k++) {
      double v = x[first + cells[k]];
      if (v > m || v != v && m == m) {
        m = v;
        best = first + cells[k];
      }
    }
    return best;
  }

  private static Tensor average(Call c) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    Tensor pooled = pooled(c, false);
    if (pooled != null) {
      return pooled;
    }
    Windows w = new Windows(c);
    boolean padding = c.flag("count_include_pad");
    return Elements.rounded(x.type(), sums(Elements.doubles(x), w, true, padding), w.dims);
  }

  /** The p-th root of the sum of |x|^p. */
  private static Tensor norm(Call c) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    Windows w = new Windows(c);
    long p = c.integer("p", 2);
    if (p < 1) {
      throw new IllegalArgumentException("the attribute 'p' is " + p + ", not at least 1");
    }
    double[] sizes = Elements.doubles(x).clone();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    double[] y = sums(Functions.pow(sizes, filled(sizes.length, p)), w, false, false);
    return Elements.rounded(x.type(), Functions.pow(y, filled(y.length, 1.0 / p)), w.dims);
  }

  private static double[] filled(int n, double value) {
    double[] all = new double[n];
    Arrays.fill(all, value);
    return all;
  }

  /** Sums of windows, divided by the number of cells if means are wanted. */
  private static double[] sums(double[] x, Windows w, boolean means, boolean padding) {
    int size = Dims.count(w.inDims);
    double[] y = new double[Dims.count(w.dims)];
    int first = 0;
    for (int i = 0; i < y.length; i += w.count) {
      for (int o = 0; o < w.count; o++) {
        double s = 0;
        for (int k = w.begin[o]; k < w.begin[o + 1]; k++) {
          s += x[first + w.cells[k]];
        }
        y[i + o] = means ? s / (padding ? w.within[o] : w.begin[o + 1] - w.begin[o]) : s;
      }
      first += size;
    }
    return y;
  }
}
