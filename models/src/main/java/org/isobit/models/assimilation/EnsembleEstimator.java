package org.isobit.models.assimilation;

import java.util.Arrays;
import java.util.List;
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
  private final String name;

  /** Weights that the filter carries from analysis to analysis, or null. */
  private final MemberWeights weights;

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
    name = String.valueOf(filter);
    weights = filter instanceof WeightedFilter ? MemberWeights.equal(ensemble.members()) : null;
    this.filter = filter instanceof WeightedFilter weighted ? weighted.carrying(weights)
        : Objects.requireNonNull(filter, "filter");
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
  public double[] weights() {
    return weights == null ? null : weights.toArray();
  }

  /** Those of the filter. */
  @Override
  public List<ParameterEstimate> parameters() {
    return filter.parameters();
  }

  @Override
  public void spread(double[] deviations) {
    Estimator.requireLength("EnsembleEstimator", deviations, ensemble.size());
    if (ensemble.members() == 1) {
      Arrays.fill(deviations, 0.0);
    } else if (weights != null) {
      weightedSpread(deviations);
    } else {
      EnsembleMoments.spread(ensemble.members(), ensemble.size(), ensemble.values(), ensemble.index(0), ensemble.ld(),
          deviations, 0);
    }
  }

  /** √(Σ w·(x − mean)² ÷ (1 − Σ w²)), without bias as that over N − 1 is; 0 if one member has all the weight. */
  private void weightedSpread(double[] deviations) {
    double[] mean = new double[deviations.length];
    double diversity = MemberWeights.diversity(weights.toArray());
    for (int m = 0; m < weights.members(); m++) {
      double w = weights.weight(m);
      for (int i = 0; i < mean.length; i++) {
        mean[i] = Math.fma(w, ensemble.get(m, i), mean[i]);
      }
    }
    Arrays.fill(deviations, 0.0);
    for (int m = 0; m < weights.members(); m++) {
      for (int i = 0; i < mean.length; i++) {
        double d = ensemble.get(m, i) - mean[i];
        deviations[i] = Math.fma(weights.weight(m) * d, d, deviations[i]);
      }
    }
    for (int i = 0; i < mean.length; i++) {
      deviations[i] = diversity == 0.0 ? 0.0 : Math.sqrt(deviations[i] / diversity);
    }
  }

  @Override
  public String toString() {
    return name + ", " + model;
  }
}
