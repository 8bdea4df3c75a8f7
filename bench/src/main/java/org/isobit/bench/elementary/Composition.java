package org.isobit.bench.elementary;

/** What one would write with StrictMath for functions that it lacks. */
final class Composition {

  private Composition() {}

  /** Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7. */
  static double erf(double x) {
    double a = Math.abs(x);
    double t = 1 / (1 + 0.3275911 * a);
    double p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
    return Math.copySign(1 - p * StrictMath.exp(-a * a), x);
  }

  /** log Φ(x), absolute error about 1e-6 for x above −1. */
  static double logNdtr(double x) {
    return StrictMath.log(0.5 + 0.5 * erf(x / StrictMath.sqrt(2)));
  }

  /** φ(x)/Φ(x), likewise. */
  static double logNdtrDerivative(double x) {
    return StrictMath.exp(-0.5 * x * x) / StrictMath.sqrt(2 * Math.PI) / (0.5 + 0.5 * erf(x / StrictMath.sqrt(2)));
  }
}
