package org.isobit.models.dynamics;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;

/**
 * A time-stepping scheme of fixed step.
 *
 * <p>Every member's bits are those of the scalar scheme on that member alone: ensemble size, threads and vector width
 * do not show. Immutable, thread-safe.
 */
public interface Integrator {

  /**
   * Advances every member of an ensemble in place.
   *
   * @param model    the model; thread-safe
   * @param dt       time step
   * @param steps    number of steps, not negative
   * @param ensemble the members; its size must be the model's
   * @param workers  threads that share the members
   * @throws IllegalArgumentException if sizes differ, dt is not finite or steps is negative
   */
  void advance(Model model, double dt, int steps, Ensemble ensemble, Workers workers);

  /**
   * Advances one state in place.
   *
   * @param model the model
   * @param dt    time step
   * @param steps number of steps, not negative
   * @param state the state, of exactly the model's size
   * @throws IllegalArgumentException if sizes differ, dt is not finite or steps is negative
   */
  void advance(Model model, double dt, int steps, double[] state);

  /**
   * Advances one state in place, to the same bits, and keeps what tangent and adjoint of these steps need.
   *
   * @param model      the model, a {@link LinearizedModel}
   * @param dt         time step
   * @param steps      number of steps, not negative
   * @param state      the state, of exactly the model's size
   * @param trajectory takes the states of all stages
   * @throws IllegalArgumentException if sizes differ, dt is not finite, steps is negative, the stages do not fit into
   *                                  the heap, or model or scheme know no derivative
   */
  default void record(Model model, double dt, int steps, double[] state, Trajectory trajectory) {
    throw new IllegalArgumentException("the scheme " + this + " has neither tangent nor adjoint");
  }
}
