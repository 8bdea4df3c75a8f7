// Master of FloatColumns: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Section "Columns" of the document, step by step, on the test vectors' inputs. Thread-safe. */
final class Columns {

  private Columns() {}

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v) {
    return switch (kernel) {
      case "tridiagonalFactor" -> factor((int) v.integer("n"), (int) v.integer("lanes"), v.doubles("lower"),
          v.doubles("diagonal"), v.doubles("upper"));
      case "tridiagonalSolve" -> solve((int) v.integer("n"), (int) v.integer("lanes"), (int) v.integer("fields"),
          v.doubles("factors"), v.doubles("x"));
      default -> null;
    };
  }

  private static double[] factor(int n, int lanes, double[] a, double[] b, double[] c) {
    double[] factors = new double[3 * n * lanes];
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < lanes; l++) {
        int k = i * lanes + l;
        double u = i == 0 ? b[k] : Math.fma(a[k], factors[(3 * (i - 1) + 1) * lanes + l], b[k]);
        double r = 1.0 / u;
        factors[3 * i * lanes + l] = i == 0 ? 0.0 : -(a[k] * r);
        factors[(3 * i + 1) * lanes + l] = i == n - 1 ? 0.0 : -(c[k] * r);
        factors[(3 * i + 2) * lanes + l] = r;
      }
    }
    return factors;
  }

  private static double[] solve(int n, int lanes, int fields, double[] factors, double[] d) {
    double[] x = new double[d.length];
    for (int row = 0; row < fields * lanes; row++) {
      int start = row / lanes * n * lanes + row % lanes;
      double[] y = new double[n];
      for (int i = 0; i < n; i++) {
        double p = factors[3 * i * lanes + row % lanes];
        double product = d[start + i * lanes] * factors[(3 * i + 2) * lanes + row % lanes];
        y[i] = i == 0 ? product : Math.fma(p, y[i - 1], product);
      }
      for (int i = n - 1; i >= 0; i--) {
        double q = factors[(3 * i + 1) * lanes + row % lanes];
        x[start + i * lanes] = i == n - 1 ? y[i] : Math.fma(q, x[start + (i + 1) * lanes], y[i]);
      }
    }
    return x;
  }
}
