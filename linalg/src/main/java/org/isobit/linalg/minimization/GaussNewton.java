package org.isobit.linalg.minimization;

import java.util.Arrays;
import java.util.function.Consumer;
import org.isobit.kernels.Checks;

/**
 * Gauss–Newton with inner conjugate gradients: minimises f(x) = ½‖r(x)‖² + ½(x − c)ᵀP(x − c), the last term only where
 * there is a {@link Background}, from products with the Jacobian of r and its transpose. It is the outer and inner loop
 * of incremental variational assimilation (Courtier, Thépaut and Hollingsworth 1994, A strategy for operational
 * implementation of 4D-Var, using an incremental approach, Q. J. R. Meteorol. Soc. 120).
 *
 * <p>Source: section 10.3 of Nocedal and Wright (2006), Numerical Optimization. A step is shortened only where the full
 * one does not lower f enough.
 *
 * <p><b>Order of operations.</b> Each iteration: g = Jᵀr, with a background e = x − c, g ← g + 1·(P·e); conjugate
 * gradients as in {@link ConjugateGradients} on (JᵀJ + P)·d = −g from d = 0 until ‖residual‖ ≤ tolerance·‖g‖, where the
 * product is Jᵀ(J·v), to which 1·(P·v) is added; slope = dᵀg; trials x + t·d, first t = 1, until f ≤ f_0 +
 * (10⁻⁴·t)·slope (and f &lt; f_0 if t &lt; 1): after one that is higher t ← (−slope)·t·t ÷ (2·(f − f_0 − slope·t)), at
 * least t·0.1 and at most t·0.5 (equation 3.58); t·0.1 after one that is not finite. f = 0.5·rᵀr, with a background +
 * 0.5·eᵀ(P·e). Immutable, thread-safe.
 */
public final class GaussNewton {

  private static final String NAME = "gauss-newton";
  private static final double TOLERANCE = 1e-3;

  /** Sufficient decrease, the most and the least that is kept of a step that was too long, and how often. */
  private static final double DECREASE = 1e-4;
  private static final double MOST = 0.5;
  private static final double LEAST = 0.1;
  private static final int TRIALS = 30;

  private final int iterations;
  private final double tolerance;
  private final Background background;
  private final LinearOperator preconditioner;
  private final Stopping stopping;
  private final Consumer<Iteration> listener;

  /** No background; tolerance 10⁻³, at most twice as many inner iterations as variables; {@link Stopping#USUAL}. */
  public GaussNewton() {
    this(Integer.MAX_VALUE, TOLERANCE, null, null, Stopping.USUAL, null);
  }

  private GaussNewton(int iterations, double tolerance, Background background, LinearOperator preconditioner,
      Stopping stopping, Consumer<Iteration> listener) {
    this.iterations = iterations;
    this.tolerance = tolerance;
    this.background = background;
    this.preconditioner = preconditioner;
    this.stopping = stopping;
    this.listener = listener;
  }

  /**
   * The same with other inner iterations.
   *
   * @param most     most inner iterations, at least 1; never more than twice the number of variables are made
   * @param relative relative residual at which they end, in (0, 1)
   * @return the method
   * @throws IllegalArgumentException if a number is out of range
   */
  public GaussNewton withInner(int most, double relative) {
    Checks.positive(NAME, "inner iterations", most);
    Progress.tolerance(NAME, relative);
    return new GaussNewton(most, relative, background, preconditioner, stopping, listener);
  }

