package org.isobit.models.studies.em;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.isobit.kernels.random.Philox;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;

/**
 * A truth, what is observed of it, and the members that a smoother begins with. Observed sites are drawn anew at each
 * time, without repetition.
 *
 * @param truth        states of times 0 … K, one after the other
 * @param observations of times 1 … K
 * @param initial      members of time 0: observations of then with their errors drawn anew; elsewhere mean and variance
 *                     of these
 */
record Twin(double[] truth, List<Observations> observations, Ensemble initial) {

  private static final long START = 1;
  private static final long ERRORS = 2;
  private static final long SITES = 3;
  private static final long MEMBERS = 4;

  static Twin of(Setting setting, int times, int members, long seed) {
    EmSystem system = setting.system();
    int n = system.size();
    double[] truth = system.run(system.start(seed, START), times + 1);
    List<Observations> observations = new ArrayList<>();
    int[] first = sites(setting, seed, 0);
    double[] begin = values(setting, truth, first, seed, 0);
    for (int k = 1; k <= times; k++) {
      int[] sites = sites(setting, seed, k);
      observations.add(Observations.of(values(setting, truth, sites, seed, k), setting.sigma(),
          sites.length == n ? ObservationOperator.identity() : ObservationOperator.indices(sites)));
    }
    return new Twin(truth, observations, members(setting, members, first, begin, seed));
  }

  private static int[] sites(Setting setting, long seed, int time) {
    int n = setting.system().size();
    double[] u = new double[n];
    Philox.gaussian(seed, SITES, (long) time * n, n, u, 0);
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> u[i]));
    return Arrays.stream(order).limit(setting.observed()).mapToInt(i -> i).sorted().toArray();
  }

  private static double[] values(Setting setting, double[] truth, int[] sites, long seed, int time) {
    int n = setting.system().size();
    double[] errors = new double[n];
    Philox.gaussian(seed, ERRORS, (long) time * n, n, errors, 0);
    double[] values = new double[sites.length];
    for (int j = 0; j < sites.length; j++) {
      values[j] = Math.fma(setting.sigma(), errors[sites[j]], truth[time * n + sites[j]]);
    }
    return values;
  }

  private static Ensemble members(Setting setting, int members, int[] sites, double[] values, long seed) {
    int n = setting.system().size();
    double mean = 0.0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0.0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    Ensemble ensemble = Ensemble.allocate(members, n);
    double[] xi = new double[n];
    for (int m = 0; m < members; m++) {
      Philox.gaussian(seed, MEMBERS, (long) m * n, n, xi, 0);
      for (int i = 0; i < n; i++) {
        ensemble.set(m, i, Math.fma(Math.sqrt(variance), xi[i], mean));
      }
      for (int j = 0; j < sites.length; j++) {
        ensemble.set(m, sites[j], Math.fma(setting.sigma(), xi[sites[j]], values[j]));
      }
    }
    return ensemble;
  }
}
