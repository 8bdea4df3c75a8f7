package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.isobit.kernels.NumericalException;
import org.isobit.models.assimilation.DecimalGamma;
import org.junit.jupiter.api.Test;

/** Gamma and beta laws: masses against decimal arithmetic and closed forms, the step against quadrature, extremes. */
class SmoothLawTest {

  private static final double EPSILON = 0x1p-52;

  private static final SmoothDensity DENSITY = new SmoothDensity();

  /** log P(a, x), or log Q. */
  private static double gamma(double a, double x, boolean above) {
    return Math.log(new SmoothDensity().gamma(a, 0, 0).share(Math.log(x / a), above));
  }

  @Test
  void massesAgreeWithDecimalArithmetic() {
    for (double a : new double[] {0.125, 0.5, 1, 2.375, 9, 15.875, 16, 47.25, 1000, 20_000}) {
      for (double z : new double[] {-4, -2, -0.5, 0, 0.02, 1, 3, 8}) {
        double x = z < 0 && a < 20 ? a * Math.pow(4, z) : a + z * Math.sqrt(a);
        if (x <= 0) {
          continue;
        }
        BigDecimal p = DecimalGamma.lower(a, x);
        boolean above = p.doubleValue() > 0.5;
        double found = gamma(a, x, above);
        // A rounding of log x counts a times in a density, and as the slope of its logarithm in a mass.
        double off = Math.abs(found - DecimalGamma.log(above ? BigDecimal.ONE.subtract(p) : p)) / EPSILON;
        assertTrue(off <= 1000 + 8 * (Math.abs(x - a) + Math.sqrt(a)), "a = " + a + ", x = " + x + ": " + off);
        assertEquals(1, Math.exp(found) + Math.exp(gamma(a, x, !above)), 1e-14);
      }
    }
    // A shape so large that the law is nearly symmetric; the exponential law; and figures of MATLAB's gamcdf that DART
    // tests its own with.
    assertEquals(Math.log(0.5), gamma(1e9, 1e9, false), 1e-5);
    assertEquals(-700, gamma(1, 700, true), 1e-11);
    double[][] gamcdf = {{1, 0.5, 0.393469340287367}, {2, 1, 0.264241117657115}, {3, 1.5, 0.191153169461942},
        {5, 4, 0.371163064820127}, {9, 10, 0.667180321249281}, {7.5, 6, 0.320970942909585},
        {0.5, 7, 0.999817189367018}};
    for (double[] row : gamcdf) {
      assertEquals(row[2], Math.exp(gamma(row[0], row[1], false)), 2e-15);
    }
  }

  /** The incomplete beta function where it is a polynomial, a power or an arc sine. */
  @Test
  void betaMassesAreTheirClosedForms() {
    for (double u : new double[] {1e-12, 1e-3, 0.2, 0.5, 0.77, 0.999}) {
      double s = Math.log(u / (1 - u));
      double[][] rows = {{1, 1, u}, {2, 1, u * u}, {2, 3, u * u * (6 + u * (3 * u - 8))},
          {0.5, 0.5, 2 / Math.PI * Math.asin(Math.sqrt(u))}, {0.01, 1, Math.pow(u, 0.01)}, {40, 1, Math.pow(u, 40)},
          {1, 300, -Math.expm1(300 * Math.log1p(-u))}};
      for (double[] row : rows) {
        SmoothDensity density = DENSITY.beta(row[0], row[1], 0, 0);
        assertEquals(row[2], density.share(s, false), 1e-12 * row[2], row[0] + ", " + row[1] + " at " + u);
        assertEquals(1 - row[2], density.share(s, true), 1e-12);
        if (row[2] > 0 && row[2] < 0.5) {
          assertEquals(s, density.quantile(row[2], false), 1e-12 * (1 + Math.abs(s)) * (1 + 1 / row[0]));
        }
      }
    }
  }

  @Test
  void quantilesEndTheMassThatTheyAreOf() {
    for (double a : new double[] {0.3, 1, 4.5, 90, 3e4}) {
      for (double share : new double[] {0.999, 0.8, 0.5, 0.05, 1e-17, 1e-200}) {
        for (boolean above : new boolean[] {false, true}) {
          for (double q : new double[] {0, 0.1, 30, 1e6}) {
            DENSITY.gamma(a, -0.3, q);
            assertEquals(1, DENSITY.share(DENSITY.quantile(share, above), above) / share, 1e-11);
            // With small a and b a likelihood makes two maxima, on either side of a valley.
            DENSITY.beta(a / 10, 0.7, 0.6, q);
            assertEquals(1, DENSITY.share(DENSITY.quantile(share, above), above) / share, a < 1000 ? 1e-11 : 1e-10,
                a + ", " + share + ", " + q);
          }
        }
      }
    }
  }