  /**
   * The same with a background.
   *
   * @param term what is added to the sum of squares
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public GaussNewton withBackground(Background term) {
    Checks.present(NAME, "background", term);
    return new GaussNewton(iterations, tolerance, term, preconditioner, stopping, listener);
  }

  /**
   * The same with a preconditioner of the inner iterations.
   *
   * @param m products with M ≈ (JᵀJ + P)⁻¹, symmetric positive definite
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public GaussNewton withPreconditioner(LinearOperator m) {
    Checks.present(NAME, "preconditioner", m);
    return new GaussNewton(iterations, tolerance, background, m, stopping, listener);
  }

  /**
   * The same with other criteria.
   *
   * @param criteria when it ends
   * @return the method
   * @throws IllegalArgumentException if there are none
   */
  public GaussNewton withStopping(Stopping criteria) {
    Checks.present(NAME, "stopping", criteria);
    return new GaussNewton(iterations, tolerance, background, preconditioner, criteria, listener);
  }

  /**
   * The same with somebody who is told of the start and of every iteration.
   *
   * @param told takes the records
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public GaussNewton withListener(Consumer<Iteration> told) {
    Checks.present(NAME, "listener", told);
    return new GaussNewton(iterations, tolerance, background, preconditioner, stopping, told);
  }

  /**
   * Minimises a sum of squares.
   *
   * @param problem the residuals
   * @param start   where to start, finite
   * @return the minimum, and how it was found
   * @throws IllegalArgumentException if something is null, the start is not finite or of another length, or the centre
   *                                  of the background has another length
   */
  public Minimum minimize(LeastSquares problem, double[] start) {
    Checks.present(NAME, "problem", problem);
    int n = problem.size();
    double[] x = Vectors.start(NAME, n, start);
    Checks.positive(NAME, "the number of residuals", problem.residuals());
    if (background != null && background.centre().length != n) {
      throw new IllegalArgumentException(NAME + ": the background's centre has " + background.centre().length
          + " elements, but there are " + n + " variables");
    }
    SquaresSum sum = new SquaresSum(problem, background);
    Progress progress = new Progress(NAME, true, stopping, listener);
    ConjugateLoop loop = new ConjugateLoop(n, sum, preconditioner);
    double[] d = new double[n];
    double[] g = new double[n];
    double[] point = new double[n];
    double value = sum.value(x);
    sum.gradient(x, g);
    progress.evaluated(1);
    Ending ending = progress.begin(value, Vectors.norm(g));
    double notFinite = 0.0;
    while (ending == null) {
      notFinite = 0.0;
      Vectors.scale(-1.0, g, loop.r);
      Ending solved = loop.solve(d, tolerance, Progress.inner(n, iterations));
      boolean stuck = solved == Ending.INDEFINITE && loop.steps == 0;
      if (solved == Ending.NOT_FINITE || loop.unfit || stuck) {
        return progress.end(solved, x, progress.place(loop.fault));
      }
      double slope = Vectors.dot(g, d);
      double t = 1.0;
      double reached = value;
      boolean found = false;
      for (int trial = 0; slope < 0.0 && trial < TRIALS && !found; trial++) {
        Vectors.sum(t, d, x, point);
        if (Arrays.equals(point, x)) {
          break;
        }
        reached = sum.value(point);
        progress.evaluated(1);
        notFinite = Double.isFinite(reached) ? 0.0 : reached;
        // Of the same value to working precision may be a full step alone, whose gradient decides.
        found = reached <= value + DECREASE * t * slope && (t == 1.0 || reached < value);
        t = found ? t : shorter(t, value, slope, reached);
      }
      if (found) {
        double[] spare = x;
        x = point;
        point = spare;
        value = reached;
        sum.gradient(x, g);
        ending = progress.next(value, Vectors.norm(g), t * Vectors.norm(d), loop.steps, x);
      } else {
        ending = notFinite == 0.0 ? Ending.NO_DECREASE : Ending.NOT_FINITE;
      }
    }
    return progress.end(ending, x, progress.nothing(notFinite));
  }

  private static double shorter(double t, double value, double slope, double reached) {
    if (!Double.isFinite(reached)) {
      return t * LEAST;
    }
    double least = -slope * t * t / (2.0 * (reached - value - slope * t));
    return Vectors.larger(t * LEAST, Vectors.smaller(t * MOST, least));
  }
}
