package org.isobit.verify.linalg;

import org.isobit.linalg.minimization.HessianCostFunction;
import org.isobit.linalg.minimization.LeastSquares;

/**
 * Rosenbrock's function in any number of variables, as sum of squares f = ½Σ r² with residuals 10(x_{i+1} − x_i²) and 1
 * − x_i, twice the half of the published one; value, gradient, Hessian and Jacobian without a matrix. Its minimum is 0
 * at (1, …, 1). Not thread-safe.
 */
public final class Rosenbrock implements HessianCostFunction, LeastSquares {

  private final int n;

  /** Distance between the first variables of two terms: 1 if each variable is in two terms, 2 if each is in one. */
  private final int stride;
  private final double[] at;
  private final double[] r;
  private final double[] image;

  private Rosenbrock(int n, int stride) {
    this.n = n;
    this.stride = stride;
    at = new double[n];
    r = new double[residuals()];
    image = new double[residuals()];
  }

  /**
   * Pairs of variables that know nothing of each other: the extended function of Moré, Garbow and Hillstrom (1981).
   *
   * @param n number of variables, even
   * @return the function
   */
  public static Rosenbrock extended(int n) {
    return new Rosenbrock(n, 2);
  }

  /**
   * Each variable with the next one.
   *
   * @param n number of variables, at least 2
   * @return the function
   */
  public static Rosenbrock chained(int n) {
    return new Rosenbrock(n, 1);
  }

  /**
   * The standard start, −1.2 and 1 in turn.
   *
   * @return a new array
   */
  public double[] start() {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 2 == 0 ? -1.2 : 1.0;
    }
    return x;
  }

  @Override
  public int size() {
    return n;
  }

  @Override
  public int residuals() {
    return 2 * ((n - 2) / stride + 1);
  }

  @Override
  public void residual(double[] x, double[] to) {
    for (int i = 0, k = 0; i + 1 < n; i += stride, k += 2) {
      to[k] = 10.0 * (x[i + 1] - x[i] * x[i]);
      to[k + 1] = 1.0 - x[i];
    }
  }

  @Override
  public void linearize(double[] x) {
    System.arraycopy(x, 0, at, 0, n);
    residual(x, r);
  }

  @Override
  public void tangent(double[] v, double[] y) {
    for (int i = 0, k = 0; i + 1 < n; i += stride, k += 2) {
      y[k] = 10.0 * (v[i + 1] - 2.0 * at[i] * v[i]);
      y[k + 1] = -v[i];
    }
  }

  @Override
  public void adjoint(double[] w, double[] y) {
    adjoint(at, w, y);
  }

  private void adjoint(double[] x, double[] w, double[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = 0.0;
    }
    for (int i = 0, k = 0; i + 1 < n; i += stride, k += 2) {
      y[i] += -20.0 * x[i] * w[k] - w[k + 1];
      y[i + 1] += 10.0 * w[k];
    }
  }

  @Override
  public double evaluate(double[] x, double[] gradient) {
    residual(x, image);
    adjoint(x, image, gradient);
    double sum = 0.0;
    for (double each : image) {
      sum += each * each;
    }
    return 0.5 * sum;
  }

  /** JᵀJ·v and what the curvature of the residuals adds. */
  @Override
  public void hessian(double[] v, double[] y) {
    tangent(v, image);
    adjoint(at, image, y);
    for (int i = 0, k = 0; i + 1 < n; i += stride, k += 2) {
      y[i] += -20.0 * r[k] * v[i];
    }
  }
}
