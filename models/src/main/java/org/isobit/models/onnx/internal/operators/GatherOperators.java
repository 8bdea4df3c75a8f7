package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Elements by the indices of another tensor. */
final class GatherOperators {

  private GatherOperators() {}

  static void add(Operators t) {
    t.one("Gather", 2, 2, "axis", GatherOperators::gather);
    t.one("GatherElements", 2, 2, "axis", GatherOperators::elements);
    t.one("GatherND", 2, 2, "batch_dims", GatherOperators::tuples);
    t.one("OneHot", 3, 3, "axis", GatherOperators::oneHot);
    t.one("NonZero", 1, 1, "", GatherOperators::nonZero);
  }

  /** An index counted from the front. */
  static int index(long i, int size) {
    if (i < -size || i >= size) {
      throw new IllegalArgumentException("the index " + i + " is outside an axis of " + size);
    }
    return (int) (i < 0 ? i + size : i);
  }

  static void requireIndices(Tensor x) {
    if (x.type() != ElementType.INT64 && x.type() != ElementType.INT32) {
      throw new IllegalArgumentException("indices are INT32 or INT64, not " + x);
    }
  }

  static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }

  private static Tensor gather(Call c) {
    Tensor x = c.in(0);
    Tensor indices = c.in(1);
    requireIndices(indices);
    int axis = Dims.axis(c.integer("axis", 0), x.rank());
    int[][] maps = PieceOperators.whole(x);
    maps[axis] = Arrays.stream(indices.longs()).mapToInt(i -> index(i, x.dim(axis))).toArray();
    int[] dims = x.dims();
    return PieceOperators.pick(x, maps).reshaped(joined(Arrays.copyOf(dims, axis), indices.dims(),
        Arrays.copyOfRange(dims, axis + 1, dims.length)));
  }

  /** For each element of indices the place in x that has its coordinates but along the axis. */
  static int[] places(Tensor x, Tensor indices, int axis) {
    requireIndices(indices);
    boolean fits = indices.rank() == x.rank();
    for (int d = 0; fits && d < x.rank(); d++) {
      fits = d == axis || indices.dim(d) <= x.dim(d);
    }
    if (!fits) {
      throw new IllegalArgumentException("indices " + indices + " do not fit " + x);
    }
    int[] strides = Dims.strides(x.dims());
    int pace = strides[axis];
    strides[axis] = 0;
    int[] places = Dims.walk(0, indices.dims(), strides);
    for (int i = 0; i < places.length; i++) {
      places[i] += index(indices.longs()[i], x.dim(axis)) * pace;
    }
    return places;
  }

  private static Tensor elements(Call c) {
    Tensor x = c.in(0);
    int axis = Dims.axis(c.integer("axis", 0), x.rank());
    return x.picked(places(x, c.in(1), axis), c.in(1).dims());
  }

  /** For each row of indices the first element in x of the slice that it names. */
  static int[] firsts(Tensor x, Tensor indices, int batches) {
    requireIndices(indices);
    int q = indices.rank();
    int width = q == 0 ? -1 : indices.dim(q - 1);
    boolean fits = q > batches && batches >= 0 && width >= 0 && batches + width <= x.rank();
    for (int d = 0; fits && d < batches; d++) {
      fits = x.dim(d) == indices.dim(d);
    }
    if (!fits) {
      throw new IllegalArgumentException("indices " + indices + " do not fit " + x);
    }
    int[] strides = Dims.strides(x.dims());
    int rows = Dims.count(Arrays.copyOf(indices.dims(), q - 1));
    int perBatch = Dims.count(Arrays.copyOfRange(indices.dims(), batches, q - 1));
    int batch = batches == 0 ? 0 : strides[batches - 1];
    int[] firsts = new int[rows];
    for (int r = 0; r < rows; r++) {
      firsts[r] = r / perBatch * batch;
      for (int k = 0; k < width; k++) {
        firsts[r] += index(indices.longs()[r * width + k], x.dim(batches + k)) * strides[batches + k];
      }
    }
    return firsts;
  }

  private static Tensor tuples(Call c) {
    Tensor x = c.in(0);
    Tensor indices = c.in(1);
    int batches = (int) Math.clamp(c.integer("batch_dims", 0), -1, Integer.MAX_VALUE);
    int[] firsts = firsts(x, indices, batches);
    int[] rest = Arrays.copyOfRange(x.dims(), batches + indices.dim(indices.rank() - 1), x.rank());
    int[] dims = joined(Arrays.copyOf(indices.dims(), indices.rank() - 1), rest);
    Tensor y = Tensor.zeros(x.type(), dims);
    int n = Dims.count(rest);
    for (int r = 0; r < firsts.length; r++) {
      Tensor.copy(x, firsts[r], y, r * n, n);
    }
    return y;
  }

  /** The second of two values where the coordinate along the new axis is the index, else the first. */
  private static Tensor oneHot(Call c) {
    Tensor indices = c.in(0);
    Tensor values = c.in(2);
    if (c.in(1).size() != 1 || values.size() != 2) {
      throw new IllegalArgumentException("depth is " + c.in(1) + " and values are " + values);
    }
    int depth = Dims.dimension((long) c.in(1).number(0));
    int axis = Dims.axis(c.integer("axis", -1), indices.rank() + 1);
    int[] own = indices.dims();
    int[] dims = joined(Arrays.copyOf(own, axis), new int[] {depth}, Arrays.copyOfRange(own, axis, own.length));
    int[] pick = new int[Dims.count(dims)];
    int inner = Dims.count(Arrays.copyOfRange(own, axis, own.length));
    for (int i = 0; i < indices.size(); i++) {
      double k = indices.number(i);
      double at = k < 0 ? k + depth : k;
      if (at >= 0 && at < depth) {
        pick[(i / inner * depth + (int) at) * inner + i % inner] = 1;
      }
    }
    return values.picked(pick, dims);
  }

  private static Tensor nonZero(Call c) {
    Tensor x = c.in(0);
    int[] found = IntStream.range(0, x.size()).filter(i -> x.number(i) != 0).toArray();
    int[] strides = Dims.strides(x.dims());
    Tensor y = Tensor.zeros(ElementType.INT64, x.rank(), found.length);
    for (int d = 0; d < x.rank(); d++) {
      for (int i = 0; i < found.length; i++) {
        y.longs()[d * found.length + i] = found[i] / strides[d] % x.dim(d);
      }
    }
    return y;
  }
}
