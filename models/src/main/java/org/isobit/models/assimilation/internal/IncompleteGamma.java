package org.isobit.models.assimilation.internal;

import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogReference;

/**
 * The gamma law of shape a and scale 1: logarithms of the mass below and above a place, P(a, x) and Q(a, x), and where
 * a mass ends. Below a + 1 the series of P, above it the continued fraction of Q by Lentz's method (DLMF 8.7.1 and
 * 8.9.2), of the order of 10·√a terms. The relative error of the smaller of P and Q is at most (300 + 8·√a)·2⁻⁵²,
 * tested against decimal arithmetic for a from 1/8 to 20 000. Thread-safe.
 */
public final class IncompleteGamma {

  /** ½·ln 2π. */
  private static final double HALF_LN_TWO_PI = 0x1.d67f1c864beb5p-1;

  private static final double LN_HALF = -0x1.62e42fefa39efp-1;

  /** From here on Stirling's series has the digits of a double. */
  private static final int LARGE = 8;

  /** Terms of series or fraction, beyond which it is given up: enough for shapes of 10¹⁰. */
  private static final int TERMS = 1 << 20;

  private IncompleteGamma() {}

  /**
   * log P(a, x) or log Q(a, x).
   *
   * @param a     shape, positive
   * @param x     place, not negative
   * @param above whether Q is wanted
   * @return NaN for a shape beyond what series are good for
   */
  public static double log(double a, double x, boolean above) {
    if (!(x > 0.0)) {
      return above ? 0.0 : Double.NEGATIVE_INFINITY;
    }
    boolean series = x < a + 1.0;
    double one = logTerm(a, x) + LogReference.log(series ? series(a, x) : a * fraction(a, x));
    double most = one > 0.0 ? 0.0 : one;
    return series != above ? most : LogReference.log1p(-ExpReference.exp(most));
  }

  /** log(xᵃ·e⁻ˣ/Γ(a + 1)). */
  static double logTerm(double a, double x) {
    if (a >= LARGE) {
      double off = x - a;
      return a * LogReference.log1p(off / a) - off - 0.5 * LogReference.log(a) - HALF_LN_TWO_PI - stirling(a);
    }
    // Γ(z + 1) at z = a + 8 is Γ(a + 1)·(a + 1)…(a + 8).
    double z = a + LARGE;
    double product = 1.0;
    for (int i = 1; i <= LARGE; i++) {
      product *= a + i;
    }
    double logGamma = (z + 0.5) * LogReference.log(z) - z + HALF_LN_TWO_PI + stirling(z) - LogReference.log(product);
    return a * LogReference.log(x) - x - logGamma;
  }

  /** log Γ(z + 1) − (z + ½)·log z + z − ½·log 2π. */
  private static double stirling(double z) {
    double s = 1.0 / (z * z);
    double sum = Math.fma(-3617.0 / 122400.0, s, 1.0 / 156.0);
    sum = Math.fma(sum, s, -691.0 / 360360.0);
    sum = Math.fma(sum, s, 1.0 / 1188.0);
    sum = Math.fma(sum, s, -1.0 / 1680.0);
    sum = Math.fma(sum, s, 1.0 / 1260.0);
    sum = Math.fma(sum, s, -1.0 / 360.0);
    return Math.fma(sum, s, 1.0 / 12.0) / z;
  }

  /** 1 + x/(a + 1) + x²/((a + 1)·(a + 2)) + … */
  private static double series(double a, double x) {
    double term = 1.0;
    double sum = 1.0;
    for (int n = 1; n < TERMS; n++) {
      term *= x / (a + n);
      sum += term;
      if (term < sum * 0x1p-54) {
        return sum;
      }
    }
    return Double.NaN;
  }

  /** 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − 2·(2 − a)/(x + 5 − a − … */
  private static double fraction(double a, double x) {
    double b = x + 1.0 - a;
    double c = 0x1p1000;
    double d = 1.0 / b;
    double h = d;
    for (int i = 1; i < TERMS; i++) {
      double numerator = i * (a - i);
      b += 2.0;
      d = 1.0 / Math.fma(numerator, d, b);
      c = b + numerator / c;
      double factor = c * d;
      h *= factor;
      if (Math.abs(factor - 1.0) < 0x1p-52) {
        return h;
      }
    }
    return Double.NaN;
  }

  /**
   * Where the mass below, or above, is a given one, by Newton's method in s = log x: both log P and log Q are concave
   * in s, so that the steps go one way from the second on, until rounding stops them.
   *
   * @param a     shape
   * @param log   logarithm of the mass
   * @param above whether it is that above
   * @param start a guess, positive, rather too far out than too far in
   */
  public static double quantile(double a, double log, boolean above, double start) {
    double s = LogReference.log(start);
    for (int step = 0; step < 60; step++) {
      double x = ExpReference.exp(s);
      double here = log(a, x, above);
      // Of the density times x over the mass; the density times x is a·xᵃ·e⁻ˣ/Γ(a + 1).
      double slope = a * ExpReference.exp(logTerm(a, x) - here);
      if (!(slope > 0.0)) {
        return Double.NaN;
      }
      double next = above ? s - (log - here) / slope : s + (log - here) / slope;
      if (step > 0 && !(above ? next < s : next > s) || next != next) {
        return next == next ? x : next;
      }
      s = next;
    }
    return ExpReference.exp(s);
  }
}
