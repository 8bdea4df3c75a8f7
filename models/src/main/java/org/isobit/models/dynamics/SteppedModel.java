package org.isobit.models.dynamics;

import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;

/**
 * A model with a time-stepping scheme and its step. Immutable, thread-safe.
 *
 * @param model      the model
 * @param integrator the scheme
 * @param dt         its step
 */
public record SteppedModel(Model model, Integrator integrator, double dt) implements DiscreteModel {

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
  public String toString() {
    return model + ", " + integrator;
  }
}
