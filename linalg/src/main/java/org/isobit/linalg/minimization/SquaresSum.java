package org.isobit.linalg.minimization;

/** Value, gradient and Gauss–Newton matrix of {@link GaussNewton}'s function. Not thread-safe. */
final class SquaresSum implements LinearOperator {

  private final LeastSquares problem;

  /** Null if there is none. */
  private final Background background;
  private final double[] r;
  private final double[] image;
  private final double[] e;
  private final double[] pe;

  SquaresSum(LeastSquares problem, Background background) {
    this.problem = problem;
    this.background = background;
    int n = background == null ? 0 : problem.size();
    r = new double[problem.residuals()];
    image = new double[problem.residuals()];
    e = new double[n];
    pe = new double[n];
  }

  /** f(x); keeps the residuals for {@link #gradient}. */
  double value(double[] x) {
    problem.residual(x, r);
    double value = 0.5 * Vectors.dot(r, r);
    if (background == null) {
      return value;
    }
    Vectors.difference(x, background.centre(), e);
    background.precision().apply(e, pe);
    return value + 0.5 * Vectors.dot(e, pe);
  }

  /** The gradient at the point of the last value, which becomes that of {@link #apply}. */
  void gradient(double[] x, double[] g) {
    problem.linearize(x);
    problem.adjoint(r, g);
    if (background != null) {
      Vectors.add(1.0, pe, g);
    }
  }

  /** y = Jᵀ(J·v) + P·v. */
  @Override
  public void apply(double[] v, double[] y) {
    problem.tangent(v, image);
    problem.adjoint(image, y);
    if (background != null) {
      background.precision().apply(v, pe);
      Vectors.add(1.0, pe, y);
    }
  }
}
