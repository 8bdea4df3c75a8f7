package org.isobit.models.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isobit.kernels.Workers;
import org.isobit.kernels.neural.Activation;
import org.isobit.kernels.random.Philox;
import org.isobit.models.cli.Cli;
import org.isobit.models.cli.EveryEngine;
import org.isobit.models.cli.MemoryFolder;
import org.isobit.models.cli.Told;
import org.isobit.models.io.NpyFile;
import org.isobit.models.learning.Architecture;
import org.isobit.models.learning.FloatNetwork;
import org.isobit.models.learning.Network;
import org.isobit.models.learning.layers.Layers;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.OnnxCorpus;
import org.isobit.models.weights.NetworkFile;
import org.isobit.models.weights.SafetensorsWriter;
import org.isobit.models.weights.TensorData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of the command. */
class NetCommandTest {

  private static final int BATCH = 53;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private static Told net(Object... arguments) {
    return Told.of(new NetCommand(), Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  static String fine(Object... arguments) {
    Told told = net(arguments);
    assertEquals(Cli.OK, told.code(), told.text());
    return told.text();
  }

  static void refused(String part, Object... arguments) {
    Told told = net(arguments);
    assertEquals(Cli.BAD_INPUT, told.code(), told.text());
    assertTrue(told.text().contains(part), told.text());
    assertFalse(told.text().contains("\tat "), told.text());
  }

  /** A network in which every kind of inference occurs: packed stacks, layers one by one, a shape of two dimensions. */
  static Architecture mixed() {
    return Architecture.of(Shape.of(2, 3), List.of(Layers.affine(0.5, 0.25), Layers.dense(40, Activation.GELU),
        Layers.dense(33, Activation.LEAKY_RELU), Layers.softmax(), Layers.dense(5, Activation.TANH).storedTransposed(),
        Layers.dropout(0.5), Layers.dense(7, Activation.SIGMOID)));
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private static double[] draws(int n) {
    double[] x = new double[n];
    Philox.gaussian(8, 1, 0, n, x, 0);
    return x;
  }

  private static float[] floats(double[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) x[i];
    }
    return y;
  }

  private static void assertBits(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(actual[i]), "element " + i);
    }
  }

