package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Copies with elements replaced, or combined in the order of the indices, at the places that indices name. */
final class ScatterOperators {

  private ScatterOperators() {}

  static void add(Operators t) {
    t.one("ScatterElements", 3, 3, "axis reduction", ScatterOperators::elements);
    t.one("ScatterND", 3, 3, "reduction", ScatterOperators::tuples);
  }

  private static Tensor elements(Call c) {
    Tensor x = c.in(0);
    Tensor updates = c.in(2);
    Elements.requireSame(x, updates);
    if (!Arrays.equals(c.in(1).dims(), updates.dims())) {
      throw new IllegalArgumentException("indices " + c.in(1) + " do not fit updates " + updates);
    }
    int[] places = GatherOperators.places(x, c.in(1), Dims.axis(c.integer("axis", 0), x.rank()));
    return put(x, places, updates, 1, c.text("reduction", "none"));
  }

  private static Tensor tuples(Call c) {
    Tensor x = c.in(0);
    Tensor indices = c.in(1);
    Tensor updates = c.in(2);
    Elements.requireSame(x, updates);
    int[] firsts = GatherOperators.firsts(x, indices, 0);
    int[] rest = Arrays.copyOfRange(x.dims(), indices.dim(indices.rank() - 1), x.rank());
    int[] dims = GatherOperators.joined(Arrays.copyOf(indices.dims(), indices.rank() - 1), rest);
    if (!Arrays.equals(dims, updates.dims())) {
      throw new IllegalArgumentException("updates are " + updates + ", not of shape " + Arrays.toString(dims));
    }
    return put(x, firsts, updates, Dims.count(rest), c.text("reduction", "none"));
  }

  /** Runs of n elements of the updates to their places. */
  private static Tensor put(Tensor x, int[] places, Tensor updates, int n, String reduction) {
    Tensor y = x.copy();
    if (reduction.equals("none")) {
      for (int i = 0; i < places.length; i++) {
        Tensor.copy(updates, i * n, y, places[i], n);
      }
      return y;
    }
    ElementType type = x.type();
    for (int i = 0; i < updates.size(); i++) {
      int at = places[i / n] + i % n;
      if (type == ElementType.DOUBLE) {
        y.doubles()[at] = combined(reduction, y.doubles()[at], updates.doubles()[i]);
      } else if (type.single()) {
        y.floats()[at] = type.narrow(combined(reduction, y.floats()[at], updates.floats()[i]));
      } else {
        y.longs()[at] = type.wrap(combined(reduction, y.longs()[at], updates.longs()[i], type));
      }
    }
    return y;
  }

  private static IllegalArgumentException unknown() {
    return new IllegalArgumentException("the attribute 'reduction' is none of none, add, mul, min and max");
  }

  private static double combined(String reduction, double a, double b) {
    return switch (reduction) {
      case "add" -> a + b;
      case "mul" -> a * b;
      case "min" -> b < a || b != b ? b : a;
      case "max" -> b > a || b != b ? b : a;
      default -> throw unknown();
    };
  }

  private static long combined(String reduction, long a, long b, ElementType type) {
    int order = type == ElementType.UINT64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
    return switch (reduction) {
      case "add" -> a + b;
      case "mul" -> a * b;
      case "min" -> order < 0 ? a : b;
      case "max" -> order > 0 ? a : b;
      default -> throw unknown();
    };
  }
}
