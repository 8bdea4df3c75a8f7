package org.isobit.bench.assimilation;

import org.bytedeco.openblas.global.openblas;

/** The ETKF with OpenBLAS: dgemm, dsyrk, dsyevd. */
final class LapackEtkf {

  private final RingForecast forecast;
  private final double[] mean;
  private final double[] anomalies;
  private final double[] s;
  private final double[] innovation;
  private final double[] b;
  private final double[] scaled;
  private final double[] t;
  private final double[] lambda;
  private final double[] w;
  private final double[] projected;

  LapackEtkf(RingForecast forecast) {
    this.forecast = forecast;
    int k = forecast.members();
    mean = new double[forecast.size()];
    anomalies = new double[k * forecast.size()];
    s = new double[k * forecast.count()];
    innovation = new double[forecast.count()];
    b = new double[k * k];
    scaled = new double[k * k];
    t = new double[k * k];
    lambda = new double[k];
    w = new double[k];
    projected = new double[k];
  }

  void etkf(double[] ensemble) {
    int k = forecast.members();
    int n = forecast.size();
    int p = forecast.count();
    prepare(ensemble);
    openblas.cblas_dsyrk(openblas.CblasRowMajor, openblas.CblasLower, openblas.CblasNoTrans, k, p, 1.0, s, p, 0.0, b,
        k);
    for (int m = 0; m < k; m++) {
      b[m * k + m] += k - 1;
    }
    // Lower triangle by rows is the upper one by columns; eigenvector e then stands at b[e·k].
    openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', k, b, k, lambda);
    openblas.cblas_dgemv(openblas.CblasRowMajor, openblas.CblasNoTrans, k, p, 1.0, s, p, innovation, 1, 0.0, w, 1);
    openblas.cblas_dgemv(openblas.CblasRowMajor, openblas.CblasNoTrans, k, k, 1.0, b, k, w, 1, 0.0, projected, 1);
    for (int e = 0; e < k; e++) {
      projected[e] /= lambda[e];
      double f = Math.sqrt((k - 1) / lambda[e]);
      for (int m = 0; m < k; m++) {
        scaled[e * k + m] = b[e * k + m] * f;
      }
    }
    openblas.cblas_dgemv(openblas.CblasRowMajor, openblas.CblasTrans, k, k, 1.0, b, k, projected, 1, 0.0, w, 1);
    openblas.cblas_dgemm(openblas.CblasRowMajor, openblas.CblasTrans, openblas.CblasNoTrans, k, k, k, 1.0, scaled, k, b,
        k, 0.0, t, k);
    for (int m = 0; m < k; m++) {
      System.arraycopy(mean, 0, ensemble, m * n, n);
      for (int c = 0; c < k; c++) {
        t[m * k + c] += w[c];
      }
    }
    openblas.cblas_dgemm(openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasNoTrans, k, n, k, 1.0, t, k,
        anomalies, n, 1.0, ensemble, n);
  }

  private void prepare(double[] ensemble) {
    int n = forecast.size();
    int p = forecast.count();
    java.util.Arrays.fill(mean, 0.0);
    for (int m = 0; m < forecast.members(); m++) {
      for (int i = 0; i < n; i++) {
        mean[i] += ensemble[m * n + i];
      }
    }
    for (int i = 0; i < n; i++) {
      mean[i] /= forecast.members();
    }
    for (int m = 0; m < forecast.members(); m++) {
      for (int i = 0; i < n; i++) {
        anomalies[m * n + i] = ensemble[m * n + i] - mean[i];
      }
      for (int j = 0; j < p; j++) {
        s[m * p + j] = anomalies[m * n + j * forecast.every()] / RingForecast.DEVIATION;
      }
    }
    for (int j = 0; j < p; j++) {
      innovation[j] = (forecast.values()[j] - mean[j * forecast.every()]) / RingForecast.DEVIATION;
    }
  }
}
