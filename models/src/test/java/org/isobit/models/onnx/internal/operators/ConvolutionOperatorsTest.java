package org.isobit.models.onnx.internal.operators;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Dims;
import org.isobit.models.onnx.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Convolutions of one to three dimensions against their formula, transposed ones as their adjoints. */
class ConvolutionOperatorsTest {

  private final Random random = new Random(29);

  private Tensor random(int... dims) {
    return Tensor.of(random.doubles(Dims.count(dims), -1, 1).toArray(), dims);
  }

  private static Tensor run(String operator, Map<String, Object> attributes, Tensor... inputs) {
    NodeDef node = new NodeDef(0, "", operator, "", List.of(), List.of("y"), attributes);
    return Operators.of(node).run(new Call(node, 22, inputs))[0];
  }

  private static double[] expected(Tensor x, Tensor w, Tensor b, int groups, long[] stride, long[] dilation,
      long[] pads, int[] out) {
    int rank = out.length;
    int filters = w.dim(0);
    int own = w.dim(1);
    int[] in = Window.spatial(x.dims());
    int[] kernel = Window.spatial(w.dims());
    int[] wide = GatherOperators.joined(new int[] {x.dim(0), filters}, out);
    double[] y = new double[Dims.count(wide)];
    int n = Dims.count(out);
    int taps = Dims.count(kernel);
    for (int at = 0; at < y.length; at++) {
      int filter = at / n % filters;
      y[at] = b.number(filter);
      for (int term = 0; term < own * taps; term++) {
        int channel = filter / (filters / groups) * own + term / taps;
        int place = at / n / filters * x.dim(1) + channel;
        boolean inside = true;
        for (int d = 0; d < rank; d++) {
          int o = at % n / Dims.count(Arrays.copyOfRange(out, d + 1, rank)) % out[d];
          int k = term % taps / Dims.count(Arrays.copyOfRange(kernel, d + 1, rank)) % kernel[d];
          long i = o * stride[d] + k * dilation[d] - pads[d];
          inside &= i >= 0 && i < in[d];
          place = (int) (place * in[d] + i);
        }
        y[at] += inside ? x.number(place) * w.number(filter * own * taps + term) : 0;
      }
    }
    return y;
  }

  @Test
  void convolutionsAndTheirAdjoints() {
    for (int trial = 0; trial < 60; trial++) {
      int rank = 1 + trial % 3;
      int groups = 1 + random.nextInt(2);
      int[] in = random.ints(rank, 4, 8).toArray();
      int[] kernel = random.ints(rank, 1, 4).toArray();
      long[] stride = random.longs(rank, 1, 4).toArray();
      long[] dilation = random.longs(rank, 1, 3).toArray();
      long[] pads = random.longs(2 * rank, 0, 3).toArray();
      int[] out = new int[rank];
      long[] more = new long[rank];
      for (int d = 0; d < rank; d++) {
        long room = in[d] + pads[d] + pads[d + rank] - dilation[d] * (kernel[d] - 1) - 1;
        if (room < 0) {
          pads[d] -= room;
          room = 0;
        }
        out[d] = (int) (room / stride[d] + 1);
        more[d] = room % stride[d];
      }
      Tensor x = random(GatherOperators.joined(new int[] {2, 3 * groups}, in));
      Tensor w = random(GatherOperators.joined(new int[] {2 * groups, 3}, kernel));
      Tensor b = random(2 * groups);
      Map<String, Object> attributes = new HashMap<>(Map.of("group", (long) groups, "strides", stride, "dilations",
          dilation, "pads", pads, "kernel_shape", Arrays.stream(kernel).asLongStream().toArray()));
      Tensor y = run("Conv", attributes, x, w, b);
      assertArrayEquals(expected(x, w, b, groups, stride, dilation, pads, out), y.doubles(), 1e-13);
      assertArrayEquals(GatherOperators.joined(new int[] {2, 2 * groups}, out), y.dims());
      Tensor z = random(y.dims());
      attributes.put("output_padding", more);
      Tensor back = run("ConvTranspose", attributes, z, w);
      assertArrayEquals(x.dims(), back.dims());
      assertEquals(dot(run("Conv", without(attributes), x, w), z), dot(x, back), 1e-11);
    }
  }

  private static Map<String, Object> without(Map<String, Object> attributes) {
    Map<String, Object> less = new HashMap<>(attributes);
    less.remove("output_padding");
    return less;
  }

  private static double dot(Tensor a, Tensor b) {
    return IntStream.range(0, a.size()).mapToDouble(i -> a.number(i) * b.number(i)).sum();
  }

  @Test
  void paddingOfItsOwn() {
    Tensor x = random(1, 1, 5);
    Tensor w = random(1, 1, 4);
    Tensor upper = run("Conv", Map.of("auto_pad", "SAME_UPPER", "strides", new long[] {2}), x, w);
    assertArrayEquals(run("Conv", Map.of("pads", new long[] {1, 2}, "strides", new long[] {2}), x, w).doubles(),
        upper.doubles());
    Tensor lower = run("Conv", Map.of("auto_pad", "SAME_LOWER", "strides", new long[] {2}), x, w);
    assertArrayEquals(run("Conv", Map.of("pads", new long[] {2, 1}, "strides", new long[] {2}), x, w).doubles(),
        lower.doubles());
    assertEquals(2, run("Conv", Map.of("auto_pad", "VALID"), x, w).size());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Tensor x = random(1, 4, 6, 6);
    Tensor w = random(2, 4, 3, 3);
    refused("Conv", "3 groups", Map.of("group", 3L), x, w);
    refused("Conv", "does not fit into 6", Map.of("dilations", new long[] {9, 9}), x, w);
    refused("Conv", "strides", Map.of("strides", new long[] {0, 1}), x, w);
    refused("Conv", "pads", Map.of("pads", new long[] {0, -1, 0, 0}), x, w);
    refused("Conv", "pads", Map.of("pads", new long[] {0, 1L << 40, 0, 0}), x, w);
    refused("Conv", "auto_pad", Map.of("auto_pad", "SAME"), x, w);
    refused("Conv", "kernel_shape", Map.of("kernel_shape", new long[] {3, 4}), x, w);
    refused("Conv", "lines, images or volumes", Map.of(), random(1, 4), w);
    refused("Conv", "bias", Map.of(), x, w, random(3));
    refused("Conv", "one type", Map.of(), x, Tensor.of(new float[72], 2, 4, 3, 3));
    refused("ConvTranspose", "does not belong", Map.of("output_shape", new long[] {90, 8}), x, random(4, 2, 3, 3));
    refused("ConvTranspose", "does not belong", Map.of("output_padding", new long[] {1, 1}), x, random(4, 2, 3, 3));
    refused("MaxPool", "nothing but padding", Map.of("kernel_shape", new long[] {2, 2}, "pads",
        new long[] {2, 0, 0, 0}), x);
    refused("MaxPool", "kernel_shape", Map.of(), x);
    refused("AveragePool", "does not fit", Map.of("kernel_shape", new long[] {7, 7}), x);
  }

  private static void refused(String operator, String word, Map<String, Object> attributes, Tensor... inputs) {
    String message = assertThrows(IllegalArgumentException.class, () -> run(operator, attributes, inputs)).getMessage();
    assertTrue(message.startsWith("node number 0 (" + operator + "): ") && message.contains(word), message);
  }
}