  private static void assertBits(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(actual[i]), "element " + i);
    }
  }

  @Test
  void doubleNetworksGiveTheBitsOfTheApiOnEveryEngine() throws Exception {
    Network network = Network.of(mixed());
    double[] theta = network.initialize(3, 0);
    double[] x = draws(6 * BATCH);
    NetworkFile.write(path("n.safetensors"), network.architecture(), theta, Map.of());
    NpyFile.write(path("x.npy"), x, BATCH, 2, 3);
    EveryEngine.sameBytes(NetCommand.class, List.of("-XX:TieredStopAtLevel=1"), folder, List.of("y.npy"), "run",
        path("n.safetensors").toString(), "--input", path("x.npy").toString(), "--output", path("y.npy").toString());
    double[] expected = new double[7 * BATCH];
    network.forward(theta, 0, BATCH, x, 0, expected, 0, null);
    NpyFile y = NpyFile.read(path("y.npy"));
    assertArrayEquals(new int[] {BATCH, 7}, y.shape());
    assertEquals("f8", y.type().code());
    assertBits(expected, y.doubles());
  }

  @Test
  void floatNetworksGiveTheBitsOfTheApiOnEveryEngine() throws Exception {
    FloatNetwork network = FloatNetwork.of(mixed());
    float[] theta = network.initialize(3, 0);
    double[] wide = draws(6 * BATCH);
    float[] x = floats(wide);
    NetworkFile.write(path("n.safetensors"), network.architecture(), theta, Map.of());
    NpyFile.write(path("x.npy"), x, BATCH, 6);
    EveryEngine.sameBytes(NetCommand.class, List.of("-XX:TieredStopAtLevel=1"), folder, List.of("y.npy"), "run",
        path("n.safetensors").toString(), "--input", path("x.npy").toString(), "--output", path("y.npy").toString());
    float[] expected = new float[7 * BATCH];
    network.forward(theta, 0, BATCH, x, 0, expected, 0, null);
    NpyFile y = NpyFile.read(path("y.npy"));
    assertEquals("f4", y.type().code());
    assertBits(expected, y.floats());

    NpyFile.write(path("wide.npy"), wide, BATCH, 2, 3);
    String told = fine("run", path("n.safetensors"), "--input", path("wide.npy"), "--output", path("z.npy"));
    assertTrue(told.contains("53 x 7, f4; the inputs, f8, were rounded to float"), told);
    assertArrayEquals(Files.readAllBytes(path("y.npy")), Files.readAllBytes(path("z.npy")));
  }

  @Test
  void aBatchIsSharedByThreads() {
    Network network = Network.of(mixed());
    double[] theta = network.initialize(3, 0);
    double[] x = draws(6 * 200);
    double[] expected = new double[7 * 200];
    network.forward(theta, 0, 200, x, 0, expected, 0, null);
    try (Workers workers = Workers.of(3)) {
      for (int batch : new int[] {0, 1, 15, 16, 17, 47, 49, 200}) {
        double[] y = new double[7 * 200];
        network.inference(theta, 0).forward(batch, x, 0, y, 0, workers);
        for (int i = 0; i < y.length; i++) {
          assertEquals(i < 7 * batch ? expected[i] : 0.0, y[i], batch + " samples, element " + i);
        }
      }
    }
  }

  @Test
  void theExampleRunsAsItSays() throws IOException {
    Path example = path("example");
    String told = fine("--example", example);
    String error = told.replaceAll("(?s).*root-mean-square error ([0-9.]+).*", "$1");
    assertTrue(Double.parseDouble(error) < 0.02, told);
    Path file = example.resolve("network.safetensors");
    fine("run", file, "--input", example.resolve("input.npy"), "--output", path("y.npy"));
    float[] y = NpyFile.read(path("y.npy")).floats();
    double[] truth = NpyFile.read(example.resolve("truth.npy")).doubles();
    double[] points = NpyFile.read(example.resolve("input.npy")).doubles();
    for (int i = 0; i < y.length; i++) {
      assertEquals(truth[i], y[i], 0.1);
      assertEquals(Math.sin(Math.PI * points[2 * i]) * Math.cos(Math.PI * points[2 * i + 1]), truth[i], 1e-6);
    }
    fine("run", example.resolve("pytorch.safetensors"), "--network", example.resolve("pytorch.yaml"), "--input",
        example.resolve("input.npy"), "--output", path("z.npy"));
    assertArrayEquals(Files.readAllBytes(path("y.npy")), Files.readAllBytes(path("z.npy")));

    String info = fine("info", file);
    assertTrue(info.contains("Network  2 -> 1, float, 1185 parameters, 2240 flops a sample in products"), info);
    assertTrue(info.matches("(?s).*Tensors  6 of F32\nSHA-256  [0-9a-f]{64} \\(of all.*"), info);
    assertTrue(info.contains("      1  dense      32        1056  outputs 32, activation silu, bias true"), info);
    assertTrue(info.contains("  layers.1.weight  F32   [32, 32]   4096\n"), info);
    assertTrue(info.contains("sin(pi x) cos(pi y), made by isobit net --example"), info);
    String foreign = fine("info", example.resolve("pytorch.safetensors"));
    assertTrue(foreign.contains("Network  the file does not say"), foreign);
    assertTrue(foreign.contains("  4.weight  F32   [1, 32]     128\n"), foreign);

    // Trained again to the same bytes: of all files, only the one that was changed is refused.
    Files.writeString(example.resolve("pytorch.yaml"), "mine");
    refused("pytorch.yaml: exists and differs from the example's", "--example", example);
    assertEquals("mine", Files.readString(example.resolve("pytorch.yaml")));
  }

  @Test
  void theReadmeShowsTheDescription() throws Exception {
    String yaml = Files.readString(Path.of(NetCommand.class.getResource("pytorch.yaml").toURI()));
    String shown = yaml.substring(yaml.indexOf("input:"));
    assertTrue(Files.readString(Path.of("README.md")).contains("```yaml\n" + shown + "```\n"));
  }

  @Test
  void badInputIsNamed() throws IOException {
    Path file = path("n.safetensors");
    NetworkFile.write(file, mixed(), FloatNetwork.of(mixed()).initialize(1, 0), Map.of());
    Path x = path("x.npy");
    Path y = path("y.npy");
    double[] values = draws(6 * 4);
    values[17] = Double.NaN;
    NpyFile.write(x, values, 4, 2, 3);
    refused("x.npy: element [2, 1, 2] is NaN; inputs must be finite", "run", file, "--input", x, "--output", y);
    NpyFile.write(x, floats(values), 4, 6);
    refused("x.npy: element [2, 5] is NaN; inputs must be finite", "run", file, "--input", x, "--output", y);
    values[17] = -1e39;
    NpyFile.write(x, values, 4, 6);
    refused("x.npy: element [2, 5] is -1.0E39, too large for the network's precision, float", "run", file, "--input", x,
        "--output", y);
    for (int[] shape : new int[][] {{24}, {6, 4}, {4, 3, 2}, {1, 4, 2, 3}, {4, 1, 6}}) {
      NpyFile.write(x, draws(24), shape);
      refused(", but the network takes (samples, 2, 3) or (samples, 6)", "run", file, "--input", x, "--output", y);
    }
    NpyFile.write(x, draws(1));
    refused("x.npy: has the shape (), but the network takes", "run", file, "--input", x, "--output", y);
    refused("nowhere.npy: no such file", "run", file, "--input", path("nowhere.npy"), "--output", y);
    refused("no.safetensors: no such file", "run", path("no.safetensors"), "--input", x, "--output", y);
    refused("x.npy: ", "info", x);
    refused("Missing required option", "run", file, "--input", x);
    assertFalse(Files.exists(y));
    NpyFile.write(x, draws(12), 2, 6);
    refused("cannot be written: it is a directory", "run", file, "--input", x, "--output", folder);

    SafetensorsWriter.write(path("w"), Map.of(), List.of(TensorData.of("a\u001b[31m", new float[] {1}, 0, 1)));
    String info = fine("info", path("w"));
    assertTrue(info.contains("  a\\u{1b}[31m  F32   [1]        4"), info);
    refused("its metadata has no isobit.network", "run", path("w"), "--input", x, "--output", y);
    refused("its metadata has no isobit.network", "bench", path("w"));
    refused("w.yaml: no such file", "bench", path("w"), "--network", path("w.yaml"));
    refused("one of info, run, bench, convert or --example is needed");
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length - 1] ^= 1;
    refused("n.safetensors: is damaged", "info", Files.write(file, damaged));
  }

  /** Network, description and input are there after the refusal, byte by byte. */
  @Test
  void anInputIsNeverOverwritten() throws IOException {
    Path file = path("n.safetensors");
    NetworkFile.write(file, mixed(), Network.of(mixed()).initialize(1, 0), Map.of());
    Path x = path("x.npy");
    NpyFile.write(x, draws(12), 2, 6);
    Path yaml = Files.writeString(path("n.yaml"), "input: [2]\n");
    Path link = Files.createSymbolicLink(path("link"), Path.of("n.safetensors"));
    Path hard = Files.createLink(path("hard.npy"), x);
    Files.createDirectory(path("d"));
    Path there = Files.createSymbolicLink(path("there"), folder);
    byte[][] before = {Files.readAllBytes(file), Files.readAllBytes(x), Files.readAllBytes(yaml)};
    for (Path output : List.of(file, link, path("d/../n.safetensors"), there.resolve("n.safetensors"), x, hard, yaml,
        there.resolve("n.yaml"))) {
      refused(output + ": cannot be written: it is the input ", "run", file, "--network", yaml, "--input", x,
          "--output", output);
      refused(": cannot be written: it is the input ", "run", file, "--input", x, "--output",
          output.endsWith("n.yaml") ? file : output);
    }
    Files.createSymbolicLink(path("nowhere"), Path.of("gone"));
    refused("nowhere: cannot be written: it is a symbolic link to gone, which does not exist", "run", file, "--input",
        x,
        "--output", path("nowhere"));
    refused("n.yaml is not a directory", "run", file, "--input", x, "--output", yaml.resolve("y.npy"));
    assertArrayEquals(before[0], Files.readAllBytes(file));
    assertArrayEquals(before[1], Files.readAllBytes(x));
    assertArrayEquals(before[2], Files.readAllBytes(yaml));
    fine("run", file, "--input", x, "--output", path("y.npy"));
    fine("run", file, "--input", x, "--output", path("y.npy"));
  }

  @Test
  void noSamplesAndOutputsThatAreNotFinite() throws IOException {
    Path file = path("n.safetensors");
    Architecture one = Architecture.of(Shape.of(1), List.of(Layers.dense(1, Activation.IDENTITY)));
    NetworkFile.write(file, one, new double[] {1e300, 0}, Map.of());
    NpyFile.write(path("x.npy"), new double[0], 0, 1);
    assertTrue(fine("run", file, "--input", path("x.npy"), "--output", path("y.npy")).contains("0 x 1, f8\n"));
    assertArrayEquals(new int[] {0, 1}, NpyFile.read(path("y.npy")).shape());
    NpyFile.write(path("x.npy"), new double[] {1, 1e300, -1e300}, 3, 1);
    String told = fine("run", file, "--input", path("x.npy"), "--output", path("y.npy"));
    assertTrue(told.contains("2 of 3 outputs are infinite or NaN."), told);
    NetworkFile.write(file, one, new double[] {Double.NaN, 0}, Map.of());
    assertTrue(fine("info", file).contains("Weights  1 of them are infinite or NaN"));
  }

  @Test
  void timesAreMeasured() throws IOException {
    Path file = path("n.safetensors");
    NetworkFile.write(file, mixed(), Network.of(mixed()).initialize(1, 0), Map.of());
    String told = fine("bench", file, "--batch", "1,3", "--warmup", "0.01", "--time", "0.01");
    for (String part : List.of("Network  2x3 -> 7, double, 1845 parameters, 3520 flops a sample in products",
        "CPU ",
        "JDK ", "Backend ", "Threads  1\n", "  batch  us a batch  quartiles", "us a sample")) {
      assertTrue(told.contains(part), part + " is not in " + told);
    }
    assertTrue(told.matches("(?s).*\n +1  +[0-9.]+  [0-9.]+ \\.\\.\\. [0-9.]+ .*\n +3  +[0-9.]+ .*"), told);
    NetworkFile.write(file, mixed(), FloatNetwork.of(mixed()).initialize(1, 0), Map.of());
    assertTrue(fine("bench", file, "--batch", "2", "--warmup", "0.01", "--time", "0.01").contains("float"));
    refused("--batch must have positive sizes, but has 0", "bench", file, "--batch", "1,0");
    refused("'many' is not an int", "bench", file, "--batch", "many");
    refused("--warmup must be in 0 ... 3600 seconds, but is -1.0", "bench", file, "--warmup", "-1");
    refused("--time must be in 0 ... 3600 seconds, but is NaN", "bench", file, "--time", "NaN");
    refused("--batch 2000000000 of 6 numbers needs 48000000000 bytes", "bench", file, "--batch", "2000000000");
  }

  @Test
  void onnxModelsRun() throws IOException {
    Files.write(path("m.onnx"), OnnxCorpus.all().getFirst());
    NpyFile.write(path("x.npy"), new float[] {1, 1, 2, 0}, 2, 2);
    String told = fine("run", path("m.onnx"), "--input", path("x.npy"), "--output", path("y.npy"));
    assertTrue(told.contains("FLOAT[2, 3], f4"), told);
    assertArrayEquals(new float[] {2.5f, 0, 5.5f, 1, 0, 4}, NpyFile.read(path("y.npy")).floats());
    NpyFile.write(path("d.npy"), new double[] {1, 1, 2, 0}, 2, 2);
    told = fine("run", path("m.onnx"), "--input", path("d.npy"), "--output", path("y.npy"));
    assertTrue(told.contains("rounded to float"), told);
    NpyFile.write(path("w.npy"), new double[] {1, 1, 2, 0}, 4);
    refused("FLOAT (rows, 2)", "run", path("m.onnx"), "--input", path("w.npy"), "--output", path("y.npy"));
    refused("leave out --network", "run", path("m.onnx"), "--network", path("x.yaml"), "--input", path("x.npy"),
        "--output", path("y.npy"));
    Files.write(path("two.onnx"), OnnxCorpus.all().get(1));
    refused("2 outputs", "run", path("two.onnx"), "--input", path("x.npy"), "--output", path("y.npy"));
    Files.write(path("m.onnx"), new byte[] {1, 2, 3});
    refused("m.onnx: is damaged", "run", path("m.onnx"), "--input", path("x.npy"), "--output", path("y.npy"));
  }

  @Test
  void networksBecomeOnnxModelsAndComeBack() throws IOException {
    NetworkFile.write(path("n.safetensors"), mixed(), Network.of(mixed()).initialize(1, 0), Map.of());
    String told = fine("convert", path("n.safetensors"), path("n.onnx"));
    assertTrue(told.contains("n.onnx: 2x3 -> 7, double"), told);
    fine("convert", path("n.onnx"), path("back.safetensors"));
    NpyFile.write(path("x.npy"), draws(12), 2, 2, 3);
    fine("run", path("n.safetensors"), "--input", path("x.npy"), "--output", path("a.npy"));
    fine("run", path("back.safetensors"), "--input", path("x.npy"), "--output", path("b.npy"));
    assertArrayEquals(NpyFile.read(path("a.npy")).doubles(), NpyFile.read(path("b.npy")).doubles());
    fine("run", path("n.onnx"), "--input", path("x.npy"), "--output", path("c.npy"));
    assertArrayEquals(NpyFile.read(path("a.npy")).doubles(), NpyFile.read(path("c.npy")).doubles(), 1e-8);
    told = fine("info", path("n.onnx"));
    for (String part : List.of("ONNX, operators of version 20, written by isobit", "[x: DOUBLE (samples, 2, 3)]",
        "Network  2x3 -> 7, double", "dense",
        "Patterns ")) {
      assertTrue(told.contains(part), part + " is not in " + told);
    }
    refused("one of the two has to end in .onnx", "convert", path("n.onnx"), path("m.onnx"));
    refused("one of the two has to end in .onnx", "convert", path("n.safetensors"), path("m.safetensors"));
    refused("leave out --network", "convert", path("n.onnx"), path("m.safetensors"), "--network", path("n.yaml"));
    Files.write(path("k.onnx"), OnnxCorpus.all().get(1));
    refused("k.onnx: ", "convert", path("k.onnx"), path("m.safetensors"));
    assertTrue(fine("info", path("k.onnx")).contains("none that can be converted: "));
    assertFalse(Files.exists(path("m.safetensors")));
  }

  @Test
  void onnxModelsAreTimed() throws IOException {
    Files.write(path("m.onnx"), OnnxCorpus.all().getFirst());
    String told = fine("bench", path("m.onnx"), "--batch", "1,3", "--warmup", "0.01", "--time", "0.01");
    assertTrue(told.contains("Model    [x: FLOAT (rows, 2)] -> [y: FLOAT of any shape]"), told);
    assertTrue(told.matches("(?s).*batch  us a batch  quartiles +us a sample *\n +1  +[0-9.]+  .*\n +3  +[0-9.]+ .*"),
        told);
    refused("no such program is on the class path", "bench", path("m.onnx"), "--against", "nobody", "--warmup", "0.01",
        "--time", "0.01");
    Files.write(path("two.onnx"), OnnxCorpus.all().get(1));
    refused("only the first may be open", "bench", path("two.onnx"));
  }
}
