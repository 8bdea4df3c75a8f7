package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.FloatElementary;
import org.isobit.kernels.reduce.FloatReduce;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Sums, norms and extremes along axes. The reduced elements are one logical vector, in row-major order, and sums are
 * those of the kernels {@link Reduce}.
 */
final class ReductionOperators {

  private static final String ATTRIBUTES = "axes keepdims noop_with_empty_axes";

  private ReductionOperators() {}

  static void add(Operators t) {
    t.one("ReduceSum", 1, 2, ATTRIBUTES, c -> reduced(c, Reduce::sum, FloatReduce::sum, (n, x, o) -> sum(n, x, o)));
    t.one("ReduceMean", 1, 2, ATTRIBUTES, c -> reduced(c, ReductionOperators::mean, ReductionOperators::mean,
        (n, x, o) -> sum(n, x, o) / n));
    t.one("ReduceL1", 1, 2, ATTRIBUTES,
        c -> reduced(c, Reduce::norm1, FloatReduce::norm1, ReductionOperators::norm1));
    t.one("ReduceL2", 1, 2, ATTRIBUTES, c -> reduced(c, Reduce::norm2, FloatReduce::norm2, null));
    t.one("ReduceSumSquare", 1, 2, ATTRIBUTES, c -> reduced(c, (n, x, o) -> Reduce.dot(n, x, o, x, o),
        (n, x, o) -> FloatReduce.dot(n, x, o, x, o), ReductionOperators::squares));
    t.one("ReduceProd", 1, 2, ATTRIBUTES, c -> reduced(c, ReductionOperators::product, ReductionOperators::product,
        ReductionOperators::product));
    t.one("ReduceMax", 1, 2, ATTRIBUTES, c -> extreme(c, true));
    t.one("ReduceMin", 1, 2, ATTRIBUTES, c -> extreme(c, false));
    t.one("ReduceLogSum", 1, 2, ATTRIBUTES, c -> UnaryOperators.kernel(
        reduced(c, Reduce::sum, FloatReduce::sum, null), Elementary::log, FloatElementary::log));
    t.one("ReduceLogSumExp", 1, 2, ATTRIBUTES, ReductionOperators::logSumExp);
  }

  interface Doubles {
    double of(int n, double[] x, long offset);
  }

  interface Floats {
    float of(int n, float[] x, long offset);
  }

  interface Longs {
    long of(int n, long[] x, long offset);
  }

  /** What is reduced: rows of n elements each, contiguous, and the shape of the result. */
  private record Rows(Tensor x, int n, int[] dims) {}

  private static Rows rows(Call c) {
    Tensor x = c.in(0);
    long[] list = c.optional(1) != null ? c.integers(1) : c.integers("axes");
    boolean none = list == null || list.length == 0;
    TreeSet<Integer> axes = none ? new TreeSet<>() : ShapeOperators.axes(list, x.rank());
    if (none && !c.flag("noop_with_empty_axes")) {
      IntStream.range(0, x.rank()).forEach(axes::add);
    }
    boolean keep = c.integer("keepdims", 1) != 0;
    int[] kept = IntStream.range(0, x.rank()).filter(d -> !axes.contains(d)).toArray();
    int[] gone = axes.stream().mapToInt(a -> a).toArray();
    int[] dims = keep ? IntStream.range(0, x.rank()).map(d -> axes.contains(d) ? 1 : x.dim(d)).toArray()
        : Arrays.stream(kept).map(x::dim).toArray();
    return new Rows(ShapeOperators.permuted(x, GatherOperators.joined(kept, gone)),
        Dims.count(Arrays.stream(gone).map(x::dim).toArray()), dims);
  }

  private static Tensor reduced(Call c, Doubles f, Floats g, Longs h) {
    return reduced(rows(c), f, g, h);
  }

