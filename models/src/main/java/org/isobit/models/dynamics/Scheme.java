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

  /**
   * Advances by one step n numbers from x[xo], which are so many states; stage array a starts at work[a·stride].
   */
  private void step(Model model, int states, double dt, int n, double[] x, int xo, double[] work, int stride) {
    double[] y = x;
    int yo = xo;
    for (int s = 0; s < parts.length; s++) {
      tendency(model, states, y, yo, work, 0);
      Stages.stage(n, dt, parts[s], x, xo, work, 0, work, (2 + s) * stride, work, stride);
      y = work;
      yo = stride;
    }
    tendency(model, states, y, yo, work, 0);
    finish(n, dt, work, stride, x, xo);
  }

  @Override
  public final void record(Model model, double dt, int steps, double[] state, Trajectory trajectory) {
    check(name(), model, dt, steps, state.length);
    int n = model.size();
    int stride = stride(n);
    Derivative derivative = new Derivative(this, LinearizedModel.require(name(), model), dt);
    double[] kept = trajectory.begin(derivative, steps);
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
    trajectory.end(derivative, steps);
  }

  /** Of states that are interleaved if the model can do that and there are several, else one after the other. */
  private static void tendency(Model model, int states, double[] x, int xo, double[] d, int at) {
    if (states > 1 && model instanceof InterleavedModel interleaved) {
      interleaved.tendencyInterleaved(states, x, xo, d, at);
    } else {
      model.tendencies(states, x, xo, d, at);
    }
  }

  @Override
  public final void advance(Model model, double dt, int steps, double[] state) {
    check(name(), model, dt, steps, state.length);
    run(model, 1, dt, steps, state, 0, work(state.length));
  }

  @Override
  public final void advance(Model model, double dt, int steps, Ensemble ensemble, Workers workers) {
    check(name(), model, dt, steps, ensemble.size());
    int members = ensemble.members();
    int n = ensemble.size();
    Workers pool = pool(ensemble, steps, workers);
    // Every thread has a group.
    int share = (members + pool.threads() - 1) / pool.threads();
    int states = model instanceof InterleavedModel interleaved ? Math.min(interleaved.lanes(), padded(share))
        : Math.clamp(InterleavedModel.TOGETHER / n, 1, share);
    double[][] arrays = new double[pool.threads()][];
    pool.run((members + states - 1) / states, (group, slot) -> {
      arrays[slot] = arrays[slot] != null ? arrays[slot] : work(Math.multiplyExact(states, n));
      group(model, dt, steps, ensemble, group * states, states, arrays[slot]);
    });
  }

  /** The threads that are worth their start. */
  static Workers pool(Ensemble ensemble, int steps, Workers workers) {
    long work = (long) ensemble.members() * ensemble.size() * steps;
    return work < SERIAL_BELOW ? Workers.serial() : workers;
  }

  private static int padded(int members) {
    int multiple = InterleavedModel.MULTIPLE;
    return (members + multiple - 1) / multiple * multiple;
  }

  /** A workspace for so many numbers. */
  private static double[] work(int n) {
    return new double[Math.multiplyExact(ARRAYS, stride(n))];
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

  /** Advances so many states from x[xo]. */
  private void run(Model model, int states, double dt, int steps, double[] x, int xo, double[] work) {
    int n = model.size() * states;
    int stride = stride(n);
    for (int s = 0; s < steps; s++) {
      step(model, states, dt, n, x, xo, work, stride);
    }
  }

  /** Advances at most so many members, from a first one on, in an array of their own if they are several. */
  private void group(Model model, double dt, int steps, Ensemble ensemble, int first, int most, double[] work) {
    int n = model.size();
    int rest = ensemble.members() - first;
    boolean interleaved = model instanceof InterleavedModel;
    int states = Math.min(most, interleaved ? padded(rest) : rest);
    if (states == 1) {
      run(model, 1, dt, steps, ensemble.values(), ensemble.index(first), work);
      return;
    }
    double[] x = new double[n * states];
    int between = interleaved ? states : 1;
    for (int s = 0; s < states; s++) {
      // Lanes beyond the ensemble run the last member again; nothing reads them.
      int at = ensemble.index(first + Math.min(s, rest - 1));
      int to = interleaved ? s : s * n;
      for (int i = 0; i < n; i++) {
        x[to + i * between] = ensemble.values()[at + i];
      }
    }
    run(model, states, dt, steps, x, 0, work);
    for (int s = 0; s < Math.min(states, rest); s++) {
      int at = ensemble.index(first + s);
      int from = interleaved ? s : s * n;
      for (int i = 0; i < n; i++) {
        ensemble.values()[at + i] = x[from + i * between];
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
