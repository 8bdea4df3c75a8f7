package org.isobit.models.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.PositionEmbedding;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** Factors and summands of models that are constants. Thread-safe. */
final class AffineMatch {

  private AffineMatch() {}

  /** A number of its own added to each element of a sample. */
  static boolean embedding(ImportedLayers to, NodeDef node) {
    String x = node.inputs().stream().filter(to::whole).findFirst().orElse("");
    Tensor own = x.isEmpty() ? null : numbers(to, node, x);
    return own != null && own.size() > 1 && to.add(node, PositionEmbedding.of(), List.of(x), own);
  }

  /** x·a + b of constants, of which the second may be missing, or x + b. */
  static boolean affine(ImportedLayers to, NodeDef node, boolean factor) {
    String x = node.inputs().stream().filter(to::whole).findFirst().orElse("");
    Tensor own = x.isEmpty() ? null : numbers(to, node, x);
    if (own == null) {
      return false;
    }
    NodeDef last = node;
    Tensor shift = factor ? null : own;
    NodeDef next = to.reader(node.outputs().getFirst());
    if (factor && next != null && next.operator().equals("Add")) {
      String other = next.inputs().get(next.inputs().getFirst().equals(node.outputs().getFirst()) ? 1 : 0);
      shift = fitting(to.constant(other), to.shape(x));
      last = shift == null ? node : next;
    }
    int n = Math.max(own.size(), shift == null ? 1 : shift.size());
    double[] a = spread(factor ? own : null, n, 1);
    double[] b = spread(shift, n, 0);
    if (last != node) {
      to.take(last);
    }
    return to.add(last, n == 1 ? Layers.affine(a[0], b[0]) : Layers.affine(a, b), List.of(x));
  }

  private static Tensor numbers(ImportedLayers to, NodeDef node, String x) {
    return fitting(to.constant(node.inputs().get(node.inputs().getFirst().equals(x) ? 1 : 0)), to.shape(x));
  }

  /** A constant that has one number, or one for each element of a sample; else null. */
  private static Tensor fitting(Tensor c, Shape shape) {
    if (c == null || c.size() == 1 && c.rank() <= shape.rank() + 1) {
      return c;
    }
    int skipped = c.rank() == shape.rank() + 1 && c.dim(0) == 1 ? 1 : 0;
    int[] dims = Arrays.copyOfRange(c.dims(), skipped, c.rank());
    int[] sample = IntStream.range(0, shape.rank()).map(shape::dimension).toArray();
    return Arrays.equals(dims, sample) ? c : null;
  }

  private static double[] spread(Tensor c, int n, double missing) {
    return IntStream.range(0, n).mapToDouble(i -> c == null ? missing : c.number(c.size() == 1 ? 0 : i)).toArray();
  }
}
