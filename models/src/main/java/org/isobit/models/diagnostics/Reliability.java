package org.isobit.models.diagnostics;

import org.isobit.models.assimilation.Ensemble;

/**
 * Ranks of the truth among the members, and spread against error, of forecasts and of analyses after the burn-in. Bins
 * of the spread are a fourth root of 2 wide, from 2⁻¹⁰ of climatology's RMSE to twice that. Not thread-safe.
 */
public final class Reliability {

  /** Ratios of successive edges: 2^(j/4). */
  private static final double[] ROOTS = {1.0, 1.189207115002721, 1.4142135623730951, 1.681792830507429};

  private static final int OCTAVES = 11;

  /** Forecasts or analyses. */
  private record Part(RankHistogram ranks, SpreadSkill spread) {

    static Part of(int members, long seed, double[] edges) {
      return new Part(new RankHistogram(members, seed), new SpreadSkill(edges));
    }

    void add(Ensemble ensemble, double[] truth) {
      ranks.add(ensemble, truth);
      spread.add(ensemble, truth);
    }

    void add(Part other) {
      ranks.add(other.ranks);
      spread.add(other.spread);
    }

    Result result() {
      return new Result(ranks.result(), spread.result());
    }
  }

  /**
   * What was counted.
   *
   * @param ranks  ranks of the truth
   * @param spread spread against error
   */
  public record Result(RankHistogram.Result ranks, SpreadSkill.Result spread) {}

  private final Part forecasts;
  private final Part analyses;

  /**
   * Nothing counted yet.
   *
   * @param members     members of the ensembles, at least 2
   * @param seed        of the draws that break ties
   * @param climatology RMSE of climatology; without it, 0 or NaN, all spreads are in one bin
   */
  public Reliability(int members, long seed, double climatology) {
    double[] edges = new double[climatology > 0.0 ? 4 * OCTAVES + 1 : 0];
    for (int e = 0; e < edges.length; e++) {
      edges[e] = climatology * Math.scalb(ROOTS[e % 4], e / 4 - (OCTAVES - 1));
    }
    forecasts = Part.of(members, seed, edges);
    analyses = Part.of(members, ~seed, edges);
  }

  /**
   * Counts a forecast.
   *
   * @param ensemble its members
   * @param truth    the truth then
   */
  public void forecast(Ensemble ensemble, double[] truth) {
    forecasts.add(ensemble, truth);
  }

  /**
   * Counts an analysis.
   *
   * @param ensemble its members
   * @param truth    the truth then
   */
  public void analysis(Ensemble ensemble, double[] truth) {
    analyses.add(ensemble, truth);
  }

  /**
   * Adds what another one counted.
   *
   * @param other the other, of as many members
   */
  public void add(Reliability other) {
    forecasts.add(other.forecasts);
    analyses.add(other.analyses);
  }

  /**
   * Of the forecasts.
   *
   * @return ranks and spread
   */
  public Result forecasts() {
    return forecasts.result();
  }

  /**
   * Of the analyses.
   *
   * @return ranks and spread
   */
  public Result analyses() {
    return analyses.result();
  }
}
