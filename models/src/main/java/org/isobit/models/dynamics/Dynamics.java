package org.isobit.models.dynamics;

/**
 * What takes a state on in time: a {@link Model}, which needs an {@link Integrator}, or a {@link DiscreteModel}, which
 * has steps of its own. Thread-safe.
 */
public sealed interface Dynamics permits Model, DiscreteModel {

  /**
   * Number of state variables.
   *
   * @return the size of a state, at least 1
   */
  int size();
}
