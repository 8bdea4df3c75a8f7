package org.isobit.models.dynamics;

/**
 * A {@link Semilinear} system as a model, with the derivative of N. {@link ExponentialRungeKutta4} integrates its
 * linear part exactly, however stiff it is.
 *
 * <p>Adjoints are by the inner product of coefficients in which F keeps the lengths of states, so that F⁻¹ is the
 * adjoint of F; it must be such that products with a real number for each coefficient, of those that have the same
 * eigenvalue the same, are their own adjoint.
 */
public interface SemilinearModel extends LinearizedModel, Semilinear {

  /**
   * Several states in lanes as one state, if the model can do that: number i of lane l at {@code i·lanes + l}, of
   * states and of coefficients. Each lane gets the bits that it has alone.
   *
   * @param lanes number of states, a multiple of {@link InterleavedModel#MULTIPLE}
   * @return the states as one system, or null if the model has no such form
   */
  default Semilinear interleaved(int lanes) {
    return null;
  }

  /**
   * F·N'(x)·dx, of one state.
   *
   * @param x        the state; not to be written
   * @param xOffset  index of its first element
   * @param dx       a perturbation; not to be written
   * @param dxOffset index of its first element
   * @param c        takes the coefficients
   * @param cOffset  index of the first one
   */
  void nonlinearTangent(double[] x, int xOffset, double[] dx, int dxOffset, double[] c, int cOffset);

  /**
   * The adjoint of F·N'(x), of one state.
   *
   * @param x       the state; not to be written
   * @param xOffset index of its first element
   * @param c       an adjoint of the coefficients; not to be written
   * @param cOffset index of its first element
   * @param out     takes the adjoint of the state
   * @param offset  index of its first element
   */
  void nonlinearAdjoint(double[] x, int xOffset, double[] c, int cOffset, double[] out, int offset);
}
