// Master of FloatLocals: the float version is generated from this file.
package org.isobit.verify.contract.outsider;

/** Section "Local analyses" of the document, step by step, on the test vectors' inputs; one target an object. */
final class Locals {

  private static final Poles POLES = new Poles();

  private final int rows;
  private final int vectors;
  private final double amplification;
  private final double gain;
  private final double inverse;

  /** Observed anomalies, a row each, and innovations, both times the roots of the tapers. */
  private final double[] s;
  private final double[] d;

  /** The vectors, a row each, and their means. */
  private final double[] x;
  private final double[] mean;

  private Locals(TestVector v, int target, int terms, double[] x, double[] mean) {
    rows = (int) v.integer("rows");
    vectors = mean.length;
    this.x = x;
    this.mean = mean;
    amplification = v.doubles("amplification")[0];
    gain = (v.doubles("amplification")[0] / v.doubles("degrees")[0]); // float: gain = (float) ((double) v.floats("amplification")[0] / v.doubles("degrees")[0]);
    inverse = 1.0 / v.doubles("degrees")[0]; // float: inverse = 1.0f / (float) v.doubles("degrees")[0];
    s = new double[terms * rows];
    d = new double[terms];
    int start = v.integers("start")[target];
    for (int q = 0; q < v.integers("start")[target + 1] - start; q++) {
      int j = v.integers("index")[start + q];
      double root = v.doubles("weight")[start + q]; // float: unchanged
      d[q] = v.doubles("innovation")[j] * root; // float: d[q] = (float) (v.doubles("innovation")[j] * root);
      for (int m = 0; m < rows; m++) {
        s[q * rows + m] = v.doubles("byObservation")[j * rows + m] * root; // float: s[q * rows + m] = v.floats("byObservation")[j * rows + m] * (float) root;
      }
    }
  }

  /** An output of a case, or null if its kernel is not here. */
  static double[] output(String kernel, TestVector v, String output) {
    if (!kernel.equals("localAnalysis")) {
      return null;
    }
    int rows = (int) v.integer("rows");
    int fields = (int) v.integer("fields");
    int points = (int) v.integer("points");
    int batch = (int) v.integer("batch");
    boolean whole = v.word("whole").equals("true");
    double[] mean = v.doubles("mean");
    double[] analysis = new double[rows * fields * points];
    double[] refused = new double[v.integers("start").length - 1];
    for (int t = 0; t < refused.length; t++) {
      double[] x = new double[fields * batch * rows];
      double[] moved = new double[fields * batch];
      for (int i = 0; i < fields * batch; i++) {
        int point = t * batch + i % batch;
        for (int m = 0; m < rows && point < points; m++) {
          x[i * rows + m] = v.doubles("forecast")[(m * fields + i / batch) * points + point];
        }
        moved[i] = point < points ? mean[i / batch * points + point] : 0.0;
      }
      double[] y = analysed(v, t, x, moved);
      refused[t] = y == null ? 1.0 : 0.0;
      for (int i = 0; y != null && i < fields * batch; i++) {
        int point = t * batch + i % batch;
        for (int m = 0; m < rows && point < points; m++) {
          analysis[(m * fields + i / batch) * points + point] = whole ? moved[i] + y[i * rows + m] : y[i * rows + m];
        }
        if (point < points && !whole) {
          mean[i / batch * points + point] = moved[i];
        }
      }
    }
    return output.equals("mean") ? mean : output.equals("analysis") ? analysis : refused;
  }

  /** The target's vectors, whose means move; null if it is refused. */
  private static double[] analysed(TestVector v, int target, double[] x, double[] mean) {
    int rows = (int) v.integer("rows");
    int p = v.integers("start")[target + 1] - v.integers("start")[target];
    if (p == 0) {
      return scaled(x, v.doubles("unobserved")[0]);
    }
    int order = 4 * p <= 3 * rows ? (p + 3) / 4 * 4 : 0;
    Locals one = new Locals(v, target, Math.max(p, order), x, mean);
    int n = order > 0 ? order : rows;
    double[] a = Sums.product(order == 0, order > 0, n, n, order > 0 ? rows : p, 1.0, one.s, one.s, 0.0,
        new double[n * n], true);
    double[][] lower = new double[n][];
    for (int i = 0; i < n; i++) {
      lower[i] = java.util.Arrays.copyOfRange(a, i * n, i * n + i + 1);
    }
    RationalFunctions f = new RationalFunctions(lower, v.doubles("degrees")[0], POLES); // float: FloatRationalFunctions f = new FloatRationalFunctions(lower, (float) v.doubles("degrees")[0], POLES);
    double limit = v.doubles("largestCondition")[0]; // float: double limit = v.floats("largestCondition")[0];
    boolean good = f.bound <= limit;
    good = good || f.largest() <= limit; // float:
    if (f.refusal != null || !good) {
      return null;
    }
    return order > 0 ? one.fewObservations(f, order) : one.vectors > 4 + rows / 4 ? one.manyVectors(f, p)
        : one.fewVectors(f, p);
  }

  private static double[] scaled(double[] x, double factor) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * factor;
    }
    return y;
  }

  private double[] vector(double[] all, int n, int i) {
    return java.util.Arrays.copyOfRange(all, i * n, (i + 1) * n);
  }

  private void move(int i, double[] r, double[] z) {
    for (int j = 0; j < z.length; j++) {
      mean[i] = Math.fma(r[j], z[j], mean[i]);
    }
  }

  private double[] projected(int p) {
    return Sums.product(true, false, rows, 1, p, 1.0, s, d, 0.0, new double[rows], false);
  }

  private double[] fewVectors(RationalFunctions f, int p) {
    double[] r = scaled(f.inverse(f.rotate(projected(p))), gain);
    double[] y = new double[x.length];
    for (int i = 0; i < vectors; i++) {
      double[] z = f.rotate(vector(x, rows, i));
      move(i, r, z);
      System.arraycopy(scaled(f.rotateBack(f.inverseRoot(z)), amplification), 0, y, i * rows, rows);
    }
    return y;
  }

  private double[] manyVectors(RationalFunctions f, int p) {
    double[] r = scaled(f.rotateBack(f.inverse(f.rotate(projected(p)))), gain);
    for (int i = 0; i < vectors; i++) {
      move(i, r, vector(x, rows, i));
    }
    return Sums.product(false, false, vectors, rows, rows, 1.0, x, scaled(f.matrix(), amplification), 0.0,
        new double[x.length], false);
  }

  private double[] fewObservations(RationalFunctions f, int n) {
    double[] r = scaled(f.inverse(f.rotate(d)), gain);
    double[] z = Sums.product(false, true, vectors, n, rows, 1.0, x, s, 0.0, new double[vectors * n], false);
    double[] h = new double[vectors * n];
    for (int i = 0; i < vectors; i++) {
      double[] turned = f.rotate(vector(z, n, i));
      move(i, r, turned);
      System.arraycopy(scaled(f.rotateBack(f.dividedDifference(turned)), inverse), 0, h, i * n, n);
    }
    return scaled(Sums.product(false, false, vectors, rows, n, 1.0, h, s, 1.0, x, false), amplification);
  }
}
