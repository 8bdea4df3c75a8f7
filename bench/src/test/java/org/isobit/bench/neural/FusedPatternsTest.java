package org.isobit.bench.neural;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isobit.models.onnx.OnnxModel;
import org.isobit.models.onnx.internal.format.GraphDef;
import org.isobit.models.onnx.internal.format.ModelDef;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;
import org.junit.jupiter.api.Test;

/** A block of a transformer as PyTorch writes it, node by node: with one kernel a pattern, against ONNX Runtime. */
class FusedPatternsTest {

  private static final int BATCH = 2;
  private static final int TOKENS = 9;
  private static final int HEADS = 4;
  private static final int SIZE = 8;
  private static final int WIDTH = HEADS * SIZE;

  private final Random random = new Random(7);
  private final List<NodeDef> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  private Tensor normal(double size, int... dims) {
    Tensor x = Tensor.zeros(ElementType.FLOAT, dims);
    for (int i = 0; i < x.size(); i++) {
      x.floats()[i] = (float) (size * random.nextGaussian());
    }
    return x;
  }

  private String constant(Tensor value) {
    String name = "c" + constants.size();
    constants.put(name, value);
    return name;
  }

  private String number(double value) {
    return constant(Tensor.of(new float[] {(float) value}));
  }

  private String integers(long... values) {
    return constant(Tensor.of(values, values.length));
  }

  private String node(String operator, Map<String, Object> attributes, String... inputs) {
    nodes.add(new NodeDef(nodes.size(), "", operator, "", List.of(inputs), List.of("v" + nodes.size()), attributes));
    return "v" + (nodes.size() - 1);
  }

  private String node(String operator, String... inputs) {
    return node(operator, Map.of(), inputs);
  }

  private String linear(String x, int from, int to) {
    return node("Add", node("MatMul", x, constant(normal(0.3, from, to))), constant(normal(0.1, to)));
  }

  private String heads(String x, long... order) {
    return node("Transpose", Map.of("perm", order), node("Reshape", x, integers(0, 0, HEADS, SIZE)));
  }

  private String norm(String x, boolean centred) {
    String apart = centred ? node("Sub", x, node("ReduceMean", x, integers(-1))) : x;
    String squares = node("ReduceMean", node("Pow", apart, number(2)), integers(-1));
    String root = node("Sqrt", node("Add", squares, number(1e-5)));
    String y = node("Mul", node("Div", apart, root), constant(normal(1, WIDTH)));
    return centred ? node("Add", y, constant(normal(1, WIDTH))) : y;
  }

  private String attention(String x) {
    String q = heads(linear(x, WIDTH, WIDTH), 0, 2, 1, 3);
    String k = heads(linear(x, WIDTH, WIDTH), 0, 2, 3, 1);
    String v = heads(linear(x, WIDTH, WIDTH), 0, 2, 1, 3);
    Tensor mask = Tensor.zeros(ElementType.FLOAT, TOKENS, TOKENS);
    for (int i = 0; i < mask.size(); i++) {
      mask.floats()[i] = i % TOKENS > i / TOKENS ? Float.NEGATIVE_INFINITY : 0;
    }
    String scores = node("Add", node("Div", node("MatMul", q, k), number(Math.sqrt(SIZE))), constant(mask));
    String y = node("MatMul", node("Softmax", Map.of("axis", -1L), scores), v);
    return node("Reshape", node("Transpose", Map.of("perm", new long[] {0, 2, 1, 3}), y), integers(0, 0, WIDTH));
  }

  private String gelu(String x, boolean tanh) {
    String inner = tanh ? node("Tanh", node("Mul", node("Add", x, node("Mul", node("Pow", x, number(3)),
        number(0.044715))), number(Math.sqrt(2 / Math.PI)))) : node("Erf", node("Div", x, number(Math.sqrt(2))));
    return node("Mul", node("Mul", x, node("Add", inner, number(1))), number(0.5));
  }

  @Test
  void aBlock() throws OrtException, IOException {
    String x = node("Add", "x", attention(norm("x", true)));
    String h = gelu(linear(norm(x, false), WIDTH, 4 * WIDTH), false);
    String wide = gelu(h, true);
    String gate = node("Mul", wide, node("Sigmoid", wide));
    String y = node("Add", x, linear(gate, 4 * WIDTH, WIDTH));
    List<String> dims = List.of("n", String.valueOf(TOKENS), String.valueOf(WIDTH));
    byte[] bytes = org.isobit.models.onnx.internal.format.OnnxWriter.bytes(new ModelDef("m", "test", 20,
        new GraphDef(nodes, constants, List.of(new ValueInfo("x", ElementType.FLOAT, dims)),
            List.of(new ValueInfo(y, ElementType.FLOAT, dims)))));
    OnnxModel model = OnnxModel.read("m", bytes);
    assertEquals("{GELU=1, GELU (tanh)=1, RMS norm=1, SiLU=1, attention=1, layer norm=1}",
        model.patterns().toString());
    Map<String, Tensor> given = Map.of("x", normal(1, BATCH, TOKENS, WIDTH));
    Tensor expected = RuntimeModel.run(bytes, given).get(y);
    for (OnnxModel one : List.of(model, model.unfused())) {
      Tensor actual = one.run(given).get(y);
      assertArrayEquals(expected.dims(), actual.dims(), Arrays.toString(actual.dims()));
      for (int i = 0; i < expected.size(); i++) {
        double e = expected.number(i);
        assertEquals(e, actual.number(i), 2e-5 * (1 + StrictMath.abs(e)), "element " + i);
      }
    }
  }
}
