package org.isobit.models.studies.marinebgc;

import java.util.List;
import org.isobit.models.dynamics.column.ColumnEnsemble;
import org.isobit.models.dynamics.column.Forcing;
import org.isobit.models.learned.ObservedState;
import org.isobit.models.learned.UpdateScheme;

/**
 * One deterministic forecast a truth, updated by a scheme: the model has its usual parameters and nitrogen and no
 * noise. All truths of the job run in lanes. Used once, by one thread.
 */
final class SingleRun {

  private final Job job;
  private final MarineSettings settings;
  private final Truths truths;
  private final List<UpdateScheme> schemes;
  private final ObservedState state;
  private final int size;
  private final ColumnEnsemble columns;
  private final Scoring scoring;
  private final double[] x;
  private final double[] increments;
  private final double[] variances;

  /** With the schemes whose mean increment is taken: none, one, or several networks; and a state to start from. */
  SingleRun(Job job, MarineSettings settings, Truths truths, List<UpdateScheme> schemes, double[] start) {
    this.job = job;
    this.settings = settings;
    this.truths = truths;
    this.schemes = schemes;
    state = LogState.of(job.setting().ecosystem(), settings.levels());
    size = state.size();
    columns = new ColumnEnsemble(settings.model(job.setting().ecosystem(), job.site()), truths.count());
    columns.setStep((long) settings.spinUp() * settings.stepsPerDay());
    for (int t = 0; t < truths.count(); t++) {
      columns.set(t, start, 0);
    }
    scoring = new Scoring(job, settings);
    x = new double[truths.count() * size];
    increments = new double[size];
    variances = new double[size];
  }

  RunScores run() {
    int interval = job.setting().interval();
    for (int k = 0; (k + 1) * interval <= settings.days(); k++) {
      int day = (k + 1) * interval;
      columns.advance(interval * settings.stepsPerDay(), MarineSettings.alone());
      LogState.read(columns, x);
      for (int t = 0; t < truths.count(); t++) {
        scoring.forecast(t, k, x, t * size, truths.day(day));
        if (!scoring.failed(t) && LogState.notFinite(x, t * size, size)) {
          scoring.fail(t, "the forecast is not finite on day " + day);
        }
        if (!schemes.isEmpty()) {
          analyse(t, day);
        }
      }
      if (!schemes.isEmpty()) {
        scoring.bounded(LogState.bound(x));
        LogState.write(x, columns);
      }
      if (day % settings.leadEvery() == 0 && day + settings.lead() <= settings.days()) {
        lead(day);
      }
    }
    return scoring.scores();
  }

  private void analyse(int t, int day) {
    int at = t * size;
    double deviation = job.setting().deviation();
    double innovation = truths.observation(t, day, state.observed(), deviation) - x[at + state.observed()];
    double dayOfYear = Forcing.dayOfYear(settings.spinUp() + day);
    mean(at, dayOfYear, innovation, deviation * deviation);
    scoring.increments(increments, variances, job.setting().ecosystem().ecosystem().phytoplankton());
    for (int i = 0; i < size; i++) {
      x[at + i] += increments[i];
    }
  }

  /** Mean and variance over the schemes of what they add. */
  private void mean(int at, double dayOfYear, double innovation, double variance) {
    int n = schemes.size();
    double[] all = new double[n * size];
    for (int s = 0; s < n; s++) {
      schemes.get(s).increments(x, at, dayOfYear, innovation, variance, all, s * size);
    }
    for (int i = 0; i < size; i++) {
      double sum = 0.0;
      for (int s = 0; s < n; s++) {
        sum += all[s * size + i];
      }
      increments[i] = n == 1 ? all[i] : sum / n;
      variances[i] = 0.0;
      for (int s = 0; s < n; s++) {
        double d = all[s * size + i] - increments[i];
        variances[i] = Math.fma(d, d, variances[i]);
      }
      variances[i] /= Math.max(1, n - 1);
    }
  }

  private void lead(int day) {
    ColumnEnsemble forecast = columns.copy();
    double[] y = new double[x.length];
    for (int d = 1; d <= settings.lead(); d++) {
      forecast.advance(settings.stepsPerDay(), MarineSettings.alone());
      LogState.read(forecast, y);
      for (int t = 0; t < truths.count(); t++) {
        scoring.lead(t, d, y, t * size, truths.day(day + d));
      }
    }
  }
}
