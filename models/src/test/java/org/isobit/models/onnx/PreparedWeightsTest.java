package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Weights that are constants, packed when a model is read, give the bits of those that are inputs. */
class PreparedWeightsTest {

  private static void same(String operator, Map<String, Object> attributes, Tensor... inputs) throws IOException {
    Draft fixed = new Draft(inputs[0].type(), 20);
    Draft open = new Draft(inputs[0].type(), 20);
    List<String> some = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      some.add(i == 0 ? fixed.input(inputs[i]) : fixed.constant(inputs[i]));
      all.add(open.input(inputs[i]));
    }
    Tensor expected = open.model(open.node(operator, attributes, all.toArray(String[]::new))).run(open.given())
        .values().iterator().next();
    Tensor actual = fixed.model(fixed.node(operator, attributes, some.toArray(String[]::new))).run(fixed.given())
        .values().iterator().next();
    assertArrayEquals(expected.dims(), actual.dims());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(Double.doubleToRawLongBits(expected.number(i)), Double.doubleToRawLongBits(actual.number(i)),
          operator + " " + attributes + " element " + i);
    }
  }

  @Test
  void products() throws IOException {
    for (ElementType type : List.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.FLOAT16)) {
      for (int rows : new int[] {1, 3, 16, 17}) {
        for (int k : new int[] {1, 7, rows == 3 ? 5000 : 20}) {
          Tensor x = Draft.normals(type, 1, rows, k);
          Tensor w = Draft.normals(type, 2, k, 9);
          Tensor turned = Draft.normals(type, 2, 9, k);
          Tensor bias = Draft.normals(type, 3, 9);
          same("MatMul", Map.of(), x, w);
          same("Gemm", Map.of(), x, w);
          same("Gemm", Map.of("transB", 1L), x, turned, bias);
          same("Gemm", Map.of(), x, w, bias.reshaped(1, 9));
          same("Gemm", Map.of("alpha", 0.5f), x, w, bias);
          same("Gemm", Map.of("beta", 0.5f), x, w, bias);
          same("Gemm", Map.of(), x, w, Draft.normals(type, 4, rows, 1));
        }
        same("MatMul", Map.of(), Draft.normals(type, 1, 2, rows, 5), Draft.normals(type, 2, 5, 3));
      }
      same("MatMul", Map.of(), Draft.normals(type, 1, 5), Draft.normals(type, 2, 5, 3));
      same("Gemm", Map.of("transA", 1L), Draft.normals(type, 1, 5, 4), Draft.normals(type, 2, 5, 3));
    }
  }

  @Test
  void cells() throws IOException {
    Map<String, Integer> gates = Map.of("LSTM", 4, "GRU", 3, "RNN", 1);
    for (ElementType type : List.of(ElementType.FLOAT, ElementType.DOUBLE, ElementType.BFLOAT16)) {
      for (String operator : gates.keySet()) {
        for (String direction : List.of("forward", "reverse", "bidirectional")) {
          for (int batch : new int[] {1, 3, 20}) {
            int d = direction.equals("bidirectional") ? 2 : 1;
            int rows = gates.get(operator) * 5;
            Map<String, Object> attributes = new LinkedHashMap<>(Map.of("direction", direction, "hidden_size", 5L));
            for (int steps : new int[] {1, 6}) {
              Tensor x = Draft.normals(type, 1, steps, batch, 2);
              Tensor w = Draft.normals(type, 2, d, rows, 2);
              Tensor r = Draft.normals(type, 3, d, rows, 5);
              same(operator, attributes, x, w, r, Draft.normals(type, 4, d, 2 * rows));
              if (operator.equals("GRU")) {
                attributes.put("linear_before_reset", 1L);
              }
              same(operator, attributes, x, w, r);
            }
          }
        }
      }
    }
  }

  /** What does not fit is refused by the call, with the words that it always has. */
  @Test
  void shapesThatDoNotFit() throws IOException {
    Draft d = new Draft(ElementType.FLOAT, 20);
    OnnxModel model = d.model(d.node("MatMul", d.input(2, 3), d.weight(4, 2)));
    String message = assertThrows(IllegalArgumentException.class, () -> model.run(d.given())).getMessage();
    assertTrue(message.contains("have no product"), message);
    Draft cell = new Draft(ElementType.FLOAT, 20);
    OnnxModel lstm = cell.model(cell.node("LSTM", cell.input(2, 1, 3), cell.weight(1, 8, 3), cell.weight(1, 8, 3)));
    String words = assertThrows(IllegalArgumentException.class, () -> lstm.run(cell.given())).getMessage();
    assertTrue(words.contains("the weights of inputs are"), words);
  }
}
