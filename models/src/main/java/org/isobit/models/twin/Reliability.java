package org.isobit.models.twin;

import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.diagnostics.RankHistogram;
import org.isobit.models.diagnostics.SpreadSkill;

/**
 * Ranks of the truth among the members, and spread against error, of forecasts and of analyses after the burn-in. Bins
 * of the spread are a fourth root of 2 wide, from 2⁻¹⁰ of climatology's RMSE to twice that.
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

  Reliability(int members, long seed, double climatology) {
    double[] edges = new double[climatology > 0.0 ? 4 * OCTAVES + 1 : 0];
    for (int e = 0; e < edges.length; e++) {
      edges[e] = climatology * Math.scalb(ROOTS[e % 4], e / 4 - (OCTAVES - 1));
    }
    forecasts = Part.of(members, seed, edges);
    analyses = Part.of(members, ~seed, edges);
  }

  void forecast(Ensemble ensemble, double[] truth) {
    forecasts.add(ensemble, truth);
  }

  void analysis(Ensemble ensemble, double[] truth) {
    analyses.add(ensemble, truth);
  }

  /** Adds the counts of another seed. */
  void add(Reliability other) {
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
