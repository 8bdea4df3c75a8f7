package org.isobit.verify.contract.outsider;

import static org.isobit.verify.contract.outsider.Rings.at;

/** What the document says of the models of Lorenz (2005), on the test vectors' inputs. Thread-safe. */
final class Averages {

  private final int n;
  private final int k;
  private final int smoothing;
  private final double b;
  private final double c;

  private Averages(TestVector v) {
    n = (int) v.integer("n");
    k = (int) v.integer("K");
    smoothing = (int) v.integer("smoothing");
    b = smoothing > 0 ? v.doubles("b")[0] : 0.0;
    c = smoothing > 0 ? v.doubles("c")[0] : 0.0;
  }

  static double[] output(String kernel, TestVector v) {
    Averages model = new Averages(v);
    double[] z = v.doubles("x");
    return switch (kernel) {
      case "lorenz2005" -> model.tendency(z, v.doubles("forcing")[0]);
      case "lorenz2005Tangent" -> model.tangent(z, v.doubles("u"));
      default -> model.adjoint(z, v.doubles("u"));
    };
  }

  private double[] weighted(double[] weight, double[] x) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = weight[0] * x[i];
      for (int j = 1; j < weight.length; j++) {
        out[i] = Math.fma(weight[j], at(x, i - j) + at(x, i + j), out[i]);
      }
    }
    return out;
  }

  private double[] average(double[] x) {
    double[] weight = new double[k / 2 + 1];
    java.util.Arrays.fill(weight, 1.0 / k);
    if (k % 2 == 0) {
      weight[k / 2] = 0.5 * (1.0 / k);
    }
    return weighted(weight, x);
  }

  private double[] smooth(double[] z) {
    if (smoothing == 0) {
      return z.clone();
    }
    double s = smoothing;
    double alpha = (3.0 * (s * s) + 3.0) / (2.0 * (s * s) * s + 4.0 * s);
    double beta = (2.0 * (s * s) + 1.0) / (s * s * (s * s) + 2.0 * (s * s));
    double[] weight = new double[smoothing + 1];
    for (int j = 0; j <= smoothing; j++) {
      weight[j] = alpha - beta * j;
    }
    weight[smoothing] = 0.5 * weight[smoothing];
    return weighted(weight, z);
  }

  private double[] minus(double[] x, double[] y) {
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = x[i] - y[i];
    }
    return d;
  }

  private double[] correlation(double[] w, double[] x) {
    double[] out = new double[n];
    int h = k / 2;
    for (int i = 0; i < n; i++) {
      double s = 0.0;
      if (k % 2 == 0) {
        s = Math.fma(at(w, i - k + h), at(x, i + k + h), at(w, i - k - h) * at(x, i + k - h)) * 0.5;
      }
      int inner = (k - 1) / 2;
      for (int j = -inner; j <= inner; j++) {
        s = Math.fma(at(w, i - k + j), at(x, i + k + j), s);
      }
      out[i] = s;
    }
    return out;
  }

  private double local(double[] x, double[] y, double[] v, int i) {
    double mixed = Math.fma(at(y, i - 1), at(x, i + 1), -(at(y, i - 2) * at(x, i - 1)));
    return Math.fma(b * b, (at(y, i + 1) - at(y, i - 2)) * at(v, i - 1), c * mixed);
  }

  private double[] tendency(double[] z, double forcing) {
    double[] x = smooth(z);
    double[] y = minus(z, x);
    double[] w = average(x);
    double[] s = correlation(w, x);
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = Math.fma(s[i], 1.0 / k, -(at(w, i - 2 * k) * at(w, i - k)));
      d[i] = smoothing == 0 ? sum - x[i] + forcing
          : Math.fma(-b, y[i], sum + local(x, y, y, i) - x[i]) + forcing;
    }
    return d;
  }

  private double[] tangent(double[] z, double[] u) {
    double[] x = smooth(z);
    double[] y = minus(z, x);
    double[] w = average(x);
    double[] dx = smooth(u);
    double[] dy = minus(u, dx);
    double[] dw = average(dx);
    double[] s = correlation(dw, x);
    double[] t = correlation(w, dx);
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      double drag = Math.fma(at(dw, i - 2 * k), at(w, i - k), at(w, i - 2 * k) * at(dw, i - k));
      double sum = Math.fma(s[i] + t[i], 1.0 / k, -drag);
      d[i] = smoothing == 0 ? sum - dx[i]
          : Math.fma(-b, dy[i], sum + local(x, dy, y, i) + local(dx, y, dy, i) - dx[i]);
    }
    return d;
  }

  private double[] adjoint(double[] z, double[] u) {
    double[] x = smooth(z);
    double[] y = minus(z, x);
    double[] w = average(x);
    double[] m = average(u);
    double[] t = new double[n];
    for (int i = 0; i < n; i++) {
      double drag = Math.fma(at(w, i + k), at(u, i + 2 * k), at(w, i - k) * at(u, i + k));
      t[i] = Math.fma(at(x, i + 2 * k), at(m, i + k), -drag);
    }
    double[] ax = average(t);
    double[] ay = new double[n];
    for (int i = 0; i < n; i++) {
      ax[i] = Math.fma(at(w, i - 2 * k), at(m, i - k), ax[i]) - u[i];
      if (smoothing > 0) {
        ax[i] = Math.fma(c, Math.fma(at(y, i - 2), at(u, i - 1), -(at(y, i - 1) * at(u, i + 1))), ax[i]);
        double own = Math.fma(at(y, i - 2), at(u, i - 1), -(at(y, i + 1) * at(u, i + 2)));
        own = Math.fma(at(y, i + 2) - at(y, i - 1), at(u, i + 1), own);
        double other = Math.fma(at(x, i + 2), at(u, i + 1), -(at(x, i + 1) * at(u, i + 2)));
        ay[i] = Math.fma(b * b, own, c * other) - b * u[i];
      }
    }
    if (smoothing == 0) {
      return ax;
    }
    double[] back = smooth(minus(ax, ay));
    for (int i = 0; i < n; i++) {
      back[i] = ay[i] + back[i];
    }
    return back;
  }
}
