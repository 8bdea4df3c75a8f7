package org.isobit.models.onnx.tensor;

import java.util.Arrays;

/** Arithmetic of dimensions. All arrays are row-major. Thread-safe. */
public final class Dims {

  private Dims() {}

  /**
   * How many elements a shape has.
   *
   * @param dims the dimensions
   * @return their product
   * @throws IllegalArgumentException if one is negative or the product is no array's length
   */
  public static int count(int... dims) {
    long n = 1;
    boolean none = false;
    for (int d : dims) {
      if (d < 0) {
        throw new IllegalArgumentException("tensor: the shape " + Arrays.toString(dims) + " has a negative dimension");
      }
      none |= d == 0;
    }
    if (none) {
      return 0;
    }
    for (int d : dims) {
      n *= d;
      if (n > Integer.MAX_VALUE - 64) {
        throw new IllegalArgumentException("tensor: the shape " + Arrays.toString(dims)
            + " has more elements than one array holds");
      }
    }
    return (int) n;
  }

  static void requireHeap(long bytes, int[] dims) {
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw new IllegalArgumentException("tensor: the shape " + Arrays.toString(dims) + " takes " + bytes
          + " bytes, but the limit of the heap is " + Runtime.getRuntime().maxMemory() + ": raise -Xmx");
    }
  }

  /**
   * Distances of neighbours along each dimension.
   *
   * @param dims the dimensions
   * @return in elements; the last is 1
   */
  public static int[] strides(int... dims) {
    int[] strides = new int[dims.length];
    int s = 1;
    for (int d = dims.length - 1; d >= 0; d--) {
      strides[d] = s;
      s *= Math.max(1, dims[d]);
    }
    return strides;
  }

  /**
   * The shape that two shapes are broadcast to: aligned at the last dimension, 1 repeats.
   *
   * @param a a shape
   * @param b another
   * @return the common shape
   * @throws IllegalArgumentException if dimensions differ and none is 1
   */
  public static int[] broadcast(int[] a, int[] b) {
    int[] to = new int[Math.max(a.length, b.length)];
    for (int d = 1; d <= to.length; d++) {
      int x = d <= a.length ? a[a.length - d] : 1;
      int y = d <= b.length ? b[b.length - d] : 1;
      if (x != y && x != 1 && y != 1) {
        throw new IllegalArgumentException("the shapes " + Arrays.toString(a) + " and " + Arrays.toString(b)
            + " cannot be broadcast to one");
      }
      to[to.length - d] = x == 1 ? y : x;
    }
    return to;
  }

  /**
   * A tensor repeated along dimensions of 1.
   *
   * @param x  the tensor
   * @param to a shape that its own broadcasts to
   * @return x itself if it has that shape
   * @throws IllegalArgumentException if it does not broadcast
   */
  public static Tensor expand(Tensor x, int... to) {
    int[] from = x.dims();
    if (Arrays.equals(from, to)) {
      return x;
    }
    if (!Arrays.equals(broadcast(from, to), to)) {
      throw new IllegalArgumentException("the shape " + Arrays.toString(from) + " cannot be broadcast to "
          + Arrays.toString(to));
    }
    int ones = 0;
    while (ones < from.length && from[ones] == 1) {
      ones++;
    }
    int[] inner = Arrays.copyOfRange(from, ones, from.length);
    if (Arrays.equals(inner, Arrays.copyOfRange(to, to.length - inner.length, to.length))) {
      return repeated(x, to);
    }
    int[] own = strides(from);
    int[] strides = new int[to.length];
    int shift = to.length - from.length;
    for (int d = shift; d < to.length; d++) {
      strides[d] = from[d - shift] == 1 ? 0 : own[d - shift];
    }
    return x.picked(walk(0, to, strides), to);
  }

  /** The whole tensor again and again, as a bias for rows is. */
  private static Tensor repeated(Tensor x, int[] to) {
    Tensor y = Tensor.zeros(x.type(), to);
    int n = y.size();
    int done = n == 0 ? 0 : x.size();
    Tensor.copy(x, 0, y, 0, done);
    while (done < n) {
      int more = Math.min(done, n - done);
      Tensor.copy(y, 0, y, done, more);
      done += more;
    }
    return y;
  }

  /**
   * Indices of elements in row-major order of a shape, of an array with other strides.
   *
   * @param first   index of the first element
   * @param dims    the shape
   * @param strides distance along each dimension; any integer
   * @return the indices
   */
  public static int[] walk(int first, int[] dims, int[] strides) {
    int n = count(dims);
    requireHeap((long) n * Integer.BYTES, dims);
    int[] index = new int[n];
    int inner = dims.length == 0 ? 1 : dims[dims.length - 1];
    int step = dims.length == 0 ? 0 : strides[dims.length - 1];
    int[] at = new int[dims.length];
    int place = first;
    for (int i = 0; i < n; i += inner) {
      for (int j = 0; j < inner; j++) {
        index[i + j] = place + j * step;
      }
      for (int d = dims.length - 2; d >= 0; d--) {
        place += strides[d];
        if (++at[d] < dims[d]) {
          break;
        }
        place -= at[d] * strides[d];
        at[d] = 0;
      }
    }
    return index;
  }

  /**
   * An axis counted from the front.
   *
   * @param axis its number, negative from the back
   * @param rank how many dimensions there are
   * @return 0 … rank − 1
   * @throws IllegalArgumentException if there is none
   */
  public static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException("there is no axis " + axis + ": the tensor has " + rank + " dimensions");
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /**
   * A dimension from a file or a tensor.
   *
   * @param n any number
   * @return the same as int
   * @throws IllegalArgumentException if no dimension has that size
   */
  public static int dimension(long n) {
    if (n < 0 || n > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(n + " is no size of a dimension");
    }
    return (int) n;
  }
}
