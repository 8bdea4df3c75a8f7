// Master of FloatRowNormReference: the float version is generated from this file.
package org.isobit.kernels.normalization;

import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.ReduceReference;

/**
 * Scalar {@link LayerNorm} ({@code centred}) and {@link RmsNorm}, which is the same with a mean of +0: defines the
 * bits. Means and r of the rows stand in one array, those of row i at mo + i and ro + i; means are read and written
 * where rows are centred. Thread-safe.
 */
public sealed class RowNormReference permits RowNormSimd {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);

  RowNormReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static RowNormReference of(Backend backend) {
    return backend.isSimd() ? new RowNormSimd() : new RowNormReference();
  }

  /** fma(h, γ, β), h·γ without β, or h. */
  static double affine(double h, double[] gamma, int go, double[] beta, int bo) {
    return gamma == null ? h : beta == null ? h * gamma[go] : Math.fma(h, gamma[go], beta[bo]);
  }

  /** z·γ, or z. */
  static double times(double z, double[] gamma, int go) {
    return gamma == null ? z : z * gamma[go];
  }

  /**
   * {@link LayerNorm#forward} and {@link RmsNorm#forward}.
   *
   * @param centred whether the mean is subtracted
   * @param rows    rows
   * @param n       columns
   * @param eps     ε
   * @param x       array of X
   * @param xo      its offset
   * @param ldx     its leading dimension
   * @param gamma   γ, or null
   * @param go      its offset
   * @param beta    β, or null
   * @param bo      its offset
   * @param y       array of Y
   * @param yo      its offset
   * @param ldy     its leading dimension
   * @param stored  takes means and r, or null
   * @param mo      where means stand
   * @param ro      where r stand
   */
  public void forward(boolean centred, int rows, int n, double eps, double[] x, int xo, int ldx, double[] gamma, int go,
      double[] beta, int bo, double[] y, int yo, int ldy, double[] stored, int mo, int ro) {
    for (int i = 0; i < rows; i++) {
      int from = xo + i * ldx;
      double mean = centred ? REDUCE.sum(n, x, from, 1) / n : 0.0;
      double r = 1.0 / Math.sqrt(REDUCE.squaredDeviations(n, x, from, mean) / n + eps);
      for (int j = 0; j < n; j++) {
        y[yo + i * ldy + j] = affine((x[from + j] - mean) * r, gamma, go + j, beta, bo + j);
      }
      if (stored != null) {
        if (centred) {
          stored[mo + i] = mean;
        }
        stored[ro + i] = r;
      }
    }
  }

  /**
   * dX of {@link LayerNorm#backward} and {@link RmsNorm#backward}.
   *
   * @param centred whether the mean was subtracted
   * @param rows    rows
   * @param n       columns
   * @param x       array of X
   * @param xo      its offset
   * @param ldx     its leading dimension
   * @param gamma   γ, or null
   * @param go      its offset
   * @param stored  means and r
   * @param mo      where means stand
   * @param ro      where r stand
   * @param dy      array of dY
   * @param dyo     its offset
   * @param lddy    its leading dimension
   * @param dx      array of dX
   * @param dxo     its offset
   * @param lddx    its leading dimension
   */
  public void backward(boolean centred, int rows, int n, double[] x, int xo, int ldx, double[] gamma, int go,
      double[] stored, int mo, int ro, double[] dy, int dyo, int lddy, double[] dx, int dxo, int lddx) {
    double[] g = NormScratch.mine().first(n);
    double[] h = NormScratch.mine().last(n);
    for (int i = 0; i < rows; i++) {
      double mean = centred ? stored[mo + i] : 0.0;
      double r = stored[ro + i];
      for (int j = 0; j < n; j++) {
        g[j] = times(dy[dyo + i * lddy + j], gamma, go + j);
        h[j] = (x[xo + i * ldx + j] - mean) * r;
      }
      double a = centred ? REDUCE.sum(n, g, 0, 1) / n : 0.0;
      double b = REDUCE.dot(n, g, 0, 1, h, 0, 1) / n;
      for (int j = 0; j < n; j++) {
        dx[dxo + i * lddx + j] = Math.fma(-h[j], b, g[j] - a) * r;
      }
    }
  }

  /**
   * Gradients of γ and β of {@link LayerNorm#backward} and {@link RmsNorm#backward}, in some columns.
   *
   * @param centred    whether the mean was subtracted
   * @param rows       rows
   * @param n          columns
   * @param x          array of X
   * @param xo         its offset
   * @param ldx        its leading dimension
   * @param stored     means and r
   * @param mo         where means stand
   * @param ro         where r stand
   * @param dy         array of dY
   * @param dyo        its offset
   * @param lddy       its leading dimension
   * @param dgamma     takes the gradient of γ, or null
   * @param dgo        its offset
   * @param dbeta      takes the gradient of β, or null
   * @param dbo        its offset
   * @param accumulate whether gradients are added to what is there
   */
  public void parameters(boolean centred, int rows, int n, double[] x, int xo, int ldx, double[] stored, int mo, int ro,
      double[] dy, int dyo, int lddy, double[] dgamma, int dgo, double[] dbeta, int dbo, boolean accumulate) {
    for (int j = 0; j < n; j++) {
      double s = accumulate && dgamma != null ? dgamma[dgo + j] : 0.0;
      double t = accumulate && dbeta != null ? dbeta[dbo + j] : 0.0;
      for (int i = 0; i < rows; i++) {
        double mean = centred ? stored[mo + i] : 0.0;
        double h = (x[xo + i * ldx + j] - mean) * stored[ro + i];
        s = Math.fma(dy[dyo + i * lddy + j], h, s);
        t = t + dy[dyo + i * lddy + j];
      }
      if (dgamma != null) {
        dgamma[dgo + j] = s;
      }
      if (dbeta != null) {
        dbeta[dbo + j] = t;
      }
    }
  }

  /**
   * {@link LayerNorm#tangent} and {@link RmsNorm#tangent}.
   *
   * @param centred whether the mean was subtracted
   * @param rows    rows
   * @param n       columns
   * @param x       array of X
   * @param xo      its offset
   * @param ldx     its leading dimension
   * @param gamma   γ, or null
   * @param go      its offset
   * @param stored  means and r
   * @param mo      where means stand
   * @param ro      where r stand
   * @param dx      array of the perturbation of X
   * @param dxo     its offset
   * @param lddx    its leading dimension
   * @param dy      array of that of Y
   * @param dyo     its offset
   * @param lddy    its leading dimension
   */
  public void tangent(boolean centred, int rows, int n, double[] x, int xo, int ldx, double[] gamma, int go,
      double[] stored, int mo, int ro, double[] dx, int dxo, int lddx, double[] dy, int dyo, int lddy) {
    double[] d = NormScratch.mine().first(n);
    double[] h = NormScratch.mine().last(n);
    for (int i = 0; i < rows; i++) {
      double mean = centred ? stored[mo + i] : 0.0;
      double r = stored[ro + i];
      double dm = centred ? REDUCE.sum(n, dx, dxo + i * lddx, 1) / n : 0.0;
      for (int j = 0; j < n; j++) {
        d[j] = dx[dxo + i * lddx + j] - dm;
        h[j] = (x[xo + i * ldx + j] - mean) * r;
      }
      double c = REDUCE.dot(n, h, 0, 1, d, 0, 1) / n;
      for (int j = 0; j < n; j++) {
        dy[dyo + i * lddy + j] = times(Math.fma(-h[j], c, d[j]) * r, gamma, go + j);
      }
    }
  }
}
