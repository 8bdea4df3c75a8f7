package org.isobit.models.twin;

import java.util.Arrays;
import org.isobit.models.twin.TwinResult.Series;

/** Scores of one sector of the state, cycle by cycle. */
final class SectorSeries {

  private final int[] points;
  private final double[] rmseForecast;
  private final double[] rmse;
  private final double[] spread;
  private final double[] crps;

  SectorSeries(Scoring.Sector sector, int cycles) {
    points = sector.points();
    rmseForecast = new double[cycles];
    rmse = new double[cycles];
    spread = new double[cycles];
    crps = new double[cycles];
  }

  void forecast(int k, EstimateScores scores, double[] truth) {
    rmseForecast[k] = scores.rmse(truth, points);
  }

  /** After the CRPS of the whole state. */
  void analysis(int k, EstimateScores scores, double[] truth) {
    rmse[k] = scores.rmse(truth, points);
    spread[k] = scores.spread(points);
    crps[k] = scores.crps(truth, points);
  }

  Series series(int reached) {
    return new Series(Arrays.copyOf(rmseForecast, reached), Arrays.copyOf(rmse, reached),
        Arrays.copyOf(spread, reached), Arrays.copyOf(crps, reached), new double[0]);
  }
}
