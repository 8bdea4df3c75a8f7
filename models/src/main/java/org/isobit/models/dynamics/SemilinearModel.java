package org.isobit.models.dynamics;

/**
 * A system dx/dt = L·x + N(x) whose linear part L is diagonal, with real eigenvalues, in some coefficients c = F·x,
 * such as those of a Fourier transform. {@link ExponentialRungeKutta4} integrates L exactly, however stiff it is.
 *
 * <p>Methods work on several states at once: member m is at {@code offset + m·ld}, in states and in coefficients. What
 * is written shares no element with anything else. Adjoints are by the inner product of coefficients in which F keeps
 * the lengths of states, so that F⁻¹ is the adjoint of F; it must be such that products with a real number for each
 * coefficient, of those that have the same eigenvalue the same, are their own adjoint.
 *
 * <p>Thread-safe, as every {@link Model}.
 */
public interface SemilinearModel extends LinearizedModel {

  /**
   * Numbers that a state has as coefficients; a complex one counts twice.
   *
   * @return at least 1
   */
  int coefficients();

  /**
   * The eigenvalues of L.
   *
   * @return a new array, one for each number of the coefficients
   */
  double[] eigenvalues();

  /**
   * F: states to coefficients.
   *
   * @param members number of states
   * @param x       the states; not to be written
   * @param xOffset index of the first one
   * @param ldx     distance between two of them
   * @param c       takes the coefficients
   * @param cOffset index of the first one
   * @param ldc     distance between those of two states
   */
  void transform(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc);

  /**
   * F⁻¹: coefficients to states.
   *
   * @param members number of states
   * @param c       the coefficients; not to be written
   * @param cOffset index of the first one
   * @param ldc     distance between those of two states
   * @param x       takes the states
   * @param xOffset index of the first one
   * @param ldx     distance between two of them
   */
  void inverse(int members, double[] c, int cOffset, int ldc, double[] x, int xOffset, int ldx);

  /**
   * F·N(x).
   *
   * @param members number of states
   * @param x       the states; not to be written
   * @param xOffset index of the first one
   * @param ldx     distance between two of them
   * @param c       takes the coefficients of the nonlinear part
   * @param cOffset index of the first one
   * @param ldc     distance between those of two states
   */
  void nonlinear(int members, double[] x, int xOffset, int ldx, double[] c, int cOffset, int ldc);

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
