package org.isobit.models.surrogate;

import java.util.Arrays;
import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;

/**
 * What expectation-maximisation estimates: parameters A of a model and the diagonal of its error covariance Q over one
 * interval. Arrays are not copied and must not change.
 *
 * @param parameters A
 * @param variances  diagonal of Q, one number for all variables or one for each, positive
 */
public record Estimate(double[] parameters, double[] variances) {

  /**
   * √(mean of the variances).
   *
   * @return √q
   */
  public double deviation() {
    double sum = 0.0;
    for (double variance : variances) {
      sum += variance;
    }
    return Math.sqrt(sum / variances.length);
  }

  /** (A, ln Q), in which every vector is an estimate. */
  double[] vector() {
    double[] vector = Arrays.copyOf(parameters, parameters.length + variances.length);
    for (int i = 0; i < variances.length; i++) {
      vector[parameters.length + i] = LogReference.log(variances[i]);
    }
    return vector;
  }

  static Estimate of(double[] vector, int parameters) {
    double[] variances = new double[vector.length - parameters];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = ExpReference.exp(vector[parameters + i]);
    }
    return new Estimate(Arrays.copyOf(vector, parameters), variances);
  }
}
