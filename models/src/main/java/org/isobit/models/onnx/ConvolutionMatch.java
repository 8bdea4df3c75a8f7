package org.isobit.models.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.convolution.Padding;
import org.isobit.models.learning.layers.FusedActivation;
import org.isobit.models.learning.layers.convolution.ConvolutionLayer;
import org.isobit.models.learning.layers.convolution.TransposedConvolutionLayer;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** Convolutions of models, of lines and images, with constant weights. */
final class ConvolutionMatch {

  private final ImportedLayers to;
  private final NodeDef node;
  private final String x;
  private final Tensor weight;
  private final Tensor bias;
  private final int axes;
  private final WindowAttributes window;
  private final long groups;

  private ConvolutionMatch(ImportedLayers to, NodeDef node, String x) {
    this.to = to;
    this.node = node;
    this.x = x;
    this.weight = to.constant(node.inputs().get(1));
    this.bias = biased() ? to.constant(node.inputs().get(2)) : null;
    this.axes = to.whole(x) ? to.shape(x).rank() - 1 : 0;
    this.window = new WindowAttributes(node, axes);
    this.groups = node.attributes().getOrDefault("group", 1L) instanceof Long g ? g : 0;
  }

  /** A Pad whose result a convolution reads alone: zeros, the nearest cell or the other end, around images or lines. */
  static boolean padding(ImportedLayers to, NodeDef pad) {
    NodeDef reader = to.reader(pad.outputs().getFirst());
    String x = pad.inputs().getFirst();
    return reader != null && reader.operator().equals("Conv") && reader.inputs().getFirst().equals(
        pad.outputs().getFirst()) && to.whole(x) && mode(pad) != null
        && pad.inputs().stream().skip(2).allMatch(String::isEmpty)
        && WindowAttributes.sides(to.integers(pad.inputs().get(1)), 2, to.shape(x).rank() - 1) != null;
  }

  private static Padding mode(NodeDef pad) {
    return switch (pad.attributes().getOrDefault("mode", "constant").toString()) {
      case "constant" -> Padding.ZERO;
      case "edge" -> Padding.REPLICATE;
      case "wrap" -> Padding.PERIODIC;
      default -> null;
    };
  }

  /** A Conv, behind a Pad or not. */
  static boolean convolution(ImportedLayers to, NodeDef node, NodeDef pad) {
    String x = (pad == null ? node : pad).inputs().getFirst();
    int[] sides = pad == null ? null
        : WindowAttributes.sides(to.integers(pad.inputs().get(1)), 2, to.shape(x).rank() - 1);
    return convolution(to, node, x, pad == null ? Padding.ZERO : mode(pad), sides);
  }

  /** A Conv of a value with padding of its own, or else the operator's. */
  private static boolean convolution(ImportedLayers to, NodeDef node, String x, Padding mode, int[] padding) {
    ConvolutionMatch m = new ConvolutionMatch(to, node, x);
    int[] sides = m.window.sides();
    boolean both = padding != null && sides != null && Arrays.stream(sides).anyMatch(side -> side != 0);
    if (!m.fits(0) || sides == null || both || m.weight.dim(1) * m.groups != to.shape(x).dimension(0)) {
      return false;
    }
    return to.ended(node, f -> {
      ConvolutionLayer layer = ConvolutionLayer.of(m.weight.dim(0), new FusedActivation(f.activation(), f.slope()),
          m.kernel()).withStride(m.window.numbers("strides", 1)).withDilation(m.window.numbers("dilations", 1))
          .withPadding(mode, padding == null ? sides : padding).withGroups((int) m.groups);
      return m.biased() ? layer : layer.withoutBias();
    }, x, m.parameters());
  }

  /** A Gather for each axis that goes around it, perhaps more than once, in front of a Conv. */
  static boolean around(ImportedLayers to, NodeDef gather) {
    String x = gather.inputs().getFirst();
    int axes = to.whole(x) ? to.shape(x).rank() - 1 : 0;
    int[] sides = new int[2 * Math.max(0, axes)];
    NodeDef node = axes == 1 || axes == 2 ? gather : null;
    List<NodeDef> parts = new ArrayList<>();
    for (int d = 0; d < axes && node != null; d++) {
      int n = to.shape(x).dimension(d + 1);
      long[] cells = node.attributes().getOrDefault("axis", 0L).equals(d + 2L) && node.inputs().size() == 2
          ? to.integers(node.inputs().get(1)) : null;
      if (cells == null || cells.length < n) {
        return false;
      }
      int before = (int) Math.floorMod(-cells[0], (long) n);
      for (int i = 0; i < cells.length; i++) {
        if (cells[i] != Math.floorMod(i - before, n) || before > cells.length - n) {
          return false;
        }
      }
      sides[2 * d] = before;
      sides[2 * d + 1] = cells.length - n - before;
      parts.add(node);
      node = to.reader(node.outputs().getFirst(), d == axes - 1 ? "Conv" : "Gather");
    }
    if (node == null || !convolution(to, node, x, Padding.PERIODIC, sides)) {
      return false;
    }
    parts.forEach(to::take);
    to.take(node);
    return true;
  }

  /** A ConvTranspose. */
  static boolean transposed(ImportedLayers to, NodeDef node) {
    ConvolutionMatch m = new ConvolutionMatch(to, node, node.inputs().getFirst());
    int[] more = m.window.numbers("output_padding", 0);
    if (!m.fits(1) || m.window.sides() == null || more == null || node.attributes().containsKey("output_shape")
        || m.weight.dim(0) != to.shape(m.x).dimension(0)) {
      return false;
    }
    return to.ended(node, f -> {
      TransposedConvolutionLayer layer = TransposedConvolutionLayer.of((int) (m.weight.dim(1) * m.groups),
          new FusedActivation(f.activation(), f.slope()), m.kernel()).withStride(m.window.numbers("strides", 1))
          .withDilation(m.window.numbers("dilations", 1)).withPadding(m.window.sides()).withOutputPadding(more)
          .withGroups((int) m.groups);
      return m.biased() ? layer : layer.withoutBias();
    }, m.x, m.parameters());
  }

  private boolean biased() {
    return node.inputs().size() > 2 && !node.inputs().get(2).isEmpty();
  }

  private Tensor[] parameters() {
    return biased() ? new Tensor[] {weight, bias} : new Tensor[] {weight};
  }

  private int[] kernel() {
    return Arrays.copyOfRange(weight.dims(), 2, weight.rank());
  }

  /** Whether shapes and attributes are a layer's; channels that come out are those of a dimension of the weight. */
  private boolean fits(int outputs) {
    if (axes < 1 || axes > 2 || weight == null || weight.rank() != axes + 2 || groups < 1
        || groups > WindowAttributes.MOST) {
      return false;
    }
    long channels = outputs == 0 ? weight.dim(0) : weight.dim(1) * groups;
    return channels > 0 && channels <= Integer.MAX_VALUE && (!biased() || bias != null && bias.rank() == 1
        && bias.size() == channels) && Arrays.stream(kernel()).allMatch(k -> k > 0)
        && (!node.attributes().containsKey("kernel_shape")
            || Arrays.equals(window.numbers("kernel_shape", 1), kernel())) && window.plain();
  }
}
