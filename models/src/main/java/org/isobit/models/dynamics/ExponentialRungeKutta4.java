package org.isobit.models.dynamics;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;

/**
 * ETDRK4, exponential time differencing of fourth order for a {@link SemilinearModel} (Cox and Matthews 2002, J.
 * Comput. Phys. 176, 430–455, eqs. 26–29; factors by contour integrals, Kassam and Trefethen 2005, SIAM J. Sci.
 * Comput. 26, 1214–1233). In the coefficients of the model, with h = dt, N1 = N(v) and so on:
 *
 * <pre>
 *   a = e^{Lh/2}·v + Q·N1        b = e^{Lh/2}·v + Q·Na        c = e^{Lh/2}·a + Q·(2·Nb − N1)
 *   v ← e^{Lh}·v + f1·N1 + 2·f2·(Na + Nb) + f3·Nc
 * </pre>
 *
 * <p>Steps start and end with states, so that runs may be cut anywhere and keep their bits. A model without a linear
 * part that it names is integrated by {@link RungeKutta4}, which is this scheme for L = 0. Members run in groups, each
 * with the bits that it has alone. Immutable, thread-safe; it keeps the factors of the last model and step.
 */
public final class ExponentialRungeKutta4 implements Integrator {

  /** Members that go together; a multiple of every vector length. */
  private static final int GROUP = InterleavedModel.MULTIPLE;

  /** Steps of a model: of states one after the other, and of groups in lanes, once an ensemble needs them. */
  private static final class Steps {
    final SemilinearModel model;
    final double dt;
    final ExponentialSteps one;
    private final Semilinear interleaved;
    private ExponentialSteps lanes;

    Steps(SemilinearModel model, double dt) {
      this.model = model;
      this.dt = dt;
      one = new ExponentialSteps(model, dt);
      interleaved = model.interleaved(GROUP);
    }

    /** Those of a group in lanes, or null if the model has no such form. */
    synchronized ExponentialSteps lanes() {
      if (lanes == null && interleaved != null) {
        lanes = new ExponentialSteps(interleaved, dt);
      }
      return lanes;
    }
  }

  private final Integrator classical = new RungeKutta4();
  private volatile Steps last;

  /** The scheme. */
  public ExponentialRungeKutta4() {}

  @Override
  public void advance(Model model, double dt, int steps, Ensemble ensemble, Workers workers) {
    Scheme.check(toString(), model, dt, steps, ensemble.size());
    if (!(model instanceof SemilinearModel semilinear)) {
      classical.advance(model, dt, steps, ensemble, workers);
      return;
    }
    Steps both = steps(semilinear, dt);
    int members = ensemble.members();
    // From 5 members on 8 lanes take less time than one member after the other.
    ExponentialSteps inLanes = 2 * members > GROUP ? both.lanes() : null;
    int workspace = Math.max(both.one.workspace(GROUP), inLanes == null ? 0 : inLanes.workspace(1));
    Workers pool = Scheme.pool(ensemble, steps, workers);
    double[][] work = new double[pool.threads()][];
    pool.run((members + GROUP - 1) / GROUP, (group, slot) -> {
      int first = group * GROUP;
      int count = Math.min(GROUP, members - first);
      work[slot] = work[slot] != null ? work[slot] : new double[workspace];
      if (inLanes != null && 2 * count > GROUP) {
        advanceLanes(inLanes, steps, ensemble, first, count, work[slot]);
      } else {
        int ld = ensemble.index(1) - ensemble.index(0);
        for (int s = 0; s < steps; s++) {
          both.one.step(count, ensemble.values(), ensemble.index(first), ld, work[slot]);
        }
      }
    });
  }

  /** Steps of members in lanes; those without a member repeat the last one, and nothing reads them. */
  private static void advanceLanes(ExponentialSteps stepper, int steps, Ensemble ensemble, int first, int count,
      double[] work) {
    double[] x = new double[stepper.size()];
    double[] values = ensemble.values();
    int n = ensemble.size();
    for (int lane = 0; lane < GROUP; lane++) {
      int at = ensemble.index(first + Math.min(lane, count - 1));
      for (int i = 0; i < n; i++) {
        x[i * GROUP + lane] = values[at + i];
      }
    }
    for (int s = 0; s < steps; s++) {
      stepper.step(1, x, 0, x.length, work);
    }
    for (int lane = 0; lane < count; lane++) {
      int at = ensemble.index(first + lane);
      for (int i = 0; i < n; i++) {
        values[at + i] = x[i * GROUP + lane];
      }
    }
  }

  @Override
  public void advance(Model model, double dt, int steps, double[] state) {
    Scheme.check(toString(), model, dt, steps, state.length);
    if (!(model instanceof SemilinearModel semilinear)) {
      classical.advance(model, dt, steps, state);
      return;
    }
    ExponentialSteps stepper = steps(semilinear, dt).one;
    double[] work = new double[stepper.workspace(1)];
    for (int s = 0; s < steps; s++) {
      stepper.step(1, state, 0, state.length, work);
    }
  }

  @Override
  public void record(Model model, double dt, int steps, double[] state, Trajectory trajectory) {
    Scheme.check(toString(), model, dt, steps, state.length);
    if (!(model instanceof SemilinearModel semilinear)) {
      classical.record(LinearizedModel.require(toString(), model), dt, steps, state, trajectory);
      return;
    }
    ExponentialSteps stepper = steps(semilinear, dt).one;
    double[] kept = trajectory.begin(stepper, steps);
    for (int s = 0; s < steps; s++) {
      stepper.record(state, kept, s * stepper.stages() * stepper.size(), trajectory.work());
    }
    trajectory.end(stepper, steps);
  }

  private Steps steps(SemilinearModel model, double dt) {
    Steps known = last;
    if (known == null || known.model != model || known.dt != dt) {
      known = new Steps(model, dt);
      last = known;
    }
    return known;
  }

  @Override
  public String toString() {
    return "ExponentialRungeKutta4";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExponentialRungeKutta4;
  }

  @Override
  public int hashCode() {
    return ExponentialRungeKutta4.class.hashCode();
  }
}
