package org.isobit.models.onnx.internal.operators;

import org.isobit.kernels.elementary.Elementary;
import org.isobit.kernels.elementary.FloatElementary;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Functions of one number. */
final class UnaryOperators {

  private UnaryOperators() {}

  static void add(Operators t) {
    t.one("Abs", 1, 1, "", c -> c.in(0).type().unsigned() ? c.in(0) : Elements.map(c.in(0), Math::abs, Math::abs));
    t.one("Neg", 1, 1, "", c -> signed(c.in(0), x -> -x, x -> -x));
    t.one("Sign", 1, 1, "", UnaryOperators::sign);
    t.one("Floor", 1, 1, "", c -> Elements.map(c.in(0), Math::floor, null));
    t.one("Ceil", 1, 1, "", c -> Elements.map(c.in(0), Math::ceil, null));
    t.one("Round", 1, 1, "", c -> Elements.map(c.in(0), Math::rint, null));
    t.one("Sqrt", 1, 1, "", c -> Elements.map(c.in(0), Math::sqrt, null));
    t.one("Reciprocal", 1, 1, "", c -> Elements.map(c.in(0), x -> 1 / x, null));
    t.one("Exp", 1, 1, "", c -> kernel(c.in(0), Elementary::exp, FloatElementary::exp));
    t.one("Log", 1, 1, "", c -> kernel(c.in(0), Elementary::log, FloatElementary::log));
    t.one("Sin", 1, 1, "", c -> kernel(c.in(0), Elementary::sin, FloatElementary::sin));
    t.one("Cos", 1, 1, "", c -> kernel(c.in(0), Elementary::cos, FloatElementary::cos));
    t.one("Erf", 1, 1, "", c -> kernel(c.in(0), Elementary::erf, FloatElementary::erf));
    t.one("Tanh", 1, 1, "", c -> kernel(c.in(0), Elementary::tanh, FloatElementary::tanh));
    t.one("Sigmoid", 1, 1, "", c -> kernel(c.in(0), Elementary::sigmoid, FloatElementary::sigmoid));
    t.one("Softplus", 1, 1, "", c -> kernel(c.in(0), Elementary::softplus, FloatElementary::softplus));
    t.one("Tan", 1, 1, "", c -> function(c.in(0), Functions::tan));
    t.one("Asin", 1, 1, "", c -> Elements.map(c.in(0), Functions::asin, null));
    t.one("Acos", 1, 1, "", c -> Elements.map(c.in(0), Functions::acos, null));
    t.one("Atan", 1, 1, "", c -> Elements.map(c.in(0), Functions::atan, null));
    t.one("Sinh", 1, 1, "", c -> function(c.in(0), Functions::sinh));
    t.one("Cosh", 1, 1, "", c -> function(c.in(0), Functions::cosh));
    t.one("Asinh", 1, 1, "", c -> function(c.in(0), Functions::asinh));
    t.one("Acosh", 1, 1, "", c -> function(c.in(0), Functions::acosh));
    t.one("Atanh", 1, 1, "", c -> function(c.in(0), Functions::atanh));
  }

  /** A kernel over an array of doubles. */
  interface Doubles {
    void run(int n, double[] x, long xOffset, double[] y, long yOffset);
  }

  /** A kernel over an array of floats. */
  interface Floats {
    void run(int n, float[] x, long xOffset, float[] y, long yOffset);
  }

  /** All values at once. */
  interface Whole {
    double[] of(double[] x);
  }

  /** The kernel of the tensor's type; half-width types go through the float one and are rounded. */
  static Tensor kernel(Tensor x, Doubles f, Floats g) {
    Elements.requireFloating(x);
    Tensor y = Tensor.zeros(x.type(), x.dims());
    if (x.type() == ElementType.DOUBLE) {
      f.run(x.size(), x.doubles(), 0, y.doubles(), 0);
    } else {
      g.run(x.size(), x.floats(), 0, y.floats(), 0);
    }
    return Elements.rounded(y);
  }

  static Tensor function(Tensor x, Whole f) {
    Elements.requireFloating(x);
    return Elements.rounded(x.type(), f.of(Elements.doubles(x)), x.dims());
  }

  private static Tensor signed(Tensor x, Elements.Unary f, Elements.LongUnary g) {
    if (x.type().unsigned()) {
      throw Elements.refused(x.type());
    }
    return Elements.map(x, f, g);
  }

  private static Tensor sign(Call c) {
    if (c.in(0).type().unsigned()) {
      return Elements.map(c.in(0), null, x -> x == 0 ? 0 : 1);
    }
    return Elements.map(c.in(0), x -> x > 0 ? 1 : x < 0 ? -1 : x, x -> Long.compare(x, 0));
  }
}
