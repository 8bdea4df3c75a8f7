package org.isobit.models.dynamics;

import org.isobit.kernels.Environment;
import org.isobit.kernels.Workers;
import org.isobit.kernels.dynamics.Stages;
import org.isobit.models.assimilation.Ensemble;

/**
 * What the explicit schemes share: going through the members, one by one or as interleaved groups, split over threads.
 *
 * <p>Immutable, thread-safe.
 */
public abstract sealed class Scheme implements Integrator permits RungeKutta4, RungeKutta2, Heun, Euler {

  /** Below this many updated variables a call is not worth a second thread: about 20 µs of Lorenz-96. */
  private static final long SERIAL_BELOW = 20_000;

  /** Stage arrays, one after the other in one workspace: the tendency, the stage's state, and k1, k2, k3. */
  private static final int ARRAYS = 5;

  private final double[] parts;
  private final double[] weights;

  /**
   * A scheme of stages y_1 = x, y_{s+1} = x + part_s·k_s with k_s = dt·f(y_s), that ends in x + Σ weight_s·k_s.
   */
  Scheme(double[] parts, double[] weights) {
    this.parts = parts;
    this.weights = weights;
  }

  /** Ends a step: work holds the last stage's tendency at 0, and k of stage s, from 0, at (2 + s)·stride. */
  abstract void finish(int n, double dt, double[] work, int stride, double[] x, int xo);

  /** Distance of stage arrays. Strides of a power of two would make stores to one stage stall loads of another. */
  private static int stride(int n) {
    return n + 24;
  }

  /** Advances by one step the n numbers from x[xo]; stage array a starts at work[a·stride]. */
  private void step(Model model, boolean interleaved, double dt, int n, double[] x, int xo, double[] work, int stride) {
    double[] y = x;
    int yo = xo;
    for (int s = 0; s < parts.length; s++) {
      tendency(model, interleaved, y, yo, work, 0);
      Stages.stage(n, dt, parts[s], x, xo, work, 0, work, (2 + s) * stride, work, stride);
      y = work;
      yo = stride;
    }
    tendency(model, interleaved, y, yo, work, 0);
    finish(n, dt, work, stride, x, xo);
  }

  @Override
  public final void record(Model model, double dt, int steps, double[] state, Trajectory trajectory) {
    check(name(), model, dt, steps, state.length);
    int n = model.size();
    int stride = stride(n);
    double[] kept = trajectory.begin(new Derivative(this, LinearizedModel.require(name(), model), dt), steps);
    double[] work = trajectory.work();
    int at = 0;
    for (int step = 0; step < steps; step++) {
      System.arraycopy(state, 0, kept, at, n);
      for (int s = 0; s < parts.length; s++) {
        model.tendency(kept, at, work, 0);
        Stages.stage(n, dt, parts[s], state, 0, work, 0, work, (2 + s) * stride, kept, at + n);
        at += n;
      }
      model.tendency(kept, at, work, 0);
      finish(n, dt, work, stride, state, 0);
      at += n;
    }
  }

  private static void tendency(Model model, boolean interleaved, double[] x, int xo, double[] d, int at) {
    if (interleaved) {
      ((InterleavedModel) model).tendencyInterleaved(x, xo, d, at);
    } else {
      model.tendency(x, xo, d, at);
    }
  }

  @Override
  public final void advance(Model model, double dt, int steps, double[] state) {
    check(name(), model, dt, steps, state.length);
    run(model, false, dt, steps, state, 0, null);
  }

  @Override
  public final void advance(Model model, double dt, int steps, Ensemble ensemble, Workers workers) {
    check(name(), model, dt, steps, ensemble.size());
    boolean interleaved = model instanceof InterleavedModel;
    int members = ensemble.members();
    int parts = interleaved ? (members + InterleavedModel.LANES - 1) / InterleavedModel.LANES : members;
    Workers pool = pool(ensemble, steps, workers);
    double[][] arrays = new double[pool.threads()][];
    pool.run(parts, (part, slot) -> {
      if (interleaved) {
        arrays[slot] = group(model, dt, steps, ensemble, part * InterleavedModel.LANES, arrays[slot]);
      } else {
        arrays[slot] = run(model, false, dt, steps, ensemble.values(), ensemble.index(part), arrays[slot]);
      }
    });
  }

