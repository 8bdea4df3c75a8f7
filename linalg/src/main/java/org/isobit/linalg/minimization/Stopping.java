package org.isobit.linalg.minimization;

import org.isobit.kernels.Checks;

/**
 * When a minimisation ends. With value f, gradient g and point x after iteration k it ends, in this order, if ‖g_k‖ ≤
 * gradient·‖g_0‖ or ‖g_k‖ ≤ floor ({@link Ending#CONVERGED}), if decrease &gt; 0 and f_{k−1} − f_k ≤
 * decrease·max(|f_{k−1}|, |f_k|) ({@link Ending#SMALL_DECREASE}), if step &gt; 0 and ‖x_k − x_{k−1}‖ ≤ step·‖x_k‖
 * ({@link Ending#SMALL_STEP}), if rounding is all that is left ({@link Ending#NO_DECREASE}): an iteration of a
 * minimiser lowers neither f nor ‖g‖, or there is no step, or if k = iterations ({@link Ending#ITERATIONS}).
 *
 * @param iterations most iterations, at least 0
 * @param gradient   norm of the gradient, relative to that at the start
 * @param floor      norm of the gradient in its own unit
 * @param decrease   relative decrease of the value in one iteration; 0: not looked at
 * @param step       relative length of a step; 0: not looked at
 */
public record Stopping(int iterations, double gradient, double floor, double decrease, double step) {

  private static final String NAME = "stopping";

  /** At most 1000 iterations, until the gradient's norm is 10⁻⁸ of what it was at the start. */
  public static final Stopping USUAL = new Stopping(1000, 1e-8, 0.0, 0.0, 0.0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public Stopping {
    Checks.size(NAME, "iterations", iterations);
    Checks.notNegative(NAME, "gradient", gradient);
    Checks.notNegative(NAME, "floor", floor);
    Checks.notNegative(NAME, "decrease", decrease);
    Checks.notNegative(NAME, "step", step);
  }

  /**
   * The same with another number of iterations.
   *
   * @param most most iterations, at least 0
   * @return the criteria
   * @throws IllegalArgumentException if it is negative
   */
  public Stopping withIterations(int most) {
    return new Stopping(most, gradient, floor, decrease, step);
  }

  /**
   * The same with another bound of the gradient.
   *
   * @param relative norm of the gradient, relative to that at the start
   * @return the criteria
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Stopping withGradient(double relative) {
    return new Stopping(iterations, relative, floor, decrease, step);
  }

  /**
   * The same with another absolute bound of the gradient.
   *
   * @param absolute norm of the gradient
   * @return the criteria
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Stopping withFloor(double absolute) {
    return new Stopping(iterations, gradient, absolute, decrease, step);
  }

  /**
   * The same with another bound of the decrease.
   *
   * @param relative relative decrease of the value in one iteration; 0: not looked at
   * @return the criteria
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Stopping withDecrease(double relative) {
    return new Stopping(iterations, gradient, floor, relative, step);
  }

  /**
   * The same with another bound of the step.
   *
   * @param relative relative length of a step; 0: not looked at
   * @return the criteria
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Stopping withStep(double relative) {
    return new Stopping(iterations, gradient, floor, decrease, relative);
  }
}
