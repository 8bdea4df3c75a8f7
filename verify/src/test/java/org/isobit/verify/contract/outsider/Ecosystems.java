// Master of FloatEcosystems: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Flows of ecosystems, and steps by them. */
final class Ecosystems {

  private static final double LEAST = 0x1p-1000; // float: private static final float LEAST = 0x1p-100f;

  private Ecosystems() {}

  /** What a kernel gives; null if it is not here. */
  static double[] output(String kernel, TestVector v) {
    return switch (kernel) {
      case "npzdFlows" -> npzd((int) v.integer("n"), (int) v.integer("lanes"), v.doubles("parameters"),
          v.doubles("surface"), v.doubles("light"), v.doubles("c"));
      case "fashamFlows" -> fasham((int) v.integer("n"), (int) v.integer("lanes"), v.doubles("parameters"),
          v.doubles("light"), v.doubles("c"));
      case "transferEuler" -> euler((int) v.integer("cells"), (int) v.integer("pools"), v.integers("from"),
          v.integers("to"), v.doubles("dt")[0], v.doubles("floor")[0], v.doubles("flows"), v.doubles("c"));
      case "transferPatankar" -> patankar((int) v.integer("cells"), (int) v.integer("pools"), v.integers("from"),
          v.integers("to"), v.doubles("dt")[0], v.doubles("flows"), v.doubles("c"));
      default -> null;
    };
  }

  private static double[] npzd(int levels, int lanes, double[] q, double[] surface, double[] light, double[] c) {
    int size = levels * lanes;
    double[] f = new double[7 * size];
    for (int at = 0; at < size; at++) {
      int l = at % lanes;
      double n = c[at];
      double p = c[size + at];
      double z = c[2 * size + at];
      double d = c[3 * size + at];
      double quarter = 0.25 * surface[l];
      double imin = q[10 * lanes + l];
      double optimum = imin > quarter || Double.isNaN(imin) ? imin : quarter;
      double x = light[at] * (1.0 / optimum);
      double v = q[2 * lanes + l] * p;
      f[at] = ((q[l] * (x * Functions.exp(1.0 - x))) * n * (p + q[11 * lanes + l])) / (q[3 * lanes + l] + n);
      f[size + at] = (q[lanes + l] * -Functions.expm1(-(v * v))) * (z + q[12 * lanes + l]);
      f[2 * size + at] = q[4 * lanes + l] * p;
      f[3 * size + at] = (light[at] >= imin ? q[7 * lanes + l] : q[8 * lanes + l]) * p;
      f[4 * size + at] = q[5 * lanes + l] * z;
      f[5 * size + at] = q[9 * lanes + l] * z;
      f[6 * size + at] = q[6 * lanes + l] * d;
    }
    return f;
  }

  private static double[] fasham(int levels, int lanes, double[] parameters, double[] light, double[] pools) {
    int size = levels * lanes;
    double[] flows = new double[17 * size];
    for (int at = 0; at < size; at++) {
      double[] q = new double[25];
      for (int j = 0; j < 25; j++) {
        q[j] = parameters[j * lanes + at % lanes];
      }
      double[] c = new double[7];
      for (int j = 0; j < 7; j++) {
        c[j] = pools[j * size + at];
      }
      double[] f = fasham(q, light[at], c);
      for (int k = 0; k < 17; k++) {
        flows[k * size + at] = f[k];
      }
    }
    return flows;
  }

