package org.isobit.verify.contract.outsider;

/** What the document says of the double pendulum, on the test vectors' inputs. Thread-safe. */
final class Pendulum {

  private Pendulum() {}

  static double[] output(String kernel, TestVector v) {
    int lanes = (int) v.integer("lanes");
    double[] x = v.doubles("x");
    double[] d = new double[4 * lanes];
    for (int l = 0; l < lanes; l++) {
      double[] s = lane(x, lanes, l);
      double[] u = kernel.equals("doublePendulum") ? null : lane(v.doubles("u"), lanes, l);
      double[] out = one(kernel, v, s, u);
      for (int i = 0; i < 4; i++) {
        d[i * lanes + l] = out[i];
      }
    }
    return d;
  }

  private static double[] lane(double[] x, int lanes, int l) {
    return new double[] {x[l], x[lanes + l], x[2 * lanes + l], x[3 * lanes + l]};
  }

  private static double[] one(String kernel, TestVector v, double[] s, double[] u) {
    double mu = v.doubles("mu")[0];
    double l1 = v.doubles("l1")[0];
    double l2 = v.doubles("l2")[0];
    double g = v.doubles("g")[0];
    double s1 = Circular.sin(s[0]);
    double c1 = Circular.cos(s[0]);
    double s2 = Circular.sin(s[2]);
    double c2 = Circular.cos(s[2]);
    double sd = s2 * c1 - c2 * s1;
    double cd = c2 * c1 + s2 * s1;
    double p = l1 * (s[1] * s[1]);
    double q = l2 * (s[3] * s[3]);
    double mass = 1.0 - mu * (cd * cd);
    double sum = p * cd + q;
    double pull = p + mu * (q * cd);
    double top = mu * (sum * sd + (g * s2) * cd) - g * s1;
    double bottom = ((g * s1) * cd - g * s2) - pull * sd;
    if (u == null) {
      return new double[] {s[1], top / (l1 * mass), s[3], bottom / (l2 * mass)};
    }
    double i1 = 1.0 / (l1 * mass);
    double i2 = 1.0 / (l2 * mass);
    double a = top * i1;
    double b = bottom * i2;
    double both = cd * sd;
    double e = (2.0 * mu) * both;
    double da = mu * ((sum * cd - (p * sd) * sd) - (g * s2) * sd) - a * (l1 * e);
    double db = (((mu * q) * (sd * sd) - (g * s1) * sd) - pull * cd) - b * (l2 * e);
    double[] ja = {-((da + g * c1) * i1), (((2.0 * mu) * (l1 * s[1])) * both) * i1,
        (da + mu * ((g * c2) * cd)) * i1, (((2.0 * mu) * (l2 * s[3])) * sd) * i1};
    double[] jb = {((g * c1) * cd - db) * i2, -(((2.0 * (l1 * s[1])) * sd) * i2), (db - g * c2) * i2,
        -((((2.0 * mu) * (l2 * s[3])) * both) * i2)};
    if (kernel.endsWith("Tangent")) {
      return new double[] {u[1], ((ja[0] * u[0] + ja[1] * u[1]) + ja[2] * u[2]) + ja[3] * u[3], u[3],
          ((jb[0] * u[0] + jb[1] * u[1]) + jb[2] * u[2]) + jb[3] * u[3]};
    }
    return new double[] {ja[0] * u[1] + jb[0] * u[3], u[0] + (ja[1] * u[1] + jb[1] * u[3]),
        ja[2] * u[1] + jb[2] * u[3], u[2] + (ja[3] * u[1] + jb[3] * u[3])};
  }
}
