package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Attention as other programs write it: found, and with the results of the nodes; near misses are not found. */
class FusedAttentionTest {

  private static final int BATCH = 2;
  private static final int HEADS = 3;
  private static final int QUERIES = 5;
  private static final int KEYS = 70;
  private static final int SIZE = 4;
  private static final int VALUE = 6;

  private static Map<String, Tensor> both(int count, Function<Draft, String> graph, ElementType type)
      throws IOException {
    Draft d = new Draft(type, 20);
    OnnxModel model = d.model(graph.apply(d));
    assertEquals(count == 0 ? Map.of() : Map.of("attention", count), model.patterns());
    Tensor apart = model.unfused().run(d.given()).values().iterator().next();
    Tensor fused = model.run(d.given()).values().iterator().next();
    assertArrayEquals(apart.dims(), fused.dims());
    for (int i = 0; i < apart.size(); i++) {
      double e = apart.number(i);
      double tolerance = type == ElementType.DOUBLE ? 1e-14 : 2e-6;
      assertEquals(e, fused.number(i), tolerance * (1 + Math.abs(e)), "element " + i);
    }
    return Map.of("apart", apart, "fused", fused);
  }

  private static void found(int count, Function<Draft, String> graph) throws IOException {
    both(count, graph, ElementType.FLOAT);
    both(count, graph, ElementType.DOUBLE);
  }

  /** Tokens of heads side by side, with the heads in front. */
  private static String heads(Draft d, int tokens, int size) {
    String x = d.node("Reshape", d.input(BATCH, tokens, HEADS * size), d.integers(0, 0, HEADS, size));
    return d.transposed(x, 0, 2, 1, 3);
  }

  /** Keys turned, as the transposes of heads and of the product in one, or one after the other. */
  private static String keys(Draft d, boolean merged) {
    String x = d.node("Reshape", d.input(BATCH, KEYS, HEADS * SIZE), d.integers(0, 0, HEADS, SIZE));
    return merged ? d.transposed(x, 0, 2, 3, 1) : d.transposed(d.transposed(x, 0, 2, 1, 3), 0, 1, 3, 2);
  }

  private static String shares(Draft d, String scores) {
    return d.node("Softmax", Map.of("axis", -1L), scores);
  }

  private static Tensor mask(ElementType type, int... dims) {
    Tensor m = Draft.normals(type, 50, dims);
    for (int i = 0; i < m.size(); i += 3) {
      if (type == ElementType.DOUBLE) {
        m.doubles()[i] = Double.NEGATIVE_INFINITY;
      } else {
        m.floats()[i] = Float.NEGATIVE_INFINITY;
      }
    }
    return m;
  }

  private static Tensor flags(int... dims) {
    Tensor x = Draft.normals(ElementType.DOUBLE, 51, dims);
    Tensor y = Tensor.zeros(ElementType.BOOL, dims);
    for (int i = 0; i < x.size(); i++) {
      y.longs()[i] = x.number(i) > 0 ? 1 : 0;
    }
    return y;
  }

