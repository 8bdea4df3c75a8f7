// Master of FloatCells: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** "Recurrent cells" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Cells {

  private final TestVector v;
  private final int n;
  private final double[] gates;

  private Cells(TestVector v) {
    this.v = v;
    n = (int) v.integer("n");
    gates = v.doubles("gates");
  }

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "lstmGates", "lstmGatesGradient", "lstmGatesTangent", "gruGates", "gruGatesGradient", "gruGatesTangent" ->
          new Cells(v).all(kernel, output);
      default -> null;
    };
  }

  private double[] all(String kernel, String output) {
    int size = gates.length / 4;
    boolean wide = output.equals("gates") || output.equals("dz");
    double[] result = new double[wide ? 4 * size : size];
    for (int e = 0; e < size; e++) {
      int at = e / n * 4 * n + e % n;
      double[] four = new double[4];
      double one = kernel.startsWith("lstm") ? lstm(kernel, output, e, at, four) : gru(kernel, output, e, at, four);
      for (int k = 0; wide && k < 4; k++) {
        result[at + k * n] = four[k];
      }
      if (!wide) {
        result[e] = one;
      }
    }
    return result;
  }

  private double of(String name, int i) {
    return v.doubles(name)[i];
  }

  /** a − a². */
  private static double sigmoidSlope(double a) {
    return Math.fma(-a, a, a);
  }

  private static double tanhSlope(double a) {
    return Math.fma(-a, a, 1.0);
  }

  private double lstm(String kernel, String output, int e, int at, double[] four) {
    double i = gates[at];
    double f = gates[at + n];
    double g = gates[at + 2 * n];
    double o = gates[at + 3 * n];
    double c = of("c", e);
    switch (kernel) {
      case "lstmGates" -> {
        four[0] = Functions.sigmoid(i);
        four[1] = Functions.sigmoid(f);
        four[2] = Functions.tanh(g);
        four[3] = Functions.sigmoid(o);
        double next = Math.fma(four[1], c, four[0] * four[2]);
        return output.equals("next") ? next : four[3] * Functions.tanh(next);
      }
      case "lstmGatesGradient" -> {
        double t = Functions.tanh(of("next", e));
        double dh = of("dh", e);
        double d = Math.fma(dh * o, tanhSlope(t), of("dc", e));
        four[0] = (d * g) * sigmoidSlope(i);
        four[1] = (d * c) * sigmoidSlope(f);
        four[2] = (d * i) * tanhSlope(g);
        four[3] = (dh * t) * sigmoidSlope(o);
        return d * f;
      }
      default -> {
        double di = of("dz", at) * sigmoidSlope(i);
        double df = of("dz", at + n) * sigmoidSlope(f);
        double dg = of("dz", at + 2 * n) * tanhSlope(g);
        double dOut = of("dz", at + 3 * n) * sigmoidSlope(o);
        double d = Math.fma(f, of("dc", e), Math.fma(df, c, Math.fma(i, dg, di * g)));
        double t = Functions.tanh(of("next", e));
        return output.equals("dc") ? d : Math.fma(dOut, t, (o * d) * tanhSlope(t));
      }
    }
  }

  private double gru(String kernel, String output, int e, int at, double[] four) {
    double r = gates[at];
    double z = gates[at + n];
    double m = gates[at + 2 * n];
    double u = gates[at + 3 * n];
    double h = of("h", e);
    switch (kernel) {
      case "gruGates" -> {
        four[0] = Functions.sigmoid(r);
        four[1] = Functions.sigmoid(z);
        four[2] = Functions.tanh(Math.fma(four[0], u, m));
        four[3] = u;
        return Math.fma(four[1], h - four[2], four[2]);
      }
      case "gruGatesGradient" -> {
        double d = of("dnext", e);
        double s = Math.fma(-z, d, d) * tanhSlope(m);
        four[0] = (s * u) * sigmoidSlope(r);
        four[1] = (d * (h - m)) * sigmoidSlope(z);
        four[2] = s;
        four[3] = s * r;
        return d * z;
      }
      default -> {
        double dr = of("dz", at) * sigmoidSlope(r);
        double q = of("dz", at + n) * sigmoidSlope(z);
        double s = Math.fma(r, of("dz", at + 3 * n), Math.fma(dr, u, of("dz", at + 2 * n)));
        double dn = s * tanhSlope(m);
        return Math.fma(z, of("dh", e) - dn, Math.fma(q, h - m, dn));
      }
    }
  }
}
