package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isobit.models.onnx.internal.format.GraphDef;
import org.isobit.models.onnx.internal.format.ModelDef;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.internal.format.OnnxWriter;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Models of unusual sizes: each is run, or refused by the name of its node. */
class OnnxOddModelsTest {

  private final List<NodeDef> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  private OnnxOddModelsTest node(String operator, Map<String, Object> attributes, String output, String... inputs) {
    nodes.add(new NodeDef(nodes.size(), "", operator, "", List.of(inputs), List.of(output), attributes));
    return this;
  }

  private OnnxOddModelsTest constant(String name, float[] values, int... dims) {
    constants.put(name, Tensor.of(values, dims));
    return this;
  }

  private byte[] bytes(String... dims) {
    return OnnxWriter.bytes(new ModelDef("m", "test", 20, new GraphDef(nodes, constants,
        List.of(new ValueInfo("x", ElementType.FLOAT, List.of(dims))),
        List.of(new ValueInfo("y", ElementType.FLOAT, List.of("?"))))));
  }

  private static String refused(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  /** Gemm adds a single number to all outputs; as a layer it has no bias, so the model is no network. */
  @Test
  void aScalarIsNoBias() throws IOException {
    byte[] model = constant("w", new float[] {1, 2}, 2, 1).constant("c", new float[] {3})
        .node("Gemm", Map.of(), "y", "x", "w", "c").bytes("n", "2");
    OnnxModel read = OnnxModel.read("m", model);
    assertArrayEquals(new float[] {8}, read.run(Map.of("x", Tensor.of(new float[] {1, 2}, 1, 2))).get("y").floats());
    assertTrue(refused(() -> OnnxNetwork.of(read)).contains("Gemm"));
  }

  /** What Gemm refuses to run is no layer either. */
  @Test
  void gemmTakesMatrices() throws IOException {
    byte[] model = constant("w", new float[] {1, 2, 3}, 3, 1).node("Gemm", Map.of(), "y", "x", "w")
        .bytes("n", "2", "3");
    assertTrue(refused(() -> OnnxNetwork.of(OnnxModel.read("m", model))).contains("Gemm"));
  }

  /** Four times the size of the state is 0 in 32 bits. */
  @Test
  void aStateBeyondAllBoundsIsNamed() {
    byte[] model = constant("x0", new float[0], 1, 0, 1).constant("w", new float[0], 1, 0, 1)
        .constant("r", new float[0], 1, 0, 1 << 30).node("LSTM", Map.of(), "y", "x0", "w", "r").bytes("1");
    String message = refused(() -> OnnxModel.read("m", model));
    assertTrue(message.contains("LSTM"), message);
  }

  /** Cells 2^32 apart are not one. */
  @Test
  void windowsThatLongAreRefused() {
    byte[] model = node("LpPool", Map.of("p", 1L, "kernel_shape", new long[] {33}, "dilations", new long[] {1 << 28},
        "auto_pad", "SAME_UPPER"), "y", "x").bytes("1", "1", "1");
    String message = refused(() -> OnnxModel.read("m", model).run(Map.of("x", Tensor.of(new float[] {2}, 1, 1, 1))));
    assertTrue(message.contains("LpPool") && message.contains("padding"), message);
  }
}
