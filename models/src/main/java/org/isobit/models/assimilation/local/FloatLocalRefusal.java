package org.isobit.models.assimilation.local;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.localization.FloatLocalProblems;
import org.isobit.kernels.localization.LocalProblems;
import org.isobit.linalg.local.LocalAnalysis;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.FloatFilter;
import org.isobit.models.assimilation.internal.ObservationSpace;
import org.isobit.models.assimilation.localization.Neighbours;

/**
 * What becomes of the targets of a float analysis whose matrix is too ill-conditioned for float: they are analysed in
 * double, from the observed anomalies and innovations in double and the state's anomalies widened, and mean and
 * anomalies are rounded once; what is too ill-conditioned for double ends the analysis. Whether a target is analysed
 * so depends on nothing but its own matrix, so its bits do not depend on the others.
 *
 * <p>Rounding to float changes the eigenvalues of I + S·Sᵀ ÷ (N − 1) by about ε·κ, ε = 2⁻²⁴ and κ the condition number,
 * and with them, relative to itself, half as much the spread in directions that no observation sees. Up to the bound
 * here that is what {@link FloatFilter} states, and no eigenvalue comes near 63/64, below which the reduction would
 * fail.
 *
 * <p>Holds the arrays of one thread.
 */
final class FloatLocalRefusal {

  /**
   * The largest bound of a condition number, one to three times that number, for which a problem is solved in float.
   */
  static final float LARGEST_BOUND = 0x1p12f;

  private int[] target = new int[16];
  private int count;
  private double condition;
  private boolean finite = true;

  private final LocalAnalysis inDouble = new LocalAnalysis();
  private final Neighbours some = new Neighbours();
  private int[] again = {};
  private double[] conditions = {};
  private double[] mean = {};
  private double[] forecast = {};
  private double[] analysis = {};

  /** The condition number of the target that was refused last. */
  double condition() {
    return condition;
  }

  /** Whether all members that were stored here are finite. */
  boolean finite() {
    return finite;
  }

  /**
   * Analyses in double the targets that are refused in float.
   *
   * @param all     the ensemble
   * @param space   what was observed
   * @param near    the lists of targets
   * @param from    the first one to be looked at
   * @param to      the one after the last
   * @param status  of each target 0, or another number if it is refused in float
   * @param inFloat bounds of their condition numbers, which do not count
   * @return the first that is refused in double, or −1
   */
  int settle(FloatLocalProblems all, ObservationSpace space, Neighbours near, int from, int to, int[] status,
      double[] inFloat) {
    finite = true;
    count = 0;
    for (int t = from; t < to; t++) {
      if (status[t] != 0) {
        target = count == target.length ? Arrays.copyOf(target, 2 * count) : target;
        target[count++] = t;
      }
    }
    if (count == 0) {
      return -1;
    }
    copy(near);
    int vectors = all.vectors();
    int size = Checks.elements("local analysis", vectors, count, Double.BYTES);
    grow(all.rows(), size);
    load(all, near.first, vectors, size);
    LocalProblems problems = new LocalProblems(all.rows(), vectors, count, 1, forecast, mean, analysis, all.observed(),
        all.observations(), all.stride(), space.byObservation(all.rows(), all.stride()), all.innovation(), false,
        all.degrees(), all.amplification(), 1.0, Filter.LARGEST_CONDITION);
    inDouble.analyse(problems, some.lists(), again, conditions);
    for (int t = 0; t < count; t++) {
      if (again[t] != 0) {
        condition = conditions[t];
        return target[t];
      }
    }
    store(all, near.first, vectors, size);
    return -1;
  }

  /** The lists of the refused targets, numbered from 0. */
  private void copy(Neighbours near) {
    some.begin(0, count);
    some.start[0] = 0;
    for (int t = 0; t < count; t++) {
      int number = target[t];
      int n = near.count(number);
      int at = some.start[t];
      some.reserve(at, n);
      System.arraycopy(near.index, near.start[number], some.index, at, n);
      System.arraycopy(near.weight, near.start[number], some.weight, at, n);
      some.start[t + 1] = at + n;
    }
  }

  private void grow(int rows, int size) {
    if (again.length < count) {
      again = new int[target.length];
      conditions = new double[target.length];
    }
    if (mean.length < size) {
      mean = new double[size];
    }
    if (forecast.length < (long) rows * size) {
      forecast = new double[Checks.elements("local analysis", rows, size, Double.BYTES)];
      analysis = new double[forecast.length];
    }
  }

  /** Each vector of a target is a field at a point; members one after the other, whose variables stand side by side. */
  private void load(FloatLocalProblems all, int first, int vectors, int size) {
    for (int m = -1; m < all.rows(); m++) {
      for (int v = 0; v < vectors; v++) {
        for (int t = 0; t < count; t++) {
          int i = all.variable(first + target[t], v);
          int to = v * count + t;
          if (m < 0) {
            mean[to] = i < 0 ? 0.0 : all.mean()[i];
          } else {
            forecast[m * size + to] = i < 0 ? 0.0 : all.forecast()[m * all.size() + i];
          }
        }
      }
    }
  }

  private void store(FloatLocalProblems all, int first, int vectors, int size) {
    float differences = 0.0f;
    for (int v = 0; v < vectors; v++) {
      for (int t = 0; t < count; t++) {
        int i = all.variable(first + target[t], v);
        if (i < 0) {
          continue;
        }
        float rounded = (float) mean[v * count + t];
        for (int m = 0; m < all.rows(); m++) {
          float anomaly = (float) analysis[m * size + v * count + t];
          float member = all.whole() ? rounded + anomaly : anomaly;
          differences += member - member;
          all.analysis()[m * all.size() + i] = member;
        }
        if (!all.whole()) {
          all.mean()[i] = rounded;
        }
      }
    }
    finite = differences == 0.0f;
  }
}
