// Master of FloatLocalProblems: the float version is generated from this file.
package org.isobit.kernels.localization;

import org.isobit.kernels.Checks;

/**
 * Local analyses of an ensemble: the state, what was observed, and what is done with it, for all targets alike. A
 * target is some consecutive points that share one problem. The arrays are the caller's and must not change meanwhile.
 *
 * <p>With s the observed anomalies near a target times the roots of their tapers (observations × rows), d the
 * innovations times the same, c = {@code degrees}, f = {@code amplification} and x the anomalies of a variable of the
 * target: the mean moves by f·x·(c·I + sᵀs)⁻¹·sᵀd and x becomes f·(I + sᵀs ÷ c)^−½·x.
 *
 * @param rows             members, or rows of the error subspace
 * @param fields           values at a point
 * @param points           points
 * @param batch            points of a target: target t has those from t·batch on, the last one perhaps fewer
 * @param forecast         forecast anomalies: element (row m, field v, point i) at (m·fields + v)·points + i
 * @param mean             the mean, fields × points, which analyses move
 * @param analysis         takes the analysis, in the layout of the forecast
 * @param observed         stands for what was observed: problems with the same object have the same observations
 * @param observations     number of observations, at least 1
 * @param stride           elements from one observation's anomalies to the next's, at least the rows
 * @param byObservation    observed anomalies over the standard deviation of the error, observations × stride
 * @param innovation       innovations over the standard deviation of the error, in double also in float
 * @param whole            whether members are stored, mean + anomalies; else anomalies and a new mean
 * @param degrees          c, the number of members less one
 * @param amplification    f, 1 without inflation
 * @param unobserved       factor on the anomalies of targets that no observation is near; their mean stays
 * @param largestCondition the largest condition number that is accepted, the largest eigenvalue of I + sᵀs ÷ c; in
 *                         float the bound of it, at most three times as large
 */
public record LocalProblems(int rows, int fields, int points, int batch, double[] forecast, double[] mean,
    double[] analysis, Object observed, int observations, int stride, double[] byObservation,
    double[] innovation, // float: unchanged
    boolean whole,
    double degrees, double amplification, double unobserved, // float: unchanged
    double largestCondition) { // float: unchanged

  /**
   * Checks sizes and numbers; what the arrays hold is not looked at.
   *
   * @throws IllegalArgumentException if a size is not positive, an array is too short, an output is one array with an
   *                                  input or the other output, {@code observed} is null, degrees are not from 1 to
   *                                  2³¹ − 1, a factor is not finite, or the largest condition number is below 1 (or,
   *                                  in float, no float)
   */
  public LocalProblems {
    Checks.positive("local analysis", "rows", rows);
    Checks.positive("local analysis", "fields", fields);
    Checks.positive("local analysis", "points", points);
    Checks.positive("local analysis", "batch", batch);
    Checks.positive("local analysis", "observations", observations);
    Checks.present("local analysis", "observed", observed);
    if ((long) fields * batch > Integer.MAX_VALUE / rows - 1 || (long) fields * points > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("local analysis: " + fields + " fields at " + points + " points, " + batch
          + " a target, of " + rows + " rows are too many for arrays");
    }
    Checks.matrix("local analysis", "forecast", forecast, 0, rows, fields * points, fields * points);
    Checks.matrix("local analysis", "analysis", analysis, 0, rows, fields * points, fields * points);
    Checks.vector("local analysis", "mean", mean, 0, fields * points);
    Checks.matrix("local analysis", "byObservation", byObservation, 0, observations, stride, stride);
    if (stride < rows) {
      throw new IllegalArgumentException("local analysis: the stride of byObservation is " + stride + ", less than the "
          + rows + " rows");
    }
    Checks.vector("local analysis", "innovation", innovation, 0, observations);
    apart("analysis", "forecast", analysis == forecast);
    apart("analysis", "byObservation", analysis == byObservation);
    apart("analysis", "innovation", analysis == innovation); // float:
    apart("mean", "forecast", mean == forecast);
    apart("mean", "analysis", mean == analysis);
    apart("mean", "byObservation", mean == byObservation);
    apart("mean", "innovation", mean == innovation); // float:
    if (!(degrees >= 1.0 && degrees <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("local analysis: degrees must be from 1 to 2^31 - 1, but are " + degrees);
    }
    if (!(Math.abs(amplification) <= Double.MAX_VALUE && Math.abs(unobserved) <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("local analysis: factors of anomalies must be finite, but amplification is "
          + amplification + " and unobserved is " + unobserved);
    }
    if (!(largestCondition >= 1.0)) { // float: if (!(largestCondition >= 1.0 && largestCondition == (float) largestCondition)) {
      throw new IllegalArgumentException("local analysis: the largest condition must be at least 1, but is "
          + largestCondition);
    }
  }

  private static void apart(String output, String input, boolean same) {
    if (same) {
      throw new IllegalArgumentException("local analysis: " + output + " and " + input + " are one array");
    }
  }

  /**
   * Number of targets.
   *
   * @return points over points of a target, rounded up
   */
  public int targets() {
    return (int) (((long) points + batch - 1) / batch);
  }

  /**
   * Vectors of a target.
   *
   * @return fields times points of a target
   */
  public int vectors() {
    return fields * batch;
  }

  /**
   * Elements of a row.
   *
   * @return fields times points
   */
  public int size() {
    return fields * points;
  }

  /**
   * Vector v of a target: one of its points, of one field after the other.
   *
   * @param target the target
   * @param v      the vector
   * @return its place in a row, or −1 if the target, the last one, has fewer points
   */
  public int variable(int target, int v) {
    long point = (long) target * batch + v % batch;
    return point < points ? v / batch * points + (int) point : -1;
  }
}
