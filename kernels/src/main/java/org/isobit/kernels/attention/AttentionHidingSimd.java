// Master of FloatAttentionHidingSimd: the float version is generated from this file.
package org.isobit.kernels.attention;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.gemm.GemmTransposeSimd;

/** Masks of {@link AttentionSimd}; lanes are queries. */
final class AttentionHidingSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();
  private static final int W = AttentionReference.LANES;

  private AttentionHidingSimd() {}

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
        add(n, lanes, scratch.other, scratch.scores);
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

  private static void add(int n, int lanes, double[] added, double[] s) {
    for (int j = 0; j < n; j++) {
      for (int l = 0; l < lanes; l += V) {
        DoubleVector.fromArray(S, s, j * W + l).add(DoubleVector.fromArray(S, added, j * W + l))
            .intoArray(s, j * W + l);
      }
    }
  }

  private static void hide(int n, int count, boolean[] seen, int row, int step, double[] s) {
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
}
