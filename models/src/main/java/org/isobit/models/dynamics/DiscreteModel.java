package org.isobit.models.dynamics;

import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;

/**
 * A map from one time level to the next, x_{k+1} = f(x_k, k), that may depend on time: what has no right-hand side to
 * integrate, or brings its own time step. {@link Model} and {@link Integrator} are for systems dx/dt = f(x).
 *
 * <p>Implementations must be thread-safe: members of an ensemble are advanced by several threads at once.
 */
public non-sealed interface DiscreteModel extends Dynamics, ForecastModel {

  /**
   * Advances one state by one step, in place.
   *
   * @param k       the time level that the state is at; it is at k + 1 afterwards
   * @param x       array that holds the state
   * @param xOffset index of the state's first element
   */
  void step(long k, double[] x, int xOffset);

  /**
   * Advances one state in place.
   *
   * @param from  the time level that the state is at
   * @param steps number of steps, not negative
   * @param state the state, of exactly {@link #size()} variables
   * @throws IllegalArgumentException if sizes differ or steps is negative
   */
  default void advance(long from, int steps, double[] state) {
    check(steps, state.length);
    for (int s = 0; s < steps; s++) {
      step(from + s, state, 0);
    }
  }

  @Override
  default void advance(long from, int steps, Ensemble ensemble, Workers workers) {
    check(steps, ensemble.size());
    workers.run(ensemble.members(), (m, slot) -> {
      for (int s = 0; s < steps; s++) {
        step(from + s, ensemble.values(), ensemble.index(m));
      }
    });
  }

  private void check(int steps, int size) {
    Environment.require();
    if (size() != size) {
      throw new IllegalArgumentException(this + ": the model has " + size() + " variables but the state has " + size);
    }
    if (steps < 0) {
      throw new IllegalArgumentException(this + ": steps must not be negative, but is " + steps);
    }
  }
}
