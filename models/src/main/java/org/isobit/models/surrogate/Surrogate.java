package org.isobit.models.surrogate;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.ForecastModel;

/**
 * A family of models x_k = F_A(x_{k−1}) over one interval between observations, and how its parameters A are found from
 * trajectories. Thread-safe.
 */
public interface Surrogate {

  /**
   * Variables of a state.
   *
   * @return at least 1
   */
  int size();

  /**
   * Parameters of a model.
   *
   * @return at least 1
   */
  int parameters();

  /**
   * Steps that an interval between observations has.
   *
   * @return N_c, at least 1
   */
  int steps();

  /**
   * The model of some parameters; {@link #steps()} of its steps are an interval.
   *
   * @param parameters A
   * @return the model
   * @throws IllegalArgumentException if the number of parameters differs or one is not finite
   */
  ForecastModel model(double[] parameters);

  /**
   * Parameters that make the one-step errors of trajectories small, from others on:
   * Σ_k Σ_m ‖x_k^m − F_A(x_{k−1}^m)‖²_{Q⁻¹}, with Q diagonal, at least as small as at the beginning. A family
   * that has a prior of its parameters adds ‖A‖² times its precision to that sum.
   *
   * @param parameters A at the beginning
   * @param variances  diagonal of Q, one number for all variables or one for each; without a prior, the scale of
   *                   all does not count
   * @param series     transitions of them, at least one
   * @param workers    threads, on which nothing depends
   * @return new parameters
   * @throws IllegalArgumentException               if shapes differ
   * @throws org.isobit.kernels.NumericalException if a forecast overflows or the regression has no
   *                                                solution
   */
  double[] fit(double[] parameters, double[] variances, Transitions series, Workers workers);

  /**
   * Mean squares of the one-step errors x_k^m − F_A(x_{k−1}^m), variable by variable.
   *
   * @param parameters A
   * @param series     transitions, at least one
   * @param workers    threads, on which nothing depends
   * @return a mean over times and members for each variable
   * @throws IllegalArgumentException if shapes differ
   */
  double[] squares(double[] parameters, Transitions series, Workers workers);

  /**
   * How much one-step forecasts change with each parameter, about: the scales that iterations are compared in.
   *
   * @param series transitions, at least one
   * @return for each parameter the root mean square of ∂F_A/∂A_p over variables, or an approximation of it
   */
  double[] scales(Transitions series);
}
