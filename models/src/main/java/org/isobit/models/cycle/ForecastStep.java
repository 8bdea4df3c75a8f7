package org.isobit.models.cycle;

import java.io.IOException;
import java.util.List;

/** Takes an ensemble from one analysis time to the next. */
interface ForecastStep {

  /**
   * Runs all members through a cycle.
   *
   * @param from  the analysis of the cycle before; may be overwritten
   * @param cycle number of the cycle, from 1
   * @return the forecast
   * @throws RunFailure  if it cannot be made
   * @throws Stop.Stopped if the process was asked to end
   * @throws IOException if the system cannot read or write
   */
  Result advance(State from, int cycle) throws IOException;

  /** What forecasts are made by, in a few words. */
  String description();

  /**
   * A forecast.
   *
   * @param state  the members that arrived
   * @param failed those that did not
   */
  record Result(State state, List<Failed> failed) {}

  /**
   * A member whose forecast failed for good.
   *
   * @param member its number
   * @param reason why
   */
  record Failed(int member, String reason) {}
}
