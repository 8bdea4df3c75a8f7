package org.isobit.models.textbook;

import java.util.Arrays;

/**
 * Adaptive inflation as Anderson (2009, Tellus 61A, 72–83) and Miyoshi (2011, Mon. Weather Rev. 139, 1519–1535) have
 * it, for independent errors: an implementation that shares no code with the product, nor with anything else of this
 * project.
 */
public final class TextbookInflation {

  private TextbookInflation() {}

  /** Innovation, variance and anomalies of an observation, in the observation's units. */
  private record Seen(double innovation, double variance, double[] anomalies) {}

  private static Seen see(TextbookFilters f, int j) {
    int k = f.ensemble.length;
    double[] observed = new double[k];
    for (int m = 0; m < k; m++) {
      for (int i = 0; i < f.ensemble[m].length; i++) {
        observed[m] += f.operator[j][i] * f.ensemble[m][i];
      }
    }
    double mean = Arrays.stream(observed).average().orElseThrow();
    double[] anomalies = Arrays.stream(observed).map(o -> o - mean).toArray();
    return new Seen(f.values[j] - mean, Arrays.stream(anomalies).map(a -> a * a).sum() / (k - 1), anomalies);
  }

  /** New factors; {@code damping} is what is left of λ − 1. */
  public static void miyoshi(TextbookFilters f, double[] factors, double[] deviations, double damping, double least,
      double most) {
    int points = f.network.points.length;
    for (int i = 0; i < factors.length; i++) {
      double[] rho = f.network.weights(i % points, i % points + 1);
      double p = 0;
      double squares = 0;
      double background = 0;
      for (int j = 0; j < rho.length; j++) {
        if (rho[j] > 0) {
          Seen seen = see(f, j);
          double r = f.covariance[j][j];
          p += rho[j];
          squares += rho[j] * seen.innovation * seen.innovation / r;
          background += rho[j] * seen.variance / r;
        }
      }
      if (p > 0) {
        double observed = (squares - p) / background;
        double v = 2 / p * Math.pow((factors[i] * background + p) / background, 2);
        double own = deviations[i] * deviations[i];
        factors[i] = (v * factors[i] + own * observed) / (v + own);
      }
      factors[i] = Math.min(most, Math.max(least, 1 + damping * (factors[i] - 1)));
    }
  }

  /** New factors and deviations, observation by observation; the quadratic equation of section 3 and its root. */
  public static void anderson(TextbookFilters f, double[] factors, double[] deviations, double lowest, double damping,
      double least, double most) {
    int points = f.network.points.length;
    int k = f.ensemble.length;
    for (int i = 0; i < factors.length; i++) {
      int variable = i;
      double mean = Arrays.stream(f.ensemble).mapToDouble(member -> member[variable]).sum() / k;
      double[] rho = f.network.weights(i % points, i % points + 1);
      for (int j = 0; j < rho.length; j++) {
        if (rho[j] == 0) {
          continue;
        }
        Seen seen = see(f, j);
        double product = 0;
        double squares = 0;
        for (int m = 0; m < k; m++) {
          double a = f.ensemble[m][i] - mean;
          product += a * seen.anomalies[m];
          squares += a * a;
        }
        double correlation = product / Math.sqrt(squares * seen.variance * (k - 1));
        double gamma = rho[j] * Math.min(1, Math.abs(correlation));
        double before = factors[i];
        double after = mode(before, deviations[i], gamma, seen, f.covariance[j][j]);
        if (deviations[i] > lowest) {
          double ratio = density(after + deviations[i], before, deviations[i], gamma, seen, f.covariance[j][j])
              / density(after, before, deviations[i], gamma, seen, f.covariance[j][j]);
          double fitted = Math.sqrt(-deviations[i] * deviations[i] / (2 * Math.log(ratio)));
          deviations[i] = Math.max(lowest, fitted < deviations[i] ? fitted : deviations[i]);
        }
        factors[i] = Math.min(most, Math.max(least, after));
      }
      factors[i] = Math.min(most, Math.max(least, 1 + damping * (factors[i] - 1)));
    }
  }

  private static double theta(double factor, double gamma, Seen seen, double r) {
    double f = 1 + gamma * (Math.sqrt(factor) - 1);
    return Math.sqrt(f * f * seen.variance + r);
  }

  private static double likelihood(double factor, double gamma, Seen seen, double r) {
    double theta = theta(factor, gamma, seen, r);
    return Math.exp(-seen.innovation * seen.innovation / (2 * theta * theta)) / (Math.sqrt(2 * Math.PI) * theta);
  }

  private static double density(double x, double factor, double sigma, double gamma, Seen seen, double r) {
    return likelihood(x, gamma, seen, r) * Math.exp(-(x - factor) * (x - factor) / (2 * sigma * sigma));
  }

  /** λ² + (l/l′ − 2λ_p)·λ + (λ_p² − σ² − l·λ_p/l′) = 0, the root closer to λ_p. */
  private static double mode(double factor, double sigma, double gamma, Seen seen, double r) {
    double theta = theta(factor, gamma, seen, r);
    double slope = 0.5 * seen.variance * gamma * (1 - gamma + gamma * Math.sqrt(factor)) / (theta * Math.sqrt(factor));
    double ratio = 1 / ((seen.innovation * seen.innovation / (theta * theta) - 1) / theta * slope);
    double b = ratio - 2 * factor;
    double c = factor * factor - sigma * sigma - ratio * factor;
    double half = -0.5 * (b + Math.copySign(Math.sqrt(b * b - 4 * c), b));
    double other = c / half;
    return Math.abs(half - factor) < Math.abs(other - factor) ? half : other;
  }
}
