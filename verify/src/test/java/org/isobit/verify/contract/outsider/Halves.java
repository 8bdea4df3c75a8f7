// Master of FloatHalves: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Gated products" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Halves {

  private Halves() {}

  /** The output of a case. */
  static double[] output(String kernel, TestVector v) {
    int rows = (int) v.integer("rows");
    int n = (int) v.integer("n");
    boolean glu = v.word("kind").equals("GLU");
    double[] x = v.doubles("x");
    double[] result = new double[kernel.equals("gateGradient") ? 2 * rows * n : rows * n];
    for (int i = 0; i < rows * n; i++) {
      int first = i / n * 2 * n + i % n;
      int second = first + n;
      double a = x[first];
      double b = x[second];
      double s = Functions.sigmoid(glu ? b : a);
      double q = s * Math.fma(a, 1.0 - s, 1.0);
      double r = Math.fma(-s, s, s);
      switch (kernel) {
        case "gate" -> result[i] = glu ? a * s : (a * s) * b;
        case "gateGradient" -> {
          double d = v.doubles("dy")[i];
          result[first] = glu ? d * s : (d * b) * q;
          result[second] = glu ? (d * a) * r : d * (a * s);
        }
        default -> {
          double da = v.doubles("dx")[first];
          double db = v.doubles("dx")[second];
          result[i] = glu ? Math.fma(da, s, (db * a) * r) : Math.fma(da * b, q, db * (a * s));
        }
      }
    }
    return result;
  }
}
