// Master of FloatRotarySimd: the float version is generated from this file.
package org.isobit.kernels.rotary;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** Vector API {@link Rotary}. Thread-safe. */
public final class RotarySimd extends RotaryReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Exchanges lanes 2i and 2i + 1. */
  private static final VectorShuffle<Double> SWAP = swap();

  RotarySimd() {}

  private static VectorShuffle<Double> swap() {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = lane ^ 1;
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  @Override
  void head(RotaryPairing pairing, int pairs, double[] factors, int cosines, int sines, double sign, double[] x, int xs,
      double[] y, int ys) {
    int done = pairing == RotaryPairing.HALVES ? halves(pairs, factors, cosines, sines, sign, x, xs, y, ys)
        : interleaved(pairs, factors, cosines, sines, sign, x, xs, y, ys);
    pairs(pairing, done, pairs, factors, cosines, sines, sign, x, xs, y, ys);
  }

  /** Pairs that are done. */
  private static int halves(int pairs, double[] factors, int cosines, int sines, double sign, double[] x, int xs,
      double[] y, int ys) {
    int i = 0;
    for (; i <= pairs - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, xs + i);
      DoubleVector b = DoubleVector.fromArray(S, x, xs + pairs + i);
      DoubleVector p = DoubleVector.fromArray(S, factors, sines + i).mul(sign).mul(b);
      DoubleVector q = DoubleVector.fromArray(S, factors, sines + pairs + i).mul(sign).mul(a);
      a.fma(DoubleVector.fromArray(S, factors, cosines + i), p).intoArray(y, ys + i);
      b.fma(DoubleVector.fromArray(S, factors, cosines + pairs + i), q).intoArray(y, ys + pairs + i);
    }
    return i;
  }

  private static int interleaved(int pairs, double[] factors, int cosines, int sines, double sign, double[] x, int xs,
      double[] y, int ys) {
    int i = 0;
    for (; i <= 2 * pairs - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, xs + i);
      DoubleVector p = DoubleVector.fromArray(S, factors, sines + i).mul(sign).mul(a.rearrange(SWAP));
      a.fma(DoubleVector.fromArray(S, factors, cosines + i), p).intoArray(y, ys + i);
    }
    return i / 2;
  }
}
