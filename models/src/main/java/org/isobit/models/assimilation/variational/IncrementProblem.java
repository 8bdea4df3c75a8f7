package org.isobit.models.assimilation.variational;

import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.minimization.LeastSquares;

/**
 * The residuals of a linear problem with its Jacobian as a matrix, J(v) = ½‖v‖² + ½‖Sᵀ·v − d‖²: S has a row for each
 * control, as the observations see it over their errors, d are innovations over errors.
 *
 * @param controls number of controls
 * @param count    number of observations
 * @param jacobian S, controls × count
 * @param d        innovations
 */
record IncrementProblem(int controls, int count, double[] jacobian, double[] d) implements LeastSquares {

  @Override
  public int size() {
    return controls;
  }

  @Override
  public int residuals() {
    return Math.addExact(controls, count);
  }

  @Override
  public void residual(double[] v, double[] r) {
    tangent(v, r);
    for (int j = 0; j < count; j++) {
      r[controls + j] -= d[j];
    }
  }

  @Override
  public void linearize(double[] v) {
    // It is linear.
  }

  @Override
  public void tangent(double[] v, double[] y) {
    System.arraycopy(v, 0, y, 0, controls);
    Gemm.gemv(true, count, controls, 1.0, jacobian, 0, count, v, 0, 1, 0.0, y, controls, 1);
  }

  @Override
  public void adjoint(double[] w, double[] y) {
    System.arraycopy(w, 0, y, 0, controls);
    Gemm.gemv(false, controls, count, 1.0, jacobian, 0, count, w, controls, 1, 1.0, y, 0, 1);
  }
}
