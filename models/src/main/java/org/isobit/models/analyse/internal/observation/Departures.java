package org.isobit.models.analyse.internal.observation;

import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;

/**
 * An ensemble as observations see it. Sums over members are chains in ascending order.
 *
 * @param innovation for each observation its value minus the mean over members of what the operator gives
 * @param variance   for each the variance over members of what the operator gives, members − 1 in the denominator; NaN
 *                   where there is one member
 */
public record Departures(double[] innovation, double[] variance) {

  /**
   * Observes an ensemble.
   *
   * @param ensemble     the ensemble
   * @param observations what was observed
   * @return new arrays of as many elements as there are observations
   */
  public static Departures of(Ensemble ensemble, Observations observations) {
    int p = observations.count();
    int members = ensemble.members();
    double[] observed = new double[Math.multiplyExact(members, p)];
    observations.operator().apply(ensemble, observed);
    double[] innovation = new double[p];
    double[] variance = new double[p];
    for (int j = 0; j < p; j++) {
      double mean = 0;
      for (int m = 0; m < members; m++) {
        mean += observed[m * p + j];
      }
      mean /= members;
      double squares = 0;
      for (int m = 0; m < members; m++) {
        double a = observed[m * p + j] - mean;
        squares = Math.fma(a, a, squares);
      }
      innovation[j] = observations.value(j) - mean;
      variance[j] = squares / (members - 1);
    }
    return new Departures(innovation, variance);
  }
}
