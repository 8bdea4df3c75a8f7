// Master of FloatBatchQlSimd: the float version is generated from this file.
package org.isobit.linalg.batch;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.linalg.eigen.EigenLimits;

/**
 * Implicit QL iteration, one problem a lane: every lane runs the scalar iteration's own sequence. All lanes work on the
 * same eigenvalue; a lane that has it waits, and in a sweep a lane takes part from its own split downwards, with the
 * rotation c = 1, s = 0 elsewhere (which at most changes the sign of a zero; signs of zeros are removed in the end).
 * Thread-safe.
 */
final class BatchQlSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  /** Places in the array of numbers for each lane: split, diagonal there, square and shift of an early end. */
  private static final int SPLIT = 0;
  private static final int DIAGONAL = V;
  private static final int SQUARE = 2 * V;
  private static final int SHIFT = 3 * V;

  private BatchQlSimd() {}

  /**
   * Diagonalises, applying the rotations to the rows of z. Sweeps are queued and applied together, a strip of columns
   * at a time, so that the strip stays in the first-level cache.
   *
   * @param t      scratch: d, e, c, s, lane, and the queue
   * @param status status[so + b] is set if lane b does not converge
   */
  static void iterate(int n, BatchEigenScratch t, double[] z, int zo, int row, int[] status, int so) {
    DoubleVector.zero(S).intoArray(t.e, (n - 1) * V);
    int queued = 0;
    for (int l = 0; l < n; l++) {
      int sweeps = 0;
      for (int m = split(n, l, t.d, t.e, t.lane); m > l; m = split(n, l, t.d, t.e, t.lane)) {
        if (sweeps++ == EigenLimits.SWEEPS) {
          giveUp(l, n, t.e, t.lane, status, so);
          continue;
        }
        sweep(l, m, t.d, t.e, t.c, t.s, queued * n * V, t.lane);
        t.first[queued] = l;
        t.last[queued] = m;
        if (++queued == BatchEigenScratch.QUEUE) {
          flush(n, queued, t, z, zo, row);
          queued = 0;
        }
      }
    }
    flush(n, queued, t, z, zo, row);
  }

  private static void flush(int n, int queued, BatchEigenScratch t, double[] z, int zo, int row) {
    int k = 0;
    for (; k + 4 <= n; k += 4) {
      for (int q = 0; q < queued; q++) {
        rotate4(z, zo + t.last[q] * row + k * V, row, t.first[q], t.last[q], t.c, t.s, q * n * V);
      }
    }
    for (; k < n; k++) {
      for (int q = 0; q < queued; q++) {
        rotate1(z, zo + t.last[q] * row + k * V, row, t.first[q], t.last[q], t.c, t.s, q * n * V);
      }
    }
  }

  /** Marks the lanes that are not done and cuts their matrices apart, so that the others go on. */
  private static void giveUp(int l, int n, double[] e, double[] lane, int[] status, int so) {
    for (int b = 0; b < V; b++) {
      if (lane[SPLIT + b] > l) {
        // A NaN matrix comes here too; its status stands already.
        status[so + b] = status[so + b] == 0 ? BatchEigenTask.NO_CONVERGENCE : status[so + b];
        for (int i = l; i < n; i++) {
          e[i * V + b] = 0.0;
        }
      }
    }
  }

  /** Finds each lane's first m ≥ l whose coupling to m + 1 is negligible; returns the largest. */
  private static int split(int n, int l, double[] d, double[] e, double[] lane) {
    DoubleVector split = DoubleVector.broadcast(S, n - 1);
    DoubleVector diagonal = DoubleVector.fromArray(S, d, (n - 1) * V);
    int m = l;
    for (; m < n - 1; m++) {
      DoubleVector dm = DoubleVector.fromArray(S, d, m * V);
      DoubleVector coupling = DoubleVector.fromArray(S, e, m * V).abs();
      DoubleVector bound = dm.abs().add(DoubleVector.fromArray(S, d, m * V + V).abs()).mul(EigenLimits.NEGLIGIBLE);
      VectorMask<Double> here = coupling.compare(VectorOperators.LE, bound)
          .or(coupling.compare(VectorOperators.LE, EigenLimits.FLOOR))
          .and(TYPE.cast(split).compare(VectorOperators.EQ, n - 1));
      split = TYPE.cast(split).blend(m, here);
      diagonal = TYPE.cast(diagonal).blend(dm, here);
      if (split.compare(VectorOperators.LT, n - 1).allTrue()) {
        break;
      }
    }
    TYPE.cast(split).intoArray(lane, SPLIT);
    TYPE.cast(diagonal).intoArray(lane, DIAGONAL);
    return m;
  }

  /** One sweep of every lane that has not found its eigenvalue l; rotation i goes to c and s at cso + i·V. */
  private static void sweep(int l, int m, double[] d, double[] e, double[] c, double[] s, int cso, double[] lane) {
    DoubleVector split = DoubleVector.fromArray(S, lane, SPLIT);
    DoubleVector dl = DoubleVector.fromArray(S, d, l * V);
    DoubleVector el = DoubleVector.fromArray(S, e, l * V);
    DoubleVector g = DoubleVector.fromArray(S, d, l * V + V).sub(dl).div(el.mul(2.0));
    DoubleVector r = g.fma(g, DoubleVector.broadcast(S, 1.0)).sqrt();
    r = r.blend(r.neg(), g.compare(VectorOperators.LT, 0.0));
    g = DoubleVector.fromArray(S, lane, DIAGONAL).sub(dl).add(el.div(g.add(r)));
    DoubleVector sine = DoubleVector.broadcast(S, 1.0);
    DoubleVector cosine = DoubleVector.broadcast(S, 1.0);
    DoubleVector p = DoubleVector.zero(S);
    for (int i = m - 1; i >= l; i--) {
      DoubleVector ei = DoubleVector.fromArray(S, e, i * V);
      DoubleVector f = TYPE.cast(sine).mul(ei);
      DoubleVector b = TYPE.cast(cosine).mul(ei);
      DoubleVector square = f.fma(f, TYPE.cast(g).mul(g));
      VectorMask<Double> on = TYPE.cast(split).compare(VectorOperators.GT, i);
      if (square.compare(VectorOperators.LT, EigenLimits.SHORTEST, on).anyTrue()) {
        square.intoArray(lane, SQUARE);
        TYPE.cast(p).intoArray(lane, SHIFT);
        end(i, d, e, lane);
        split = DoubleVector.fromArray(S, lane, SPLIT);
        on = split.compare(VectorOperators.GT, i);
      }
      r = square.sqrt();
      DoubleVector reciprocal = DoubleVector.broadcast(S, 1.0).div(r);
      DoubleVector below = DoubleVector.fromArray(S, e, i * V + V);
      below.blend(r.blend(0.0, TYPE.cast(split).compare(VectorOperators.EQ, i + 1)), on).intoArray(e, i * V + V);
      sine = TYPE.cast(sine).blend(f.mul(reciprocal), on);
      cosine = TYPE.cast(cosine).blend(TYPE.cast(g).mul(reciprocal), on);
      DoubleVector.broadcast(S, 0.0).blend(sine, on).intoArray(s, cso + i * V);
      DoubleVector.broadcast(S, 1.0).blend(cosine, on).intoArray(c, cso + i * V);
      DoubleVector next = DoubleVector.fromArray(S, d, i * V + V);
      DoubleVector gi = next.sub(p);
      r = DoubleVector.fromArray(S, d, i * V).sub(gi).fma(sine, cosine.mul(2.0).mul(b));
      p = TYPE.cast(p).blend(sine.mul(r), on);
      next.blend(gi.add(p), on).intoArray(d, i * V + V);
      g = TYPE.cast(g).blend(cosine.fma(r, b.neg()), on);
    }
    VectorMask<Double> finished = TYPE.cast(split).compare(VectorOperators.GT, l);
    dl = DoubleVector.fromArray(S, d, l * V);
    dl.blend(dl.sub(p), finished).intoArray(d, l * V);
    el.blend(g, finished).intoArray(e, l * V);
  }

  /** Ends the sweep of those lanes whose rotation i would turn too short a vector. */
  private static void end(int i, double[] d, double[] e, double[] lane) {
    for (int b = 0; b < V; b++) {
      int m = (int) lane[SPLIT + b];
      if (m > i && lane[SQUARE + b] < EigenLimits.SHORTEST) {
        d[i * V + V + b] -= lane[SHIFT + b];
        e[i * V + V + b] = 0.0;
        e[m * V + b] = 0.0;
        lane[SPLIT + b] = -1.0;
      }
    }
  }

  /** Applies the rotations m − 1 … l to four columns; target is in row m. */
  private static void rotate4(double[] z, int target, int row, int l, int m, double[] c, double[] s,
      int cso) {
    DoubleVector x0 = DoubleVector.fromArray(S, z, target);
    DoubleVector x1 = DoubleVector.fromArray(S, z, target + V);
    DoubleVector x2 = DoubleVector.fromArray(S, z, target + 2 * V);
    DoubleVector x3 = DoubleVector.fromArray(S, z, target + 3 * V);
    for (int i = cso + (m - 1) * V; i >= cso + l * V; i -= V) {
      int source = target - row;
      DoubleVector cs = DoubleVector.fromArray(S, c, i);
      DoubleVector sn = DoubleVector.fromArray(S, s, i);
      DoubleVector minus = sn.neg();
      DoubleVector y0 = DoubleVector.fromArray(S, z, source);
      DoubleVector y1 = DoubleVector.fromArray(S, z, source + V);
      DoubleVector y2 = DoubleVector.fromArray(S, z, source + 2 * V);
      DoubleVector y3 = DoubleVector.fromArray(S, z, source + 3 * V);
      cs.fma(x0, sn.mul(y0)).intoArray(z, target);
      cs.fma(x1, sn.mul(y1)).intoArray(z, target + V);
      cs.fma(x2, sn.mul(y2)).intoArray(z, target + 2 * V);
      cs.fma(x3, sn.mul(y3)).intoArray(z, target + 3 * V);
      x0 = minus.fma(x0, cs.mul(y0));
      x1 = minus.fma(x1, cs.mul(y1));
      x2 = minus.fma(x2, cs.mul(y2));
      x3 = minus.fma(x3, cs.mul(y3));
      target = source;
    }
    TYPE.cast(x0).intoArray(z, target);
    TYPE.cast(x1).intoArray(z, target + V);
    TYPE.cast(x2).intoArray(z, target + 2 * V);
    TYPE.cast(x3).intoArray(z, target + 3 * V);
  }

  private static void rotate1(double[] z, int target, int row, int l, int m, double[] c, double[] s,
      int cso) {
    DoubleVector x = DoubleVector.fromArray(S, z, target);
    for (int i = cso + (m - 1) * V; i >= cso + l * V; i -= V) {
      DoubleVector cs = DoubleVector.fromArray(S, c, i);
      DoubleVector sn = DoubleVector.fromArray(S, s, i);
      DoubleVector y = DoubleVector.fromArray(S, z, target - row);
      cs.fma(x, sn.mul(y)).intoArray(z, target);
      x = sn.neg().fma(x, cs.mul(y));
      target -= row;
    }
    TYPE.cast(x).intoArray(z, target);
  }
}
