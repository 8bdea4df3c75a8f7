package org.isobit.models.studies.hybridmaooam;

import java.util.Arrays;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ForecastModel;

/**
 * Free runs of the truth, and forecasts and free runs of models from its states. Immutable, thread-safe.
 *
 * @param sizes  how many, how long
 * @param starts states of the truncated model's variables, start by start and test by test
 * @param truth  variable by variable, lead by lead, start by start and test by test
 * @param free   the truth's free runs: variable by variable, test by test, state by state
 */
record Forecasts(Sizes sizes, double[] starts, double[][][] truth, double[][][] free) {

  /** Numbers beyond this have left the model. */
  private static final double LARGEST = 1e3;

  /** Runs the truth from states of its own, one a test. */
  static Forecasts of(CoupledSystem system, Sizes sizes, double[][] states) {
    int tests = sizes.tests();
    int n = CoupledSystem.SIZE;
    int[] leads = sizes.leads();
    double[] starts = new double[sizes.starts() * tests * n];
    double[][][] truth = new double[Observed.values().length][leads.length][sizes.starts() * tests];
    double[][][] free = new double[truth.length][tests][sizes.kept()];
    double[] whole = Arrays.stream(states).flatMapToDouble(Arrays::stream).toArray();
    for (int k = 0; k <= sizes.free(); k++) {
      if (k > 0) {
        system.advanceTruth(whole);
      }
      double[] now = system.projected(whole);
      keep(sizes, free, k, now);
      for (int s = 0; s < sizes.starts(); s++) {
        int lead = Arrays.binarySearch(leads, k - sizes.start(s));
        if (k == sizes.start(s)) {
          System.arraycopy(now, 0, starts, s * now.length, now.length);
        } else if (lead >= 0) {
          for (Observed v : Observed.values()) {
            for (int t = 0; t < tests; t++) {
              truth[v.ordinal()][lead][s * tests + t] = now[t * n + v.index()];
            }
          }
        }
      }
    }
    return new Forecasts(sizes, starts, truth, free);
  }

  /** Keeps a state of a free run, from the first time on that is due. */
  private static void keep(Sizes sizes, double[][][] free, int k, double[] states) {
    if (k == 0 || k % sizes.thin() != 0 || k / sizes.thin() > sizes.kept()) {
      return;
    }
    for (Observed v : Observed.values()) {
      for (int t = 0; t < sizes.tests(); t++) {
        double x = states[t * CoupledSystem.SIZE + v.index()];
        free[v.ordinal()][t][k / sizes.thin() - 1] = Math.abs(x) < LARGEST ? x : Double.NaN;
      }
    }
  }

  /** The truth's variances over tests, mean over starts, and its free runs. */
  RunRecord.Scores ofTruth() {
    int tests = sizes.tests();
    double[][][] variances = new double[truth.length][sizes.leads().length][1];
    for (int v = 0; v < truth.length; v++) {
      for (int lead = 0; lead < truth[v].length; lead++) {
        for (int s = 0; s < sizes.starts(); s++) {
          variances[v][lead][0] += variance(truth[v][lead], s * tests, tests) / sizes.starts();
        }
      }
    }
    return new RunRecord.Scores(variances, free, 0);
  }

  private static double variance(double[] x, int from, int count) {
    double mean = 0.0;
    for (int i = from; i < from + count; i++) {
      mean += x[i] / count;
    }
    double sum = 0.0;
    for (int i = from; i < from + count; i++) {
      sum = Math.fma(x[i] - mean, x[i] - mean, sum);
    }
    return sum / count;
  }

  /** Forecasts and free runs of a model, so many steps of which lead from one output to the next. */
  RunRecord.Scores score(ForecastModel model, int steps) {
    int tests = sizes.tests();
    int[] leads = sizes.leads();
    double[][][] errors = new double[truth.length][leads.length][tests];
    Ensemble members = Ensemble.of(starts.clone(), sizes.starts() * tests, CoupledSystem.SIZE);
    long level = 0;
    for (int lead = 0; lead < leads.length; lead++) {
      int more = (leads[lead] - (lead == 0 ? 0 : leads[lead - 1])) * steps;
      model.advance(level, more, members, Workers.serial());
      level += more;
      for (Observed v : Observed.values()) {
        double[] own = errors[v.ordinal()][lead];
        for (int m = 0; m < members.members(); m++) {
          double x = members.get(m, v.index());
          double d = Math.abs(x) < LARGEST ? x - truth[v.ordinal()][lead][m] : Double.NaN;
          own[m % tests] += d * d / sizes.starts();
        }
      }
    }
    double[][][] runs = new double[truth.length][tests][sizes.kept()];
    members = Ensemble.of(Arrays.copyOf(starts, tests * CoupledSystem.SIZE), tests, CoupledSystem.SIZE);
    for (int k = sizes.thin(); k <= sizes.free(); k += sizes.thin()) {
      model.advance((long) (k - sizes.thin()) * steps, sizes.thin() * steps, members, Workers.serial());
      keep(sizes, runs, k, members.values());
    }
    return new RunRecord.Scores(errors, runs, failures(errors, runs));
  }

  private int failures(double[][][] errors, double[][][] runs) {
    int failures = 0;
    for (int t = 0; t < sizes.tests(); t++) {
      boolean fine = true;
      for (int v = 0; v < errors.length; v++) {
        for (double[] lead : errors[v]) {
          fine &= !Double.isNaN(lead[t]);
        }
        for (double x : runs[v][t]) {
          fine &= !Double.isNaN(x);
        }
      }
      failures += fine ? 0 : 1;
    }
    return failures;
  }
}
