// Master of FloatSums: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Sections "Reductions" and "Matrix products" of the document, step by step. Thread-safe. */
public final class Sums {

  private static final int L = 32; // float: private static final int L = 64;
  private static final int CHUNK = 4096;
  private static final int RUN = 4096;

  private Sums() {}

  private interface Step {
    double of(double p, int i);
  }

  private static double reduce(int from, int n, Step step) {
    if (n > CHUNK) {
      int chunks = (n - 1) / CHUNK;
      int power = 1;
      while (2 * power <= chunks) {
        power = 2 * power;
      }
      int left = CHUNK * power;
      return reduce(from, left, step) + reduce(from + left, n - left, step);
    }
    double[] p = new double[L];
    for (int i = 0; i < n; i++) {
      int l = i % L;
      p[l] = step.of(p[l], from + i);
    }
    for (int h = L / 2; h >= 1; h = h / 2) {
      for (int l = 0; l < h; l++) {
        p[l] = p[l] + p[l + h];
      }
    }
    return p[0];
  }

  public static double sum(double[] x) {
    return reduce(0, x.length, (p, i) -> p + x[i]);
  }

  public static double dot(double[] x, double[] y) {
    return reduce(0, x.length, (p, i) -> Math.fma(x[i], y[i], p));
  }

  public static double weightedDot(double[] w, double[] x, double[] y) {
    return reduce(0, x.length, (p, i) -> Math.fma(w[i] * x[i], y[i], p));
  }

  public static double norm1(double[] x) {
    return reduce(0, x.length, (p, i) -> p + Math.abs(x[i]));
  }

  public static double squaredDeviations(double[] x, double mean) {
    return reduce(0, x.length, (p, i) -> Math.fma(x[i] - mean, x[i] - mean, p));
  }

  public static double maxAbs(double[] x) {
    double m = 0.0;
    for (double v : x) {
      m = max(m, Math.abs(v));
    }
    return m;
  }

  static double max(double m, double x) {
    return x > m || x != x ? x : m;
  }

  public static double norm2(double[] x) {
    double m = maxAbs(x);
    if (m == 0.0 || Double.isInfinite(m) || Double.isNaN(m)) {
      return m;
    }
    int e = Math.max(Math.getExponent(m), 1 - Format.BIAS);
    double down = e == Format.BIAS ? Format.MIN_NORMAL / 2.0 : Format.power(-e);
    return Math.sqrt(reduce(0, x.length, (p, i) -> Math.fma(x[i] * down, x[i] * down, p))) * Format.power(e);
  }

  /** One element of a product, from row a and column b. */
  public static double element(double alpha, double[] a, double[] b, double beta, double c) {
    int k = a.length;
    double s = beta == 0.0 ? 0.0 : beta == 1.0 ? c : beta * c;
    if (alpha != 0.0 && k > 0) {
      for (int p = 0; p < Math.min(k, RUN); p++) {
        s = Math.fma(alpha * a[p], b[p], s);
      }
      for (int start = RUN; start < k; start += RUN) {
        double t = 0.0;
        for (int p = start; p < Math.min(k, start + RUN); p++) {
          t = Math.fma(alpha * a[p], b[p], t);
        }
        s = s + t;
      }
    }
    return s;
  }

  /** One result a lane: the step over rows. */
  public static double[] lanes(String kernel, int rows, int n, double[] x, double[] y) {
    double[] s = new double[n];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        double v = x[r * n + i];
        s[i] = switch (kernel) {
          case "laneSum", "laneMean" -> s[i] + v;
          case "laneDot" -> Math.fma(v, y[r * n + i], s[i]);
          case "laneSquaredDeviations" -> Math.fma(v - y[i], v - y[i], s[i]);
          default -> throw new IllegalArgumentException(kernel);
        };
      }
    }
    for (int i = 0; i < n && kernel.equals("laneMean"); i++) {
      s[i] = s[i] / rows;
    }
    return s;
  }

  /** C = α·op(A)·op(B) + β·C, whole or its lower triangle. */
  public static double[] product(boolean transA, boolean transB, int m, int n, int k, double alpha, double[] a,
      double[] b, double beta, double[] c, boolean lowerTriangle) {
    double[] result = c.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < (lowerTriangle ? i + 1 : n); j++) {
        double[] row = new double[k];
        double[] column = new double[k];
        for (int p = 0; p < k; p++) {
          row[p] = transA ? a[p * m + i] : a[i * k + p];
          column[p] = transB ? b[j * k + p] : b[p * n + j];
        }
        result[i * n + j] = element(alpha, row, column, beta, c[i * n + j]);
      }
    }
    return result;
  }

  public static double[] softmaxGradient(double[] y, double[] dy) {
    double c = dot(y, dy);
    double[] dx = new double[y.length];
    for (int j = 0; j < y.length; j++) {
      dx[j] = y[j] * (dy[j] - c);
    }
    return dx;
  }

  public static double[] softmax(double[] x) {
    double m = x[0];
    for (double v : x) {
      m = max(m, v);
    }
    double[] y = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      y[j] = Functions.exp(x[j] - m);
    }
    double s = sum(y);
    for (int j = 0; j < x.length; j++) {
      y[j] = y[j] / s;
    }
    return y;
  }
}
