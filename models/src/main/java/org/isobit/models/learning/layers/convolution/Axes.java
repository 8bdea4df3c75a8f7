package org.isobit.models.learning.layers.convolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isobit.kernels.convolution.Padding;
import org.isobit.models.learning.layers.LayerSettings;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.onnx.export.OnnxNodes;
import org.isobit.models.registry.Key.Form;
import org.isobit.models.registry.Key;
import org.isobit.models.registry.Keys;

/** Numbers for the one or two axes of lines and images, as layers and their descriptions have them. Thread-safe. */
final class Axes {

  private static final List<String> PADDINGS = List.of("zeros", "replicate", "circular");

  private Axes() {}

  static List<Integer> list(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Kernel sizes, which say how many axes there are. */
  static List<Integer> kernel(String kind, List<Integer> kernel) {
    if (kernel.isEmpty() || kernel.size() > 2) {
      throw new IllegalArgumentException(kind + ": kernel-size must be one number for lines or two for images, but is "
          + kernel);
    }
    return least(kind, "kernel-size", kernel, 1);
  }

  /** One number for each axis, made of as many, or of one for all. */
  static List<Integer> each(String kind, String name, List<Integer> kernel, List<Integer> values, int least) {
    List<Integer> all = values.size() == 1 ? Collections.nCopies(kernel.size(), values.get(0)) : values;
    if (all.size() != kernel.size()) {
      throw new IllegalArgumentException(kind + ": " + name + " must be 1 or " + kernel.size() + " numbers, but is "
          + values);
    }
    return least(kind, name, all, least);
  }

  /** The padding before and after each axis, made of that, of one number for each axis, or of one for all. */
  static List<Integer> padding(String kind, List<Integer> kernel, List<Integer> values) {
    int axes = kernel.size();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 2 * axes; i++) {
      all.add(values.size() == 1 ? values.get(0) : values.size() == 2 * axes ? values.get(i)
          : values.size() == axes ? values.get(i / 2) : -1);
    }
    if (values.size() != 1 && values.size() != axes && values.size() != 2 * axes) {
      throw new IllegalArgumentException(kind + ": padding must be 1, " + axes + " or " + 2 * axes + " numbers, but is "
          + values);
    }
    return least(kind, "padding", all, 0);
  }

  /** As much padding as an output of the input's size needs at stride 1; where that is odd, one more at the end. */
  static List<Integer> same(List<Integer> kernel, List<Integer> dilation) {
    List<Integer> padding = new ArrayList<>();
    for (int i = 0; i < kernel.size(); i++) {
      long all = (long) dilation.get(i) * (kernel.get(i) - 1);
      padding.add(Math.toIntExact(all / 2));
      padding.add(Math.toIntExact(all - all / 2));
    }
    return padding;
  }

  private static List<Integer> least(String kind, String name, List<Integer> values, int least) {
    for (int value : values) {
      if (value < least) {
        throw new IllegalArgumentException(kind + ": " + name + " must be at least " + least + ", but is " + values);
      }
    }
    return List.copyOf(values);
  }

  /** The number of the last axis but {@code back}, or what stands for the axis that lines lack. */
  static int last(List<Integer> values, int back, int without) {
    return values.size() > back ? values.get(values.size() - 1 - back) : without;
  }

  /** Refuses samples that are not (channels, nx) with one axis, (channels, ny, nx) with two. */
  static void require(String kind, List<Integer> kernel, Shape input) {
    if (input.rank() != kernel.size() + 1) {
      throw new IllegalArgumentException(kind + ": with kernel-size " + kernel + ", samples must be ("
          + (kernel.size() == 1 ? "channels, n" : "channels, ny, nx") + "), but are " + input);
    }
  }

  /** The shape of channels of images, or of lines, which have one row. */
  static Shape shape(List<Integer> kernel, int channels, int ny, int nx) {
    return kernel.size() == 1 ? Shape.of(channels, nx) : Shape.of(channels, ny, nx);
  }

