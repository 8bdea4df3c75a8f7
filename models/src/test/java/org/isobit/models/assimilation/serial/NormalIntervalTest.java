package org.isobit.models.assimilation.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Masses and quantiles of the normal law against series in decimal arithmetic, quadrature and tables. */
class NormalIntervalTest {

  private static final MathContext DIGITS = new MathContext(160);
  private static final double EPSILON = 0x1p-52;

  /** π by Machin's formula. */
  private static final BigDecimal PI = BigDecimal.valueOf(16).multiply(arctan(5))
      .subtract(BigDecimal.valueOf(4).multiply(arctan(239)));

  private static BigDecimal arctan(int inverse) {
    BigDecimal power = BigDecimal.ONE.divide(BigDecimal.valueOf(inverse), DIGITS);
    BigDecimal square = BigDecimal.valueOf((long) inverse * inverse);
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; power.abs().compareTo(new BigDecimal("1e-165")) > 0; k += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS));
      power = power.negate().divide(square, DIGITS);
    }
    return sum;
  }

  /** exp(x) by its series. */
  private static BigDecimal exp(BigDecimal x) {
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal small = x.scaleByPowerOfTen(-10);
    for (int k = 1; k < 30; k++) {
      sum = sum.add(term);
      term = term.multiply(small).divide(BigDecimal.valueOf(k), DIGITS);
    }
    // (exp(x/10¹⁰))^(10¹⁰), without a library's power of that exponent.
    for (int k = 0; k < 10; k++) {
      sum = sum.pow(10, DIGITS);
    }
    return sum;
  }

  private static BigDecimal density(double t) {
    BigDecimal half = new BigDecimal(t).pow(2).negate().divide(BigDecimal.valueOf(2));
    return exp(half).divide(PI.multiply(BigDecimal.valueOf(2)).sqrt(DIGITS), DIGITS);
  }

  /** Φ(t) = ½ + φ(t)·(t + t³/3 + t⁵/15 + …); 100 digits are left of 160 at |t| = 14. */
  private static BigDecimal ndtr(double t) {
    BigDecimal x = new BigDecimal(t);
    BigDecimal term = x;
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; term.abs().compareTo(new BigDecimal("1e-150")) > 0; k++) {
      sum = sum.add(term, DIGITS);
      term = term.multiply(x).multiply(x).divide(BigDecimal.valueOf(2 * k + 1), DIGITS);
    }
    return new BigDecimal("0.5").add(density(t).multiply(sum, DIGITS));
  }

  private static double log(BigDecimal p) {
    int scale = p.precision() - p.scale();
    return Math.log(p.scaleByPowerOfTen(-scale).doubleValue()) + scale * Math.log(10);
  }

  @Test
  void quantilesOfTheLowerHalf() {
    for (double t = 0; t >= -14; t -= 0.13) {
      assertEquals(t, NormalInterval.lowerQuantile(log(ndtr(t))), 3 * EPSILON * Math.max(1, -t), "at " + t);
    }
    // Tables; and far out, where log Φ(t) = −t²/2 − log(−t·√(2π)) − 1/t² + 5/(2t⁴) − 37/(3t⁶) + …
    assertEquals(-1.6448536269514722, NormalInterval.lowerQuantile(Math.log(0.05)), 2 * EPSILON);
    assertEquals(-1.9599639845400545, NormalInterval.lowerQuantile(Math.log(0.025)), 2 * EPSILON);
    assertEquals(-3.0902323061678132, NormalInterval.lowerQuantile(Math.log(0.001)), 4 * EPSILON);
    assertEquals(-6.361340902404056, NormalInterval.lowerQuantile(Math.log(1e-10)), 8 * EPSILON);
    for (double t : new double[] {-60, -477, -2e4, -1e8}) {
      double s = 1 / (t * t);
      double log = -t * t / 2 - Math.log(-t * Math.sqrt(2 * Math.PI)) - s + 2.5 * s * s - 37.0 / 3 * s * s * s;
      assertEquals(t, NormalInterval.lowerQuantile(log), 4 * EPSILON * -t);
    }
    assertEquals(Double.NEGATIVE_INFINITY, NormalInterval.lowerQuantile(Double.NEGATIVE_INFINITY));
    assertEquals(0, NormalInterval.lowerQuantile(Math.log(0.5)), EPSILON);
  }

  @Test
  void massesAroundZero() {
    for (double a : new double[] {-9, -2, -0.3, -1e-3, -1e-4, -1e-9, 0}) {
      for (double b : new double[] {0, 1e-9, 2e-4, 1e-3, 0.4, 1, 7}) {
        if (a < b) {
          double log = log(ndtr(b).subtract(ndtr(a)));
          assertEquals(log, NormalInterval.logMass(a, b), 4e-13 + 4 * EPSILON * Math.abs(log), a + " to " + b);
        }
      }
    }
    assertEquals(0, NormalInterval.logMass(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY), 0);
    assertEquals(Math.log(0.5), NormalInterval.logMass(0, Double.POSITIVE_INFINITY), EPSILON);
  }

  @Test
  void massesInUnitsOfTheDensityAtTheUpperEnd() {
    for (double b : new double[] {-13, -4, -1, -1e-5, 0, 0.2, 3, 12}) {
      for (double width : new double[] {1e-8, 3e-5, 1e-3, 0.01, 0.5, 2, 26}) {
        double a = b - width;
        if (a > -14) {
          double log = log(ndtr(b).subtract(ndtr(a)).divide(density(b), DIGITS));
          assertEquals(log, NormalInterval.logMills(b, b - a), 4e-12 + 4 * EPSILON * Math.abs(log),
              b + ", " + width);
        }
      }
      double whole = log(ndtr(b).divide(density(b), DIGITS));
      assertEquals(whole, NormalInterval.logMills(b, Double.POSITIVE_INFINITY), 1e-14 * Math.max(1, whole));
    }
    // ∫ exp(b·s − s²/2) from 0 to the width is (1 − exp(b·width))/−b where b is far out.
    for (double width : new double[] {1e-13, 1e-10, 1e-9, 1e-8, 1}) {
      assertEquals(Math.log(-Math.expm1(-1e9 * width) / 1e9), NormalInterval.logMills(-1e9, width), 1e-7);
    }
    for (double width : new double[] {1e-12, 1e-8, 1e-6, 1e-5}) {
      assertEquals(Math.log(Math.expm1(1e6 * width) / 1e6), NormalInterval.logMills(1e6, width), 1e-9);
    }
    assertEquals(1e6 - 0.5 - Math.log(1e6 - 1), NormalInterval.logMills(1e6, 1), 1e-9);
  }

  @Test
  void quantilesOfAnInterval() {
    for (double[] ab : new double[][] {{-3, 2}, {-1, -0.5}, {0.2, 5}, {7, 9}, {-12, -3}, {-0.1, 0.1}, {1, 1.001}}) {
      BigDecimal low = ndtr(ab[0]);
      BigDecimal mass = ndtr(ab[1]).subtract(low);
      double before = ab[0];
      for (double v : new double[] {1e-6, 0.1, 0.25, 0.5, 0.8, 1 - 0x1p-20}) {
        double t = NormalInterval.quantile(ab[0], ab[1], v, 1 - v);
        double off = ndtr(t).subtract(low).subtract(mass.multiply(new BigDecimal(v))).divide(density(t), DIGITS)
            .doubleValue();
        double most = 8 * EPSILON * Math.max(1, Math.max(Math.abs(ab[0]), Math.abs(ab[1])));
        assertTrue(Math.abs(off) <= most, ab[0] + " to " + ab[1] + ", " + v + ": " + off);
        assertTrue(t > before && t < ab[1]);
        before = t;
      }
    }
  }
}
