package org.isobit.models.sweep;

import java.util.List;
import org.isobit.models.scores.Estimate;

/**
 * What one method scored with one setting. Immutable, thread-safe.
 *
 * @param method      the method
 * @param seeds       how many runs there were
 * @param rmse        time-mean RMSE of the analysis, NaN if a run diverged
 * @param forecast    the same of the forecast
 * @param smoothed    the same of the smoothed mean, NaN of a method that does not smooth
 * @param spread      time-mean spread of the analysis
 * @param crps        time-mean CRPS of the analysis
 * @param divergences of each run that diverged the seed, since when, and why
 */
public record Score(String method, int seeds, Estimate rmse, Estimate forecast, Estimate smoothed, Estimate spread,
    Estimate crps, List<String> divergences) {

  /**
   * One of the scores.
   *
   * @param measure which
   * @return its time mean, NaN if a run diverged
   */
  public Estimate of(Measure measure) {
    return switch (measure) {
      case ANALYSIS -> rmse;
      case FORECAST -> forecast;
      case SMOOTHED -> smoothed;
      case CRPS -> crps;
    };
  }

  /**
   * Whether a run diverged: there is no number then.
   *
   * @return true if one did
   */
  public boolean diverged() {
    return !divergences.isEmpty();
  }

  /**
   * How the divergence is reported.
   *
   * @return {@code diverged}, with how many of the runs did where it is not all
   */
  public String divergence() {
    return divergences.size() == seeds ? "diverged" : "diverged (" + divergences.size() + " of " + seeds + ")";
  }
}
