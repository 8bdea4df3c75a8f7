package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.isobit.models.textbook.TextbookRankHistogram;
import org.junit.jupiter.api.Test;

/**
 * Rank histograms against Bayes' rule: with N members drawn from a prior that is not normal, analysed moments go to
 * those of the posterior as N^(−1/2), the error of any sample; with members at the prior's quantiles, faster.
 */
class RankHistogramConvergenceTest {

  private static final int[] SIZES = {20, 80, 320, 1280};
  private static final int SEEDS = 60;

  /** A prior, what is observed, and mean and deviation of the posterior. */
  private record Problem(String name, ToDoubleFunction<Random> draw, DoubleUnaryOperator quantile, double observed,
      double error, ObservationUpdate law, double mean, double deviation) {

    double error(ObservationUpdate with, double[] members) {
      double[] x = RankHistogramTest.analysed(with, members, observed, error);
      double found = Arrays.stream(x).sum() / x.length;
      double squares = Arrays.stream(x).map(v -> (v - found) * (v - found)).sum() / (x.length - 1);
      return (Math.abs(found - mean) + Math.abs(Math.sqrt(squares) - deviation)) / deviation;
    }

    double sampled(ObservationUpdate with, int n) {
      double sum = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        Random random = new Random(1000L * n + seed);
        double[] members = new double[n];
        Arrays.setAll(members, i -> draw.applyAsDouble(random));
        sum += error(with, members) / SEEDS;
      }
      return sum;
    }

    double placed(int n) {
      double[] members = new double[n];
      Arrays.setAll(members, i -> quantile.applyAsDouble((i + 1.0) / (n + 1)));
      return error(law, members);
    }
  }

  private static double halved(DoubleUnaryOperator increasing, double target, double low, double high) {
    for (int i = 0; i < 80; i++) {
      double middle = (low + high) / 2;
      if (increasing.applyAsDouble(middle) < target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Two normal laws around ±2 as prior; each has its own posterior and evidence. */
  private static Problem bimodal() {
    double s = 0.5;
    double y = 0.8;
    double r = 1.2;
    double[] evidence = new double[2];
    double[] mean = new double[2];
    double variance = s * s * r * r / (s * s + r * r);
    for (int k = 0; k < 2; k++) {
      double m = k == 0 ? -2 : 2;
      evidence[k] = Math.exp(-(y - m) * (y - m) / (2 * (s * s + r * r)));
      mean[k] = (m * r * r + y * s * s) / (s * s + r * r);
    }
    double w = evidence[1] / (evidence[0] + evidence[1]);
    double whole = (1 - w) * mean[0] + w * mean[1];
    double spread = variance + w * (1 - w) * (mean[1] - mean[0]) * (mean[1] - mean[0]);
    return new Problem("two modes", random -> (random.nextBoolean() ? 2 : -2) + s * random.nextGaussian(),
        p -> halved(x -> (TextbookRankHistogram.phi((x + 2) / s) + TextbookRankHistogram.phi((x - 2) / s)) / 2, p, -9,
            9), y, r, new RankHistogram(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), whole, Math.sqrt(spread));
  }

  /** An exponential prior on [0, ∞) and an error that is truncated there; the posterior by Simpson's rule. */
  private static Problem bounded() {
    double y = 0.3;
    double r = 0.5;
    double[] moments = new double[3];
    int panels = 20_000;
    for (int i = 0; i <= panels; i++) {
      double x = 8.0 * i / panels;
      double f = Math.exp(-x - (x - y) * (x - y) / (2 * r * r)) / (1 - TextbookRankHistogram.phi(-x / r))
          * (i == 0 || i == panels ? 1 : i % 2 == 1 ? 4 : 2);
      for (int k = 0; k < 3; k++) {
        moments[k] += f * Math.pow(x, k);
      }
    }
    double mean = moments[1] / moments[0];
    return new Problem("a bound", random -> -Math.log(1 - random.nextDouble()), p -> -Math.log(1 - p), y, r,
        new RankHistogram(0, Double.POSITIVE_INFINITY), mean, Math.sqrt(moments[2] / moments[0] - mean * mean));
  }

  @Test
  void momentsGoToThoseOfBayes() {
    for (Problem p : new Problem[] {bimodal(), bounded()}) {
      double[] sampled = Arrays.stream(SIZES).mapToDouble(n -> p.sampled(p.law, n)).toArray();
      double[] placed = Arrays.stream(SIZES).mapToDouble(p::placed).toArray();
      String found = p.name + ": sampled " + Arrays.toString(sampled) + ", placed " + Arrays.toString(placed);
      for (int i = 1; i < SIZES.length; i++) {
        assertTrue(sampled[i] < sampled[i - 1] && placed[i] < placed[i - 1], found);
      }
      double order = Math.log(sampled[0] / sampled[3]) / Math.log(64);
      assertTrue(order > 0.4 && order < 0.7, found + ", order " + order);
      double own = Math.log(placed[1] / placed[3]) / Math.log(16);
      assertTrue(own > 0.7, found + ", order " + own);
      // A normal prior in their place has an error that stays.
      double normal = p.sampled(new NormalUpdate(), 1280);
      assertTrue(normal > 5 * sampled[3], found + ", normal " + normal);
    }
  }
}
