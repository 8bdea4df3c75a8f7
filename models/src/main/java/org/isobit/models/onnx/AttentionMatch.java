package org.isobit.models.onnx;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/** Attention as {@link OnnxExport} writes it. Immutable. */
final class AttentionMatch {

  private final ExportedGroup group;

  private AttentionMatch(ExportedGroup group) {
    this.group = group;
  }

  /** Heads of an input, normalised and turned or not: the input, sizes of its Reshape, and what is done to them. */
  private record Heads(String input, long[] sizes, ExportedGroup.Norm norm, Turn turn) {}

  /** How heads are turned: by fixed frequencies or by learned ones. */
  sealed interface Turn permits RotaryMatch, LearnedRotaryMatch {

    /** Whether the other one's angles are these, or some of them. */
    boolean holds(Turn other);

    /** The layer that turns heads so. */
    MultiHeadAttention in(MultiHeadAttention layer);

    /** What the layer has as its parameter; null: nothing. */
    Tensor weights();
  }

  /** From the last Reshape on. */
  static ExportedGroup.Layering of(ExportedGroup group, NodeDef last) {
    return new AttentionMatch(group).layering(last);
  }

  private ExportedGroup.Layering layering(NodeDef last) {
    long[] out = group.sizes(group.take(last, "Reshape"), 3);
    NodeDef transpose = out == null ? null : group.made(last, 0, "Transpose");
    String y = group.turned(transpose, 0, 3, 1, 2, 4);
    NodeDef product = y == null ? null : group.made(y, "MatMul");
    NodeDef softmax = group.made(product, 0, "Softmax");
    if (softmax == null || !softmax.attributes().getOrDefault("axis", -1L).equals(-1L)) {
      return null;
    }
    NodeDef add = group.made(softmax, 0, "Add");
    Tensor mask = add == null ? null : group.constant(add.inputs().get(1));
    NodeDef scores = group.made(add == null ? softmax : add, 0, "MatMul");
    NodeDef scaled = group.made(scores, 0, "Mul");
    String keys = scores == null ? null : group.turned(group.made(scores, 1, "Transpose"), 0, 1, 2, 4, 3);
    double scale = scaled == null ? Double.NaN : group.number(scaled.inputs().get(1));
    if (keys == null || !(scale > 0) || add != null && mask == null) {
      return null;
    }
    Heads q = changed(scaled.inputs().getFirst());
    Heads k = changed(keys);
    Heads v = heads(product.inputs().get(1), null, null);
    boolean fits = q != null && k != null && v != null && k.sizes[2] == q.sizes[2] && v.sizes[2] == q.sizes[2]
        && out[1] == q.sizes[1] && out[2] == q.sizes[2] * q.sizes[3] * v.sizes[4]
        && k.sizes[3] == 1 && v.sizes[3] == 1 && k.sizes[4] == q.sizes[4] && v.sizes[1] == k.sizes[1]
        && (q.norm == null) == (k.norm == null) && (q.turn == null) == (k.turn == null)
        && (add == null || causal(mask, (int) q.sizes[1], (int) k.sizes[1]));
    if (!fits || q.norm != null && (q.norm.eps() != k.norm.eps() || !weighs(q) || !weighs(k))) {
      return null;
    }
    MultiHeadAttention layer = MultiHeadAttention.of((int) (q.sizes[2] * q.sizes[3])).withKvHeads((int) q.sizes[2]);
    layer = add == null ? layer : layer.withCausal();
    boolean usual = ExportedGroup.holds(group.constant(scaled.inputs().get(1)), 1 / Math.sqrt(q.sizes[4]));
    layer = usual ? layer : layer.withScale(group.setting(scaled.inputs().get(1)));
    layer = q.norm == null ? layer : layer.withNormalization(q.norm.eps());
    if (q.turn != null) {
      // The longer table shows more.
      boolean more = q.sizes[1] >= k.sizes[1];
      Turn longer = more ? q.turn : k.turn;
      if (!longer.holds((more ? k : q).turn)) {
        return null;
      }
      layer = longer.in(layer);
    }
    MultiHeadAttention whole = layer;
    List<String> inputs = List.of(q.input, k.input, v.input);
    Tensor frequencies = q.turn == null ? null : (q.sizes[1] >= k.sizes[1] ? q : k).turn.weights();
    Tensor[] own = Stream.of(q.norm == null ? null : q.norm.weight(), k.norm == null ? null : k.norm.weight(),
        frequencies).filter(Objects::nonNull).toArray(Tensor[]::new);
    List<Heads> all = List.of(q, k, v);
    return (to, node) -> all.stream().allMatch(h -> reads(to, h)) && to.add(node, whole, inputs, own);
  }

