package org.isobit.models.dynamics;

/**
 * A system dx/dt = L·x + N(x) whose linear part L is diagonal, with real eigenvalues, in some coefficients c = F·x,
 * such as those of a Fourier transform: what {@link ExponentialRungeKutta4} needs for a step.
 *
 * <p>Methods work on several states at once: member m is at {@code offset + m·ld}, in states and in coefficients. What
 * is written shares no element with anything else. Thread-safe.
 */
public interface Semilinear {

  /**
   * Numbers of a state.
   *
   * @return at least 1
   */
  int size();

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
}
