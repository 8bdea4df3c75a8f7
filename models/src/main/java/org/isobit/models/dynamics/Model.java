package org.isobit.models.dynamics;

import java.util.Objects;
import org.isobit.kernels.Checks;

/**
 * An autonomous system dx/dt = f(x).
 *
 * <p>Implementations must be thread-safe: members of an ensemble are integrated by several threads at once. A user's
 * own model implements {@link #tendency} and nothing else, or comes from {@link #of}. What needs tangent and adjoint
 * takes a {@link LinearizedModel}.
 */
public non-sealed interface Model extends Dynamics {

  /** The right-hand side as a function. */
  @FunctionalInterface
  interface Tendency {
    /**
     * Computes f(x).
     *
     * @param x            array that holds the state; not to be written
     * @param xOffset      index of the state's first element
     * @param dxdt         array that receives the tendency, which shares no element with the state
     * @param dxdtOffset   index of the tendency's first element
     */
    void compute(double[] x, int xOffset, double[] dxdt, int dxdtOffset);
  }

  /**
   * Computes f(x).
   *
   * @param x            array that holds the state; not to be written
   * @param xOffset      index of the state's first element
   * @param dxdt         array that receives the tendency, which shares no element with the state
   * @param dxdtOffset   index of the tendency's first element
   */
  void tendency(double[] x, int xOffset, double[] dxdt, int dxdtOffset);

  /**
   * Computes f of states that stand one after the other, each to the bits of {@link #tendency}: what schemes call with
   * several members. A model whose call is short may do them faster together.
   *
   * @param states     number of states
   * @param x          array that holds the states; not to be written
   * @param xOffset    index of the first one's first element
   * @param dxdt       array that receives the tendencies, one after the other
   * @param dxdtOffset index of the first one's first element
   */
  default void tendencies(int states, double[] x, int xOffset, double[] dxdt, int dxdtOffset) {
    int n = size();
    for (int s = 0; s < states; s++) {
      tendency(x, xOffset + s * n, dxdt, dxdtOffset + s * n);
    }
  }

  /**
   * A model from a function.
   *
   * @param size     number of state variables, at least 1
   * @param tendency its right-hand side; thread-safe
   * @return the model
   */
  static Model of(int size, Tendency tendency) {
    Checks.positive("Model.of", "size", size);
    Objects.requireNonNull(tendency, "tendency");
    return new FunctionModel(size, tendency);
  }
}
