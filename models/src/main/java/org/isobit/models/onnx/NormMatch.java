package org.isobit.models.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
import org.isobit.models.learning.layers.normalization.GroupNormalization;
import org.isobit.models.learning.layers.normalization.InstanceNormalization;
import org.isobit.models.learning.layers.normalization.LayerNormalization;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** Normalisations of models, with constant factors and summands. */
final class NormMatch {

  private NormMatch() {}

  /** A LayerNormalization along the last dimension. */
  static boolean layer(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    Object axis = node.attributes().getOrDefault("axis", -1L);
    if (!to.whole(x) || !axis.equals(-1L) && !axis.equals((long) to.shape(x).rank())) {
      return false;
    }
    boolean bias = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
    LayerNormalization layer = LayerNormalization.of().withEps(eps(node));
    return added(to, node, bias ? layer : layer.withoutBias(), to.shape(x).last(), bias ? 2 : 1);
  }

  /** A BatchNormalization in inference. */
  static boolean batch(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    return to.whole(x) && node.attributes().getOrDefault("training_mode", 0L).equals(0L)
        && added(to, node, BatchNormalization.of().withEps(eps(node)), to.shape(x).dimension(0), 4);
  }

  /** An InstanceNormalization. */
  static boolean instance(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    return to.whole(x) && to.shape(x).rank() > 1 && added(to, node,
        InstanceNormalization.of().withAffine().withEps(eps(node)), to.shape(x).dimension(0), 2);
  }

  /** The shortest decimal number that is rounded to the attribute, a float. */
  private static double eps(NodeDef node) {
    return Double.parseDouble(node.attributes().getOrDefault("epsilon", 1e-5f).toString());
  }

  /** Adds the layer, if the inputs behind the first one are constants of n numbers each. */
  private static boolean added(ImportedLayers to, NodeDef node, Layer layer, int n, int parameters) {
    Tensor[] own = IntStream.rangeClosed(1, parameters).mapToObj(i -> to.constant(node.inputs().get(i)))
        .toArray(Tensor[]::new);
    for (Tensor parameter : own) {
      if (parameter == null || parameter.rank() != 1 || parameter.size() != n) {
        return false;
      }
    }
    return node.outputs().size() == 1 && to.add(node, layer, List.of(node.inputs().getFirst()), own);
  }

  /** As they are exported: Reshape to groups, InstanceNormalization by 1 and 0, Reshape back, Mul and Add a channel. */
  static boolean group(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    long[] rows = to.integers(node.inputs().get(1));
    NodeDef norm = to.reader(node.outputs().getFirst(), "InstanceNormalization");
    NodeDef back = norm == null || !to.whole(x) ? null : to.reader(norm.outputs().getFirst(), "Reshape");
    boolean fits = back != null && rows != null && rows.length == 3 && rows[1] > 0
        && to.shape(x).dimension(0) % rows[1] == 0 && to.shapes(node, (int) rows[1], to.shape(x).size() / (int) rows[1])
        && to.shapes(back, sample(to.shape(x))) && holds(to.constant(norm.inputs().get(1)), 1, rows[1])
        && holds(to.constant(norm.inputs().get(2)), 0, rows[1]);
    if (!fits) {
      return false;
    }
    to.take(norm);
    to.take(back);
    GroupNormalization layer = GroupNormalization.of((int) rows[1]).withEps(eps(norm));
    NodeDef mul = to.reader(back.outputs().getFirst(), "Mul");
    NodeDef add = mul == null ? null : to.reader(mul.outputs().getFirst(), "Add");
    Tensor weight = mul == null ? null : channels(to, mul, to.shape(x));
    Tensor bias = add == null ? null : channels(to, add, to.shape(x));
    if (weight == null || bias == null) {
      return to.add(back, layer.withoutAffine(), List.of(x));
    }
    to.take(mul);
    to.take(add);
    return to.add(add, layer, List.of(x), weight, bias);
  }

  private static int[] sample(Shape shape) {
    return shape.dimensions().stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean holds(Tensor x, double value, long n) {
    return x != null && x.rank() == 1 && x.size() == n
        && IntStream.range(0, x.size()).allMatch(i -> x.number(i) == value);
  }

  /** The constant of a node, its second input, with one number a channel of samples. */
  private static Tensor channels(ImportedLayers to, NodeDef node, Shape shape) {
    Tensor c = to.constant(node.inputs().get(1));
    int[] dims = IntStream.range(0, shape.rank()).map(d -> d == 0 ? shape.dimension(0) : 1).toArray();
    return c != null && Arrays.equals(c.dims(), dims) ? c : null;
  }
}
