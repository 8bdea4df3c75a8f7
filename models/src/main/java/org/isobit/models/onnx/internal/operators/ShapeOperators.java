package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.Tensor;

/** Shapes, and the same elements in other shapes and orders. */
final class ShapeOperators {

  private ShapeOperators() {}

  static void add(Operators t) {
    t.one("Shape", 1, 1, "start end", ShapeOperators::shape);
    t.one("Size", 1, 1, "", c -> Tensor.of(new long[] {c.in(0).size()}));
    t.one("Reshape", 2, 2, "allowzero", ShapeOperators::reshape);
    t.one("Flatten", 1, 1, "axis", ShapeOperators::flatten);
    t.one("Squeeze", 1, 2, "", ShapeOperators::squeeze);
    t.one("Unsqueeze", 2, 2, "", ShapeOperators::unsqueeze);
    t.one("Transpose", 1, 1, "perm", ShapeOperators::transpose);
    t.one("Expand", 2, 2, "", ShapeOperators::expand);
    t.one("DepthToSpace", 1, 1, "blocksize mode", ShapeOperators::depthToSpace);
    t.one("SpaceToDepth", 1, 1, "blocksize", ShapeOperators::spaceToDepth);
    t.one("Trilu", 1, 2, "upper", ShapeOperators::triangle);
  }

  private static Tensor shape(Call c) {
    int rank = c.in(0).rank();
    int from = bound(c.integer("start", 0), rank);
    int to = Math.max(from, bound(c.integer("end", rank), rank));
    long[] dims = Arrays.stream(c.in(0).dims(), from, to).asLongStream().toArray();
    return Tensor.of(dims, dims.length);
  }

  private static int bound(long at, int rank) {
    return (int) Math.clamp(at < 0 ? at + rank : at, 0, rank);
  }

  /** 0 keeps the input's dimension unless allowzero says otherwise; −1 is what is left. */
  private static Tensor reshape(Call c) {
    Tensor x = c.in(0);
    long[] to = c.integers(1).clone();
    int open = -1;
    long rest = 1;
    for (int d = 0; d < to.length; d++) {
      if (to[d] == 0 && !c.flag("allowzero")) {
        if (d >= x.rank()) {
          throw new IllegalArgumentException("the shape " + Arrays.toString(to) + " keeps a dimension that " + x
              + " does not have");
        }
        to[d] = x.dim(d);
      }
      if (to[d] == -1) {
        if (open >= 0) {
          throw new IllegalArgumentException("the shape " + Arrays.toString(to) + " leaves two dimensions open");
        }
        open = d;
      } else {
        rest = Math.multiplyExact(rest, Dims.dimension(to[d]));
      }
    }
    if (open >= 0) {
      if (rest == 0 || x.size() % rest != 0) {
        throw new IllegalArgumentException(x + " does not fit the shape " + Arrays.toString(to));
      }
      to[open] = x.size() / rest;
    }
    return x.reshaped(ConstantOperators.shape(to));
  }

  private static Tensor flatten(Call c) {
    Tensor x = c.in(0);
    long given = c.integer("axis", 1);
    int axis = given == x.rank() ? x.rank() : Dims.axis(given, x.rank());
    int rows = Dims.count(Arrays.copyOf(x.dims(), axis));
    return x.reshaped(rows, Dims.count(Arrays.copyOfRange(x.dims(), axis, x.rank())));
  }

  /** Axes of a list, counted from the front, each once. */
  static TreeSet<Integer> axes(long[] list, int rank) {
    TreeSet<Integer> axes = new TreeSet<>();
    for (long axis : list) {
      if (!axes.add(Dims.axis(axis, rank))) {
        throw new IllegalArgumentException("axis " + axis + " is there twice");
      }
    }
    return axes;
  }

  private static Tensor squeeze(Call c) {
    Tensor x = c.in(0);
    TreeSet<Integer> axes = new TreeSet<>();
    if (c.optional(1) != null) {
      axes = axes(c.integers(1), x.rank());
    } else {
      for (int d = 0; d < x.rank(); d++) {
        if (x.dim(d) == 1) {
          axes.add(d);
        }
      }
    }
    for (int axis : axes) {
      if (x.dim(axis) != 1) {
        throw new IllegalArgumentException("axis " + axis + " of " + x + " is not 1");
      }
    }
    TreeSet<Integer> gone = axes;
    return x.reshaped(IntStream.range(0, x.rank()).filter(d -> !gone.contains(d)).map(x::dim).toArray());
  }

