package org.isobit.models.studies.hybridmaooam;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.isobit.models.assimilation.ForecastModel;
import org.isobit.models.hybrid.FreeRun;

/**
 * Free runs of the truth, and forecasts and free runs of models from its states. Immutable, thread-safe.
 *
 * @param sizes  how many, how long
 * @param starts states of the truncated model's variables, start by start and test by test
 * @param truth  the same of the truth, lead by lead
 * @param free   the truth's free runs: variable by variable, test by test, state by state
 */
record Forecasts(Sizes sizes, double[] starts, double[][] truth, double[][][] free) {

  private static final int N = CoupledSystem.SIZE;

  /** Numbers beyond this have left the model. */
  private static final double LARGEST = 1e3;

  /** Runs the truth from states of its own, one a test. */
  static Forecasts of(CoupledSystem system, Sizes sizes, double[][] states) {
    int[] leads = sizes.leads();
    TreeSet<Integer> due = new TreeSet<>();
    IntStream.of(kept(sizes)).forEach(due::add);
    for (int s = 0; s < sizes.starts(); s++) {
      due.add(sizes.start(s));
      for (int lead : leads) {
        due.add(sizes.start(s) + lead);
      }
    }
    int[] times = due.stream().mapToInt(Integer::intValue).toArray();
    double[][] all = system.truncation().truth(Arrays.stream(states).flatMapToDouble(Arrays::stream).toArray())
        .states(times);
    double[][] truth = new double[leads.length][];
    for (int lead = 0; lead < leads.length; lead++) {
      truth[lead] = atStarts(sizes, times, all, leads[lead]);
    }
    double[][] free = IntStream.of(kept(sizes)).mapToObj(k -> all[Arrays.binarySearch(times, k)])
        .toArray(double[][]::new);
    return new Forecasts(sizes, atStarts(sizes, times, all, 0), truth, series(sizes, free));
  }

  /** States so long after each start, start by start and test by test. */
  private static double[] atStarts(Sizes sizes, int[] times, double[][] all, int lead) {
    return IntStream.range(0, sizes.starts()).mapToObj(s -> all[Arrays.binarySearch(times, sizes.start(s) + lead)])
        .flatMapToDouble(Arrays::stream).toArray();
  }

  /** When states of free runs are kept. */
  private static int[] kept(Sizes sizes) {
    return IntStream.rangeClosed(1, sizes.kept()).map(k -> k * sizes.thin()).toArray();
  }

  /** Variable by variable, test by test, state by state, of states of all tests. */
  private static double[][][] series(Sizes sizes, double[][] states) {
    double[][][] series = new double[Observed.values().length][sizes.tests()][states.length];
    for (Observed v : Observed.values()) {
      for (int t = 0; t < sizes.tests(); t++) {
        for (int k = 0; k < states.length; k++) {
          double x = states[k][t * N + v.index()];
          series[v.ordinal()][t][k] = Math.abs(x) < LARGEST ? x : Double.NaN;
        }
      }
    }
    return series;
  }

  /** The truth's variances over tests, mean over starts, and its free runs. */
  RunRecord.Scores ofTruth() {
    int tests = sizes.tests();
    double[][][] variances = new double[Observed.values().length][truth.length][1];
    for (Observed v : Observed.values()) {
      for (int lead = 0; lead < truth.length; lead++) {
        for (int s = 0; s < sizes.starts(); s++) {
          variances[v.ordinal()][lead][0] += variance(truth[lead], s * tests, tests, v.index()) / sizes.starts();
        }
      }
    }
    return new RunRecord.Scores(variances, free, 0);
  }

  /** Of a variable over some states. */
  private static double variance(double[] states, int from, int count, int index) {
    double mean = 0.0;
    for (int m = from; m < from + count; m++) {
      mean += states[m * N + index] / count;
    }
    double sum = 0.0;
    for (int m = from; m < from + count; m++) {
      double d = states[m * N + index] - mean;
      sum = Math.fma(d, d, sum);
    }
    return sum / count;
  }

  /** Forecasts and free runs of a model, a step of which leads from one output to the next. */
  RunRecord.Scores score(ForecastModel model) {
    int tests = sizes.tests();
    double[][][] errors = new double[Observed.values().length][truth.length][tests];
    double[][] forecasts = FreeRun.of(model, starts).states(sizes.leads());
    for (Observed v : Observed.values()) {
      for (int lead = 0; lead < truth.length; lead++) {
        for (int m = 0; m < sizes.starts() * tests; m++) {
          double x = forecasts[lead][m * N + v.index()];
          double d = Math.abs(x) < LARGEST ? x - truth[lead][m * N + v.index()] : Double.NaN;
          errors[v.ordinal()][lead][m % tests] += d * d / sizes.starts();
        }
      }
    }
    double[][][] runs = series(sizes, FreeRun.of(model, Arrays.copyOf(starts, tests * N)).states(kept(sizes)));
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
