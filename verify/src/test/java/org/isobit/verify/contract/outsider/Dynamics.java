package org.isobit.verify.contract.outsider;

/** Section "Models" of the document, on the test vectors' inputs. Thread-safe. */
final class Dynamics {

  private Dynamics() {}

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    return switch (kernel) {
      case "stage" -> stage(v, output);
      case "rungeKutta4", "heun" -> step(kernel, v);
      case "lorenz63" -> lorenz63(v);
      case "lorenz96" -> lorenz96(v);
      default -> null;
    };
  }

  private static double[] stage(TestVector v, String output) {
    double dt = v.doubles("dt")[0];
    double part = v.doubles("part")[0];
    double[] x = v.doubles("x");
    double[] f = v.doubles("f");
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double k = dt * f[i];
      result[i] = output.equals("k") ? k : x[i] + k * part;
    }
    return result;
  }

  private static double[] step(String kernel, TestVector v) {
    double dt = v.doubles("dt")[0];
    double[] x = v.doubles("x");
    for (int i = 0; i < x.length; i++) {
      double last = dt * v.doubles("f")[i];
      double k1 = v.doubles("k1")[i];
      if (kernel.equals("heun")) {
        x[i] = x[i] + (k1 + last) / 2.0;
      } else {
        double middle = 2.0 * (v.doubles("k2")[i] + v.doubles("k3")[i]);
        x[i] = x[i] + (k1 + middle + last) / 6.0;
      }
    }
    return x;
  }

  private static double[] lorenz63(TestVector v) {
    int lanes = (int) v.integer("lanes");
    double[] s = v.doubles("x");
    double[] d = new double[3 * lanes];
    for (int l = 0; l < lanes; l++) {
      double x = s[l];
      double y = s[lanes + l];
      double z = s[2 * lanes + l];
      d[l] = v.doubles("sigma")[0] * (y - x);
      d[lanes + l] = v.doubles("rho")[0] * x - y - x * z;
      d[2 * lanes + l] = x * y - v.doubles("beta")[0] * z;
    }
    return d;
  }

  private static double[] lorenz96(TestVector v) {
    int n = (int) v.integer("n");
    double[] x = v.doubles("x");
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      double difference = x[(i + 1) % n] - x[(i + n - 2) % n];
      d[i] = difference * x[(i + n - 1) % n] - x[i] + v.doubles("forcing")[0];
    }
    return d;
  }
}
