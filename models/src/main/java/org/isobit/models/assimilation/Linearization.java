package org.isobit.models.assimilation;

/**
 * The derivative M of a run of a model: what the state at its end changes by per change of the state at its start.
 * Not thread-safe: one a thread.
 */
public interface Linearization {

  /**
   * Takes a perturbation of the first state to that of the last one, M·dx, in place.
   *
   * @param dx     array that holds the perturbation
   * @param offset index of its first element
   * @throws IllegalArgumentException if it is not inside its array
   */
  void tangent(double[] dx, int offset);

  /**
   * Takes an adjoint of the last state, the gradient of any function by it, to that of the first one, Mᵀ·dy, in place.
   *
   * @param dy     array that holds the adjoint
   * @param offset index of its first element
   * @throws IllegalArgumentException if it is not inside its array
   */
  void adjoint(double[] dy, int offset);
}
