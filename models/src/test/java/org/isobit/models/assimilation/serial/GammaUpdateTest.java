package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.IncompleteGamma;
import org.junit.jupiter.api.Test;

/** Incomplete gamma functions against series in decimal arithmetic, and the gamma law's step against quadrature. */
class GammaUpdateTest {

  private static final MathContext DIGITS = new MathContext(60);
  private static final double EPSILON = 0x1p-52;

  /** Σ xⁿ/(a·(a + 1)…(a + n)). */
  private static BigDecimal series(BigDecimal a, BigDecimal x) {
    BigDecimal term = BigDecimal.ONE.divide(a, DIGITS);
    BigDecimal sum = term;
    for (int n = 1; term.compareTo(sum.scaleByPowerOfTen(-60)) > 0; n++) {
      term = term.multiply(x, DIGITS).divide(a.add(BigDecimal.valueOf(n)), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** exp(x) as (Σ (x/2³⁰)ⁿ/n!)^(2³⁰). */
  private static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(new BigDecimal(1 << 30), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ZERO;
    for (int n = 1; n < 60; n++) {
      sum = sum.add(term, DIGITS);
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
    }
    return sum.pow(1 << 15, DIGITS).pow(1 << 15, DIGITS);
  }

  /**
   * P(a, x) for a multiple of 1/8, as γ(a, x)/γ(a, X) with an X beyond which there is nothing, and
   * γ(a, x) = xᵃ·e⁻ˣ·Σ xⁿ/(a·(a + 1)…(a + n)).
   */
  private static BigDecimal lower(double a, double x) {
    BigDecimal shape = new BigDecimal(a);
    BigDecimal place = new BigDecimal(x);
    BigDecimal far = new BigDecimal((long) (a + 20 * Math.sqrt(a) + 150));
    BigDecimal root = place.divide(far, DIGITS).sqrt(DIGITS).sqrt(DIGITS).sqrt(DIGITS);
    return root.pow((int) (8 * a), DIGITS).multiply(exp(far.subtract(place)), DIGITS)
        .multiply(series(shape, place), DIGITS).divide(series(shape, far), DIGITS);
  }

  private static double log(BigDecimal p) {
    int scale = p.precision() - p.scale();
    return Math.log(p.scaleByPowerOfTen(-scale).doubleValue()) + scale * Math.log(10);
  }

  @Test
  void massesAgreeWithDecimalArithmetic() {
    for (double a : new double[] {0.125, 0.5, 1, 2.375, 9, 15.875, 16, 47.25, 1000, 20_000}) {
      for (double z : new double[] {-4, -2, -0.5, 0, 0.02, 1, 3, 8}) {
        double x = z < 0 && a < 20 ? a * Math.pow(4, z) : a + z * Math.sqrt(a);
        if (x <= 0) {
          continue;
        }
        BigDecimal p = lower(a, x);
        boolean above = p.doubleValue() > 0.5;
        double found = IncompleteGamma.log(a, x, above);
        double off = Math.abs(found - log(above ? BigDecimal.ONE.subtract(p) : p)) / EPSILON;
        assertTrue(off <= 300 + 8 * Math.sqrt(a), "a = " + a + ", x = " + x + ": " + off);
        double other = IncompleteGamma.log(a, x, !above);
        assertEquals(1, Math.exp(found) + Math.exp(other), 1e-15);
      }
    }
    // A shape so large that the law is nearly symmetric; the exponential law; and figures of MATLAB's gamcdf that DART
    // tests its own with.
    assertEquals(Math.log(0.5), IncompleteGamma.log(1e9, 1e9, false), 1e-5);
    assertEquals(-700, IncompleteGamma.log(1, 700, true), 1e-12);
    double[][] gamcdf = {{1, 0.5, 0.393469340287367}, {2, 1, 0.264241117657115}, {3, 1.5, 0.191153169461942},
        {5, 4, 0.371163064820127}, {9, 10, 0.667180321249281}, {7.5, 6, 0.320970942909585},
        {0.5, 7, 0.999817189367018}};
    for (double[] row : gamcdf) {
      assertEquals(row[2], Math.exp(IncompleteGamma.log(row[0], row[1], false)), 2e-15);
    }
  }

  @Test
  void quantilesEndTheMassThatTheyAreOf() {
    for (double a : new double[] {0.3, 1, 4.5, 90, 3e4}) {
      for (double log : new double[] {-1e-3, -0.2, -0.7, -3, -40, -600}) {
        for (boolean above : new boolean[] {false, true}) {
          double x = IncompleteGamma.quantile(a, log, above, above ? 3 * a + 5 : a / 9);
          if (x > 0) {
            assertEquals(log, IncompleteGamma.log(a, x, above), (200 + 16 * Math.sqrt(a)) * EPSILON * (1 - log));
          }
        }
      }
    }
  }

  private static double simpson(double k, double rate, double y, double alpha, double to) {
    int panels = 20_000;
    double sum = 0;
    for (int i = 1; i <= panels; i++) {
      double x = to * i / panels;
      double f = (k - 1) * Math.log(x) - rate * x + (alpha == 0 ? 0 : alpha * Math.log(x) - (alpha - 1) * x / y);
      sum += Math.exp(f) * (i == panels ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum * to / panels / 3;
  }

  /** Prior and posterior densities are integrated, and quantiles found by halving. */
  @Test
  void membersKeepTheirQuantiles() {
    double[] members = {0.4, 0.9, 1.1, 1.7, 2.2, 2.3, 3.6, 5};
    double mean = Arrays.stream(members).sum() / 8;
    double variance = Arrays.stream(members).map(x -> (x - mean) * (x - mean)).sum() / 7;
    double k = mean * mean / variance;
    for (double[] observation : new double[][] {{1.2, 0.8}, {4, 1}, {0.5, 3}}) {
      double y = observation[0];
      double alpha = 2 + y * y / observation[1] / observation[1];
      double[] found = RankHistogramTest.analysed(new GammaUpdate(), members, y, observation[1]);
      double wholePrior = simpson(k, k / mean, y, 0, 40);
      double wholePosterior = simpson(k, k / mean, y, alpha, 40);
      for (int m = 0; m < 8; m++) {
        double share = simpson(k, k / mean, y, 0, members[m]) / wholePrior;
        double low = 0;
        double high = 40;
        for (int i = 0; i < 45; i++) {
          double x = (low + high) / 2;
          if (simpson(k, k / mean, y, alpha, x) < share * wholePosterior) {
            low = x;
          } else {
            high = x;
          }
        }
        assertEquals(low, found[m], 2e-7, "member " + m + " with " + y);
      }
    }
  }

  /** Shapes below 1, whose median is far below the mean, and accurate observations. */
  @Test
  void skewedMembersKeepTheirQuantiles() {
    Random random = new Random(11);
    for (int trial = 0; trial < 300; trial++) {
      double[] members = new double[5 + trial % 36];
      double power = 1 + 2 * random.nextDouble();
      Arrays.setAll(members, i -> Math.exp(power * random.nextGaussian()));
      keepTheirQuantiles(members, Math.exp(random.nextGaussian()), 0.05 + random.nextDouble());
    }
    keepTheirQuantiles(new double[] {.1, .1, .2, .2, .2, .3, .3, .4, .5, 5}, 1, 0.1);
    keepTheirQuantiles(new double[] {.1, .2, .3, .4, 2}, 1, 0.1);
  }

  private static void keepTheirQuantiles(double[] members, double y, double relative) {
    double mean = Arrays.stream(members).average().orElseThrow();
    double variance = Arrays.stream(members).map(x -> (x - mean) * (x - mean)).sum() / (members.length - 1);
    double k = mean * mean / variance;
    double alpha = 2 + 1 / (relative * relative);
    double rate = k / mean + (alpha - 1) / y;
    double[] found = RankHistogramTest.analysed(new GammaUpdate(), members, y, relative * y);
    for (int m = 0; m < members.length; m++) {
      double prior = IncompleteGamma.log(k, members[m] * k / mean, false);
      boolean above = prior > Math.log(0.5);
      assertEquals(above ? IncompleteGamma.log(k, members[m] * k / mean, true) : prior,
          IncompleteGamma.log(k + alpha, found[m] * rate, above), 1e-6 * (1 + Math.abs(prior)),
          "member " + members[m] + " with " + y + " ± " + relative * y);
    }
  }

  @Test
  void ofASmallSpreadItIsTheNormalAnalysis() {
    Random random = new Random(4);
    for (double spread : new double[] {1e-2, 1e-3, 1e-4}) {
      double[] x = new double[12];
      Arrays.setAll(x, i -> 1 + spread * random.nextGaussian());
      double[] expected = RankHistogramTest.analysed(new NormalUpdate(), x, 1 + spread, 0.8 * spread);
      double[] found = RankHistogramTest.analysed(new GammaUpdate(), x, 1 + spread, 0.8 * spread);
      assertArrayEquals(expected, found, 8 * spread * spread);
    }
  }

  @Test
  void orderAndBoundAndRefusals() {
    double[] x = {0, 0, 0.3, 0.3, 2, 7, 1e-9};
    double[] a = RankHistogramTest.analysed(new GammaUpdate(), x, 1.5, 0.4);
    assertArrayEquals(new double[2], Arrays.copyOf(a, 2), 1e-15);
    assertTrue(a[2] == a[3] && a[2] < a[4] && a[4] < a[5] && a[6] > -1e-15 && a[6] < a[2]);
    for (double sharp : RankHistogramTest.analysed(new GammaUpdate(), new double[] {1, 2, 4}, 3, 1e-4)) {
      assertEquals(3, sharp, 5e-4);
    }
    // Below 0, where regression has put it, a member counts as 0.
    assertEquals(0, RankHistogramTest.analysed(new GammaUpdate(), new double[] {-0.5, 1, 2}, 1, 1)[0], 1e-15);
    assertEquals("QCEFF: with the marginal gamma, observations must be positive, but one is 0.0",
        assertThrows(IllegalArgumentException.class,
            () -> RankHistogramTest.analysed(new GammaUpdate(), x, 0, 1)).getMessage());
    assertThrows(NumericalException.class, () -> new GammaUpdate().update(new double[] {-1e-7, 0, 1e-7}, 0, 1, 1e-7,
        new double[3], new Workspace()));
  }
}
