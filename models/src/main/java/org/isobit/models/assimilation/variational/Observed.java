package org.isobit.models.assimilation.variational;

import org.isobit.kernels.Checks;
import org.isobit.kernels.gemm.Gemm;
import org.isobit.models.assimilation.Observations;
import org.isobit.models.assimilation.Workspace;
import org.isobit.models.assimilation.internal.Whitened;

/**
 * What was observed at one time of a window, over its errors: R^{-1/2}·y and R^{-1/2}·H, from H of the unit vectors.
 *
 * @param time  index of the time in the window
 * @param count number of observations
 * @param y     R^{-1/2}·y
 * @param h     (R^{-1/2}·H)ᵀ, variables × count, row-major
 */
record Observed(int time, int count, double[] y, double[] h) {

  static Observed of(String method, int time, Observations observations, int n) {
    Whitened whitened = new Whitened(method, observations, new Workspace());
    double[] unit = new double[Checks.elements(method, n, n, Double.BYTES)];
    for (int i = 0; i < n; i++) {
      unit[i * n + i] = 1.0;
    }
    return new Observed(time, whitened.count, whitened.innovation(new double[n]), whitened.rows(unit, n, n));
  }

  /** R^{-1/2}·H·x, with x at its index, to r from there on. */
  void observe(double[] x, int xAt, double[] r, int at) {
    Gemm.gemv(true, count, size(), 1.0, h, 0, count, x, xAt, 1, 0.0, r, at, 1);
  }

  /** R^{-1/2}·(H·x − y) to r. */
  void depart(double[] x, int xAt, double[] r, int at) {
    observe(x, xAt, r, at);
    for (int j = 0; j < count; j++) {
      r[at + j] -= y[j];
    }
  }

  /** Adds Hᵀ·R^{-1/2}·w to dx. */
  void adjoint(double[] w, int at, double[] dx) {
    Gemm.gemv(false, size(), count, 1.0, h, 0, count, w, at, 1, 1.0, dx, 0, 1);
  }

  /** R^{-1/2}·H of each row of x, rows × variables, rows × count. */
  double[] rows(int rows, double[] x) {
    double[] s = new double[Checks.elements("4D-Var", rows, count, Double.BYTES)];
    Gemm.gemm(false, false, rows, count, size(), 1.0, x, 0, size(), h, 0, count, 0.0, s, 0, count);
    return s;
  }

  private int size() {
    return h.length / count;
  }
}
