// Master of FloatLapackLocal: the float version is generated from this file.
package org.isobit.bench.assimilation;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * The local analyses of an LETKF as they are written with OpenBLAS, point by point: syrk, syevd or syev, and gemm or
 * gemv with the eigenvectors, or with the transform where that is less work. Lists of observations are given.
 */
final class LapackLocal {

  private static final double DEVIATION = SmoothFields.DEVIATION; // float: private static final float DEVIATION = (float) SmoothFields.DEVIATION;

  private final SmoothFields fields;
  private final int[][] lists;
  private final double[][] roots;
  private final boolean divideAndConquer;
  private final int k;
  private final double[] mean;
  private final double[] anomalies;
  private final double[] observed;
  private final double[] innovation;
  private final double[] local;
  private final double[] d;
  private final double[] in;
  private final double[] out;
  private final DoublePointer s;
  private final DoublePointer innovations;
  private final DoublePointer b;
  private final DoublePointer lambda;
  private final double[] values;
  private final double[] factors;
  private final DoublePointer x;
  private final DoublePointer y;
  private final DoublePointer z;
  private final DoublePointer t;

  LapackLocal(SmoothFields fields, int[][] lists, double[][] roots, boolean divideAndConquer) {
    this.fields = fields;
    this.lists = lists;
    this.roots = roots;
    this.divideAndConquer = divideAndConquer;
    k = fields.members();
    int points = fields.points();
    int v = fields.fields();
    mean = new double[v * points];
    anomalies = new double[fields.ensemble().length];
    observed = new double[points * k];
    innovation = new double[points];
    local = new double[fields.near() * k];
    d = new double[fields.near()];
    in = new double[k * (v + 1)];
    out = new double[k * (v + 1)];
    s = new DoublePointer((long) fields.near() * k);
    innovations = new DoublePointer(fields.near());
    b = new DoublePointer((long) k * k);
    t = new DoublePointer((long) k * k);
    lambda = new DoublePointer(k);
    values = new double[k];
    factors = new double[k * k];
    x = new DoublePointer((long) k * (v + 1));
    y = new DoublePointer((long) k * (v + 1));
    z = new DoublePointer((long) k * (v + 1));
  }

  /** Analyses an ensemble in place. */
  void letkf(double[] ensemble) {
    int n = mean.length;
    java.util.Arrays.fill(mean, 0.0);
    for (int m = 0; m < k; m++) {
      for (int i = 0; i < n; i++) {
        mean[i] += ensemble[m * n + i];
      }
    }
    for (int i = 0; i < n; i++) {
      mean[i] /= k;
    }
    for (int m = 0; m < k; m++) {
      for (int i = 0; i < n; i++) {
        anomalies[m * n + i] = ensemble[m * n + i] - mean[i];
      }
      for (int i = 0; i < fields.points(); i++) {
        observed[i * k + m] = anomalies[m * n + i] / DEVIATION;
      }
    }
    for (int i = 0; i < fields.points(); i++) {
      innovation[i] = (fields.values()[i] - mean[i]) / DEVIATION; // float: innovation[i] = ((float) fields.values()[i] - mean[i]) / DEVIATION;
    }
    for (int i = 0; i < fields.points(); i++) {
      point(i, ensemble);
    }
  }

