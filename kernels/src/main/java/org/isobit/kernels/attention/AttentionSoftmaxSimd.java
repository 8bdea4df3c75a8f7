// Master of FloatAttentionSoftmaxSimd: the float version is generated from this file.
package org.isobit.kernels.attention;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;

/** The online softmax of {@link AttentionSimd}; lanes are queries. */
final class AttentionSoftmaxSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int W = AttentionReference.LANES;
  private static final int PARTIALS = AttentionReference.PARTIALS;

  private AttentionSoftmaxSimd() {}

  /** Scores of n keys become exponentials, and the sums of tile t take them. */
  static void block(int n, int lanes, int t, AttentionScratch scratch) {
    largest(n, lanes, scratch.scores, scratch.largest, scratch.shift, t * W, scratch.factor);
    ExpSimd.exp(lanes, scratch.factor, 0, scratch.factor, 0);
    ExpSimd.shiftedExp(n, lanes, scratch.scores, 0, W, scratch.shift, t * W);
    for (int i = 0; i < lanes; i += V) {
      add(n, i, scratch.scores, scratch.factor, scratch.partials, t * PARTIALS * W + i);
    }
  }

  /** The largest score so far, the shift, and in place of the factor its logarithm. */
  private static void largest(int n, int lanes, double[] s, double[] largest, double[] shift, int at,
      double[] factor) {
    int half = n / 2;
    for (int i = 0; i < lanes; i += V) {
      DoubleVector before = DoubleVector.fromArray(S, largest, at + i);
      // Of equal numbers the first counts, so the halves' maxima may be joined.
      DoubleVector m = before;
      DoubleVector o = DoubleVector.fromArray(S, s, half * W + i);
      for (int j = 0; j < half; j++) {
        DoubleVector x = DoubleVector.fromArray(S, s, j * W + i);
        m = m.blend(x, x.compare(GT, m).or(x.compare(NE, x)));
        DoubleVector z = DoubleVector.fromArray(S, s, (half + j) * W + i);
        o = o.blend(z, z.compare(GT, o).or(z.compare(NE, z)));
      }
      DoubleVector last = DoubleVector.fromArray(S, s, (n - 1) * W + i);
      o = o.blend(last, last.compare(GT, o).or(last.compare(NE, last)));
      m = m.blend(o, o.compare(GT, m).or(o.compare(NE, o)));
      DoubleVector from = m.blend(0.0, m.compare(EQ, Double.NEGATIVE_INFINITY));
      m.intoArray(largest, at + i);
      from.intoArray(shift, at + i);
      before.sub(from).intoArray(factor, i);
    }
  }

  /** Partial sums times their factors, plus exponentials. */
  private static void add(int n, int i, double[] p, double[] factor, double[] partials, int at) {
    DoubleVector c = DoubleVector.fromArray(S, factor, i);
    int first = Math.min(n, PARTIALS);
    for (int j = 0; j < first; j++) {
      DoubleVector.fromArray(S, partials, at + j * W).mul(c).add(DoubleVector.fromArray(S, p, j * W + i))
          .intoArray(partials, at + j * W);
    }
    for (int j = first; j < PARTIALS; j++) {
      DoubleVector.fromArray(S, partials, at + j * W).mul(c).intoArray(partials, at + j * W);
    }
    for (int j = PARTIALS; j < n; j++) {
      DoubleVector.fromArray(S, partials, at + (j - PARTIALS) * W).add(DoubleVector.fromArray(S, p, j * W + i))
          .intoArray(partials, at + (j - PARTIALS) * W);
    }
  }

  /** The trees of the partial sums, into the first ones. */
  static void sums(int lanes, double[] partials, int at) {
    for (int half = PARTIALS / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        for (int i = 0; i < lanes; i += V) {
          int to = at + l * W + i;
          DoubleVector.fromArray(S, partials, to).add(DoubleVector.fromArray(S, partials, to + half * W))
              .intoArray(partials, to);
        }
      }
    }
  }
}
