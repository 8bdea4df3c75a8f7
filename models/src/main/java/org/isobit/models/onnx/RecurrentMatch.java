package org.isobit.models.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isobit.models.learning.layers.Layer;
import org.isobit.models.learning.layers.Shape;
import org.isobit.models.learning.layers.recurrent.GruLayer;
import org.isobit.models.learning.layers.recurrent.LstmLayer;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * LSTM and GRU of models, forward in time and from zero, with constant weights. Steps come first in ONNX: there is a
 * Transpose before the operator, and behind it Transpose and Reshape as exported, or Squeeze and Transpose.
 */
final class RecurrentMatch {

  /** Elements of a state whose gates an int counts. */
  private static final int MOST = Integer.MAX_VALUE / 8;

  private static final Set<String> KNOWN = Set.of("hidden_size", "direction", "layout", "linear_before_reset");

  private final ImportedLayers to;
  private final NodeDef node;
  private final boolean lstm;
  private final int hidden;

  private RecurrentMatch(ImportedLayers to, NodeDef node, int hidden) {
    this.to = to;
    this.node = node;
    this.lstm = node.operator().equals("LSTM");
    this.hidden = hidden;
  }

  /** From the Transpose on. */
  static boolean match(ImportedLayers to, NodeDef transpose) {
    String x = transpose.inputs().getFirst();
    String turned = transpose.outputs().getFirst();
    NodeDef lstm = to.reader(turned, "LSTM");
    NodeDef node = lstm == null ? to.reader(turned, "GRU") : lstm;
    if (node == null || !to.whole(x) || to.shape(x).rank() != 2 || !order(transpose, 1, 0, 2) || !plain(to, node)) {
      return false;
    }
    Tensor r = to.constant(node.inputs().get(2));
    int hidden = r != null && r.rank() == 3 ? r.dim(2) : 0;
    RecurrentMatch m = new RecurrentMatch(to, node, hidden);
    return hidden > 0 && m.fits(to.shape(x)) && m.layer(x);
  }

  private static boolean order(NodeDef transpose, long... order) {
    return transpose.attributes().get("perm") instanceof long[] perm && Arrays.equals(perm, order);
  }

  /** Without lengths of sequences, states and peepholes of zeros; only the states of steps are read. */
  private static boolean plain(ImportedLayers to, NodeDef node) {
    List<String> inputs = node.inputs();
    return (inputs.size() < 5 || inputs.get(4).isEmpty())
        && inputs.stream().skip(5).allMatch(name -> name.isEmpty() || zeros(to.constant(name)))
        && KNOWN.containsAll(node.attributes().keySet())
        && node.attributes().getOrDefault("direction", "forward").equals("forward")
        && node.attributes().getOrDefault("layout", 0L).equals(0L)
        && node.outputs().stream().skip(1).allMatch(to::unread);
  }

  private static boolean zeros(Tensor x) {
    return x != null && IntStream.range(0, x.size()).allMatch(i -> x.number(i) == 0);
  }

  private boolean biased() {
    return node.inputs().size() > 3 && !node.inputs().get(3).isEmpty();
  }

  /** Weights and biases are constants of the operator's shapes. */
  private boolean fits(Shape x) {
    int rows = (lstm ? 4 : 3) * hidden;
    return hidden <= MOST && has(1, 1, rows, x.last()) && has(2, 1, rows, hidden) && (!biased() || has(3, 1, 2 * rows))
        && node.attributes().getOrDefault("hidden_size", (long) hidden).equals((long) hidden);
  }

  private boolean has(int input, int... dims) {
    Tensor c = to.constant(node.inputs().get(input));
    return c != null && Arrays.equals(c.dims(), dims);
  }

  /** The layer with what stands behind the operator; false if that gives no samples again. */
  private boolean layer(String x) {
    int steps = to.shape(x).dimension(0);
    String y = node.outputs().getFirst();
    NodeDef gather = to.reader(y, "Gather");
    boolean last = gather != null && last(gather, steps);
    NodeDef squeeze = last ? null : to.reader(y, "Squeeze");
    NodeDef transpose = to.reader((last ? gather : squeeze == null ? node : squeeze).outputs().getFirst(), "Transpose");
    NodeDef end = transpose;
    if (squeeze == null) {
      end = transpose == null || !order(transpose, 2, 0, 1, 3) ? null
          : to.reader(transpose.outputs().getFirst(), "Reshape");
      if (end == null || !(last ? to.shapes(end, hidden) : to.shapes(end, steps, hidden))) {
        return false;
      }
      to.take(transpose);
    } else if (transpose == null || !order(transpose, 1, 0, 2) || squeeze.inputs().size() != 2
        || !Arrays.equals(to.integers(squeeze.inputs().get(1)), new long[] {1})) {
      return false;
    }
    to.take(node);
    to.take(end);
    if (last) {
      to.take(gather);
    } else if (squeeze != null) {
      to.take(squeeze);
    }
    return to.add(end, kind(last), List.of(x), parameters());
  }

  private boolean last(NodeDef gather, int steps) {
    long[] at = to.integers(gather.inputs().get(1));
    return gather.attributes().getOrDefault("axis", 0L).equals(0L) && at != null && at.length == 1
        && (at[0] == steps - 1 || at[0] == -1);
  }

  private Layer kind(boolean last) {
    if (lstm) {
      LstmLayer layer = biased() ? LstmLayer.of(hidden) : LstmLayer.of(hidden).withoutBias();
      return last ? layer.withLastOnly() : layer;
    }
    GruLayer layer = biased() ? GruLayer.of(hidden) : GruLayer.of(hidden).withoutBias();
    layer = node.attributes().getOrDefault("linear_before_reset", 0L).equals(0L) ? layer.withResetBefore() : layer;
    return last ? layer.withLastOnly() : layer;
  }

  private Tensor[] parameters() {
    Tensor w = gates(1, 0);
    Tensor r = gates(2, 0);
    return biased() ? new Tensor[] {w, r, gates(3, 0), gates(3, 1)} : new Tensor[] {w, r};
  }

  /** Gates in the layer's order, of a constant or of its first or second half, where that has both biases. */
  private Tensor gates(int input, int half) {
    Tensor all = to.constant(node.inputs().get(input));
    int size = input == 3 ? all.size() / 2 : all.size();
    // Where the layer's i, f, g, o, or r, z, n, are among ONNX's.
    int[] order = lstm ? new int[] {0, 2, 3, 1} : new int[] {1, 0, 2};
    int each = size / order.length;
    Tensor own = Tensor.zeros(all.type(), size);
    for (int g = 0; g < order.length; g++) {
      Tensor.copy(all, half * size + order[g] * each, own, g * each, each);
    }
    return own;
  }
}