  /** Of a cell: p, z, b, d, n, a, l. */
  private static double[] fasham(double[] q, double light, double[] c) {
    double[] f = new double[17];
    double w = q[1] * light;
    double nitrate = c[4] * q[3];
    double ammonium = c[5] * q[2];
    double root = Math.sqrt(Math.fma(w, w, q[0] * q[0]));
    double u = (q[0] * w) / (root * (Math.fma(q[2], q[3], nitrate) + ammonium));
    double s = Math.fma(1.0 - q[6], c[0], q[22]);
    double t = q[6] * c[0];
    f[0] = (u * nitrate) * s;
    f[1] = (u * nitrate) * t;
    f[2] = (u * ammonium) * s;
    f[3] = (u * ammonium) * t;
    double p1 = q[14] * c[0];
    double b1 = q[15] * c[2];
    double d1 = q[16] * c[3];
    double p2 = p1 * c[0];
    double b2 = b1 * c[2];
    double d2 = d1 * c[3];
    double below = Math.fma(q[8], p1 + b1 + d1, p2 + b2 + d2);
    double g = below < LEAST ? 0.0 : (q[7] * (c[1] + q[23])) / below;
    f[4] = q[9] * (g * p2);
    f[5] = (1.0 - q[9]) * (g * p2);
    f[6] = q[9] * (g * b2);
    f[7] = (1.0 - q[9]) * (g * b2);
    f[8] = q[9] * (g * d2);
    double y = c[0] + q[22];
    f[9] = (q[4] * y * c[0]) / (q[5] + y);
    double x = c[1] + q[23];
    double e = (q[10] * x * c[1]) / (q[11] + x);
    f[10] = (1.0 - q[13] - q[12]) * e;
    f[11] = q[13] * e;
    f[12] = q[12] * e;
    double wanted = q[20] * c[6];
    double m = wanted < c[5] ? wanted : c[5];
    double uptake = (q[17] * (c[2] + q[24])) / (q[18] + m + c[6]);
    f[13] = uptake * c[6];
    f[14] = uptake * m;
    f[15] = q[19] * c[2];
    f[16] = q[21] * c[3];
    return f;
  }

  private static double[] euler(int cells, int pools, int[] from, int[] to, double dt, double floor, double[] f,
      double[] c) {
    double[] y = new double[pools * cells];
    for (int i = 0; i < y.length; i++) {
      double s = 0.0;
      for (int k = 0; k < from.length; k++) {
        if (to[k] == i / cells) {
          s = s + f[k * cells + i % cells];
        } else if (from[k] == i / cells) {
          s = s - f[k * cells + i % cells];
        }
      }
      double r = Math.fma(dt, s, c[i]);
      y[i] = r < floor ? floor : r;
    }
    return y;
  }

  private static double[] patankar(int cells, int pools, int[] from, int[] to, double dt, double[] f, double[] c) {
    double[] y = new double[pools * cells];
    for (int cell = 0; cell < cells; cell++) {
      double[] x = new double[pools];
      for (int i = 0; i < pools; i++) {
        x[i] = c[i * cells + cell];
      }
      double[] flows = new double[from.length];
      for (int k = 0; k < from.length; k++) {
        flows[k] = f[k * cells + cell];
      }
      patankar(from, to, dt, flows, x);
      for (int i = 0; i < pools; i++) {
        y[i * cells + cell] = x[i];
      }
    }
    return y;
  }

  private static void patankar(int[] from, int[] to, double dt, double[] f, double[] c) {
    int m = c.length;
    double[][] q = new double[m][m];
    boolean[][] gives = new boolean[m][m];
    for (int k = 0; k < from.length; k++) {
      int i = from[k];
      double w = c[i] < LEAST ? 0.0 : dt / c[i];
      q[i][to[k]] = Math.fma(f[k], w, q[i][to[k]]);
      gives[i][to[k]] = true;
    }
    for (int i = 0; i < m; i++) {
      q[i][i] = 1.0;
    }
    for (int j = m - 1; j >= 1; j--) {
      double sum = q[j][j];
      for (int k = 0; k < j; k++) {
        sum = gives[j][k] ? sum + q[j][k] : sum;
      }
      double r = 1.0 / sum;
      c[j] = c[j] * r;
      for (int k = 0; k < j; k++) {
        c[k] = gives[j][k] ? Math.fma(c[j], q[j][k], c[k]) : c[k];
      }
      for (int i = 0; i < j; i++) {
        if (!gives[i][j]) {
          continue;
        }
        q[i][j] = q[i][j] * r;
        q[i][i] = Math.fma(q[i][j], q[j][j], q[i][i]);
        for (int k = 0; k < j; k++) {
          if (gives[j][k] && k != i) {
            q[i][k] = Math.fma(q[i][j], q[j][k], q[i][k]);
            gives[i][k] = true;
          }
        }
      }
    }
    c[0] = c[0] / q[0][0];
    for (int j = 1; j < m; j++) {
      for (int i = 0; i < j; i++) {
        c[j] = gives[i][j] ? Math.fma(q[i][j], c[i], c[j]) : c[j];
      }
    }
  }
}
