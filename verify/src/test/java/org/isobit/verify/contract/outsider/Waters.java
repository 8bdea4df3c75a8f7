package org.isobit.verify.contract.outsider;

/** What the document says of shallow water, on the test vectors' inputs. Thread-safe. */
final class Waters {

  private final int rows;
  private final int columns;
  private final double ix;
  private final double iy;
  private final double half;
  private final double weight;
  private final double coriolis;
  private final double[] h;
  private final double[] e;
  private final double[] u;
  private final double[] v;

  private Waters(TestVector t) {
    rows = (int) t.integer("rows");
    columns = (int) t.integer("columns");
    ix = 1.0 / t.doubles("dx")[0];
    iy = 1.0 / t.doubles("dy")[0];
    half = 0.5 * t.doubles("alpha")[0];
    weight = 0.5 * t.doubles("gravity")[0];
    coriolis = t.doubles("coriolis")[0];
    double[][] x = fields(t.doubles("x"));
    h = x[0];
    e = new double[h.length];
    u = new double[h.length];
    v = new double[h.length];
    for (int k = 0; k < h.length; k++) {
      e[k] = h[k] + t.doubles("bottom")[k];
      u[k] = x[1][k] / h[k];
      v[k] = x[2][k] / h[k];
    }
  }

  static double[] output(String kernel, TestVector t) {
    Waters w = new Waters(t);
    if (kernel.equals("shallowWater")) {
      double[][] x = w.fields(t.doubles("x"));
      return w.result(x[1], x[2], w.fluxes(true), w.fluxes(false));
    }
    double[][] x = w.fields(t.doubles("u"));
    if (kernel.equals("shallowWaterTangent")) {
      double[] du = new double[w.h.length];
      double[] dv = new double[w.h.length];
      for (int k = 0; k < du.length; k++) {
        du[k] = (x[1][k] - w.u[k] * x[0][k]) / w.h[k];
        dv[k] = (x[2][k] - w.v[k] * x[0][k]) / w.h[k];
      }
      return w.result(x[1], x[2], w.tangents(true, x[0], du, dv), w.tangents(false, x[0], du, dv));
    }
    return w.adjoint(x);
  }

  private double[][] fields(double[] x) {
    int n = rows * columns;
    double[][] fields = new double[3][];
    for (int f = 0; f < 3; f++) {
      fields[f] = java.util.Arrays.copyOfRange(x, f * n, (f + 1) * n);
    }
    return fields;
  }

  private int next(int k, boolean alongX) {
    int i = k / columns;
    int j = k % columns;
    return alongX ? i * columns + (j + 1) % columns : (i + 1) % rows * columns + j;
  }

  private int before(int k, boolean alongX) {
    int i = k / columns;
    int j = k % columns;
    return alongX ? i * columns + (j + columns - 1) % columns : (i + rows - 1) % rows * columns + j;
  }

  private double mean(double[] a, int k, boolean alongX) {
    return 0.5 * (a[k] + a[next(k, alongX)]);
  }

  private double rise(double[] a, int k, boolean alongX) {
    return a[next(k, alongX)] - a[k];
  }

  private double flux(int k, boolean alongX) {
    return mean(h, k, alongX) * mean(alongX ? u : v, k, alongX) - half * rise(e, k, alongX);
  }

  private double[][] fluxes(boolean alongX) {
    double[][] f = new double[4][h.length];
    for (int k = 0; k < h.length; k++) {
      double depth = mean(h, k, alongX);
      f[0][k] = flux(k, alongX);
      f[1][k] = f[0][k] * mean(u, k, alongX) - half * depth * rise(u, k, alongX);
      f[2][k] = f[0][k] * mean(v, k, alongX) - half * depth * rise(v, k, alongX);
      f[3][k] = weight * (depth * rise(e, k, alongX));
    }
    return f;
  }

