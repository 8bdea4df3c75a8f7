package org.isobit.kernels.pde;

import org.isobit.kernels.Backend;

/** Scalar quasi-geostrophic flow; defines the bits. */
public sealed class QuasiGeostrophicReference permits QuasiGeostrophicSimd {

  QuasiGeostrophicReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static QuasiGeostrophicReference of(Backend backend) {
    return backend.isSimd() ? new QuasiGeostrophicSimd() : new QuasiGeostrophicReference();
  }

  /**
   * The change of vorticity.
   *
   * @param m    the flow
   * @param psi  ψ
   * @param po   index of its first element
   * @param d    receives it; apart from the others
   * @param at   index of its first element
   * @param work workspace
   * @param wo   index of its first element
   */
  public final void tendency(QuasiGeostrophicFlow m, double[] psi, int po, double[] d, int at, double[] work, int wo) {
    int p = vorticity(m, psi, po, work, wo);
    jacobian(m, work, p, work, m.array(wo, 1), work, m.array(wo, 2));
    sum(m, true, -m.slope, work, p, wo, d, at);
  }

  /**
   * Its derivative by ψ, times a perturbation.
   *
   * @param m    the flow
   * @param psi  ψ
   * @param po   index of its first element
   * @param u    the perturbation
   * @param uo   index of its first element
   * @param d    receives the product; apart from the others
   * @param at   index of its first element
   * @param work workspace
   * @param wo   index of its first element
   */
  public final void tangent(QuasiGeostrophicFlow m, double[] psi, int po, double[] u, int uo, double[] d, int at,
      double[] work, int wo) {
    int p = vorticity(m, psi, po, work, wo);
    int q = m.array(wo, 1);
    int dp = m.array(wo, 7);
    zeroed(m, u, uo, work, dp);
    jacobian(m, work, dp, work, q, work, m.array(wo, 2));
    laplacian(m, m.froude, work, dp, work, q);
    jacobian(m, work, p, work, q, work, m.array(wo, 3));
    add(m, work, m.array(wo, 3), work, m.array(wo, 2));
    sum(m, false, -m.slope, work, dp, wo, d, at);
  }

  /**
   * Its transposed derivative, times an adjoint.
   *
   * @param m    the flow
   * @param psi  ψ
   * @param po   index of its first element
   * @param u    the adjoint
   * @param uo   index of its first element
   * @param d    receives the product; apart from the others
   * @param at   index of its first element
   * @param work workspace
   * @param wo   index of its first element
   */
  public final void adjoint(QuasiGeostrophicFlow m, double[] psi, int po, double[] u, int uo, double[] d, int at,
      double[] work, int wo) {
    int p = vorticity(m, psi, po, work, wo);
    int q = m.array(wo, 1);
    int w = m.array(wo, 7);
    int j = m.array(wo, 2);
    int t = m.array(wo, 3);
    zeroed(m, u, uo, work, w);
    jacobian(m, work, q, work, w, work, j);
    jacobian(m, work, w, work, p, work, q);
    laplacian(m, m.froude, work, q, work, t);
    add(m, work, t, work, j);
    sum(m, false, m.slope, work, w, wo, d, at);
  }

  /** ψ with a boundary of zeros, array 0, and its q, array 1. Where the first one is. */
  private int vorticity(QuasiGeostrophicFlow m, double[] psi, int po, double[] work, int wo) {
    int p = m.array(wo, 0);
    zeroed(m, psi, po, work, p);
    laplacian(m, m.froude, work, p, work, m.array(wo, 1));
    return p;
  }

  /** The three Laplacians of p, arrays 4 to 6, and with the Jacobians, array 2, all terms. */
  private void sum(QuasiGeostrophicFlow m, boolean wind, double slope, double[] work, int p, int wo, double[] d,
      int at) {
    for (int power = 4; power <= 6; power++) {
      laplacian(m, 0.0, work, power == 4 ? p : m.array(wo, power - 1), work, m.array(wo, power));
    }
    terms(m, wind, slope, work, p, m.array(wo, 2), m.array(wo, 4), d, at);
    edges(m, d, at);
  }

  private static void zeroed(QuasiGeostrophicFlow m, double[] x, int xo, double[] y, int yo) {
    System.arraycopy(x, xo, y, yo, m.size());
    edges(m, y, yo);
  }

