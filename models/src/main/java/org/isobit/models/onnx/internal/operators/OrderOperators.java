package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Along one axis: the largest, where the largest is, running sums. */
final class OrderOperators {

  private OrderOperators() {}

  static void add(Operators t) {
    t.many("TopK", 2, 2, 2, "axis largest sorted", OrderOperators::top);
    t.one("ArgMax", 1, 1, "axis keepdims select_last_index", c -> extreme(c, true));
    t.one("ArgMin", 1, 1, "axis keepdims select_last_index", c -> extreme(c, false));
    t.one("CumSum", 2, 2, "exclusive reverse", OrderOperators::running);
  }

  /** A tensor seen along one axis. */
  private record Along(int axis, int outer, int size, int inner) {
    static Along of(Tensor x, long axis) {
      int a = Dims.axis(axis, x.rank());
      return new Along(a, Dims.count(Arrays.copyOf(x.dims(), a)), x.dim(a),
          Dims.count(Arrays.copyOfRange(x.dims(), a + 1, x.rank())));
    }

    /** Index of the first element of a row. */
    int first(int row) {
      return row / inner * size * inner + row % inner;
    }

    int rows() {
      return outer * inner;
    }
  }

  /** Orders places of x by their values; NaN is above all numbers. */
  private static Comparator<Integer> order(Tensor x) {
    if (x.type().floating()) {
      return (a, b) -> {
        double p = x.number(a);
        double q = x.number(b);
        return p < q ? -1 : p > q ? 1 : p == q ? 0 : Boolean.compare(p != p, q != q);
      };
    }
    long[] values = x.longs();
    return x.type() == ElementType.UINT64 ? (a, b) -> Long.compareUnsigned(values[a], values[b])
        : (a, b) -> Long.compare(values[a], values[b]);
  }

  /** Sorted; of equal values the one with the lower index first. */
  private static Tensor[] top(Call c) {
    Tensor x = c.in(0);
    Along along = Along.of(x, c.integer("axis", -1));
    long k = c.integer(1);
    if (k < 0 || k > along.size) {
      throw new IllegalArgumentException("there are no " + k + " of " + along.size + " elements");
    }
    Comparator<Integer> order = c.integer("largest", 1) != 0 ? order(x).reversed() : order(x);
    int[] dims = x.dims();
    dims[along.axis] = (int) k;
    Tensor indices = Tensor.zeros(ElementType.INT64, dims);
    int[] pick = new int[indices.size()];
    for (int r = 0; r < along.rows(); r++) {
      int first = along.first(r);
      int[] sorted = IntStream.range(0, along.size).mapToObj(i -> first + i * along.inner).sorted(order)
          .limit(k).mapToInt(Integer::intValue).toArray();
      for (int i = 0; i < k; i++) {
        int to = r / along.inner * (int) k * along.inner + r % along.inner + i * along.inner;
        pick[to] = sorted[i];
        indices.longs()[to] = (sorted[i] - first) / along.inner;
      }
    }
    return new Tensor[] {x.picked(pick, dims), indices};
  }

  private static Tensor extreme(Call c, boolean largest) {
    Tensor x = c.in(0);
    Along along = Along.of(x, c.integer("axis", 0));
    boolean last = c.flag("select_last_index");
    Comparator<Integer> order = largest ? order(x) : order(x).reversed();
    int[] dims = x.dims();
    dims[along.axis] = 1;
    Tensor y = Tensor.zeros(ElementType.INT64, dims);
    if (along.size == 0) {
      throw new IllegalArgumentException("an axis of 0 has no extreme");
    }
    for (int r = 0; r < along.rows(); r++) {
      int first = along.first(r);
      int best = 0;
      for (int i = 1; i < along.size; i++) {
        int compared = order.compare(first + i * along.inner, first + best * along.inner);
        if (compared > 0 || compared == 0 && last) {
          best = i;
        }
      }
      y.longs()[r] = best;
    }
    return c.integer("keepdims", 1) != 0 ? y
        : y.reshaped(IntStream.range(0, x.rank()).filter(d -> d != along.axis).map(x::dim).toArray());
  }

  /** One chain of additions an axis, in the tensor's own type. */
  private static Tensor running(Call c) {
    Tensor x = c.in(0);
    if (x.type() == ElementType.BOOL) {
      throw Elements.refused(x.type());
    }
    Along along = Along.of(x, c.integer(1));
    boolean exclusive = c.flag("exclusive");
    boolean reverse = c.flag("reverse");
    Tensor y = Tensor.zeros(x.type(), x.dims());
    for (int r = 0; r < along.rows(); r++) {
      double sum = 0;
      long whole = 0;
      for (int k = 0; k < along.size; k++) {
        int i = along.first(r) + (reverse ? along.size - 1 - k : k) * along.inner;
        if (x.type().floating()) {
          double next = x.type() == ElementType.DOUBLE ? sum + x.number(i) : x.type().narrow(sum + x.number(i));
          put(y, i, exclusive ? sum : next);
          sum = next;
        } else {
          long next = whole + x.longs()[i];
          y.longs()[i] = x.type().wrap(exclusive ? whole : next);
          whole = next;
        }
      }
    }
    return y;
  }

  private static void put(Tensor y, int i, double value) {
    if (y.type() == ElementType.DOUBLE) {
      y.doubles()[i] = value;
    } else {
      y.floats()[i] = (float) value;
    }
  }
}
