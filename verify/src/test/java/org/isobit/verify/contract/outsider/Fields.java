package org.isobit.verify.contract.outsider;

/** What the document says of partial differential equations, on the test vectors' inputs. Thread-safe. */
final class Fields {

  private Fields() {}

  /** The output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v) {
    return switch (kernel) {
      case "etdStage", "etdCorrectedStage", "etdRungeKutta4" -> exponential(kernel, v);
      case "pointProduct" -> product(v);
      case "imaginaryProduct" -> imaginary(v, 1);
      case "interleavedImaginaryProduct" -> imaginary(v, (int) v.integer("lanes"));
      case "quasiGeostrophic", "quasiGeostrophicTangent", "quasiGeostrophicAdjoint" -> Gyres.output(kernel, v);
      case "shallowWater", "shallowWaterTangent", "shallowWaterAdjoint" -> Waters.output(kernel, v);
      default -> null;
    };
  }

  private static double[] exponential(String kernel, TestVector v) {
    double[] x = v.doubles("x");
    int n = x.length;
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      if (kernel.equals("etdRungeKutta4")) {
        double[] c = v.doubles("factors");
        double[] t = v.doubles("terms");
        double last = c[3 * n + i] * t[3 * n + i];
        double two = Math.fma(c[2 * n + i], 2.0 * (t[n + i] + t[2 * n + i]), last);
        y[i] = Math.fma(c[i], x[i], Math.fma(c[n + i], t[i], two));
      } else {
        double f = kernel.equals("etdStage") ? v.doubles("f")[i]
            : 2.0 * v.doubles("terms")[2 * n + i] - v.doubles("terms")[i];
        y[i] = Math.fma(v.doubles("e")[i], x[i], v.doubles("q")[i] * f);
      }
    }
    return y;
  }

  private static double[] product(TestVector v) {
    double[] p = v.doubles("u");
    for (int i = 0; i < p.length; i++) {
      p[i] = p[i] * v.doubles("w")[i];
    }
    return p;
  }

  private static double[] imaginary(TestVector v, int lanes) {
    double[] x = v.doubles("x");
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int row = i / lanes;
      y[i] = v.doubles("a")[row] * x[row % 2 == 0 ? i + lanes : i - lanes];
    }
    return y;
  }
}