  private static Tensor reduced(Rows rows, Doubles f, Floats g, Longs h) {
    ElementType type = rows.x.type();
    if (!type.floating() && h == null || type == ElementType.BOOL) {
      throw Elements.refused(type);
    }
    Tensor y = Tensor.zeros(type, rows.dims);
    for (int r = 0; r < y.size(); r++) {
      int from = r * rows.n;
      if (type == ElementType.DOUBLE) {
        y.doubles()[r] = f.of(rows.n, rows.x.doubles(), from);
      } else if (type.single()) {
        y.floats()[r] = type.round(g.of(rows.n, rows.x.floats(), from));
      } else {
        y.longs()[r] = type.wrap(h.of(rows.n, rows.x.longs(), from));
      }
    }
    return y;
  }

  private static double mean(int n, double[] x, long offset) {
    return n == 0 ? Double.NaN : Reduce.mean(n, x, offset);
  }

  private static float mean(int n, float[] x, long offset) {
    return n == 0 ? Float.NaN : FloatReduce.mean(n, x, offset);
  }

  private static long sum(int n, long[] x, long offset) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += x[(int) offset + i];
    }
    return s;
  }

  private static long norm1(int n, long[] x, long offset) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += Math.abs(x[(int) offset + i]);
    }
    return s;
  }

  private static long squares(int n, long[] x, long offset) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += x[(int) offset + i] * x[(int) offset + i];
    }
    return s;
  }

  private static double product(int n, double[] x, long offset) {
    double p = 1;
    for (int i = 0; i < n; i++) {
      p *= x[(int) offset + i];
    }
    return p;
  }

  private static float product(int n, float[] x, long offset) {
    float p = 1;
    for (int i = 0; i < n; i++) {
      p *= x[(int) offset + i];
    }
    return p;
  }

  private static long product(int n, long[] x, long offset) {
    long p = 1;
    for (int i = 0; i < n; i++) {
      p *= x[(int) offset + i];
    }
    return p;
  }

  /** max(m, x) = x &gt; m or NaN ? x : m from the first on; of nothing −Inf or the least value. */
  static double max(int n, double[] x, int offset) {
    double m = n == 0 ? Double.NEGATIVE_INFINITY : x[offset];
    for (int i = 1; i < n; i++) {
      double v = x[offset + i];
      m = v > m || v != v ? v : m;
    }
    return m;
  }

  private static Tensor extreme(Call c, boolean largest) {
    Rows rows = rows(c);
    Tensor x = rows.x;
    ElementType type = x.type();
    Tensor y = Tensor.zeros(type, rows.dims);
    if (rows.n == 0) {
      if (type.floating()) {
        double least = largest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return Elements.map(y, v -> least, null);
      }
      return ConstantOperators.filled(Tensor.of(type, new long[] {largest ? type.least() : type.greatest()}),
          rows.dims);
    }
    // As integers with a sign are ordered.
    long turn = type == ElementType.UINT64 ? Long.MIN_VALUE : 0;
    for (int r = 0; r < y.size(); r++) {
      int best = r * rows.n;
      for (int i = best + 1; i < (r + 1) * rows.n; i++) {
        boolean better;
        if (type.floating()) {
          double v = x.number(i);
          double m = x.number(best);
          better = (largest ? v > m : v < m) || v != v;
        } else {
          long v = x.longs()[i] ^ turn;
          long m = x.longs()[best] ^ turn;
          better = largest ? v > m : v < m;
        }
        best = better ? i : best;
      }
      Tensor.copy(x, best, y, r, 1);
    }
    return y;
  }

  /** m + ln of the sum of e^(x − m), m the maximum, in double. */
  private static Tensor logSumExp(Call c) {
    Elements.requireFloating(c.in(0));
    Rows rows = rows(c);
    double[] x = Elements.doubles(rows.x);
    double[] y = new double[Dims.count(rows.dims)];
    double[] row = new double[rows.n];
    for (int r = 0; r < y.length; r++) {
      double m = max(rows.n, x, r * rows.n);
      double shift = Double.isInfinite(m) ? 0 : m;
      for (int i = 0; i < rows.n; i++) {
        row[i] = x[r * rows.n + i] - shift;
      }
      double[] e = Functions.exp(row);
      y[r] = shift + Functions.log(new double[] {Reduce.sum(rows.n, e, 0)})[0];
    }
    return Elements.rounded(c.in(0).type(), y, rows.dims);
  }
}
