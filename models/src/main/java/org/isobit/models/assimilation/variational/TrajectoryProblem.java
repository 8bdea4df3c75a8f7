package org.isobit.models.assimilation.variational;

import java.util.List;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.random.Philox;
import org.isobit.kernels.reduce.Reduce;
import org.isobit.linalg.minimization.LeastSquares;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Linearization;

/**
 * The residuals of 4D-Var in a window of times 0 … k, J(v) = ½‖r(v)‖² with r = (v, R_j^{-1/2}·(H_j·x_j − y_j) for each
 * time j that was observed), where
 *
 * <pre>
 *   x_0 = b_0 + U·v_0      x_j = M_j(x_{j−1}) + b_j + V·v_j      B = U·Uᵀ, Q = V·Vᵀ
 * </pre>
 *
 * and, with a perfect model, without b_j, v_j for j &gt; 0. Products with the Jacobian are a run of the tangent, those
 * with its transpose one of the adjoint. Not thread-safe.
 */
final class TrajectoryProblem implements LeastSquares {

  /** Enough for the size of the largest eigenvalue, if not its digits. */
  private static final int POWER_STEPS = 8;

  private final ForecastModel model;
  private final long begin;

  /** Steps of each interval. */
  private final int[] steps;

  /** b, block after block. */
  private final double[] background;
  private final double[] root;

  /** V, or null for a perfect model. */
  private final double[] errorRoot;
  private final List<Observed> observed;
  private final int n;
  private final int residuals;
  private final Linearization[] derivatives;

  TrajectoryProblem(ForecastModel model, long begin, int[] steps, double[] background, double[] root,
      double[] errorRoot, List<Observed> observed) {
    this.model = model;
    this.begin = begin;
    this.steps = steps;
    this.background = background;
    this.root = root;
    this.errorRoot = errorRoot;
    this.observed = observed;
    n = model.size();
    int count = background.length;
    for (Observed o : observed) {
      count = Math.addExact(count, o.count());
    }
    residuals = count;
    derivatives = new Linearization[steps.length];
  }

  @Override
  public int size() {
    return background.length;
  }

  @Override
  public int residuals() {
    return residuals;
  }

  /** b + U·v, b_j + V·v_j: what stands in the controls' place at their time. */
  double[] value(double[] v) {
    double[] z = background.clone();
    for (int at = 0; at < z.length; at += n) {
      add(at == 0 ? root : errorRoot, v, at, z, at);
    }
    return z;
  }

  /** y += U·x, U symmetric. */
  private void add(double[] u, double[] x, int xAt, double[] y, int yAt) {
    Gemm.gemv(false, n, n, 1.0, u, 0, n, x, xAt, 1, 1.0, y, yAt, 1);
  }

  /** x_0 … x_k, one after the other. */
  double[] states(double[] v) {
    return run(v, null);
  }

  private double[] run(double[] v, Linearization[] kept) {
    double[] z = value(v);
    double[] states = new double[Checks.elements("4D-Var", steps.length + 1, n, Double.BYTES)];
    double[] x = new double[n];
    System.arraycopy(z, 0, states, 0, n);
    long from = begin;
    for (int j = 0; j < steps.length; j++) {
      System.arraycopy(states, j * n, x, 0, n);
      if (kept == null) {
        model.advance(from, steps[j], Ensemble.of(x, 1, n), Workers.serial());
      } else {
        kept[j] = model.linearize(from, steps[j], x);
      }
      from += steps[j];
      int next = (j + 1) * n;
      for (int i = 0; i < n; i++) {
        states[next + i] = errorRoot == null ? x[i] : x[i] + z[next + i];
      }
    }
    return states;
  }

  @Override
  public void residual(double[] v, double[] r) {
    double[] states = states(v);
    System.arraycopy(v, 0, r, 0, v.length);
    int at = v.length;
    for (Observed o : observed) {
      o.depart(states, o.time() * n, r, at);
      at += o.count();
    }
  }

  @Override
  public void linearize(double[] v) {
    run(v, derivatives);
  }

  @Override
  public void tangent(double[] v, double[] y) {
    double[] dx = new double[n];
    System.arraycopy(v, 0, y, 0, v.length);
    add(root, v, 0, dx, 0);
    int at = v.length;
    int next = 0;
    for (int j = 0; j <= steps.length; j++) {
      if (j > 0) {
        derivatives[j - 1].tangent(dx, 0);
        if (errorRoot != null) {
          add(errorRoot, v, j * n, dx, 0);
        }
      }
      while (next < observed.size() && observed.get(next).time() == j) {
        observed.get(next).observe(dx, 0, y, at);
        at += observed.get(next++).count();
      }
    }
  }

  @Override
  public void adjoint(double[] w, double[] y) {
    double[] dx = new double[n];
    System.arraycopy(w, 0, y, 0, y.length);
    int at = residuals;
    int next = observed.size() - 1;
    for (int j = steps.length; j >= 0; j--) {
      while (next >= 0 && observed.get(next).time() == j) {
        at -= observed.get(next).count();
        observed.get(next--).adjoint(w, at, dx);
      }
      if (j == 0) {
        add(root, dx, 0, y, 0);
      } else {
        if (errorRoot != null) {
          add(errorRoot, dx, 0, y, j * n);
        }
        derivatives[j - 1].adjoint(dx, 0);
      }
    }
  }

  /**
   * The condition number of the Hessian I + Yᵀ·Y about the trajectory from v, that is its largest eigenvalue, since the
   * smallest one is 1 wherever there are more controls than observations: by a few steps of the power method from a
   * vector in no special direction, which never give too much.
   */
  double condition(double[] v) {
    linearize(v);
    double[] x = new double[size()];
    Philox.gaussian(1, 0, 0, x.length, x, 0);
    double[] y = new double[residuals];
    double largest = 0.0;
    for (int step = 0; step < POWER_STEPS; step++) {
      double norm = Reduce.norm2(x.length, x, 0);
      for (int i = 0; i < x.length; i++) {
        x[i] /= norm;
      }
      tangent(x, y);
      largest = Reduce.dot(y.length, y, 0, y, 0);
      if (!(largest <= Double.MAX_VALUE)) {
        return Double.POSITIVE_INFINITY;
      }
      adjoint(y, x);
    }
    return largest;
  }

  /** Standard deviations of x_k, linearised about the trajectory from v, given what was observed. */
  void deviations(String method, double[] v, double[] to) {
    int controls = size();
    linearize(v);
    double[] z = new double[Checks.elements(method, controls, n, Double.BYTES)];
    double[] a = Posterior.identity(method, controls);
    System.arraycopy(root, 0, z, 0, root.length);
    int rows = n;
    int next = 0;
    for (int j = 0; j <= steps.length; j++) {
      if (j > 0) {
        for (int c = 0; c < rows; c++) {
          derivatives[j - 1].tangent(z, c * n);
        }
        if (errorRoot != null) {
          System.arraycopy(errorRoot, 0, z, rows * n, errorRoot.length);
          rows += n;
        }
      }
      while (next < observed.size() && observed.get(next).time() == j) {
        Observed o = observed.get(next++);
        Posterior.add(controls, o.count(), o.rows(controls, z), a);
      }
    }
    Posterior.deviations(method, controls, a, n, z, to);
  }
}
