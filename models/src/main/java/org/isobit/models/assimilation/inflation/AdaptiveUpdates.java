package org.isobit.models.assimilation.inflation;

import org.isobit.kernels.elementary.LogReference;
import org.isobit.models.assimilation.internal.ObservationSpace;
import org.isobit.models.assimilation.localization.Localization;
import org.isobit.models.assimilation.localization.NeighbourLists;
import org.isobit.models.assimilation.localization.Neighbours;

/**
 * One cycle of {@link AdaptiveInflation}: new factors and deviations of all variables from what the forecast's observed
 * anomalies and innovations say. Whitened observations have the error variance 1. Variables are independent of each
 * other and split over threads, a tile of points at a time.
 */
final class AdaptiveUpdates {

  /** Points of a tile without localisation. */
  private static final int TILE = 256;

  private final ObservationSpace a;
  private final AdaptiveInflation settings;
  private final double[] factors;
  private final double[] deviations;
  private final int points;

  /** Whitened observed anomalies, count × members. */
  private final double[] byObservation;

  /** Their variances and norms. */
  private final double[] variance;
  private final double[] norm;

  /** Lists of near observations, or null: all, with weight 1. */
  private final NeighbourLists near;
  private final int[] all;

  AdaptiveUpdates(ObservationSpace a, AdaptiveInflation settings, double[] factors, double[] deviations) {
    this.a = a;
    this.settings = settings;
    this.factors = factors;
    this.deviations = deviations;
    Localization localization = settings.localization();
    near = localization == null ? null : a.near(localization, 1);
    points = localization == null ? a.size : localization.points();
    all = new int[near == null ? a.count : 0];
    for (int j = 0; j < all.length; j++) {
      all[j] = j;
    }
    int k = a.members;
    byObservation = a.workspace.doubles(AdaptiveUpdates.class, "by observation", a.count, k);
    variance = new double[a.count];
    norm = new double[a.count];
    for (int j = 0; j < a.count; j++) {
      double squares = 0.0;
      for (int m = 0; m < k; m++) {
        double y = a.s[m * a.count + j];
        byObservation[j * k + m] = y;
        squares = Math.fma(y, y, squares);
      }
      variance[j] = squares / (k - 1);
      norm[j] = Math.sqrt(squares);
    }
  }

  void run() {
    int tiles = near == null ? (points + TILE - 1) / TILE : near.tiles();
    NeighbourLists.Reader[] readers = new NeighbourLists.Reader[a.workers.threads()];
    double[][] columns = new double[a.workers.threads()][];
    a.workers.run(tiles, (tile, slot) -> {
      if (columns[slot] == null) {
        columns[slot] = new double[a.members];
        readers[slot] = near == null ? null : near.reader();
      }
      if (near == null) {
        int first = tile * TILE;
        int end = points - first < TILE ? points : first + TILE;
        for (int i = first; i < end; i++) {
          point(i, all, null, 0, all.length, columns[slot]);
        }
      } else {
        Neighbours lists = readers[slot].tile(tile);
        for (int t = 0; t < lists.targets; t++) {
          point(lists.first + t, lists.index, lists.weight, lists.start[t], lists.start[t + 1], columns[slot]);
        }
      }
    });
  }

  /** All fields at a point. */
  private void point(int point, int[] index, double[] roots, int from, int to, double[] z) {
    if (settings.method() == AdaptiveInflation.Method.MIYOSHI_2011) {
      double sum = 0.0;
      double innovations = 0.0;
      double spread = 0.0;
      for (int q = from; q < to; q++) {
        double rho = roots == null ? 1.0 : roots[q] * roots[q];
        double d = a.innovation[index[q]];
        sum += rho;
        innovations = Math.fma(rho, d * d, innovations);
        spread = Math.fma(rho, variance[index[q]], spread);
      }
      for (int i = point; i < a.size; i += points) {
        factors[i] = settings.ended(miyoshi(factors[i], deviations[i], sum, innovations, spread));
      }
    } else {
      for (int i = point; i < a.size; i += points) {
        anderson(i, index, roots, from, to, z);
        factors[i] = settings.ended(factors[i]);
      }
    }
  }

  /** With p = Σρ, a = Σρ·d² and b = Σρ·σ². */
  static double miyoshi(double factor, double deviation, double p, double a, double b) {
    if (!(p > 0.0 && b > 0.0 && a <= Double.MAX_VALUE)) {
      return factor;
    }
    double root = (factor * b + p) / b;
    double v = 2.0 / p * (root * root);
    double gain = deviation * deviation / (v + deviation * deviation);
    return gain > 0.0 ? factor + gain * ((a - p) / b - factor) : factor;
  }

  private void anderson(int i, int[] index, double[] roots, int from, int to, double[] z) {
    int k = a.members;
    double squares = 0.0;
    a.column(i, z);
    for (int m = 0; m < k; m++) {
      squares = Math.fma(z[m], z[m], squares);
    }
    double zNorm = Math.sqrt(squares);
    for (int q = from; q < to; q++) {
      int j = index[q];
      double product = 0.0;
      for (int m = 0; m < k; m++) {
        product = Math.fma(byObservation[j * k + m], z[m], product);
      }
      double correlation = Math.abs(product) / norm[j] / zNorm;
      if (correlation > 0.0) {
        double rho = roots == null ? 1.0 : roots[q] * roots[q];
        double gamma = rho * (correlation < 1.0 ? correlation : 1.0);
        double before = factors[i];
        double squared = a.innovation[j] * a.innovation[j];
        double after = before + anderson(before, deviations[i], gamma, squared, variance[j]);
        if (deviations[i] > settings.lowestDeviation() && after > 0.0) {
          double sigma = deviation(before, after, deviations[i], gamma, squared, variance[j]);
          deviations[i] = sigma > settings.lowestDeviation() ? sigma : settings.lowestDeviation();
        }
        factors[i] = settings.bounded(after);
      }
    }
  }

  /** How far the mode of the posterior is from λ. */
  static double anderson(double factor, double sigma, double gamma, double squaredInnovation, double variance) {
    double root = Math.sqrt(factor);
    double f = 1.0 + gamma * (root - 1.0);
    double theta2 = f * f * variance + 1.0;
    double g = f * gamma * variance / (2.0 * root * theta2) * (squaredInnovation / theta2 - 1.0);
    double h = 2.0 * sigma * g;
    if (!(Math.abs(h) <= 0x1p500)) {
      return h > 0.0 ? sigma : 0.0;
    }
    return sigma * (h / (1.0 + Math.sqrt(1.0 + h * h)));
  }

  /** Standard deviation of a normal law that has the posterior's density at the mode and one σ above; never larger. */
  static double deviation(double before, double after, double sigma, double gamma, double squaredInnovation,
      double variance) {
    double low = theta2(after, gamma, variance);
    double high = theta2(after + sigma, gamma, variance);
    double atMode = (after - before) / sigma;
    double above = (after + sigma - before) / sigma;
    double logRatio = 0.5 * (atMode * atMode - above * above) - 0.5 * LogReference.log(high / low)
        - 0.5 * squaredInnovation * (1.0 / high - 1.0 / low);
    double next = Math.sqrt(-(sigma * sigma) / (2.0 * logRatio));
    return next < sigma ? next : sigma;
  }

  private static double theta2(double factor, double gamma, double variance) {
    double f = 1.0 + gamma * (Math.sqrt(factor) - 1.0);
    return f * f * variance + 1.0;
  }
}
