package org.isobit.models.learning.networks;

import org.isobit.kernels.Checks;
import org.isobit.kernels.neural.Activation;
import org.isobit.models.learning.ArchitectureBuilder;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.isobit.models.learning.layers.normalization.LayerNormalization;

/**
 * x ← x + attention(norm(x)), x ← x + hidden(norm(x)). Immutable.
 *
 * @param width of a token
 * @param heads of the attention
 */
record TransformerBlock(int width, int heads) {

  TransformerBlock(String network, int width, int heads) {
    this(width, heads);
    Checks.positive(network, "width", width);
    Checks.positive(network, "heads", heads);
    if (width % heads != 0) {
      throw new IllegalArgumentException(network + ": width = " + width + " is not divisible by heads = " + heads);
    }
  }

  int add(ArchitectureBuilder b, int x) {
    int n = b.add(LayerNormalization.of(), x);
    int seen = b.add(MultiHeadAttention.of(heads), b.add(Linear.of(width), n), b.add(Linear.of(width), n),
        b.add(Linear.of(width), n));
    int y = b.add(Layers.sum(2), x, b.add(Linear.of(width), seen));
    return b.add(Layers.sum(2), y, hidden(b, b.add(LayerNormalization.of(), y), width));
  }

  /** Two layers of each token, the first one wider, with GELU. */
  static int hidden(ArchitectureBuilder b, int x, int width) {
    return b.add(Linear.of(width), b.add(Linear.of(Layers.dense(Networks.WIDER * width, Activation.GELU)
        .storedTransposed()), x));
  }
}