  /** The threads that are worth their start. */
  static Workers pool(Ensemble ensemble, int steps, Workers workers) {
    long work = (long) ensemble.members() * ensemble.size() * steps;
    return work < SERIAL_BELOW ? Workers.serial() : workers;
  }

  static void check(String name, Model model, double dt, int steps, int size) {
    Environment.require();
    if (model.size() != size) {
      throw new IllegalArgumentException(name + ": the model has " + model.size() + " variables but the state has "
          + size);
    }
    if (!Double.isFinite(dt)) {
      throw new IllegalArgumentException(name + ": dt must be finite, but is " + dt);
    }
    if (steps < 0) {
      throw new IllegalArgumentException(name + ": steps must not be negative, but is " + steps);
    }
  }

  /** Advances the numbers from x[xo] in a workspace that it makes or finds fit; returns the workspace. */
  private double[] run(Model model, boolean interleaved, double dt, int steps, double[] x, int xo, double[] known) {
    int n = interleaved ? model.size() * InterleavedModel.LANES : model.size();
    int stride = stride(n);
    double[] work = known != null ? known : new double[Math.multiplyExact(ARRAYS, stride)];
    for (int s = 0; s < steps; s++) {
      step(model, interleaved, dt, n, x, xo, work, stride);
    }
    return work;
  }

  private double[] group(Model model, double dt, int steps, Ensemble ensemble, int first, double[] known) {
    int n = model.size();
    int lanes = InterleavedModel.LANES;
    double[] values = ensemble.values();
    double[] x = new double[n * lanes];
    int last = ensemble.members() - 1;
    for (int l = 0; l < lanes; l++) {
      // Lanes beyond the ensemble run the last member again; nothing reads them.
      int at = ensemble.index(Math.min(first + l, last));
      for (int i = 0; i < n; i++) {
        x[i * lanes + l] = values[at + i];
      }
    }
    double[] work = run(model, true, dt, steps, x, 0, known);
    for (int l = 0; l < lanes && first + l <= last; l++) {
      int at = ensemble.index(first + l);
      for (int i = 0; i < n; i++) {
        values[at + i] = x[i * lanes + l];
      }
    }
    return work;
  }

  private String name() {
    return getClass().getSimpleName();
  }

  @Override
  public final String toString() {
    return name();
  }

  @Override
  public final boolean equals(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return getClass().hashCode();
  }

  /** The derivative of a step of a scheme. */
  private record Derivative(Scheme scheme, LinearizedModel model, double dt) implements Trajectory.StepDerivative {

    @Override
    public int size() {
      return model.size();
    }

    @Override
    public int stages() {
      return scheme.weights.length;
    }

    @Override
    public int workspace() {
      return Math.multiplyExact(ARRAYS, stride(model.size()));
    }

    /** The stages of the scheme, of which J(y)·dy takes the place of f(y). */
    @Override
    public void tangent(double[] states, int first, double[] dx, int offset, double[] work) {
      int n = model.size();
      int stride = stride(n);
      int last = stages() - 1;
      double[] from = dx;
      int at = offset;
      for (int s = 0; s < last; s++) {
        model.tangent(states, first + s * n, from, at, work, 0);
        Stages.stage(n, dt, scheme.parts[s], dx, offset, work, 0, work, (2 + s) * stride, work, stride);
        from = work;
        at = stride;
      }
      model.tangent(states, first + last * n, from, at, work, 0);
      scheme.finish(n, dt, work, stride, dx, offset);
    }

    @Override
    public void adjoint(double[] states, int first, double[] dy, int offset, double[] work) {
      int n = model.size();
      int stride = stride(n);
      int last = stages() - 1;
      double weight = scheme.weights[last];
      int sum = 2 * stride;
      for (int i = 0; i < n; i++) {
        work[i] = dy[offset + i] * weight;
        work[sum + i] = dy[offset + i];
      }
      int k = 0;
      for (int s = last; s > 0; s--) {
        int other = stride - k;
        model.adjoint(states, first + s * n, work, k, work, other);
        Stages.adjointStage(n, dt, scheme.weights[s - 1], scheme.parts[s - 1], dy, offset, work, sum, work, other);
        k = other;
      }
      model.adjoint(states, first, work, k, work, stride - k);
      Stages.euler(n, dt, work, stride - k, work, sum);
      System.arraycopy(work, sum, dy, offset, n);
    }
  }
}
