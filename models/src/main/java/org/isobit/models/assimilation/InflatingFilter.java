// Master of FloatInflatingFilter: the float version is generated from this file.
package org.isobit.models.assimilation;


/**
 * A filter that inflates the ensemble as it is told; all filters of this library but {@code ETKFD} and
 * {@code LatentETKF} do. Immutable, thread-safe.
 */
public interface InflatingFilter extends Filter {

  /**
   * How it inflates.
   *
   * @return the inflation
   */
  Inflation inflation();

  /**
   * The same filter with inflation.
   *
   * @param newInflation the inflation, in place of what there was
   * @return a new filter
   */
  InflatingFilter withInflation(Inflation newInflation);
}
