package org.isobit.models.onnx.internal.operators;

import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Element by element. Operators without a kernel of their own compute in double whatever the floating-point type is and
 * round the result once, which gives + − × ÷ and the square root the bits of their own type. Thread-safe.
 */
final class Elements {

  private Elements() {}

  interface Unary {
    double of(double x);
  }

  interface Binary {
    double of(double a, double b);
  }

  interface LongUnary {
    long of(long x);
  }

  interface LongBinary {
    long of(long a, long b);
  }

  interface Test {
    boolean of(double a, double b);
  }

  interface LongTest {
    boolean of(long a, long b);
  }

  static IllegalArgumentException refused(ElementType type) {
    return new IllegalArgumentException("does not take elements of type " + type);
  }

  static void requireSame(Tensor a, Tensor b) {
    if (a.type() != b.type()) {
      throw new IllegalArgumentException("takes inputs of one type, not " + a.type() + " and " + b.type());
    }
  }

  /** f of numbers, g of integers; null where the operator takes none. */
  static Tensor map(Tensor x, Unary f, LongUnary g) {
    ElementType type = x.type();
    if (type.floating() ? f == null : g == null || !type.integer()) {
      throw refused(type);
    }
    Tensor y = Tensor.zeros(type, x.dims());
    int n = x.size();
    if (type == ElementType.DOUBLE) {
      double[] from = x.doubles();
      double[] to = y.doubles();
      for (int i = 0; i < n; i++) {
        to[i] = f.of(from[i]);
      }
    } else if (type.single()) {
      float[] from = x.floats();
      float[] to = y.floats();
      for (int i = 0; i < n; i++) {
        to[i] = type.narrow(f.of(from[i]));
      }
    } else {
      long[] from = x.longs();
      long[] to = y.longs();
      for (int i = 0; i < n; i++) {
        to[i] = type.wrap(g.of(from[i]));
      }
    }
    return y;
  }

  /** f of numbers, g of integers with a sign or shorter than 64 bits, u of UINT64. */
  static Tensor map(Tensor x, Tensor z, Binary f, LongBinary g, LongBinary u) {
    requireSame(x, z);
    ElementType type = x.type();
    LongBinary h = type == ElementType.UINT64 ? u : g;
    if (type.floating() ? f == null : h == null) {
      throw refused(type);
    }
    int[] dims = Dims.broadcast(x.dims(), z.dims());
    Tensor a = Dims.expand(x, dims);
    Tensor b = Dims.expand(z, dims);
    Tensor y = Tensor.zeros(type, dims);
    int n = y.size();
    if (type == ElementType.DOUBLE) {
      for (int i = 0; i < n; i++) {
        y.doubles()[i] = f.of(a.doubles()[i], b.doubles()[i]);
      }
    } else if (type.single()) {
      for (int i = 0; i < n; i++) {
        y.floats()[i] = type.narrow(f.of(a.floats()[i], b.floats()[i]));
      }
    } else {
      for (int i = 0; i < n; i++) {
        y.longs()[i] = type.wrap(h.of(a.longs()[i], b.longs()[i]));
      }
    }
    return y;
  }

  /** Whether f or g holds; UINT64 comes to g as it is ordered with a sign. */
  static Tensor test(Tensor x, Tensor z, Test f, LongTest g) {
    requireSame(x, z);
    int[] dims = Dims.broadcast(x.dims(), z.dims());
    Tensor a = Dims.expand(x, dims);
    Tensor b = Dims.expand(z, dims);
    Tensor y = Tensor.zeros(ElementType.BOOL, dims);
    int n = y.size();
    long turn = x.type() == ElementType.UINT64 ? Long.MIN_VALUE : 0;
    for (int i = 0; i < n; i++) {
      boolean holds = x.type().floating() ? f.of(a.number(i), b.number(i))
          : g.of(a.longs()[i] ^ turn, b.longs()[i] ^ turn);
      y.longs()[i] = holds ? 1 : 0;
    }
    return y;
  }

  /** All elements as doubles; the tensor's own array if it has one. */
  static double[] doubles(Tensor x) {
    if (x.type() == ElementType.DOUBLE) {
      return x.doubles();
    }
    double[] y = new double[x.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = x.number(i);
    }
    return y;
  }

  /** A tensor of doubles, each rounded to a floating-point type. */
  static Tensor rounded(ElementType type, double[] x, int... dims) {
    if (type == ElementType.DOUBLE) {
      return Tensor.of(x, dims);
    }
    Tensor y = Tensor.zeros(type, dims);
    for (int i = 0; i < x.length; i++) {
      y.floats()[i] = type.narrow(x[i]);
    }
    return y;
  }

  static void requireFloating(Tensor x) {
    if (!x.type().floating()) {
      throw refused(x.type());
    }
  }

  /** Rounds what a float kernel computed to a half-width type, in place. */
  static Tensor rounded(Tensor y) {
    if (y.type().single() && y.type() != ElementType.FLOAT) {
      float[] values = y.floats();
      for (int i = 0; i < values.length; i++) {
        values[i] = y.type().round(values[i]);
      }
    }
    return y;
  }
}
