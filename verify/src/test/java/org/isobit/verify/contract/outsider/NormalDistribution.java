package org.isobit.verify.contract.outsider;

/** Section "logNdtr and its derivative" of the document, step by step. Thread-safe. */
public final class NormalDistribution {

  private static final Constants TABLE = Constants.of("logNdtr and its derivative");

  private static final double K = TABLE.number("K");
  private static final double TAIL = TABLE.number("TAIL");
  private static final double FAR = TABLE.number("FAR");
  private static final double SQRT_TWO_PI_HI = TABLE.number("SQRT_TWO_PI_HI");
  private static final double SQRT_TWO_PI_LO = TABLE.number("SQRT_TWO_PI_LO");
  private static final double G0 = TABLE.number("G0");
  private static final double[] G = TABLE.polynomial("G", 1);
  private static final double[] D = TABLE.polynomial("D", 0);

  private NormalDistribution() {}

  public static double logNdtr(double x) {
    return evaluate(x, false);
  }

  public static double logNdtrDerivative(double x) {
    return evaluate(x, true);
  }

  private static double evaluate(double x, boolean derivative) {
    boolean left = x < 0.0;
    double full = Math.abs(x);
    double y = full > FAR ? FAR : full;

    double sum = y + K;
    double back = sum - y;
    double sumLow = (y - (sum - back)) + (K - back);
    double inverse = 1.0 / sum;
    double defect = Math.fma(-inverse, sum, 1.0) - inverse * sumLow;
    double w = (2.0 * K) * inverse;
    double t = 1.0 - w;
    back = t - 1.0;
    double tLow = (1.0 - (t - back)) - (w + back);
    tLow = (tLow - Math.fma(2.0 * K, inverse, -w)) - w * defect;

    double p = Format.horner(t, G);
    double d = Format.horner(t, D);
    double product = p * t;
    double productLow = Math.fma(p, t, -product);
    double factor = G0 + product;
    back = factor - G0;
    double factorLow = ((G0 - (factor - back)) + (product - back)) + Math.fma(d, tLow, productLow);
    double g = factor * inverse;
    double gLow = (Math.fma(-g, sum, factor) + (factorLow - g * sumLow)) * inverse;

    double z = full > TAIL ? TAIL : full;
    double half = -0.5 * (z * z);
    double halfLow = Math.fma(-0.5 * z, z, -half);
    double shifted = Math.fma(half, Functions.LOG2_E, Format.SHIFT);
    double n = shifted - Format.SHIFT;
    long k = Format.whole(shifted);
    double exact = Math.fma(-n, Functions.LN2_HI, half);
    double main = Math.fma(-n, Functions.LN2_LO, exact);
    double r = main + halfLow;
    double tail = ((main - r) + halfLow) + Math.fma(-n, Functions.LN2_LO, exact - main);
    tail = Math.fma(Functions.q(r) * r, r, tail);
    double m = r + tail;
    double e = 1.0 + m;
    double eLow = ((1.0 - e) + m) + ((r - m) + tail);

    double f = e * g;
    double fLow = Math.fma(e, g, -f) + Math.fma(e, gLow, eLow * g);
    f = Format.scale(f, k);
    fLow = Format.scale(fLow, k);
    double u = 1.0 - f;
    double lost = ((1.0 - u) - f) - fLow;

    double result;
    if (derivative) {
      double top = left ? full + K : e;
      double topLow = left ? sumLow : eLow;
      double v = left ? factor : u;
      double vLow = left ? factorLow : lost;
      double bottom = v * SQRT_TWO_PI_HI;
      double bottomLow = Math.fma(v, SQRT_TWO_PI_HI, -bottom) + Math.fma(v, SQRT_TWO_PI_LO, vLow * SQRT_TWO_PI_HI);
      double reciprocal = 1.0 / bottom;
      double quotient = top * reciprocal;
      double remainder = Math.fma(-quotient, bottom, top) + Math.fma(-quotient, bottomLow, topLow);
      double corrected = Math.fma(remainder, reciprocal, quotient);
      result = Format.scale(full < FAR ? corrected : quotient, left ? 0 : k);
    } else {
      result = Functions.logOfSum(left ? g : u, left ? gLow : lost);
      result = left ? Math.fma(-0.5 * full, full, result) : result;
    }
    return Double.isNaN(x) ? x : result;
  }
}
