// Master of FloatFourierTurnSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import static jdk.incubator.vector.VectorOperators.FMA;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Between complex transforms of half the length and real ones: elements k, V/2 of which are a vector, and n/2 − k,
 * which come in the other direction.
 */
final class FourierTurnSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();
  private static final int PAIRS = V / 2;

  /** Real parts for imaginary parts, and back. */
  private static final VectorShuffle<Double> EXCHANGED = exchanged();

  /** The last complex number first. */
  private static final VectorShuffle<Double> BACKWARDS = backwards();

  /** 1 for real parts, −1 for imaginary ones. */
  private static final double[] CONJUGATE = conjugate();

  private FourierTurnSimd() {}

  private static VectorShuffle<Double> exchanged() {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = lane ^ 1;
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  private static VectorShuffle<Double> backwards() {
    int[] from = new int[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = V - 1 - lane ^ 1;
    }
    return VectorShuffle.fromArray(S, from, 0);
  }

  private static double[] conjugate() {
    double[] signs = new double[V];
    for (int lane = 0; lane < V; lane++) {
      signs[lane] = lane % 2 == 0 ? 1.0 : -1.0;
    }
    return signs;
  }

  /** As many pairs from 1 on as fill vectors; the last k. Output may be input. */
  static int pairs(RealFourierPlan plan, boolean inverse, double[] x, int xo, double[] y, int yo) {
    int h = plan.n() / 2;
    double[] w = plan.table();
    DoubleVector signs = DoubleVector.fromArray(S, CONJUGATE, 0);
    DoubleVector factors = signs.mul(inverse ? 1.0 : 0.5);
    double factor = inverse ? 1.0 : 0.5;
    double side = inverse ? -1.0 : 1.0;
    int k = 1;
    for (; 2 * (k + PAIRS - 1) < h; k += PAIRS) {
      int other = 2 * (h - k - PAIRS + 1);
      DoubleVector a = DoubleVector.fromArray(S, x, xo + 2 * k);
      DoubleVector b = DoubleVector.fromArray(S, x, xo + other).rearrange(BACKWARDS).mul(signs);
      DoubleVector e = a.add(b);
      DoubleVector o = a.sub(b);
      DoubleVector vr = DoubleVector.fromArray(S, w, 2 * k);
      DoubleVector vi = DoubleVector.fromArray(S, w, h + 1 + 2 * k).mul(side);
      DoubleVector u = o.lanewise(FMA, vr, o.rearrange(EXCHANGED).mul(vi));
      e.add(u).mul(factor).intoArray(y, yo + 2 * k);
      e.sub(u).mul(factors).rearrange(BACKWARDS).intoArray(y, yo + other);
    }
    if (V == 8 && 2 * k < h && k + PAIRS <= h + 1) {
      // Fewer pairs than fill vectors: what other lanes hold is not written. All is read before anything is.
      int pairs = (h + 1) / 2 - k;
      VectorMask<Double> first = S.indexInRange(V - 2 * pairs, V);
      VectorMask<Double> last = S.indexInRange(0, V - 2 * pairs).not();
      int other = 2 * (h - k - PAIRS + 1);
      DoubleVector a = DoubleVector.fromArray(S, x, xo + 2 * k);
      DoubleVector b = DoubleVector.fromArray(S, x, xo + other).rearrange(BACKWARDS).mul(signs);
      DoubleVector e = a.add(b);
      DoubleVector o = a.sub(b);
      DoubleVector vr = DoubleVector.fromArray(S, w, 2 * k, first);
      DoubleVector vi = DoubleVector.fromArray(S, w, h + 1 + 2 * k, first).mul(side);
      DoubleVector u = o.lanewise(FMA, vr, o.rearrange(EXCHANGED).mul(vi));
      e.add(u).mul(factor).intoArray(y, yo + 2 * k, first);
      e.sub(u).mul(factors).rearrange(BACKWARDS).intoArray(y, yo + other, last);
      k += pairs;
    }
    return k - 1;
  }
}
