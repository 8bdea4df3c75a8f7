package org.isobit.models.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.attention.Linear;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Attention and dense layers of tokens: against their formulas and differences, their descriptions, refusals. */
class AttentionLayersTest {

  /** Queries, keys, elements of a head's key and value. */
  private static final int TQ = 3;
  private static final int TK = 4;
  private static final int D = 4;
  private static final int W = 3;

  static List<MultiHeadAttention> layers() {
    MultiHeadAttention plain = MultiHeadAttention.of(2);
    return List.of(plain, plain.withKvHeads(1).withScale(0.7), plain.withCausal(),
        plain.withRotary(RotaryPairing.HALVES, 100.0), plain.withRotary(RotaryPairing.INTERLEAVED, 10.0).withCausal(),
        plain.withNormalization(1e-3), plain.withRotaryGrid(RotaryPairing.HALVES, 10.0, 2),
        plain.withKvHeads(1).withNormalization(1e-3).withRotary(RotaryPairing.HALVES, 100.0).withCausal(),
        plain.withRotary(RotaryPairing.HALVES, 10.0).withLearnedFrequencies(),
        plain.withRotaryGrid(RotaryPairing.INTERLEAVED, 10.0, 2).withLearnedFrequencies(),
        plain.withKvHeads(1).withNormalization(1e-3).withRotaryGrid(RotaryPairing.HALVES, 10.0, 3)
            .withLearnedFrequencies());
  }

  /** Cross attention: Q, K and V are the network's inputs. */
  static Architecture cross(MultiHeadAttention layer, int queries, int keys) {
    ArchitectureBuilder builder = Architecture.builder();
    int q = builder.input(Shape.of(queries, layer.heads() * D));
    int k = builder.input(Shape.of(keys, layer.kvHeads() * D));
    int v = builder.input(Shape.of(keys, layer.kvHeads() * W));
    return builder.build(builder.add(layer, q, k, v));
  }

