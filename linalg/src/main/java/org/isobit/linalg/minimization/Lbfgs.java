package org.isobit.linalg.minimization;

import java.util.function.Consumer;
import org.isobit.kernels.Checks;

/**
 * L-BFGS, the quasi-Newton method of limited memory, with a line search for the strong Wolfe conditions: minimises any
 * smooth function from its values and gradients.
 *
 * <p>Sources: Liu and Nocedal (1989), On the limited memory BFGS method for large scale optimization, Math. Program.
 * 45; algorithms 7.4 (two loops) and 7.5 of Nocedal and Wright (2006), Numerical Optimization; Moré and Thuente (1994)
 * for the line search.
 *
 * <p><b>Order of operations.</b> For the pairs s_i = x_{i+1} − x_i, y_i = g_{i+1} − g_i that are kept, ρ_i = 1 ÷
 * s_iᵀy_i and, of the newest, γ = sᵀy ÷ yᵀy (equation 7.20): d = −g; from the newest pair to the oldest a_i =
 * ρ_i·(s_iᵀd), d ← d + (−a_i)·y_i; d ← γ·d; from the oldest to the newest β = ρ_i·(y_iᵀd), d ← d + (a_i − β)·s_i. The
 * first trial of the line search is 1, but min(1, 1 ÷ ‖g‖) along −g, where there are no pairs. Pairs with sᵀy ≤
 * 2^−52·yᵀy are not kept. Where a search finds nothing lower the pairs are forgotten, and −g is tried once before the
 * method ends. Immutable, thread-safe.
 */
public final class Lbfgs {

  /** Curvature below which a pair says nothing. */
  static final double EPSILON = 0x1p-52;

  private static final String NAME = "lbfgs";
  private static final int MEMORY = 10;

  private final int memory;
  private final Wolfe wolfe;
  private final Stopping stopping;
  private final Consumer<Iteration> listener;

  /** Ten pairs, {@link Wolfe#USUAL} and {@link Stopping#USUAL}. */
  public Lbfgs() {
    this(MEMORY, Wolfe.USUAL, Stopping.USUAL, null);
  }

  private Lbfgs(int memory, Wolfe wolfe, Stopping stopping, Consumer<Iteration> listener) {
    this.memory = memory;
    this.wolfe = wolfe;
    this.stopping = stopping;
    this.listener = listener;
  }

  /**
   * The same with another memory; it needs twice as many vectors.
   *
   * @param pairs pairs that are kept, at least 1; usual are 3 to 20
   * @return the method
   * @throws IllegalArgumentException if it is not positive
   */
  public Lbfgs withMemory(int pairs) {
    Checks.positive(NAME, "memory", pairs);
    return new Lbfgs(pairs, wolfe, stopping, listener);
  }

  /**
   * The same with another line search.
   *
   * @param conditions what a step has to meet
   * @return the method
   * @throws IllegalArgumentException if there are none
   */
  public Lbfgs withWolfe(Wolfe conditions) {
    Checks.present(NAME, "wolfe", conditions);
    return new Lbfgs(memory, conditions, stopping, listener);
  }

  /**
   * The same with other criteria.
   *
   * @param criteria when it ends
   * @return the method
   * @throws IllegalArgumentException if there are none
   */
  public Lbfgs withStopping(Stopping criteria) {
    Checks.present(NAME, "stopping", criteria);
    return new Lbfgs(memory, wolfe, criteria, listener);
  }

  /**
   * The same with somebody who is told of the start and of every iteration.
   *
   * @param told takes the records
   * @return the method
   * @throws IllegalArgumentException if there is none
   */
  public Lbfgs withListener(Consumer<Iteration> told) {
    Checks.present(NAME, "listener", told);
    return new Lbfgs(memory, wolfe, stopping, told);
  }

  /**
   * Minimises a function.
   *
   * @param function what is minimised
   * @param start    where to start, finite
   * @return the minimum, and how it was found
   * @throws IllegalArgumentException if something is null, or the start is not finite or of another length
   */
  public Minimum minimize(CostFunction function, double[] start) {
    Checks.present(NAME, "function", function);
    double[] x = Vectors.start(NAME, function.size(), start);
    Progress progress = new Progress(NAME, true, stopping, listener);
    WolfeSearch search = new WolfeSearch(function, wolfe);
    Pairs pairs = new Pairs(memory);
    double[] d = new double[x.length];
    double[] g = new double[x.length];
    double value = function.evaluate(x, g);
    progress.evaluated(1);
    Ending ending = progress.begin(value, Vectors.norm(g));
    while (ending == null) {
      boolean plain = pairs.isEmpty();
      pairs.direction(g, d);
      double slope = Vectors.dot(g, d);
      double first = plain ? Vectors.smaller(1.0, 1.0 / Vectors.norm(g)) : 1.0;
      boolean found = slope < 0.0 && search.run(x, value, slope, d, first);
      progress.evaluated(slope < 0.0 ? search.evaluations : 0);
      if (found) {
        double step = pairs.add(x, search.point, g, search.gradient);
        double[] spare = x;
        x = search.point;
        search.point = spare;
        spare = g;
        g = search.gradient;
        search.gradient = spare;
        value = search.value;
        ending = progress.next(value, Vectors.norm(g), step, search.evaluations, x);
      } else if (plain) {
        ending = search.notFinite == 0.0 ? Ending.NO_DECREASE : Ending.NOT_FINITE;
      } else {
        pairs.clear();
      }
    }
    return progress.end(ending, x, progress.nothing(search.notFinite));
  }
}
