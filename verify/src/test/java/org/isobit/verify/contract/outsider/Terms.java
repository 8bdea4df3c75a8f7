package org.isobit.verify.contract.outsider;

/** What the document says of sparse quadratic systems, on the test vectors' inputs. Thread-safe. */
final class Terms {

  private Terms() {}

  static double[] output(String kernel, TestVector v) {
    int n = (int) v.integer("n");
    int lanes = (int) v.integer("lanes");
    double[] d = new double[n * lanes];
    for (int l = 0; l < lanes; l++) {
      double[] x = lane(v.doubles("x"), n, lanes, l);
      double[] u = kernel.equals("quadratic") ? x : lane(v.doubles("u"), n, lanes, l);
      for (int m = 1; m <= n; m++) {
        double sum = 0.0;
        for (int t = 0; t < v.integers("i").length; t++) {
          sum = term(kernel, v.integers("i")[t], v.integers("j")[t], v.integers("k")[t], v.doubles("v")[t], m, x, u,
              sum);
        }
        d[(m - 1) * lanes + l] = sum;
      }
    }
    return d;
  }

  /** The variables of a lane from 1 on, after the constant 1. */
  private static double[] lane(double[] x, int n, int lanes, int l) {
    double[] state = new double[n + 1];
    state[0] = 1.0;
    for (int i = 0; i < n; i++) {
      state[1 + i] = x[i * lanes + l];
    }
    return state;
  }

  private static double term(String kernel, int i, int j, int k, double v, int m, double[] x, double[] u, double s) {
    if (kernel.equals("quadratic")) {
      return i == m ? Math.fma(v, x[j] * x[k], s) : s;
    }
    if (kernel.equals("quadraticTangent")) {
      if (i != m || k == 0) {
        return s;
      }
      if (j == 0) {
        return Math.fma(v, u[k], s);
      }
      if (j == k) {
        return Math.fma(2.0 * v, x[j] * u[j], s);
      }
      return Math.fma(v, x[k] * u[j], Math.fma(v, x[j] * u[k], s));
    }
    if (k == 0 || j != m && k != m) {
      return s;
    }
    if (j == 0) {
      return Math.fma(v, u[i], s);
    }
    return j == k ? Math.fma(2.0 * v, x[m] * u[i], s) : Math.fma(v, (j == m ? x[k] : x[j]) * u[i], s);
  }
}
