package org.isobit.models.studies.hybridmaooam;

/**
 * What a job made; null, what it has not.
 *
 * @param states   after the spin-up, one a row
 * @param climate  of the truths that are observed
 * @param analyses scores of analyses
 * @param training scores of a training
 * @param scores   of forecasts and free runs
 */
record RunRecord(double[][] states, Climate climate, Analyses analyses, Training training, Scores scores) {

  /**
   * Moments of each variable of the truncated model.
   *
   * @param means      of the truth
   * @param deviations of the truth, over runs and times
   * @param errors     root mean square of the truncated model's error from one output to the next
   */
  record Climate(double[] means, double[] deviations, double[] errors) {}

  /**
   * Scores of the analyses of a truth after the burn-in, each variable by its deviation in the climatology.
   *
   * @param count  how many
   * @param rmse   root mean square error
   * @param spread root of the mean variance of members
   */
  record Analyses(int count, double[] rmse, double[] spread) {}

  /**
   * Scores of a training, of standardised targets.
   *
   * @param parameters of the network, or of the regression
   * @param samples    that are learned from
   * @param loss       mean squared error of those at the end
   * @param validation mean squared error of the validation's samples, the least of all epochs
   * @param epoch      the one that it is of
   * @param weights    CRC-32C of the weights, eight hexadecimal digits
   */
  record Training(int parameters, int samples, double loss, double validation, int epoch, String weights) {}

  /**
   * Forecasts and free runs of a model.
   *
   * @param errors   of forecasts: mean square over starts, variable by variable, lead by lead and test by test; of the
   *                 truth, lead by lead, the variance over tests, mean over starts, in the place of the first test
   * @param free     variable by variable, test by test, state by state of the free runs
   * @param failures tests with a state that is no number, NaN above
   */
  record Scores(double[][][] errors, double[][][] free, int failures) {}

  /** Whether a record has what a job makes. */
  boolean isWhole() {
    return states != null && states.length > 0 || analyses != null && analyses.rmse() != null
        && analyses.spread() != null || scores != null && scores.errors() != null && scores.free() != null;
  }
}
