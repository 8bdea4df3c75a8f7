// Master of FloatCircular: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Sections "sin and cos", "sinpi and cospi" and "cbrt" of the document, step by step. Thread-safe. */
public final class Circular {

  private static final Constants TRIG = Constants.of("sin and cos");
  private static final Constants TURNS = Constants.of("sinpi and cospi");
  private static final Constants CBRT = Constants.of("cbrt");

  private static final double LIMIT = TRIG.number("LIMIT");
  private static final double TWO_OVER_PI = TRIG.number("TWO_OVER_PI");
  private static final double PIO2_HI = TRIG.number("PIO2_HI");
  private static final double PIO2_MID = TRIG.number("PIO2_MID");
  private static final double PIO2_LO = TRIG.number("PIO2_LO");
  private static final double[] TRIG_S = TRIG.polynomial("S", 0);
  private static final double[] TRIG_C = TRIG.polynomial("C", 0);

  private static final double WHOLE = TURNS.number("WHOLE");
  private static final double PI_HI = TURNS.number("PI_HI");
  private static final double PI_LO = TURNS.number("PI_LO");
  private static final double[] S = TURNS.polynomial("S", 0);
  private static final double[] C = TURNS.polynomial("C", 0);

  private static final double THIRD = CBRT.number("THIRD");
  private static final double CBRT_2 = CBRT.number("CBRT_2");
  private static final double CBRT_HALF = CBRT.number("CBRT_HALF");
  private static final double[] CBRT_P = CBRT.polynomial("P", 0);

  private Circular() {}

  private static double quadrant(double x, int turn) {
    double shifted = Math.fma(x, TWO_OVER_PI, Format.SHIFT);
    double n = shifted - Format.SHIFT;
    long m = Format.bits(shifted) + turn;
    double head = Math.fma(-n, PIO2_HI, x);
    double minus = (-n) * PIO2_MID;
    double rest = Math.fma(-n, PIO2_MID, -minus);
    double r = head + minus;
    double back = r - head;
    double low = ((head - (r - back)) + (minus - back)) + Math.fma(-n, PIO2_LO, rest);
    double z = r * r;
    double v;
    if ((m & 1) == 0) {
      double p = Format.horner(z, TRIG_S);
      v = r + Math.fma(p * z, r, Math.fma(-0.5 * z, low, low));
    } else {
      double p = Format.horner(z, TRIG_C);
      double h = 0.5 * z;
      double w = 1.0 - h;
      double loss = Math.fma(r, low, 0.5 * Math.fma(r, r, -z));
      v = w + (((1.0 - w) - h) + Math.fma(z * z, p, -loss));
    }
    if ((m & 2) != 0) {
      v = -v;
    }
    return Math.abs(x) <= LIMIT ? v : Double.NaN;
  }

  public static double sin(double x) {
    return x == 0.0 ? x : quadrant(x, 0);
  }

  public static double cos(double x) {
    return quadrant(x, 1);
  }

  private static double remainder(double a) {
    double y = Math.fma(-2.0, Math.fma(0.5, a, Format.SHIFT) - Format.SHIFT, a);
    return a < WHOLE ? y : 0.0 * a;
  }

  private static double sine(double r, double z) {
    double p = Format.horner(z, S);
    double high = r * PI_HI;
    double low = Math.fma(r, PI_LO, Math.fma(r, PI_HI, -high));
    return high + Math.fma(p * z, r, low);
  }

  private static double cosine(double z) {
    return Math.fma(Format.horner(z, C), z, 1.0);
  }

  private record Turned(long m, double r, double z) {}

  private static Turned turned(double x) {
    double y = remainder(Math.abs(x));
    double shifted = Math.fma(2.0, y, Format.SHIFT);
    double r = Math.fma(-0.5, shifted - Format.SHIFT, y);
    return new Turned(Format.bits(shifted), r, r * r);
  }

  public static double sinpi(double x) {
    Turned t = turned(x);
    double v = (t.m & 1) == 0 ? sine(t.r, t.z) : cosine(t.z);
    if ((t.m & 2) != 0) {
      v = -v;
    }
    if (Format.bits(x) < 0) {
      v = -v;
    }
    return v == 0.0 ? Math.copySign(0.0, x) : v;
  }

  public static double cospi(double x) {
    Turned t = turned(x);
    double v = (t.m & 1) == 0 ? cosine(t.z) : sine(t.r, t.z);
    if ((t.m + 1 & 2) != 0) {
      v = -v;
    }
    return v == 0.0 ? 0.0 : v;
  }

  public static double cbrt(double x) {
    double a = Math.abs(x);
    if (a == 0.0 || Double.isInfinite(a) || Double.isNaN(a)) {
      return x;
    }
    boolean lifted = a < Format.MIN_NORMAL;
    Functions.Split split = Functions.split(lifted ? a * Functions.LIFT : a);
    double f = split.f();
    double k = lifted ? split.k() - Functions.LIFT_EXPONENT : split.k();
    double shifted = Math.fma(k, THIRD, Format.SHIFT);
    double n = shifted - Format.SHIFT;
    double j = Math.fma(-3.0, n, k);
    double p = Format.horner(f, CBRT_P);
    double m = (1.0 + f) * (j > 0.0 ? 2.0 : j < 0.0 ? 0.5 : 1.0);
    double y = p * (j > 0.0 ? CBRT_2 : j < 0.0 ? CBRT_HALF : 1.0);
    double s = y * y;
    double residual = Math.fma(-Math.fma(y, y, -s), y, Math.fma(-s, y, m));
    y = Math.fma(y, residual / Math.fma(s + s, y, m), y);
    return Math.copySign(y * Format.power((long) n), x);
  }
}
