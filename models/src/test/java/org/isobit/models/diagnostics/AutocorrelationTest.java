package org.isobit.models.diagnostics;

import static org.isobit.models.diagnostics.RankHistogramTest.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.isobit.kernels.NumericalException;
import org.isobit.models.scores.Estimate;
import org.junit.jupiter.api.Test;

class AutocorrelationTest {

  /**
   * x_k = φ·x_(k−1) + e_k has τ = (1 + φ)/(1 − φ), and its mean the variance 1/((1 − φ)²·n). Of 20 series of 20 000
   * both estimates of that are within a tenth of it on average; those by batch means scatter more.
   */
  @Test
  void anAutoregressiveProcess() {
    SplittableRandom random = new SplittableRandom(6);
    int n = 20_000;
    int series = 20;
    for (double phi : new double[] {-0.5, 0, 0.5, 0.9, 0.97}) {
      double time = 0;
      double ours = 0;
      double batches = 0;
      double scatterOfOurs = 0;
      double scatterOfBatches = 0;
      double expected = 1 / ((1 - phi) * (1 - phi) * n);
      for (int s = 0; s < series; s++) {
        double[] x = new double[n];
        x[0] = random.nextGaussian() / Math.sqrt(1 - phi * phi);
        for (int k = 1; k < n; k++) {
          x[k] = phi * x[k - 1] + random.nextGaussian();
        }
        Autocorrelation found = Autocorrelation.of(x, 0, n);
        double one = Math.pow(found.estimate().standardError(), 2) / expected;
        double other = Math.pow(Estimate.of(x, 0, n).standardError(), 2) / expected;
        time += found.time() / series;
        ours += one / series;
        batches += other / series;
        scatterOfOurs += (one - 1) * (one - 1);
        scatterOfBatches += (other - 1) * (other - 1);
        assertEquals(n / found.time(), found.effectiveNumber());
      }
      String of = "phi = " + phi;
      assertEquals(1, time / ((1 + phi) / (1 - phi)), 0.1, of);
      assertEquals(1, ours, 0.1, of);
      assertEquals(1, batches, 0.25, of);
      assertTrue(scatterOfOurs < 0.7 * scatterOfBatches, of + ": " + scatterOfOurs + ", " + scatterOfBatches);
    }
  }

  @Test
  void aSeriesMadeByHand() {
    Autocorrelation found = Autocorrelation.of(new double[] {9, 1, 1, -1, -1}, 1, 5);
    assertEquals(1.0, found.variance());
    // γ_1 = (1 − 1 + 1)/4 = ¼, γ_2 = −½, γ_3 = −¼: pairs 1¼ and −¾, τ = 2·1¼ − 1.
    assertEquals(1.5, found.time());
    assertEquals(new Estimate(0, Math.sqrt(1.5 / 4)), found.estimate());
    assertEquals(new Autocorrelation(5, 2, 0, 1), Autocorrelation.of(new double[] {2, 2, 2, 2, 2}, 0, 5));
    assertEquals(0, Autocorrelation.of(new double[] {2, 2, 2, 2, 2}, 0, 5).estimate().standardError());
    assertEquals(new Autocorrelation(10, 0.1, 0, 1), Autocorrelation.of(DoubleStream.generate(() -> 0.1).limit(10)
        .toArray(), 0, 10));
  }

  /** Powers of two change τ by no bit; a variance that is no number is refused. */
  @Test
  void valuesOfAnySize() {
    double[] series = new SplittableRandom(4).doubles(200).toArray();
    for (int k = 1; k < series.length; k++) {
      series[k] += 0.7 * series[k - 1];
    }
    Autocorrelation usual = Autocorrelation.of(series, 0, 200);
    for (int exponent : new int[] {-900, -300, 300, 500}) {
      double[] scaled = Arrays.stream(series).map(x -> Math.scalb(x, exponent)).toArray();
      Autocorrelation found = Autocorrelation.of(scaled, 0, 200);
      assertEquals(usual.time(), found.time());
      assertEquals(Math.scalb(Math.scalb(usual.variance(), exponent), exponent), found.variance());
    }
    double[] huge = Arrays.stream(series).map(x -> 1e200 * x).toArray();
    assertTrue(assertThrows(NumericalException.class, () -> Autocorrelation.of(huge, 0, 200)).getMessage()
        .matches("Autocorrelation: the variance of values up to .*E200 off their mean overflows.*"));
  }

  /** Values that alternate: 6·γ_0 = 4½, 6·γ_1 = −3¼, 6·(γ_2 + γ_3) = 2 − 2. */
  @Test
  void negativeTimesTellNothing() {
    Autocorrelation found = Autocorrelation.of(new double[] {1, -1, 0.5, -0.5, 1, -1}, 0, 6);
    assertEquals(2 * 1.25 / 4.5 - 1, found.time(), 1e-15);
    assertTrue(Double.isNaN(found.effectiveNumber()));
    assertTrue(Double.isNaN(found.estimate().standardError()));
  }

  @Test
  void badSeriesAreRefused() {
    says("Autocorrelation: at least 4 values are needed, but they are from 2 to 5 of 6",
        () -> Autocorrelation.of(new double[6], 2, 5));
    says("Autocorrelation: at least 4 values are needed, but they are from 0 to 7 of 6",
        () -> Autocorrelation.of(new double[6], 0, 7));
    says("Autocorrelation: value 2 is NaN", () -> Autocorrelation.of(new double[] {1, 2, Double.NaN, 4}, 0, 4));
  }
}
