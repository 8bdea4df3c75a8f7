package org.isobit.models.assimilation;

import org.isobit.kernels.Workers;

/**
 * A model as a method of assimilation sees it, x_{k+1} = M_k(x_k): what takes its estimate from one analysis to the
 * next, and the derivative of that where the model knows one. Thread-safe.
 */
public interface ForecastModel {

  /**
   * Number of state variables.
   *
   * @return the size of a state, at least 1
   */
  int size();

  /**
   * The time that a step takes.
   *
   * @return its length; 1 unless the model says otherwise
   */
  default double timeStep() {
    return 1.0;
  }

  /**
   * Advances every member of an ensemble in place. A member's bits do not depend on the others, nor on the threads.
   *
   * @param from     the time level that the members are at
   * @param steps    number of steps, not negative
   * @param ensemble the members; their size must be the model's
   * @param workers  threads that share the members
   * @throws IllegalArgumentException if sizes differ or steps is negative
   */
  void advance(long from, int steps, Ensemble ensemble, Workers workers);

  /**
   * Advances one state in place, to the bits of {@link #advance}, and keeps what the derivative of this run needs.
   *
   * @param from  the time level that the state is at
   * @param steps number of steps, not negative; 0 only asks whether there is a derivative
   * @param state the state, of exactly the model's size
   * @return the exact derivative of these steps, which does not change with the state any more
   * @throws IllegalArgumentException if sizes differ, steps is negative, the run does not fit into the heap, or the
   *                                  model knows no derivative
   */
  default Linearization linearize(long from, int steps, double[] state) {
    throw new IllegalArgumentException("the model " + this + " has neither tangent nor adjoint");
  }
}
