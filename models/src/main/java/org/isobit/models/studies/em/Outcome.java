package org.isobit.models.studies.em;

/**
 * The record of a job. Arrays of iterations hold one number each; NaN where there is none.
 *
 * @param failure    why the estimation ended early; empty if it did not
 * @param parameters the last estimate
 * @param deviation  √q of it
 * @param lag        of the ensemble smoother; 0: the likeliest trajectory, in the last steps; −1: a
 *                   filter
 * @param rmse       of the smoother's mean, or of that trajectory, against the truth
 * @param distance   max|A − A_true| of the image, of Lorenz-96
 * @param deviations √q of the image
 * @param evidence   of the observations
 * @param scores     of the last estimate
 * @param truth      of the truth
 * @param exponents  Lyapunov exponents of the last estimate; empty if there are none
 */
record Outcome(String failure, double[] parameters, double deviation, int[] lag, double[] rmse, double[] distance,
               double[] deviations, double[] evidence, ModelScores scores, ModelScores truth,
               double[] exponents) {

  boolean isWhole() {
    return failure != null && parameters != null && lag != null && rmse != null && distance != null
        && deviations != null && evidence != null && truth != null && exponents != null;
  }

  /** RMSE of the likeliest trajectory with the last estimate; NaN if there were no last steps. */
  double likeliestRmse() {
    for (int i = lag.length - 1; i >= 0; i--) {
      if (lag[i] == 0) {
        return rmse[i];
      }
    }
    return Double.NaN;
  }

  /** RMSE of the ensemble smoother with the last estimate and √q of at least 0.02; online, of the filter at the end. */
  double lastRmse() {
    return rmse.length == 0 ? Double.NaN : rmse[rmse.length - 1];
  }

  /** max|A − A_true| of the last estimate. */
  double lastDistance() {
    return distance.length == 0 ? Double.NaN : distance[distance.length - 1];
  }
}
