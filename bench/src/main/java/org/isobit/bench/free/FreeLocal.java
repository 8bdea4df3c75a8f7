package org.isobit.bench.free;

import java.util.Arrays;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.kernels.localization.TargetLists;
import org.isobit.linalg.batch.BatchRational;

/**
 * Local analyses of one field in the space of the members, a lane a problem, as {@code LocalLanes} of the library does
 * them: sᵀ·s and sᵀ·d of one problem after the other, and the mean's move, with sums in any order. Between them every
 * lane is a problem of its own, whose sums stand side by side with the other lanes': these steps are the library's. Not
 * thread-safe.
 */
final class FreeLocal {

  private static final int V = SpeciesSimd.DOUBLE.length();

  /** Elements between two problems' matrices beyond their size, so that they do not share cache sets. */
  private static final int APART = 24;

  private final BatchRational rational = new BatchRational(Backend.SIMD);
  private final int members;
  private final int ld;
  private final int apart;
  private final double[] s;
  private final double[] d;
  private final double[] u;
  private final double[] single;
  private final double[] t;
  private final double[] x;
  private final double[] y;
  private final double[] r;
  private final double[] mean = new double[V];

  /** For so many members, a multiple of four, and observations near a point. */
  FreeLocal(int members, int longest) {
    this.members = members;
    ld = (members + V - 1) / V * V;
    apart = ld * ld + APART;
    int terms = (longest + 3) / 4 * 4;
    s = new double[terms * ld];
    d = new double[terms];
    u = new double[ld];
    single = new double[apart * V];
    t = new double[members * members * V];
    // Arrays of one size lie a page apart and a store to one would look like a load of another.
    x = new double[2 * members * V];
    y = new double[members * V + 40];
    r = new double[members * V + 88];
  }

  /** All targets, a multiple of V, each one point. */
  void analyse(LocalProblems all, TargetLists lists) {
    lists.requireWithin(all.targets(), all.observations());
    double gain = all.amplification() / all.degrees();
    for (int i = 0; i < lists.targets(); i += V) {
      int point = lists.first() + i;
      FreeGramSimd.load(members, all.forecast(), point, all.size(), x);
      System.arraycopy(all.mean(), point, mean, 0, V);
      for (int l = 0; l < V; l++) {
        gram(all, lists, i + l, l);
      }
      interleave();
      if (rational.attempt(members, V, t, 0, all.degrees()) >= 0) {
        throw new IllegalStateException("a local problem is not positive definite");
      }
      rational.rotate(2, x, 0);
      rational.inverse(1, x, members * V, r, 0);
      FreeGramSimd.scale(members, gain, r, 0);
      FreeGramSimd.mean(members, r, x, mean);
      rational.inverseRoot(1, x, 0, y, 0);
      rational.rotateBack(1, y, 0);
      FreeGramSimd.store(members, all.amplification(), y, mean, all.analysis(), point, all.size());
    }
  }

  private void gram(LocalProblems all, TargetLists lists, int number, int lane) {
    int start = lists.start()[number];
    int p = lists.count(number);
    for (int q = 0; q < p; q++) {
      double root = lists.weight()[start + q];
      int j = lists.index()[start + q];
      d[q] = all.innovation()[j] * root;
      FreeGramSimd.scaled(ld, all.byObservation(), j * all.stride(), root, s, q * ld);
    }
    int terms = (p + 3) / 4 * 4;
    Arrays.fill(d, p, terms, 0.0);
    Arrays.fill(s, p * ld, terms * ld, 0.0);
    FreeGramSimd.gram(members, terms, ld, s, d, single, lane * apart, u);
    for (int m = 0; m < members; m++) {
      x[(members + m) * V + lane] = u[m];
    }
  }

  /** Lower triangles, one after the other, into lanes. */
  private void interleave() {
    for (int i = 0; i < members; i++) {
      for (int j = 0; j <= i; j++) {
        int from = i * ld + j;
        int to = (i * members + j) * V;
        for (int l = 0; l < V; l++) {
          t[to + l] = single[from + l * apart];
        }
      }
    }
  }
}
