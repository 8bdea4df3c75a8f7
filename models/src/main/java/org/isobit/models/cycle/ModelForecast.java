package org.isobit.models.cycle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isobit.kernels.Workers;
import org.isobit.models.analyse.internal.source.BlowUp;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.dynamics.DiscreteModel;

/**
 * Forecasts by a model of this library.
 *
 * @param model  the model with its time-stepping scheme
 * @param step   time step
 * @param first  the time level at which the first cycle begins
 * @param steps  steps of a cycle
 * @param blowUp which states are no result
 * @param inputs files that the model was made of, whose content decides the forecasts, by the names of their keys
 */
record ModelForecast(DiscreteModel model, double step, long first, int steps, BlowUp blowUp, Map<String, Path> inputs)
    implements ForecastStep {

  @Override
  public Result advance(State from, int cycle) {
    Ensemble ensemble = from.ensemble();
    model.advance(first + (long) (cycle - 1) * steps, steps, ensemble, Workers.shared());
    for (int m = 0; m < ensemble.members(); m++) {
      String problem = blowUp.problem(ensemble.values(), ensemble.index(m), ensemble.size());
      if (problem != null) {
        throw new RunFailure("the forecast of member " + from.members()[m] + " " + problem + ": the time step " + step
            + " is too long for this state, or the analysis before it was not sound");
      }
    }
    return new Result(from, List.of());
  }

  @Override
  public String description() {
    return model + ", " + steps + (steps == 1 ? " step of " : " steps of ") + step;
  }
}
