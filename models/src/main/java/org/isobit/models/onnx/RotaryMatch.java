package org.isobit.models.onnx;

import java.util.Arrays;
import org.isobit.kernels.rotary.RotaryPairing;
import org.isobit.models.learning.layers.attention.MultiHeadAttention;
import org.isobit.models.onnx.export.RotaryFactors;
import org.isobit.models.onnx.tensor.Tensor;

/**
 * Which frequencies constant cosines and sines of tokens are of. Immutable.
 *
 * @param pairing  which elements are pairs
 * @param base     of the frequencies
 * @param columns  tokens of a row of a grid, 0: they lie on a line
 * @param partners the other element of each one's pair
 * @param cosines  tokens × elements
 * @param sines    of the same shape
 */
record RotaryMatch(RotaryPairing pairing, double base, int columns, long[] partners, Tensor cosines, Tensor sines)
    implements AttentionMatch.Turn {

  /** Of frequencies that no angle shows. */
  private static final double USUAL_BASE = 10000;

  /** Bases are looked for from 1 to here, by halving so often. */
  private static final double LARGEST_BASE = 1e30;
  private static final int STEPS = 80;

  /** The frequencies, of a line if it can be one, with a base of at least 1; null if there are none. */
  static RotaryMatch of(long[] partners, Tensor cosines, Tensor sines) {
    if (partners == null || cosines == null || sines == null || cosines.rank() != 2 || sines.rank() != 2
        || partners.length % 2 != 0 || cosines.dim(1) != partners.length || sines.size() != cosines.size()) {
      return null;
    }
    RotaryPairing pairing = partners.length > 2 && partners[0] == 1 ? RotaryPairing.INTERLEAVED : RotaryPairing.HALVES;
    RotaryMatch line = new RotaryMatch(pairing, USUAL_BASE, 0, partners, cosines, sines).solved();
    if (line != null || partners.length % 4 != 0) {
      return line;
    }
    // The first pair of a grid is turned by rows of tokens: not before the second row.
    int tokens = cosines.dim(0);
    int columns = 1;
    while (columns < tokens && sines.number(columns * partners.length + second(pairing, partners.length, 0)) == 0) {
      columns++;
    }
    return new RotaryMatch(pairing, USUAL_BASE, columns, partners, cosines, sines).solved();
  }

  /** The second element of a pair. */
  private static int second(RotaryPairing pairing, int size, int pair) {
    return pairing == RotaryPairing.HALVES ? size / 2 + pair : 2 * pair + 1;
  }

  /** With the base that they are of; null if there is none. */
  private RotaryMatch solved() {
    if (is(USUAL_BASE)) {
      return this;
    }
    // The second pair of those that the second token turns, of which there must be as many: the larger the base, the
    // smaller its sine.
    int size = partners.length;
    int pairs = columns == 0 ? size / 2 : size / 4;
    if (cosines.dim(0) < 2 || pairs < 2) {
      return null;
    }
    int at = size + second(pairing, size, columns > 1 ? pairs + 1 : 1);
    double low = 1;
    double high = LARGEST_BASE;
    for (int step = 0; step < STEPS; step++) {
      double middle = Math.sqrt(low) * Math.sqrt(high);
      if (RotaryFactors.of(pairing, middle, columns, 2, size).sines()[at] > sines.number(at)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double found = ExportedGroup.shortest(high, this::is);
    return found > 0 ? new RotaryMatch(pairing, found, columns, partners, cosines, sines) : null;
  }

  /** Whether the factors are those of a base. */
  private boolean is(double other) {
    RotaryFactors factors = RotaryFactors.of(pairing, other, columns, cosines.dim(0), partners.length);
    return Arrays.equals(factors.partners(), partners) && ExportedGroup.holds(cosines, factors.cosines())
        && ExportedGroup.holds(sines, factors.sines());
  }

  @Override
  public boolean holds(AttentionMatch.Turn other) {
    return other instanceof RotaryMatch few
        && new RotaryMatch(pairing, base, columns, few.partners, few.cosines, few.sines).is(base);
  }

  @Override
  public MultiHeadAttention in(MultiHeadAttention layer) {
    return columns == 0 ? layer.withRotary(pairing, base) : layer.withRotaryGrid(pairing, base, columns);
  }

  @Override
  public Tensor weights() {
    return null;
  }
}