  /** Zeros at the boundary. */
  static void edges(QuasiGeostrophicFlow m, double[] y, int yo) {
    int last = (m.rows - 1) * m.columns;
    for (int j = 0; j < m.columns; j++) {
      y[yo + j] = 0.0;
      y[yo + last + j] = 0.0;
    }
    for (int i = 1; i < m.rows - 1; i++) {
      y[yo + i * m.columns] = 0.0;
      y[yo + (i + 1) * m.columns - 1] = 0.0;
    }
  }

  /** y = ∇²x − shift·x inside, 0 at the boundary. */
  void laplacian(QuasiGeostrophicFlow m, double shift, double[] x, int xo, double[] y, int yo) {
    double centre = 2.0 * (m.down + m.along) + shift;
    for (int i = 1; i < m.rows - 1; i++) {
      laplacians(1, m.columns - 1, m, centre, x, xo + i * m.columns, y, yo + i * m.columns);
    }
    edges(m, y, yo);
  }

  /** Those of columns of a row. */
  static void laplacians(int from, int to, QuasiGeostrophicFlow m, double centre, double[] x, int xo, double[] y,
      int yo) {
    int c = m.columns;
    for (int k = xo + from; k < xo + to; k++) {
      y[yo - xo + k] = (x[k - c] + x[k + c]) * m.down + (x[k - 1] + x[k + 1]) * m.along - x[k] * centre;
    }
  }

  /** y = J(a, b) inside, 0 at the boundary. */
  void jacobian(QuasiGeostrophicFlow m, double[] a, int ao, double[] b, int bo, double[] y, int yo) {
    for (int i = 1; i < m.rows - 1; i++) {
      int at = i * m.columns;
      jacobians(1, m.columns - 1, m, a, ao + at, b, bo + at, y, yo + at);
    }
    edges(m, y, yo);
  }

  /** Those of columns of a row; north is the next row. */
  static void jacobians(int from, int to, QuasiGeostrophicFlow m, double[] a, int ao, double[] b, int bo, double[] y,
      int yo) {
    int c = m.columns;
    for (int k = from; k < to; k++) {
      int p = ao + k;
      int q = bo + k;
      double s = (a[p - 1] - a[p - c]) * b[q - c - 1];
      s = Math.fma(a[p - c - 1] + a[p - 1] - (a[p - c + 1] + a[p + 1]), b[q - c], s);
      s = Math.fma(a[p - c] - a[p + 1], b[q - c + 1], s);
      s = Math.fma(a[p + c - 1] + a[p + c] - (a[p - c - 1] + a[p - c]), b[q - 1], s);
      s = Math.fma(a[p - c] + a[p - c + 1] - (a[p + c] + a[p + c + 1]), b[q + 1], s);
      s = Math.fma(a[p + c] - a[p - 1], b[q + c - 1], s);
      s = Math.fma(a[p + 1] + a[p + c + 1] - (a[p - 1] + a[p + c - 1]), b[q + c], s);
      s = Math.fma(a[p + 1] - a[p + c], b[q + c + 1], s);
      y[yo + k] = s * m.area;
    }
  }

  /** y = y + x. */
  void add(QuasiGeostrophicFlow m, double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < m.size(); i++) {
      y[yo + i] = y[yo + i] + x[xo + i];
    }
  }

  /** All terms inside; j holds Jacobians, z ∇², ∇⁴ and ∇⁶ one after the other. */
  void terms(QuasiGeostrophicFlow m, boolean wind, double slope, double[] a, int p, int j, int z, double[] y, int yo) {
    for (int i = 1; i < m.rows - 1; i++) {
      int at = i * m.columns;
      terms(1, m.columns - 1, m, wind ? m.wind[i] : 0.0, slope, a, p + at, j + at, z + at, y, yo + at);
    }
  }

  /** Those of columns of a row. */
  static void terms(int from, int to, QuasiGeostrophicFlow m, double wind, double slope, double[] a, int p, int j,
      int z, double[] y, int yo) {
    int n = m.size();
    for (int k = from; k < to; k++) {
      double friction = wind - m.r * a[j + k] - m.rkb * a[z + k] + m.rkh * a[z + n + k] - m.rkh2 * a[z + 2 * n + k];
      y[yo + k] = friction + slope * (a[p + k + 1] - a[p + k - 1]);
    }
  }
}
