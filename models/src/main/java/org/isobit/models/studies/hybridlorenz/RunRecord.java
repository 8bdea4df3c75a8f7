package org.isobit.models.studies.hybridlorenz;

/**
 * What a job made; null, what it has not.
 *
 * @param analyses  scores of analyses
 * @param training  scores of a training
 * @param forecasts scores of forecasts
 * @param climate   of free runs
 * @param exponents Lyapunov exponents, runs × variables
 * @param growth    times that pairs of runs take to part, runs × thresholds
 * @param full      of the truth all exponents, means over the runs, and the slow variables' shares of their directions
 */
record RunRecord(Analyses analyses, Training training, Forecasts forecasts, Climate climate, double[][] exponents,
    double[][] growth, double[][] full) {

  /**
   * Scores of analyses after the burn-in.
   *
   * @param count   how many
   * @param rmse    mean over space at each time, then means over blocks of times
   * @param spread  root of the mean variance of members at each time, likewise
   * @param samples pairs of analyses that there are
   * @param failure why the assimilation ended before its time; null if it did not. Nothing is kept then, and scores NaN
   */
  record Analyses(int count, double[] rmse, double[] spread, int samples, String failure) {}

  /**
   * Scores of a training.
   *
   * @param parameters  that are trained
   * @param penalty     of the weights, part of the loss
   * @param errors      mean squared error of each sample of the validation
   * @param fit         mean squared error of the training's samples
   * @param targets     mean square of the validation's targets
   * @param losses      of training, by epoch
   * @param validations losses of validation, by epoch
   * @param weights     checksum of the weights
   */
  record Training(int parameters, double penalty, double[] errors, double fit, double targets, double[] losses,
      double[] validations, String weights) {

    /** Mean squared error of the validation. */
    double error() {
      double sum = 0.0;
      for (double e : errors) {
        sum += e;
      }
      return sum / errors.length;
    }

    /** The validation's loss, with the penalty. */
    double loss() {
      return error() + penalty;
    }
  }

  /**
   * Scores of forecasts.
   *
   * @param errors  starts × leads, from lead 0: mean squares of forecast less truth
   * @param means   of each run's states at all leads
   * @param squares likewise of their squares
   * @param failed  runs that left the numbers; theirs are null
   * @param field   the first run in smaller steps, times × variables
   */
  record Forecasts(double[][] errors, double[] means, double[] squares, int failed, double[][] field) {}

  /**
   * Of free runs, one after the other.
   *
   * @param means     of all numbers
   * @param squares   of their squares
   * @param histogram counts in bins, from the lowest on; those beyond the ends in the last ones
   * @param spectrum  power spectra, means over the variables
   * @param failed    runs that left the numbers; theirs are null
   */
  record Climate(double[] means, double[] squares, int[][] histogram, double[][] spectrum, int failed) {}

  /** Whether a record has what a job makes. */
  boolean isWhole() {
    return analyses != null && analyses.rmse() != null && analyses.spread() != null
        || forecasts != null && forecasts.errors() != null && climate != null && climate.histogram() != null
        && exponents != null && growth != null;
  }
}
