package org.isobit.models.assimilation.serial;

/**
 * A law of one quantity that is fitted to its members, with the map of values to probits, t = Φ⁻¹(F(x)), and back
 * (Anderson 2023, Mon. Weather Rev. 151, 2759–2777). Both maps never decrease, and values that come back are within the
 * law's bounds.
 *
 * <p>It keeps what it was fitted to last, and serves one thread.
 */
public interface Marginal {

  /**
   * Fits the law. Members beyond a bound count as on it.
   *
   * @param members values in the quantity's units, finite; only read
   * @return false if members agree, so that there is nothing to fit; the maps are then not asked for
   * @throws org.isobit.kernels.NumericalException if members are out of the range of numbers that it can be fitted to
   */
  boolean fit(double[] members);

  /**
   * The probit of a value.
   *
   * @param value in the quantity's units; beyond a bound it counts as on it
   * @return t, finite; where F is 0 or 1, that of the smallest probability that is a number
   */
  double probit(double value);

  /**
   * The value of a probit.
   *
   * @param probit t, finite
   * @return Φ(t)'s quantile
   */
  double value(double probit);
}
