package org.isobit.models.onnx.internal.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Attention and rotary positions against their formulas, in plain double. */
class AttentionOperatorsTest {

  private static final int BATCH = 2;
  private static final int HEADS = 4;
  private static final int KV = 2;
  private static final int QUERIES = 3;
  private static final int KEYS = 5;
  private static final int SIZE = 6;
  private static final int VALUE = 4;

  private final Random random = new Random(11);

  private Tensor random(ElementType type, int... dims) {
    Tensor x = Tensor.zeros(type, dims);
    for (int i = 0; i < x.size(); i++) {
      double v = random.nextGaussian();
      if (type == ElementType.DOUBLE) {
        x.doubles()[i] = v;
      } else if (type.single()) {
        x.floats()[i] = type.narrow(v);
      } else {
        x.longs()[i] = v < 1 ? 1 : 0;
      }
    }
    return x;
  }

  private static Tensor[] run(String operator, int outputs, Map<String, Object> attributes, Tensor... inputs) {
    NodeDef node = new NodeDef(0, "", operator, "", List.of(), Arrays.asList("y", "k", "v").subList(0, outputs),
        attributes);
    return Operators.of(node).run(new Call(node, 23, inputs));
  }

  /** Of head-major tensors. */
  private static double[] expected(Tensor q, Tensor k, Tensor v, Tensor mask, double scale, int causal) {
    int keys = k.dim(2);
    double[] y = new double[BATCH * HEADS * QUERIES * VALUE];
    for (int row = 0; row < BATCH * HEADS * QUERIES; row++) {
      int i = row % QUERIES;
      int head = row / QUERIES % HEADS;
      int b = row / QUERIES / HEADS;
      int kv = b * KV + head / (HEADS / KV);
      double[] p = new double[keys];
      double sum = 0;
      for (int j = 0; j < keys; j++) {
        double s = 0;
        for (int e = 0; e < SIZE; e++) {
          s += q.number(row * SIZE + e) * k.number((kv * keys + j) * SIZE + e);
        }
        s = s * scale + added(mask, b, head, i, j);
        p[j] = j > i + causal ? 0 : StrictMath.exp(s);
        sum += p[j];
      }
      for (int e = 0; e < VALUE; e++) {
        for (int j = 0; j < keys; j++) {
          y[row * VALUE + e] += p[j] / sum * v.number((kv * keys + j) * VALUE + e);
        }
      }
    }
    return y;
  }

  private static double added(Tensor mask, int b, int head, int i, int j) {
    if (mask == null) {
      return 0;
    }
    int[] at = {b, head, i, j};
    int place = 0;
    for (int d = 0; d < mask.rank(); d++) {
      int own = mask.dim(d);
      place = place * own + (own == 1 ? 0 : at[4 - mask.rank() + d]);
    }
    double v = mask.number(place);
    return mask.type() == ElementType.BOOL ? v == 0 ? Double.NEGATIVE_INFINITY : 0 : v;
  }

