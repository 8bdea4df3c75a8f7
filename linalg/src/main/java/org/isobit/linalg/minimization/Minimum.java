package org.isobit.linalg.minimization;

import java.util.List;

/**
 * Where a minimisation ended, and how it went.
 *
 * @param x           the best point that was found, an array of its own
 * @param evaluations how often value and gradient, residuals, or a product with the operator of
 *                    {@link ConjugateGradients} were computed
 * @param records     the start and every iteration, in order
 * @param ending      why it ended
 * @param message     the same as one sentence
 */
public record Minimum(double[] x, int evaluations, List<Iteration> records, Ending ending, String message) {

  /**
   * The value at {@link #x}.
   *
   * @return the least value found
   */
  public double value() {
    return records.getLast().value();
  }

  /**
   * The norm of the gradient at {@link #x}.
   *
   * @return it
   */
  public double gradient() {
    return records.getLast().gradient();
  }

  /**
   * Number of iterations.
   *
   * @return it, 0 if the start was the minimum
   */
  public int iterations() {
    return records.size() - 1;
  }

  /**
   * Whether a criterion was met.
   *
   * @return {@link Ending#converged}
   */
  public boolean converged() {
    return ending.converged();
  }
}
