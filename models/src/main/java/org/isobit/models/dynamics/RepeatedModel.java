package org.isobit.models.dynamics;

import java.util.Objects;
import org.isobit.kernels.Checks;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.assimilation.Linearization;

/**
 * A model of which a step is several of another's, x ← M^s(x): so that models whose steps differ count time alike.
 * Immutable, thread-safe.
 *
 * @param model the other one
 * @param times s, its steps in one of this model, at least 1
 */
public record RepeatedModel(ForecastModel model, int times) implements ForecastModel {

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if there is no step
   */
  public RepeatedModel {
    Objects.requireNonNull(model, "model");
    Checks.positive("RepeatedModel", "times", times);
  }

  @Override
  public int size() {
    return model.size();
  }

  @Override
  public double timeStep() {
    return times * model.timeStep();
  }

  @Override
  public void advance(long from, int steps, Ensemble ensemble, Workers workers) {
    model.advance(from * times, Math.multiplyExact(steps, times), ensemble, workers);
  }

  @Override
  public Linearization linearize(long from, int steps, double[] state) {
    return model.linearize(from * times, Math.multiplyExact(steps, times), state);
  }

  @Override
  public String toString() {
    return times == 1 ? model.toString() : times + " steps of " + model;
  }
}
