package org.isobit.models.studies.hybridmaooam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isobit.models.diagnostics.Wasserstein;
import org.isobit.models.scores.Bootstrap;
import org.isobit.models.scores.Bootstrap.Interval;
import org.isobit.models.studies.Resampled;
import org.isobit.models.studies.Resampled.SquaredErrors;

/**
 * Records of the jobs, and statistics over them. Tests are independent runs of the truth and are resampled as such: the
 * starts of one of them are not. Immutable.
 *
 * @param records by job
 * @param cases   what is learned
 * @param sizes   how long everything is
 */
record Results(Map<Job, RunRecord> records, List<Case> cases, Sizes sizes) {

  /** All contenders, the truncated model first. */
  List<Contender> contenders() {
    Set<Contender> all = new LinkedHashSet<>(List.of(Contender.TRUNCATED));
    for (Case of : cases) {
      if (cases.indexOf(of) < 2) {
        all.add(Contender.regression(of));
      }
      all.add(Contender.hybrid(of));
    }
    return new ArrayList<>(all);
  }

  /** Records of a contender, one a network. */
  List<RunRecord> records(Contender contender) {
    List<RunRecord> own = new ArrayList<>();
    Job first = contender.job();
    for (int i = 0; i < (first.part() == Job.Part.NETWORK ? sizes.networks() : 1); i++) {
      own.add(records.get(new Job(first.part(), first.of(), i)));
    }
    return own;
  }

  /** Place among the leads that a variable is judged at: 700 days of the ocean, one output of the atmosphere. */
  int judged(Observed v) {
    return v.ocean() ? sizes.leads().length - 1 : 0;
  }

  /** Days of a lead. */
  double days(int lead) {
    return sizes.leads()[lead] * CoupledSystem.DAYS;
  }

  /** Squared errors, a row a network, an element a test. */
  SquaredErrors errors(Contender contender, Observed v, int lead) {
    return new SquaredErrors(records(contender).stream().map(r -> r.scores().errors()[v.ordinal()][lead])
        .toArray(double[][]::new));
  }

  /** The truth's variance over tests. */
  double variance(Observed v, int lead) {
    return records.get(Job.of(Job.Part.TRUTH)).scores().errors()[v.ordinal()][lead][0];
  }

  /** Root mean square error by √2 of the truth's standard deviation over tests. */
  Interval relative(Contender contender, Observed v, int lead) {
    SquaredErrors errors = errors(contender, v, lead);
    double scale = Math.sqrt(2.0 * variance(v, lead));
    return Resampled.crossed(errors.networks(), Resampled.common(List.of(errors)),
        (networks, tests) -> errors.root(networks, tests) / scale).interval();
  }

  /** The same without an interval. */
  double relativeValue(Contender contender, Observed v, int lead) {
    SquaredErrors errors = errors(contender, v, lead);
    int[] tests = Resampled.common(List.of(errors));
    int[] networks = new int[errors.networks()];
    Arrays.setAll(networks, i -> i);
    return tests.length == 0 ? Double.NaN : errors.root(networks, tests) / Math.sqrt(2.0 * variance(v, lead));
  }

  /** Root mean square error by that of the truncated model. */
  Resampled ratio(Contender contender, Observed v) {
    int lead = judged(v);
    return Resampled.ratio(errors(contender, v, lead), errors(Contender.TRUNCATED, v, lead));
  }

  /** Tests that count in a ratio. */
  int counted(Contender contender, Observed v) {
    int lead = judged(v);
    return Resampled.common(List.of(errors(contender, v, lead), errors(Contender.TRUNCATED, v, lead))).length;
  }

  /** Tests with a run that failed, of all networks. */
  int failures(Contender contender) {
    return records(contender).stream().mapToInt(r -> r.scores().failures()).sum();
  }

  /** Free runs of the truth: test by test, state by state. */
  double[][] truth(Observed v) {
    return records.get(Job.of(Job.Part.TRUTH)).scores().free()[v.ordinal()];
  }

  /** Free runs of a contender: network by network, test by test, state by state. */
  double[][][] free(Contender contender, Observed v) {
    return records(contender).stream().map(r -> r.scores().free()[v.ordinal()]).toArray(double[][][]::new);
  }

  /** Lower quartile, median and upper quartile of numbers; what is no number does not count. */
  static double[] quartiles(double[]... runs) {
    double[] all = Arrays.stream(runs).flatMapToDouble(Arrays::stream).filter(x -> !Double.isNaN(x)).sorted().toArray();
    double[] quartiles = new double[3];
    for (int q = 0; q < 3; q++) {
      quartiles[q] = all.length == 0 ? Double.NaN : all[(int) ((q + 1L) * (all.length - 1) / 4)];
    }
    return quartiles;
  }

  /**
   * Wasserstein distance of the free runs' values to the truth's, by that of the truncated model; mean over networks.
   * Resampled are networks and tests, whose runs no model failed in.
   */
  Resampled distance(Contender contender, Observed v) {
    double[][] truth = truth(v);
    double[][][] own = free(contender, v);
    double[][] truncated = free(Contender.TRUNCATED, v)[0];
    double[][] state = new double[own.length + 1][truth.length];
    for (int t = 0; t < truth.length; t++) {
      for (int n = 0; n < own.length; n++) {
        state[n][t] = Bootstrap.meanOf(own[n][t], inOrder(own[n][t].length));
      }
      state[own.length][t] = Bootstrap.meanOf(truncated[t], inOrder(truncated[t].length));
    }
    int[] fine = Resampled.common(List.of(new SquaredErrors(state)));
    return Resampled.crossed(own.length, fine, (networks, tests) -> {
      double[] reference = pooled(truth, tests);
      double mean = 0.0;
      for (int n : networks) {
        mean += Wasserstein.ofSamples(pooled(own[n], tests), reference) / networks.length;
      }
      return mean / Wasserstein.ofSamples(pooled(truncated, tests), reference);
    });
  }

  private static int[] inOrder(int count) {
    int[] indices = new int[count];
    Arrays.setAll(indices, i -> i);
    return indices;
  }

  private static double[] pooled(double[][] runs, int[] tests) {
    int each = runs[0].length;
    double[] all = new double[tests.length * each];
    for (int i = 0; i < tests.length; i++) {
      System.arraycopy(runs[tests[i]], 0, all, i * each, each);
    }
    return all;
  }
}
