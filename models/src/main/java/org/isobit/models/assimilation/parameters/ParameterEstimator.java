package org.isobit.models.assimilation.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.EnsembleEstimator;
import org.isobit.models.assimilation.Estimator;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.IndexOperator;
import org.isobit.models.assimilation.MemberWeights;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.ParameterEstimate;

/**
 * Any filter that estimates parameters with the state: it analyses the members of an {@link AugmentedModel}, whose
 * parameters change by their covariance with what is observed, while the operator sees the state alone.
 *
 * <p>Parameters have no place: the filter must be one whose observations reach everywhere, or a localised one by a
 * {@link SpatialUpdate}. What inflates all variables inflates them, too. Costs what the filter costs with that many
 * more variables. Held to the Kalman filter of the augmented system for a linear model with an unknown forcing, and to
 * the recovery of Lorenz's parameters. Not thread-safe: one a run.
 */
public final class ParameterEstimator implements Estimator {

  private final AugmentedModel model;
  private final Ensemble all;
  private final EnsembleEstimator estimator;

  /**
   * The estimate at its beginning.
   *
   * @param model    states with parameters
   * @param noisy    the same model, or one with noise that is made of it
   * @param ensemble the initial members with parameters, {@link AugmentedModel#ensemble}; kept and written to
   * @param filter   analyses them
   * @throws IllegalArgumentException if sizes differ
   */
  public ParameterEstimator(AugmentedModel model, ForecastModel noisy, Ensemble ensemble, Filter filter) {
    this.model = Objects.requireNonNull(model, "model");
    if (noisy.size() != model.size()) {
      throw new IllegalArgumentException("ParameterEstimator: the model has " + model.size()
          + " variables but with noise " + noisy.size());
    }
    all = ensemble;
    estimator = new EnsembleEstimator(noisy, ensemble, filter);
  }

  @Override
  public void forecast(long from, int steps, Workers workers) {
    estimator.forecast(from, steps, workers);
  }

  @Override
  public void analyse(Observations observations, Cycle cycle) {
    // Variables that are observed themselves tell a localisation where they are.
    estimator.analyse(observations.withOperator(observations.operator() instanceof IndexOperator indices
        ? indices.ofLonger(model.states()) : new StateOperator(observations.operator(), model.states())), cycle);
  }

  /** The members without their parameters. */
  @Override
  public Ensemble ensemble() {
    return Ensemble.of(all.values(), all.index(0), all.ld(), all.members(), model.states());
  }

  @Override
  public double[] weights() {
    return estimator.weights();
  }

  @Override
  public void spread(double[] deviations) {
    Estimator.requireLength("ParameterEstimator", deviations, model.states());
    double[] both = new double[model.size()];
    estimator.spread(both);
    System.arraycopy(both, 0, deviations, 0, deviations.length);
  }

  /**
   * The model with its parameters.
   *
   * @return the model that was given
   */
  public AugmentedModel model() {
    return model;
  }

  /**
   * Mean and standard deviation of the parameters' values over the members, with their weights: Σ w·v and
   * √(Σ w·(v − mean)² ÷ (1 − Σ w²)), which with equal weights has N − 1 in the denominator.
   *
   * @param mean      receives a mean for each parameter
   * @param deviation receives a deviation for each; 0 if one member has all the weight
   * @throws IllegalArgumentException if a length is not the number of parameters
   */
  public void parameters(double[] mean, double[] deviation) {
    int p = model.parameters().size();
    if (mean.length != p || deviation.length != p) {
      throw new IllegalArgumentException("ParameterEstimator: there are " + p + " parameters, but the arrays have "
          + mean.length + " and " + deviation.length);
    }
    double[] weights = estimator.weights();
    if (weights == null) {
      weights = new double[all.members()];
      Arrays.fill(weights, 1.0 / weights.length);
    }
    Arrays.fill(mean, 0.0);
    Arrays.fill(deviation, 0.0);
    double diversity = MemberWeights.diversity(weights);
    for (int m = 0; m < weights.length; m++) {
      double[] values = model.values(all, m);
      for (int j = 0; j < p; j++) {
        mean[j] = Math.fma(weights[m], values[j], mean[j]);
      }
    }
    for (int m = 0; m < weights.length; m++) {
      double[] values = model.values(all, m);
      for (int j = 0; j < p; j++) {
        double d = values[j] - mean[j];
        deviation[j] = Math.fma(weights[m] * d, d, deviation[j]);
      }
    }
    for (int j = 0; j < p; j++) {
      deviation[j] = diversity == 0.0 ? 0.0 : Math.sqrt(deviation[j] / diversity);
    }
  }

  /** Those of the model, then those of the filter. */
  @Override
  public List<ParameterEstimate> parameters() {
    int p = model.parameters().size();
    double[] mean = new double[p];
    double[] deviation = new double[p];
    parameters(mean, deviation);
    List<ParameterEstimate> all = new ArrayList<>();
    for (int j = 0; j < p; j++) {
      all.add(new ParameterEstimate(model.parameters().get(j).name(), mean[j], deviation[j]));
    }
    all.addAll(estimator.parameters());
    return all;
  }

  @Override
  public String toString() {
    return estimator + ", " + model;
  }

  /** Observes the first variables of states. */
  private record StateOperator(ObservationOperator operator, int size) implements ObservationOperator {

    @Override
    public void apply(Ensemble states, double[] observed) {
      operator.apply(Ensemble.of(states.values(), states.index(0), states.ld(), states.members(), size), observed);
    }

    @Override
    public boolean isLinear() {
      return operator.isLinear();
    }
  }
}
