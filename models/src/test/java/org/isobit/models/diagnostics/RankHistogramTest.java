package org.isobit.models.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.ObservationOperator;
import org.isobit.models.assimilation.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RankHistogramTest {

  private static final int MEMBERS = 9;
  private static final int POINTS = 1000;

  /** Normal draws, members of one standard deviation and a truth of another, with a bias. */
  static Ensemble draws(SplittableRandom random, double[] truth, int members, double deviation, double bias) {
    Ensemble ensemble = Ensemble.allocate(members, truth.length);
    for (int i = 0; i < truth.length; i++) {
      for (int m = 0; m < members; m++) {
        ensemble.set(m, i, random.nextGaussian());
      }
      truth[i] = bias + deviation * random.nextGaussian();
    }
    return ensemble;
  }

  private static RankHistogram.Result of(double deviation, double bias, int times) {
    RankHistogram histogram = new RankHistogram(MEMBERS, 1);
    SplittableRandom random = new SplittableRandom(7);
    double[] truth = new double[POINTS];
    for (int t = 0; t < times; t++) {
      histogram.add(draws(random, truth, MEMBERS, deviation, bias), truth);
    }
    return histogram.result();
  }

  @Test
  void ranksMadeByHand() {
    RankHistogram histogram = new RankHistogram(2, 1);
    histogram.add(Ensemble.of(new double[] {1, 1, 1, 3, 3, 3}, 2, 3), new double[] {0, 2, 4});
    histogram.add(Ensemble.of(new double[] {1, 3}, 2, 1), new double[] {5});
    RankHistogram.Result result = histogram.result();
    assertEquals(List.of(1L, 1L, 2L), result.counts());
    assertEquals(4, result.cases());
    // e = 4/3: (1/9 + 1/9 + 4/9)/(4/3) = 1/2; of two degrees the mass above is exp(−1/4).
    assertEquals(0.5, result.chiSquare(), 1e-15);
    assertEquals(Math.exp(-0.25), result.pValue(), 1e-14);
    assertEquals((1.0 / 3 + 1.0 / 3 + 2.0 / 3) / 4, result.reliabilityIndex(), 1e-15);
    assertEquals(0, new RankHistogram(2, 1).result().cases());
    assertTrue(Double.isNaN(new RankHistogram(2, 1).result().chiSquare()));
    assertTrue(Double.isNaN(new RankHistogram(2, 1).result().pValue()));
  }

  /** Counts of n cases scatter by √(n·q·(1 − q)) about n·q; five of these are asked for. */
  private static void assertShare(double share, long count, long cases) {
    assertEquals(share * cases, count, 5 * Math.sqrt(cases * share * (1 - share)));
  }

  @Test
  void exchangeableDrawsAreFlat() {
    RankHistogram.Result result = of(1, 0, 50);
    result.counts().forEach(count -> assertShare(0.1, count, result.cases()));
    assertTrue(result.pValue() > 1e-3, "p = " + result.pValue());
  }

  /**
   * Truth of deviation s above all N members: ∫ φ(z)·Φ(s·z)^N dz, here by the trapezoidal rule, which for so smooth an
   * integrand is exact to rounding.
   */
  @Test
  void theShareOutsideIsThatOfTheNormalLaw() {
    for (double s : new double[] {0.5, 2}) {
      double share = 0;
      for (double z = -9; z <= 9; z += 0.01) {
        share += 0.01 * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * Math.pow(0.5 + 0.5 * erf(s * z), MEMBERS);
      }
      RankHistogram.Result result = of(s, 0, 30);
      assertShare(share, result.counts().getFirst(), result.cases());
      assertShare(share, result.counts().getLast(), result.cases());
      assertTrue(result.pValue() < 1e-6);
    }
  }

  /** erf(z/√2) by the series of the normal integral. */
  private static double erf(double z) {
    double term = z;
    double sum = z;
    for (int k = 1; k < 400; k++) {
      term *= z * z / (2 * k + 1);
      sum += term;
    }
    return 2 * sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  @Test
  void tiesHaveRanksAtRandomAndAlwaysTheSame() {
    Ensemble same = Ensemble.of(new double[3 * 20_000], 3, 20_000);
    RankHistogram histogram = new RankHistogram(3, 5);
    histogram.add(same, new double[20_000]);
    RankHistogram again = new RankHistogram(3, 5);
    again.add(same, new double[20_000]);
    assertEquals(again.result(), histogram.result());
    histogram.result().counts().forEach(count -> assertShare(0.25, count, 20_000));
    assertTrue(!Collections.min(histogram.result().counts()).equals(Collections.max(histogram.result().counts())));
  }

  /** With y = x + ε and members that are draws of x's law, the members need draws of ε too. */
  @Test
  void observationsHaveErrors() {
    RankHistogram histogram = new RankHistogram(MEMBERS, 3);
    SplittableRandom random = new SplittableRandom(11);
    double[] y = new double[POINTS];
    for (int t = 0; t < 30; t++) {
      Ensemble ensemble = draws(random, y, MEMBERS, 1, 0);
      for (int i = 0; i < POINTS; i++) {
        y[i] += 2 * random.nextGaussian();
      }
      histogram.add(ensemble, Observations.of(y, 2, ObservationOperator.identity()));
    }
    histogram.result().counts().forEach(count -> assertShare(0.1, count, 30 * POINTS));
  }

  @Test
  void twoHistogramsAddUp() {
    RankHistogram one = new RankHistogram(MEMBERS, 1);
    RankHistogram two = new RankHistogram(MEMBERS, 2);
    RankHistogram both = new RankHistogram(MEMBERS, 3);
    SplittableRandom random = new SplittableRandom(2);
    for (int t = 0; t < 4; t++) {
      double[] truth = new double[50];
      Ensemble ensemble = draws(random, truth, MEMBERS, 1, 0);
      (t < 2 ? one : two).add(ensemble, truth);
      both.add(ensemble, truth);
    }
    one.add(two);
    assertEquals(both.result(), one.result());
  }

  @Test
  void badInputIsRefusedAndNotCounted() {
    RankHistogram histogram = new RankHistogram(2, 1);
    Ensemble good = Ensemble.of(new double[] {1, 2, 3, 4}, 2, 2);
    says("RankHistogram: truth[1] is NaN", () -> histogram.add(good, new double[] {1, Double.NaN}));
    says("RankHistogram: truth has 1 values, but members 2", () -> histogram.add(good, new double[1]));
    says("RankHistogram: the ensemble has 3 members, not 2", () -> histogram.add(Ensemble.allocate(3, 2),
        new double[2]));
    says("RankHistogram: member 1 has NaN at variable 0", () -> histogram.add(Ensemble.of(new double[] {1, 2,
        Double.NaN, 4}, 2, 2), new double[2]));
    says("RankHistogram: there is no observation", () -> histogram.add(good, Observations.of(new double[0], 1,
        ObservationOperator.indices())));
    says("RankHistogram: members must be at least 2, but is 1", () -> new RankHistogram(1, 1));
    says("RankHistogram: the other is for 3 members, not 2", () -> histogram.add(new RankHistogram(3, 1)));
    assertEquals(0, histogram.result().cases());
  }

  static void says(String message, Executable what) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, what).getMessage());
  }
}
