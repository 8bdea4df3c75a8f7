package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Groups of nodes as other programs write them: found, with the results of the nodes; near misses are not found. */
class FusedPatternsTest {

  private static final double ROOT_2 = Math.sqrt(2);

  /** Writes a graph and gives its outputs. */
  private interface Graph extends Function<Draft, List<String>> {}

  private static void found(Map<String, Integer> patterns, Function<Draft, String> graph) throws IOException {
    foundAll(patterns, d -> List.of(graph.apply(d)));
  }

  /** Found in float and in double; results are those of the nodes, and finite. */
  private static void foundAll(Map<String, Integer> patterns, Graph graph) throws IOException {
    for (int opset : new int[] {17, 20}) {
      for (ElementType type : List.of(ElementType.FLOAT, ElementType.DOUBLE)) {
        Draft d = new Draft(type, opset);
        OnnxModel model = d.model(graph.apply(d).toArray(String[]::new));
        assertEquals(patterns, model.patterns());
        assertEquals(Map.of(), model.unfused().patterns());
        agree(model, d.given(), type == ElementType.DOUBLE ? 2e-14 : 4e-6);
      }
    }
  }

  private static void agree(OnnxModel model, Map<String, Tensor> given, double tolerance) {
    Map<String, Tensor> fused = model.run(given);
    Map<String, Tensor> apart = model.unfused().run(given);
    assertEquals(apart.keySet(), fused.keySet());
    apart.forEach((name, expected) -> {
      Tensor actual = fused.get(name);
      assertArrayEquals(expected.dims(), actual.dims());
      assertSame(expected.type(), actual.type());
      for (int i = 0; i < expected.size(); i++) {
        double e = expected.number(i);
        assertTrue(Double.isFinite(e), name + " element " + i);
        assertEquals(e, actual.number(i), tolerance * (1 + Math.abs(e)), name + " element " + i);
      }
    });
  }

  private static void nothing(Function<Draft, String> graph) throws IOException {
    found(Map.of(), graph);
  }

  private static String gelu(Draft d, String x, int form) {
    String erf = d.node("Erf", form % 2 == 0 ? d.node("Div", x, d.number(ROOT_2))
        : d.node("Mul", d.number(1 / ROOT_2), x));
    String sum = form % 2 == 0 ? d.node("Add", erf, d.number(1)) : d.node("Add", d.number(1), erf);
    return switch (form) {
      case 0 -> d.node("Mul", d.node("Mul", x, sum), d.number(0.5));
      case 1 -> d.node("Mul", d.node("Mul", d.number(0.5), x), sum);
      case 2 -> d.node("Mul", x, d.node("Mul", sum, d.number(0.5)));
      default -> d.node("Div", d.node("Mul", sum, x), d.number(2));
    };
  }

  @Test
  void gelu() throws IOException {
    for (int form = 0; form < 4; form++) {
      int f = form;
      found(Map.of("GELU", 1), d -> gelu(d, d.input(3, 7), f));
      // Behind a product, and gated.
      found(Map.of("GELU", 1), d -> {
        String x = d.node("Mul", d.input(3, 7), d.weight(7));
        return d.node("Mul", gelu(d, x, f), d.input(3, 7));
      });
    }
    nothing(d -> {
      String x = d.input(3, 7);
      return d.node("Mul", d.node("Mul", x, d.node("Add", d.node("Erf", d.node("Div", x, d.number(1.4))), d.number(1))),
          d.number(0.5));
    });
    nothing(d -> {
      String x = d.input(3, 7);
      String y = d.input(3, 7);
      return d.node("Mul", d.node("Mul", y, d.node("Add", d.node("Erf", d.node("Div", x, d.number(ROOT_2))),
          d.number(1))), d.number(0.5));
    });
    // What is inside is an output, too.
    foundAll(Map.of(), d -> {
      String x = d.input(3, 7);
      String erf = d.node("Erf", d.node("Div", x, d.number(ROOT_2)));
      return List.of(erf, d.node("Mul", d.node("Mul", x, d.node("Add", erf, d.number(1))), d.number(0.5)));
    });
    // Numbers that are inputs may be others tomorrow.
    nothing(d -> {
      String x = d.input(3, 7);
      String one = d.input(1);
      return d.node("Mul", d.node("Mul", x, d.node("Add", d.node("Erf", d.node("Div", x, d.number(ROOT_2))), one)),
          d.number(0.5));
    });
  }