  private static boolean weighs(Heads heads) {
    Tensor w = heads.norm.weight();
    return w != null && w.rank() == 1 && w.size() == heads.sizes[4];
  }

  /** Whether an input has the tokens and elements that its heads are made of. */
  private static boolean reads(ImportedLayers to, Heads heads) {
    return to.whole(heads.input) && to.shape(heads.input).rank() == 2
        && to.shape(heads.input).dimension(0) == heads.sizes[1]
        && to.shape(heads.input).last() == heads.sizes[2] * heads.sizes[3] * heads.sizes[4];
  }

  private static boolean causal(Tensor mask, int queries, int keys) {
    boolean fits = mask.rank() == 2 && mask.dim(0) == queries && mask.dim(1) == keys;
    for (int i = 0; fits && i < mask.size(); i++) {
      fits = mask.number(i) == (i % keys > i / keys ? Double.NEGATIVE_INFINITY : 0);
    }
    return fits;
  }

  /** Heads of a value that may be normalised and then turned. */
  private Heads changed(String name) {
    NodeDef sum = group.made(name, "Add");
    NodeDef straight = sum == null ? null : group.made(sum, 0, "Mul");
    NodeDef crossed = group.made(sum, 1, "Mul");
    NodeDef gather = group.made(crossed, 0, "Gather");
    if (sum == null) {
      return normalized(name, null);
    }
    Tensor cosines = straight == null ? null : group.constant(straight.inputs().get(1));
    Tensor sines = crossed == null ? null : group.constant(crossed.inputs().get(1));
    long[] partners = gather == null ? null : group.integers(gather.inputs().get(1));
    boolean fits = gather != null && straight != null && gather.attributes().getOrDefault("axis", 0L).equals(4L)
        && gather.inputs().getFirst().equals(straight.inputs().getFirst());
    Turn turn = !fits ? null : cosines != null && cosines.rank() == 4
        ? LearnedRotaryMatch.of(group, partners, straight.inputs().get(1), cosines, sines)
        : RotaryMatch.of(partners, cosines, sines);
    Heads heads = turn == null ? null : normalized(straight.inputs().getFirst(), turn);
    return heads == null || cosines.dim(cosines.rank() - 2) != heads.sizes[1]
        || sines.dim(sines.rank() - 2) != heads.sizes[1] || cosines.rank() == 4 && cosines.dim(0) != heads.sizes[2]
        ? null : heads;
  }

  private Heads normalized(String name, Turn turn) {
    NodeDef mul = group.made(name, "Mul");
    ExportedGroup.Norm norm = mul == null ? null : group.norm(mul);
    return mul != null && norm == null ? null : heads(norm == null ? name : norm.x(), norm, turn);
  }

  private Heads heads(String name, ExportedGroup.Norm norm, Turn turn) {
    String tokens = group.turned(group.made(name, "Transpose"), 0, 2, 3, 1, 4);
    NodeDef reshape = tokens == null ? null : group.made(tokens, "Reshape");
    long[] sizes = group.sizes(reshape, 5);
    return sizes == null ? null : new Heads(reshape.inputs().getFirst(), sizes, norm, turn);
  }
}
