package org.isobit.models.assimilation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Incomplete gamma functions against series in decimal arithmetic. */
class IncompleteGammaTest {

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
}