  private static String cubicGelu(Draft d, String x, int form) {
    String cube = switch (form % 3) {
      case 0 -> d.node("Pow", x, d.number(3));
      case 1 -> d.node("Mul", x, d.node("Mul", x, x));
      default -> d.node("Mul", d.node("Pow", x, d.number(2)), x);
    };
    double c = Math.sqrt(2 / Math.PI);
    String inner = form < 3 ? d.node("Mul", d.number(c), d.node("Add", x, d.node("Mul", cube, d.number(0.044715))))
        : d.node("Mul", d.node("Mul", x, d.number(c)), d.node("Add", d.number(1), d.node("Mul", d.node("Mul",
            d.number(0.044715), x), x)));
    String sum = d.node("Add", d.number(1), d.node("Tanh", inner));
    return d.node("Mul", d.node("Mul", d.number(0.5), x), sum);
  }

  @Test
  void geluByTanh() throws IOException {
    for (int form = 0; form < 4; form++) {
      int f = form;
      found(Map.of("GELU (tanh)", 1), d -> cubicGelu(d, d.input(3, 7), f));
    }
    nothing(d -> {
      String x = d.input(3, 7);
      String inner = d.node("Mul", d.number(0.8), d.node("Add", x, d.node("Mul", d.node("Pow", x, d.number(3)),
          d.number(0.05))));
      return d.node("Mul", d.node("Mul", d.number(0.5), x), d.node("Add", d.number(1), d.node("Tanh", inner)));
    });
  }

  @Test
  void silu() throws IOException {
    found(Map.of("SiLU", 2), d -> {
      String x = d.input(3, 7);
      String y = d.node("Mul", x, d.node("Sigmoid", x));
      return d.node("Mul", d.node("Sigmoid", y), y);
    });
    nothing(d -> d.node("Mul", d.input(3, 7), d.node("Sigmoid", d.input(3, 7))));
    nothing(d -> {
      String x = d.input(3, 7);
      String s = d.node("Sigmoid", x);
      return d.node("Add", d.node("Mul", x, s), s);
    });
  }

  /** x − mean, divided by the root, in one of the forms that programs write. */
  private static String normed(Draft d, String x, int form, double eps, long... axes) {
    String mean = d.mean(x, axes);
    String centred = d.node("Sub", x, mean);
    // Old programs subtract twice.
    String other = form % 3 == 1 ? d.node("Sub", x, mean) : centred;
    String square = form % 2 == 0 ? d.node("Pow", other, d.number(2)) : d.node("Mul", other, other);
    return divided(d, centred, d.node("Add", d.mean(square, axes), d.number(eps)), form);
  }

  private static String divided(Draft d, String x, String squares, int form) {
    return switch (form) {
      case 0 -> d.node("Div", x, d.node("Sqrt", squares));
      case 1 -> d.node("Mul", x, d.node("Reciprocal", d.node("Sqrt", squares)));
      case 2 -> d.node("Mul", d.node("Div", d.number(1), d.node("Sqrt", squares)), x);
      case 3 -> d.node("Mul", x, d.node("Pow", squares, d.number(-0.5)));
      default -> d.node("Div", x, d.node("Pow", squares, d.number(0.5)));
    };
  }

  @Test
  void layerNorm() throws IOException {
    for (int form = 0; form < 5; form++) {
      int f = form;
      found(Map.of("layer norm", 1), d -> d.node("Add", d.node("Mul", normed(d, d.input(2, 3, 8), f, 1e-5, -1),
          d.weight(8)), d.weight(8)));
      found(Map.of("layer norm", 1), d -> d.node("Add", d.weight(1, 1, 8), d.node("Mul", d.weight(8),
          normed(d, d.input(2, 3, 8), f, 1e-3, 2))));
      found(Map.of("layer norm", 1), d -> normed(d, d.input(2, 3, 8), f, 1e-5, -1));
      found(Map.of("layer norm", 1), d -> d.node("Mul", normed(d, d.input(2, 3, 8), f, 0.1, -2, -1), d.weight(3, 8)));
      // The summand is an input and stays one.
      found(Map.of("layer norm", 1), d -> d.node("Add", normed(d, d.input(2, 3, 8), f, 1e-5, -1), d.input(2, 3, 8)));
      // One factor for each row is none of the norm's.
      found(Map.of("layer norm", 1), d -> d.node("Mul", normed(d, d.input(2, 3, 8), f, 1e-5, -1), d.weight(3, 1)));
    }
  }

  /** Keras: x·r·γ + (β − mean·r·γ). */
  @Test
  void layerNormOfKeras() throws IOException {
    found(Map.of("layer norm", 1), d -> {
      String x = d.input(2, 3, 8);
      String mean = d.mean(x, -1);
      String apart = d.node("Sub", x, mean);
      String squares = d.mean(d.node("Mul", apart, apart), -1);
      String r = d.node("Reciprocal", d.node("Sqrt", d.node("Add", squares, d.number(1e-3))));
      String scaled = d.node("Mul", r, d.weight(8));
      return d.node("Add", d.node("Mul", x, scaled), d.node("Sub", d.weight(8), d.node("Mul", mean, scaled)));
    });
  }

