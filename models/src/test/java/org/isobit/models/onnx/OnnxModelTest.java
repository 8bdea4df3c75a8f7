package org.isobit.models.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {

  /** y = relu(x·w + b), x of any number of rows. */
  private static OnnxBytes dense() {
    return new OnnxBytes().node("Relu", "z", "y").node("Gemm", "x,w,b", "z")
        .initializer("w", new float[] {1, 2, 3, 4, 5, 6}, 2, 3).initializer("b", new float[] {0, -9, 1}, 3)
        .input("x", 1, "rows", 2).output("y");
  }

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message + " does not say " + word);
    }
  }

  @Test
  void nodesRunInTheOrderThatTheyNeed() throws IOException {
    OnnxModel model = dense().model();
    Tensor y = model.run(Map.of("x", Tensor.of(new float[] {1, 1, 2, 0}, 2, 2))).get("y");
    assertArrayEquals(new float[] {5, 0, 10, 2, 0, 7}, y.floats());
    assertArrayEquals(new int[] {2, 3}, y.dims());
    assertEquals("a test", model.producer());
    assertEquals(20, model.opset());
    assertEquals("[x: FLOAT (rows, 2)]", model.inputs().toString());
    assertEquals("y", model.outputs().getFirst().name());
  }

  @Test
  void noRowsAreRows() throws IOException {
    Tensor y = dense().model().run(Map.of("x", Tensor.of(new float[0], 0, 2))).get("y");
    assertArrayEquals(new int[] {0, 3}, y.dims());
  }

  @Test
  void inputsAreThoseOfTheFile() throws IOException {
    OnnxModel model = dense().model();
    Tensor x = Tensor.of(new float[] {1, 1}, 1, 2);
    refused(() -> model.run(Map.of()), "m: ", "'x'", "not given");
    refused(() -> model.run(Map.of("x", x, "w", x)), "no input 'w'");
    refused(() -> model.run(Map.of("x", Tensor.of(new double[] {1, 1}, 1, 2))), "FLOAT (rows, 2)", "DOUBLE[1, 2]");
    refused(() -> model.run(Map.of("x", x.reshaped(2, 1))), "FLOAT[2, 1]");
    refused(() -> model.run(Map.of("x", x.reshaped(2))), "FLOAT[2]");
  }

  @Test
  void aSymbolIsOneNumber() throws IOException {
    OnnxModel model = new OnnxBytes().node("Add", "a,b", "y").input("a", 1, "n").input("b", 1, "n").output("y").model();
    Tensor one = Tensor.of(new float[] {1}, 1);
    Tensor two = Tensor.of(new float[] {1, 2}, 2);
    assertArrayEquals(new float[] {2, 4}, model.run(Map.of("a", two, "b", two)).get("y").floats());
    refused(() -> model.run(Map.of("a", two, "b", one)), "b: FLOAT (n)", "FLOAT[1]", "n=2");
  }

  @Test
  void constantsAreComputedWhenTheModelIsRead() throws IOException {
    OnnxBytes bytes = new OnnxBytes().node("Reshape", "x,s", "y").node("Div", "a,b", "s")
        .initializer("a", 7, m -> m.writeInt64(7, 6), 1).input("x", 1).output("y");
    OnnxModel model = bytes.initializer("b", 7, m -> m.writeInt64(7, 2), 1).model();
    assertArrayEquals(new int[] {3}, model.run(Map.of("x", Tensor.of(new float[3], 1, 3))).get("y").dims());
    refused(() -> model.run(Map.of("x", Tensor.of(new float[4], 4))), "m: ", "node 'the Reshape' (Reshape)");
    refused(() -> new OnnxBytes().node("Div", "a,b", "y").initializer("a", 7, m -> m.writeInt64(7, 6), 1)
        .initializer("b", 7, m -> m.writeInt64(7, 0), 1).output("y").model(), "'the Div' (Div)", "zero");
  }

  @Test
  void outputsMayBeInputsAndConstants() throws IOException {
    OnnxModel model = new OnnxBytes().initializer("c", new float[] {3}, 1).input("x", 1, 1).output("x").output("c")
        .model();
    Map<String, Tensor> y = model.run(Map.of("x", Tensor.of(new float[] {2}, 1)));
    assertEquals(List.of("x", "c"), List.copyOf(y.keySet()));
    assertEquals(2, y.get("x").number(0));
    assertEquals(3, y.get("c").number(0));
  }

  @Test
  void graphsThatMakeNoSenseAreRefused() {
    refused(() -> new OnnxBytes().node("Add", "x,z", "y").node("Neg", "y", "z").input("x", 1).output("y").model(),
        "'the Add' (Add)", "cycle");
    refused(() -> dense().node("Relu", "q", "r").model(), "'the Relu' (Relu)", "'q' comes from nowhere");
    refused(() -> dense().output("q").model(), "output 'q' comes from nowhere");
    refused(() -> dense().node("Relu", "x", "z").model(), "'the Relu' (Relu)", "'z' has another source");
    refused(() -> dense().node("Relu", "x", "w").model(), "'the Relu' (Relu)", "'w' has another source");
    refused(() -> dense().initializer("b", new float[3], 3).model(), "two initialisers 'b'");
    refused(() -> dense().input("x", 1).model(), "two inputs 'x'");
  }

  @Test
  void nodesThatAreNotKnownAreRefusedBeforeAnythingRuns() {
    refused(() -> dense().node("Rellu", "x", "r").model(), "m: ", "'the Rellu' (Rellu)", "did you mean 'Relu'");
    refused(() -> dense().node("Elu", "x", "r", OnnxBytes.number("alpah", 1)).model(), "'the Elu' (Elu)", "'alpah'",
        "did you mean 'alpha'");
    refused(() -> dense().node("Elu", "x", "r", OnnxBytes.graph("alpha")).model(), "'alpha' is a graph");
    refused(() -> dense().node("Elu", "x,x", "r").model(), "'the Elu' (Elu)", "2 inputs");
    refused(() -> dense().node("Elu", "x", "r,s").model(), "'the Elu' (Elu)", "2 outputs");
    refused(() -> dense().node("MatMul", "x,", "r").model(), "'the MatMul' (MatMul)", "no input number 1");
    refused(() -> dense().opset(12).model(), "'the Relu' (Relu)", "version 12", "from version 13");
    refused(() -> dense().opset(24).model(), "version 24");
    refused(() -> dense().opset(0).model(), "does not say");
    refused(() -> dense().node("Elu", "w", "r", OnnxBytes.integer("alpha", 1)).model(), "'alpha' is not a number");
  }

  @Test
  void tensorsThatDoNotFitTheirShapesAreRefused() {
    refused(() -> dense().initializer("c", new float[3], 1L << 40).model(), "tensor 'c'", "1099511627776");
    refused(() -> dense().initializer("c", new float[3], 1 << 20, 1 << 20).model(), "tensor 'c'");
    refused(() -> dense().initializer("c", new float[3], 1 << 29).model(), "tensor 'c'", "2147483648 bytes", "12");
    refused(() -> dense().initializer("c", new float[3], -1).model(), "tensor 'c'", "-1");
    refused(() -> dense().initializer("c", new float[3], 2).model(), "tensor 'c'", "takes 8 bytes, but 12");
    refused(() -> dense().initializer("c", 1, m -> m.writeFloat(4, 1), 2).model(), "tensor 'c'", "2 elements, but 1");
    refused(() -> dense().initializer("c", 1, m -> m.writeInt64(7, 1), 1).model(), "tensor 'c'", "wrong field");
    refused(() -> dense().initializer("c", 8, m -> m.writeString(6, "a"), 1).model(), "tensor 'c'", "STRING");
    refused(() -> dense().initializer("c", 77, m -> {}, 0).model(), "tensor 'c'", "type 77");
  }

  @Test
  void typedFieldsHoldEveryType() throws IOException {
    for (ElementType type : ElementType.values()) {
      OnnxModel model = new OnnxBytes().initializer("c", type.code(), m -> {
        switch (type) {
          case FLOAT -> m.writeFloat(4, -1.5f);
          case DOUBLE -> m.writeDouble(10, -1.5);
          case FLOAT16 -> m.writeInt32(5, Short.toUnsignedInt(Float.floatToFloat16(-1.5f)));
          case BFLOAT16 -> m.writeInt32(5, Float.floatToIntBits(-1.5f) >>> 16);
          case INT64 -> m.writeInt64(7, -3);
          case UINT32, UINT64 -> m.writeUInt64(11, type.wrap(-3));
          default -> m.writeInt32(5, type == ElementType.BOOL ? 1 : (int) type.wrap(-3));
        }
      }, 1).output("c").model();
      Tensor c = model.run(Map.of()).get("c");
      assertEquals(type + "[1]", c.toString());
      assertEquals(type.floating() ? -1.5 : type == ElementType.BOOL ? 1
          : type.unsigned() ? StrictMath.pow(2, 8 * type.bytes()) - 3 : -3, c.number(0), type.toString());
    }
  }

  @Test
  void anyShorterPieceIsRefused() {
    byte[] whole = dense().bytes();
    for (int n = 0; n < whole.length; n++) {
      byte[] piece = Arrays.copyOf(whole, n);
      refused(() -> OnnxModel.read("m", piece), "m: ");
    }
  }

  @Test
  void damageIsRefusedOrHarmless() throws IOException {
    byte[] whole = dense().node("Slice", "b,s,s", "t").initializer("s", 7, m -> m.writeInt64(7, 1), 1).bytes();
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        OnnxModel.read("m", damaged);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith("m: "), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 10_000, "only " + refused);
  }

  @Test
  void tensorsInFilesAreReadFromTheFolderAlone(@TempDir Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("own/data"));
    ByteBuffer raw = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(new float[] {1, 2, 3, 4});
    Files.write(own.resolve("c.bin"), raw.array());
    Files.write(folder.resolve("secret.bin"), raw.array());
    Files.createSymbolicLink(own.resolve("link.bin"), folder.resolve("secret.bin"));
    Path file = folder.resolve("own/model.onnx");
    Tensor c = read(file, "data/c.bin", 4, 8).run(Map.of()).get("c");
    assertArrayEquals(new float[] {2, 3}, c.floats());
    refused(() -> read(file, "../secret.bin", 0, 8), "own/model.onnx: tensor 'c'", "'../secret.bin'");
    refused(() -> read(file, "data/../../secret.bin", 0, 8), "tensor 'c'", "only files in the model's folder");
    refused(() -> read(file, folder.resolve("secret.bin").toString(), 0, 8), "tensor 'c'");
    refused(() -> read(file, "data/link.bin", 0, 8), "tensor 'c'", "leads out");
    refused(() -> read(file, "data/c.bin", 12, 8), "tensor 'c'", "takes 8 bytes", "has 16");
    refused(() -> read(file, "data/c.bin", 0, 12), "tensor 'c'", "has 12 from 0");
    refused(() -> read(file, "data/c.bin", -4, 8), "tensor 'c'", "offset");
    refused(() -> read(file, "data/none.bin", 0, 8), "tensor 'c'", "no such file");
    refused(() -> read(file, "", 0, 8), "tensor 'c'");
    refused(() -> OnnxModel.read("m", Files.readAllBytes(file)), "tensor 'c'");
    refused(() -> OnnxModel.read(folder.resolve("none.onnx")), "none.onnx: no such file");
  }

  private static OnnxModel read(Path file, String location, long offset, long length) throws IOException {
    Files.write(file, new OnnxBytes().external("c", location, offset, length, 2).output("c").bytes());
    return OnnxModel.read(file);
  }

  /** Values of attributes that no input can make good are named when the model is read. */
  @Test
  void attributesAreLookedAtBeforeAnythingRuns() {
    Object[][] all = {{"Gelu", "approximate", "sometimes"}, {"BitShift", "direction", "UP"}, {"Pad", "mode", "mirror"},
        {"DepthToSpace", "mode", "RGB"}, {"Resize", "mode", "area"}, {"Resize", "nearest_mode", "simple"},
        {"Resize", "coordinate_transformation_mode", "tf_half_pixel_for_nn"},
        {"Resize", "keep_aspect_ratio_policy", "crop"}, {"Attention", "softcap", 5f}, {"LSTM", "input_forget", 1L},
        {"LSTM", "direction", "back"}, {"LSTM", "activations", List.of("Relu", "Tanh", "Tanh")},
        {"GRU", "activations", List.of("Sigmoid")}, {"RNN", "activations", List.of("Elu")},
        {"LpNormalization", "p", 3L}, {"LpPool", "p", 0L}, {"LRN", "size", -1L}, {"Cast", "to", 8L},
        {"Conv", "auto_pad", "SAME"}, {"MaxPool", "auto_pad", ""}, {"ScatterND", "reduction", "mean"},
        {"GroupNormalization", "num_groups", 0L}};
    for (Object[] one : all) {
      Draft d = new Draft(ElementType.FLOAT, 20);
      String x = d.input(2, 3);
      String y = d.node((String) one[0], Map.of((String) one[1], one[2]), x, x, x);
      String message = assertThrows(IllegalArgumentException.class, () -> d.model(y)).getMessage();
      // Some of these operators have fewer inputs, which is said first.
      if (message.contains("at most")) {
        Draft few = new Draft(ElementType.FLOAT, 20);
        String z = few.input(2, 3);
        String[] inputs = message.contains("at most 1 ") ? new String[] {z} : new String[] {z, z};
        String out = few.node((String) one[0], Map.of((String) one[1], one[2]), inputs);
        message = assertThrows(IllegalArgumentException.class, () -> few.model(out)).getMessage();
      }
      assertTrue(message.startsWith("m: node number 0 (" + one[0] + "): the attribute '" + one[1] + "' is " + one[2]
          + ", which is not supported; "), message);
    }
  }

  @Test
  void sizesOfDimensionsAreNotNegative() {
    refused(() -> new OnnxBytes().input("x", 1, -1, 2).node("Relu", "x", "y").output("y").model(),
        "'x' has a dimension of size -1");
    refused(() -> new OnnxBytes().input("x", 1, 2, -7).node("Relu", "x", "y").output("y").model(),
        "'x' has a dimension of size -7");
  }
}
