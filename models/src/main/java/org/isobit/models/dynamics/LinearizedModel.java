package org.isobit.models.dynamics;

import java.util.Objects;
import org.isobit.kernels.Checks;

/**
 * A system dx/dt = f(x) that knows the derivative J(x) of f by the state, times a perturbation and, transposed, times
 * an adjoint. Tangent and adjoint of its steps under any scheme come from {@link Trajectory}.
 *
 * <p>Thread-safe, as every {@link Model}. A user's own comes from {@link #of} or implements the three methods.
 */
public interface LinearizedModel extends Model {

  /** A product with the derivative as a function. */
  @FunctionalInterface
  interface Product {
    /**
     * Computes J(x)·u or J(x)ᵀ·u.
     *
     * @param x         array that holds the state; not to be written
     * @param xOffset   index of the state's first element
     * @param u         array that holds the perturbation or adjoint; not to be written
     * @param uOffset   index of its first element
     * @param out       array that receives the product, which shares no element with the others
     * @param outOffset index of the product's first element
     */
    void compute(double[] x, int xOffset, double[] u, int uOffset, double[] out, int outOffset);
  }

  /**
   * Computes J(x)·dx, element i Σ_j ∂f_i/∂x_j·dx_j.
   *
   * @param x         array that holds the state; not to be written
   * @param xOffset   index of the state's first element
   * @param dx        array that holds the perturbation; not to be written
   * @param dxOffset  index of its first element
   * @param out       array that receives the product, which shares no element with the others
   * @param outOffset index of the product's first element
   */
  void tangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] out, int outOffset);

  /**
   * Computes J(x)ᵀ·dy, element j Σ_i ∂f_i/∂x_j·dy_i.
   *
   * @param x         array that holds the state; not to be written
   * @param xOffset   index of the state's first element
   * @param dy        array that holds the adjoint of the tendency; not to be written
   * @param dyOffset  index of its first element
   * @param out       array that receives the product, which shares no element with the others
   * @param outOffset index of the product's first element
   */
  void adjoint(double[] x, int xOffset, double[] dy, int dyOffset, double[] out, int outOffset);

  /**
   * The derivative itself, column by column: as many tangents as variables, for small models.
   *
   * @param x       array that holds the state
   * @param xOffset index of the state's first element
   * @return J, size × size, row i the derivatives of f_i
   * @throws IllegalArgumentException if it does not fit into the heap
   */
  default double[] jacobian(double[] x, int xOffset) {
    int n = size();
    double[] jacobian = new double[Checks.elements("jacobian", n, n, Double.BYTES)];
    double[] unit = new double[n];
    double[] column = new double[n];
    for (int j = 0; j < n; j++) {
      unit[j] = 1.0;
      tangent(x, xOffset, unit, 0, column, 0);
      unit[j] = 0.0;
      for (int i = 0; i < n; i++) {
        jacobian[i * n + j] = column[i];
      }
    }
    return jacobian;
  }

  /**
   * A model from functions.
   *
   * @param size     number of state variables, at least 1
   * @param tendency its right-hand side; thread-safe
   * @param tangent  the derivative times a perturbation; thread-safe
   * @param adjoint  the transposed derivative times an adjoint; thread-safe
   * @return the model
   */
  static LinearizedModel of(int size, Tendency tendency, Product tangent, Product adjoint) {
    Checks.positive("LinearizedModel.of", "size", size);
    Objects.requireNonNull(tendency, "tendency");
    Objects.requireNonNull(tangent, "tangent");
    Objects.requireNonNull(adjoint, "adjoint");
    return new FunctionModel.Linearized(size, tendency, tangent, adjoint);
  }

  /**
   * A model that a method needs the derivative of.
   *
   * @param method what needs it, for the message
   * @param model  the model
   * @return the same
   * @throws IllegalArgumentException if it knows no derivative
   */
  static LinearizedModel require(String method, Model model) {
    if (model instanceof LinearizedModel linearized) {
      return linearized;
    }
    throw new IllegalArgumentException(method + " needs tangent and adjoint, which the model " + model
        + " does not have");
  }
}