  private double[][] tangents(boolean alongX, double[] dh, double[] du, double[] dv) {
    double[][] f = new double[4][h.length];
    for (int k = 0; k < h.length; k++) {
      double depth = mean(h, k, alongX);
      double change = mean(dh, k, alongX);
      double more = rise(dh, k, alongX);
      f[0][k] = change * mean(alongX ? u : v, k, alongX) + depth * mean(alongX ? du : dv, k, alongX) - half * more;
      f[1][k] = f[0][k] * mean(u, k, alongX) + flux(k, alongX) * mean(du, k, alongX)
          - half * (change * rise(u, k, alongX) + depth * rise(du, k, alongX));
      f[2][k] = f[0][k] * mean(v, k, alongX) + flux(k, alongX) * mean(dv, k, alongX)
          - half * (change * rise(v, k, alongX) + depth * rise(dv, k, alongX));
      f[3][k] = weight * (change * rise(e, k, alongX) + depth * more);
    }
    return f;
  }

  private double[] result(double[] m, double[] n, double[][] x, double[][] y) {
    int cells = h.length;
    double[] d = new double[3 * cells];
    for (int k = 0; k < cells; k++) {
      int w = before(k, true);
      int s = before(k, false);
      d[k] = -((x[0][k] - x[0][w]) * ix + (y[0][k] - y[0][s]) * iy);
      d[cells + k] = coriolis * n[k]
          - ((x[1][k] - x[1][w] + (x[3][k] + x[3][w])) * ix + (y[1][k] - y[1][s]) * iy);
      d[2 * cells + k] = -(coriolis * m[k])
          - ((x[2][k] - x[2][w]) * ix + (y[2][k] - y[2][s] + (y[3][k] + y[3][s])) * iy);
    }
    return d;
  }

  /** Means of h, u and v, then rises. */
  private double[][] adjoints(boolean alongX, double[][] x) {
    double[][] f = new double[6][h.length];
    double i = alongX ? ix : iy;
    for (int k = 0; k < h.length; k++) {
      double depth = mean(h, k, alongX);
      double a = rise(x[1], k, alongX) * i;
      double b = rise(x[2], k, alongX) * i;
      double[] t = alongX ? x[1] : x[2];
      double push = weight * ((t[k] + t[next(k, alongX)]) * i);
      double total = rise(x[0], k, alongX) * i + a * mean(u, k, alongX) + b * mean(v, k, alongX);
      double shear = a * rise(u, k, alongX) + b * rise(v, k, alongX);
      double alongU = a * flux(k, alongX);
      double alongV = b * flux(k, alongX);
      f[0][k] = 0.5 * (total * mean(alongX ? u : v, k, alongX) - half * shear - push * rise(e, k, alongX));
      f[1][k] = 0.5 * (alongX ? alongU + total * depth : alongU);
      f[2][k] = 0.5 * (alongX ? alongV : alongV + total * depth);
      f[3][k] = half * total + push * depth;
      f[4][k] = half * depth * a;
      f[5][k] = half * depth * b;
    }
    return f;
  }

  private double[] adjoint(double[][] x) {
    int cells = h.length;
    double[][] along = adjoints(true, x);
    double[][] across = adjoints(false, x);
    double[] d = new double[3 * cells];
    for (int k = 0; k < cells; k++) {
      int w = before(k, true);
      int s = before(k, false);
      double[] g = new double[3];
      for (int f = 0; f < 3; f++) {
        g[f] = along[f][k] + along[f + 3][k] + (along[f][w] - along[f + 3][w])
            + (across[f][k] + across[f + 3][k] + (across[f][s] - across[f + 3][s]));
      }
      d[k] = g[0] - (g[1] * u[k] + g[2] * v[k]) / h[k];
      d[cells + k] = g[1] / h[k] - coriolis * x[2][k];
      d[2 * cells + k] = g[2] / h[k] + coriolis * x[1][k];
    }
    return d;
  }
}
