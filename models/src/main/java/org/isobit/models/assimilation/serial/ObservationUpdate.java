package org.isobit.models.assimilation.serial;

import org.isobit.models.assimilation.Workspace;

/**
 * The first of the two steps of a serial filter (Anderson 2003, Mon. Weather Rev. 131, 634–642): from the members of
 * one observed quantity and its observation to the analysed members of that quantity. The second, the regression of the
 * increments onto everything that the observation reaches, is the filter's.
 *
 * <p>Members come as departures from their mean in units of the error deviation, z_m = (H(x_m) − H̄)/r, and so does the
 * observation, d = (y − H̄)/r, so that no digit of the increments is lost to a large mean: H(x_m) = y + r·(z_m − d),
 * and the likelihood of a normal error is exp(−(z − d)²/2). Analysed members are wanted in the same units, around the
 * mean before the analysis.
 *
 * <p>Implementations are immutable, thread-safe and do not allocate from one call to the next. But for rounding, a
 * member's number must not count.
 */
public interface ObservationUpdate {

  /**
   * Whether it needs to know what z and d stand for, as a law with a bound does. If not, it serves observations with
   * correlated errors, too, which are whitened combinations of several.
   *
   * @return true if value and deviation are looked at
   */
  boolean needsUnits();

  /**
   * Analyses the members of one observed quantity.
   *
   * @param anomalies  z_m, one for each member; only read
   * @param innovation d
   * @param value      y, in the observation's units
   * @param deviation  r, in the observation's units, positive
   * @param analysed   analysed members in the units of z; another array, as long; NaN refuses the analysis
   * @param workspace  arrays for the implementation's own class
   */
  void update(double[] anomalies, double innovation, double value, double deviation, double[] analysed,
      Workspace workspace);

  /**
   * A new marginal law of the same kind, for a regression between probits.
   *
   * @return the law, not fitted yet; null if there is none, and then the regression is linear
   */
  default Marginal marginal() {
    return null;
  }

  /**
   * A normal prior and likelihood, which is the step of {@link EAKF}.
   *
   * @return the law
   */
  static ObservationUpdate normal() {
    return new NormalUpdate();
  }

  /**
   * A rank histogram with normal tails, which bounds cut.
   *
   * @param lower least value, or −∞
   * @param upper largest value, or +∞
   * @return the law
   * @throws IllegalArgumentException if the lower bound is not below the upper one
   */
  static ObservationUpdate rankHistogram(double lower, double upper) {
    return new RankHistogram(lower, upper);
  }

  /**
   * A gamma prior, for what cannot be negative, and a normal likelihood.
   *
   * @return the law
   */
  static ObservationUpdate gamma() {
    return SmoothLaw.gamma();
  }

  /**
   * A beta prior, for what has two bounds, and a normal likelihood.
   *
   * @param lower least value
   * @param upper largest value
   * @return the law
   * @throws IllegalArgumentException if bounds are not finite or the lower one is not below the upper one
   */
  static ObservationUpdate beta(double lower, double upper) {
    return SmoothLaw.beta(lower, upper);
  }
}
