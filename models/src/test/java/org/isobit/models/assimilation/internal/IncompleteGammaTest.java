package org.isobit.models.assimilation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.isobit.models.assimilation.DecimalGamma;
import org.junit.jupiter.api.Test;

/** Incomplete gamma functions against series in decimal arithmetic. */
class IncompleteGammaTest {

  private static final double EPSILON = 0x1p-52;

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
        double found = IncompleteGamma.log(a, x, above);
        double off = Math.abs(found - DecimalGamma.log(above ? BigDecimal.ONE.subtract(p) : p)) / EPSILON;
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
}
