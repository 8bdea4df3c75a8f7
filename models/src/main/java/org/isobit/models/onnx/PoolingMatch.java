package org.isobit.models.onnx;

import java.util.Arrays;
import java.util.List;
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

  /** A GlobalAveragePool. */
  static boolean global(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    return to.whole(x) && (to.shape(x).rank() == 2 || to.shape(x).rank() == 3)
        && to.add(node, AveragePooling.global(), List.of(x));
  }

  private static WindowAttributes window(ImportedLayers to, NodeDef node) {
    String x = node.inputs().getFirst();
    int axes = to.whole(x) ? to.shape(x).rank() - 1 : 0;
    WindowAttributes window = new WindowAttributes(node, axes);
    boolean fits = (axes == 1 || axes == 2) && node.attributes().containsKey("kernel_shape") && window.plain()
        && window.numbers("kernel_shape", 1) != null && node.attributes().getOrDefault("ceil_mode", 0L).equals(0L)
        && node.attributes().getOrDefault("storage_order", 0L).equals(0L);
    return fits ? window : null;
  }
}
