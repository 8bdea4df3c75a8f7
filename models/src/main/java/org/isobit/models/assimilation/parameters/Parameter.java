package org.isobit.models.assimilation.parameters;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;

/**
 * A parameter of a model that is not known. Filters see s of its value v, which bounds do not hold in:
 *
 * <pre>
 *   no bound          s = v
 *   least l           s = log(v − l)
 *   greatest g        s = −log(g − v)
 *   both              s = log((v − l)/(g − v))
 * </pre>
 *
 * <p>Deviations are those of the value near its mean: s has them times ds/dv there. Immutable, thread-safe.
 *
 * @param name      its name
 * @param mean      the mean before any observation (of s, for a bounded one: the median of the value)
 * @param deviation the standard deviation before any observation, not negative
 * @param walk      standard deviation of the steps of its random walk, not negative; 0: it stays as it is
 * @param least     bound below, or −∞
 * @param greatest  bound above, or ∞
 */
public record Parameter(String name, double mean, double deviation, double walk, double least, double greatest) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a deviation is negative or not finite, or the mean is not finite and within the
   *                                  bounds
   */
  public Parameter {
    Objects.requireNonNull(name, "name");
    Checks.notNegative("Parameter " + name, "deviation", deviation);
    Checks.notNegative("Parameter " + name, "walk", walk);
    if (!Double.isFinite(mean) || !(least < mean && mean < greatest)) {
      throw new IllegalArgumentException("Parameter " + name + ": the mean must be finite and between the bounds "
          + least + " and " + greatest + ", but is " + mean);
    }
  }

  /**
   * A parameter without bounds and walk.
   *
   * @param name      its name
   * @param mean      the mean before any observation
   * @param deviation the standard deviation then
   * @return the parameter
   */
  public static Parameter of(String name, double mean, double deviation) {
    return new Parameter(name, mean, deviation, 0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * What filters see of a value.
   *
   * @param value within the bounds
   * @return s
   */
  public double toState(double value) {
    if (isBelow() && isAbove()) {
      return LogReference.log((value - least) / (greatest - value));
    }
    return isBelow() ? LogReference.log(value - least) : isAbove() ? -LogReference.log(greatest - value) : value;
  }

  /**
   * The value again.
   *
   * @param s what filters see of it
   * @return the value; bounds may be reached by rounding
   */
  public double toValue(double s) {
    if (isBelow() && isAbove()) {
      // exp(−s) of 0 or ∞ gives a bound.
      double value = least + (greatest - least) / (1.0 + ExpReference.exp(-s));
      return value > greatest ? greatest : value;
    }
    return isBelow() ? least + ExpReference.exp(s) : isAbove() ? greatest - ExpReference.exp(-s) : s;
  }

  /** ds/dv at the mean. */
  double slope() {
    if (!isBelow() && !isAbove()) {
      return 1.0;
    }
    return (isBelow() ? 1.0 / (mean - least) : 0.0) + (isAbove() ? 1.0 / (greatest - mean) : 0.0);
  }

  private boolean isBelow() {
    return least != Double.NEGATIVE_INFINITY;
  }

  private boolean isAbove() {
    return greatest != Double.POSITIVE_INFINITY;
  }
}
