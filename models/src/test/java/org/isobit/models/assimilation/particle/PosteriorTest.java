package org.isobit.models.assimilation.particle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.isobit.kernels.Workers;
import org.isobit.models.assimilation.Cycle;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.MemberWeights;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;

/**
 * Scalars whose posterior is known and far from normal: as N grows, the particle filter's error is that of importance
 * sampling, √(v ÷ N) with v = ∫ p(x)·(l(x) ÷ Z)²·(f(x) − E f)² dx, and multinomial resampling adds Var f ÷ N (Geweke
 * 1989, Econometrica 57, 1317–1339). Integrals by Simpson's rule.
 */
class PosteriorTest {

  /** Repetitions: the mean of so many squared errors is known to √(2 ÷ 100) = 14 %; four times that is allowed. */
  private static final int SEEDS = 100;
  private static final double TOLERANCE = 4 * Math.sqrt(2.0 / SEEDS);

  private record Case(DoubleUnaryOperator density, ToDoubleFunction<SplittableRandom> draw, double from, double to,
      double y, double deviation) {

    double likelihood(double x) {
      return Math.exp(-0.5 * Math.pow((y - x) / deviation, 2));
    }

    double integral(DoubleUnaryOperator f) {
      int n = 20_000;
      double h = (to - from) / n;
      double sum = 0;
      for (int i = 0; i <= n; i++) {
        double x = from + i * h;
        sum += (i == 0 || i == n ? 1 : i % 2 == 0 ? 2 : 4) * density.applyAsDouble(x) * f.applyAsDouble(x);
      }
      return sum * h / 3;
    }

    double posterior(DoubleUnaryOperator f) {
      return integral(x -> likelihood(x) * f.applyAsDouble(x)) / integral(this::likelihood);
    }

    Ensemble prior(int n, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] x = new double[n];
      for (int m = 0; m < n; m++) {
        x[m] = draw.applyAsDouble(random);
      }
      return Ensemble.of(x, n, 1);
    }

    Observations observations() {
      return Observations.of(new double[] {y}, deviation, ObservationOperator.identity());
    }
  }

  private static double normal(double x, double mean, double deviation) {
    return Math.exp(-0.5 * Math.pow((x - mean) / deviation, 2)) / (deviation * Math.sqrt(2 * Math.PI));
  }

  /** Two humps, at −2 and 1.5, the second three times as likely; the observation between them. */
  private static final Case BIMODAL = new Case(x -> 0.25 * normal(x, -2, 0.5) + 0.75 * normal(x, 1.5, 0.7),
      r -> r.nextDouble() < 0.25 ? -2 + 0.5 * r.nextGaussian() : 1.5 + 0.7 * r.nextGaussian(), -8, 8, -0.4, 1.2);

  /** Between 0 and 1, and an observation near the upper end. */
  private static final Case BOUNDED = new Case(x -> 1.0, SplittableRandom::nextDouble, 0, 1, 0.95, 0.25);

  private static void converges(Case c, DoubleUnaryOperator... functions) {
    double z = c.integral(c::likelihood);
    for (int n : new int[] {100, 1000, 10_000}) {
      double[] exact = java.util.Arrays.stream(functions).mapToDouble(c::posterior).toArray();
      double[] weighted = new double[functions.length];
      double[] resampled = new double[functions.length];
      for (int seed = 0; seed < SEEDS; seed++) {
        Ensemble e = c.prior(n, 1000L * n + seed);
        Cycle cycle = Cycle.of(seed, n).with(Workers.serial());
        MemberWeights weights = MemberWeights.equal(n);
        new ParticleFilter().withEffective(0).carrying(weights).analyse(e, c.observations(), cycle);
        add(functions, exact, e, weights, weighted);
        new ParticleFilter().withResampling(Resampling.MULTINOMIAL).analyse(e, c.observations(), cycle);
        add(functions, exact, e, MemberWeights.equal(n), resampled);
      }
      for (int k = 0; k < functions.length; k++) {
        DoubleUnaryOperator f = functions[k];
        double mean = exact[k];
        double variance = c.posterior(x -> Math.pow(f.applyAsDouble(x) - mean, 2));
        double sampling = c.integral(x -> Math.pow(c.likelihood(x) / z * (f.applyAsDouble(x) - mean), 2));
        assertEquals(1, weighted[k] * n / sampling, TOLERANCE, "N = " + n + ", weighted, function " + k);
        assertEquals(1, resampled[k] * n / (sampling + variance), TOLERANCE, "N = " + n + ", resampled, function " + k);
      }
    }
  }

  /** Adds the squared errors of the functions' means, over the repetitions. */
  private static void add(DoubleUnaryOperator[] functions, double[] exact, Ensemble e, MemberWeights w,
      double[] squares) {
    for (int k = 0; k < functions.length; k++) {
      double sum = 0;
      for (int m = 0; m < e.members(); m++) {
        sum += w.weight(m) * functions[k].applyAsDouble(e.get(m, 0));
      }
      squares[k] += Math.pow(sum - exact[k], 2) / SEEDS;
    }
  }

  @Test
  void twoHumps() {
    converges(BIMODAL, x -> x, x -> x > 0 ? 1 : 0);
  }

  @Test
  void bounded() {
    converges(BOUNDED, x -> x, x -> x * x);
    Ensemble e = BOUNDED.prior(1000, 5);
    double[] before = e.values().clone();
    java.util.Arrays.sort(before);
    new ParticleFilter().analyse(e, BOUNDED.observations(), Cycle.of(1, 1));
    for (int m = 0; m < 1000; m++) {
      assertTrue(java.util.Arrays.binarySearch(before, e.get(m, 0)) >= 0, "a copy, to the bit, and so in its bounds");
    }
  }

  /** NETF has no more than mean and variance of the posterior, but these. */
  @Test
  void meanAndVarianceOfTheTransformFilter() {
    for (Case c : new Case[] {BIMODAL, BOUNDED}) {
      double mean = c.posterior(x -> x);
      double variance = c.posterior(x -> Math.pow(x - mean, 2));
      double z = c.integral(c::likelihood);
      double ofMean = c.integral(x -> Math.pow(c.likelihood(x) / z * (x - mean), 2));
      double ofVariance = c.integral(x -> Math.pow(c.likelihood(x) / z * (Math.pow(x - mean, 2) - variance), 2));
      int n = 100;
      double meanError = 0;
      double varianceError = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        Ensemble e = c.prior(n, seed);
        new NETF().withRotation(true).analyse(e, c.observations(), Cycle.of(seed, 0).with(Workers.serial()));
        meanError += Math.pow(e.mean()[0] - mean, 2) / SEEDS;
        varianceError += Math.pow(e.spread()[0] * e.spread()[0] - variance, 2) / SEEDS;
      }
      assertEquals(1, meanError * n / ofMean, TOLERANCE);
      assertEquals(1, varianceError * n / ofVariance, TOLERANCE);
    }
  }
}
