package org.isobit.models.onnx.internal.operators;

import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Sums, products, powers, extremes and bits, with broadcasting. */
final class ArithmeticOperators {

  private ArithmeticOperators() {}

  static void add(Operators t) {
    t.one("Add", 2, 2, "", c -> sum(c.in(0), c.in(1)));
    t.one("Sub", 2, 2, "", c -> numbers(c, (a, b) -> a - b, (a, b) -> a - b, (a, b) -> a - b));
    t.one("Mul", 2, 2, "", c -> product(c.in(0), c.in(1)));
    t.one("Div", 2, 2, "", c -> numbers(c, (a, b) -> a / b, (a, b) -> a / b, Long::divideUnsigned));
    t.one("Mod", 2, 2, "fmod", ArithmeticOperators::mod);
    t.one("Pow", 2, 2, "", ArithmeticOperators::pow);
    t.one("Max", 1, Operators.ANY, "", c -> fold(c, ArithmeticOperators::max));
    t.one("Min", 1, Operators.ANY, "", c -> fold(c, ArithmeticOperators::min));
    t.one("Sum", 1, Operators.ANY, "", c -> fold(c, ArithmeticOperators::floatingSum));
    t.one("Mean", 1, Operators.ANY, "", ArithmeticOperators::mean);
    t.one("BitShift", 2, 2, "direction", ArithmeticOperators::shift);
    t.one("BitwiseAnd", 2, 2, "", c -> bits(c, (a, b) -> a & b));
    t.one("BitwiseOr", 2, 2, "", c -> bits(c, (a, b) -> a | b));
    t.one("BitwiseXor", 2, 2, "", c -> bits(c, (a, b) -> a ^ b));
    t.one("BitwiseNot", 1, 1, "", c -> Elements.map(c.in(0), null, a -> ~a));
  }

  private interface Two {
    Tensor of(Tensor a, Tensor b);
  }

  private static void requireNumbers(Tensor x) {
    if (x.type() == ElementType.BOOL) {
      throw Elements.refused(x.type());
    }
  }

  private static Tensor numbers(Call c, Elements.Binary f, Elements.LongBinary g, Elements.LongBinary u) {
    requireNumbers(c.in(0));
    return Elements.map(c.in(0), c.in(1), f, g, u);
  }

  /** A loop over n elements of two arrays, by itself so that the compiler vectorises it. */
  private interface Doubles {
    void run(int n, double[] a, double[] b, double[] y);
  }

  private interface Floats {
    void run(int n, float[] a, float[] b, float[] y);
  }

