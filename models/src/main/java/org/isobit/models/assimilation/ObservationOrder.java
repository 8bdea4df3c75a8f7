package org.isobit.models.assimilation;

/** In which order a serial filter takes the observations. */
public enum ObservationOrder {
  /** As they come (PDAF, DART; DAPPER's {@code mono}). */
  GIVEN("in the order given"),
  /** By error variance, smallest first, equal ones as they come. */
  SORTED_BY_VARIANCE("sorted by variance"),
  /** Shuffled anew every cycle, from the cycle's seed (what DAPPER does unless told otherwise). */
  SHUFFLED("shuffled");

  private final String words;

  ObservationOrder(String words) {
    this.words = words;
  }

  /** In words, as reports have it. */
  @Override
  public String toString() {
    return words;
  }
}
