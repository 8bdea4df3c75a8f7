// Master of FloatAttentionScoresSimd: the float version is generated from this file.
package org.isobit.kernels.attention;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.gemm.GemmTransposeSimd;

/**
 * What {@link AttentionSimd} and its derivatives do to scores between products: masks, the online softmax, gradients
 * and moves. Lanes are queries, or keys where rows are.
 */
final class AttentionScoresSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();
  private static final int W = AttentionReference.LANES;
  private static final int PARTIALS = AttentionReference.PARTIALS;

  private AttentionScoresSimd() {}

  /** Puts the mask on the scores of {@code count} queries from query i on and n keys from key j on. */
  static void mask(AttentionShape shape, AttentionMask mask, int b, int h, int i, int count, int lanes, int j, int n,
      AttentionScratch scratch) {
    int row = mask.row(shape, b, h, i) + j;
    int step = mask.byQuery() ? shape.keys() : 0;
    if (mask.added() != null) {
      if (step == 0) {
        addRow(n, lanes, mask.added(), row, scratch.scores);
      } else {
        GemmTransposeSimd.transpose(count, n, mask.added(), row, step, scratch.other, 0, W);
        addRows(n, lanes, scratch.other, scratch.scores);
      }
    } else if (mask.seen() != null) {
      hide(n, count, mask.seen(), row, step, scratch.scores);
    }
    if (shape.causal() && j + n > shape.seen(i)) {
      causal(shape, i, count, j, n, scratch.scores);
    }
  }

  private static void addRow(int n, int lanes, double[] added, int row, double[] s) {
    for (int j = 0; j < n; j++) {
      for (int l = 0; l < lanes; l += V) {
        DoubleVector.fromArray(S, s, j * W + l).add(added[row + j]).intoArray(s, j * W + l);
      }
    }
  }

  private static void addRows(int n, int lanes, double[] added, double[] s) {
    for (int j = 0; j < n; j++) {
      for (int l = 0; l < lanes; l += V) {
        DoubleVector.fromArray(S, s, j * W + l).add(DoubleVector.fromArray(S, added, j * W + l))
            .intoArray(s, j * W + l);
      }
    }
  }

  private static void hide(int n, int count, boolean[] seen, int row, int step, double[] s) {
    if (step == 0) {
      for (int j = 0; j < n; j++) {
        if (!seen[row + j]) {
          Arrays.fill(s, j * W, j * W + count, Double.NEGATIVE_INFINITY);
        }
      }
      return;
    }
    for (int l = 0; l < count; l++) {
      for (int j = 0; j < n; j++) {
        if (!seen[row + l * step + j]) {
          s[j * W + l] = Double.NEGATIVE_INFINITY;
        }
      }
    }
  }

  /** Key j + t is hidden from the queries before it. */
  private static void causal(AttentionShape shape, int i, int count, int j, int n, double[] s) {
    for (int t = 0; t < n; t++) {
      int hidden = (int) Math.clamp((long) j + t - shape.offset() - i, 0L, (long) count);
      Arrays.fill(s, t * W, t * W + hidden, Double.NEGATIVE_INFINITY);
    }
  }

  /** Puts the mask on the scores of {@code count} keys from key j on; rows are n queries from query i on. */
  static void maskRows(AttentionShape shape, AttentionMask mask, int b, int h, int i, int n, int j, int count,
      double[] s) {
    int row = mask.row(shape, b, h, i) + j;
    int step = mask.byQuery() ? shape.keys() : 0;
    for (int t = 0; t < n; t++) {
      if (mask.added() != null) {
        addTo(count, mask.added(), row + t * step, s, t * W);
      } else if (mask.seen() != null) {
        hideIn(count, mask.seen(), row + t * step, s, t * W);
      }
      if (shape.causal()) {
        int shown = (int) Math.clamp((long) i + t + shape.offset() + 1 - j, 0L, (long) count);
        Arrays.fill(s, t * W + shown, t * W + count, Double.NEGATIVE_INFINITY);
      }
    }
  }

  private static void addTo(int count, double[] added, int row, double[] s, int at) {
    int l = 0;
    for (; l <= count - V; l += V) {
      DoubleVector.fromArray(S, s, at + l).add(DoubleVector.fromArray(S, added, row + l)).intoArray(s, at + l);
    }
    for (; l < count; l++) {
      s[at + l] += added[row + l];
    }
  }

  private static void hideIn(int count, boolean[] seen, int row, double[] s, int at) {
    for (int l = 0; l < count; l++) {
      if (!seen[row + l]) {
        s[at + l] = Double.NEGATIVE_INFINITY;
      }
    }
  }

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
        m = TYPE.cast(m).blend(x, x.compare(GT, m).or(x.compare(NE, x)));
        DoubleVector z = DoubleVector.fromArray(S, s, (half + j) * W + i);
        o = TYPE.cast(o).blend(z, z.compare(GT, o).or(z.compare(NE, z)));
      }
      DoubleVector last = DoubleVector.fromArray(S, s, (n - 1) * W + i);
      o = TYPE.cast(o).blend(last, last.compare(GT, o).or(last.compare(NE, last)));
      m = TYPE.cast(m).blend(o, o.compare(GT, m).or(o.compare(NE, o)));
      DoubleVector from = m.blend(0.0, m.compare(EQ, Double.NEGATIVE_INFINITY));
      m.intoArray(largest, at + i);
      from.intoArray(shift, at + i);
      before.sub(from).intoArray(factor, i);
    }
  }

  /** Partial sums times their factors, plus exponentials. */
  static void add(int n, int i, double[] p, double[] factor, double[] partials, int at) {
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

  /** Exponentials become weights and, with products of dY and V in {@code other}, gradients of scores. */
  static void slopes(int n, int lanes, int at, AttentionScratch scratch) {
    double[] p = scratch.scores;
    double[] g = scratch.other;
    for (int i = 0; i < lanes; i += V) {
      DoubleVector r = DoubleVector.fromArray(S, scratch.reciprocal, at + i);
      DoubleVector delta = DoubleVector.fromArray(S, scratch.delta, at + i);
      for (int j = 0; j < n; j++) {
        DoubleVector.fromArray(S, p, j * W + i).mul(r).mul(DoubleVector.fromArray(S, g, j * W + i).sub(delta))
            .intoArray(g, j * W + i);
      }
    }
  }

  /** Scores of n rows, which are queries, become weights. */
  static void weightsOfRows(int n, int lanes, AttentionScratch scratch) {
    double[] s = scratch.scores;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < lanes; i += V) {
        DoubleVector.fromArray(S, s, j * W + i).sub(scratch.shift[j]).intoArray(s, j * W + i);
      }
    }
    if (lanes == W) {
      ExpSimd.exp(n * W, s, 0, s, 0);
    } else {
      for (int j = 0; j < n; j++) {
        ExpSimd.exp(lanes, s, j * W, s, j * W);
      }
    }
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < lanes; i += V) {
        DoubleVector.fromArray(S, s, j * W + i).mul(scratch.reciprocal[j]).intoArray(s, j * W + i);
      }
    }
  }

  /** Gradients of scores, in place of products of dY and V. */
  static void slopesOfRows(int n, int lanes, AttentionScratch scratch) {
    double[] p = scratch.scores;
    double[] g = scratch.other;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < lanes; i += V) {
        DoubleVector.fromArray(S, p, j * W + i)
            .mul(DoubleVector.fromArray(S, g, j * W + i).sub(scratch.delta[j])).intoArray(g, j * W + i);
      }
    }
  }

  /** Exponentials become weights, moves of scores are multiplied by them, and the sums of tile t take them. */
  static void moves(int n, int lanes, int t, AttentionScratch scratch) {
    double[] p = scratch.scores;
    double[] g = scratch.other;
    for (int i = 0; i < lanes; i += V) {
      DoubleVector r = DoubleVector.fromArray(S, scratch.reciprocal, t * W + i);
      for (int j = 0; j < n; j++) {
        DoubleVector w = DoubleVector.fromArray(S, p, j * W + i).mul(r);
        w.intoArray(p, j * W + i);
        w.mul(DoubleVector.fromArray(S, g, j * W + i)).intoArray(g, j * W + i);
      }
      add(n, i, g, scratch.factor, scratch.partials, t * PARTIALS * W + i);
    }
  }
}
