package org.isobit.models.surrogate;

import java.util.List;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.NumericalException;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Finite;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.noise.ModelNoise;
import org.isobit.models.assimilation.noise.NoiseTreatment;
import org.isobit.models.assimilation.noise.NoisyModel;
import org.isobit.models.assimilation.smoothing.EnKS;

/**
 * The expectation step: members of the trajectory given all observations up to a lag, for a model with noise Q at each
 * observation time. The same initial members, observations and random numbers serve every model, so that the result is
 * a function of model and noise.
 *
 * <p>{@link Ends} says when the two ends of a transition are taken from the smoother. The last transitions, less
 * smoothed than others, are left out. Immutable, thread-safe.
 */
public final class SmoothingStep {

  /** When the ends of a transition are taken. */
  public enum Ends {

    /**
     * Each as it leaves the smoother, given the observations of a lag after it: the later one has had an analysis more.
     * Its increment looks like an error of the model, so that √q does not fall below the root mean square of these
     * increments, which is the smaller the longer the lag. That is what members with square roots of P + Q need.
     */
    SAME_LAG,

    /**
     * Both at once, given the same observations. Expectation-maximisation asks for this, with members whose noise is
     * random ({@link NoiseTreatment#ADDITIVE}). A square root of P + Q adds anomalies D with D·Dᵀ ≈ Q²/(4·P) in place
     * of Q where the noise is small, so that q falls to 0 whatever the error of the model.
     */
    SAME_OBSERVATIONS
  }

  /**
   * What a step finds.
   *
   * @param transitions smoothed members, from time 0 on
   * @param evidence    mean over observation times of the logarithm of the density of the observations given earlier
   *                    ones, as Gaussian with the forecast ensemble's covariance (Carrassi et al. 2017, Q. J. R.
   *                    Meteorol. Soc. 143, 866–880)
   */
  public record Smoothed(Transitions transitions, double evidence) {}

  private final Ensemble initial;
  private final List<Observations> observations;
  private final int steps;
  private final Filter filter;
  private final int lag;
  private final Ends ends;
  private final NoiseTreatment treatment;
  private final long seed;

  /**
   * A step of the smoother made of a filter.
   *
   * @param initial      members at time 0; copied
   * @param observations of times 1, 2, …, at least as many as the lag
   * @param steps        steps of the model from one to the next
   * @param filter       analyses the members of the trajectory; its observations reach everywhere
   * @param lag          how many analyses later an observation still changes a state, at least 1
   * @param ends         when both ends of a transition are taken
   * @param treatment    how members take the noise
   * @param seed         key of random numbers
   * @throws IllegalArgumentException if there are fewer observations than the lag, or a number is below 1
   */
  public SmoothingStep(Ensemble initial, List<Observations> observations, int steps, Filter filter, int lag,
      Ends ends, NoiseTreatment treatment, long seed) {
    this.initial = initial.copy();
    this.observations = List.copyOf(observations);
    Checks.positive("SmoothingStep", "lag", lag);
    if (lag > observations.size()) {
      throw new IllegalArgumentException("SmoothingStep: a lag of " + lag + " needs as many observation times, but "
          + "there are " + observations.size());
    }
    Checks.positive("SmoothingStep", "steps", steps);
    this.steps = steps;
    this.filter = Objects.requireNonNull(filter, "filter");
    this.lag = lag;
    this.ends = Objects.requireNonNull(ends, "ends");
    this.treatment = Objects.requireNonNull(treatment, "treatment");
    this.seed = seed;
  }

  /**
   * The step of Bocquet et al. (2020): an ensemble Kalman smoother of ETKF analyses, with the square root of P + Q
   * within the members' span.
   *
   * @param initial      members at time 0; copied
   * @param observations of times 1, 2, …, at least as many as the lag
   * @param steps        steps of the model from one to the next
   * @param lag          how many analyses later an observation still changes a state, at least 1
   * @param seed         key of random numbers
   * @return the step
   * @throws IllegalArgumentException if a number is out of range
   */
  public static SmoothingStep enks(Ensemble initial, List<Observations> observations, int steps, int lag, long seed) {
    return new SmoothingStep(initial, observations, steps, new ETKF(), lag, Ends.SAME_LAG,
        NoiseTreatment.SQRT_CORE, seed);
  }

  /**
   * Members of the trajectory.
   *
   * @param model     the model
   * @param variances diagonal of Q, one number for all variables or one for each
   * @param workers   threads, on which nothing depends
   * @return transitions from time 0 on: as many as there are observations less the lag, and one more where both ends
   *     are given the same ones
   * @throws IllegalArgumentException if shapes differ, or there are not more observations than the lag
   * @throws NumericalException       if members blow up or an analysis fails: the model is too far from the truth
   */
  public Smoothed smooth(ForecastModel model, double[] variances, Workers workers) {
    EnKS estimator = new EnKS(noisy(model, variances), initial, filter, lag);
    Transitions transitions = new Transitions(initial.members(), initial.size());
    Ensemble before = null;
    Evidence evidence = new Evidence();
    Cycle cycle = new Cycle(seed, 0, workers, new Workspace());
    long level = 0;
    for (Observations observed : observations) {
      estimator.forecast(level, steps, workers);
      level += steps;
      requireFinite(estimator.ensemble(), level);
      evidence.add(estimator.ensemble(), observed);
      estimator.analyse(observed, cycle);
      if (estimator.earlier() == lag) {
        Ensemble start = ends == Ends.SAME_LAG ? before : estimator.smoothed(lag);
        Ensemble end = estimator.smoothed(ends == Ends.SAME_LAG ? lag : lag - 1);
        if (start != null) {
          transitions.add(start, end);
        }
        before = end.copy();
      }
      cycle = cycle.next();
    }
    return new Smoothed(transitions, evidence.mean());
  }

  private NoisyModel noisy(ForecastModel model, double[] variances) {
    ModelNoise noise = variances.length == 1 ? ModelNoise.independent(model.size(), variances[0])
        : ModelNoise.independent(variances);
    return new NoisyModel(model, noise, steps, treatment, seed, 1L << 60);
  }

  private static void requireFinite(Ensemble ensemble, long level) {
    for (int m = 0; m < ensemble.members(); m++) {
      int i = Finite.first(ensemble.values(), ensemble.index(m), ensemble.size());
      if (i >= 0) {
        throw new NumericalException("SmoothingStep: at time level " + level + " member " + m + " of the forecast is "
            + "not finite at variable", i, ensemble.get(m, i));
      }
    }
  }
}
