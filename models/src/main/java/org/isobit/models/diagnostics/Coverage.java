package org.isobit.models.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.ErfReference;
import org.isobit.models.assimilation.Ensemble;

/**
 * How often the truth lies in the central interval that should hold it with a given probability.
 *
 * <p>Of N members the interval of probability p reaches from the h-th smallest to the h-th largest, h = (N + 1)·(1 −
 * p)/2, interpolated where h is no integer (Weibull 1939; type 6 of Hyndman and Fan 1996, Am. Stat. 50, 361–365). For
 * integer h the truth is inside with probability p exactly, whatever the law, if it is one more draw of the members'
 * law; for others if that is uniform, and nearly otherwise. Probabilities beyond (N − 1)/(N + 1) cannot be told from N
 * members. Ends belong to the interval. A normal law of mean μ and deviation σ holds the truth if erf(|truth − μ| ÷
 * (σ·√2)) ≤ p.
 *
 * <p>A case costs a sort of N numbers; one count a level is kept. Held to binomial limits about p for uniform and
 * normal draws, and to the shares that the normal law gives where the deviation is wrong. Not thread-safe.
 */
public final class Coverage {

  private static final String NAME = "Coverage";
  private static final double ROOT_HALF = 0.7071067811865476;

  private final double[] levels;
  private final long[] inside;
  private double[] column = new double[0];
  private long cases;

  /**
   * The cases so far.
   *
   * @param levels nominal probabilities
   * @param inside for each how many cases lie in its interval
   * @param cases  their number n
   */
  public record Result(List<Double> levels, List<Long> inside, long cases) {

    /** Keeps its own copies. */
    public Result {
      levels = List.copyOf(levels);
      inside = List.copyOf(inside);
    }

    /**
     * The share of cases in an interval.
     *
     * @param level which level
     * @return the share; NaN without cases
     */
    public double share(int level) {
      return inside.get(level) / (double) cases;
    }

    /**
     * How far the share of a reliable ensemble is off, in the root mean square, if cases are independent.
     *
     * @param level which level
     * @return √(p·(1 − p) ÷ n)
     */
    public double standardError(int level) {
      double p = levels.get(level);
      return Math.sqrt(p * (1.0 - p) / cases);
    }
  }

  /**
   * Without cases.
   *
   * @param levels probabilities of the intervals, each between 0 and 1
   * @throws IllegalArgumentException if there is none, or one is out of range
   */
  public Coverage(double... levels) {
    Checks.positive(NAME, "number of levels", levels.length);
    for (double level : levels) {
      if (!(level > 0.0 && level < 1.0)) {
        throw new IllegalArgumentException(NAME + ": a level must lie between 0 and 1, but is " + level);
      }
    }
    this.levels = levels.clone();
    inside = new long[levels.length];
  }

  /**
   * Adds a case for each point.
   *
   * @param ensemble the members
   * @param truth    one number a point
   * @throws IllegalArgumentException if numbers of points differ, a number is not finite, or the members are too few
   *                                  for a level
   */
  public void add(Ensemble ensemble, double[] truth) {
    Inputs.require(NAME, ensemble, truth);
    int n = ensemble.members();
    for (double level : levels) {
      if (place(level, n) < 1.0) {
        throw new IllegalArgumentException(NAME + ": " + n + " members tell nothing of an interval of probability "
            + level + ", but of at most (N - 1)/(N + 1), " + (n - 1.0) / (n + 1.0));
      }
    }
    column = column.length == n ? column : new double[n];
    for (int i = 0; i < truth.length; i++) {
      for (int m = 0; m < n; m++) {
        column[m] = ensemble.values()[ensemble.index(m) + i];
      }
      Arrays.sort(column);
      for (int level = 0; level < levels.length; level++) {
        double h = place(levels[level], n);
        inside[level] += truth[i] >= at(h) && truth[i] <= at(n + 1 - h) ? 1 : 0;
      }
      cases++;
    }
  }

  /** h; what 1 − p has lost by rounding must not take an integer for less. */
  private static double place(double level, int n) {
    double h = 0.5 * (n + 1) * (1.0 - level);
    double whole = Math.rint(h);
    return Math.abs(h - whole) <= (n + 1) * 0x1p-52 ? whole : h;
  }

  /** The order statistic at a place from 1 to N. */
  private double at(double h) {
    int k = (int) h;
    double fraction = h - k;
    return fraction == 0.0 ? column[k - 1] : Math.fma(fraction, column[k] - column[k - 1], column[k - 1]);
  }

  /**
   * Adds a case for each point, of a normal law.
   *
   * @param mean       means
   * @param deviations standard deviations, not negative
   * @param truth      one number a point
   * @throws IllegalArgumentException if lengths differ, a number is not finite, or a deviation is negative
   */
  public void addNormal(double[] mean, double[] deviations, double[] truth) {
    Inputs.requireSize(NAME, "deviations", deviations.length, "mean", mean.length);
    Inputs.requireSize(NAME, "truth", truth.length, "mean", mean.length);
    Checks.finite(NAME, "mean", mean, 0, mean.length);
    Checks.finite(NAME, "deviation", deviations, 0, mean.length);
    Checks.finite(NAME, "truth", truth, 0, mean.length);
    for (double deviation : deviations) {
      Checks.notNegative(NAME, "deviation", deviation);
    }
    for (int i = 0; i < mean.length; i++) {
      double off = Math.abs(truth[i] - mean[i]);
      double mass = off == 0.0 ? 0.0 : ErfReference.erf(off / deviations[i] * ROOT_HALF);
      for (int level = 0; level < levels.length; level++) {
        inside[level] += mass <= levels[level] ? 1 : 0;
      }
      cases++;
    }
  }

  /**
   * Adds the cases of another, exactly.
   *
   * @param other one with the same levels
   * @throws IllegalArgumentException if it has others
   */
  public void add(Coverage other) {
    if (!Arrays.equals(other.levels, levels)) {
      throw new IllegalArgumentException(NAME + ": the other has the levels " + Arrays.toString(other.levels)
          + ", not " + Arrays.toString(levels));
    }
    for (int level = 0; level < levels.length; level++) {
      inside[level] += other.inside[level];
    }
    cases += other.cases;
  }

  /**
   * The cases so far.
   *
   * @return counts
   */
  public Result result() {
    List<Double> probabilities = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int level = 0; level < levels.length; level++) {
      probabilities.add(levels[level]);
      counts.add(inside[level]);
    }
    return new Result(probabilities, counts, cases);
  }
}
