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
  static final int ARRAYS = 5;

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

  final int stages() {
    return weights.length;
  }

  final double part(int stage) {
    return parts[stage];
  }

  final double weight(int stage) {
    return weights[stage];
  }

  /** Distance of stage arrays. Strides of a power of two would make stores to one stage stall loads of another. */
  static int stride(int n) {
    return n + 24;
  }

  /**
   * Advances by one step n numbers from x[xo], a state or interleaved ones; stage array a starts at work[a·stride].
   */
  private void step(Model model, int lanes, double dt, int n, double[] x, int xo, double[] work, int stride) {
    double[] y = x;
    int yo = xo;
    for (int s = 0; s < parts.length; s++) {
      tendency(model, lanes, y, yo, work, 0);
      Stages.stage(n, dt, parts[s], x, xo, work, 0, work, (2 + s) * stride, work, stride);
      y = work;
      yo = stride;
    }
    tendency(model, lanes, y, yo, work, 0);
    finish(n, dt, work, stride, x, xo);
  }

  @Override
  public final void record(Model model, double dt, int steps, double[] state, Trajectory trajectory) {
    check(model, dt, steps, state.length);
    int n = model.size();
    int stride = stride(n);
    double[] kept = trajectory.begin(this, LinearizedModel.require(name(), model), dt, steps);
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

  private static void tendency(Model model, int lanes, double[] x, int xo, double[] d, int at) {
    if (lanes > 0) {
      ((InterleavedModel) model).tendencyInterleaved(lanes, x, xo, d, at);
    } else {
      model.tendency(x, xo, d, at);
    }
  }

  @Override
  public final void advance(Model model, double dt, int steps, double[] state) {
    check(model, dt, steps, state.length);
    run(model, 0, dt, steps, state, 0, work(state.length));
  }

  @Override
  public final void advance(Model model, double dt, int steps, Ensemble ensemble, Workers workers) {
    check(model, dt, steps, ensemble.size());
    int members = ensemble.members();
    long work = (long) members * ensemble.size() * steps;
    Workers pool = work < SERIAL_BELOW ? Workers.serial() : workers;
    double[][] arrays = new double[pool.threads()][];
    if (model instanceof InterleavedModel interleaved) {
      // Every thread has a group.
      int share = (members + pool.threads() - 1) / pool.threads();
      int lanes = Math.min(interleaved.lanes(), padded(share));
      pool.run((members + lanes - 1) / lanes, (group, slot) -> {
        arrays[slot] = arrays[slot] != null ? arrays[slot] : work(lanes * ensemble.size());
        group(model, dt, steps, ensemble, group * lanes, lanes, arrays[slot]);
      });
    } else {
      pool.run(members, (m, slot) -> {
        arrays[slot] = arrays[slot] != null ? arrays[slot] : work(ensemble.size());
        run(model, 0, dt, steps, ensemble.values(), ensemble.index(m), arrays[slot]);
      });
    }
  }

  private static int padded(int members) {
    int multiple = InterleavedModel.MULTIPLE;
    return (members + multiple - 1) / multiple * multiple;
  }

  /** A workspace for so many numbers. */
  private static double[] work(int n) {
    return new double[Math.multiplyExact(ARRAYS, stride(n))];
  }

  private void check(Model model, double dt, int steps, int size) {
    Environment.require();
    if (model.size() != size) {
      throw new IllegalArgumentException(name() + ": the model has " + model.size() + " variables but the state has "
          + size);
    }
    if (!Double.isFinite(dt)) {
      throw new IllegalArgumentException(name() + ": dt must be finite, but is " + dt);
    }
    if (steps < 0) {
      throw new IllegalArgumentException(name() + ": steps must not be negative, but is " + steps);
    }
  }

  /** Advances a state, or interleaved ones, from x[xo]. */
  private void run(Model model, int lanes, double dt, int steps, double[] x, int xo, double[] work) {
    int n = lanes > 0 ? model.size() * lanes : model.size();
    int stride = stride(n);
    for (int s = 0; s < steps; s++) {
      step(model, lanes, dt, n, x, xo, work, stride);
    }
  }

  /** Advances at most so many members, from a first one on. */
  private void group(Model model, double dt, int steps, Ensemble ensemble, int first, int most, double[] work) {
    int n = model.size();
    int last = ensemble.members() - 1;
    int lanes = Math.min(most, padded(last + 1 - first));
    double[] values = ensemble.values();
    double[] x = new double[n * lanes];
    for (int l = 0; l < lanes; l++) {
      // Lanes beyond the ensemble run the last member again; nothing reads them.
      int at = ensemble.index(Math.min(first + l, last));
      for (int i = 0; i < n; i++) {
        x[i * lanes + l] = values[at + i];
      }
    }
    run(model, lanes, dt, steps, x, 0, work);
    for (int l = 0; l < lanes && first + l <= last; l++) {
      int at = ensemble.index(first + l);
      for (int i = 0; i < n; i++) {
        values[at + i] = x[i * lanes + l];
      }
    }
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
}
