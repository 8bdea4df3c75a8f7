package org.isobit.models.onnx;

import java.util.Arrays;
import java.util.List;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.arrangement.AveragePooling;
import org.isobit.models.learning.layers.arrangement.MaxPooling;
import org.isobit.models.onnx.internal.format.NodeDef;

/** Poolings of models, of lines and images. */
final class PoolingMatch {

  private PoolingMatch() {}

  /** A MaxPool of which only maxima are read. */
  static boolean maxima(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    WindowAttributes window = window(to, node);
    return window != null && node.outputs().stream().skip(1).allMatch(to::unread)
        && to.add(node, MaxPooling.of(window.numbers("kernel_shape", 1)).withStride(window.numbers("strides", 1))
            .withDilation(window.numbers("dilations", 1)).withPadding(window.sides()), List.of(x));
  }

  /** An AveragePool. */
  static boolean averages(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    WindowAttributes window = window(to, node);
    if (window == null || Arrays.stream(window.numbers("dilations", 1)).anyMatch(d -> d != 1)) {
      return false;
    }
    boolean counted = !node.attributes().getOrDefault("count_include_pad", 0L).equals(0L);
    return to.add(node, AveragePooling.of(window.numbers("kernel_shape", 1)).withStride(window.numbers("strides", 1))
        .withPadding(window.sides()).withCountPadding(counted), List.of(x));
  }

  /**
   * A Pad of zeros in front of an AveragePool that does not count its own padding, which the last windows reach alone:
   * so averages in ceil mode are exported whose padding counts.
   */
  static boolean padded(ImportedLayers to, NodeDef pad) {
    String x = pad.inputs().getFirst();
    NodeDef node = to.reader(pad.outputs().getFirst(), "AveragePool");
    int axes = to.whole(x) ? to.shape(x).rank() - 1 : 0;
    int[] sides = node == null || axes < 1 || axes > 2 || pad.inputs().stream().skip(2).anyMatch(n -> !n.isEmpty())
        || !pad.attributes().getOrDefault("mode", "constant").equals("constant") ? null
        : WindowAttributes.sides(to.integers(pad.inputs().get(1)), 2, axes);
    WindowAttributes window = sides == null ? null : window(new WindowAttributes(node, axes));
    if (window == null || !node.attributes().getOrDefault("count_include_pad", 0L).equals(0L)
        || Arrays.stream(window.numbers("dilations", 1)).anyMatch(d -> d != 1)) {
      return false;
    }
    int[] kernel = window.numbers("kernel_shape", 1);
    int[] stride = window.numbers("strides", 1);
    AveragePooling layer = AveragePooling.of(kernel).withStride(stride).withPadding(sides).withCountPadding(true)
        .withCeil(true);
    Shape out = layer.output(to.shape(x));
    boolean same = true;
    for (int d = 0; d < axes; d++) {
      int before = window.sides()[2 * d];
      int beyond = window.sides()[2 * d + 1];
      int reach = (out.dimension(d + 1) - 1) * stride[d] + kernel[d];
      int room = to.shape(x).dimension(d + 1) + sides[2 * d] + sides[2 * d + 1];
      same &= before == 0 && beyond == Math.max(0, reach - room)
          && (room + beyond - kernel[d]) / stride[d] + 1 == out.dimension(d + 1);
    }
    if (same) {
      to.take(node);
    }
    return same && to.add(node, layer, List.of(x));
  }

  /** A GlobalAveragePool. */
  static boolean global(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    return to.whole(x) && (to.shape(x).rank() == 2 || to.shape(x).rank() == 3)
        && to.add(node, AveragePooling.global(), List.of(x));
  }

  private static WindowAttributes window(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    int axes = to.whole(x) ? to.shape(x).rank() - 1 : 0;
    return window(new WindowAttributes(node, axes));
  }

  /** Those of a pooling that a layer can be; else null. */
  private static WindowAttributes window(WindowAttributes window) {
    NodeDef node = window.node();
    int axes = window.axes();
    boolean fits = (axes == 1 || axes == 2) && node.attributes().containsKey("kernel_shape") && window.plain()
        && window.numbers("kernel_shape", 1) != null && node.attributes().getOrDefault("ceil_mode", 0L).equals(0L)
        && node.attributes().getOrDefault("storage_order", 0L).equals(0L);
    return fits ? window : null;
  }
}
