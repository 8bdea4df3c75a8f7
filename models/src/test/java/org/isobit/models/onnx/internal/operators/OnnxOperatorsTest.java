package org.isobit.models.onnx.internal.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What ONNX's own tests do not cover, and that no input makes an operator fail otherwise than by a message. */
class OnnxOperatorsTest {

  private static Tensor run(String operator, Map<String, Object> attributes, Tensor... inputs) {
    NodeDef node = new NodeDef(0, "", operator, "", List.of(), List.of("y"), attributes);
    return Operators.of(node).run(new Call(node, 23, inputs))[0];
  }

  @Test
  void rowsAreDividedByTheirNorm() {
    Tensor x = Tensor.of(new double[] {3, -4, 0, 0, 1, 1}, 3, 2);
    Tensor y = run("LpNormalization", Map.of(), x);
    double[] expected = {0.6, -0.8, 0, 0, StrictMath.sqrt(0.5), StrictMath.sqrt(0.5)};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], y.number(i), 1e-15);
    }
    Tensor columns = run("LpNormalization", Map.of("axis", 0L, "p", 1L), x);
    assertEquals(0.75, columns.number(0));
    assertEquals(-0.8, columns.number(1));
    assertEquals(0.25, columns.number(4));
  }

  @Test
  void rootMeanSquares() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, -1, 5}, 2, 3);
    Tensor y = run("RMSNormalization", Map.of("epsilon", 0.5f), x, Tensor.of(new float[] {1, 10, 100}, 3));
    for (int r = 0; r < 2; r++) {
      double q = 0;
      for (int i = 0; i < 3; i++) {
        q += x.number(3 * r + i) * x.number(3 * r + i) / 3;
      }
      for (int i = 0; i < 3; i++) {
        double expected = x.number(3 * r + i) / StrictMath.sqrt(q + 0.5) * StrictMath.pow(10, i);
        assertEquals(expected, y.number(3 * r + i), 1e-6 * StrictMath.abs(expected));
      }
    }
  }

  @Test
  void functionsAreNearThoseOfThePlatform() {
    Random random = new Random(3);
    double[] x = random.doubles(20_000, -1, 1).map(v -> v * StrictMath.pow(10, random.nextInt(-6, 3))).toArray();
    double[] one = random.doubles(20_000, -1, 1).toArray();
    double[] above = random.doubles(20_000, 1, 50).toArray();
    assertNear(x, Functions.sinh(x), StrictMath::sinh);
    assertNear(x, Functions.cosh(x), StrictMath::cosh);
    for (int i = 0; i < x.length; i++) {
      assertUlps(StrictMath.atan(x[i]), Functions.atan(x[i]), x[i]);
      assertUlps(StrictMath.asin(one[i]), Functions.asin(one[i]), one[i]);
      assertUlps(StrictMath.acos(one[i]), Functions.acos(one[i]), one[i]);
    }
    // What the inverse gives back; their own errors are those of both.
    double[] back = Functions.sinh(Functions.asinh(x));
    double[] tanh = Functions.atanh(one);
    double[] cosh = Functions.cosh(Functions.acosh(above));
    for (int i = 0; i < x.length; i++) {
      assertEquals(x[i], back[i], 1e-14 * StrictMath.abs(x[i]));
      assertEquals(one[i], StrictMath.tanh(tanh[i]), 1e-15);
      assertEquals(above[i], cosh[i], 1e-13 * above[i]);
    }
  }

  @Test
  void powersAreThoseOfThePlatform() {
    double[] special = {0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 1e300, -1e300, 1e-300, 1025, -1025, 5e-324,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 0x1p53, -0x1p53, 7.3};
    for (double x : special) {
      for (double y : special) {
        // Java has NaN where IEEE 754 and NumPy have 1.
        double expected = x == 1 || x == -1 && Double.isInfinite(y) ? 1 : StrictMath.pow(x, y);
        double actual = Functions.pow(new double[] {x}, new double[] {y})[0];
        String what = x + "^" + y;
        if (Double.isFinite(expected)) {
          assertEquals(expected, actual, 2e-13 * StrictMath.abs(expected) + Double.MIN_VALUE, what);
          assertEquals(StrictMath.copySign(1, expected), StrictMath.copySign(1, actual), what);
        } else {
          assertEquals(expected, actual, what);
        }
      }
    }
  }

  private static void assertNear(double[] x, double[] y, Elements.Unary f) {
    for (int i = 0; i < x.length; i++) {
      assertUlps(f.of(x[i]), y[i], x[i]);
    }
  }

  private static void assertUlps(double expected, double actual, double x) {
    assertTrue(StrictMath.abs(expected - actual) <= 4 * StrictMath.ulp(expected), x + ": " + actual + " in place of "
        + expected);
  }

  @Test
  void halvesAreRoundedOnce() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      // Near the middle of two halves, a little off: rounded to float first, half of them would go astray.
      float half = Float.float16ToFloat((short) random.nextInt(0, 0x7bff));
      float next = Float.float16ToFloat((short) (Float.floatToFloat16(half) + 1));
      double middle = ((double) half + next) / 2;
      assertEquals(next, ElementType.FLOAT16.narrow(middle * (1 + 0x1p-40)));
      assertEquals(half, ElementType.FLOAT16.narrow(middle * (1 - 0x1p-40)));
      assertEquals(-next, ElementType.FLOAT16.narrow(-middle * (1 + 0x1p-40)));
      assertEquals(Float.float16ToFloat(Float.floatToFloat16((float) middle)), ElementType.FLOAT16.narrow(middle));
    }
    assertEquals(1, ElementType.BFLOAT16.narrow(1 + 0x1p-8));
    assertEquals(1 + 0x1p-7, ElementType.BFLOAT16.narrow(1 + 0x1p-8 + 0x1p-45));
    assertEquals(Double.POSITIVE_INFINITY, ElementType.FLOAT16.narrow(1e300));
    assertEquals(-0.0f, ElementType.FLOAT16.narrow(-1e-300));
    assertEquals(0, ElementType.FLOAT16.narrow(0x1p-25));
    assertEquals(0x1p-24, ElementType.FLOAT16.narrow(0x1p-25 * (1 + 0x1p-50)));
  }

  @Test
  void unsignedNumbersHaveNoSign() {
    Tensor big = Tensor.of(ElementType.UINT64, new long[] {-2}, 1);
    Tensor two = Tensor.of(ElementType.UINT64, new long[] {2}, 1);
    assertEquals(Long.MAX_VALUE, run("Div", Map.of(), big, two).longs()[0]);
    assertEquals(1, run("Greater", Map.of(), big, two).longs()[0]);
    assertEquals(-2, run("Max", Map.of(), two, big).longs()[0]);
    assertEquals(2, run("Min", Map.of(), big, two).longs()[0]);
    assertEquals(-2, run("ReduceMax", Map.of(), Tensor.of(ElementType.UINT64, new long[] {3, -2, 4}, 3)).longs()[0]);
    assertEquals(0x1p64, run("Cast", Map.of("to", 11L), big).number(0));
    assertEquals(0x1p63, run("Cast", Map.of("to", 13L), Tensor.of(new double[] {0x1p63}, 1)).number(0));
    assertEquals(254, run("Add", Map.of(), Tensor.of(ElementType.UINT8, new long[] {255}, 1),
        Tensor.of(ElementType.UINT8, new long[] {255}, 1)).longs()[0]);
  }

  /** Random calls: results, or an IllegalArgumentException that names the operator. */
  @Test
  void noCallFailsOtherwiseThanByAMessage() {
    Random random = new Random(11);
    Map<String, Integer> taken = new HashMap<>();
    for (String operator : Operators.names()) {
      for (int i = 0; i < 2000; i++) {
        List<Tensor> inputs = new ArrayList<>();
        ElementType type = type(random);
        for (int k = random.nextInt(5); k >= 0; k--) {
          inputs.add(random.nextInt(8) == 0 ? null : tensor(random, random.nextInt(3) == 0 ? type(random) : type));
        }
        String[] outputs = new String[1 + random.nextInt(3)];
        Arrays.setAll(outputs, o -> "y" + o);
        NodeDef node = new NodeDef(0, "", operator, "", List.of(), List.of(outputs),
            attributes(random, operator));
        try {
          Operators.of(node).run(new Call(node, 13 + random.nextInt(11), inputs.toArray(Tensor[]::new)));
          taken.merge(operator, 1, Integer::sum);
        } catch (IllegalArgumentException e) {
          assertTrue(e.getMessage().contains("(" + operator + ")"), e.getMessage());
        } catch (RuntimeException e) {
          throw new AssertionError(operator + " of " + inputs + " with " + node.attributes(), e);
        }
      }
    }
    assertTrue(taken.size() > Operators.names().size() * 3 / 4, "only " + taken.keySet());
  }

  private static ElementType type(Random random) {
    return random.nextInt(3) == 0 ? ElementType.INT64
        : ElementType.values()[random.nextInt(ElementType.values().length)];
  }

  private static Tensor tensor(Random random, ElementType type) {
    int[] dims = random.ints(random.nextInt(5), 0, 4).toArray();
    Tensor x = Tensor.zeros(type, dims);
    for (int i = 0; i < x.size(); i++) {
      int v = random.nextInt(-3, 5);
      if (type == ElementType.DOUBLE) {
        x.doubles()[i] = v == 4 ? Double.NaN : v / 2.0;
      } else if (type.single()) {
        x.floats()[i] = v == 4 ? Float.POSITIVE_INFINITY : v / 2f;
      } else {
        x.longs()[i] = type.wrap(v);
      }
    }
    return x;
  }

  private static Map<String, Object> attributes(Random random, String operator) {
    Map<String, Object> attributes = new HashMap<>();
    String[] texts = {"linear", "cubic", "constant", "reflect", "wrap", "LEFT", "add", "max", "align_corners",
        "tf_crop_and_resize", "floor", "CRD"};
    NodeDef node = new NodeDef(0, "", operator, "", List.of(), List.of(), Map.of());
    for (String name : Operators.of(node).attributes()) {
      if (random.nextInt(3) != 0) {
        continue;
      }
      attributes.put(name, switch (random.nextInt(8)) {
        case 0, 1, 2 -> (long) random.nextInt(-3, 5);
        case 3 -> random.nextInt(-2, 3) / 2f;
        case 4 -> texts[random.nextInt(texts.length)];
        case 5 -> random.longs(random.nextInt(4), -2, 4).toArray();
        case 6 -> tensor(random, type(random));
        default -> new float[] {1};
      });
    }
    return attributes;
  }
}
