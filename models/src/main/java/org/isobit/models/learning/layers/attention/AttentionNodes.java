package org.isobit.models.learning.layers.attention;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.kernels.Checks;
import org.isobit.kernels.attention.AttentionShape;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.onnx.export.RootMeanSquareNodes;
import org.isobit.models.onnx.export.RotaryFactors;

/**
 * {@link MultiHeadAttention} as nodes of an ONNX model: products, a mask and a softmax, on values (samples, heads of K
 * and V, heads of Q for each, tokens, elements).
 */
final class AttentionNodes {

  private final MultiHeadAttention layer;
  private final OnnxNodes nodes;
  private final AttentionShape shape;

  /** Of frequencies that are parameters; null: there are none. */
  private final LearnedRotaryNodes learned;

  AttentionNodes(MultiHeadAttention layer, OnnxNodes nodes) {
    this.layer = layer;
    this.nodes = nodes;
    this.shape = layer.shape(IntStream.range(0, 3).mapToObj(i -> Shape.of(nodes.shape(i))).toList());
    this.learned = layer.rotary() != null && layer.learned() ? new LearnedRotaryNodes(layer, nodes, shape.size())
        : null;
  }

  /** Writes them and gives the name of the output. */
  String written() {
    String q = nodes.node("Mul", Map.of(), changed(0, "q_norm.weight"), nodes.numbers(new double[] {shape.scale()}));
    String k = nodes.permuted(changed(1, "k_norm.weight"), 0, 1, 2, 4, 3);
    String scores = nodes.node("MatMul", Map.of(), q, k);
    if (layer.causal()) {
      scores = nodes.node("Add", Map.of(), scores, mask());
    }
    String shares = nodes.node("Softmax", Map.of("axis", -1L), scores);
    String y = nodes.node("MatMul", Map.of(), shares, heads(2));
    return nodes.reshaped(nodes.permuted(y, 0, 3, 1, 2, 4), shape.queries(), layer.heads() * shape.valueSize());
  }

  /** An input's heads; those of K and V once for all heads of Q that read them. */
  private String heads(int input) {
    int[] sample = nodes.shape(input);
    int each = input == 0 ? layer.heads() / layer.kvHeads() : 1;
    int size = sample[1] / (each * layer.kvHeads());
    String tokens = nodes.reshaped(nodes.input(input), sample[0], layer.kvHeads(), each, size);
    return nodes.permuted(tokens, 0, 2, 3, 1, 4);
  }

  /** Heads of Q or K, normalised and turned. */
  private String changed(int input, String weight) {
    String x = heads(input);
    if (layer.normalized()) {
      x = RootMeanSquareNodes.of(nodes, x, layer.eps(), nodes.parameter(weight));
    }
    if (layer.rotary() == null) {
      return x;
    }
    int tokens = nodes.shape(input)[0];
    return learned == null ? turned(x, tokens) : learned.turned(x, tokens);
  }

  /** Each element times its cosine, and its partner times its sine, negative for the first one of a pair. */
  private String turned(String x, int tokens) {
    int size = shape.size();
    RotaryFactors factors = RotaryFactors.of(layer.rotary(), layer.base(), layer.columns(), tokens, size);
    String others = nodes.node("Gather", Map.of("axis", 4L), x, nodes.integers(factors.partners()));
    return nodes.node("Add", Map.of(),
        nodes.node("Mul", Map.of(), x, nodes.numbers(factors.cosines(), tokens, size)),
        nodes.node("Mul", Map.of(), others, nodes.numbers(factors.sines(), tokens, size)));
  }

  /** 0 for keys up to the query, -Inf for those behind it. */
  private String mask() {
    double[] mask = new double[Checks.elements("onnx: the causal mask", shape.queries(), shape.keys(), Double.BYTES)];
    for (int i = 0; i < shape.queries(); i++) {
      int row = i * shape.keys();
      Arrays.fill(mask, row + Math.min(i + 1, shape.keys()), row + shape.keys(), Double.NEGATIVE_INFINITY);
    }
    return nodes.numbers(mask, shape.queries(), shape.keys());
  }
}
