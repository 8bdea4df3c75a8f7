package org.isobit.models.dynamics;

import org.isobit.kernels.Checks;
import org.isobit.models.assimilation.Linearization;

/**
 * A run of a scheme that keeps the states of all its stages, and with them the exact derivative M of the discrete run:
 * what the state at the end changes by per change of the state at the start. {@link #tangent} is M·dx, {@link #adjoint}
 * Mᵀ·dy, both exact derivatives of the scheme and not discretisations of the tangent equations.
 *
 * <p>{@link Integrator#record} fills it; it may be filled again, and then reuses its memory: steps × stages × size
 * numbers. Not thread-safe: one a thread.
 */
public final class Trajectory implements Linearization {

  /** The derivative of one step of a run. */
  interface StepDerivative {
    /** Numbers of a state. */
    int size();

    /** States that a step keeps, its first one first. */
    int stages();

    /** Numbers of workspace that a step needs, in a run or in its derivative. */
    int workspace();

    /** Takes a perturbation over the step whose states start at an index, in place. */
    void tangent(double[] states, int first, double[] dx, int offset, double[] work);

    /** Takes an adjoint back over it, in place. */
    void adjoint(double[] states, int first, double[] dy, int offset, double[] work);
  }

  private StepDerivative derivative;
  private int steps;
  private double[] states = new double[0];
  private double[] work = new double[0];

  /** An empty one. */
  public Trajectory() {}

  /** Makes room for a run and returns the array of its stages' states; nothing is recorded until {@link #end}. */
  double[] begin(StepDerivative derivative, int steps) {
    this.derivative = null;
    this.steps = 0;
    int needed = Checks.elements("trajectory", steps, Math.multiplyExact(derivative.stages(), derivative.size()),
        Double.BYTES);
    if (states.length < needed) {
      states = new double[needed];
    }
    if (work.length < derivative.workspace()) {
      work = new double[derivative.workspace()];
    }
    return states;
  }

  /** The run that was begun is there, with all its states. */
  void end(StepDerivative derivative, int steps) {
    this.derivative = derivative;
    this.steps = steps;
  }

  /** A workspace that is large enough for a step. */
  double[] work() {
    return work;
  }

  /**
   * Number of steps of the run.
   *
   * @return the steps, 0 for an empty trajectory
   */
  public int steps() {
    return steps;
  }

  /**
   * Writes the state that a step started from.
   *
   * @param step   the step, from 0
   * @param x      takes the state
   * @param offset index of its first element
   * @throws IllegalArgumentException if there is no such step or the state does not fit
   * @throws IllegalStateException    if nothing was recorded
   */
  public void state(int step, double[] x, int offset) {
    int n = require().size();
    Checks.index("trajectory", "step", step, steps);
    Checks.vector("trajectory", "x", x, offset, n);
    System.arraycopy(states, first(step), x, offset, n);
  }

  /**
   * Takes a perturbation of the first state to that of the last one, in place.
   *
   * @param dx     array that holds the perturbation
   * @param offset index of its first element
   * @throws IllegalArgumentException if it is not inside its array
   * @throws IllegalStateException    if nothing was recorded
   */
  @Override
  public void tangent(double[] dx, int offset) {
    int n = require().size();
    Checks.vector("tangent", "dx", dx, offset, n);
    for (int step = 0; step < steps; step++) {
      derivative.tangent(states, first(step), dx, offset, work);
    }
  }

  /**
   * Takes an adjoint of the last state, the gradient of any function by it, to that of the first one, in place.
   *
   * @param dy     array that holds the adjoint
   * @param offset index of its first element
   * @throws IllegalArgumentException if it is not inside its array
   * @throws IllegalStateException    if nothing was recorded
   */
  @Override
  public void adjoint(double[] dy, int offset) {
    int n = require().size();
    Checks.vector("adjoint", "dy", dy, offset, n);
    for (int step = steps - 1; step >= 0; step--) {
      derivative.adjoint(states, first(step), dy, offset, work);
    }
  }

  private int first(int step) {
    return step * derivative.stages() * derivative.size();
  }

  private StepDerivative require() {
    if (derivative == null) {
      throw new IllegalStateException("trajectory: nothing was recorded");
    }
    return derivative;
  }
}
