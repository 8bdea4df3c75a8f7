package org.isobit.bench.assimilation;

import org.isobit.kernels.Backend;
import org.isobit.kernels.ensemble.AnomaliesReference;
import org.isobit.kernels.ensemble.TransformReference;
import org.isobit.kernels.gemm.GemmReference;
import org.isobit.linalg.eigen.SymmetricEigen;

/** The global analysis put together from the scalar kernels: the bits of the filter. */
final class ScalarAnalyses {

  private static final AnomaliesReference ANOMALIES = AnomaliesReference.of(Backend.REFERENCE);
  private static final GemmReference GEMM = GemmReference.of(Backend.REFERENCE);
  private static final TransformReference TRANSFORM = TransformReference.of(Backend.REFERENCE);

  private final RingForecast forecast;
  private final SymmetricEigen eigen = new SymmetricEigen(Backend.REFERENCE);
  private final double[] mean;
  private final double[] anomalies;
  private final double[] analysis;
  private final double[] s;
  private final double[] innovation;

  ScalarAnalyses(RingForecast forecast) {
    this.forecast = forecast;
    mean = new double[forecast.size()];
    anomalies = new double[forecast.ensemble().length];
    analysis = new double[forecast.ensemble().length];
    s = new double[forecast.members() * forecast.count()];
    innovation = new double[forecast.count()];
  }

  private void prepare(double[] ensemble) {
    int k = forecast.members();
    int n = forecast.size();
    int p = forecast.count();
    ANOMALIES.subtractMean(k, n, ensemble, 0, n, mean, 0, anomalies, 0, n);
    for (int m = 0; m < k; m++) {
      for (int j = 0; j < p; j++) {
        s[m * p + j] = ensemble[m * n + j * forecast.every()];
      }
    }
    ANOMALIES.subtractMean(k, p, s, 0, p, innovation, 0, s, 0, p);
    double precision = 1.0 / RingForecast.DEVIATION;
    for (int j = 0; j < p; j++) {
      innovation[j] = (forecast.values()[j] - innovation[j]) * precision;
      for (int m = 0; m < k; m++) {
        s[m * p + j] = s[m * p + j] * precision;
      }
    }
  }

  /** ETKF with at least as many observations as members; writes the analysis to the ensemble. */
  void etkf(double[] ensemble) {
    int k = forecast.members();
    int n = forecast.size();
    prepare(ensemble);
    double[] t = new double[k * k];
    double[] w = new double[k];
    weights(forecast.count(), s, innovation, t, w);
    GEMM.gemm(false, false, 1, n, k, 1.0, w, 0, k, anomalies, 0, n, 1.0, mean, 0, n);
    TRANSFORM.applyAround(false, k, k, n, t, 0, k, mean, 0, anomalies, 0, n, analysis, 0, n);
    System.arraycopy(analysis, 0, ensemble, 0, analysis.length);
  }

  /** T and w of Hunt et al. (2007), eqs. 20, 21 and 24. */
  private void weights(int p, double[] local, double[] d, double[] t, double[] w) {
    int k = forecast.members();
    GEMM.syrk(false, k, p, 1.0, local, 0, p, 0.0, t, 0, k);
    GEMM.mirror(k, t, 0, k);
    for (int m = 0; m < k; m++) {
      t[m * k + m] += k - 1;
    }
    double[] f = new double[k];
    eigen.factor(k, t, 0, k).values(f, 0);
    for (int m = 0; m < k; m++) {
      f[m] = 1.0 / Math.sqrt(f[m] > k - 1 ? f[m] : k - 1);
    }
    eigen.function(f, 0, t, 0, k);
    GEMM.gemm(false, false, k, 1, p, 1.0, local, 0, p, d, 0, 1, 0.0, w, 0, 1);
    GEMM.gemm(false, false, k, 1, k, 1.0, t, 0, k, w, 0, 1, 0.0, f, 0, 1);
    GEMM.gemm(false, false, k, 1, k, 1.0, t, 0, k, f, 0, 1, 0.0, w, 0, 1);
    double scale = Math.sqrt(k - 1);
    for (int i = 0; i < k * k; i++) {
      t[i] = scale * t[i];
    }
  }
}
