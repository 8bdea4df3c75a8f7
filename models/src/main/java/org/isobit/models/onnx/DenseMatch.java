package org.isobit.models.onnx;

import java.util.Map;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.layers.FullyConnected;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** Nodes that are dense layers, and those that are activations. Thread-safe. */
final class DenseMatch {

  /** An activation that is one node. */
  record Function(Activation activation, double slope) {}

  private static final Map<String, Activation> PLAIN = Map.of("Relu", Activation.RELU, "Tanh", Activation.TANH,
      "Sigmoid", Activation.SIGMOID, "Softplus", Activation.SOFTPLUS, "Mish", Activation.MISH, "HardSwish",
      Activation.HARD_SWISH);

  private DenseMatch() {}

  /** Gemm of a value and constants, without factors. */
  static boolean gemm(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    Tensor w = to.constant(node.inputs().get(1));
    boolean bias = node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
    Tensor b = bias ? to.constant(node.inputs().get(2)) : null;
    boolean plain = node.attributes().getOrDefault("alpha", 1f).equals(1f)
        && node.attributes().getOrDefault("beta", 1f).equals(1f)
        && node.attributes().getOrDefault("transA", 0L).equals(0L);
    boolean transposed = !node.attributes().getOrDefault("transB", 0L).equals(0L);
    if (!plain || !to.known(x) || w == null || bias && b == null || to.whole(x) && to.shape(x).rank() > 1) {
      return false;
    }
    return dense(to, node, x, w, transposed, b);
  }

  /**
   * MatMul of vectors, or of the rows of samples, and a constant, with a constant that is added if that has no other
   * reader.
   */
  static boolean product(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    Tensor w = to.constant(node.inputs().get(1));
    if (!to.known(x) || w == null) {
      return false;
    }
    String z = node.outputs().getFirst();
    NodeDef add = to.reader(z);
    if (add != null && add.operator().equals("Add")) {
      Tensor b = to.constant(add.inputs().get(add.inputs().getFirst().equals(z) ? 1 : 0));
      if (b != null && dense(to, add, x, w, false, b)) {
        to.take(add);
        return true;
      }
    }
    return dense(to, node, x, w, false, null);
  }

  private static boolean dense(ImportedLayers to, NodeDef node, String x, Tensor w, boolean transposed, Tensor b) {
    int outputs = w.rank() == 2 ? w.dim(transposed ? 0 : 1) : -1;
    boolean rows = to.whole(x) && to.shape(x).rank() > 1;
    boolean fits = w.rank() == 2 && outputs > 0
        && w.dim(transposed ? 1 : 0) == (rows ? to.shape(x).last() : to.shape(x).size())
        && (b == null || b.size() == outputs && b.rank() > 0 && b.rank() <= (rows ? to.shape(x).rank() : 1) + 1
        && b.dim(b.rank() - 1) == outputs);
    if (!fits) {
      return false;
    }
    FullyConnected layer = Layers.dense(outputs, Activation.IDENTITY);
    layer = b == null ? layer.withoutBias() : layer;
    FullyConnected plain = transposed ? layer.storedTransposed() : layer;
    return to.ended(node, f -> rows ? Linear.of(with(plain, f)) : with(plain, f), x,
        b == null ? new Tensor[] {w} : new Tensor[] {w, b});
  }

  /** A dense layer that ends with an activation. */
  static FullyConnected with(FullyConnected layer, Function f) {
    FullyConnected whole = Layers.dense(layer.outputs(), f.activation, f.slope);
    whole = layer.bias() ? whole : whole.withoutBias();
    return layer.transposed() ? whole.storedTransposed() : whole;
  }

  /** The activation that a node is, or null. */
  static Function function(NodeDef node) {
    Map<String, Object> attributes = node.attributes();
    return switch (node.operator()) {
      case "LeakyRelu" -> slope(Activation.LEAKY_RELU, attributes.getOrDefault("alpha", 0.01f));
      case "Elu" -> slope(Activation.ELU, attributes.getOrDefault("alpha", 1f));
      case "Gelu" -> switch (attributes.getOrDefault("approximate", "none").toString()) {
        case "none" -> new Function(Activation.GELU, 0);
        case "tanh" -> new Function(Activation.GELU_TANH, 0);
        default -> null;
      };
      case "HardSigmoid" -> attributes.getOrDefault("alpha", 0.2f).equals(1 / 6f)
          && attributes.getOrDefault("beta", 0.5f).equals(0.5f) ? new Function(Activation.HARD_SIGMOID, 0) : null;
      default -> PLAIN.containsKey(node.operator()) ? new Function(PLAIN.get(node.operator()), 0) : null;
    };
  }

  /** With the shortest decimal number that is rounded to the attribute, a float. */
  private static Function slope(Activation activation, Object alpha) {
    boolean positive = alpha instanceof Float f && f > 0 && f <= Float.MAX_VALUE;
    return positive ? new Function(activation, Double.parseDouble(alpha.toString())) : null;
  }
}