  private static void assertNear(double[] expected, Tensor actual) {
    double tolerance = actual.type() == ElementType.DOUBLE ? 1e-13 : 2e-6;
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual.number(i), tolerance, "element " + i);
    }
  }

  @Test
  void headsQueriesAndMasks() {
    for (ElementType type : List.of(ElementType.FLOAT, ElementType.DOUBLE)) {
      Tensor q = random(type, BATCH, HEADS, QUERIES, SIZE);
      Tensor k = random(type, BATCH, KV, KEYS, SIZE);
      Tensor v = random(type, BATCH, KV, KEYS, VALUE);
      double usual = 1 / StrictMath.sqrt(SIZE);
      assertNear(expected(q, k, v, null, usual, KEYS), run("Attention", 1, Map.of(), q, k, v)[0]);
      assertNear(expected(q, k, v, null, 0.25, 0),
          run("Attention", 1, Map.of("is_causal", 1L, "scale", 0.25f), q, k, v)[0]);
      for (Tensor mask : List.of(random(type, QUERIES, KEYS), random(type, BATCH, 1, 1, KEYS), random(type, 1, HEADS,
          QUERIES, 1), random(type, BATCH, HEADS, QUERIES, KEYS))) {
        assertNear(expected(q, k, v, mask, usual, KEYS), run("Attention", 1, Map.of(), q, k, v, mask)[0]);
      }
      Tensor seen = random(ElementType.BOOL, BATCH, HEADS, QUERIES, KEYS);
      Arrays.setAll(seen.longs(), i -> i % KEYS == 0 ? 1 : seen.longs()[i]);
      assertNear(expected(q, k, v, seen, usual, KEYS), run("Attention", 1, Map.of(), q, k, v, seen)[0]);
    }
  }

  @Test
  void thePastComesBefore() {
    Tensor q = random(ElementType.DOUBLE, BATCH, HEADS, QUERIES, SIZE);
    Tensor k = random(ElementType.DOUBLE, BATCH, KV, QUERIES, SIZE);
    Tensor v = random(ElementType.DOUBLE, BATCH, KV, QUERIES, VALUE);
    Tensor pastKeys = random(ElementType.DOUBLE, BATCH, KV, 2, SIZE);
    Tensor pastValues = random(ElementType.DOUBLE, BATCH, KV, 2, VALUE);
    Tensor[] y = run("Attention", 3, Map.of("is_causal", 1L), q, k, v, null, pastKeys, pastValues);
    assertArrayEquals(new int[] {BATCH, KV, 2 + QUERIES, SIZE}, y[1].dims());
    assertEquals(pastKeys.number(0), y[1].number(0));
    assertEquals(k.number(0), y[1].number(2 * SIZE));
    assertEquals(v.number(0), y[2].number(2 * VALUE));
    assertNear(expected(q, y[1], y[2], null, 1 / StrictMath.sqrt(SIZE), 2), y[0]);
  }

  @Test
  void headsOfATokenMayBeSideBySide() {
    Tensor q = random(ElementType.FLOAT, BATCH, HEADS, QUERIES, SIZE);
    Tensor k = random(ElementType.FLOAT, BATCH, KV, KEYS, SIZE);
    Tensor v = random(ElementType.FLOAT, BATCH, KV, KEYS, VALUE);
    Map<String, Object> heads = Map.of("q_num_heads", (long) HEADS, "kv_num_heads", (long) KV);
    Tensor apart = run("Attention", 1, Map.of(), q, k, v)[0];
    for (int outputs = 1; outputs <= 3; outputs += 2) {
      Tensor beside = run("Attention", outputs, heads, flat(q), flat(k), flat(v))[0];
      assertArrayEquals(flat(apart).floats(), beside.floats());
      assertArrayEquals(new int[] {BATCH, QUERIES, HEADS * VALUE}, beside.dims());
    }
  }

  private static Tensor flat(Tensor x) {
    return ShapeOperators.permuted(x, 0, 2, 1, 3).reshaped(x.dim(0), x.dim(2), x.dim(1) * x.dim(3));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Tensor q = random(ElementType.FLOAT, BATCH, HEADS, QUERIES, SIZE);
    Tensor k = random(ElementType.FLOAT, BATCH, KV, KEYS, SIZE);
    refused("softcap", Map.of("softcap", 1f), q, k, k);
    refused("do not fit", Map.of(), q, k, random(ElementType.FLOAT, BATCH, KV, KEYS + 1, SIZE));
    refused("mask", Map.of(), q, k, k, random(ElementType.FLOAT, QUERIES + 1, KEYS));
    refused("past", Map.of(), q, k, k, null, k);
    refused("q_num_heads", Map.of(), flat(q), flat(k), flat(k));
    refused("kvHeads", Map.of(), q, random(ElementType.FLOAT, BATCH, 3, KEYS, SIZE),
        random(ElementType.FLOAT, BATCH, 3, KEYS, SIZE));
  }

  private static void refused(String word, Map<String, Object> attributes, Tensor... inputs) {
    String message = assertThrows(IllegalArgumentException.class, () -> run("Attention", 1, attributes, inputs))
        .getMessage();
    assertTrue(message.startsWith("node number 0 (Attention): ") && message.contains(word), message);
  }

  @Test
  void pairsAreTurned() {
    for (boolean interleaved : new boolean[] {false, true}) {
      for (int turned : new int[] {0, 4}) {
        int pairs = (turned == 0 ? SIZE : turned) / 2;
        Tensor x = random(ElementType.FLOAT, BATCH, HEADS, QUERIES, SIZE);
        Tensor cos = random(ElementType.FLOAT, 9, pairs);
        Tensor sin = random(ElementType.FLOAT, 9, pairs);
        Tensor positions = Tensor.of(new long[] {0, 3, 8, 2, 2, 1}, BATCH, QUERIES);
        Map<String, Object> attributes = Map.of("interleaved", interleaved ? 1L : 0L, "rotary_embedding_dim",
            (long) turned, "num_heads", (long) HEADS);
        Tensor y = run("RotaryEmbedding", 1, attributes, x, cos, sin, positions)[0];
        for (int i = 0; i < x.size(); i++) {
          int e = i % SIZE;
          int row = i / SIZE;
          int position = (int) positions.longs()[row / QUERIES / HEADS * QUERIES + row % QUERIES];
          int pair = interleaved ? e / 2 : e % pairs;
          boolean first = interleaved ? e % 2 == 0 : e < pairs;
          int other = row * SIZE + (interleaved ? e ^ 1 : first ? e + pairs : e - pairs);
          double expected = e >= 2 * pairs ? x.number(i) : x.number(i) * cos.number(position * pairs + pair)
              + (first ? -1 : 1) * x.number(other) * sin.number(position * pairs + pair);
          assertEquals(expected, y.number(i), 1e-6);
        }
        Tensor rows = run("RotaryEmbedding", 1, attributes, flat(x), picked(cos, positions), picked(sin, positions))[0];
        assertArrayEquals(flat(y).floats(), rows.floats());
      }
    }
  }

  private static Tensor picked(Tensor table, Tensor positions) {
    int pairs = table.dim(1);
    Tensor y = Tensor.zeros(table.type(), BATCH, QUERIES, pairs);
    for (int i = 0; i < positions.size(); i++) {
      Tensor.copy(table, (int) positions.longs()[i] * pairs, y, i * pairs, pairs);
    }
    return y;
  }
}
