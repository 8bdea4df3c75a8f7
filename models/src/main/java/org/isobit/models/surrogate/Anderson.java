package org.isobit.models.surrogate;

import java.util.ArrayList;
import java.util.List;
import org.isobit.kernels.Workers;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.linalg.cholesky.Cholesky;

/**
 * Anderson's mixing: with f_j = F(x_j) − x_j, x_{k+1} = F(x_k) − Σ γ_j·(F(x_{j+1}) − F(x_j)), where γ minimises
 * ‖f_k − Σ γ_j·(f_{j+1} − f_j)‖² + λ·‖γ‖² over the last differences.
 */
final class Anderson extends Acceleration.Proposals {

  private static final int WINDOW = 6;

  /** λ as a share of the greatest square of a difference: parallel differences must not cancel. */
  private static final double PENALTY = 1e-8;

  private final List<double[]> images = new ArrayList<>();
  private final List<double[]> residuals = new ArrayList<>();

  @Override
  double[] next(double[] x, double[] image, double[] scales) {
    images.add(image.clone());
    residuals.add(difference(image, x));
    if (images.size() > WINDOW + 1) {
      images.removeFirst();
      residuals.removeFirst();
    }
    int m = images.size() - 1;
    if (m == 0) {
      return image;
    }
    int n = x.length;
    double[] d = new double[m * n];
    for (int j = 0; j < m; j++) {
      System.arraycopy(scaled(difference(residuals.get(j + 1), residuals.get(j)), scales), 0, d, j * n, n);
    }
    double[] a = new double[m * m];
    Gemm.gram(false, m, n, 1.0, d, 0, n, 0.0, a, 0, m, Workers.serial());
    double greatest = 0.0;
    for (int j = 0; j < m; j++) {
      greatest = a[j * m + j] > greatest ? a[j * m + j] : greatest;
    }
    if (!(greatest > 0.0)) {
      return image;
    }
    for (int j = 0; j < m; j++) {
      a[j * m + j] += PENALTY * greatest;
    }
    double[] gamma = new double[m];
    Gemm.gemv(false, m, n, 1.0, d, 0, n, scaled(residuals.getLast(), scales), 0, 1, 0.0, gamma, 0, 1,
        Workers.serial());
    new Cholesky().factor(m, a, 0, m).solve(1, gamma, 0, 1);
    double[] next = image.clone();
    for (int j = 0; j < m; j++) {
      double[] change = difference(images.get(j + 1), images.get(j));
      for (int i = 0; i < n; i++) {
        next[i] = Math.fma(-gamma[j], change[i], next[i]);
      }
    }
    return next;
  }

  @Override
  void restart() {
    images.clear();
    residuals.clear();
  }

  static double[] scaled(double[] a, double[] scales) {
    double[] scaled = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      scaled[i] = a[i] * scales[i];
    }
    return scaled;
  }

  static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }
}
