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
  public void turn(RotaryTable table, double sign, int from, int to, int heads, int size, int first, int tokens,
      double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    int turned = 2 * table.pairs();
    for (int r = from; r < to; r++) {
      int angles = (first + r % tokens) * turned;
      for (int h = 0; h < heads; h++) {
        int xs = xo + r * ldx + h * size;
        int ys = yo + r * ldy + h * size;
        int done = table.pairing() == RotaryPairing.HALVES
            ? halves(table.pairs(), table.cosines(), table.sines(), angles, sign, x, xs, y, ys)
            : interleaved(table.pairs(), table.cosines(), table.sines(), angles, sign, x, xs, y, ys);
        for (int i = done; i < table.pairs(); i++) {
          pair(table, sign, angles, i, x, xs, y, ys);
        }
        System.arraycopy(x, xs + turned, y, ys + turned, size - turned);
      }
    }
  }

  /** Pairs that are done. */
  private static int halves(int pairs, double[] cosines, double[] sines, int angles, double sign, double[] x, int xs,
      double[] y, int ys) {
    int i = 0;
    for (; i <= pairs - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, xs + i);
      DoubleVector b = DoubleVector.fromArray(S, x, xs + pairs + i);
      DoubleVector p = DoubleVector.fromArray(S, sines, angles + i).mul(sign).mul(b);
      DoubleVector q = DoubleVector.fromArray(S, sines, angles + pairs + i).mul(sign).mul(a);
      a.fma(DoubleVector.fromArray(S, cosines, angles + i), p).intoArray(y, ys + i);
      b.fma(DoubleVector.fromArray(S, cosines, angles + pairs + i), q).intoArray(y, ys + pairs + i);
    }
    return i;
  }

  private static int interleaved(int pairs, double[] cosines, double[] sines, int angles, double sign, double[] x,
      int xs, double[] y, int ys) {
    int i = 0;
    for (; i <= 2 * pairs - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, x, xs + i);
      DoubleVector p = DoubleVector.fromArray(S, sines, angles + i).mul(sign).mul(a.rearrange(SWAP));
      a.fma(DoubleVector.fromArray(S, cosines, angles + i), p).intoArray(y, ys + i);
    }
    return i / 2;
  }
}
