package org.isobit.linalg.minimization;

import java.util.function.Consumer;
import org.isobit.kernels.Checks;

/**
 * Newton's method with a line search: the Newton equations H·d = −g are solved by conjugate gradients, as far as it
 * pays, and left where the Hessian turns out not to be positive definite. Minimises any smooth function.
 *
 * <p>Source: algorithm 7.1, line search Newton–CG, of Nocedal and Wright (2006), Numerical Optimization, with the
 * tolerance of its equation 7.3 taken relative to the gradient at the start, so that a multiple of the function takes
 * the same steps; a strong Wolfe search in place of backtracking.
 *
 * <p><b>Order of operations.</b> Each iteration: conjugate gradients as in {@link ConjugateGradients} from d = 0 with
 * right-hand side −g until ‖r‖ ≤ η·‖g‖, η = min(tolerance, √(‖g‖ ÷ ‖g_0‖)); a direction pᵀHp ≤ 0 ends them, and if it
 * is the first, d = −g; then a line search as in {@link Lbfgs} with first trial 1. Where it finds nothing lower, −g is
 * tried once with first trial min(1, 1 ÷ ‖g‖). Immutable, thread-safe.
 */
public final class Newton {

  private static final String NAME = "newton";

  /** The bound of the relative residual in equation 7.3; ½ there, which costs small problems many more iterations. */
  private static final double TOLERANCE = 0.01;

  private final int iterations;
  private final double tolerance;
  private final LinearOperator preconditioner;
  private final Wolfe wolfe;
  private final Stopping stopping;
  private final Consumer<Iteration> listener;

  /** Tolerance 0.01, at most twice as many inner iterations as variables; usual line search and criteria. */
  public Newton() {
    this(Integer.MAX_VALUE, TOLERANCE, null, Wolfe.USUAL, Stopping.USUAL, null);
  }

  private Newton(int iterations, double tolerance, LinearOperator preconditioner, Wolfe wolfe, Stopping stopping,
      Consumer<Iteration> listener) {
    this.iterations = iterations;
    this.tolerance = tolerance;
    this.preconditioner = preconditioner;
    this.wolfe = wolfe;
    this.stopping = stopping;
    this.listener = listener;
  }

  /**
   * The same with other inner iterations.
   *
   * @param most     most inner iterations, at least 1; never more than twice the number of variables are made
   * @param relative largest relative residual of the Newton equations, in (0, 1)
   * @return the method
   * @throws IllegalArgumentException if a number is out of range
   */
  public Newton withInner(int most, double relative) {
    Checks.positive(NAME, "inner iterations", most);
    Progress.tolerance(NAME, relative);
    return new Newton(most, relative, preconditioner, wolfe, stopping, listener);
  }

  /**
   * The same with a preconditioner of the inner iterations.
   *
   * @param m products with M ≈ H⁻¹, symmetric positive definite
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public Newton withPreconditioner(LinearOperator m) {
    Checks.present(NAME, "preconditioner", m);
    return new Newton(iterations, tolerance, m, wolfe, stopping, listener);
  }

  /**
   * The same with another line search.
   *
   * @param conditions what a step has to meet
   * @return the method
   * @throws IllegalArgumentException if there are none
   */
  public Newton withWolfe(Wolfe conditions) {
    Checks.present(NAME, "wolfe", conditions);
    return new Newton(iterations, tolerance, preconditioner, conditions, stopping, listener);
  }

  /**
   * The same with other criteria.
   *
   * @param criteria when it ends
   * @return the method
   * @throws IllegalArgumentException if there are none
   */
  public Newton withStopping(Stopping criteria) {
    Checks.present(NAME, "stopping", criteria);
    return new Newton(iterations, tolerance, preconditioner, wolfe, criteria, listener);
  }

  /**
   * The same with somebody who is told of the start and of every iteration.
   *
   * @param told takes the records
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public Newton withListener(Consumer<Iteration> told) {
    Checks.present(NAME, "listener", told);
    return new Newton(iterations, tolerance, preconditioner, wolfe, stopping, told);
  }

  /**
   * Minimises a function.
   *
   * @param function what is minimised
   * @param start    where to start, finite
   * @return the minimum, and how it was found
   * @throws IllegalArgumentException if something is null, or the start is not finite or of another length
   */
  public Minimum minimize(HessianCostFunction function, double[] start) {
    Checks.present(NAME, "function", function);
    double[] x = Vectors.start(NAME, function.size(), start);
    int most = Progress.inner(x.length, iterations);
    Progress progress = new Progress(NAME, true, stopping, listener);
    WolfeSearch search = new WolfeSearch(function, wolfe);
    ConjugateLoop loop = new ConjugateLoop(x.length, function::hessian, preconditioner);
    double[] d = new double[x.length];
    double[] g = new double[x.length];
    double value = function.evaluate(x, g);
    progress.evaluated(1);
    double norm = Vectors.norm(g);
    double atStart = norm;
    Ending ending = progress.begin(value, norm);
    boolean plain = false;
    while (ending == null) {
      if (!plain) {
        function.linearize(x);
        Vectors.scale(-1.0, g, loop.r);
        Ending solved = loop.solve(d, Vectors.smaller(tolerance, Math.sqrt(norm / atStart)), most);
        if (solved == Ending.NOT_FINITE || loop.unfit) {
          return progress.end(solved, x, progress.place(loop.fault));
        }
        plain = loop.steps == 0;
      }
      if (plain) {
        Vectors.scale(-1.0, g, d);
      }
      double slope = Vectors.dot(g, d);
      double first = plain ? Vectors.smaller(1.0, 1.0 / norm) : 1.0;
      boolean found = slope < 0.0 && search.run(x, value, slope, d, first);
      progress.evaluated(slope < 0.0 ? search.evaluations : 0);
      if (found) {
        Vectors.difference(search.point, x, d);
        double[] spare = x;
        x = search.point;
        search.point = spare;
        spare = g;
        g = search.gradient;
        search.gradient = spare;
        value = search.value;
        norm = Vectors.norm(g);
        ending = progress.next(value, norm, Vectors.norm(d), loop.steps, x);
        plain = false;
      } else if (plain) {
        ending = search.notFinite == 0.0 ? Ending.NO_DECREASE : Ending.NOT_FINITE;
      } else {
        plain = true;
      }
    }
    return progress.end(ending, x, progress.nothing(search.notFinite));
  }
}
