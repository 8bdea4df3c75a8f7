package org.isobit.models.onnx.internal.operators;

import java.util.stream.IntStream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.FloatSoftmax;
import org.isobit.kernels.neural.Softmax;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/** Softmax and its kin, along one axis. */
final class SoftmaxOperators {

  private SoftmaxOperators() {}

  static void add(Operators t) {
    t.one("Softmax", 1, 1, "axis", c -> along(c, SoftmaxOperators::softmax));
    t.one("LogSoftmax", 1, 1, "axis", c -> along(c, SoftmaxOperators::logSoftmax));
    t.one("Hardmax", 1, 1, "axis", c -> along(c, SoftmaxOperators::hardmax));
  }

  private interface LastAxis {
    Tensor of(Tensor x, int rows, int n);
  }

  private static Tensor along(Call c, LastAxis f) {
    Tensor x = c.in(0);
    Elements.requireFloating(x);
    int last = x.rank() - 1;
    int axis = Dims.axis(c.integer("axis", -1), x.rank());
    if (x.size() == 0) {
      return x;
    }
    // Exchanging the axis with the last is its own inverse.
    int[] order = IntStream.rangeClosed(0, last).map(d -> d == axis ? last : d == last ? axis : d).toArray();
    Tensor turned = ShapeOperators.permuted(x, order);
    int n = x.dim(axis);
    return ShapeOperators.permuted(f.of(turned, x.size() / n, n), order);
  }

  private static Tensor softmax(Tensor x, int rows, int n) {
    Tensor y = Tensor.zeros(x.type(), x.dims());
    if (x.type() == ElementType.DOUBLE) {
      Softmax.forward(rows, n, x.doubles(), 0, n, y.doubles(), 0, n, Workers.shared());
    } else {
      FloatSoftmax.forward(rows, n, x.floats(), 0, n, y.floats(), 0, n, Workers.shared());
    }
    return Elements.rounded(y);
  }

  /** (x − m) − ln of the sum of e^(x − m), m the row's maximum, in double. */
  private static Tensor logSoftmax(Tensor x, int rows, int n) {
    double[] y = Elements.doubles(x).clone();
    for (int r = 0; r < rows; r++) {
      double m = ReductionOperators.max(n, y, r * n);
      double[] row = new double[n];
      for (int i = 0; i < n; i++) {
        row[i] = y[r * n + i] - m;
      }
      double log = Functions.log(new double[] {Reduce.sum(n, Functions.exp(row), 0)})[0];
      for (int i = 0; i < n; i++) {
        y[r * n + i] = row[i] - log;
      }
    }
    return Elements.rounded(x.type(), y, x.dims());
  }

  /** 1 at the first maximum. */
  private static Tensor hardmax(Tensor x, int rows, int n) {
    double[] values = Elements.doubles(x);
    double[] y = new double[x.size()];
    for (int r = 0; r < rows; r++) {
      double m = ReductionOperators.max(n, values, r * n);
      int at = 0;
      while (at < n - 1 && values[r * n + at] != m && m == m) {
        at++;
      }
      y[r * n + at] = 1;
    }
    return Elements.rounded(x.type(), y, x.dims());
  }
}
