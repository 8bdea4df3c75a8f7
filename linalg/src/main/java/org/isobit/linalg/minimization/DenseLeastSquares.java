package org.isobit.linalg.minimization;

/** Residuals r(x) whose half sum of squares is to be minimised, with their Jacobian as a matrix. */
public interface DenseLeastSquares {

  /**
   * Number of variables.
   *
   * @return it, at least 1
   */
  int size();

  /**
   * Number of residuals.
   *
   * @return it, at least 1
   */
  int residuals();

  /**
   * The residuals at a point. One that is not finite says that there are none: a shorter step is tried.
   *
   * @param x the point; not to be written or kept
   * @param r takes them, every element
   */
  void residual(double[] x, double[] r);

  /**
   * The Jacobian at a point.
   *
   * @param x        the point; not to be written or kept
   * @param jacobian takes ∂r_i/∂x_j at i·size + j, every element
   */
  void jacobian(double[] x, double[] jacobian);
}
