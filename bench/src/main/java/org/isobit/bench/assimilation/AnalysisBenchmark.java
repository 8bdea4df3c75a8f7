package org.isobit.bench.assimilation;

import org.isobit.bench.KernelBenchmark;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the benchmarks of analyses share: each call starts from the forecast, whose copy is part of it. */
@State(Scope.Thread)
public abstract class AnalysisBenchmark implements KernelBenchmark {

  /** The forecast. */
  RingForecast forecast;

  /** Whose analysis: Isobit's filter, on one thread. */
  private Filter filter;
  private Observations observations;
  private Cycle cycle;
  private Ensemble ensemble;

  /** Makes the benchmark. */
  protected AnalysisBenchmark() {}

  /** Sets up an analysis by a filter. */
  final void prepare(String shape, Filter isobit) {
    forecast = RingForecast.of(shape);
    filter = isobit;
    ensemble = Ensemble.of(forecast.ensemble().clone(), forecast.members(), forecast.size());
    observations = Observations.of(forecast.values(), RingForecast.DEVIATION,
        ObservationOperator.indices(forecast.indices()));
    cycle = Cycle.of(1, 0).with(Workers.serial()).with(new Workspace());
  }

  /** The ensemble's array, with the forecast in it. */
  final double[] reset() {
    System.arraycopy(forecast.ensemble(), 0, ensemble.values(), 0, forecast.ensemble().length);
    return ensemble.values();
  }

  /** An analysis by the filter. */
  final void filter() {
    reset();
    filter.analyse(ensemble, observations, cycle);
  }

  @Override
  public double[] output() {
    return ensemble.values();
  }

  @Override
  public double tolerance() {
    return 1e-12;
  }
}
