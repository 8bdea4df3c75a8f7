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
      case "diffusionFactor" -> diffusionFactor((int) v.integer("n"), (int) v.integer("lanes"), v.doubles("exchange"),
          v.doubles("reciprocals"));
      case "diffusionStep" -> diffusionStep((int) v.integer("n"), (int) v.integer("lanes"), v.doubles("reciprocals"),
          v.doubles("factors"), (int) v.integer("fields"), v.doubles("c"));
      case "sinking" -> sinking((int) v.integer("n"), (int) v.integer("lanes"), v.doubles("factors"),
          v.word("open").equals("true"), v.doubles("c"));
      case "opticalDepth" -> opticalDepth((int) v.integer("n"), (int) v.integer("lanes"), v.doubles("background"),
          v.doubles("thickness"), v.doubles("k")[0], (int) v.integer("fields"), v.doubles("c"));
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

  private static double[] diffusionFactor(int n, int lanes, double[] e, double[] r) {
    double[] factors = new double[3 * n * lanes];
    double[] v = new double[lanes];
    for (int i = 1; i < n; i++) {
      for (int l = 0; l < lanes; l++) {
        double exchange = e[i * lanes + l];
        double a = r[i - 1] * exchange;
        double g = r[i] * exchange;
        double t = Math.fma(a, i == 1 ? 1.0 : v[l], 1.0);
        double u = t + g;
        double s = 1.0 / u;
        v[l] = t * s;
        factors[3 * i * lanes + l] = a * s;
        factors[(3 * i + 1) * lanes + l] = g * s;
        factors[(3 * i + 2) * lanes + l] = exchange * s;
      }
    }
    return factors;
  }

  private static double[] diffusionStep(int n, int lanes, double[] r, double[] factors, int fields, double[] c) {
    double[] x = new double[c.length];
    for (int row = 0; row < fields * lanes; row++) {
      int start = row / lanes * n * lanes + row % lanes;
      double[] y = new double[n];
      for (int i = 1; i < n; i++) {
        double difference = c[start + i * lanes] - c[start + (i - 1) * lanes];
        double product = factors[(3 * i + 2) * lanes + row % lanes] * difference;
        y[i] = Math.fma(factors[3 * i * lanes + row % lanes], y[i - 1], product);
      }
      double[] flux = new double[n + 1];
      for (int i = n - 1; i > 0; i--) {
        flux[i] = Math.fma(factors[(3 * i + 1) * lanes + row % lanes], flux[i + 1], y[i]);
      }
      for (int i = 0; i < n; i++) {
        x[start + i * lanes] = Math.fma(r[i], flux[i + 1] - flux[i], c[start + i * lanes]);
      }
    }
    return x;
  }

  private static double[] sinking(int n, int lanes, double[] s, boolean open, double[] c) {
    double[] y = new double[c.length];
    for (int l = 0; l < lanes; l++) {
      for (int i = 0; i < n; i++) {
        double t = i == n - 1 && !open ? 0.0 : s[i];
        double r = Math.fma(-t, c[i * lanes + l], c[i * lanes + l]);
        y[i * lanes + l] = i == 0 ? r : Math.fma(s[i], c[(i - 1) * lanes + l], r);
      }
    }
    return y;
  }

  private static double[] opticalDepth(int n, int lanes, double[] b, double[] h, double k, int fields, double[] c) {
    double[] depth = new double[n * lanes];
    for (int l = 0; l < lanes; l++) {
      double z = 0.0;
      for (int i = 0; i < n; i++) {
        double sum = c[i * lanes + l];
        for (int f = 1; f < fields; f++) {
          sum = sum + c[(f * n + i) * lanes + l];
        }
        double a = Math.fma(k, sum, b[i]);
        depth[i * lanes + l] = Math.fma(a, 0.5 * h[i], z);
        z = Math.fma(a, h[i], z);
      }
    }
    return depth;
  }
}
