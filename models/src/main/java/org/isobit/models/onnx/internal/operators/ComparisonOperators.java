package org.isobit.models.onnx.internal.operators;

import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Comparisons, logic and choice, with broadcasting. */
final class ComparisonOperators {

  private ComparisonOperators() {}

  static void add(Operators t) {
    t.one("Equal", 2, 2, "", c -> Elements.test(c.in(0), c.in(1), (a, b) -> a == b, (a, b) -> a == b));
    t.one("Less", 2, 2, "", c -> Elements.test(c.in(0), c.in(1), (a, b) -> a < b, (a, b) -> a < b));
    t.one("LessOrEqual", 2, 2, "", c -> Elements.test(c.in(0), c.in(1), (a, b) -> a <= b, (a, b) -> a <= b));
    t.one("Greater", 2, 2, "", c -> Elements.test(c.in(0), c.in(1), (a, b) -> a > b, (a, b) -> a > b));
    t.one("GreaterOrEqual", 2, 2, "", c -> Elements.test(c.in(0), c.in(1), (a, b) -> a >= b, (a, b) -> a >= b));
    t.one("And", 2, 2, "", c -> logic(c, (a, b) -> a & b));
    t.one("Or", 2, 2, "", c -> logic(c, (a, b) -> a | b));
    t.one("Xor", 2, 2, "", c -> logic(c, (a, b) -> a ^ b));
    t.one("Not", 1, 1, "", c -> not(c.in(0)));
    t.one("IsNaN", 1, 1, "", c -> that(c.in(0), x -> x != x));
    t.one("IsInf", 1, 1, "detect_negative detect_positive", ComparisonOperators::infinite);
    t.one("Where", 3, 3, "", ComparisonOperators::where);
  }

  private interface Property {
    boolean of(double x);
  }

  private static Tensor logic(Call c, Elements.LongBinary f) {
    requireBool(c.in(0));
    return Elements.map(c.in(0), c.in(1), null, f, f);
  }

  private static void requireBool(Tensor x) {
    if (x.type() != ElementType.BOOL) {
      throw Elements.refused(x.type());
    }
  }

  private static Tensor not(Tensor x) {
    requireBool(x);
    Tensor y = Tensor.zeros(ElementType.BOOL, x.dims());
    for (int i = 0; i < x.size(); i++) {
      y.longs()[i] = x.longs()[i] ^ 1;
    }
    return y;
  }

  private static Tensor that(Tensor x, Property f) {
    Elements.requireFloating(x);
    Tensor y = Tensor.zeros(ElementType.BOOL, x.dims());
    for (int i = 0; i < x.size(); i++) {
      y.longs()[i] = f.of(x.number(i)) ? 1 : 0;
    }
    return y;
  }

  private static Tensor infinite(Call c) {
    boolean below = c.integer("detect_negative", 1) != 0;
    boolean above = c.integer("detect_positive", 1) != 0;
    return that(c.in(0), x -> below && x == Double.NEGATIVE_INFINITY || above && x == Double.POSITIVE_INFINITY);
  }

  private static Tensor where(Call c) {
    requireBool(c.in(0));
    Elements.requireSame(c.in(1), c.in(2));
    int[] dims = Dims.broadcast(c.in(0).dims(), Dims.broadcast(c.in(1).dims(), c.in(2).dims()));
    Tensor condition = Dims.expand(c.in(0), dims);
    Tensor x = Dims.expand(c.in(1), dims);
    Tensor y = Dims.expand(c.in(2), dims);
    Tensor chosen = y.copy();
    for (int i = 0; i < chosen.size(); i++) {
      if (condition.longs()[i] != 0) {
        Tensor.copy(x, i, chosen, i, 1);
      }
    }
    return chosen;
  }
}
