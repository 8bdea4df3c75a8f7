package org.isobit.verify.contract.outsider;

/** Section "halfTurns" of the document, step by step. Thread-safe. */
public final class Angles {

  private static final Constants TABLE = Constants.of("halfTurns");

  private static final double INV_PI_HI = TABLE.number("INV_PI_HI");
  private static final double INV_PI_LO = TABLE.number("INV_PI_LO");
  private static final double EIGHTH = TABLE.number("EIGHTH");
  private static final double[] P = TABLE.polynomial("P", 0);

  private Angles() {}

  public static double halfTurns(double y, double x) {
    double ax = Math.abs(x);
    double ay = Math.abs(y);
    boolean steep = ay > ax;
    double larger = steep ? ay : ax;
    double smaller = steep ? ax : ay;
    boolean wide = smaller > EIGHTH * larger;
    double numerator = wide ? smaller - larger : smaller;
    double denominator = wide ? smaller + larger : larger;
    double u = denominator == 0.0 ? 0.0 : numerator / denominator;
    double z = u * u;
    double high = u * INV_PI_HI;
    double low = Math.fma(u, INV_PI_LO, Math.fma(u, INV_PI_HI, -high));
    double v = high + Math.fma(Format.horner(z, P) * z, u, low);
    v = wide ? 0.25 + v : v;
    v = steep ? 0.5 - v : v;
    v = x < 0.0 ? 1.0 - v : v;
    return Math.copySign(v, y);
  }
}