  @Test
  void whatIsNoLayerNorm() throws IOException {
    // Another axis, and two different ones.
    nothing(d -> normed(d, d.input(2, 3, 8), 0, 1e-5, 1));
    nothing(d -> {
      String x = d.input(2, 8, 8);
      String centred = d.node("Sub", x, d.mean(x, -2));
      String squares = d.mean(d.node("Mul", centred, centred), 1);
      return d.node("Div", centred, d.node("Sqrt", d.node("Add", squares, d.number(1e-5))));
    });
    // The summand under the root is an input, or one a column.
    for (boolean given : new boolean[] {true, false}) {
      nothing(d -> {
        String x = d.input(2, 3, 8);
        String eps = given ? d.input(Tensor.zeros(d.type(), 1)) : d.constant(Tensor.zeros(d.type(), 8));
        return d.node("Div", x, d.node("Sqrt", d.node("Add", d.mean(d.node("Mul", x, x), -1), eps)));
      });
    }
    // The root has another reader, or is an output.
    foundAll(Map.of(), d -> {
      String x = d.input(2, 3, 8);
      String root = d.node("Sqrt", d.node("Add", d.mean(d.node("Mul", x, x), -1), d.number(1e-5)));
      return List.of(d.node("Div", x, root), d.node("Relu", root));
    });
    foundAll(Map.of(), d -> {
      String x = d.input(2, 3, 8);
      String root = d.node("Sqrt", d.node("Add", d.mean(d.node("Mul", x, x), -1), d.number(1e-5)));
      return List.of(root, d.node("Div", x, root));
    });
    // The mean is of other numbers: RMS norm of the difference.
    found(Map.of("RMS norm", 1), d -> {
      String x = d.input(2, 3, 8);
      String apart = d.node("Sub", x, d.mean(d.node("Relu", x), -1));
      return d.node("Div", apart, d.node("Sqrt", d.node("Add", d.mean(d.node("Mul", apart, apart), -1),
          d.number(1e-5))));
    });
  }

  @Test
  void rootMeanSquareNorm() throws IOException {
    for (int form = 0; form < 5; form++) {
      int f = form;
      for (boolean scaled : new boolean[] {true, false}) {
        found(Map.of("RMS norm", 1), d -> {
          String x = d.input(2, 3, 8);
          String squares = d.mean(f % 2 == 0 ? d.node("Pow", x, d.number(2)) : d.node("Mul", x, x), -1);
          String y = divided(d, x, d.node("Add", d.number(1e-6), squares), f);
          return scaled ? d.node("Mul", d.weight(8), y) : y;
        });
      }
    }
    // γ at the reciprocal.
    found(Map.of("RMS norm", 1), d -> {
      String x = d.input(2, 3, 8);
      String r = d.node("Pow", d.node("Add", d.mean(d.node("Mul", x, x), -1), d.number(1e-6)), d.number(-0.5));
      return d.node("Mul", x, d.node("Mul", r, d.weight(8)));
    });
    // The norm and what stands behind it as an output of its own.
    foundAll(Map.of("RMS norm", 1), d -> {
      String x = d.input(2, 3, 8);
      String y = divided(d, x, d.node("Add", d.mean(d.node("Mul", x, x), -1), d.number(1e-6)), 0);
      return List.of(y, d.node("Mul", y, d.weight(8)));
    });
  }

  /** Of half the width nodes run one by one; so they do where a factor makes the result larger. */
  @Test
  void whatTheKernelDoesNotTake() throws IOException {
    Draft half = new Draft(ElementType.FLOAT16, 20);
    OnnxModel model = half.model(cubicGelu(half, half.node("Mul", half.input(3, 7), half.weight(7)), 1));
    assertEquals(Map.of(), model.patterns());
    agree(model, half.given(), 0);
    Draft silu = new Draft(ElementType.FLOAT16, 20);
    String x = silu.input(3, 7);
    OnnxModel gate = silu.model(silu.node("Mul", x, silu.node("Sigmoid", x)));
    assertEquals(Map.of("SiLU", 1), gate.patterns());
    agree(gate, silu.given(), 0);
    Draft wide = new Draft(ElementType.FLOAT, 20);
    OnnxModel larger = wide.model(wide.node("Mul", normed(wide, wide.input(2, 3, 1), 0, 1, -1), wide.weight(8)));
    assertEquals(Map.of("layer norm", 1), larger.patterns());
    agree(larger, wide.given(), 0);
  }
}
