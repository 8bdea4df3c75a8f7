package org.isobit.models.assimilation.internal;

import org.isobit.kernels.NumericalException;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.linalg.minimization.HessianCostFunction;
import org.isobit.linalg.minimization.Minimum;
import org.isobit.linalg.minimization.Newton;
import org.isobit.linalg.minimization.Stopping;

/**
 * The primal cost of EnKF-N, ½·w·G·w − w·b + ½·κ·ln(ε + w·w) with G = S·Sᵀ, b = S·d and κ = (N − 1)·c, without the
 * constant ½·d·d (Bocquet 2011). Its gradient is G·w − b + ζ·w with ζ = κ/(ε + w·w), its second derivative
 * G + ζ·I − 2·ζ/(ε + w·w)·w·wᵀ.
 */
final class FiniteSizeWeights implements HessianCostFunction {

  /**
   * Until here steps are chosen by the cost, whose digits end at about the root of what the gradient's resolve; where
   * they do, the gradient is that much smaller than at w = 0.
   */
  private static final double SMALL = 1e-6;
  private static final Newton NEWTON = new Newton().withStopping(Stopping.USUAL.withGradient(SMALL));

  /** Newton steps, by the gradient alone, that follow at most. */
  private static final int LAST = 20;

  private final String filter;
  private final int k;
  private final double[] gram;
  private final double[] right;
  private final double kappa;
  private final double epsilon;

  /** Where the Hessian is taken, and what it takes there. */
  private final double[] at;
  private double zeta;
  private double whole;

  FiniteSizeWeights(String filter, int k, double[] gram, double[] right, double kappa, double epsilon) {
    this.filter = filter;
    this.k = k;
    this.gram = gram;
    this.right = right;
    this.kappa = kappa;
    this.epsilon = epsilon;
    at = new double[k];
  }

  /** The minimum that Newton's method finds from w = 0. */
  double[] minimize() {
    Minimum minimum = NEWTON.minimize(this, new double[k]);
    if (!minimum.converged()) {
      throw new NumericalException(filter + ": no weights found: " + minimum.message() + "; norm of the gradient", -1,
          minimum.gradient());
    }
    return polished(minimum.x());
  }

  /** Newton steps for as long as they make the gradient smaller. */
  private double[] polished(double[] start) {
    double[] w = start;
    double[] gradient = new double[k];
    double[] h = new double[k * k];
    Cholesky cholesky = new Cholesky();
    evaluate(w, gradient);
    double squares = dot(gradient, gradient);
    for (int i = 0; i < LAST && squares > 0.0; i++) {
      linearize(w);
      for (int m = 0; m < k; m++) {
        for (int n = 0; n < k; n++) {
          h[m * k + n] = Math.fma(-2.0 * zeta / whole * w[m], w[n], gram[m * k + n]);
        }
        h[m * k + m] += zeta;
      }
      factor(cholesky, h).solve(1, gradient, 0, 1);
      double[] next = new double[k];
      for (int m = 0; m < k; m++) {
        next[m] = w[m] - gradient[m];
      }
      evaluate(next, gradient);
      double after = dot(gradient, gradient);
      if (!(after < squares)) {
        return w;
      }
      w = next;
      squares = after;
    }
    return w;
  }

  private Cholesky factor(Cholesky cholesky, double[] h) {
    try {
      return cholesky.factor(k, h, 0, k);
    } catch (NumericalException e) {
      throw new NumericalException(filter + ": the cost's second derivative is not positive definite to working "
          + "precision where the search ended: use larger observation errors; pivot", e.index(), e.value());
    }
  }

  @Override
  public int size() {
    return k;
  }

  @Override
  public double evaluate(double[] w, double[] gradient) {
    Gemm.gemv(false, k, k, 1.0, gram, 0, k, w, 0, 1, 0.0, gradient, 0, 1);
    double squares = dot(w, w);
    double z = kappa / (epsilon + squares);
    double value = 0.5 * dot(w, gradient) - dot(w, right) + 0.5 * kappa * LogReference.log(epsilon + squares);
    for (int m = 0; m < k; m++) {
      gradient[m] = Math.fma(z, w[m], gradient[m] - right[m]);
    }
    return value;
  }

  @Override
  public void linearize(double[] w) {
    System.arraycopy(w, 0, at, 0, k);
    whole = epsilon + dot(w, w);
    zeta = kappa / whole;
  }

  @Override
  public void hessian(double[] v, double[] y) {
    Gemm.gemv(false, k, k, 1.0, gram, 0, k, v, 0, 1, 0.0, y, 0, 1);
    double along = 2.0 * zeta / whole * dot(at, v);
    for (int m = 0; m < k; m++) {
      y[m] = Math.fma(-along, at[m], Math.fma(zeta, v[m], y[m]));
    }
  }

  private double dot(double[] x, double[] y) {
    double s = 0.0;
    for (int m = 0; m < k; m++) {
      s = Math.fma(x[m], y[m], s);
    }
    return s;
  }
}
