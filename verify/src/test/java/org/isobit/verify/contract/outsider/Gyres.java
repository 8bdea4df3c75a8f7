package org.isobit.verify.contract.outsider;

/** What the document says of quasi-geostrophic flow, on the test vectors' inputs. Thread-safe. */
final class Gyres {

  private final int rows;
  private final int columns;
  private final double down;
  private final double along;
  private final TestVector vector;

  private Gyres(TestVector v) {
    vector = v;
    rows = (int) v.integer("rows");
    columns = (int) v.integer("columns");
    down = (rows - 1.0) * (rows - 1.0);
    along = (columns - 1.0) * (columns - 1.0);
  }

  private double number(String name) {
    return vector.doubles(name)[0];
  }

  static double[] output(String kernel, TestVector v) {
    Gyres g = new Gyres(v);
    double froude = g.number("froude");
    double slope = 0.5 * (g.columns - 1.0);
    double[] p = g.inside(v.doubles("psi"));
    double[] q = g.laplacian(p, froude);
    if (kernel.equals("quasiGeostrophic")) {
      return g.terms(g.jacobian(p, q), p, true, -slope);
    }
    double[] u = g.inside(v.doubles("u"));
    if (kernel.equals("quasiGeostrophicTangent")) {
      return g.terms(sum(g.jacobian(u, q), g.jacobian(p, g.laplacian(u, froude))), u, false, -slope);
    }
    return g.terms(sum(g.jacobian(q, u), g.laplacian(g.jacobian(u, p), froude)), u, false, slope);
  }

  private static double[] sum(double[] x, double[] y) {
    double[] s = new double[x.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = x[i] + y[i];
    }
    return s;
  }

  private boolean edge(int i, int j) {
    return i == 0 || j == 0 || i == rows - 1 || j == columns - 1;
  }

  private double[] inside(double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[i * columns + j] = edge(i, j) ? 0.0 : x[i * columns + j];
      }
    }
    return y;
  }

  private double at(double[] x, int i, int j) {
    return x[i * columns + j];
  }

  private double[] laplacian(double[] x, double shift) {
    double[] y = new double[x.length];
    for (int i = 1; i < rows - 1; i++) {
      for (int j = 1; j < columns - 1; j++) {
        double neighbours = (at(x, i - 1, j) + at(x, i + 1, j)) * down + (at(x, i, j - 1) + at(x, i, j + 1)) * along;
        y[i * columns + j] = neighbours - at(x, i, j) * (2.0 * (down + along) + shift);
      }
    }
    return y;
  }

  private double[] jacobian(double[] a, double[] b) {
    double[] y = new double[a.length];
    double area = (rows - 1.0) * (columns - 1.0) / 12.0;
    for (int i = 1; i < rows - 1; i++) {
      for (int j = 1; j < columns - 1; j++) {
        double n = at(a, i + 1, j);
        double s = at(a, i - 1, j);
        double e = at(a, i, j + 1);
        double w = at(a, i, j - 1);
        double ne = at(a, i + 1, j + 1);
        double nw = at(a, i + 1, j - 1);
        double se = at(a, i - 1, j + 1);
        double sw = at(a, i - 1, j - 1);
        double t = (w - s) * at(b, i - 1, j - 1);
        t = Math.fma(sw + w - (se + e), at(b, i - 1, j), t);
        t = Math.fma(s - e, at(b, i - 1, j + 1), t);
        t = Math.fma(nw + n - (sw + s), at(b, i, j - 1), t);
        t = Math.fma(s + se - (n + ne), at(b, i, j + 1), t);
        t = Math.fma(n - w, at(b, i + 1, j - 1), t);
        t = Math.fma(e + ne - (w + nw), at(b, i + 1, j), t);
        y[i * columns + j] = Math.fma(e - n, at(b, i + 1, j + 1), t) * area;
      }
    }
    return y;
  }

  private double[] terms(double[] jacobian, double[] x, boolean wind, double slope) {
    double[] z = laplacian(x, 0.0);
    double[] z2 = laplacian(z, 0.0);
    double[] z3 = laplacian(z2, 0.0);
    double[] y = new double[x.length];
    for (int i = 1; i < rows - 1; i++) {
      double f = wind ? -(2.0 * 0x1.921fb54442d18p1 * Circular.sinpi(2.0 * i / (rows - 1.0))) : 0.0;
      for (int j = 1; j < columns - 1; j++) {
        int k = i * columns + j;
        double rest = f - number("r") * jacobian[k] - number("rkb") * z[k] + number("rkh") * z2[k]
            - number("rkh2") * z3[k];
        y[k] = rest + slope * (x[k + 1] - x[k - 1]);
      }
    }
    return y;
  }
}
