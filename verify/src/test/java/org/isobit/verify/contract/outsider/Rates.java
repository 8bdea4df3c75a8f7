package org.isobit.verify.contract.outsider;

/** What Adam computes in double, whatever its elements are. Immutable. */
final class Rates {

  static final int BETA1 = 0;
  static final int BETA2 = 1;
  static final int EPSILON = 2;
  static final int SHRINK = 3;
  static final int ALPHA = 4;
  static final int ROOT = 5;
  static final int RATE1 = 6;
  static final int RATE2 = 7;

  private final double[] values;

  Rates(double eta, double beta1, double beta2, double epsilon, double lambda, long step) {
    values = new double[] {beta1, beta2, epsilon, 1.0 - eta * lambda, eta / (1.0 - power(beta1, step)),
        1.0 / Math.sqrt(1.0 - power(beta2, step)), 1.0 - beta1, 1.0 - beta2};
  }

  private static double power(double beta, long t) {
    double r = 1.0;
    double b = beta;
    for (long bits = t; bits != 0; bits >>>= 1) {
      if ((bits & 1) == 1) {
        r = r * b;
      }
      b = b * b;
    }
    return r;
  }

  double[] doubles() {
    return values.clone();
  }

  float[] floats() {
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
