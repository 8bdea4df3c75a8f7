package org.isobit.models.onnx.internal.operators;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.neural.DenseLayer;
import org.isobit.kernels.neural.DenseStack;
import org.isobit.kernels.neural.DenseWeights;
import org.isobit.kernels.neural.FloatDenseStack;
import org.isobit.kernels.neural.FloatDenseWeights;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Products with a matrix that is a constant, packed once: of few rows, with the bits of the product that packs it at
 * each call. Immutable, thread-safe.
 */
final class PreparedProducts {

  /** Of more rows, products in blocks are quicker: packing costs them little then. */
  private static final int FEW = 16;

  private final ElementType type;
  private final int inputs;
  private final int outputs;
  private final DenseStack doubles;
  private final FloatDenseStack floats;

  private PreparedProducts(Tensor w, boolean transposed, Tensor bias) {
    this.type = w.type();
    this.inputs = w.dim(transposed ? 1 : 0);
    this.outputs = w.dim(transposed ? 0 : 1);
    DenseLayer layer = new DenseLayer(inputs, outputs, transposed, Activation.IDENTITY, 0);
    boolean wide = type == ElementType.DOUBLE;
    this.doubles = wide ? DenseStack.of(DenseWeights.of(layer, w.doubles(), 0, bias == null ? null : bias.doubles(), 0))
        : null;
    this.floats = wide ? null : FloatDenseStack.of(FloatDenseWeights.of(layer, w.floats(), 0,
        bias == null ? null : bias.floats(), 0));
  }

  private static boolean packs(Tensor w) {
    return w != null && w.rank() == 2 && w.size() > 0 && (w.type() == ElementType.FLOAT
        || w.type() == ElementType.DOUBLE);
  }

  /** Gemm without factors, of rows that are not transposed, with a bias that is one row, or none. */
  static Operator gemm(Call fixed, Operator.One usual) {
    Tensor w = fixed.optional(1);
    boolean transposed = fixed.flag("transB");
    boolean biased = fixed.node().inputs().size() > 2 && !fixed.node().inputs().get(2).isEmpty();
    Tensor bias = fixed.optional(2);
    if (!packs(w) || fixed.flag("transA") || fixed.number("alpha", 1) != 1 || biased && fixed.number("beta", 1) != 1) {
      return null;
    }
    int n = w.dim(transposed ? 0 : 1);
    if (biased && (bias == null || bias.type() != w.type() || bias.size() != n || bias.rank() < 1 || bias.rank() > 2
        || bias.dim(bias.rank() - 1) != n)) {
      return null;
    }
    PreparedProducts p = new PreparedProducts(w, transposed, bias);
    return c -> new Tensor[] {c.in(0).rank() == 2 && p.takes(c.in(0)) ? p.product(c.in(0)) : usual.run(c)};
  }

  /** MatMul with a matrix as its second input. */
  static Operator matMul(Call fixed, Operator.One usual) {
    if (!packs(fixed.optional(1))) {
      return null;
    }
    PreparedProducts p = new PreparedProducts(fixed.optional(1), false, null);
    return c -> new Tensor[] {p.takes(c.in(0)) ? p.product(c.in(0)) : usual.run(c)};
  }

  private boolean takes(Tensor x) {
    return x.type() == type && x.rank() > 0 && x.dim(x.rank() - 1) == inputs && x.size() > 0
        && x.size() / inputs <= FEW;
  }

  private Tensor product(Tensor x) {
    int rows = x.size() / inputs;
    int[] dims = Arrays.copyOf(x.dims(), x.rank());
    dims[x.rank() - 1] = outputs;
    Tensor y = Tensor.zeros(type, dims);
    if (doubles != null) {
      doubles.forward(rows, x.doubles(), 0, inputs, y.doubles(), 0, outputs, Workers.shared());
    } else {
      floats.forward(rows, x.floats(), 0, inputs, y.floats(), 0, outputs, Workers.shared());
    }
    return y;
  }
}
