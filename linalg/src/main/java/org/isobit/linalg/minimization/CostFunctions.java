package org.isobit.linalg.minimization;

import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;

/** Functions for one method made of what another takes. What they give is not thread-safe. */
public final class CostFunctions {

  /** The step of differences, relative to the point: about the cube root of the unit of rounding. */
  private static final double STEP = 0x1p-17;

  private CostFunctions() {}

  /**
   * ½‖r(x)‖² with its gradient Jᵀr, for methods that know nothing of residuals.
   *
   * @param problem the residuals
   * @return their half sum of squares
   * @throws IllegalArgumentException if there are none
   */
  public static CostFunction halfSquares(LeastSquares problem) {
    Checks.present("half squares", "problem", problem);
    return new CostFunction() {
      private final double[] r = new double[problem.residuals()];

      @Override
      public int size() {
        return problem.size();
      }

      @Override
      public double evaluate(double[] x, double[] gradient) {
        problem.residual(x, r);
        problem.linearize(x);
        problem.adjoint(r, gradient);
        return 0.5 * Vectors.dot(r, r);
      }
    };
  }

  /**
   * Residuals with products with a Jacobian that is kept as a matrix; products are {@link Gemm#gemv}'s.
   *
   * @param problem the residuals and their Jacobian
   * @return the same with products
   * @throws IllegalArgumentException if there is none, or the matrix is too large
   */
  public static LeastSquares withTangents(DenseLeastSquares problem) {
    Checks.present("tangents", "problem", problem);
    int n = problem.size();
    int m = problem.residuals();
    double[] jacobian = new double[Checks.elements("tangents", m, n, Double.BYTES)];
    return new LeastSquares() {
      @Override
      public int size() {
        return n;
      }

      @Override
      public int residuals() {
        return m;
      }

      @Override
      public void residual(double[] x, double[] r) {
        problem.residual(x, r);
      }

      @Override
      public void linearize(double[] x) {
        problem.jacobian(x, jacobian);
      }

      @Override
      public void tangent(double[] v, double[] y) {
        Gemm.gemv(false, m, n, 1.0, jacobian, 0, n, v, 0, 1, 0.0, y, 0, 1);
      }

      @Override
      public void adjoint(double[] w, double[] y) {
        Gemm.gemv(true, n, m, 1.0, jacobian, 0, n, w, 0, 1, 0.0, y, 0, 1);
      }
    };
  }

  /**
   * A function whose products with the Hessian are central differences of its gradient, at two gradients a product:
   * H·v ≈ (g(x + h·v) − g(x − h·v)) ÷ (2·h), h = 2^−17·(1 + ‖x‖) ÷ ‖v‖; 0 for v = 0.
   *
   * @param function the function
   * @return the same with products with the Hessian
   * @throws IllegalArgumentException if there is none
   */
  public static HessianCostFunction withDifferences(CostFunction function) {
    Checks.present("differences", "function", function);
    return new HessianCostFunction() {
      private final double[] point = new double[function.size()];
      private final double[] x = new double[function.size()];
      private final double[] below = new double[function.size()];

      @Override
      public int size() {
        return function.size();
      }

      @Override
      public double evaluate(double[] at, double[] gradient) {
        return function.evaluate(at, gradient);
      }

      @Override
      public void linearize(double[] at) {
        Vectors.copy(at, x);
      }

      @Override
      public void hessian(double[] v, double[] y) {
        double length = Vectors.norm(v);
        double h = length > 0.0 ? STEP * (1.0 + Vectors.norm(x)) / length : 1.0;
        Vectors.sum(-h, v, x, point);
        function.evaluate(point, below);
        Vectors.sum(h, v, x, point);
        function.evaluate(point, y);
        for (int i = 0; i < y.length; i++) {
          y[i] = (y[i] - below[i]) / (2.0 * h);
        }
      }
    };
  }
}
