package org.isobit.models.textbook;

import java.util.Arrays;

/**
 * The update of one observed quantity by a rank histogram as Anderson (2010) has it, and with the bounds of
 * Anderson (2023): an implementation that shares no code with the product. Tails are integrated by Simpson's rule and
 * quantiles found by halving.
 */
public final class TextbookRankHistogram {

  private static final int PANELS = 12_000;

  private final double[] sorted;
  private final double observed;
  private final double error;
  private final double lower;
  private final double upper;
  private final double sigma;
  private final double leftMean;
  private final double rightMean;
  private final double[] mass;

  /** Members in any order, an observation with its error deviation, and bounds, which may be infinite. */
  public TextbookRankHistogram(double[] members, double observed, double error, double lower, double upper) {
    this.observed = observed;
    this.error = error;
    this.lower = lower;
    this.upper = upper;
    int n = members.length;
    sorted = Arrays.stream(members).map(x -> Math.max(lower, Math.min(upper, x))).sorted().toArray();
    double mean = Arrays.stream(sorted).sum() / n;
    sigma = Math.sqrt(Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum() / (n - 1));
    double below = -20;
    double above = 0;
    for (int i = 0; i < 100; i++) {
      double t = (below + above) / 2;
      if (phi(t) < 1.0 / (n + 1)) {
        below = t;
      } else {
        above = t;
      }
    }
    leftMean = sorted[0] - sigma * above;
    rightMean = sorted[n - 1] + sigma * above;
    mass = new double[n + 1];
    // Without a width, as at a bound, all of a tail is where the likelihood is the outermost member's.
    mass[0] = start() == sorted[0] ? likelihood(sorted[0])
        : tail(leftMean, start(), sorted[0], sorted[0]) / prior(leftMean, start(), sorted[0]);
    mass[n] = end() == sorted[n - 1] ? likelihood(sorted[n - 1])
        : tail(rightMean, sorted[n - 1], end(), sorted[n - 1]) / prior(rightMean, sorted[n - 1], end());
    for (int i = 1; i < n; i++) {
      mass[i] = (likelihood(sorted[i - 1]) + likelihood(sorted[i])) / 2;
    }
  }

  private double start() {
    return Math.max(lower, sorted[0] - 12 * sigma);
  }

  private double end() {
    return Math.min(upper, sorted[sorted.length - 1] + 12 * sigma);
  }

  /** The normal distribution function, by a series or Laplace's continued fraction. */
  public static double phi(double t) {
    if (t > 0) {
      return 1 - phi(-t);
    }
    double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
    if (t == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    if (t < -3) {
      double fraction = 0;
      for (int k = 400; k > 0; k--) {
        fraction = k / (-t + fraction);
      }
      return density / (-t + fraction);
    }
    double term = -t;
    double sum = 0;
    for (int k = 1; k < 200; k++) {
      sum += term;
      term *= t * t / (2 * k + 1);
    }
    return 0.5 - density * sum;
  }

  /** Of the normal error, truncated to the bounds. */
  private double likelihood(double x) {
    return normal(x) / truncation(x);
  }

  private double normal(double x) {
    return Math.exp(-(x - observed) * (x - observed) / (2 * error * error));
  }

  private double truncation(double x) {
    return phi((upper - x) / error) - phi((lower - x) / error);
  }

  private double prior(double mean, double from, double to) {
    return simpson(mean, from, to, false);
  }

  /** Mass of the posterior's tail; W as at the outermost member. */
  private double tail(double mean, double from, double to, double outermost) {
    return simpson(mean, from, to, true) / truncation(outermost);
  }

  private double simpson(double mean, double from, double to, boolean times) {
    double h = (to - from) / PANELS;
    double sum = 0;
    for (int i = 0; i <= PANELS; i++) {
      double x = from + i * h;
      double d = (x - mean) / sigma;
      double f = Math.exp(-d * d / 2) * (times ? normal(x) : 1);
      sum += f * (i == 0 || i == PANELS ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum * h / 3;
  }

  /** The analysed member for a member's value. */
  public double analysed(double x) {
    int n = sorted.length;
    double inside = Math.max(lower, Math.min(upper, x));
    double ranks = 0;
    int alike = 0;
    for (int i = 0; i < n; i++) {
      if (sorted[i] == inside) {
        ranks += i + 1;
        alike++;
      }
    }
    double target = Arrays.stream(mass).sum() * ranks / alike / (n + 1);
    double below = 0;
    for (int r = 0; r <= n; r++) {
      if (target <= below + mass[r]) {
        double share = (target - below) / mass[r];
        return r == 0 && start() == sorted[0] ? sorted[0] : r == n && end() == sorted[n - 1] ? sorted[n - 1]
            : r == 0 ? halved(leftMean, start(), sorted[0], sorted[0], share)
            : r == n ? halved(rightMean, sorted[n - 1], end(), sorted[n - 1], share)
            : sorted[r - 1] + share * (sorted[r] - sorted[r - 1]);
      }
      below += mass[r];
    }
    throw new AssertionError("no region has the quantile " + target);
  }

  private double halved(double mean, double from, double to, double outermost, double share) {
    double all = tail(mean, from, to, outermost);
    double low = from;
    double high = to;
    for (int i = 0; i < 60; i++) {
      double x = (low + high) / 2;
      if (tail(mean, from, x, outermost) < share * all) {
        low = x;
      } else {
        high = x;
      }
    }
    return (low + high) / 2;
  }
}
