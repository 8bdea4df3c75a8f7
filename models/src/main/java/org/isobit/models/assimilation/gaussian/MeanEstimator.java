package org.isobit.models.assimilation.gaussian;

import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Estimator;

/** An estimate that is one state with a standard deviation for each variable. */
abstract class MeanEstimator implements Estimator {

  final String method;
  final double[] mean;
  final double[] deviations;

  MeanEstimator(String method, double[] mean, double[] deviations) {
    this.method = method;
    this.mean = mean;
    this.deviations = deviations;
  }

  @Override
  public final Ensemble ensemble() {
    return Ensemble.of(mean, 1, mean.length);
  }

  @Override
  public final void spread(double[] to) {
    Estimator.requireLength(method, to, deviations.length);
    System.arraycopy(deviations, 0, to, 0, to.length);
  }

  @Override
  public final String toString() {
    return method;
  }
}
