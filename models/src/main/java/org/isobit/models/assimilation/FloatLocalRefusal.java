package org.isobit.models.assimilation;

import java.util.Arrays;
import org.isobit.linalg.batch.FloatBatchRational;

/**
 * What becomes of the targets of a float analysis whose matrix is too ill-conditioned for float: they are analysed in
 * double, from the observed anomalies and innovations in double and the state's anomalies widened, and mean and anomalies
 * are rounded once; {@link LocalRefusal} then says what is too ill-conditioned for double. Whether a target is analysed
 * so depends on nothing but its own matrix, so its bits do not depend on the others.
 *
 * <p>Rounding to float changes the eigenvalues of I + S·Sᵀ ÷ (N − 1) by about ε·κ, ε = 2⁻²⁴ and κ the condition number,
 * and with them, relative to itself, half as much the spread in directions that no observation sees. Up to the bound
 * here that is what {@link FloatFilter} states, and no eigenvalue comes near 63/64, below which the reduction would fail.
 *
 * <p>Holds the arrays of one thread.
 */
final class FloatLocalRefusal {

  /** The largest bound of a condition number, one to three times that number, for which a problem is solved in float. */
  static final float LARGEST_BOUND = 0x1p12f;

  private int[] target = new int[16];
  private int count;

  /** What analyses in double. */
  private final LocalRefusal inDouble = new LocalRefusal();
  private final Neighbours some = new Neighbours();
  private LocalSolver solver;
  private double[] mean = {};
  private double[] forecast = {};
  private double[] analysis = {};

  void clear() {
    count = 0;
  }

  /**
   * Looks at one problem.
   *
   * @param now     its target
   * @param failed  whether the reduction failed for some problem of the block
   * @param reduced the block
   * @param problem its number in the block
   * @return whether its result counts
   */
  boolean accepts(int now, boolean failed, FloatBatchRational reduced, int problem) {
    if (reduced.bound(problem) <= LARGEST_BOUND && (!failed || reduced.reduced(problem))) {
      return true;
    }
    refuse(now, reduced.bound(problem));
    return false;
  }

  /** Takes note of a target that float cannot solve, whatever its condition number. */
  void refuse(int now, double condition) {
    if (count == target.length) {
      target = Arrays.copyOf(target, 2 * count);
    }
    target[count++] = now;
  }

  /** After the last target of a tile: analyses those that were refused. */
  void end(FloatLocalAnalyses all, Neighbours near, boolean inLanes) {
    if (count == 0) {
      return;
    }
    Arrays.sort(target, 0, count);
    copy(near);
    int vectors = all.fields * all.batch;
    int size = vectors * count;
    grow(all, size);
    load(all, vectors, size);
    LocalAnalyses local = new LocalAnalyses(new Analysis(all.a, size, mean, forecast, analysis), all.members, all.near, 1,
        vectors, all.unobserved);
    if (solver == null || !solver.fits(all.members)) {
      solver = new LocalSolver(all.a.filter, all.members);
    }
    inDouble.clear();
    solver.run(local, some, inLanes, inDouble);
    if (inDouble.target() >= 0) {
      all.refuse(target[inDouble.target()], inDouble.condition());
    }
    store(all, vectors, size);
  }

  /** The lists of the refused targets, numbered from 0. */
  private void copy(Neighbours near) {
    some.begin(0, count);
    some.start[0] = 0;
    for (int t = 0; t < count; t++) {
      int number = target[t] - near.first;
      int n = near.count(number);
      int at = some.start[t];
      some.reserve(at, n);
      System.arraycopy(near.index, near.start[number], some.index, at, n);
      System.arraycopy(near.weight, near.start[number], some.weight, at, n);
      some.start[t + 1] = at + n;
    }
  }

  private void grow(FloatLocalAnalyses all, int size) {
    if (mean.length < size) {
      mean = new double[size];
    }
    if (forecast.length < (long) all.members * size) {
      forecast = new double[Ensemble.elements(all.a.filter, all.members, size)];
      analysis = new double[forecast.length];
    }
  }

  /** Each vector of a target is a field at a point; members one after the other, whose variables stand side by side. */
  private void load(FloatLocalAnalyses all, int vectors, int size) {
    for (int m = -1; m < all.members; m++) {
      for (int v = 0; v < vectors; v++) {
        for (int t = 0; t < count; t++) {
          int i = all.variable(target[t], v);
          int to = v * count + t;
          if (m < 0) {
            mean[to] = i < 0 ? 0.0 : all.a.mean[i];
          } else {
            forecast[m * size + to] = i < 0 ? 0.0 : all.a.forecast[m * all.a.size + i];
          }
        }
      }
    }
  }

  private void store(FloatLocalAnalyses all, int vectors, int size) {
    for (int m = -1; m < all.members; m++) {
      for (int v = 0; v < vectors; v++) {
        for (int t = 0; t < count; t++) {
          int i = all.variable(target[t], v);
          if (i < 0) {
            continue;
          }
          float rounded = (float) mean[v * count + t];
          if (m < 0) {
            all.a.mean[i] = rounded;
          } else {
            float anomaly = (float) analysis[m * size + v * count + t];
            float member = all.whole ? rounded + anomaly : anomaly;
            all.note(member - member);
            all.a.analysis[m * all.a.size + i] = member;
          }
        }
      }
    }
  }
}
