package org.isobit.models.learning.layers.attention;

import java.util.Map;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.onnx.export.RotaryFactors;

/**
 * Heads that learned frequencies turn, as nodes of an ONNX model, which holds the frequencies and makes angles of them:
 * in double, less the nearest multiple of 2π, so that cosines and sines of floats are exact to their rounding.
 */
final class LearnedRotaryNodes {

  private final MultiHeadAttention layer;
  private final OnnxNodes nodes;
  private final int size;
  private final int axes;

  /** The frequencies, (heads of K, 1, axes, pairs), doubles. */
  private final String frequencies;

  /** Writes the frequencies of heads of so many elements. */
  LearnedRotaryNodes(MultiHeadAttention layer, OnnxNodes nodes, int size) {
    this.layer = layer;
    this.nodes = nodes;
    this.size = size;
    this.axes = layer.columns() == 0 ? 1 : 2;
    frequencies = nodes.widened(nodes.node("Reshape", Map.of(),
        nodes.permuted(nodes.parameter("rotary.freqs"), 1, 0, 2),
        nodes.integers(layer.kvHeads(), 1, axes, size / 2)));
  }

  /** Heads (samples, heads of K, heads of Q for each, tokens, elements) turned. */
  String turned(String x, int tokens) {
    String angles = nodes.rounded(reduced(angles(tokens)));
    boolean halves = layer.rotary() == RotaryPairing.HALVES;
    long[] pairs = new long[size];
    double[] signs = new double[size];
    long[] partners = RotaryFactors.partners(layer.rotary(), size);
    for (int e = 0; e < size; e++) {
      pairs[e] = halves ? e % (size / 2) : e / 2;
      signs[e] = partners[e] > e ? -1 : 1;
    }
    String of = nodes.integers(pairs);
    String cosines = nodes.node("Gather", Map.of("axis", 3L), nodes.node("Cos", Map.of(), angles), of);
    String sines = nodes.node("Mul", Map.of(),
        nodes.node("Gather", Map.of("axis", 3L), nodes.node("Sin", Map.of(), angles), of), nodes.numbers(signs, size));
    String others = nodes.node("Gather", Map.of("axis", 4L), x, nodes.integers(partners));
    return nodes.node("Add", Map.of(), nodes.node("Mul", Map.of(), x, cosines),
        nodes.node("Mul", Map.of(), others, sines));
  }

  /** Places times frequencies: (heads of K, 1, tokens, pairs), doubles. */
  private String angles(int tokens) {
    double[] places = new double[tokens * axes];
    for (int t = 0; t < tokens; t++) {
      places[t * axes] = axes == 1 ? t : t % layer.columns();
      if (axes == 2) {
        places[t * axes + 1] = t / layer.columns();
      }
    }
    return nodes.node("MatMul", Map.of(), nodes.exact(places, tokens, axes), frequencies);
  }

  private String reduced(String angles) {
    String turns = nodes.node("Round", Map.of(),
        nodes.node("Mul", Map.of(), angles, nodes.exact(new double[] {1.0 / (2.0 * Math.PI)})));
    return nodes.node("Sub", Map.of(), angles,
        nodes.node("Mul", Map.of(), turns, nodes.exact(new double[] {2.0 * Math.PI})));
  }
}
