package org.isobit.linalg.minimization;

import java.util.function.Consumer;
import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.kernels.reduce.LaneReduce;

/**
 * Levenberg–Marquardt: minimises f(x) = ½‖r(x)‖² for few variables and at least as many residuals, with the Jacobian J
 * as a matrix; steps stay in a region ‖D·p‖ ≤ Δ in which the linearised residuals are trusted, D having the largest
 * norms of the columns of J so far.
 *
 * <p>Source: Moré (1978), The Levenberg–Marquardt algorithm: implementation and theory, Lecture Notes in Mathematics
 * 630, algorithm 7.1, with the constants of MINPACK's lmder (Moré, Garbow and Hillstrom 1980). The factors are {@link
 * org.isobit.linalg.qr.HouseholderQr}'s, without exchange of columns, of J·D⁻¹.
 *
 * <p><b>Order of operations.</b> F = ‖r‖, f = 0.5·rᵀr, g = Jᵀr. Each iteration: c_j = √(Σ_i J_ij²), one chain a column,
 * D_j = max(D_j, c_j), at first c_j or 1 where that is 0; K_ij = J_ij ÷ D_j; R and Qᵀr of its QR. At first Δ =
 * radius·‖D·x‖, or radius if that is 0. Trials: {@code DampedStep} of Δ gives p and λ; x' = x + p_j ÷ D_j, at the very
 * first trial Δ = min(Δ, ‖p‖); F' = ‖r(x')‖, a = 1 − (F' ÷ F)·(F' ÷ F) if 0.1·F' &lt; F, else −1; u = ‖R·p‖ ÷ F, v =
 * √λ·‖p‖ ÷ F, predicted = u·u + v·v ÷ 0.5, slope = −(u·u + v·v), ρ = a ÷ predicted (0 if that is 0). If ρ ≤ 0.25: s =
 * 0.5 if a ≥ 0, else 0.5·slope ÷ (slope + 0.5·a); s = 0.1 if 0.1·F' ≥ F or s &lt; 0.1; Δ = s·min(Δ, ‖p‖ ÷ 0.1), λ ← λ ÷
 * s. Else if λ = 0 or ρ ≥ 0.75: Δ = ‖p‖ ÷ 0.5, λ ← 0.5·λ. ρ ≥ 10⁻⁴ ends the trials with x'. Before that the method
 * ends ({@link Ending#NO_DECREASE}) if Δ ≤ 2^−52·‖D·x‖, or |a| and predicted are at most 2^−52 and 0.5·ρ at most 1.
 * Immutable, thread-safe.
 */
public final class LevenbergMarquardt {

  private static final String NAME = "levenberg-marquardt";
  private static final double RADIUS = 100.0;
  private static final double EPSILON = 0x1p-52;
  private static final double POOR = 0.25;
  private static final double GOOD = 0.75;
  private static final double ENOUGH = 1e-4;

  /** What a region shrinks to at least. */
  private static final double LEAST = 0.1;

  private final double radius;
  private final Stopping stopping;
  private final Consumer<Iteration> listener;

  /** First radius 100·‖D·x‖ and {@link Stopping#USUAL}. */
  public LevenbergMarquardt() {
    this(RADIUS, Stopping.USUAL, null);
  }

  private LevenbergMarquardt(double radius, Stopping stopping, Consumer<Iteration> listener) {
    this.radius = radius;
    this.stopping = stopping;
    this.listener = listener;
  }

  /**
   * The same with another first radius.
   *
   * @param relative the radius relative to ‖D·x‖, or itself if that is 0; usual are 0.1 to 100
   * @return the method
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public LevenbergMarquardt withRadius(double relative) {
    Checks.positive(NAME, "radius", relative);
    return new LevenbergMarquardt(relative, stopping, listener);
  }

  /**
   * The same with other criteria.
   *
   * @param criteria when it ends
   * @return the method
   * @throws IllegalArgumentException if there are none
   */
  public LevenbergMarquardt withStopping(Stopping criteria) {
    Checks.present(NAME, "stopping", criteria);
    return new LevenbergMarquardt(radius, criteria, listener);
  }

  /**
   * The same with somebody who is told of the start and of every iteration.
   *
   * @param told takes the records
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public LevenbergMarquardt withListener(Consumer<Iteration> told) {
    Checks.present(NAME, "listener", told);
    return new LevenbergMarquardt(radius, stopping, told);
  }

  /**
   * Minimises a sum of squares.
   *
   * @param problem the residuals, at least as many as variables
   * @param start   where to start, finite
   * @return the minimum, and how it was found
   * @throws IllegalArgumentException if something is null, the start is not finite or of another length, or there are
   *                                  fewer residuals than variables
   */
  public Minimum minimize(DenseLeastSquares problem, double[] start) {
    Checks.present(NAME, "problem", problem);
    double[] x = Vectors.start(NAME, problem.size(), start);
    if (problem.residuals() < x.length) {
      throw new IllegalArgumentException(NAME + ": there are " + problem.residuals() + " residuals, but " + x.length
          + " variables");
    }
    Checks.elements(NAME, problem.residuals(), x.length, Double.BYTES);
    Checks.elements(NAME, 2 * x.length, x.length, Double.BYTES);
    return new Search(problem, x).run();
  }

