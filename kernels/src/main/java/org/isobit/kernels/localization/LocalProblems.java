// Master of FloatLocalProblems: the float version is generated from this file.
package org.isobit.kernels.localization;

/**
 * Local analyses of an ensemble: the state, what was observed, and what is done with it, for all targets alike. A target is
 * some consecutive points that share one problem. The arrays are the caller's and must not change meanwhile.
 *
 * <p>With s the observed anomalies near a target times the roots of their tapers (observations × rows), d the innovations
 * times the same, c = {@code degrees}, f = {@code amplification} and x the anomalies of a variable of the target: the mean
 * moves by f·x·(c·I + sᵀs)⁻¹·sᵀd and x becomes f·(I + sᵀs ÷ c)^−½·x.
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
 * @param formed           whether the transform is formed where problems have the order of the rows: for many vectors
 * @param whole            whether members are stored, mean + anomalies; else anomalies and a new mean
 * @param degrees          c, the number of members less one
 * @param amplification    f, 1 without inflation
 * @param unobserved       factor on the anomalies of targets that no observation is near; their mean stays
 * @param largestCondition the largest condition number that is accepted, the largest eigenvalue of I + sᵀs ÷ c; in float
 *                         the bound of it, at most three times as large
 */
public record LocalProblems(int rows, int fields, int points, int batch, double[] forecast, double[] mean,
    double[] analysis, Object observed, int observations, int stride, double[] byObservation,
    double[] innovation, // float: unchanged
    boolean formed, boolean whole,
    double degrees, double amplification, double unobserved, // float: unchanged
    double largestCondition) { // float: unchanged
}
