package org.isobit.models.surrogate;

import org.isobit.kernels.Workers;
import org.isobit.kernels.elementary.LogReference;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;
import org.isobit.models.assimilation.Ensemble;
import org.isobit.models.assimilation.Observations;

/**
 * Logarithms of Gaussian densities of observations, −½·(dᵀ·S⁻¹·d + ln|S| + p·ln 2π) with S = Y·Yᵀ/(N − 1) + R, added
 * up. With whitened Y and d, ln|R| comes apart.
 */
final class Evidence {

  static final double LOG_TWO_PI = 0x1.d67f1c864beb5p0;

  private double sum;
  private int times;

  void add(Ensemble forecast, Observations observations) {
    int p = observations.count();
    times++;
    if (p == 0) {
      return;
    }
    int members = forecast.members();
    double[] y = new double[members * p];
    observations.operator().apply(forecast, y);
    double[] mean = Ensemble.of(y, members, p).mean();
    double[] d = new double[p];
    double logs = p * LOG_TWO_PI;
    for (int j = 0; j < p; j++) {
      double deviation = observations.deviation(j);
      logs += 2.0 * LogReference.log(deviation);
      d[j] = (observations.value(j) - mean[j]) / deviation;
      for (int m = 0; m < members; m++) {
        y[m * p + j] = (y[m * p + j] - mean[j]) / deviation;
      }
    }
    double[] s = new double[p * p];
    Gemm.gram(true, p, members, 1.0, y, 0, p, 0.0, s, 0, p, Workers.serial());
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < p; i++) {
        s[j * p + i] /= members - 1;
      }
      s[j * p + j] += 1.0;
    }
    Cholesky factors = new Cholesky().factor(p, s, 0, p);
    double[] lower = new double[p * p];
    factors.lower(lower, 0, p);
    factors.solveLower(1, d, 0, 1);
    for (int j = 0; j < p; j++) {
      logs = Math.fma(d[j], d[j], logs + 2.0 * LogReference.log(lower[j * p + j]));
    }
    sum -= 0.5 * logs;
  }

  double mean() {
    return sum / times;
  }
}
