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
