package org.isobit.models.studies.latentetkf;

/**
 * What one run gave. Arrays are by variable: x, y, radius, angle in degrees.
 *
 * @param analyses         analyses that were reached
 * @param failure          why the run ended before its last one, or null
 * @param forecast         mean CRPS of the forecasts at the analysis times
 * @param analysis         mean CRPS of the analyses; of the forecasts where nothing is assimilated
 * @param forecastDistance root mean square of the members' radius minus the truth's, forecasts
 * @param analysisDistance the same of the analyses
 * @param sums             what the CRPS of the forecasts is made of, as
 *                         {@link org.isobit.models.scores.CrpsDecomposition#toArray} gives it
 * @param truths           the true values at the analysis times
 * @param snapshot         for the first run alone, else null: truth, forecast and analysis members in the middle of the
 *                         run, each x, y, x, y …
 */
record RunScores(int analyses, String failure, double[] forecast, double[] analysis, double forecastDistance,
                 double analysisDistance, double[][] sums, double[][] truths, double[][] snapshot) {

  boolean failed() {
    return failure != null;
  }
}
