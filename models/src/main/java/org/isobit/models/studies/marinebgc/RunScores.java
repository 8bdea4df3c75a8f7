package org.isobit.models.studies.marinebgc;

import java.util.Arrays;

/**
 * What a job gave. Errors are of decimal logarithms, those of forecasts that end where the next analysis is; the first
 * one, which no analysis precedes, does not count.
 *
 * @param forecast truth by truth and pool by pool: mean square error over levels and forecasts; NaN if the run failed
 * @param profile  pool by pool and level by level: the same over the truths that did not fail
 * @param lead     truth by truth, day by day from 1 and pool by pool: mean square error of forecasts of so many days
 * @param increments pool by pool: root mean square of increments, and of their standard deviation over networks
 * @param others   the largest change that an analysis made outside of the observed field
 * @param bounded  how many numbers of analyses were beyond the bounds
 * @param failure  why a truth's run ended before its last analysis, or null
 * @param section  of the first truth of the test alone, else null: forecast by forecast, its state
 */
record RunScores(double[][] forecast, double[][] profile, double[][][] lead, double[][] increments, double others,
    long bounded, String failure, float[][] section) {

  /** Whether nothing is missing: of a file that lacks something, fields are null. */
  boolean whole() {
    if (forecast == null || profile == null || lead == null || increments == null) {
      return false;
    }
    int pools = profile.length;
    return forecast.length > 0 && lead.length == forecast.length && full(forecast, pools) && full(increments, 2)
        && increments.length == pools && pools > 0 && profile[0] != null && full(profile, profile[0].length)
        && Arrays.stream(lead).allMatch(days -> days != null && full(days, pools))
        && (section == null || Arrays.stream(section).noneMatch(row -> row == null));
  }

  private static boolean full(double[][] rows, int length) {
    return Arrays.stream(rows).allMatch(row -> row != null && row.length == length);
  }
}
