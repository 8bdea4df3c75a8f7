package org.isobit.linalg.minimization;

/**
 * Residuals r(x) whose half sum of squares is to be minimised, with their Jacobian J known by its products: in
 * variational assimilation the tangent linear model and its adjoint. {@link CostFunctions#withTangents} makes one of
 * residuals whose Jacobian is a matrix.
 */
public interface LeastSquares {

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
   * Sets the point that {@link #tangent} and {@link #adjoint} are about.
   *
   * @param x the point; not to be written or kept
   */
  void linearize(double[] x);

  /**
   * y = J·v with the Jacobian J at the point of {@link #linearize}.
   *
   * @param v as many numbers as there are variables; not to be written
   * @param y takes as many as there are residuals, every element
   */
  void tangent(double[] v, double[] y);

  /**
   * y = Jᵀ·w with the Jacobian J at the point of {@link #linearize}.
   *
   * @param w as many numbers as there are residuals; not to be written
   * @param y takes as many as there are variables, every element
   */
  void adjoint(double[] w, double[] y);
}
