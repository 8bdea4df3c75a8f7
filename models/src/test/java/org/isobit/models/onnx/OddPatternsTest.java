package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Graphs that look like the usual ones and are others: whatever is found in them, results are those of the nodes. */
class OddPatternsTest {

  private static void same(Function<Draft, String> graph) throws IOException {
    for (ElementType type : new ElementType[] {ElementType.FLOAT, ElementType.DOUBLE}) {
      Draft d = new Draft(type, 20);
      OnnxModel model = d.model(graph.apply(d));
      Tensor apart = model.unfused().run(d.given()).values().iterator().next();
      Tensor fused = model.run(d.given()).values().iterator().next();
      assertArrayEquals(apart.dims(), fused.dims());
      for (int i = 0; i < apart.size(); i++) {
        double tolerance = type == ElementType.DOUBLE ? 1e-13 : 1e-5;
        assertEquals(apart.number(i), fused.number(i), tolerance * (1 + Math.abs(apart.number(i))), "element " + i);
      }
    }
  }

  private static String shares(Draft d, String scores) {
    return d.node("Softmax", Map.of("axis", -1L), scores);
  }

  /** x·r + (β − m·r) and x ÷ s + (β − m·s): a shift without factors, or of another thing. */
  @Test
  void shiftsWithoutFactors() throws IOException {
    for (boolean inverse : new boolean[] {true, false}) {
      same(d -> {
        String x = d.input(4, 6);
        String mean = d.mean(x, -1);
        String off = d.node("Sub", x, mean);
        String square = d.node("Mul", off, off);
        String variance = d.mean(square, -1);
        String root = d.node("Sqrt", d.node("Add", variance, d.number(1e-3)));
        String r = inverse ? d.node("Reciprocal", root) : root;
        String scaled = d.node(inverse ? "Mul" : "Div", x, r);
        return d.node("Add", scaled, d.node("Sub", d.weight(6), d.node("Mul", mean, r)));
      });
    }
  }

  /** What softmax makes is read by the second product too, or what it reads is the mask. */
  @Test
  void valuesThatAreReadTwice() throws IOException {
    same(d -> {
      String s = d.node("MatMul", d.input(5, 4), d.transposed(d.input(5, 4), 1, 0));
      String a = shares(d, s);
      return d.node("MatMul", a, a);
    });
    same(d -> {
      String s = d.node("MatMul", d.input(5, 4), d.transposed(d.input(5, 4), 1, 0));
      return d.node("MatMul", shares(d, s), s);
    });
    for (double factor : new double[] {1, 0.5}) {
      same(d -> {
        String s = d.node("MatMul", d.input(5, 4), d.transposed(d.input(5, 4), 1, 0));
        String scaled = factor == 1 ? s : d.node("Mul", s, d.number(factor));
        return d.node("MatMul", shares(d, d.node("Add", scaled, s)), d.input(5, 3));
      });
    }
    same(d -> {
      String turned = d.transposed(d.input(4, 4), 1, 0);
      return d.node("MatMul", shares(d, d.node("MatMul", turned, turned)), d.input(4, 3));
    });
  }

  /** A mask of more dimensions gives the result as many. */
  @Test
  void masksOfMoreDimensions() throws IOException {
    same(d -> {
      String s = d.node("MatMul", d.input(5, 4), d.transposed(d.input(7, 4), 1, 0));
      return d.node("MatMul", shares(d, d.node("Add", s, d.weight(1, 5, 7))), d.input(7, 3));
    });
  }

  /** The last axis of a power is that of its longer operand. */
  @Test
  void powersAreAsWideAsTheirExponents() throws IOException {
    same(d -> {
      String x = d.node("Pow", d.node("Exp", d.weight(6)), d.input(6, 6));
      String square = d.node("Mul", x, x);
      String mean = d.mean(square, 0);
      return d.node("Div", x, d.node("Sqrt", d.node("Add", mean, d.number(1e-3))));
    });
  }
}
