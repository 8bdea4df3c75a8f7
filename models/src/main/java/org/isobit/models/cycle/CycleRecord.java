package org.isobit.models.cycle;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import org.isobit.models.analyse.internal.observation.InnovationStatistics;

/**
 * What the journal keeps of a cycle; everything that tables, pictures and reports show comes from here, so that a
 * resumed run shows what an uninterrupted one does.
 *
 * @param cycle          its number, from 1; 0 is the initial ensemble
 * @param members        numbers of the members in the analysis
 * @param failed         members lost in this cycle's forecast
 * @param observations   SHA-256 of each observation file in the order of their sections, - for one that was
 *                       missing, separated by blanks; null if there was none
 * @param read           their rows
 * @param used           observations assimilated
 * @param leftOut        how many were not, by reason
 * @param before         innovations of the forecast, or null
 * @param after          innovations of the analysis, or null
 * @param forecastSpread √ of the mean variance of the forecast over the points, NaN of one deterministic forecast
 * @param spread         the same of the analysis
 * @param forecastRmse   of the forecast's mean against the truth, or null
 * @param rmse           of the analysis's mean against the truth, or null
 * @param ensemble       SHA-256 of the analysis ensemble's file
 * @param inflation      SHA-256 of the file of adaptive inflation, or null without it
 * @param meanFile       SHA-256 of the analysis mean's file, or null if none is written
 * @param spreadFile     SHA-256 of the spread's file, or null if none is written
 */
record CycleRecord(int cycle, int[] members, List<ForecastStep.Failed> failed, String observations, int read, int used,
    Map<String, Integer> leftOut, InnovationStatistics before, InnovationStatistics after, double forecastSpread,
    double spread, Double forecastRmse, Double rmse, String ensemble, String inflation, String meanFile,
    String spreadFile) {

  private static final Gson GSON = new Gson();

  /** A figure that the spread enters, or null of one deterministic forecast. */
  Double ofSpread(double figure) {
    return members.length == 1 ? null : (Double) figure;
  }

  JsonElement json() {
    return Json.tree(this);
  }

  /**
   * Reads a record.
   *
   * @param cycle the number that it must have
   * @throws RuntimeException if it is no such record
   */
  static CycleRecord of(JsonElement json, int cycle) {
    CycleRecord record = GSON.fromJson(json, CycleRecord.class);
    if (record.cycle != cycle) {
      throw new IllegalArgumentException("it says " + record.cycle);
    }
    if (record.members == null || record.members.length == 0 || record.failed == null || record.leftOut == null
        || record.ensemble == null || (record.before == null) != (record.after == null)) {
      throw new IllegalArgumentException("something is missing in it");
    }
    return record;
  }
}
