package org.isobit.models.diagnostics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.LogReference;

/**
 * How fast differences of a given size grow: the finite-size Lyapunov exponent λ(δ) = ln r ÷ ⟨τ_r(δ)⟩ with τ_r the time
 * that the distance of two runs takes from δ to r·δ (Aurell, Boffetta, Crisanti, Paladin and Vulpiani 1997, J. Phys. A
 * 30, 1–26). For δ → 0 it is the greatest Lyapunov exponent; where fast and small scales grow first and then have
 * nothing more to lose, it is what forecasts of the slow ones live by.
 *
 * <p>Thresholds are δ_k = δ_0·r^k. A threshold is crossed when the distance first reaches it, between two values of the
 * series where their straight line does. Immutable, thread-safe.
 *
 * @param first  δ_0, positive
 * @param ratio  r, above 1
 * @param levels number of intervals between thresholds, at least 1
 */
public record FiniteSizeExponent(double first, double ratio, int levels) {

  private static final String NAME = "FiniteSizeExponent";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public FiniteSizeExponent {
    Checks.positive(NAME, "first", first);
    if (!(ratio > 1.0 && ratio <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(NAME + ": ratio must be above 1, but is " + ratio);
    }
    Checks.positive(NAME, "levels", levels);
  }

  /**
   * The thresholds.
   *
   * @return δ_0 … δ_levels
   */
  public double[] thresholds() {
    double[] thresholds = new double[levels + 1];
    thresholds[0] = first;
    for (int k = 1; k <= levels; k++) {
      thresholds[k] = thresholds[k - 1] * ratio;
    }
    return thresholds;
  }

  /**
   * The times τ that one pair of runs takes from each threshold to the next.
   *
   * @param distances of the two runs, at equal intervals
   * @param interval  time between two of them, positive
   * @return τ_0 … ; NaN where a threshold is not crossed, or was so before the series begins
   * @throws IllegalArgumentException if the interval is out of range, or a distance is negative or not finite
   */
  public double[] times(double[] distances, double interval) {
    Checks.positive(NAME, "interval", interval);
    double[] thresholds = thresholds();
    double[] crossed = new double[levels + 1];
    for (int k = 0; k <= levels; k++) {
      crossed[k] = Double.NaN;
    }
    int next = 0;
    for (int i = 0; i < distances.length; i++) {
      Checks.notNegative(NAME, "distance " + i, distances[i]);
      while (next <= levels && distances[i] >= thresholds[next]) {
        if (i > 0) {
          double before = distances[i - 1];
          crossed[next] = interval * (i - 1 + (thresholds[next] - before) / (distances[i] - before));
        }
        next++;
      }
    }
    double[] times = new double[levels];
    for (int k = 0; k < levels; k++) {
      times[k] = crossed[k + 1] - crossed[k];
    }
    return times;
  }

  /**
   * λ(δ_k) from the times of some pairs.
   *
   * @param times of one threshold to the next, one a pair; NaN do not count
   * @return ln r ÷ mean time; NaN if there is none, infinite if all are 0
   */
  public double exponent(double[] times) {
    double sum = 0.0;
    int count = 0;
    for (double time : times) {
      if (!Double.isNaN(time)) {
        sum += time;
        count++;
      }
    }
    return count == 0 ? Double.NaN : LogReference.log(ratio) * count / sum;
  }
}
