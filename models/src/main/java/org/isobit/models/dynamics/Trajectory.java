package org.isobit.models.dynamics;

import org.isobit.kernels.Checks;
import org.isobit.kernels.dynamics.Stages;

/**
 * A run of a scheme that keeps the states of all its stages, and with them the exact derivative M of the discrete run:
 * what the state at the end changes by per change of the state at the start. {@link #tangent} is M·dx, {@link #adjoint}
 * Mᵀ·dy, both exact derivatives of the scheme and not discretisations of the tangent equations.
 *
 * <p>{@link Integrator#record} fills it; it may be filled again, and then reuses its memory: steps × stages × size
 * numbers. Not thread-safe: one a thread.
 */
public final class Trajectory {

  private Scheme scheme;
  private LinearizedModel model;
  private double dt;
  private int steps;
  private double[] states = new double[0];
  private double[] work = new double[0];

  /** An empty one. */
  public Trajectory() {}

  /** Makes room for a run and returns the array of its stages' states. */
  double[] begin(Scheme scheme, LinearizedModel model, double dt, int steps) {
    int stages = scheme.stages();
    int n = model.size();
    this.model = null;
    int needed = Checks.elements("trajectory", steps, Math.multiplyExact(stages, n), Double.BYTES);
    if (states.length < needed) {
      states = new double[needed];
    }
    int stride = Scheme.stride(n);
    if (work.length < Scheme.ARRAYS * stride) {
      work = new double[Math.multiplyExact(Scheme.ARRAYS, stride)];
    }
    this.scheme = scheme;
    this.model = model;
    this.dt = dt;
    this.steps = steps;
    return states;
  }

  /** A workspace of {@link Scheme#ARRAYS} arrays of the run's stride. */
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
    System.arraycopy(states, step * scheme.stages() * n, x, offset, n);
  }

  /**
   * Takes a perturbation of the first state to that of the last one, in place.
   *
   * @param dx     array that holds the perturbation
   * @param offset index of its first element
   * @throws IllegalArgumentException if it is not inside its array
   * @throws IllegalStateException    if nothing was recorded
   */
  public void tangent(double[] dx, int offset) {
    int n = require().size();
    Checks.vector("tangent", "dx", dx, offset, n);
    for (int step = 0; step < steps; step++) {
      tangentStep(step * scheme.stages() * n, n, dx, offset);
    }
  }

  /** The stages of the scheme, of which J(y)·dy takes the place of f(y). */
  private void tangentStep(int first, int n, double[] dx, int offset) {
    int stride = Scheme.stride(n);
    int last = scheme.stages() - 1;
    double[] from = dx;
    int at = offset;
    for (int s = 0; s < last; s++) {
      model.tangent(states, first + s * n, from, at, work, 0);
      Stages.stage(n, dt, scheme.part(s), dx, offset, work, 0, work, (2 + s) * stride, work, stride);
      from = work;
      at = stride;
    }
    model.tangent(states, first + last * n, from, at, work, 0);
    scheme.finish(n, dt, work, stride, dx, offset);
  }

  /**
   * Takes an adjoint of the last state, the gradient of any function by it, to that of the first one, in place.
   *
   * @param dy     array that holds the adjoint
   * @param offset index of its first element
   * @throws IllegalArgumentException if it is not inside its array
   * @throws IllegalStateException    if nothing was recorded
   */
  public void adjoint(double[] dy, int offset) {
    int n = require().size();
    Checks.vector("adjoint", "dy", dy, offset, n);
    for (int step = steps - 1; step >= 0; step--) {
      adjointStep(step * scheme.stages() * n, n, dy, offset);
    }
  }

  private void adjointStep(int first, int n, double[] dy, int offset) {
    int stride = Scheme.stride(n);
    int last = scheme.stages() - 1;
    double weight = scheme.weight(last);
    int sum = 2 * stride;
    for (int i = 0; i < n; i++) {
      work[i] = dy[offset + i] * weight;
      work[sum + i] = dy[offset + i];
    }
    int k = 0;
    for (int s = last; s > 0; s--) {
      int other = stride - k;
      model.adjoint(states, first + s * n, work, k, work, other);
      Stages.adjointStage(n, dt, scheme.weight(s - 1), scheme.part(s - 1), dy, offset, work, sum, work, other);
      k = other;
    }
    model.adjoint(states, first, work, k, work, stride - k);
    Stages.euler(n, dt, work, stride - k, work, sum);
    System.arraycopy(work, sum, dy, offset, n);
  }

  private LinearizedModel require() {
    if (model == null) {
      throw new IllegalStateException("trajectory: nothing was recorded");
    }
    return model;
  }
}