  /** A block of a transformer: one value that four layers read. */
  static Architecture block(MultiHeadAttention layer, int tokens) {
    ArchitectureBuilder builder = Architecture.builder();
    int x = builder.input(Shape.of(tokens, 5));
    int q = builder.add(Linear.of(layer.heads() * D), x);
    int k = builder.add(Linear.of(layer.kvHeads() * D), x);
    int v = builder.add(Linear.of(layer.kvHeads() * W), x);
    int heads = builder.add(layer, q, k, v);
    int mixed = builder.add(Linear.of(Layers.dense(5, Activation.GELU).withoutBias()), heads);
    return builder.build(builder.add(Layers.sum(2), x, mixed));
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreCentralDifferences() {
    return layers().stream().flatMap(layer -> Stream.of(
        dynamicTest("cross " + layer, () -> NetworkGradientTest.check(Network.of(cross(layer, TQ, TK)))),
        dynamicTest("block " + layer, () -> NetworkGradientTest.check(Network.of(block(layer, TQ))))));
  }

  @Test
  void outputsAreTheFormula() {
    for (MultiHeadAttention layer : layers()) {
      Network network = Network.of(cross(layer, TQ, TK));
      double[] theta = Problems.gaussian(1, network.parameters());
      double[] x = Problems.gaussian(2, network.input().size());
      double[] y = new double[network.output().size()];
      network.forward(theta, 0, 1, x, 0, y, 0, null);
      double[] expected = formula(layer, theta, x);
      for (int i = 0; i < y.length; i++) {
        assertEquals(expected[i], y[i], 1e-14, layer + " at " + i);
      }
    }
  }

  private static double[] formula(MultiHeadAttention layer, double[] theta, double[] x) {
    double[] y = new double[TQ * layer.heads() * W];
    int keys = TQ * layer.heads() * D;
    int values = keys + TK * layer.kvHeads() * D;
    for (int h = 0; h < layer.heads(); h++) {
      int kv = h / (layer.heads() / layer.kvHeads());
      for (int i = 0; i < TQ; i++) {
        double[] q = head(layer, theta, 0, kv, x, (i * layer.heads() + h) * D, i);
        double[] p = new double[TK];
        double sum = 0;
        for (int j = 0; j < TK; j++) {
          double[] k = head(layer, theta, D, kv, x, keys + (j * layer.kvHeads() + kv) * D, j);
          double s = 0;
          for (int e = 0; e < D; e++) {
            s += q[e] * k[e];
          }
          p[j] = layer.causal() && j > i ? 0 : Math.exp(s * (layer.scale() == 0 ? 1 / Math.sqrt(D) : layer.scale()));
          sum += p[j];
        }
        for (int e = 0; e < W; e++) {
          for (int j = 0; j < TK; j++) {
            y[(i * layer.heads() + h) * W + e] += p[j] / sum * x[values + (j * layer.kvHeads() + kv) * W + e];
          }
        }
      }
    }
    return y;
  }

  /** A head of a token, normalised and turned. */
  private static double[] head(MultiHeadAttention layer, double[] theta, int weights, int kv, double[] x, int at,
      int place) {
    double[] z = new double[D];
    double squares = 0;
    for (int e = 0; e < D; e++) {
      squares += x[at + e] * x[at + e] / D;
    }
    for (int e = 0; e < D; e++) {
      z[e] = layer.normalized() ? x[at + e] / Math.sqrt(squares + layer.eps()) * theta[weights + e] : x[at + e];
    }
    double[] turned = z.clone();
    for (int pair = 0; layer.rotary() != null && pair < D / 2; pair++) {
      double angle = layer.columns() == 0 ? place * Math.pow(layer.base(), -2.0 * pair / D)
          : (pair < D / 4 ? place / layer.columns() : place % layer.columns())
              * Math.pow(layer.base(), -4.0 * (pair % (D / 4)) / D);
      if (layer.learned()) {
        int f = (layer.normalized() ? 2 * D : 0) + kv * D / 2 + pair;
        angle = layer.columns() == 0 ? place * theta[f] : place % layer.columns() * theta[f]
            + place / layer.columns() * theta[f + layer.kvHeads() * D / 2];
      }
      int a = layer.rotary() == RotaryPairing.HALVES ? pair : 2 * pair;
      int b = layer.rotary() == RotaryPairing.HALVES ? pair + D / 2 : 2 * pair + 1;
      turned[a] = z[a] * Math.cos(angle) - z[b] * Math.sin(angle);
      turned[b] = z[b] * Math.cos(angle) + z[a] * Math.sin(angle);
    }
    return turned;
  }

  /** On a line they are those of fixed frequencies; on a grid each pair has a partner across its direction. */
  @Test
  void learnedFrequenciesBeginAsTheLawSays() {
    MultiHeadAttention line = MultiHeadAttention.of(2).withRotary(RotaryPairing.HALVES, 100.0);
    Network learned = Network.of(cross(line.withLearnedFrequencies(), TQ, TK));
    double[] theta = learned.initialize(3, 0);
    assertEquals(List.of(1.0, 0.1, 1.0, 0.1), Arrays.stream(theta).map(f -> Math.rint(f * 1e12) / 1e12).boxed()
        .toList());
    double[] x = Problems.gaussian(2, learned.input().size());
    double[] y = new double[learned.output().size()];
    double[] fixed = new double[y.length];
    learned.forward(theta, 0, 1, x, 0, y, 0, null);
    Network.of(cross(line, TQ, TK)).forward(new double[0], 0, 1, x, 0, fixed, 0, null);
    Problems.assertSameBits(fixed, y, "fixed frequencies");
    Network grid = Network.of(cross(MultiHeadAttention.of(8).withRotaryGrid(RotaryPairing.HALVES, 10.0, 2)
        .withLearnedFrequencies(), TQ, TK));
    double[] f = grid.initialize(3, 0);
    assertEquals(2 * 8 * 2, f.length);
    for (int h = 0; h < 16; h += 2) {
      assertEquals(1.0, f[h] * f[h] + f[16 + h] * f[16 + h], 1e-15);
      assertEquals(f[h], f[16 + h + 1]);
      assertEquals(-f[16 + h], f[h + 1]);
    }
    assertEquals(8, IntStream.range(0, 8).mapToDouble(h -> f[2 * h]).distinct().count());
    float[] floats = FloatNetwork.of(grid.architecture()).initialize(3, 0);
    for (int i = 0; i < f.length; i++) {
      assertEquals((float) f[i], floats[i]);
    }
  }

  /** The same weights, stored as PyTorch has them, on each row of each sample. */
  @Test
  void linearIsADenseLayerOfEachRow() {
    Network rows = Network.of(Shape.of(2, 3, 5), Linear.of(4));
    Network row = Network.of(Shape.of(5), Layers.dense(4, Activation.IDENTITY).storedTransposed());
    assertEquals(Shape.of(2, 3, 4), rows.output());
    assertEquals(row.parameters(), rows.parameters());
    assertEquals(Shape.of(4, 5), Linear.of(4).parameters(Shape.of(2, 3, 5)).getFirst().dimensions());
    double[] theta = Problems.gaussian(1, row.parameters());
    double[] x = Problems.gaussian(2, 2 * 30);
    double[] expected = new double[2 * 24];
    double[] y = new double[2 * 24];
    row.forward(theta, 0, 12, x, 0, expected, 0, null);
    rows.forward(theta, 0, 2, x, 0, y, 0, null);
    Problems.assertSameBits(expected, y, "rows");
  }

  @Test
  void descriptionsMakeEqualLayers() {
    List<Layer> all = new ArrayList<>(layers());
    all.add(Linear.of(3));
    all.add(Linear.of(Layers.dense(3, Activation.LEAKY_RELU, 0.3).withoutBias()));
    for (Layer layer : all) {
      assertEquals(layer, Layers.of(layer.kind(), layer.settings()));
    }
    assertEquals(all.size(), all.stream().distinct().count());
    Map<String, Object> settings = new LinkedHashMap<>(MultiHeadAttention.of(2).settings());
    assertEquals("{heads=2, kv-heads=2, causal=false, scale=0.0, rotary=none, base=10000.0, columns=0, "
        + "learned=false, normalized=false, eps=1.0E-6}", settings.toString());
    settings.put("kv-heads", 0);
    assertEquals(MultiHeadAttention.of(2), Layers.of("attention", settings));
    settings.put("rotary", "halfs");
    assertEquals("attention: rotary must be one of none, interleaved, halves, but is 'halfs'",
        refusal(() -> Layers.of("attention", settings)));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MultiHeadAttention layer = MultiHeadAttention.of(4);
    assertEquals("attention: heads must be at least 1 and a multiple of the kv-heads, but are 4 and 3",
        refusal(() -> layer.withKvHeads(3)));
    assertEquals("attention: scale must be positive and finite, in float too, but is 0.0",
        refusal(() -> layer.withScale(0.0)));
    assertEquals("attention: scale must be positive and finite, in float too, or 0, but is -1.0",
        refusal(() -> layer.withScale(-1.0)));
    assertEquals("attention: base must be positive and finite, but is 0.0",
        refusal(() -> layer.withRotary(RotaryPairing.HALVES, 0.0)));
    assertEquals("attention: columns must be at least 1 on a grid, but is 0",
        refusal(() -> layer.withRotaryGrid(RotaryPairing.HALVES, 10.0, 0)));
    assertEquals("attention: nothing is turned, so that there are no frequencies to learn",
        refusal(layer::withLearnedFrequencies));
    assertEquals("attention: eps must be at least 0 and finite, in float too, but is -1.0",
        refusal(() -> layer.withNormalization(-1.0)));
    assertEquals("queries, keys and values must be tokens x features, but are 8, 2x8 and 2x8",
        refusal(() -> layer.output(List.of(Shape.of(8), Shape.of(2, 8), Shape.of(2, 8)))));
    assertEquals("3x8, 2x8 and 3x8 are no queries, keys and values of 4 heads, 4 of them of keys and values",
        refusal(() -> layer.output(List.of(Shape.of(3, 8), Shape.of(2, 8), Shape.of(3, 8)))));
    Shape odd = Shape.of(2, 12);
    assertEquals("heads that are turned must have an even number of elements, but have 3",
        refusal(() -> layer.withRotary(RotaryPairing.HALVES, 10.0).output(List.of(odd, odd, odd))));
    Shape six = Shape.of(2, 24);
    assertEquals("heads that are turned must have elements a multiple of 4 on a grid, but have 6",
        refusal(() -> layer.withRotaryGrid(RotaryPairing.HALVES, 10.0, 2).output(List.of(six, six, six))));
  }

  private static String refusal(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
