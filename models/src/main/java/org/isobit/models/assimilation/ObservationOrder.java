package org.isobit.models.assimilation;

/** In which order a serial filter takes the observations. */
public enum ObservationOrder {
  /** As they come (PDAF, DART; DAPPER's {@code mono}). */
  GIVEN,
  /** By error variance, smallest first, equal ones as they come. */
  SORTED_BY_VARIANCE,
  /** Shuffled anew every cycle, from the cycle's seed (what DAPPER does unless told otherwise). */
  SHUFFLED
}
