package org.isobit.bench.assimilation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** The analyses as one writes them with EJML. */
final class EjmlAnalyses {

  private final RingForecast forecast;
  private final EigenDecomposition_F64<DMatrixRMaj> eigen;
  private final DMatrixRMaj anomalies;
  private final DMatrixRMaj s;
  private final DMatrixRMaj mean;
  private final DMatrixRMaj innovation;

  EjmlAnalyses(RingForecast forecast) {
    this.forecast = forecast;
    eigen = DecompositionFactory_DDRM.eig(forecast.members(), true, true);
    anomalies = new DMatrixRMaj(forecast.members(), forecast.size());
    s = new DMatrixRMaj(forecast.members(), forecast.count());
    mean = new DMatrixRMaj(1, forecast.size());
    innovation = new DMatrixRMaj(forecast.count(), 1);
  }

  private void prepare(double[] ensemble) {
    int k = forecast.members();
    int n = forecast.size();
    mean.zero();
    for (int m = 0; m < k; m++) {
      for (int i = 0; i < n; i++) {
        mean.data[i] += ensemble[m * n + i];
      }
    }
    CommonOps_DDRM.divide(mean, k);
    for (int m = 0; m < k; m++) {
      for (int i = 0; i < n; i++) {
        anomalies.data[m * n + i] = ensemble[m * n + i] - mean.data[i];
      }
      for (int j = 0; j < s.numCols; j++) {
        s.data[m * s.numCols + j] = anomalies.data[m * n + j * forecast.every()] / RingForecast.DEVIATION;
      }
    }
    for (int j = 0; j < s.numCols; j++) {
      innovation.data[j] = (forecast.values()[j] - mean.data[j * forecast.every()]) / RingForecast.DEVIATION;
    }
  }

  void etkf(double[] ensemble) {
    int k = forecast.members();
    prepare(ensemble);
    DMatrixRMaj x = weights(s, innovation);
    DMatrixRMaj result = DMatrixRMaj.wrap(k, forecast.size(), ensemble);
    CommonOps_DDRM.mult(x, anomalies, result);
    addMean(ensemble);
  }

  void letkf(double[] ensemble, int[][] lists, double[][] roots) {
    int k = forecast.members();
    int n = forecast.size();
    prepare(ensemble);
    DMatrixRMaj column = new DMatrixRMaj(k, 1);
    DMatrixRMaj result = new DMatrixRMaj(k, 1);
    for (int i = 0; i < n; i++) {
      DMatrixRMaj local = new DMatrixRMaj(k, lists[i].length);
      DMatrixRMaj d = new DMatrixRMaj(lists[i].length, 1);
      for (int q = 0; q < lists[i].length; q++) {
        d.data[q] = innovation.data[lists[i][q]] * roots[i][q];
        for (int m = 0; m < k; m++) {
          local.data[m * local.numCols + q] = s.data[m * s.numCols + lists[i][q]] * roots[i][q];
        }
      }
      for (int m = 0; m < k; m++) {
        column.data[m] = anomalies.data[m * n + i];
      }
      CommonOps_DDRM.mult(weights(local, d), column, result);
      for (int m = 0; m < k; m++) {
        ensemble[m * n + i] = result.data[m];
      }
    }
    addMean(ensemble);
  }

  private void addMean(double[] ensemble) {
    int n = forecast.size();
    for (int m = 0; m < forecast.members(); m++) {
      for (int i = 0; i < n; i++) {
        ensemble[m * n + i] += mean.data[i];
      }
    }
  }

  /** T with the mean's weights added to every row. */
  private DMatrixRMaj weights(DMatrixRMaj local, DMatrixRMaj d) {
    int k = forecast.members();
    DMatrixRMaj b = new DMatrixRMaj(k, k);
    CommonOps_DDRM.multTransB(local, local, b);
    for (int m = 0; m < k; m++) {
      b.data[m * k + m] += k - 1;
    }
    if (!eigen.decompose(b)) {
      throw new ArithmeticException("EJML found no eigenvectors");
    }
    DMatrixRMaj t = new DMatrixRMaj(k, k);
    DMatrixRMaj inverse = new DMatrixRMaj(k, k);
    for (int e = 0; e < k; e++) {
      double lambda = eigen.getEigenvalue(e).real;
      DMatrixRMaj v = eigen.getEigenVector(e);
      CommonOps_DDRM.multAddTransB(Math.sqrt((k - 1) / lambda), v, v, t);
      CommonOps_DDRM.multAddTransB(1.0 / lambda, v, v, inverse);
    }
    DMatrixRMaj projected = new DMatrixRMaj(k, 1);
    DMatrixRMaj w = new DMatrixRMaj(k, 1);
    CommonOps_DDRM.mult(local, d, projected);
    CommonOps_DDRM.mult(inverse, projected, w);
    for (int m = 0; m < k; m++) {
      for (int c = 0; c < k; c++) {
        t.data[m * k + c] += w.data[c];
      }
    }
    return t;
  }
}