  /** ∫ of x^(a − 1)·(1 − x)^(b − 1), or of x^(a − 1)·exp(−a·x) where b is 0, times the likelihood. */
  private static double simpson(double a, double b, double y, double r, double to) {
    if (b > 0 && to > 0.5) {
      // From the other end, where the density is a root, too.
      return simpson(a, b, y, r, 0.5) + simpson(b, a, 1 - y, r, 0.5) - simpson(b, a, 1 - y, r, 1 - to);
    }
    int panels = 4000;
    double sum = 0;
    for (int i = 0; i <= panels; i++) {
      // x = t³, so that a density that begins with a root is smooth.
      double t = Math.cbrt(to) * i / panels;
      double x = t * t * t;
      double f = x == 0 ? 0 : Math.exp((a - 1) * Math.log(x) + (b == 0 ? -a * x : (b - 1) * Math.log1p(-x))
          - (r == 0 ? 0 : 0.5 * (x - y) * (x - y) / r / r)) * 3 * t * t;
      sum += f * (i == 0 || i == panels ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum * Math.cbrt(to) / panels / 3;
  }

  /** Prior and posterior densities are integrated, and quantiles found by halving. */
  private static void keepTheirQuantiles(ObservationUpdate law, double[] members, double unit, double a, double b,
      double end) {
    for (double[] observation : new double[][] {{1.2, 0.8}, {2.6, 0.3}, {0.4, 3}, {-0.7, 0.6}, {4.5, 0.8}}) {
      double y = observation[0] / unit;
      double r = observation[1] / unit;
      double[] found = RankHistogramTest.analysed(law, members, observation[0], observation[1]);
      double wholePrior = simpson(a, b, y, 0, end);
      double wholePosterior = simpson(a, b, y, r, end);
      for (int m = 0; m < members.length; m += 2) {
        double share = simpson(a, b, y, 0, members[m] / unit) / wholePrior;
        double low = 0;
        double high = end;
        for (int i = 0; i < 45; i++) {
          double x = (low + high) / 2;
          if (simpson(a, b, y, r, x) < share * wholePosterior) {
            low = x;
          } else {
            high = x;
          }
        }
        assertEquals(low * unit, found[m], 1e-9, "member " + m + " with " + observation[0]);
      }
    }
  }

  @Test
  void membersKeepTheirQuantiles() {
    double[] members = {0.4, 0.9, 1.1, 1.7, 2.2, 2.3, 2.6};
    double mean = Arrays.stream(members).average().orElseThrow();
    double squares = Arrays.stream(members).map(x -> (x - mean) * (x - mean)).sum();
    double k = mean * mean / (squares / 6);
    keepTheirQuantiles(ObservationUpdate.gamma(), members, mean, k, 0, 40 / mean);
    double c = mean / 3 * (1 - mean / 3) / (squares / 7 / 9) - 1;
    keepTheirQuantiles(ObservationUpdate.beta(0, 3), members, 3, c * mean / 3, c * (1 - mean / 3), 1);
  }

  /** ½·(1 + erf(t/√2)) by its series. */
  private static double ndtr(double t) {
    double term = t;
    double sum = t;
    for (int n = 1; n < 400; n++) {
      term *= -t * t / 2 / n;
      sum += term / (2 * n + 1);
    }
    return 0.5 + sum / Math.sqrt(2 * Math.PI);
  }

  /** Of members whose beta law is uniform the posterior is a normal law that bounds cut. */
  @Test
  void aUniformPriorBecomesATruncatedNormalLaw() {
    double[] x = {5 - Math.sqrt(4.0 / 12), 5 + Math.sqrt(4.0 / 12)};
    for (double[] observation : new double[][] {{5.3, 0.5}, {4.2, 1}, {3, 1.5}, {8, 3}}) {
      double y = observation[0];
      double r = observation[1];
      double[] found = RankHistogramTest.analysed(ObservationUpdate.beta(4, 6), x, y, r);
      double low = ndtr((4 - y) / r);
      for (int m = 0; m < 2; m++) {
        assertEquals((x[m] - 4) / 2, (ndtr((found[m] - y) / r) - low) / (ndtr((6 - y) / r) - low), 1e-12);
      }
    }
  }

  @Test
  void ofASmallSpreadItIsTheNormalAnalysis() {
    Random random = new Random(4);
    for (double spread : new double[] {1e-2, 1e-3, 1e-4}) {
      double[] x = new double[12];
      Arrays.setAll(x, i -> 1 + spread * random.nextGaussian());
      double[] expected = RankHistogramTest.analysed(new NormalUpdate(), x, 1 + spread, 0.8 * spread);
      assertArrayEquals(expected, RankHistogramTest.analysed(ObservationUpdate.gamma(), x, 1 + spread, 0.8 * spread),
          8 * spread * spread);
      // The beta law's variance is over N.
      double[] wide = x.clone();
      double mean = Arrays.stream(x).average().orElseThrow();
      for (int m = 0; m < 12; m++) {
        wide[m] = mean + Math.sqrt(12.0 / 11) * (x[m] - mean);
      }
      double[] beta = RankHistogramTest.analysed(ObservationUpdate.beta(0, 3), wide, 1 + spread, 0.8 * spread);
      double[] normal = RankHistogramTest.analysed(new NormalUpdate(), x, 1 + spread, 0.8 * spread);
      double shift = Arrays.stream(normal).average().orElseThrow();
      for (int m = 0; m < 12; m++) {
        assertEquals(shift + Math.sqrt(12.0 / 11) * (normal[m] - shift), beta[m], 8 * spread * spread);
      }
    }
  }

  /** Spreads of some roundings: an analysis near the members, or a refusal. */
  @Test
  void spreadsThatRoundingSpoils() {
    Random random = new Random(9);
    for (double spread : new double[] {1e-6, 1e-9, 1e-12, 1e-15}) {
      double[] x = new double[9];
      Arrays.setAll(x, i -> 1 + spread * random.nextGaussian());
      for (ObservationUpdate law : new ObservationUpdate[] {ObservationUpdate.gamma(), ObservationUpdate.beta(0, 3)}) {
        double[] found;
        try {
          found = RankHistogramTest.analysed(law, x, 1, spread);
        } catch (NumericalException refused) {
          assertTrue(spread < 1e-11, law + ", " + spread);
          continue;
        }
        for (double one : found) {
          assertEquals(1, one, 4 * spread + 1e-14, law + ", " + spread);
        }
      }
    }
  }

  @Test
  void whateverTheMembersOrderAndBoundsHold() {
    Random random = new Random(11);
    for (int trial = 0; trial < 400; trial++) {
      double[] x = new double[2 + trial % 36];
      double power = 3 * random.nextDouble();
      Arrays.setAll(x, i -> {
        double u = random.nextDouble();
        return u < 0.1 ? 0 : u < 0.15 ? -0.3 : u < 0.2 ? 2 : u < 0.25 ? 2.5 : Math.exp(power * random.nextGaussian());
      });
      double y = 6 * random.nextDouble() - 2;
      double r = Math.pow(10, 6 * random.nextDouble() - 5);
      for (ObservationUpdate law : new ObservationUpdate[] {ObservationUpdate.gamma(), ObservationUpdate.beta(0, 2)}) {
        double upper = law.toString().equals("gamma") ? Double.POSITIVE_INFINITY : 2;
        double[] found = RankHistogramTest.analysed(law, x, y, r);
        for (int i = 0; i < x.length; i++) {
          assertTrue(found[i] >= -1e-13 && found[i] <= upper + 1e-13, trial + ": " + found[i]);
          for (int j = 0; j < x.length; j++) {
            assertTrue(Math.min(upper, Math.max(0, x[i])) > Math.min(upper, Math.max(0, x[j]))
                || found[i] <= found[j] + 1e-13, trial + ": " + x[i] + ", " + x[j]);
          }
        }
      }
    }
  }

  @Test
  void observationsBeyondBoundsAndMembersOnThem() {
    double[] x = {0.2, 0.5, 1, 1.1, 1.9};
    for (double y : new double[] {0, -1, -1e3}) {
      for (ObservationUpdate law : new ObservationUpdate[] {ObservationUpdate.gamma(), ObservationUpdate.beta(0, 2)}) {
        double[] found = RankHistogramTest.analysed(law, x, y, 1);
        for (int m = 0; m < 5; m++) {
          assertTrue(found[m] < x[m] && found[m] > -1e-12, law + ", " + y + ": " + found[m]);
        }
      }
    }
    double[] above = RankHistogramTest.analysed(ObservationUpdate.beta(0, 2), x, 50, 1);
    assertTrue(above[0] > 1 && above[4] <= 2 + 1e-14);
    // Nothing between bounds; agreement; members on a bound or beyond.
    double[] ends = {0, 0, 2, 0, 2};
    assertArrayEquals(ends, RankHistogramTest.analysed(ObservationUpdate.beta(0, 2), ends, 1, 0.1), 1e-14);
    double[] same = {0, 0, 0};
    assertArrayEquals(same, RankHistogramTest.analysed(ObservationUpdate.gamma(), same, 1, 0.1), 1e-14);
    double[] some = RankHistogramTest.analysed(ObservationUpdate.gamma(), new double[] {0, 0, 0.3, 0.3, 2, 7, 1e-9},
        1.5, 0.4);
    assertArrayEquals(new double[2], Arrays.copyOf(some, 2), 1e-15);
    assertTrue(some[2] == some[3] && some[2] < some[4] && some[4] < some[5] && some[6] > -1e-15 && some[6] < some[2]);
    assertEquals(0, RankHistogramTest.analysed(ObservationUpdate.gamma(), new double[] {-0.5, 1, 2}, 1, 1)[0], 1e-15);
    for (double sharp : RankHistogramTest.analysed(ObservationUpdate.gamma(), new double[] {1, 2, 4}, 3, 1e-4)) {
      assertEquals(3, sharp, 5e-4);
    }
    assertEquals("QCEFF: the bounds of a beta law must be finite, the lower below the upper one, but they are 0.0 and "
        + "Infinity", assertThrows(IllegalArgumentException.class,
            () -> ObservationUpdate.beta(0, Double.POSITIVE_INFINITY)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> ObservationUpdate.beta(2, 2));
    assertThrows(IllegalArgumentException.class, () -> ObservationUpdate.beta(Double.NaN, 2));
  }

  @Test
  void probitsGoThereAndBack() {
    for (ObservationUpdate law : new ObservationUpdate[] {ObservationUpdate.gamma(), ObservationUpdate.beta(0, 2),
        ObservationUpdate.rankHistogram(0, 2), ObservationUpdate.rankHistogram(Double.NEGATIVE_INFINITY, 2),
        ObservationUpdate.normal()}) {
      Marginal marginal = law.marginal();
      assertTrue(marginal.fit(new double[] {0.2, 0.5, 1, 1, 1.1, 1.9}));
      double before = Double.NEGATIVE_INFINITY;
      for (double t = -7; t <= 7; t += 0.125) {
        double x = marginal.value(t);
        assertTrue(x >= before, law + " at " + t);
        before = x;
      }
      for (double x : new double[] {1e-3, 0.05, 0.2, 0.33, 0.5, 0.9, 1.05, 1.1, 1.4, 1.9, 1.95, 1.999}) {
        assertEquals(x, marginal.value(marginal.probit(x)), 1e-12, law.toString());
      }
      assertEquals(false, law.marginal().fit(new double[] {1, 1, 1}));
    }
  }

  /** Of so narrow laws, which are normal to 10 digits, masses beyond 38 deviations are too small for a number. */
  @Test
  void probitsFarBeyondMembersOfANarrowLaw() {
    double[] x = {0.5, 0.5 + 1e-10, 0.5 - 1e-10};
    for (ObservationUpdate law : new ObservationUpdate[] {ObservationUpdate.gamma(), ObservationUpdate.beta(0, 1)}) {
      Marginal marginal = law.marginal();
      assertTrue(marginal.fit(x));
      double deviation = (marginal.value(1) - marginal.value(-1)) / 2;
      assertEquals(37, (marginal.value(37) - 0.5) / deviation, 1e-4, law.toString());
      for (double t : new double[] {-1e3, -40, -38.5, 38.5, 40, 1e3}) {
        // The law counts to e^-750 of its maximum, at sqrt(1500) = 38.73 deviations, and to the panel's end.
        double far = Math.signum(t) * (marginal.value(t) - 0.5) / deviation;
        assertTrue(far > 38.7 && far < 39.05, law + ", " + t + ": " + far);
      }
    }
  }

  @Test
  void membersWhoseSquaresOverflowAreRefused() {
    double[] x = {1e300, 2e300, 3e300};
    String message = assertThrows(NumericalException.class, () -> RankHistogramTest.analysed(ObservationUpdate.gamma(),
        x, 1, 1)).getMessage();
    assertTrue(message.contains("the squares of members are too large for the marginal gamma; largest member"),
        message);
    assertThrows(NumericalException.class, () -> ObservationUpdate.beta(0, 1e301).marginal().fit(x));
  }
}
