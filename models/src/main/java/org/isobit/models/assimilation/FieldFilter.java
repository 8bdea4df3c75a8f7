package org.isobit.models.assimilation;

import java.util.List;

/**
 * A filter that was made for states of certain fields, and may depend on the season: what was learned from runs of a
 * model. Whoever knows the fields of a state holds them to {@link #fields()}.
 */
public interface FieldFilter extends Filter {

  /**
   * The fields that it was made for.
   *
   * @return in the order of a state
   */
  List<StateField> fields();

  /**
   * What is observed, less the variable that it stands for, in the filter's scale: log₁₀ of 1.59 where 1.59 g of
   * chlorophyll belong to a mol of nitrogen. It has to be subtracted from values before a filter sees them.
   *
   * @return the difference, 0 where the variable itself is observed
   */
  double offset();

  /**
   * Whether it has to be told the day of the year.
   *
   * @return true if the analysis depends on it
   */
  boolean seasonal();

  /**
   * The same filter at a time of the year.
   *
   * @param dayOfYear days since the year began, from 0 to 366
   * @return a new filter
   * @throws IllegalArgumentException if it is out of range
   */
  FieldFilter on(double dayOfYear);
}
