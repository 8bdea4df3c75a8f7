package org.isobit.models.onnx;

import java.util.List;
import java.util.stream.IntStream;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.normalization.BatchNormalization;
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
}
