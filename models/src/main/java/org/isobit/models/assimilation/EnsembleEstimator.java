package org.isobit.models.assimilation;

import java.util.Arrays;
import java.util.Objects;
import org.isobit.kernels.Workers;
import org.isobit.kernels.ensemble.EnsembleMoments;

/**
 * An ensemble that a model takes from one analysis of a {@link Filter} to the next. Costs what they cost. Not
 * thread-safe: one a run.
 */
public final class EnsembleEstimator implements Estimator {

  private final ForecastModel model;
  private final Ensemble ensemble;
  private final Filter filter;

  /**
   * The ensemble at its beginning.
   *
   * @param model    the model
   * @param ensemble the initial members, kept and written to
   * @param filter   analyses them
   * @throws IllegalArgumentException if the model has another number of variables than the members
   */
  public EnsembleEstimator(ForecastModel model, Ensemble ensemble, Filter filter) {
    this.model = Objects.requireNonNull(model, "model");
    this.ensemble = Objects.requireNonNull(ensemble, "ensemble");
    this.filter = Objects.requireNonNull(filter, "filter");
    if (model.size() != ensemble.size()) {
      throw new IllegalArgumentException("EnsembleEstimator: the model has " + model.size()
          + " variables but the members have " + ensemble.size());
    }
  }

  @Override
  public void forecast(long from, int steps, Workers workers) {
    model.advance(from, steps, ensemble, workers);
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    filter.analyse(ensemble, observations, cycle);
  }

  @Override
  public Ensemble ensemble() {
    return ensemble;
  }

  @Override
  public void spread(double[] deviations) {
    if (deviations.length != ensemble.size()) {
      throw new IllegalArgumentException("EnsembleEstimator: there are " + deviations.length
          + " standard deviations for " + ensemble.size() + " variables");
    }
    if (ensemble.members() == 1) {
      Arrays.fill(deviations, 0.0);
    } else {
      EnsembleMoments.spread(ensemble.members(), ensemble.size(), ensemble.values(), ensemble.index(0), ensemble.ld(),
          deviations, 0);
    }
  }

  @Override
  public String toString() {
    return filter + ", " + model;
  }
}
