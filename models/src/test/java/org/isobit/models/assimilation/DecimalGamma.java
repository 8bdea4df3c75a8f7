package org.isobit.models.assimilation;

import java.math.BigDecimal;
import java.math.MathContext;

/** Masses of gamma laws in decimal arithmetic. */
public final class DecimalGamma {

  private static final MathContext DIGITS = new MathContext(60);

  private DecimalGamma() {}

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
  public static BigDecimal lower(double a, double x) {
    BigDecimal shape = new BigDecimal(a);
    BigDecimal place = new BigDecimal(x);
    BigDecimal far = new BigDecimal((long) (a + 20 * Math.sqrt(a) + 150));
    BigDecimal root = place.divide(far, DIGITS).sqrt(DIGITS).sqrt(DIGITS).sqrt(DIGITS);
    return root.pow((int) (8 * a), DIGITS).multiply(exp(far.subtract(place)), DIGITS)
        .multiply(series(shape, place), DIGITS).divide(series(shape, far), DIGITS);
  }

  /** log p, of a p that a double may not hold. */
  public static double log(BigDecimal p) {
    int scale = p.precision() - p.scale();
    return Math.log(p.scaleByPowerOfTen(-scale).doubleValue()) + scale * Math.log(10);
  }
}