  private void point(int i, double[] ensemble) {
    int p = lists[i].length;
    for (int q = 0; q < p; q++) {
      double root = roots[i][q];
      int from = lists[i][q] * k;
      d[q] = innovation[lists[i][q]] * root;
      for (int m = 0; m < k; m++) {
        local[q * k + m] = observed[from + m] * root;
      }
    }
    s.put(local, 0, p * k);
    innovations.put(d, 0, p);
    // By columns, s is k × p.
    openblas.cblas_dsyrk(openblas.CblasColMajor, openblas.CblasUpper, openblas.CblasNoTrans, k, p, 1.0, s, k, 0.0, b, k); // float: openblas.cblas_ssyrk(openblas.CblasColMajor, openblas.CblasUpper, openblas.CblasNoTrans, k, p, 1.0f, s, k, 0.0f, b, k);
    for (int m = 0; m < k; m++) {
      long at = (long) m * k + m;
      b.put(at, b.get(at) + (k - 1));
    }
    openblas.cblas_dgemv(openblas.CblasColMajor, openblas.CblasNoTrans, k, p, 1.0, s, k, innovations, 1, 0.0, x, 1); // float: openblas.cblas_sgemv(openblas.CblasColMajor, openblas.CblasNoTrans, k, p, 1.0f, s, k, innovations, 1, 0.0f, x, 1);
    if (divideAndConquer) {
      openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', k, b, k, lambda); // float: openblas.LAPACKE_ssyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', k, b, k, lambda);
    } else {
      openblas.LAPACKE_dsyev(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', k, b, k, lambda); // float: openblas.LAPACKE_ssyev(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', k, b, k, lambda);
    }
    lambda.get(values);
    if (fields.fields() > k) {
      formed(i, ensemble);
    } else {
      applied(i, ensemble);
    }
  }

  /** Columns of x: S·d, then each field's anomalies; all through the eigenvectors. */
  private void applied(int i, double[] ensemble) {
    int n = mean.length;
    int v = fields.fields();
    load(i);
    x.position(k).put(in, 0, k * v);
    x.position(0);
    openblas.cblas_dgemm(openblas.CblasColMajor, openblas.CblasTrans, openblas.CblasNoTrans, k, v + 1, k, 1.0, b, k, x, // float: openblas.cblas_sgemm(openblas.CblasColMajor, openblas.CblasTrans, openblas.CblasNoTrans, k, v + 1, k, 1.0f, b, k, x, k, 0.0f, y, k);
        k, 0.0, y, k); // float:
    y.get(out);
    for (int m = 0; m < k; m++) {
      out[m] /= values[m];
      double f = Math.sqrt((k - 1) / values[m]);
      for (int c = 1; c <= v; c++) {
        out[c * k + m] *= f;
      }
    }
    y.put(out, 0, out.length);
    openblas.cblas_dgemm(openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, k, v + 1, k, 1.0, b, k, y, // float: openblas.cblas_sgemm(openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, k, v + 1, k, 1.0f, b, k, y, k, 0.0f, z, k);
        k, 0.0, z, k); // float:
    z.get(out);
    for (int c = 0; c < v; c++) {
      int at = c * fields.points() + i;
      double move = mean[at];
      for (int m = 0; m < k; m++) {
        move += out[m] * in[c * k + m];
      }
      for (int m = 0; m < k; m++) {
        ensemble[m * n + at] = move + out[(c + 1) * k + m];
      }
    }
  }

  /** The transform with the mean's weights in every column, then one product. */
  private void formed(int i, double[] ensemble) {
    int n = mean.length;
    int v = fields.fields();
    openblas.cblas_dgemv(openblas.CblasColMajor, openblas.CblasTrans, k, k, 1.0, b, k, x, 1, 0.0, y, 1); // float: openblas.cblas_sgemv(openblas.CblasColMajor, openblas.CblasTrans, k, k, 1.0f, b, k, x, 1, 0.0f, y, 1);
    y.get(out, 0, k);
    b.get(factors);
    for (int e = 0; e < k; e++) {
      out[e] /= values[e];
      double f = Math.sqrt((k - 1) / values[e]);
      for (int m = 0; m < k; m++) {
        factors[e * k + m] *= f;
      }
    }
    y.put(out, 0, k);
    openblas.cblas_dgemv(openblas.CblasColMajor, openblas.CblasNoTrans, k, k, 1.0, b, k, y, 1, 0.0, x, 1); // float: openblas.cblas_sgemv(openblas.CblasColMajor, openblas.CblasNoTrans, k, k, 1.0f, b, k, y, 1, 0.0f, x, 1);
    x.get(out, 0, k);
    DoublePointer scaled = scaled();
    openblas.cblas_dgemm(openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasTrans, k, k, k, 1.0, scaled, k, b, // float: openblas.cblas_sgemm(openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasTrans, k, k, k, 1.0f, scaled, k, b, k, 0.0f, t, k);
        k, 0.0, t, k); // float:
    t.get(factors);
    for (int c = 0; c < k; c++) {
      for (int m = 0; m < k; m++) {
        factors[c * k + m] += out[c];
      }
    }
    t.put(factors, 0, k * k);
    load(i);
    x.put(in, 0, k * v);
    openblas.cblas_dgemm(openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, k, v, k, 1.0, t, k, x, k, // float: openblas.cblas_sgemm(openblas.CblasColMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, k, v, k, 1.0f, t, k, x, k, 0.0f, y, k);
        0.0, y, k); // float:
    y.get(out, 0, k * v);
    for (int c = 0; c < v; c++) {
      int at = c * fields.points() + i;
      for (int m = 0; m < k; m++) {
        ensemble[m * n + at] = mean[at] + out[c * k + m];
      }
    }
  }

  private DoublePointer scaled;

  private DoublePointer scaled() {
    if (scaled == null) {
      scaled = new DoublePointer((long) k * k);
    }
    scaled.put(factors, 0, k * k);
    return scaled;
  }

  private void load(int i) {
    int n = mean.length;
    for (int c = 0; c < fields.fields(); c++) {
      int at = c * fields.points() + i;
      for (int m = 0; m < k; m++) {
        in[c * k + m] = anomalies[m * n + at];
      }
    }
  }
}
