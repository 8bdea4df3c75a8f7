package org.isobit.models.onnx.internal.operators;

import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Types into types. */
final class ConversionOperators {

  private ConversionOperators() {}

  static void add(Operators t) {
    t.one("Cast", 1, 1, "to saturate round_mode", c -> cast(c.in(0), ElementType.of(c.integer("to", 0))));
    t.one("CastLike", 2, 2, "saturate round_mode", c -> cast(c.in(0), c.in(1).type()));
  }

  /**
   * Numbers to the nearest, ties to even, rounded once; to integers towards zero, where they fit, and by their last
   * bits where not. NaN becomes 0. To BOOL: whether it is not 0.
   */
  static Tensor cast(Tensor x, ElementType to) {
    if (x.type() == to) {
      return x;
    }
    Tensor y = Tensor.zeros(to, x.dims());
    boolean unsigned = x.type() == ElementType.UINT64;
    for (int i = 0; i < y.size(); i++) {
      if (to == ElementType.DOUBLE) {
        y.doubles()[i] = x.number(i);
      } else if (to.single()) {
        // A long is rounded once to float; by way of a double it would be twice.
        y.floats()[i] = x.type().floating() || unsigned || to != ElementType.FLOAT ? to.narrow(x.number(i))
            : x.longs()[i];
      } else if (x.type().floating()) {
        double v = x.number(i);
        y.longs()[i] = to == ElementType.BOOL ? v != 0 ? 1 : 0 : whole(v, to);
      } else {
        y.longs()[i] = to.wrap(x.longs()[i]);
      }
    }
    return y;
  }

  private static long whole(double v, ElementType to) {
    if (to == ElementType.UINT64 && v >= 0x1p63) {
      return v >= 0x1p64 ? -1 : (long) (v - 0x1p63) + Long.MIN_VALUE;
    }
    return to.wrap((long) v);
  }
}
