// Master of FloatRotaryGradientSimd: the float version is generated from this file.
package org.isobit.kernels.rotary;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Vector API {@link RotaryGradient}. Thread-safe. */
public final class RotaryGradientSimd extends RotaryGradientReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Exchanges lanes 2i and 2i + 1. */
  private static final VectorShuffle<Double> SWAP = VectorShuffle.fromArray(S, lanes(true), 0);

  /** Takes the even lanes, then whatever. */
  private static final VectorShuffle<Double> EVEN = VectorShuffle.fromArray(S, lanes(false), 0);
  private static final VectorMask<Double> HALF = S.indexInRange(0, V / 2);

  RotaryGradientSimd() {}

  private static int[] lanes(boolean swapped) {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = swapped ? lane ^ 1 : 2 * lane % V;
    }
    return from;
  }

  @Override
  void head(RotaryPairing pairing, int pairs, double place, double[] y, int yo, double[] dy, int dyo, double[] df,
      int fo) {
    int done = pairing == RotaryPairing.HALVES ? halves(pairs, place, y, yo, dy, dyo, df, fo)
        : interleaved(pairs, place, y, yo, dy, dyo, df, fo);
    pairs(pairing, done, pairs, place, y, yo, dy, dyo, df, fo);
  }

  /** Pairs that are done. */
  private static int halves(int pairs, double place, double[] y, int yo, double[] dy, int dyo, double[] df, int fo) {
    int i = 0;
    for (; i <= pairs - V; i += V) {
      DoubleVector minus = DoubleVector.fromArray(S, dy, dyo + i).mul(DoubleVector.fromArray(S, y, yo + pairs + i));
      DoubleVector s = DoubleVector.fromArray(S, dy, dyo + pairs + i).fma(DoubleVector.fromArray(S, y, yo + i),
          minus.neg());
      s.fma(DoubleVector.broadcast(S, place), DoubleVector.fromArray(S, df, fo + i)).intoArray(df, fo + i);
    }
    return i;
  }

  private static int interleaved(int pairs, double place, double[] y, int yo, double[] dy, int dyo, double[] df,
      int fo) {
    int i = 0;
    for (; i <= 2 * pairs - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, y, yo + i);
      DoubleVector da = DoubleVector.fromArray(S, dy, dyo + i);
      DoubleVector s = da.rearrange(SWAP).fma(a, da.mul(a.rearrange(SWAP)).neg()).rearrange(EVEN);
      s.fma(DoubleVector.broadcast(S, place), DoubleVector.fromArray(S, df, fo + i / 2, HALF))
          .intoArray(df, fo + i / 2, HALF);
    }
    return i / 2;
  }
}
