package org.isobit.models.hybrid;

import org.isobit.models.assimilation.Linearization;

/**
 * What is added to a model's tendency, as a function of the state: c(x), in the state's units by those of time.
 * Thread-safe; a state's bits do not depend on the others of a call.
 */
public interface Correction {

  /**
   * Number of state variables.
   *
   * @return the size of a state, at least 1
   */
  int size();

  /**
   * Computes c(x) of states that stand one after the other.
   *
   * @param states  number of states, at least 0
   * @param x       array of the states; not to be written
   * @param xOffset index of the first one's first element
   * @param c       array that receives the corrections, one after the other; apart from the states
   * @param cOffset index of the first one's first element
   */
  void compute(int states, double[] x, int xOffset, double[] c, int cOffset);

  /**
   * The derivative of c at a state.
   *
   * @param x       array of the state
   * @param xOffset index of its first element
   * @return products with J = ∂c/∂x and its transpose, which do not change with the array any more; of one thread
   */
  Linearization linearize(double[] x, int xOffset);
}
