// Master of FloatPenalizedObjective: the float version is generated from this file.
package org.isobit.models.learning.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.models.learning.layers.Parameter;

/**
 * An objective with a penalty on some of its parameters, L(θ) + λ·Σ θ_i² over a range of θ: what Keras calls the
 * {@code kernel_regularizer} {@code l2(λ)} of one layer, where a decay of the optimiser is for all of θ. The sum is one
 * chain fma(θ_i, θ_i, s) from +0, in ascending order, and the penalty stands in the validation's loss too, as Keras has
 * it. Not thread-safe; nothing is allocated in the steady state.
 */
public final class PenalizedObjective implements Objective {

  private static final String NAME = "penalized objective";

  private final Objective objective;
  private final int from;
  private final int count;
  private final double lambda; // float: unchanged

  private PenalizedObjective(Objective objective, int from, int count,
      double lambda) { // float: unchanged
    this.objective = objective;
    this.from = from;
    this.count = count;
    this.lambda = lambda;
  }

  /**
   * The objective with a penalty on one parameter, such as the weights of a layer.
   *
   * @param objective without it
   * @param parameter which elements of θ, as {@code Network.parameterList()} has it
   * @param lambda    λ, not negative and finite, in float too
   * @return the objective
   * @throws IllegalArgumentException if λ is out of range, or the parameter is not inside θ
   */
  public static PenalizedObjective of(Objective objective, Parameter parameter,
      double lambda) { // float: unchanged
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(parameter, "parameter");
    if (!(lambda >= 0.0 && lambda <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(NAME + ": lambda must be finite and not negative, but is " + lambda);
    }
    if (parameter.offset() < 0 || parameter.offset() + (long) parameter.size() > objective.parameters()) {
      throw new IllegalArgumentException(NAME + ": " + parameter.name() + " has elements " + parameter.offset() + " to "
          + (parameter.offset() + (long) parameter.size() - 1) + ", but there are " + objective.parameters());
    }
    return new PenalizedObjective(objective, parameter.offset(), parameter.size(), lambda);
  }

  /**
   * The penalty alone.
   *
   * @param theta       array of θ
   * @param thetaOffset index of its first element
   * @return λ·Σ θ_i²
   * @throws IllegalArgumentException if θ is not inside its array
   */
  public double penalty(double[] theta, long thetaOffset) {
    int to = Checks.vector(NAME, "theta", theta, thetaOffset, parameters());
    double sum = 0.0;
    for (int i = to + from; i < to + from + count; i++) {
      sum = Math.fma(theta[i], theta[i], sum);
    }
    return (double) lambda * sum;
  }

  @Override
  public int parameters() {
    return objective.parameters();
  }

  @Override
  public int samples() {
    return objective.samples();
  }

  @Override
  public double evaluate(double[] theta, long thetaOffset, Batch batch, double[] gradient, long gradientOffset) {
    double loss = objective.evaluate(theta, thetaOffset, batch, gradient, gradientOffset) + penalty(theta, thetaOffset);
    if (gradient != null) {
      double factor = (double) (2.0 * lambda); // float: float factor = (float) (2.0 * lambda);
      int to = (int) thetaOffset + from;
      int at = (int) gradientOffset + from;
      for (int i = 0; i < count; i++) {
        gradient[at + i] = Math.fma(factor, theta[to + i], gradient[at + i]);
      }
    }
    return loss;
  }

  @Override
  public void settle(double[] theta, long thetaOffset) {
    objective.settle(theta, thetaOffset);
  }

  @Override
  public void requireBatches(int batch) {
    objective.requireBatches(batch);
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(objective.settings());
    settings.put("penalty.lambda", lambda);
    settings.put("penalty.elements", from + "+" + count);
    return settings;
  }
}
