package org.isobit.models.dynamics;

import java.util.Objects;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Linearization;

/**
 * A model with a time-stepping scheme and its step. Immutable, thread-safe.
 *
 * @param model      the model
 * @param integrator the scheme
 * @param dt         its step
 */
public record SteppedModel(Model model, Integrator integrator, double dt) implements DiscreteModel {

  /** Refuses what is missing; the scheme judges its step. */
  public SteppedModel {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(integrator, "integrator");
  }

  @Override
  public int size() {
    return model.size();
  }

  @Override
  public void step(long k, double[] x, int xOffset) {
    double[] state = new double[size()];
    System.arraycopy(x, xOffset, state, 0, state.length);
    integrator.advance(model, dt, 1, state);
    System.arraycopy(state, 0, x, xOffset, state.length);
  }

  @Override
  public void advance(long from, int steps, double[] state) {
    integrator.advance(model, dt, steps, state);
  }

  @Override
  public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
    integrator.advance(model, dt, steps, ensemble, workers);
  }

  @Override
  public double timeStep() {
    return dt;
  }

  @Override
  public Linearization linearize(long from, int steps, double[] state) {
    Trajectory trajectory = new Trajectory();
    integrator.record(model, dt, steps, state, trajectory);
    return trajectory;
  }

  @Override
  public String toString() {
    return model + ", " + integrator;
  }
}
