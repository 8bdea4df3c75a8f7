package org.isobit.models.studies.marinebgc;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Filter;
import org.isobit.models.assimilation.Inflation;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.global.ETKF;
import org.isobit.models.assimilation.serial.SerialEnSRF;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.Forcing;
import org.isobit.models.learned.ObservedState;

/**
 * An ensemble filter a truth, over logarithms; members differ as truths do. What is scored is the mean. Used once, by
 * one thread.
 */
final class EnsembleRun {

  private final Job job;
  private final MarineSettings settings;
  private final Truths truths;
  private final ObservedState state;
  private final int size;
  private final Filter filter;
  private final Scoring scoring;
  private final boolean scored;
  private final List<double[]> before = new ArrayList<>();
  private final List<double[]> added = new ArrayList<>();
  private final List<Double> innovations = new ArrayList<>();
  private final List<Double> days = new ArrayList<>();

  /** A job's runs, scored or to learn from. */
  EnsembleRun(Job job, MarineSettings settings, Truths truths, boolean scored) {
    this.job = job;
    this.settings = settings;
    this.truths = truths;
    this.scored = scored;
    state = LogState.of(job.setting().ecosystem(), settings.levels());
    size = state.size();
    Inflation inflation = Inflation.posteriorAnomalies(settings.inflation());
    filter = job.contender().scheme() == Scheme.ETKF ? new ETKF().withInflation(inflation)
        : new SerialEnSRF().withInflation(inflation);
    scoring = new Scoring(job, settings);
  }

  RunScores run() {
    for (int t = 0; t < truths.count(); t++) {
      run(t);
    }
    return scoring.scores();
  }

  /** All analyses of runs that have been made. */
  Increments increments() {
    int n = days.size();
    double[] states = new double[n * size];
    double[] increments = new double[n * size];
    for (int k = 0; k < n; k++) {
      System.arraycopy(before.get(k), 0, states, k * size, size);
      System.arraycopy(added.get(k), 0, increments, k * size, size);
    }
    return new Increments(days.stream().mapToDouble(d -> d).toArray(), states,
        innovations.stream().mapToDouble(d -> d).toArray(), increments);
  }

  private void run(int t) {
    ColumnEnsemble members = new ColumnEnsemble(settings.model(job.setting().ecosystem(), job.site()),
        settings.members());
    members.perturb(job.setting().uncertainty(), settings.seed(),
        job.set().stream(TruthSet.Purpose.MEMBER, job.site(), job.from() + t, 0));
    int steps = settings.stepsPerDay();
    members.advance(settings.spinUp() * steps, MarineSettings.alone());
    Ensemble ensemble = Ensemble.allocate(settings.members(), size);
    Cycle cycle = new Cycle(settings.seed(), 0, MarineSettings.alone(), new Workspace());
    int interval = job.setting().interval();
    for (int k = 0; (k + 1) * interval <= settings.days() && !scoring.failed(t); k++) {
      int day = (k + 1) * interval;
      members.advance(interval * steps, MarineSettings.alone());
      LogState.read(members, ensemble.values());
      double[] mean = ensemble.mean();
      scoring.forecast(t, k, mean, 0, truths.day(day));
      analyse(t, day, ensemble, mean, cycle);
      scoring.bounded(LogState.bound(ensemble.values()));
      LogState.write(ensemble.values(), members);
      cycle = cycle.next();
      if (scored && day % settings.leadEvery() == 0 && day + settings.lead() <= settings.days()) {
        lead(t, day, members);
      }
    }
  }

  private void analyse(int t, int day, Ensemble ensemble, double[] mean, Cycle cycle) {
    double deviation = job.setting().deviation();
    double value = truths.observation(t, day, state.observed(), deviation);
    if (LogState.notFinite(ensemble.values(), 0, ensemble.values().length)) {
      scoring.fail(t, "a member is not finite on day " + day);
      return;
    }
    try {
      filter.analyse(ensemble, Observations.of(new double[] {value}, deviation,
          ObservationOperator.indices(state.observed())), cycle);
    } catch (NumericalException e) {
      scoring.fail(t, e.getMessage());
      return;
    }
    double[] increments = ensemble.mean();
    for (int i = 0; i < size; i++) {
      increments[i] -= mean[i];
    }
    scoring.increments(increments, new double[size], job.setting().ecosystem().ecosystem().phytoplankton());
    if (!scored) {
      before.add(mean);
      added.add(increments);
      innovations.add(value - mean[state.observed()]);
      days.add(Forcing.dayOfYear(settings.spinUp() + day));
    }
  }

  private void lead(int t, int day, ColumnEnsemble members) {
    ColumnEnsemble forecast = members.copy();
    Ensemble ensemble = Ensemble.allocate(settings.members(), size);
    for (int d = 1; d <= settings.lead(); d++) {
      forecast.advance(settings.stepsPerDay(), MarineSettings.alone());
      LogState.read(forecast, ensemble.values());
      scoring.lead(t, d, ensemble.mean(), 0, truths.day(day + d));
    }
  }
}
