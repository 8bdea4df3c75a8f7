// Master of FloatDistanceReference: the float version is generated from this file.
package org.isobit.kernels.localization;

import org.isobit.kernels.Backend;

/** Scalar {@link Distance}: defines the bits. */
public sealed class DistanceReference permits DistanceSimd {

  /** Adding and subtracting it rounds to an integer. */
  static final double SHIFT = 0x1.8p52; // float: static final float SHIFT = 0x1.8p23f;

  /** π as a sum of two numbers. */
  static final double PI_HIGH = 0x1.921fb54442d18p1; // float: static final float PI_HIGH = 0x1.921fb6p1f;
  static final double PI_LOW = 0x1.1a62633145c07p-53; // float: static final float PI_LOW = -0x1.777a5cp-24f;

  // asin(s) = s + s³·P(s²), |s| ≤ ½; minimax, relative error 1e-18 in double and 3e-10 in single precision.
  static final double A0 = 0x1.5555555555577p-3; // float: static final float A0 = 0x1.55554cp-3f;
  static final double A1 = 0x1.333333332e102p-4; // float: static final float A1 = 0x1.33387cp-4f;
  static final double A2 = 0x1.6db6db7214278p-5; // float: static final float A2 = 0x1.6caed2p-5f;
  static final double A3 = 0x1.f1c71a9466ad7p-6; // float: static final float A3 = 0x1.0491a4p-5f;
  static final double A4 = 0x1.6e8bdeed9cac7p-6; // float: static final float A4 = 0x1.d91f90p-7f;
  static final double A5 = 0x1.1c49ef87fa7a6p-6; // float: static final float A5 = 0x1.3355c6p-5f;
  static final double A6 = 0x1.ca1f9f704b6e6p-7; // float:
  static final double A7 = 0x1.758502e142cb1p-7; // float:
  static final double A8 = 0x1.613f47003ebf0p-7; // float:
  static final double A9 = 0x1.e5cf1717259f1p-9; // float:
  static final double A10 = 0x1.63a76bb15f77bp-6; // float:
  static final double A11 = -0x1.580c24fa6cd68p-6; // float:
  static final double A12 = 0x1.0b4b165a6792ap-5; // float:

  DistanceReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static DistanceReference of(Backend backend) {
    return backend.isSimd() ? new DistanceSimd() : new DistanceReference();
  }

  /** The shorter way around: d less the nearest multiple of the period. */
  static double wrapped(double d, double period) {
    double turns = d / period + SHIFT - SHIFT;
    return Math.fma(-period, turns, d);
  }

  /**
   * {@link Distance#euclidean}.
   *
   * @param dimensions dimensions
   * @param n          points
   * @param x          coordinates
   * @param xo         their offset
   * @param ld         their leading dimension
   * @param p          the point
   * @param po         its offset
   * @param d          result
   * @param off        its offset
   */
  public void euclidean(int dimensions, int n, double[] x, int xo, int ld, double[] p, int po, double[] d, int off) {
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      double difference = 0.0;
      for (int j = 0; j < dimensions; j++) {
        difference = x[xo + j * ld + i] - p[po + j];
        sum = Math.fma(difference, difference, sum);
      }
      d[off + i] = dimensions == 1 ? Math.abs(difference) : Math.sqrt(sum);
    }
  }

  /**
   * {@link Distance#periodic}.
   *
   * @param dimensions dimensions
   * @param n          points
   * @param x          coordinates
   * @param xo         their offset
   * @param ld         their leading dimension
   * @param p          the point
   * @param po         its offset
   * @param period     periods, 0 where there is none
   * @param so         their offset
   * @param d          result
   * @param off        its offset
   */
  public void periodic(int dimensions, int n, double[] x, int xo, int ld, double[] p, int po, double[] period, int so,
      double[] d, int off) {
    for (int i = 0; i < n; i++) {
      double sum = 0.0;
      double difference = 0.0;
      for (int j = 0; j < dimensions; j++) {
        difference = x[xo + j * ld + i] - p[po + j];
        if (period[so + j] > 0.0) {
          difference = wrapped(difference, period[so + j]);
        }
        sum = Math.fma(difference, difference, sum);
      }
      d[off + i] = dimensions == 1 ? Math.abs(difference) : Math.sqrt(sum);
    }
  }

  /** asin(s), |s| ≤ ½. */
  static double asin(double s) {
    double z = s * s;
    double p = A12; // float: float p = A5;
    p = Math.fma(p, z, A11); // float:
    p = Math.fma(p, z, A10); // float:
    p = Math.fma(p, z, A9); // float:
    p = Math.fma(p, z, A8); // float:
    p = Math.fma(p, z, A7); // float:
    p = Math.fma(p, z, A6); // float:
    p = Math.fma(p, z, A5); // float:
    p = Math.fma(p, z, A4);
    p = Math.fma(p, z, A3);
    p = Math.fma(p, z, A2);
    p = Math.fma(p, z, A1);
    p = Math.fma(p, z, A0);
    return Math.fma(s * z, p, s);
  }

  /** The angle between unit vectors from h = |u − v|²/4 and g = |u + v|²/4. */
  static double angle(double h, double g) {
    double s = h <= 0.25 ? Math.sqrt(h) : g <= 0.25 ? Math.sqrt(g) : g - h;
    double a = asin(s);
    double middle = (0.5 * PI_HIGH - a) + 0.5 * PI_LOW;
    double opposite = (PI_HIGH - 2.0 * a) + PI_LOW;
    return h <= 0.25 ? 2.0 * a : g <= 0.25 ? opposite : middle;
  }

  /**
   * {@link Distance#greatCircle}.
   *
   * @param n      points
   * @param u      unit vectors
   * @param uo     their offset
   * @param ld     their leading dimension
   * @param p      the point's unit vector
   * @param po     its offset
   * @param radius the sphere's radius
   * @param d      result
   * @param off    its offset
   */
  public void greatCircle(int n, double[] u, int uo, int ld, double[] p, int po, double radius, double[] d, int off) {
    for (int i = 0; i < n; i++) {
      double apart = 0.0;
      double together = 0.0;
      for (int j = 0; j < 3; j++) {
        double minus = u[uo + j * ld + i] - p[po + j];
        double plus = u[uo + j * ld + i] + p[po + j];
        apart = Math.fma(minus, minus, apart);
        together = Math.fma(plus, plus, together);
      }
      d[off + i] = radius * angle(0.25 * apart, 0.25 * together);
    }
  }
}
