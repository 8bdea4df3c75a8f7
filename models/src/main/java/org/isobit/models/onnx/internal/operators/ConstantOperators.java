package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Tensors that are made, not computed of others. */
final class ConstantOperators {

  private ConstantOperators() {}

  static void add(Operators t) {
    t.one("Constant", 0, 0, "value value_float value_floats value_int value_ints", ConstantOperators::constant);
    t.one("ConstantOfShape", 1, 1, "value", ConstantOperators::ofShape);
    t.one("Range", 3, 3, "", ConstantOperators::range);
    t.one("EyeLike", 1, 1, "dtype k", ConstantOperators::eye);
    t.one("Identity", 1, 1, "", c -> c.in(0));
    t.many("Dropout", 1, 3, 2, "seed", ConstantOperators::dropout);
  }

  private static Tensor constant(Call c) {
    if (c.node().attributes().size() != 1) {
      throw new IllegalArgumentException("needs exactly one attribute");
    }
    return switch (c.node().attributes().keySet().iterator().next()) {
      case "value" -> c.tensor("value");
      case "value_float" -> Tensor.of(new float[] {(float) c.number("value_float", 0)});
      case "value_floats" -> Tensor.of(c.numbers("value_floats"), c.numbers("value_floats").length);
      case "value_int" -> Tensor.of(new long[] {c.integer("value_int", 0)});
      default -> Tensor.of(c.integers("value_ints"), c.integers("value_ints").length);
    };
  }

  static int[] shape(long[] dims) {
    return Arrays.stream(dims).mapToInt(Dims::dimension).toArray();
  }

  private static Tensor ofShape(Call c) {
    int[] dims = shape(c.integers(0));
    Tensor value = c.tensor("value");
    if (value == null) {
      return Tensor.zeros(ElementType.FLOAT, dims);
    }
    if (value.size() != 1) {
      throw new IllegalArgumentException("the attribute 'value' is " + value + ", not one number");
    }
    return filled(value, dims);
  }

  /** One element everywhere. */
  static Tensor filled(Tensor one, int... dims) {
    Tensor y = Tensor.zeros(one.type(), dims);
    if (one.type() == ElementType.DOUBLE) {
      Arrays.fill(y.doubles(), one.doubles()[0]);
    } else if (one.type().single()) {
      Arrays.fill(y.floats(), one.floats()[0]);
    } else {
      Arrays.fill(y.longs(), one.longs()[0]);
    }
    return y;
  }

  /** start + i·delta for i below (limit − start)/delta, rounded up. */
  private static Tensor range(Call c) {
    Tensor start = c.in(0);
    Elements.requireSame(start, c.in(1));
    Elements.requireSame(start, c.in(2));
    for (int i = 0; i < 3; i++) {
      if (c.in(i).size() != 1) {
        throw new IllegalArgumentException("input number " + i + " is " + c.in(i) + ", not one number");
      }
    }
    double delta = c.in(2).number(0);
    if (delta == 0 || delta != delta) {
      throw new IllegalArgumentException("the step is " + delta);
    }
    double count = Math.ceil((c.in(1).number(0) - start.number(0)) / delta);
    int n = count > 0 ? Dims.dimension((long) count) : 0;
    Tensor y = Tensor.zeros(start.type(), n);
    for (int i = 0; i < n; i++) {
      if (start.type() == ElementType.DOUBLE) {
        y.doubles()[i] = start.number(0) + i * delta;
      } else if (start.type().single()) {
        y.floats()[i] = start.type().narrow(start.number(0) + i * delta);
      } else {
        y.longs()[i] = start.type().wrap(start.longs()[0] + i * c.in(2).longs()[0]);
      }
    }
    return y;
  }

  private static Tensor eye(Call c) {
    Tensor x = c.in(0);
    if (x.rank() != 2) {
      throw new IllegalArgumentException("takes a matrix, not " + x);
    }
    ElementType type = c.has("dtype") ? ElementType.of(c.integer("dtype", 0)) : x.type();
    long k = c.integer("k", 0);
    Tensor one = ConversionOperators.cast(Tensor.of(new long[] {1}), type);
    Tensor y = Tensor.zeros(type, x.dims());
    for (int i = 0; i < x.dim(0); i++) {
      if (i + k >= 0 && i + k < x.dim(1)) {
        Tensor.copy(one, 0, y, (int) (i * (long) x.dim(1) + i + k), 1);
      }
    }
    return y;
  }

  /** In inference nothing is dropped. */
  private static Tensor[] dropout(Call c) {
    for (int i = 1; i <= 2; i++) {
      if (c.optional(i) != null && c.in(i).size() != 1) {
        throw new IllegalArgumentException("input number " + i + " is " + c.in(i) + ", not one element");
      }
    }
    boolean training = c.optional(2) != null && c.in(2).number(0) != 0;
    double ratio = c.optional(1) == null ? 0.5 : c.in(1).number(0);
    if (training && ratio != 0) {
      throw new IllegalArgumentException("is in training mode; models are run, not trained");
    }
    Tensor kept = c.outputs() < 2 ? null : filled(Tensor.of(ElementType.BOOL, new long[] {1}), c.in(0).dims());
    return new Tensor[] {c.in(0), kept};
  }
}
