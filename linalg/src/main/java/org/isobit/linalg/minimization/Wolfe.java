package org.isobit.linalg.minimization;

import org.isobit.kernels.Checks;

/**
 * What a line search asks of a step: along a direction d from x, with f(t) the value and s(t) the slope at x + t·d, the
 * strong Wolfe conditions f(t) ≤ f(0) + decrease·t·s(0) and |s(t)| ≤ curvature·|s(0)| (Nocedal and Wright 2006,
 * Numerical Optimization, equations 3.7).
 *
 * @param decrease    sufficient decrease c1, in (0, ½)
 * @param curvature   bound c2 of the slope, in (c1, 1); small ones make a search that is nearly exact
 * @param evaluations most evaluations of one search, at least 2
 */
public record Wolfe(double decrease, double curvature, int evaluations) {

  /** 10⁻⁴, 0.9 and 30: for quasi-Newton and Newton directions, whose first step is mostly right. */
  public static final Wolfe USUAL = new Wolfe(1e-4, 0.9, 30);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException unless 0 &lt; decrease &lt; ½, decrease &lt; curvature &lt; 1 and evaluations ≥ 2
   */
  public Wolfe {
    if (!(decrease > 0.0 && decrease < 0.5)) {
      throw new IllegalArgumentException("wolfe: decrease must be between 0 and 0.5, but is " + decrease);
    }
    if (!(curvature > decrease && curvature < 1.0)) {
      throw new IllegalArgumentException("wolfe: curvature must be between decrease " + decrease + " and 1, but is "
          + curvature);
    }
    if (evaluations < 2) {
      throw new IllegalArgumentException("wolfe: evaluations must be at least 2, but is " + evaluations);
    }
  }
}
