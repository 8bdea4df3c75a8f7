package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.junit.jupiter.api.Test;

/** The README's example of attention; what stands between the marks is the README's text. */
class AttentionExampleTest {

  @Test
  void aBlockIsBuiltAndSeesNoLaterToken() {
    int tokens = 5;

    // snippet:start
    ArchitectureBuilder block = Architecture.builder();
    int x = block.input(Shape.of(tokens, 64));
    int q = block.add(Linear.of(64), x);
    int k = block.add(Linear.of(16), x); // 2 heads of keys and values for 8 of queries
    int v = block.add(Linear.of(16), x);
    int heads = block.add(MultiHeadAttention.of(8).withKvHeads(2).withCausal().withRotary(RotaryPairing.HALVES, 1e4),
        q, k, v);
    Network network = Network.of(block.build(block.add(Layers.sum(2), x, block.add(Linear.of(64), heads))));
    // snippet:end

    assertEquals(64 * 64 * 2 + 64 * 2 + 64 * 16 * 2 + 16 * 2, network.parameters());
    double[] theta = network.initialize(1, 0);
    double[] in = Problems.gaussian(1, tokens * 64);
    double[] before = new double[in.length];
    network.forward(theta, 0, 1, in, 0, before, 0, null);
    in[in.length - 1] += 1.0;
    double[] after = new double[in.length];
    network.forward(theta, 0, 1, in, 0, after, 0, null);
    for (int i = 0; i < (tokens - 1) * 64; i++) {
      assertEquals(before[i], after[i], "element " + i);
    }
    assertTrue(before[in.length - 64] != after[in.length - 64], "the last token sees itself");
  }
}
