package org.isobit.models.twin;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isobit.models.scores.Estimate;

/**
 * What others got with a method, and how near a score must come to it. NaN stands for what nobody said.
 *
 * @param rmse          time-mean analysis RMSE as published
 * @param decimals      decimals that it was published with
 * @param approximate   whether it was published as a rough number
 * @param longRun       the same of a long run of an independent implementation
 * @param standardError that run's standard error
 * @param gated         whether tests hold the method to it
 * @param below         whether it is an upper bound, as tests of another program have it
 * @param smoothed      whether it is of a smoother's estimate, given later observations as well
 * @param sectors       the same of sectors of the state, by their names
 */
public record Published(double rmse, int decimals, boolean approximate, double longRun, double standardError,
    boolean gated, boolean below, boolean smoothed, Map<String, Published> sectors) {

  /** Standard errors that a score may be off. */
  private static final double ERRORS = 3.0;

  /** What a rough number may be off besides, as a share of it. */
  private static final double ROUGH = 0.02;

  /** Keeps its own copy. */
  public Published {
    sectors = Collections.unmodifiableMap(new LinkedHashMap<>(sectors));
  }

  /**
   * A score of analyses of the whole state that is no bound.
   *
   * @param rmse          as published
   * @param decimals      decimals that it was published with
   * @param approximate   whether it was published as a rough number
   * @param longRun       the same of a long run of an independent implementation
   * @param standardError that run's standard error
   * @param gated         whether tests hold the method to it
   */
  public Published(double rmse, int decimals, boolean approximate, double longRun, double standardError,
      boolean gated) {
    this(rmse, decimals, approximate, longRun, standardError, gated, false, false, Map.of());
  }

  /**
   * The decimals of a number as it is written shortest.
   *
   * @param value a number
   * @return 2 for 0.18; 0 for NaN
   */
  public static int decimals(double value) {
    return Double.isNaN(value) ? 0 : Math.max(0, new BigDecimal(Double.toString(value)).stripTrailingZeros().scale());
  }

  /**
   * What a score is compared with: the long run where there is one with an error, otherwise what was published.
   *
   * @return the expected score, or NaN
   */
  public double expected() {
    return ofLongRun() ? longRun : rmse;
  }

  /**
   * How far from {@link #expected} a score may be: 3·√(se² + se²) of both standard errors from a long run; half of the
   * last published digit and 3·se of the own one from a published number, 2 % of it besides if that is a rough one; 0
   * above an upper bound.
   *
   * @param own the score
   * @return the largest distance
   */
  public double tolerance(Estimate own) {
    if (below) {
      return 0.0;
    }
    return ofLongRun() ? ERRORS * Math.sqrt(standardError * standardError + own.standardError() * own.standardError())
        : 0.5 * Double.parseDouble("1e-" + decimals) + ERRORS * own.standardError()
            + (approximate ? ROUGH * rmse : 0.0);
  }

  /**
   * How far a score is from {@link #expected}.
   *
   * @param own the score
   * @return the distance; 0 below an upper bound
   */
  public double off(Estimate own) {
    double distance = own.mean() - expected();
    return below && distance <= 0.0 ? 0.0 : Math.abs(distance);
  }

  /**
   * Whether a score agrees.
   *
   * @param own the score
   * @return false also if it is NaN, or nothing is known to compare it with
   */
  public boolean holds(Estimate own) {
    return below ? own.mean() < expected() : off(own) <= tolerance(own);
  }

  private boolean ofLongRun() {
    return !below && !Double.isNaN(longRun) && !Double.isNaN(standardError);
  }
}
