package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Pieces of tensors: put together, cut out, repeated, surrounded. */
final class PieceOperators {

  private PieceOperators() {}

  static void add(Operators t) {
    t.one("Concat", 1, Operators.ANY, "axis", PieceOperators::concat);
    t.many("Split", 1, 2, Operators.ANY, "axis num_outputs", PieceOperators::split);
    t.one("Slice", 3, 5, "", PieceOperators::slice);
    t.one("Tile", 2, 2, "", PieceOperators::tile);
    t.one("Pad", 2, 4, "mode", PieceOperators::pad);
    t.one("Compress", 2, 2, "axis", PieceOperators::compress);
  }

  private static Tensor concat(Call c) {
    Tensor first = c.in(0);
    if (!c.has("axis")) {
      throw new IllegalArgumentException("has no attribute 'axis'");
    }
    int axis = Dims.axis(c.integer("axis", 0), first.rank());
    int[] dims = first.dims();
    for (int i = 1; i < c.inputs(); i++) {
      Tensor x = c.in(i);
      Elements.requireSame(first, x);
      int[] own = x.dims();
      dims[axis] = Math.addExact(dims[axis], own.length == dims.length ? own[axis] : 0);
      int[] like = own.clone();
      if (own.length == dims.length) {
        like[axis] = dims[axis];
      }
      if (!Arrays.equals(like, dims)) {
        throw new IllegalArgumentException("along axis " + axis + " " + x + " does not fit " + first);
      }
    }
    Tensor y = Tensor.zeros(first.type(), dims);
    int rows = Dims.count(Arrays.copyOf(dims, axis));
    int inner = Dims.count(Arrays.copyOfRange(dims, axis + 1, dims.length));
    int place = 0;
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < c.inputs(); i++) {
        int n = c.in(i).dim(axis) * inner;
        Tensor.copy(c.in(i), r * n, y, place, n);
        place += n;
      }
    }
    return y;
  }

  /** Coordinates along each axis: element (i, j, …) of the result is (maps[0][i], maps[1][j], …) of x, or 0 for −1. */
  static Tensor pick(Tensor x, int[][] maps) {
    return x.picked(index(x, maps), Arrays.stream(maps).mapToInt(m -> m.length).toArray());
  }

  /** The same with a value in place of 0. */
  static Tensor pick(Tensor x, int[][] maps, Tensor value) {
    int[] index = index(x, maps);
    Tensor y = x.picked(index, Arrays.stream(maps).mapToInt(m -> m.length).toArray());
    for (int i = 0; i < index.length; i++) {
      if (index[i] < 0) {
        Tensor.copy(value, 0, y, i, 1);
      }
    }
    return y;
  }

  private static int[] index(Tensor x, int[][] maps) {
    int[] strides = Dims.strides(x.dims());
    int[] index = {0};
    for (int d = 0; d < maps.length; d++) {
      int[] next = new int[Dims.count(index.length, maps[d].length)];
      for (int i = 0; i < index.length; i++) {
        for (int j = 0; j < maps[d].length; j++) {
          next[i * maps[d].length + j] = index[i] < 0 || maps[d][j] < 0 ? -1 : index[i] + maps[d][j] * strides[d];
        }
      }
      index = next;
    }
    return index;
  }

  /** All coordinates of each axis. */
  static int[][] whole(Tensor x) {
    return IntStream.range(0, x.rank()).mapToObj(d -> IntStream.range(0, x.dim(d)).toArray()).toArray(int[][]::new);
  }

  private static Tensor[] split(Call c) {
    Tensor x = c.in(0);
    int axis = Dims.axis(c.integer("axis", 0), x.rank());
    int parts = c.outputs();
    long[] sizes;
    if (c.optional(1) != null) {
      sizes = c.integers(1);
    } else {
      if (c.integer("num_outputs", parts) != parts) {
        throw new IllegalArgumentException("has " + parts + " outputs, but the attribute 'num_outputs' is "
            + c.integer("num_outputs", parts));
      }
      // All parts but the last are as large as the first.
      int most = (x.dim(axis) + parts - 1) / parts;
      sizes = new long[parts];
      Arrays.fill(sizes, most);
      sizes[parts - 1] = x.dim(axis) - (long) most * (parts - 1);
    }
    if (sizes.length != parts || Arrays.stream(sizes).anyMatch(s -> s < 0 || s > x.dim(axis))
        || Arrays.stream(sizes).sum() != x.dim(axis)) {
      throw new IllegalArgumentException("parts of " + Arrays.toString(sizes) + " along axis " + axis + " of " + x
          + " for " + parts + " outputs");
    }
    Tensor[] pieces = new Tensor[parts];
    int at = 0;
    for (int p = 0; p < parts; p++) {
      int[][] maps = whole(x);
      maps[axis] = IntStream.range(at, at + (int) sizes[p]).toArray();
      pieces[p] = pick(x, maps);
      at += (int) sizes[p];
    }
    return pieces;
  }

  private static Tensor slice(Call c) {
    Tensor x = c.in(0);
    long[] starts = c.integers(1);
    long[] ends = c.integers(2);
    int n = starts.length;
    long[] axes = c.optional(3) == null ? IntStream.range(0, n).asLongStream().toArray() : c.integers(3);
    long[] steps = new long[n];
    Arrays.fill(steps, 1);
    steps = c.optional(4) == null ? steps : c.integers(4);
    if (ends.length != n || axes.length != n || steps.length != n) {
      throw new IllegalArgumentException("has " + n + " starts, " + ends.length + " ends, " + axes.length + " axes and "
          + steps.length + " steps");
    }
    ShapeOperators.axes(axes, x.rank());
    int[][] maps = whole(x);
    for (int i = 0; i < n; i++) {
      int axis = Dims.axis(axes[i], x.rank());
      maps[axis] = steps(x.dim(axis), starts[i], ends[i], steps[i]);
    }
    return pick(x, maps);
  }

  private static int[] steps(int size, long start, long end, long step) {
    if (step == 0) {
      throw new IllegalArgumentException("a step is 0");
    }
    boolean up = step > 0;
    long from = Math.clamp(start < 0 ? start + size : start, up ? 0 : -1, up ? size : size - 1);
    long to = Math.clamp(end < 0 ? Math.max(end, Long.MIN_VALUE + 1) + size : end, up ? 0 : -1, up ? size : size - 1);
    long far = up ? to - from : from - to;
    long pace = up ? step : step == Long.MIN_VALUE ? Long.MAX_VALUE : -step;
    int n = far <= 0 ? 0 : (int) ((far - 1) / pace + 1);
    int[] map = new int[n];
    for (int i = 0; i < n; i++) {
      map[i] = (int) (from + i * step);
    }
    return map;
  }

  private static Tensor tile(Call c) {
    Tensor x = c.in(0);
    long[] times = c.integers(1);
    if (times.length != x.rank()) {
      throw new IllegalArgumentException("repeats " + Arrays.toString(times) + " for " + x);
    }
    int[] dims = IntStream.range(0, x.rank()).map(d -> Math.multiplyExact(x.dim(d), Dims.dimension(times[d])))
        .toArray();
    Dims.count(dims);
    int[][] maps = new int[dims.length][];
    for (int d = 0; d < dims.length; d++) {
      int size = x.dim(d);
      maps[d] = IntStream.range(0, dims[d]).map(i -> i % size).toArray();
    }
    return pick(x, maps);
  }

  private static Tensor pad(Call c) {
    Tensor x = c.in(0);
    long[] pads = c.integers(1);
    String mode = c.text("mode", "constant");
    long[] axes = c.optional(3) == null ? IntStream.range(0, x.rank()).asLongStream().toArray() : c.integers(3);
    if (pads.length != 2 * axes.length) {
      throw new IllegalArgumentException("pads " + Arrays.toString(pads) + " for " + axes.length + " axes");
    }
    ShapeOperators.axes(axes, x.rank());
    int[][] maps = whole(x);
    for (int i = 0; i < axes.length; i++) {
      int axis = Dims.axis(axes[i], x.rank());
      long size = Math.addExact(x.dim(axis), Math.addExact(pads[i], pads[i + axes.length]));
      if (Math.abs(pads[i]) > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("pads " + Arrays.toString(pads));
      }
      maps[axis] = new int[Dims.count(Dims.dimension(size))];
      for (int o = 0; o < maps[axis].length; o++) {
        maps[axis][o] = source(o - pads[i], x.dim(axis), mode);
      }
    }
    Tensor value = c.optional(2);
    if (value == null || !mode.equals("constant")) {
      return pick(x, maps);
    }
    Elements.requireSame(x, value);
    if (value.size() != 1) {
      throw new IllegalArgumentException("input number 2 is " + value + ", not one number");
    }
    return pick(x, maps, value);
  }

  /** Which element stands at coordinate i of an axis; −1 for none. */
  private static int source(long i, int size, String mode) {
    if (size == 0 && !mode.equals("constant")) {
      throw new IllegalArgumentException("an axis of 0 has nothing to pad with");
    }
    return (int) switch (mode) {
      case "constant" -> i < 0 || i >= size ? -1 : i;
      case "edge" -> Math.clamp(i, 0, size - 1);
      case "wrap" -> Math.floorMod(i, (long) size);
      case "reflect" -> {
        long period = Math.max(1, 2L * (size - 1));
        long at = Math.floorMod(i, period);
        yield at < size ? at : period - at;
      }
      default -> throw new IllegalArgumentException(
          "the attribute 'mode' is none of constant, reflect, edge and wrap");
    };
  }

  private static Tensor compress(Call c) {
    Tensor x = c.has("axis") ? c.in(0) : c.in(0).reshaped(c.in(0).size());
    int axis = Dims.axis(c.integer("axis", 0), x.rank());
    Tensor condition = c.in(1);
    if (condition.type() != ElementType.BOOL || condition.rank() != 1 || condition.size() > x.dim(axis)) {
      throw new IllegalArgumentException("the condition is " + condition + " for " + x.dim(axis) + " elements");
    }
    int[][] maps = whole(x);
    maps[axis] = IntStream.range(0, condition.size()).filter(i -> condition.longs()[i] != 0).toArray();
    return pick(x, maps);
  }
}
