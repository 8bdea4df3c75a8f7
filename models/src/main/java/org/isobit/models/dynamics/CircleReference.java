package org.isobit.models.dynamics;

import org.isobit.kernels.elementary.SinPiReference;

/** One step of the circle model for one state; defines the bits. Thread-safe. */
public final class CircleReference {

  private CircleReference() {}

  /**
   * Advances one state: with h = halfTurns(y, x), in [0, 2], and r = √(fma(x, x, y·y)), the state is stretched by
   * s = 1 + growth ÷ r and turned by t = rotation·h half turns: X = s·x, Y = s·y, c = cospi t, n = sinpi t,
   * x ← fma(c, X, −(n·Y)), y ← fma(n, X, c·Y).
   *
   * @param rotation α
   * @param growth   change of the radius
   * @param state    array of x and y
   * @param at       index of x
   */
  public static void step(double rotation, double growth, double[] state, int at) {
    double x = state[at];
    double y = state[at + 1];
    double r = radius(x, y);
    double s = 1.0 + growth / r;
    double turn = rotation * angle(x, y);
    double c = SinPiReference.cospi(turn);
    double n = SinPiReference.sinpi(turn);
    double sx = s * x;
    double sy = s * y;
    state[at] = Math.fma(c, sx, -(n * sy));
    state[at + 1] = Math.fma(n, sx, c * sy);
  }

  /**
   * The change of the radius in step k, A·(2π ÷ P)·cospi(2·(k mod P) ÷ P), from left to right.
   *
   * @param amplitude A
   * @param period    P
   * @param k         the step, not negative
   * @return it
   */
  public static double growth(double amplitude, int period, long k) {
    double omega = 2.0 * SinPiReference.PI_HI / period;
    return amplitude * omega * SinPiReference.cospi(2.0 * (k % period) / period);
  }

  /**
   * The distance from the origin, √(fma(x, x, y·y)).
   *
   * @param x abscissa
   * @param y ordinate
   * @return it
   */
  public static double radius(double x, double y) {
    return Math.sqrt(Math.fma(x, x, y * y));
  }

  /**
   * The angle in half turns, counted from 0.
   *
   * @param x abscissa
   * @param y ordinate
   * @return atan2(y, x)/π, plus 2 where that is negative: in [0, 2]
   */
  public static double angle(double x, double y) {
    double h = AngleReference.halfTurns(y, x);
    return h < 0.0 ? 2.0 + h : h;
  }
}
