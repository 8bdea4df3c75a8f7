package org.isobit.linalg.minimization;

/**
 * The interval in which a line search looks for its step, and the trial step that follows from what is known: algorithm
 * of section 4 of Moré and Thuente (1994), Line search algorithms with guaranteed sufficient decrease, ACM Trans. Math.
 * Softw. 20, in the form of MINPACK-2's dcstep. l is the end with the least value so far, u the other end. Not
 * thread-safe.
 */
final class Trial {

  /** How far into a bracket a step goes at most that a cubic puts near its end, and how much a bracket must shrink. */
  static final double PART = 0.66;

  double l;
  double valueL;
  double slopeL;
  double u;
  double valueU;
  double slopeU;

  /** Whether a minimum lies between l and u. */
  boolean bracketed;

  /** Starts with l and u at 0. */
  void begin(double value, double slope) {
    l = 0.0;
    valueL = value;
    slopeL = slope;
    u = 0.0;
    valueU = value;
    slopeU = slope;
    bracketed = false;
  }

  /** Subtracts a line of a slope from what is known. */
  void tilt(double slope) {
    valueL = valueL - l * slope;
    valueU = valueU - u * slope;
    slopeL = slopeL - slope;
    slopeU = slopeU - slope;
  }

  /** Takes value and slope at t, and gives the next trial, from least to most. */
  double next(double t, double value, double slope, double least, double most) {
    boolean opposite = slope * Math.copySign(1.0, slopeL) < 0.0;
    double next;
    if (value > valueL) {
      next = higher(t, value, slope);
      bracketed = true;
    } else if (opposite) {
      next = crossed(t, value, slope);
      bracketed = true;
    } else if (Math.abs(slope) < Math.abs(slopeL)) {
      next = flatter(t, value, slope, least, most);
    } else {
      next = bracketed ? towardsU(t, value, slope) : t > l ? most : least;
    }
    if (value > valueL) {
      u = t;
      valueU = value;
      slopeU = slope;
    } else {
      if (opposite) {
        u = l;
        valueU = valueL;
        slopeU = slopeL;
      }
      l = t;
      valueL = value;
      slopeL = slope;
    }
    return next;
  }

  /** Case 1, a higher value: the cubic's minimiser, or the mean of it and the quadratic's, whichever is nearer to l. */
  private double higher(double t, double value, double slope) {
    double theta = 3.0 * (valueL - value) / (t - l) + slopeL + slope;
    double gamma = root(theta, slopeL, slope);
    gamma = t < l ? -gamma : gamma;
    double r = (gamma - slopeL + theta) / (gamma - slopeL + gamma + slope);
    double cubic = l + r * (t - l);
    double quadratic = l + slopeL / ((valueL - value) / (t - l) + slopeL) / 2.0 * (t - l);
    return Math.abs(cubic - l) < Math.abs(quadratic - l) ? cubic : cubic + (quadratic - cubic) / 2.0;
  }

  /** Case 2, a slope of the other sign: the cubic's minimiser or the secant's, whichever is farther from t. */
  private double crossed(double t, double value, double slope) {
    double theta = 3.0 * (valueL - value) / (t - l) + slopeL + slope;
    double gamma = root(theta, slopeL, slope);
    gamma = t > l ? -gamma : gamma;
    double r = (gamma - slope + theta) / (gamma - slope + gamma + slopeL);
    double cubic = t + r * (l - t);
    double secant = secant(t, slope);
    return Math.abs(cubic - t) > Math.abs(secant - t) ? cubic : secant;
  }

  /** Case 3, a flatter slope of the same sign. */
  private double flatter(double t, double value, double slope, double least, double most) {
    double theta = 3.0 * (valueL - value) / (t - l) + slopeL + slope;
    double gamma = root(theta, slopeL, slope);
    gamma = t > l ? -gamma : gamma;
    double r = (gamma - slope + theta) / (gamma + (slopeL - slope) + gamma);
    double cubic = r < 0.0 && gamma != 0.0 ? t + r * (l - t) : t > l ? most : least;
    double secant = secant(t, slope);
    boolean nearer = Math.abs(cubic - t) < Math.abs(secant - t);
    if (!bracketed) {
      return Vectors.larger(least, Vectors.smaller(most, nearer ? secant : cubic));
    }
    double next = nearer ? cubic : secant;
    double limit = t + PART * (u - t);
    return t > l ? Vectors.smaller(limit, next) : Vectors.larger(limit, next);
  }

  /** Case 4, a slope as steep and of the same sign inside a bracket: the minimiser of the cubic of t and u. */
  private double towardsU(double t, double value, double slope) {
    double theta = 3.0 * (value - valueU) / (u - t) + slopeU + slope;
    double gamma = root(theta, slopeU, slope);
    gamma = t > u ? -gamma : gamma;
    double r = (gamma - slope + theta) / (gamma - slope + gamma + slopeU);
    return t + r * (u - t);
  }

  private double secant(double t, double slope) {
    return t + slope / (slope - slopeL) * (l - t);
  }

  /** √(θ² − a·b), scaled by the largest of the three; 0 where a cubic has no minimum, or by rounding seems to. */
  private static double root(double theta, double a, double b) {
    double s = Vectors.larger(Math.abs(theta), Vectors.larger(Math.abs(a), Math.abs(b)));
    double square = theta / s * (theta / s) - a / s * (b / s);
    return s * Math.sqrt(Vectors.larger(0.0, square));
  }
}
