package org.isobit.linalg.minimization;

/** Why a minimisation ended. */
public enum Ending {

  /** The gradient is as small as asked for. */
  CONVERGED(true),

  /** The value fell by no more than asked for. */
  SMALL_DECREASE(true),

  /** The step was no longer than asked for. */
  SMALL_STEP(true),

  /** The number of iterations is used up. */
  ITERATIONS(false),

  /** No step lowers the value, or the gradient at the same value: only rounding is left, or the gradient is wrong. */
  NO_DECREASE(false),

  /** The function, its gradient or an operator gave NaN or an infinity, whatever step was tried. */
  NOT_FINITE(false),

  /** An operator that must be positive definite is not. */
  INDEFINITE(false);

  private final boolean converged;

  Ending(boolean converged) {
    this.converged = converged;
  }

  /**
   * Whether a criterion of {@link Stopping} other than the number of iterations was met.
   *
   * @return whether it was
   */
  public boolean converged() {
    return converged;
  }
}
