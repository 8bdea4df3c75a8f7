package org.isobit.models.assimilation.serial;

import org.isobit.kernels.elementary.ExpReference;
import org.isobit.kernels.elementary.LogNdtrReference;
import org.isobit.kernels.elementary.LogReference;

/**
 * The standard normal law on an interval: how much of it is there, and where a share of that ends. All goes through
 * log Φ and its derivative φ/Φ, so that intervals far out in a tail, where Φ underflows or is 1, lose no digits.
 * Thread-safe.
 */
final class NormalInterval {

  private static final double LN_2 = 0x1.62e42fefa39efp-1;

  /** ½·ln 2π. */
  private static final double HALF_LN_TWO_PI = 0x1.d67f1c864beb5p-1;

  /** Where (1 + |b|)·width is below this, the density is a parabola to 2⁻⁵⁰ of itself. */
  private static final double NARROW = 0x1p-10;

  private NormalInterval() {}

  /**
   * log(Φ(b) − Φ(a)) for an interval around 0.
   *
   * @param a lower end, at most 0, may be −∞
   * @param b upper end, at least 0 and above a, may be +∞
   */
  static double logMass(double a, double b) {
    double width = b - a;
    if (width < NARROW) {
      double middle = 0.5 * (a + b);
      return LogReference.log(width) - HALF_LN_TWO_PI - 0.5 * (middle * middle) + parabola(middle, width);
    }
    return LogReference.log1p(-(ndtr(a) + ndtr(-b)));
  }

  /**
   * log((Φ(b) − Φ(a))/φ(b)), the mass in units of the density at the upper end; with a = −∞ that is Mills' ratio.
   *
   * @param b     upper end
   * @param width b − a, positive, may be +∞
   */
  static double logMills(double b, double width) {
    double a = b - width;
    if ((1.0 + Math.abs(b)) * width < NARROW) {
      return LogReference.log(width) + 0.5 * width * (b - 0.25 * width) + parabola(b - 0.5 * width, width);
    }
    if (a > 0.0) {
      // The same mass is between −b and −a; φ(a)/φ(b) = exp((b² − a²)/2).
      return logMills(-a, width) + 0.5 * width * (a + b);
    }
    if (b < 0.0) {
      // log Φ = −log(φ/Φ) − t²/2 − ½·ln 2π, and the squares' difference is a product.
      double slope = LogNdtrReference.logNdtrDerivative(b);
      double ratio = LogReference.log(slope / LogNdtrReference.logNdtrDerivative(a)) + 0.5 * width * (a + b);
      return LogReference.log1p(-ExpReference.exp(ratio)) - LogReference.log(slope);
    }
    return logMass(a, b) + (0.5 * (b * b) + HALF_LN_TWO_PI);
  }

  /** Logarithm of what the density's mean over an interval is to that in its middle. */
  private static double parabola(double middle, double width) {
    return LogReference.log1p((middle * middle - 1.0) * (width * width) / 24.0);
  }

  private static double ndtr(double t) {
    return ExpReference.exp(LogNdtrReference.logNdtr(t));
  }

  /**
   * Where a share of the mass between a and b ends: Φ⁻¹(v·Φ(b) + w·Φ(a)), between a and b.
   *
   * @param v the share from a on
   * @param w the share up to b, 1 − v; given apart, as it may be the small one
   */
  static double quantile(double a, double b, double v, double w) {
    if (a > 0.0) {
      return -quantile(-b, -a, w, v);
    }
    double upper = LogNdtrReference.logNdtr(b);
    double log = upper + LogReference.log(Math.fma(w, ExpReference.exp(LogNdtrReference.logNdtr(a) - upper), v));
    double t;
    if (log <= -LN_2) {
      t = lowerQuantile(log);
    } else {
      double above = LogNdtrReference.logNdtr(-a);
      t = -lowerQuantile(above
          + LogReference.log(Math.fma(v, ExpReference.exp(LogNdtrReference.logNdtr(-b) - above), w)));
    }
    t = t < a ? a : t;
    return t > b ? b : t;
  }

  /**
   * Φ⁻¹ of a probability of at most ½, from its logarithm, by Newton's method on log Φ.
   *
   * <p>log Φ is concave, so that steps from the left of the root stay on the left and grow towards it; as
   * Φ(t) ≤ ½·exp(−t²/2) for t ≤ 0, the start is on the left. It ends where rounding stops the growth. With
   * log p rounded, the error is at most 3·2⁻⁵²·max(1, |t|), tested against decimal arithmetic to t = −14 and an
   * asymptotic series to −10⁸.
   *
   * @param log log p, at most log ½ but for a rounding
   */
  static double lowerQuantile(double log) {
    double twice = -2.0 * (log + LN_2);
    double t = twice > 0.0 ? -Math.sqrt(twice) : 0.0;
    for (int step = 0; step < 40; step++) {
      double next = t + (log - LogNdtrReference.logNdtr(t)) / LogNdtrReference.logNdtrDerivative(t);
      if (!(next > t)) {
        return t;
      }
      t = next;
    }
    return t;
  }
}
