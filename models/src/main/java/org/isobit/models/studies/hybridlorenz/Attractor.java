package org.isobit.models.studies.hybridlorenz;

import java.util.Arrays;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.models.diagnostics.Wasserstein;
import org.isobit.models.scores.Bootstrap;

/** Statistics of attractors, by which a model's and the truth's are so far apart. */
enum Attractor {
  /** Of all variables and times. */
  MEAN("mean", "mean", false, (model, truth, runs, width) -> Math.abs(mean(model, runs) - mean(truth, runs))),
  /** Likewise. */
  VARIANCE("variance", "variance", false,
      (model, truth, runs, width) -> Math.abs(variance(model, runs) - variance(truth, runs))),
  /** Root mean square of the logarithms' difference over all frequencies. */
  SPECTRUM("spectrum", "power spectrum (root mean square of the difference of logarithms)", false,
      (model, truth, runs, width) -> apart(spectrum(model, runs), spectrum(truth, runs), 1.0)),
  /** The same over the frequencies that have almost all of the truth's variance. */
  ENERGY("energy", "power spectrum where the truth has 99.9 % of its variance (likewise)", false,
      (model, truth, runs, width) -> apart(spectrum(model, runs), spectrum(truth, runs), 0.999)),
  /** Wasserstein distance. */
  DENSITY("density", "probability density (Wasserstein distance)", false, (model, truth, runs, width) ->
      Wasserstein.ofHistograms(histogram(model, runs), histogram(truth, runs), width)),
  /** Mean distance of all Lyapunov exponents from the slow part of the truth's. */
  EXPONENTS("exponents", "Lyapunov spectrum (mean distance from the slow part of the truth's)", true,
      (model, truth, runs, width) -> apart(exponents(model, runs), exponents(truth))),
  /** Exponents above 0. */
  GROWING("growing", "number of positive exponents (of the truth in the slow part of its spectrum)", true,
      (model, truth, runs, width) -> Math.abs(positive(exponents(model, runs)) - positive(exponents(truth)))),
  /** λ(δ) of slow differences from the second threshold to the third. */
  GROWTH("growth", "growth of slow differences of 0.2", false,
      (model, truth, runs, width) -> Math.abs(growth(model, runs, 1) - growth(truth, runs, 1)));

  /** How far a statistic of a model is from the truth's. */
  private interface Distance {

    double of(RunRecord model, RunRecord truth, int[] runs, double width);
  }

  private final String label;
  private final String words;
  private final boolean tangents;
  private final Distance distance;

  Attractor(String label, String words, boolean tangents, Distance distance) {
    this.label = label;
    this.words = words;
    this.tangents = tangents;
    this.distance = distance;
  }

  String label() {
    return label;
  }

  String words() {
    return words;
  }

  /** Whether it is of runs with tangents, which are fewer. */
  boolean ofTangents() {
    return tangents;
  }

  /** How far two attractors are apart, from some of a model's runs; {@code width}: of the histograms' bins. */
  double distance(RunRecord model, RunRecord truth, int[] runs, double width) {
    return distance.of(model, truth, runs, width);
  }

  static double mean(RunRecord record, int[] runs) {
    return Bootstrap.meanOf(record.climate().means(), runs);
  }

  static double variance(RunRecord record, int[] runs) {
    double mean = mean(record, runs);
    return Bootstrap.meanOf(record.climate().squares(), runs) - mean * mean;
  }

  static double[] spectrum(RunRecord record, int[] runs) {
    double[] mean = new double[record.climate().spectrum()[runs[0]].length];
    for (int run : runs) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += record.climate().spectrum()[run][k] / runs.length;
      }
    }
    return mean;
  }

  static double[] histogram(RunRecord record, int[] runs) {
    double[] counts = new double[record.climate().histogram()[runs[0]].length];
    for (int run : runs) {
      for (int b = 0; b < counts.length; b++) {
        counts[b] += record.climate().histogram()[run][b];
      }
    }
    return counts;
  }

  static double[] exponents(RunRecord record, int[] runs) {
    double[] mean = new double[record.exponents()[0].length];
    for (int run : runs) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += record.exponents()[run][k] / runs.length;
      }
    }
    return mean;
  }

  /** Of all runs. */
  static double[] exponents(RunRecord record) {
    return exponents(record, all(record.exponents().length));
  }

  /** Mean of |a − b|. */
  private static double apart(double[] a, double[] b) {
    double sum = 0.0;
    for (int k = 0; k < a.length; k++) {
      sum += Math.abs(a[k] - b[k]);
    }
    return sum / a.length;
  }

  /**
   * Root mean square of ln a − ln b, over the greatest of b that together are not more than a share of all, or the
   * greatest alone.
   */
  static double apart(double[] a, double[] b, double share) {
    double[] sorted = b.clone();
    Arrays.sort(sorted);
    double all = 0.0;
    for (double power : sorted) {
      all += power;
    }
    double least = sorted[sorted.length - 1];
    double taken = least;
    for (int k = sorted.length - 2; k >= 0 && (share == 1.0 || taken + sorted[k] <= share * all); k--) {
      taken += sorted[k];
      least = sorted[k];
    }
    double sum = 0.0;
    int count = 0;
    for (int k = 0; k < b.length; k++) {
      if (b[k] >= least) {
        double d = LogReference.log(a[k]) - LogReference.log(b[k]);
        sum = Math.fma(d, d, sum);
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }

  /** λ(δ) at a threshold. */
  static double growth(RunRecord record, int[] runs, int threshold) {
    double[] times = new double[runs.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = record.growth()[runs[i]][threshold];
    }
    return FreeClimate.GROWTH.exponent(times);
  }

  static int positive(double[] exponents) {
    int count = 0;
    for (double e : exponents) {
      count += e > 0.0 ? 1 : 0;
    }
    return count;
  }

  static int[] all(int n) {
    int[] all = new int[n];
    for (int i = 0; i < n; i++) {
      all[i] = i;
    }
    return all;
  }
}
