package org.isobit.linalg.minimization;

import java.util.Arrays;
import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.Elementary;

/** Whether a function's gradient is that of its values: by differences and by Taylor's theorem. Thread-safe. */
public final class GradientCheck {

  private static final String NAME = "gradient check";
  private static final double STEP = 0x1p-17;
  private static final double EPSILON = 0x1p-52;

  /** The first step of the Taylor test relative to the point, how often it is halved, and what is taken for noise. */
  private static final double FIRST = 0x1p-3;
  private static final int HALVINGS = 30;
  private static final double NOISE = 64.0;

  /** So many ratios with the shortest steps count, and remainders that fall by less are noise. */
  private static final int KEPT = 5;
  private static final double FALLING = 1.5;

  private GradientCheck() {}

  /**
   * The variable whose derivative is farthest from a difference of values.
   *
   * @param index      its index
   * @param derivative what the function says
   * @param difference what values give
   * @param error      |derivative − difference| relative to the largest finite derivative of any variable
   * @param noise      what rounding of the values alone makes of such an error, 2^−52·|f| ÷ h, relative alike
   */
  public record Worst(int index, double derivative, double difference, double error, double noise) {}

  /**
   * Compares every derivative with a central difference, step h = 2^−17·max(1, |x_i|): a right gradient leaves an error
   * of about 10⁻¹¹ times the third derivative, or the noise.
   *
   * @param function the function
   * @param x        the point, finite
   * @return the worst derivative; an error that is not finite counts as worst
   * @throws IllegalArgumentException if something is null, or the point is not finite or of another length
   */
  public static Worst compare(CostFunction function, double[] x) {
    Checks.present(NAME, "function", function);
    double[] point = Vectors.point(NAME, "x", function.size(), x);
    int n = point.length;
    double[] g = new double[n];
    double[] unused = new double[n];
    double[] difference = new double[n];
    double[] noise = new double[n];
    double value = function.evaluate(point, g);
    double largest = 0.0;
    for (int i = 0; i < n; i++) {
      double h = STEP * Vectors.larger(1.0, Math.abs(x[i]));
      point[i] = x[i] + h;
      double above = function.evaluate(point, unused);
      double upper = point[i];
      point[i] = x[i] - h;
      double below = function.evaluate(point, unused);
      difference[i] = (above - below) / (upper - point[i]);
      point[i] = x[i];
      noise[i] = EPSILON * Math.abs(value) / h;
      double larger = Vectors.larger(Math.abs(g[i]), Math.abs(difference[i]));
      largest = Double.isFinite(larger) ? Vectors.larger(largest, larger) : largest;
    }
    Worst worst = null;
    for (int i = 0; i < n; i++) {
      double error = g[i] == difference[i] ? 0.0 : Math.abs(g[i] - difference[i]) / largest;
      if (worst == null || error > worst.error() || error != error && worst.error() == worst.error()) {
        worst = new Worst(i, g[i], difference[i], error, largest == 0.0 ? 0.0 : noise[i] / largest);
      }
    }
    return worst;
  }

  /**
   * Taylor test: the order in h with which |f(x + h·d) − f(x) − h·dᵀg| vanishes: 2 where the gradient is right, 1 where
   * it is wrong along d. Steps h·‖d‖ begin with ⅛·max(1, ‖x‖) and are halved thirty times; the order is log₂ of the
   * median of the last five ratios of a remainder to the next that follow one another, are all at least 1.5 and lead to
   * remainders above 64·2^−52 of the values.
   *
   * @param function  the function
   * @param x         the point, finite
   * @param direction d, finite, not all zero
   * @return the order; NaN if there are no such five, as where the function is linear along d
   * @throws IllegalArgumentException if something is null, not finite or of another length, or d is zero
   */
  public static double order(CostFunction function, double[] x, double[] direction) {
    Checks.present(NAME, "function", function);
    double[] point = Vectors.point(NAME, "x", function.size(), x);
    double[] d = Vectors.point(NAME, "direction", point.length, direction);
    double length = Vectors.norm(d);
    if (length == 0.0) {
      throw new IllegalArgumentException(NAME + ": direction is zero");
    }
    double[] g = new double[point.length];
    double[] unused = new double[point.length];
    double value = function.evaluate(x, g);
    double slope = Vectors.dot(g, d);
    double h = FIRST * Vectors.larger(1.0, Vectors.norm(x)) / length;
    double[] ratio = new double[HALVINGS + 1];
    double[] last = {};
    int count = 0;
    double before = Double.NaN;
    for (int k = 0; k <= HALVINGS; k++) {
      Vectors.sum(h, d, x, point);
      double there = function.evaluate(point, unused);
      double remainder = Math.abs(there - value - h * slope);
      boolean falling = before >= FALLING * remainder
          && remainder > NOISE * EPSILON * (Math.abs(there) + Math.abs(value));
      ratio[count] = before / remainder;
      count = falling ? count + 1 : 0;
      last = count >= KEPT ? Arrays.copyOfRange(ratio, count - KEPT, count) : last;
      before = remainder;
      h = 0.5 * h;
    }
    return median(last);
  }

  /** log₂ of the median. */
  private static double median(double[] ratios) {
    if (ratios.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(ratios);
    double[] both = {ratios[ratios.length / 2], 2.0};
    Elementary.log(2, both, 0, both, 0);
    return both[0] / both[1];
  }
}
