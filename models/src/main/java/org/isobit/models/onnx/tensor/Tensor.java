package org.isobit.models.onnx.tensor;

import java.util.Arrays;

/**
 * Numbers of one {@link ElementType} in row-major order, with any number of dimensions; dimensions may be 0, and a
 * tensor without dimensions holds one element. The array is shared with whoever gave or takes it: it must not be
 * written once a tensor is made of it. Thread-safe then.
 */
public final class Tensor {

  private final ElementType type;
  private final int[] dims;
  private final Object data;
  private final int size;

  private Tensor(ElementType type, Object data, int[] dims) {
    this.type = type;
    this.dims = dims.clone();
    this.data = data;
    this.size = Dims.count(dims);
  }

  /**
   * A tensor of a given type.
   *
   * @param type type of the elements
   * @param data {@code float[]}, {@code double[]} or {@code long[]}, as the type needs; not copied
   * @param dims its dimensions
   * @return the tensor
   * @throws IllegalArgumentException if array, type and dimensions do not fit
   */
  public static Tensor of(ElementType type, Object data, int... dims) {
    int length = type.single() && data instanceof float[] f ? f.length
        : type == ElementType.DOUBLE && data instanceof double[] d ? d.length
        : !type.floating() && data instanceof long[] l ? l.length : -1;
    if (length < 0) {
      throw new IllegalArgumentException("tensor: elements of type " + type + " are not held in a "
          + data.getClass().getSimpleName());
    }
    if (length != Dims.count(dims)) {
      throw new IllegalArgumentException("tensor: the shape " + Arrays.toString(dims) + " has " + Dims.count(dims)
          + " elements, the array " + length);
    }
    return new Tensor(type, data, dims);
  }

  /**
   * A tensor of type FLOAT.
   *
   * @param data its elements, not copied
   * @param dims its dimensions
   * @return the tensor
   * @throws IllegalArgumentException if there are not so many elements
   */
  public static Tensor of(float[] data, int... dims) {
    return of(ElementType.FLOAT, data, dims);
  }

  /**
   * A tensor of type DOUBLE.
   *
   * @param data its elements, not copied
   * @param dims its dimensions
   * @return the tensor
   * @throws IllegalArgumentException if there are not so many elements
   */
  public static Tensor of(double[] data, int... dims) {
    return of(ElementType.DOUBLE, data, dims);
  }

  /**
   * A tensor of type INT64.
   *
   * @param data its elements, not copied
   * @param dims its dimensions
   * @return the tensor
   * @throws IllegalArgumentException if there are not so many elements
   */
  public static Tensor of(long[] data, int... dims) {
    return of(ElementType.INT64, data, dims);
  }

  /**
   * A tensor of zeros.
   *
   * @param type type of the elements
   * @param dims its dimensions
   * @return the tensor
   * @throws IllegalArgumentException if the heap cannot hold it
   */
  public static Tensor zeros(ElementType type, int... dims) {
    int n = Dims.count(dims);
    Dims.requireHeap((long) n * (type.single() ? Float.BYTES : Double.BYTES), dims);
    return new Tensor(type, type.single() ? new float[n] : type == ElementType.DOUBLE ? new double[n] : new long[n],
        dims);
  }

  /**
   * Type of the elements.
   *
   * @return the type
   */
  public ElementType type() {
    return type;
  }

  /**
   * The dimensions.
   *
   * @return a copy
   */
  public int[] dims() {
    return dims.clone();
  }

  /**
   * One dimension.
   *
   * @param axis its number, from 0
   * @return its size
   */
  public int dim(int axis) {
    return dims[axis];
  }

  /**
   * How many dimensions there are.
   *
   * @return 0 for a scalar
   */
  public int rank() {
    return dims.length;
  }

  /**
   * How many elements there are.
   *
   * @return the product of the dimensions
   */
  public int size() {
    return size;
  }

  /**
   * The elements of a FLOAT, FLOAT16 or BFLOAT16 tensor.
   *
   * @return the tensor's own array
   * @throws ClassCastException for other types
   */
  public float[] floats() {
    return (float[]) data;
  }

  /**
   * The elements of a DOUBLE tensor.
   *
   * @return the tensor's own array
   * @throws ClassCastException for other types
   */
  public double[] doubles() {
    return (double[]) data;
  }

  /**
   * The elements of a tensor of integers or BOOL.
   *
   * @return the tensor's own array
   * @throws ClassCastException for floating-point types
   */
  public long[] longs() {
    return (long[]) data;
  }

  /**
   * One element as a double, rounded if it is a large integer.
   *
   * @param i its index in row-major order
   * @return its value
   */
  public double number(int i) {
    if (data instanceof float[] f) {
      return f[i];
    }
    if (data instanceof double[] d) {
      return d[i];
    }
    long x = longs()[i];
    if (type == ElementType.UINT64 && x < 0) {
      // Halved with the lost bit kept, so that the doubled result is rounded once.
      return 2.0 * (x >>> 1 | x & 1);
    }
    return x;
  }

  /**
   * The same elements with other dimensions.
   *
   * @param to dimensions with as many elements
   * @return a tensor on the same array
   * @throws IllegalArgumentException if there are not so many elements
   */
  public Tensor reshaped(int... to) {
    return of(type, data, to);
  }

  /**
   * Elements picked by their indices.
   *
   * @param index for each element of the result which of this tensor's it is; −1 for zero
   * @param to    dimensions of the result
   * @return a new tensor
   */
  public Tensor picked(int[] index, int... to) {
    Tensor y = zeros(type, to);
    int n = y.size;
    if (data instanceof float[] x) {
      float[] z = y.floats();
      for (int i = 0; i < n; i++) {
        z[i] = index[i] < 0 ? 0 : x[index[i]];
      }
    } else if (data instanceof double[] x) {
      double[] z = y.doubles();
      for (int i = 0; i < n; i++) {
        z[i] = index[i] < 0 ? 0 : x[index[i]];
      }
    } else {
      long[] x = longs();
      long[] z = y.longs();
      for (int i = 0; i < n; i++) {
        z[i] = index[i] < 0 ? 0 : x[index[i]];
      }
    }
    return y;
  }

  /**
   * A copy with an array of its own.
   *
   * @return the copy
   */
  public Tensor copy() {
    Tensor y = zeros(type, dims);
    System.arraycopy(data, 0, y.data, 0, size);
    return y;
  }

  /**
   * Copies elements as they are.
   *
   * @param from  a tensor of the same type
   * @param first index of the first element there
   * @param to    a tensor of that type, not yet given to anyone
   * @param place index of the first element here
   * @param n     how many; for 0 places may lie outside
   */
  public static void copy(Tensor from, int first, Tensor to, int place, int n) {
    if (n > 0) {
      System.arraycopy(from.data, first, to.data, place, n);
    }
  }

  /** The type and the shape. */
  @Override
  public String toString() {
    return type + Arrays.toString(dims);
  }
}