  /** One minimisation. */
  private final class Search {

    private final DenseLeastSquares problem;
    private final int m;
    private final int n;
    private final Progress progress = new Progress(NAME, true, stopping, listener);
    private final DampedStep damped;
    private double[] x;
    private double[] r;
    private double[] point;
    private double[] residual;
    private final double[] jacobian;
    private final double[] columns;
    private final double[] scale;
    private final double[] g;

    /** ‖r‖ at x, Δ, trials of the iteration, and the ‖r‖ of the last trial. */
    private double size;
    private double delta;
    private int trials;
    private double reached;

    /** What ‖r‖ was at the last trial if it was not finite; else 0. */
    private double notFinite;

    Search(DenseLeastSquares problem, double[] start) {
      this.problem = problem;
      m = problem.residuals();
      n = start.length;
      damped = new DampedStep(m, n);
      x = start;
      point = new double[n];
      r = new double[m];
      residual = new double[m];
      jacobian = new double[m * n];
      columns = new double[n];
      scale = new double[n];
      g = new double[n];
    }

    Minimum run() {
      problem.residual(x, r);
      progress.evaluated(1);
      size = Vectors.norm(r);
      Ending ending = progress.begin(0.5 * Vectors.dot(r, r), gradient());
      while (ending == null) {
        scaled();
        damped.factor(jacobian, r);
        trials = 0;
        notFinite = 0.0;
        ending = trial();
        if (ending == null) {
          double[] spare = x;
          x = point;
          point = spare;
          spare = r;
          r = residual;
          residual = spare;
          size = reached;
          Vectors.difference(x, point, columns);
          double step = Vectors.norm(columns);
          ending = progress.next(0.5 * Vectors.dot(r, r), gradient(), step, trials, x);
        }
      }
      return progress.end(ending, x, progress.nothing(notFinite));
    }

    /** J and g at x; the norm of g. */
    private double gradient() {
      problem.jacobian(x, jacobian);
      Gemm.gemv(true, n, m, 1.0, jacobian, 0, n, r, 0, 1, 0.0, g, 0, 1);
      return Vectors.norm(g);
    }

    /** D of all Jacobians so far, and J·D⁻¹ in the place of J. */
    private void scaled() {
      LaneReduce.dot(m, n, jacobian, 0, n, jacobian, 0, n, columns, 0);
      for (int j = 0; j < n; j++) {
        scale[j] = Vectors.larger(scale[j], Math.sqrt(columns[j]));
        scale[j] = scale[j] == 0.0 ? 1.0 : scale[j];
      }
      for (int i = 0; i < m * n; i++) {
        jacobian[i] = jacobian[i] / scale[i % n];
      }
      if (delta == 0.0) {
        delta = radius * length();
        delta = delta > 0.0 ? delta : radius;
      }
    }

    /** ‖D·x‖. */
    private double length() {
      for (int j = 0; j < n; j++) {
        columns[j] = scale[j] * x[j];
      }
      return Vectors.norm(columns);
    }

    /** Trials until one is good enough, and stands in {@link #point}: then null. */
    private Ending trial() {
      while (true) {
        damped.solve(delta);
        for (int j = 0; j < n; j++) {
          point[j] = x[j] + damped.p[j] / scale[j];
        }
        problem.residual(point, residual);
        progress.evaluated(1);
        trials++;
        delta = progress.first(trials) ? Vectors.smaller(delta, damped.norm) : delta;
        reached = Vectors.norm(residual);
        notFinite = Double.isFinite(reached) ? 0.0 : reached;
        double actual = LEAST * reached < size ? 1.0 - reached / size * (reached / size) : -1.0;
        double u = damped.image() / size;
        double v = Math.sqrt(damped.lambda) * damped.norm / size;
        double predicted = u * u + v * v / 0.5;
        double ratio = predicted == 0.0 ? 0.0 : actual / predicted;
        resize(actual, -(u * u + v * v), ratio);
        if (ratio >= ENOUGH) {
          return null;
        }
        if (delta <= EPSILON * length() || !(damped.norm > 0.0)
            || Math.abs(actual) <= EPSILON && predicted <= EPSILON && 0.5 * ratio <= 1.0) {
          return notFinite == 0.0 ? Ending.NO_DECREASE : Ending.NOT_FINITE;
        }
      }
    }

    private void resize(double actual, double slope, double ratio) {
      if (ratio <= POOR) {
        double s = actual >= 0.0 ? 0.5 : 0.5 * slope / (slope + 0.5 * actual);
        s = LEAST * reached >= size || !(s >= LEAST) ? LEAST : s;
        delta = s * Vectors.smaller(delta, damped.norm / LEAST);
        damped.lambda = damped.lambda / s;
      } else if (damped.lambda == 0.0 || ratio >= GOOD) {
        delta = damped.norm / 0.5;
        damped.lambda = 0.5 * damped.lambda;
      }
    }
  }
}
