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

  /**
   * A variance for each variable.
   *
   * @throws IllegalArgumentException naming whoever asks, if there is neither one nor one for each, or one is not
   *                                  positive
   */
  static double[] variances(String name, double[] variances, int size) {
    if (variances.length != 1 && variances.length != size) {
      throw new IllegalArgumentException(name + ": there are " + size + " variables, but " + variances.length
          + " variances");
    }
    double[] all = new double[size];
    for (int i = 0; i < size; i++) {
      all[i] = variances[variances.length == 1 ? 0 : i];
      if (!(all[i] > 0.0) || Double.isInfinite(all[i])) {
        throw new IllegalArgumentException(name + ": the variance of variable " + i + " must be positive, but is "
            + all[i]);
      }
    }
    return all;
  }

  static Estimate of(double[] vector, int parameters) {
    double[] variances = new double[vector.length - parameters];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = ExpReference.exp(vector[parameters + i]);
    }
    return new Estimate(Arrays.copyOf(vector, parameters), variances);
  }
}
