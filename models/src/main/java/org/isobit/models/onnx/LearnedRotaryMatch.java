package org.isobit.models.onnx;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.kernels.rotary.RotaryAngles;
import org.isobit.kernels.rotary.RotaryLayout;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.isobit.models.onnx.export.RotaryFactors;
import org.isobit.models.onnx.internal.format.NodeDef;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Learned frequencies that constant cosines and sines of tokens were made of: found by following how they were
 * computed, and believed if they give the same factors. Immutable.
 *
 * @param layout      what is turned
 * @param frequencies axes × groups × pairs
 * @param weights     the same, as the layer's parameter
 */
record LearnedRotaryMatch(RotaryLayout layout, double[] frequencies, Tensor weights) implements AttentionMatch.Turn {

  /** What factors of floats may be away from those of the frequencies, which were rounded in another order. */
  private static final double NEAR = 1e-6;

  /** Of what the layer's frequencies begin with, which nothing in a model says. */
  private static final double USUAL_BASE = 10000;

  /** The frequencies; null if there are none. */
  static LearnedRotaryMatch of(ExportedGroup group, long[] partners, String factors, Tensor cosines, Tensor sines) {
    if (partners == null || partners.length % 2 != 0 || cosines == null || sines == null || cosines.rank() != 4
        || cosines.dim(1) != 1 || cosines.dim(3) != partners.length || !Arrays.equals(sines.dims(), cosines.dims())) {
      return null;
    }
    NodeDef cos = first(group, first(group, factors, "Gather"), "Cos");
    NodeDef cast = first(group, cos, "Cast");
    NodeDef angles = first(group, first(group, cast == null ? cos : cast, "Sub"), "MatMul");
    NodeDef widened = angles == null ? null : group.folded(angles.inputs().get(1), "Cast");
    NodeDef shaped = widened == null ? angles == null ? null : group.folded(angles.inputs().get(1), "Reshape")
        : first(group, widened, "Reshape");
    NodeDef turned = first(group, shaped, "Transpose");
    NodeDef stored = first(group, turned, "Cast");
    Tensor places = angles == null ? null : group.constant(angles.inputs().getFirst());
    Tensor weights = turned == null ? null : group.floating((stored == null ? turned : stored).inputs().getFirst());
    int pairs = partners.length / 2;
    if (weights == null || weights.rank() != 3 || weights.dim(0) > 2 || weights.dim(1) != cosines.dim(0)
        || weights.dim(2) != pairs || places == null || places.rank() != 2 || places.dim(0) != cosines.dim(2)
        || places.dim(1) != weights.dim(0)) {
      return null;
    }
    RotaryPairing pairing = partners.length > 2 && partners[0] == 1 ? RotaryPairing.INTERLEAVED : RotaryPairing.HALVES;
    int tokens = places.dim(0);
    int columns = 0;
    if (places.dim(1) == 2) {
      // Tokens of the first row.
      while (columns < tokens && places.number(2 * columns + 1) == 0) {
        columns++;
      }
    }
    double[] frequencies = new double[weights.size()];
    Arrays.setAll(frequencies, weights::number);
    RotaryLayout layout = columns == 0 && places.dim(1) == 2 ? null
        : new RotaryLayout(pairing, columns, tokens, cosines.dim(0), pairs);
    boolean known = layout != null && Arrays.equals(partners, RotaryFactors.partners(pairing, partners.length));
    LearnedRotaryMatch match = known ? new LearnedRotaryMatch(layout, frequencies, weights) : null;
    return known && match.is(cosines, sines) ? match : null;
  }

  /** The node of an operator that a node's first input was computed by. */
  private static NodeDef first(ExportedGroup group, NodeDef node, String operator) {
    return node == null ? null : group.folded(node.inputs().getFirst(), operator);
  }

  private static NodeDef first(ExportedGroup group, String name, String operator) {
    return group.folded(name, operator);
  }

  /** Whether the frequencies give these factors. */
  private boolean is(Tensor cosines, Tensor sines) {
    double[] angles = new double[layout.angles()];
    RotaryAngles.fill(layout, frequencies, 0, angles, 0, Workers.shared());
    int row = 2 * layout.pairs();
    for (int i = 0; i < cosines.size(); i++) {
      // Factors are in the order of heads, then tokens; angles of tokens, then heads.
      int g = i / row / layout.tokens();
      int t = i / row % layout.tokens();
      int at = (t * layout.groups() + g) * row + i % row;
      if (!(Math.abs(cosines.number(i) - angles[at]) <= NEAR
          && Math.abs(sines.number(i) - angles[angles.length / 2 + at]) <= NEAR)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean holds(AttentionMatch.Turn other) {
    return other instanceof LearnedRotaryMatch few && few.layout.pairing() == layout.pairing()
        && Arrays.equals(few.frequencies, frequencies) && (few.layout.columns() == layout.columns()
            || few.layout.columns() == few.layout.tokens() && few.layout.tokens() <= layout.columns());
  }

  @Override
  public MultiHeadAttention in(MultiHeadAttention layer) {
    return (layout.columns() == 0 ? layer.withRotary(layout.pairing(), USUAL_BASE)
        : layer.withRotaryGrid(layout.pairing(), USUAL_BASE, layout.columns())).withLearnedFrequencies();
  }
}
