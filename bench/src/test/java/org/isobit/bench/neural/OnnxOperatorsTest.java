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
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.ElementType;
import org.isobit.models.onnx.tensor.Tensor;
import org.isobit.models.onnx.tensor.ValueInfo;
import org.junit.jupiter.api.Test;

/** Operators of ONNX models with random inputs and attributes, against ONNX Runtime. */
class OnnxOperatorsTest {

  private final Random random = new Random(41);

  private Tensor normal(int... dims) {
    Tensor x = Tensor.zeros(ElementType.FLOAT, dims);
    for (int i = 0; i < x.size(); i++) {
      x.floats()[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static int[] joined(int[] a, int... b) {
    int[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  /** Both outputs of one node; an input that is null is left out, at the end it is not there. */
  private static void agrees(int opset, String operator, Map<String, Object> attributes, int outputs,
      Tensor... inputs) throws OrtException, IOException {
    Map<String, Tensor> given = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    List<ValueInfo> infos = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      names.add(inputs[i] == null ? "" : "x" + i);
      if (inputs[i] != null) {
        given.put("x" + i, inputs[i]);
        infos.add(new ValueInfo("x" + i, inputs[i].type(),
            Arrays.stream(inputs[i].dims()).mapToObj(String::valueOf).toList()));
      }
    }
    List<String> results = new ArrayList<>();
    for (int o = 0; o < outputs; o++) {
      results.add("y" + o);
    }
    while (names.getLast().isEmpty()) {
      names.removeLast();
    }
    GraphDef empty = new GraphDef(List.of(new NodeDef(0, "", operator, "", names, results, attributes)), Map.of(),
        infos, List.of());
    Map<String, Tensor> own = outputs(opset, empty, results, given);
    List<ValueInfo> shapes = results.stream().map(name -> new ValueInfo(name, own.get(name).type(),
        Arrays.stream(own.get(name).dims()).mapToObj(String::valueOf).toList())).toList();
    byte[] model = bytes(opset, new GraphDef(empty.nodes(), Map.of(), infos, shapes));
    Map<String, Tensor> theirs = RuntimeModel.run(model, given);
    for (String name : results) {
      Tensor expected = theirs.get(name);
      Tensor actual = own.get(name);
      String what = operator + " " + describe(attributes) + " of " + given + ", output " + name;
      assertArrayEquals(expected.dims(), actual.dims(), what);
      for (int i = 0; i < expected.size(); i++) {
        double e = expected.number(i);
        assertEquals(e, actual.number(i), 2e-5 * (1 + StrictMath.abs(e)), what + ", element " + i);
      }
    }
  }

  private static Map<String, Object> describe(Map<String, Object> attributes) {
    Map<String, Object> text = new LinkedHashMap<>(attributes);
    text.replaceAll((name, value) -> value instanceof long[] list ? Arrays.toString(list) : value);
    return text;
  }

  private static byte[] bytes(int opset, GraphDef graph) {
    return org.isobit.models.onnx.internal.format.OnnxWriter.bytes(new ModelDef("m", "test", opset, graph));
  }

  /** Ours, of a graph whose outputs have no shapes yet. */
  private static Map<String, Tensor> outputs(int opset, GraphDef graph, List<String> results,
      Map<String, Tensor> given) throws IOException {
    List<ValueInfo> unknown = results.stream().map(name -> new ValueInfo(name, ElementType.FLOAT, List.of())).toList();
    return OnnxModel.read("m", bytes(opset, new GraphDef(graph.nodes(), Map.of(), graph.inputs(), unknown)))
        .run(given);
  }

  @Test
  void convolutionsAndPoolings() throws OrtException, IOException {
    for (int trial = 0; trial < 90; trial++) {
      int rank = 1 + trial % 3;
      long groups = 1 + random.nextInt(3);
      int[] in = random.ints(rank, 5, 10).toArray();
      int[] kernel = random.ints(rank, 1, 4).toArray();
      Map<String, Object> attributes = new LinkedHashMap<>();
      attributes.put("kernel_shape", Arrays.stream(kernel).asLongStream().toArray());
      long[] strides = random.longs(rank, 1, 4).toArray();
      attributes.put("strides", strides);
      long[] dilations = random.longs(rank, 1, 3).toArray();
      boolean own = random.nextInt(3) > 0;
      if (own) {
        attributes.put("pads", random.longs(2 * rank, 0, 2).toArray());
        attributes.put("dilations", dilations);
      } else {
        // Where strides are larger than windows, ONNX Runtime cuts poolings' inputs at both ends.
        Arrays.setAll(strides, d -> Math.min(strides[d], kernel[d]));
        attributes.put("auto_pad", List.of("SAME_UPPER", "SAME_LOWER", "VALID").get(random.nextInt(3)));
      }
      Tensor x = normal(joined(new int[] {2, (int) (2 * groups)}, in));
      Map<String, Object> grouped = new LinkedHashMap<>(attributes);
      grouped.put("group", groups);
      int filters = (int) (3 * groups);
      agrees(22, "Conv", grouped, 1, x, normal(joined(new int[] {filters, 2}, kernel)), normal(filters));
      if (own) {
        agrees(22, "ConvTranspose", grouped, 1, x, normal(joined(new int[] {(int) (2 * groups), 3}, kernel)),
            normal(filters));
      }
      if (smallPads(attributes, kernel)) {
        agrees(22, "MaxPool", attributes, 1, x);
        Map<String, Object> counted = new LinkedHashMap<>(attributes);
        counted.put("count_include_pad", random.nextLong(2));
        agrees(22, "AveragePool", counted, 1, x);
        Map<String, Object> powers = new LinkedHashMap<>(attributes);
        powers.remove("dilations");
        powers.put("p", 1 + random.nextLong(3));
        agrees(22, "LpPool", powers, 1, x);
      }
      agrees(22, "GlobalAveragePool", Map.of(), 1, x);
      agrees(22, "GlobalMaxPool", Map.of(), 1, x);
    }
  }

  /** ONNX Runtime refuses poolings with padding as wide as the window. */
  private static boolean smallPads(Map<String, Object> attributes, int[] kernel) {
    long[] pads = (long[]) attributes.getOrDefault("pads", new long[2 * kernel.length]);
    boolean small = true;
    for (int d = 0; d < pads.length; d++) {
      small &= pads[d] < kernel[d % kernel.length];
    }
    return small;
  }

  @Test
  void recurrentCells() throws OrtException, IOException {
    for (int trial = 0; trial < 60; trial++) {
      String direction = List.of("forward", "reverse", "bidirectional").get(trial % 3);
      int d = direction.equals("bidirectional") ? 2 : 1;
      int steps = 1 + random.nextInt(6);
      int batch = 1 + random.nextInt(4);
      int inputs = 1 + random.nextInt(5);
      int hidden = 1 + random.nextInt(20);
      Tensor lengths = null;
      if (random.nextBoolean()) {
        long[] all = random.longs(batch, 1, steps + 1).toArray();
        all[0] = steps;
        lengths = Tensor.of(ElementType.INT32, all, batch);
      }
      Map<String, Object> attributes = new LinkedHashMap<>(Map.of("direction", direction, "hidden_size",
          (long) hidden));
      Tensor x = normal(steps, batch, inputs);
      boolean states = random.nextBoolean();
      Tensor h = states ? normal(d, batch, hidden) : null;
      Tensor c = states ? normal(d, batch, hidden) : null;
      Tensor b4 = random.nextBoolean() ? normal(d, 8 * hidden) : null;
      agrees(22, "LSTM", attributes, 3, x, normal(d, 4 * hidden, inputs), normal(d, 4 * hidden, hidden), b4, lengths, h,
          c, random.nextBoolean() ? normal(d, 3 * hidden) : null);
      agrees(22, "RNN", attributes, 2, x, normal(d, hidden, inputs), normal(d, hidden, hidden), normal(d, 2 * hidden),
          lengths, h);
      attributes.put("linear_before_reset", random.nextLong(2));
      agrees(22, "GRU", attributes, 2, x, normal(d, 3 * hidden, inputs), normal(d, 3 * hidden, hidden),
          normal(d, 6 * hidden), lengths, h);
    }
  }

  @Test
  void attention() throws OrtException, IOException {
    for (int trial = 0; trial < 40; trial++) {
      int batch = 1 + random.nextInt(2);
      int kv = 1 + random.nextInt(2);
      int heads = kv * (1 + random.nextInt(2));
      int queries = 1 + random.nextInt(5);
      int keys = 1 + random.nextInt(70);
      int size = 2 * (1 + random.nextInt(4));
      int value = 1 + random.nextInt(6);
      Map<String, Object> attributes = new LinkedHashMap<>();
      if (random.nextBoolean()) {
        attributes.put("scale", 0.3f);
      }
      // Of a single query, ONNX Runtime ignores causality.
      attributes.put("is_causal", queries == 1 ? 0L : random.nextLong(2));
      // ONNX Runtime takes masks of heads for as many key heads only.
      Tensor mask = null;
      if (random.nextBoolean()) {
        mask = normal(List.of(new int[] {queries, keys}, new int[] {batch, 1, queries, keys},
            new int[] {batch, heads, queries, keys}).get(random.nextInt(heads == kv ? 3 : 2)));
      }
      if (random.nextBoolean()) {
        agrees(23, "Attention", attributes, 1, normal(batch, heads, queries, size), normal(batch, kv, keys, size),
            normal(batch, kv, keys, value), mask);
      } else {
        attributes.put("q_num_heads", (long) heads);
        attributes.put("kv_num_heads", (long) kv);
        agrees(23, "Attention", attributes, 1, normal(batch, queries, heads * size), normal(batch, keys, kv * size),
            normal(batch, keys, kv * value), mask);
      }
      agrees(23, "RotaryEmbedding", Map.of("interleaved", random.nextLong(2)), 1, normal(batch, heads, queries, size),
          normal(50, size / 2), normal(50, size / 2),
          Tensor.of(random.longs((long) batch * queries, 0, 50).toArray(), batch, queries));
    }
  }

  @Test
  void normalisations() throws OrtException, IOException {
    for (int trial = 0; trial < 30; trial++) {
      int channels = 2 * (1 + random.nextInt(4));
      int[] pixels = random.ints(1 + random.nextInt(3), 1, 7).toArray();
      int[] dims = joined(new int[] {1 + random.nextInt(3), channels}, pixels);
      Tensor x = normal(dims);
      Tensor variance = normal(channels);
      for (int i = 0; i < channels; i++) {
        variance.floats()[i] = StrictMath.abs(variance.floats()[i]);
      }
      agrees(22, "BatchNormalization", Map.of("epsilon", 0.01f), 1, x, normal(channels), normal(channels),
          normal(channels), variance);
      agrees(22, "InstanceNormalization", Map.of("epsilon", 0.01f), 1, x, normal(channels), normal(channels));
      agrees(22, "GroupNormalization", Map.of("epsilon", 0.01f, "num_groups", 2L), 1, x, normal(channels),
          normal(channels));
      int axis = 1 + random.nextInt(dims.length - 1);
      int[] rest = Arrays.copyOfRange(dims, axis, dims.length);
      if (Dims.count(rest) > 1) {
        agrees(22, "LayerNormalization", Map.of("epsilon", 0.01f, "axis", (long) axis), 3, x, normal(rest),
            random.nextBoolean() ? normal(rest) : null);
        agrees(23, "RMSNormalization", Map.of("epsilon", 0.01f, "axis", (long) axis), 1, x, normal(rest));
      }
    }
  }

  /** To one cell, PyTorch's coordinates are that of the first one. */
  @Test
  void resizesToOneCell() throws OrtException, IOException {
    for (String mode : List.of("cubic", "linear")) {
      for (long size : new long[] {1, 2, 3}) {
        agrees(19, "Resize", Map.of("mode", mode, "coordinate_transformation_mode", "pytorch_half_pixel"), 1,
            normal(1, 2, 5, 4), null, null, Tensor.of(new long[] {1, 2, size, 1}, 4));
      }
    }
  }
}