  /** The shape of weights: two numbers of channels, and the kernel. */
  static Shape weights(int first, int second, List<Integer> kernel) {
    return kernel.size() == 1 ? Shape.of(first, second, kernel.get(0))
        : Shape.of(first, second, kernel.get(0), kernel.get(1));
  }

  static int area(List<Integer> kernel) {
    return kernel.stream().reduce(1, Math::multiplyExact);
  }

  static long[] longs(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).toArray();
  }

  /** ONNX's attributes of both layers, but for padding. */
  static Map<String, Object> attributes(List<Integer> kernel, List<Integer> stride, List<Integer> dilation,
      int groups) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("kernel_shape", longs(kernel));
    attributes.put("strides", longs(stride));
    attributes.put("dilations", longs(dilation));
    attributes.put("group", (long) groups);
    return attributes;
  }

  /** Padding as ONNX has it, before all axes and then after all, with so many axes in front that have none. */
  static long[] pads(int others, List<Integer> padding) {
    int axes = others + padding.size() / 2;
    long[] pads = new long[2 * axes];
    for (int i = 0; i < padding.size(); i++) {
      pads[i % 2 * axes + others + i / 2] = padding.get(i);
    }
    return pads;
  }

  /** Whether padding is wider than the axis of a sample that it is of. */
  static boolean wide(int[] sample, List<Integer> padding) {
    return IntStream.range(0, padding.size()).anyMatch(i -> padding.get(i) > sample[1 + i / 2]);
  }

  /** The cells of an axis that a periodic padding and the axis itself hold. */
  static long[] around(int n, int before, int after) {
    return IntStream.range(-before, n + after).mapToLong(i -> Math.floorMod(i, n)).toArray();
  }

  /** A node with the layer's weight and bias. */
  static String product(OnnxNodes nodes, String operator, Map<String, Object> attributes, String x, boolean bias) {
    String weight = nodes.parameter("weight");
    return bias ? nodes.node(operator, attributes, x, weight, nodes.parameter("bias"))
        : nodes.node(operator, attributes, x, weight);
  }

  static String label(Padding padding) {
    return PADDINGS.get(padding.ordinal());
  }

  /** The padding of a name that is one of the key's words. */
  static Padding padding(String kind, LayerSettings settings) {
    int at = PADDINGS.indexOf(settings.text("padding-mode"));
    if (at < 0) {
      throw new IllegalArgumentException(kind + ": padding-mode must be one of " + String.join(", ", PADDINGS)
          + ", but is '" + settings.text("padding-mode") + "'");
    }
    return Padding.values()[at];
  }

  static Key paddingMode() {
    return Key.word("padding-mode", "what padding holds: +0, the nearest cell, or the other end",
        PADDINGS.toArray(new String[0])).usual("zeros");
  }

  /** The keys that both layers have; numbers that are no list are those of all axes. */
  static Keys keys() {
    return Keys.of(
        Key.of("out-channels", Form.INTEGER, "channels that come out").required().atLeast(1),
        Key.of("kernel-size", Form.INTEGERS, "[n] for lines, [ny, nx] for images").required(),
        Key.of("stride", Form.INTEGER, "cells between neighbours, one number or one an axis").or(Form.INTEGERS)
            .usual(1),
        Key.of("dilation", Form.INTEGER, "cells between neighbouring weights, one number or one an axis")
            .or(Form.INTEGERS).usual(1),
        Key.of("groups", Form.INTEGER, "groups of channels; as many as channels: depthwise").usual(1).atLeast(1),
        Key.of("bias", Form.FLAG, "whether there is a bias").usual(true),
        Key.of("weight-initializer", Form.TEXT, "law of initial weights").usual("zeros"),
        Key.of("bias-initializer", Form.TEXT, "law of the initial bias").usual("zeros"));
  }
}