  private static void add(int n, double[] a, double[] b, double[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void add(int n, float[] a, float[] b, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void multiply(int n, double[] a, double[] b, double[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void multiply(int n, float[] a, float[] b, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static Tensor sum(Tensor x, Tensor z) {
    requireNumbers(x);
    Tensor y = looped(x, z, ArithmeticOperators::add, ArithmeticOperators::add);
    return y != null ? y : Elements.map(x, z, (a, b) -> a + b, (a, b) -> a + b, (a, b) -> a + b);
  }

  private static Tensor product(Tensor x, Tensor z) {
    requireNumbers(x);
    Tensor y = looped(x, z, ArithmeticOperators::multiply, ArithmeticOperators::multiply);
    return y != null ? y : Elements.map(x, z, (a, b) -> a * b, (a, b) -> a * b, (a, b) -> a * b);
  }

  /** Of FLOAT and DOUBLE, by their loops; null of other types. */
  private static Tensor looped(Tensor x, Tensor z, Doubles f, Floats g) {
    Elements.requireSame(x, z);
    if (x.type() != ElementType.FLOAT && x.type() != ElementType.DOUBLE) {
      return null;
    }
    int[] dims = Dims.broadcast(x.dims(), z.dims());
    Tensor a = Dims.expand(x, dims);
    Tensor b = Dims.expand(z, dims);
    Tensor y = Tensor.zeros(x.type(), dims);
    if (x.type() == ElementType.FLOAT) {
      g.run(y.size(), a.floats(), b.floats(), y.floats());
    } else {
      f.run(y.size(), a.doubles(), b.doubles(), y.doubles());
    }
    return y;
  }

  private static Tensor fold(Call c, Two f) {
    Tensor y = c.in(0);
    requireNumbers(y);
    for (int i = 1; i < c.inputs(); i++) {
      y = f.of(y, c.in(i));
    }
    return y;
  }

  private static Tensor floatingSum(Tensor a, Tensor b) {
    Elements.requireFloating(a);
    return sum(a, b);
  }

  private static Tensor mean(Call c) {
    Elements.requireFloating(c.in(0));
    int n = c.inputs();
    return Elements.map(fold(c, ArithmeticOperators::sum), s -> s / n, null);
  }

  static Tensor max(Tensor x, Tensor z) {
    return Elements.map(x, z, (a, b) -> b > a || b != b ? b : a, (a, b) -> b > a ? b : a,
        (a, b) -> Long.compareUnsigned(b, a) > 0 ? b : a);
  }

  static Tensor min(Tensor x, Tensor z) {
    return Elements.map(x, z, (a, b) -> b < a || b != b ? b : a, (a, b) -> b < a ? b : a,
        (a, b) -> Long.compareUnsigned(b, a) < 0 ? b : a);
  }

  private static Tensor mod(Call c) {
    if (c.flag("fmod")) {
      return numbers(c, (a, b) -> a % b, (a, b) -> a % b, Long::remainderUnsigned);
    }
    if (c.in(0).type().floating()) {
      throw new IllegalArgumentException("floating-point numbers need the attribute 'fmod' = 1");
    }
    return numbers(c, null, Math::floorMod, Long::remainderUnsigned);
  }

  /** The base's type is the result's; powers of integers by integers are exact modulo 2^64. */
  private static Tensor pow(Call c) {
    Tensor x = c.in(0);
    Tensor z = c.in(1);
    requireNumbers(x);
    requireNumbers(z);
    int[] dims = Dims.broadcast(x.dims(), z.dims());
    Tensor base = Dims.expand(x, dims);
    Tensor exponent = Dims.expand(z, dims);
    if (x.type().integer() && z.type().integer()) {
      Tensor y = Tensor.zeros(x.type(), dims);
      for (int i = 0; i < y.size(); i++) {
        y.longs()[i] = x.type().wrap(power(base.longs()[i], exponent.longs()[i], z.type() == ElementType.UINT64));
      }
      return y;
    }
    double[] y = Functions.pow(Elements.doubles(base), Elements.doubles(exponent));
    if (x.type().floating()) {
      return Elements.rounded(x.type(), y, dims);
    }
    return ConversionOperators.cast(Tensor.of(y, dims), x.type());
  }

  private static long power(long base, long exponent, boolean unsigned) {
    if (exponent < 0 && !unsigned) {
      if (base == 0) {
        throw new ArithmeticException("0 has no power of " + exponent);
      }
      return base == 1 ? 1 : base == -1 ? (exponent & 1) == 0 ? 1 : -1 : 0;
    }
    long y = 1;
    long square = base;
    for (long e = exponent; e != 0; e >>>= 1) {
      y *= (e & 1) == 0 ? 1 : square;
      square *= square;
    }
    return y;
  }

  private static Tensor shift(Call c) {
    if (!c.in(0).type().unsigned()) {
      throw Elements.refused(c.in(0).type());
    }
    Elements.LongBinary f = switch (c.text("direction", "")) {
      case "LEFT" -> (a, b) -> b < 0 || b > 63 ? 0 : a << b;
      case "RIGHT" -> (a, b) -> b < 0 || b > 63 ? 0 : a >>> b;
      default -> throw new IllegalArgumentException("the attribute 'direction' is neither LEFT nor RIGHT");
    };
    return bits(c, f);
  }

  private static Tensor bits(Call c, Elements.LongBinary f) {
    requireNumbers(c.in(0));
    return Elements.map(c.in(0), c.in(1), null, f, f);
  }
}