  private static Tensor unsqueeze(Call c) {
    Tensor x = c.in(0);
    long[] list = c.integers(1);
    TreeSet<Integer> axes = axes(list, x.rank() + list.length);
    int[] to = new int[x.rank() + list.length];
    int from = 0;
    for (int d = 0; d < to.length; d++) {
      to[d] = axes.contains(d) ? 1 : x.dim(from++);
    }
    return x.reshaped(to);
  }

  private static Tensor transpose(Call c) {
    Tensor x = c.in(0);
    long[] order = c.integers("perm");
    if (order == null) {
      return permuted(x, IntStream.range(0, x.rank()).map(d -> x.rank() - 1 - d).toArray());
    }
    if (order.length != x.rank() || axes(order, x.rank()).size() != order.length) {
      throw new IllegalArgumentException("the attribute 'perm' is " + Arrays.toString(order) + " for " + x);
    }
    return permuted(x, Arrays.stream(order).mapToInt(a -> Dims.axis(a, x.rank())).toArray());
  }

  /** Dimension d of the result is dimension order[d] of x. */
  static Tensor permuted(Tensor x, int... order) {
    if (Arrays.equals(order, IntStream.range(0, order.length).toArray())) {
      return x;
    }
    int[] own = Dims.strides(x.dims());
    int[] dims = new int[order.length];
    int[] strides = new int[order.length];
    for (int d = 0; d < order.length; d++) {
      dims[d] = x.dim(order[d]);
      strides[d] = own[order[d]];
    }
    return x.picked(Dims.walk(0, dims, strides), dims);
  }

  private static Tensor expand(Call c) {
    Tensor x = c.in(0);
    return Dims.expand(x, Dims.broadcast(x.dims(), ConstantOperators.shape(c.integers(1))));
  }

  private static int block(Call c, Tensor x, boolean depth) {
    long b = c.integer("blocksize", 0);
    boolean fits = x.rank() == 4 && b > 0 && b < 1 << 15
        && (depth ? x.dim(1) % (b * b) == 0 : x.dim(2) % b == 0 && x.dim(3) % b == 0);
    if (!fits) {
      throw new IllegalArgumentException("blocks of " + b + " do not fit " + x);
    }
    return (int) b;
  }

  private static Tensor depthToSpace(Call c) {
    Tensor x = c.in(0);
    int b = block(c, x, true);
    int n = x.dim(0);
    int channels = x.dim(1) / (b * b);
    int y = x.dim(2);
    int z = x.dim(3);
    Tensor split = switch (c.text("mode", "DCR")) {
      case "DCR" -> permuted(x.reshaped(n, b, b, channels, y, z), 0, 3, 4, 1, 5, 2);
      case "CRD" -> permuted(x.reshaped(n, channels, b, b, y, z), 0, 1, 4, 2, 5, 3);
      default -> throw new IllegalArgumentException("the attribute 'mode' is neither DCR nor CRD");
    };
    return split.reshaped(n, channels, y * b, z * b);
  }

  private static Tensor spaceToDepth(Call c) {
    Tensor x = c.in(0);
    int b = block(c, x, false);
    int y = x.dim(2) / b;
    int z = x.dim(3) / b;
    Tensor split = permuted(x.reshaped(x.dim(0), x.dim(1), y, b, z, b), 0, 3, 5, 1, 2, 4);
    return split.reshaped(x.dim(0), x.dim(1) * b * b, y, z);
  }

  private static Tensor triangle(Call c) {
    Tensor x = c.in(0);
    if (x.rank() < 2) {
      throw new IllegalArgumentException("takes matrices, not " + x);
    }
    boolean upper = c.integer("upper", 1) != 0;
    long k = c.optional(1) == null ? 0 : c.integer(1);
    int rows = x.dim(x.rank() - 2);
    int columns = x.dim(x.rank() - 1);
    int[] index = Dims.walk(0, x.dims(), Dims.strides(x.dims()));
    for (int i = 0; i < index.length; i++) {
      long diagonal = (long) (i % columns) - i / columns % rows;
      if (upper ? diagonal < k : diagonal > k) {
        index[i] = -1;
      }
    }
    return x.picked(index, x.dims());
  }
}
