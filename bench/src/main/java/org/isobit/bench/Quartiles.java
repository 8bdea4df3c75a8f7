package org.isobit.bench;

import java.util.List;
import java.util.Locale;

/**
 * Median and quartiles of some times; between two of them it interpolates linearly (Hyndman and Fan, "Sample quantiles
 * in statistical packages", The American Statistician 50, 1996, definition 7).
 *
 * @param lower  a quarter is below
 * @param median a half is below
 * @param upper  three quarters are below
 */
public record Quartiles(double lower, double median, double upper) {

  /**
   * Of some values.
   *
   * @param values in any order, at least one
   * @return median and quartiles
   */
  public static Quartiles of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * As tables have them.
   *
   * @param digits behind the point
   * @return median (lower to upper)
   */
  public String text(int digits) {
    String one = "%." + digits + "f";
    return String.format(Locale.ROOT, one + " (" + one + " to " + one + ")", median, lower, upper);
  }
}
