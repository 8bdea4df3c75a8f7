package org.isobit.models.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.isobit.models.onnx.internal.format.NodeDef;

/**
 * Attributes of convolutions and poolings, as layers have them.
 *
 * @param node what has them
 * @param axes of lines 1, of images 2
 */
record WindowAttributes(NodeDef node, int axes) {

  /** Beyond it, numbers of attributes are no layer's. */
  static final int MOST = 1 << 20;

  /** Before and after each axis; null where pads are others, or there are some of the first dimensions. */
  static int[] sides(long[] pads, int others, int axes) {
    int all = others + axes;
    if (pads == null || pads.length != 2 * all || Arrays.stream(pads).anyMatch(p -> p < 0 || p > MOST)
        || IntStream.range(0, others).anyMatch(d -> pads[d] != 0 || pads[all + d] != 0)) {
      return null;
    }
    return IntStream.range(0, 2 * axes).map(i -> (int) pads[i % 2 * all + others + i / 2]).toArray();
  }

  /** Padding before and after each axis; null for other than a layer's. */
  int[] sides() {
    Object pads = node.attributes().getOrDefault("pads", new long[2 * Math.max(0, axes)]);
    return pads instanceof long[] list ? sides(list, 0, axes) : null;
  }

  /** Numbers of an attribute, one an axis and not below what is usual; null for others. */
  int[] numbers(String name, int usual) {
    if (!node.attributes().containsKey(name)) {
      int[] all = new int[Math.max(0, axes)];
      Arrays.fill(all, usual);
      return all;
    }
    return node.attributes().get(name) instanceof long[] list && list.length == axes
        && Arrays.stream(list).allMatch(v -> v >= usual && v <= MOST)
        ? Arrays.stream(list).mapToInt(v -> (int) v).toArray() : null;
  }

  /** Whether strides, dilations and padding are given by numbers that a layer has. */
  boolean plain() {
    return node.attributes().getOrDefault("auto_pad", "NOTSET").equals("NOTSET")
        && numbers("strides", 1) != null && numbers("dilations", 1) != null && sides() != null;
  }
}