  @Test
  void scales() throws IOException {
    List<Function<Draft, String>> scores = new ArrayList<>();
    for (boolean merged : new boolean[] {true, false}) {
      scores.add(d -> d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, merged)));
      scores.add(d -> d.node("Mul", d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, merged)), d.number(0.5)));
      scores.add(d -> d.node("Mul", d.number(0.3), d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, merged))));
      scores.add(d -> d.node("Div", d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, merged)), d.number(2)));
      scores.add(d -> d.node("MatMul", d.node("Div", heads(d, QUERIES, SIZE), d.number(2)), keys(d, merged)));
      scores.add(d -> d.node("MatMul", d.node("Mul", heads(d, QUERIES, SIZE), d.number(0.7)),
          d.node("Mul", keys(d, merged), d.number(0.7))));
      scores.add(d -> d.node("MatMul", heads(d, QUERIES, SIZE), d.transposed(d.node("Mul", d.input(BATCH, HEADS, KEYS,
          SIZE), d.number(0.5)), 0, 1, 3, 2)));
    }
    // The root of a size, taken from the shape when the model runs.
    scores.add(d -> {
      String q = heads(d, QUERIES, SIZE);
      String size = d.node("Gather", d.node("Shape", q), d.integers(-1));
      String root = d.node("Sqrt", d.node("Cast", Map.of("to", (long) d.type().code()), size));
      return d.node("MatMul", d.node("Div", q, root), keys(d, true));
    });
    for (Function<Draft, String> one : scores) {
      found(1, d -> d.node("MatMul", shares(d, one.apply(d)), heads(d, KEYS, VALUE)));
    }
  }

  @Test
  void masks() throws IOException {
    int[][] shapes = {{QUERIES, KEYS}, {BATCH, 1, 1, KEYS}, {1, HEADS, QUERIES, KEYS}, {BATCH, HEADS, QUERIES, KEYS},
        {1, 1, QUERIES, 1}, {BATCH, 1, QUERIES, KEYS}};
    for (int[] shape : shapes) {
      found(1, d -> {
        Tensor m = shape[shape.length - 1] == 1 ? Draft.normals(d.type(), 3, shape) : mask(d.type(), shape);
        String scores = d.node("Mul", d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, true)), d.number(0.5));
        return d.node("MatMul", shares(d, d.node("Add", d.input(m), scores)), heads(d, KEYS, VALUE));
      });
      // The mask is made in the graph by a factor, which is not the attention's.
      found(1, d -> {
        String m = d.node("Mul", d.input(Draft.normals(d.type(), 3, shape)), d.number(-3));
        String scores = d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, true));
        return d.node("MatMul", shares(d, d.node("Add", m, scores)), heads(d, KEYS, VALUE));
      });
      if (shape[shape.length - 1] == 1) {
        continue;
      }
      for (double hidden : new double[] {Double.NEGATIVE_INFINITY, -3e38, -1e30}) {
        for (boolean seen : new boolean[] {true, false}) {
          found(1, d -> {
            String scores = d.node("Div", d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, false)), d.number(2));
            String low = d.number(hidden);
            String m = d.input(flags(shape));
            String where = seen ? d.node("Where", m, scores, low) : d.node("Where", m, low, scores);
            return d.node("MatMul", shares(d, where), heads(d, KEYS, VALUE));
          });
        }
      }
    }
    // A query of which all keys are hidden by a finite number sees all alike: the nodes run.
    found(1, d -> {
      String scores = d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, false));
      String m = d.input(Tensor.zeros(ElementType.BOOL, QUERIES, KEYS));
      return d.node("MatMul", shares(d, d.node("Where", m, scores, d.number(-1e30))), heads(d, KEYS, VALUE));
    });
  }

  @Test
  void dimensionsInFront() throws IOException {
    found(1, d -> d.node("MatMul", shares(d, d.node("MatMul", d.input(QUERIES, SIZE), d.transposed(d.input(KEYS, SIZE),
        1, 0))), d.input(KEYS, VALUE)));
    found(1, d -> d.node("MatMul", shares(d, d.node("MatMul", d.input(6, QUERIES, SIZE), d.transposed(
        d.input(6, KEYS, SIZE), 0, 2, 1))), d.input(6, KEYS, VALUE)));
    // Heads of keys once for several of queries, and keys that are turned already.
    found(1, d -> d.node("MatMul", shares(d, d.node("MatMul", d.input(2, 2, 3, QUERIES, SIZE), d.transposed(
        d.input(2, 2, 1, KEYS, SIZE), 0, 1, 2, 4, 3))), d.input(2, 2, 1, KEYS, VALUE)));
    found(1, d -> d.node("MatMul", shares(d, d.node("MatMul", d.input(2, 3, QUERIES, SIZE), d.input(2, 1, SIZE,
        KEYS))), d.input(2, 1, KEYS, VALUE)));
    // What the kernel has no shape for: values of more heads than keys, keys for all samples, other types of groups.
    found(1, d -> d.node("MatMul", shares(d, d.node("MatMul", d.input(2, 3, QUERIES, SIZE), d.input(2, 1, SIZE,
        KEYS))), d.input(2, 3, KEYS, VALUE)));
    found(1, d -> d.node("MatMul", shares(d, d.node("MatMul", d.input(2, 3, QUERIES, SIZE), d.input(1, 3, SIZE,
        KEYS))), d.input(1, 3, KEYS, VALUE)));
    found(1, d -> d.node("MatMul", shares(d, d.node("MatMul", d.input(2, 2, 3, QUERIES, SIZE), d.input(2, 1, 3, SIZE,
        KEYS))), d.input(2, 1, 3, KEYS, VALUE)));
    // A negative scale.
    found(1, d -> d.node("MatMul", shares(d, d.node("Mul", d.number(-1), d.node("MatMul", d.input(QUERIES, SIZE),
        d.transposed(d.input(KEYS, SIZE), 1, 0)))), d.input(KEYS, VALUE)));
  }

  @Test
  void whatStandsBetween() throws IOException {
    found(1, d -> {
      String p = d.node("Dropout", shares(d, d.node("Identity", d.node("MatMul", heads(d, QUERIES, SIZE),
          keys(d, true)))));
      return d.node("MatMul", p, heads(d, KEYS, VALUE));
    });
  }

  @Test
  void nearMisses() throws IOException {
    // Along the keys of another axis.
    found(0, d -> d.node("MatMul", d.node("Softmax", Map.of("axis", 1L), d.node("MatMul", d.input(2, 5, SIZE),
        d.transposed(d.input(2, KEYS, SIZE), 0, 2, 1))), d.input(2, KEYS, VALUE)));
    // One scale for each head.
    found(0, d -> d.node("MatMul", shares(d, d.node("Mul", d.node("MatMul", heads(d, QUERIES, SIZE), keys(d, true)),
        d.weight(HEADS, 1, 1))), heads(d, KEYS, VALUE)));
    // Shares are read by somebody else.
    found(0, d -> {
      String p = shares(d, d.node("MatMul", d.input(2, 5, SIZE), d.transposed(d.input(2, 5, SIZE), 0, 2, 1)));
      return d.node("Add", d.node("MatMul", p, d.input(2, 5, 5)), p);
    });
    // A mixture of constant rows.
    found(0, d -> d.node("MatMul", shares(d, d.node("MatMul", d.input(4, SIZE), d.weight(SIZE, 5))), d.weight(5, 3)));
    // Hidden scores that are only small.
    found(0, d -> d.node("MatMul", shares(d, d.node("Where", d.input(flags(QUERIES, KEYS)), d.node("MatMul",
        d.input(QUERIES, SIZE), d.transposed(d.input(KEYS, SIZE), 1, 0)), d.number(-4))), d.input(KEYS, VALUE)));
    // Added twice.
    found(0, d -> {
      String scores = d.node("MatMul", d.input(QUERIES, SIZE), d.transposed(d.input(KEYS, SIZE), 1, 0));
      return d.node("MatMul", shares(d, d.node("Add", d.node("Add", scores, d.weight(KEYS)), d.weight(KEYS))),
          d.input(KEYS, VALUE));
    });
  }
}
