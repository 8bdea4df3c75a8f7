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

  /** Members that are transformed together; a multiple of every vector length. */
  private static final int GROUP = 8;

  private final Integrator classical = new RungeKutta4();
  private volatile ExponentialSteps last;

  /** The scheme. */
  public ExponentialRungeKutta4() {}

  @Override
  public void advance(Model model, double dt, int steps, Ensemble ensemble, Workers workers) {
    Scheme.check(toString(), model, dt, steps, ensemble.size());
    if (!(model instanceof SemilinearModel semilinear)) {
      classical.advance(model, dt, steps, ensemble, workers);
      return;
    }
    ExponentialSteps stepper = steps(semilinear, dt);
    int members = ensemble.members();
    int ld = ensemble.index(1) - ensemble.index(0);
    Workers pool = Scheme.pool(ensemble, steps, workers);
    double[][] work = new double[pool.threads()][];
    pool.run((members + GROUP - 1) / GROUP, (group, slot) -> {
      if (work[slot] == null) {
        work[slot] = new double[stepper.workspace(GROUP)];
      }
      int first = group * GROUP;
      for (int s = 0; s < steps; s++) {
        stepper.step(Math.min(GROUP, members - first), ensemble.values(), ensemble.index(first), ld, work[slot]);
      }
    });
  }

  @Override
  public void advance(Model model, double dt, int steps, double[] state) {
    Scheme.check(toString(), model, dt, steps, state.length);
    if (!(model instanceof SemilinearModel semilinear)) {
      classical.advance(model, dt, steps, state);
      return;
    }
    ExponentialSteps stepper = steps(semilinear, dt);
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
    ExponentialSteps stepper = steps(semilinear, dt);
    double[] kept = trajectory.begin(stepper, steps);
    for (int s = 0; s < steps; s++) {
      stepper.record(state, kept, s * stepper.stages() * stepper.size(), trajectory.work());
    }
    trajectory.end(stepper, steps);
  }

  private ExponentialSteps steps(SemilinearModel model, double dt) {
    ExponentialSteps known = last;
    if (known == null || !known.isOf(model, dt)) {
      known = new ExponentialSteps(model, dt);
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
