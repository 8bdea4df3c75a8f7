package org.isobit.kernels.pde;

import org.isobit.kernels.Backend;

/**
 * Scalar shallow water; defines the bits. Fields of the workspace have a row and a column more at each side, and what
 * is at a face stands at the cell before it, so that every part is one loop over neighbours at a fixed distance.
 */
public sealed class ShallowWaterReference permits ShallowWaterSimd {

  /** Fields: h, η, u, v; F, A, B, P of faces along x, then along y; perturbations or adjoints; adjoints of faces. */
  static final int ETA = 1;
  static final int U = 2;
  static final int V = 3;
  static final int FACES = 4;
  static final int OTHER = 12;
  static final int BACK = 15;

  /** Fields of a face, and of its adjoint. */
  static final int FLUXES = 4;
  static final int ADJOINTS = 6;

  ShallowWaterReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static ShallowWaterReference of(Backend backend) {
    return backend.isSimd() ? new ShallowWaterSimd() : new ShallowWaterReference();
  }

  /**
   * The tendency of one state.
   *
   * @param m  the flow
   * @param x  the state
   * @param xo index of its first element
   * @param d  receives the tendency; apart from the state
   * @param at index of its first element
   * @param w  workspace
   * @param wo index of its first element
   */
  public final void tendency(ShallowWaterFlow m, double[] x, int xo, double[] d, int at, double[] w, int wo) {
    fields(m, x, xo, w, wo);
    for (int axis = 0; axis < 2; axis++) {
      faces(m, axis, w, wo);
    }
    divergence(m, x, xo, w, wo, d, at);
  }

  /**
   * The derivative of the tendency by the state, times a perturbation.
   *
   * @param m  the flow
   * @param x  the state
   * @param xo index of its first element
   * @param u  the perturbation
   * @param uo index of its first element
   * @param d  receives the product; apart from the others
   * @param at index of its first element
   * @param w  workspace
   * @param wo index of its first element
   */
  public final void tangent(ShallowWaterFlow m, double[] x, int xo, double[] u, int uo, double[] d, int at, double[] w,
      int wo) {
    fields(m, x, xo, w, wo);
    padded(m, u, uo, w, wo);
    int n = m.cells;
    for (int k = wo; k < wo + n; k++) {
      w[k + (OTHER + 1) * n] = (w[k + (OTHER + 1) * n] - w[k + U * n] * w[k + OTHER * n]) / w[k];
      w[k + (OTHER + 2) * n] = (w[k + (OTHER + 2) * n] - w[k + V * n] * w[k + OTHER * n]) / w[k];
    }
    for (int axis = 0; axis < 2; axis++) {
      tangentFaces(wo, wo + m.cells - distance(m, axis), m, axis, w);
    }
    divergence(m, u, uo, w, wo, d, at);
  }

  /**
   * The transposed derivative of the tendency, times an adjoint of the tendency.
   *
   * @param m  the flow
   * @param x  the state
   * @param xo index of its first element
   * @param u  the adjoint
   * @param uo index of its first element
   * @param d  receives the product; apart from the others
   * @param at index of its first element
   * @param w  workspace
   * @param wo index of its first element
   */
  public final void adjoint(ShallowWaterFlow m, double[] x, int xo, double[] u, int uo, double[] d, int at, double[] w,
      int wo) {
    fields(m, x, xo, w, wo);
    padded(m, u, uo, w, wo);
    for (int axis = 0; axis < 2; axis++) {
      adjointFaces(wo, wo + m.cells - distance(m, axis), m, axis, w);
    }
    int n = m.cells;
    int c = m.rows * m.columns;
    for (int i = 0; i < m.rows; i++) {
      for (int j = 0; j < m.columns; j++) {
        int k = wo + (i + 1) * m.wide + j + 1;
        int o = at + i * m.columns + j;
        double h = gathered(m, 0, w, k);
        double p = gathered(m, 2, w, k);
        double q = gathered(m, 4, w, k);
        d[o] = h - (p * w[k + U * n] + q * w[k + V * n]) / w[k];
        d[o + c] = p / w[k] - m.coriolis * w[k + (OTHER + 2) * n];
        d[o + 2 * c] = q / w[k] + m.coriolis * w[k + (OTHER + 1) * n];
      }
    }
  }

  /** What the four faces of a cell give to a variable: means, and differences of which the sign differs. */
  private static double gathered(ShallowWaterFlow m, int field, double[] w, int k) {
    int n = m.cells;
    int x = k + (BACK + field) * n;
    int y = x + ADJOINTS * n;
    return w[x] + w[x + n] + (w[x - 1] - w[x + n - 1])
        + (w[y] + w[y + n] + (w[y - m.wide] - w[y + n - m.wide]));
  }

  /** h, η, u and v. */
  private static void fields(ShallowWaterFlow m, double[] x, int xo, double[] w, int wo) {
    int n = m.cells;
    int c = m.rows * m.columns;
    m.pad(x, xo, w, wo);
    m.pad(x, xo + c, w, wo + U * n);
    m.pad(x, xo + 2 * c, w, wo + V * n);
    for (int k = 0; k < n; k++) {
      w[wo + ETA * n + k] = w[wo + k] + m.bottom[k];
      w[wo + U * n + k] = w[wo + U * n + k] / w[wo + k];
      w[wo + V * n + k] = w[wo + V * n + k] / w[wo + k];
    }
  }

  private static void padded(ShallowWaterFlow m, double[] u, int uo, double[] w, int wo) {
    for (int variable = 0; variable < 3; variable++) {
      m.pad(u, uo + variable * m.rows * m.columns, w, wo + (OTHER + variable) * m.cells);
    }
  }

  static int distance(ShallowWaterFlow m, int axis) {
    return axis == 0 ? 1 : m.wide;
  }

  /** F, A, B and P. */
  void faces(ShallowWaterFlow m, int axis, double[] w, int wo) {
    faces(wo, wo + m.cells - distance(m, axis), m, axis, w);
  }

  /** Those of a range of indices of h. */
  static void faces(int from, int to, ShallowWaterFlow m, int axis, double[] w) {
    int n = m.cells;
    int s = distance(m, axis);
    double half = 0.5 * m.alpha;
    for (int k = from; k < to; k++) {
      int out = k + (FACES + axis * FLUXES) * n;
      double h = 0.5 * (w[k] + w[k + s]);
      double rise = w[k + ETA * n + s] - w[k + ETA * n];
      double u = 0.5 * (w[k + U * n] + w[k + U * n + s]);
      double v = 0.5 * (w[k + V * n] + w[k + V * n + s]);
      double flux = h * (axis == 0 ? u : v) - half * rise;
      w[out] = flux;
      w[out + n] = flux * u - half * h * (w[k + U * n + s] - w[k + U * n]);
      w[out + 2 * n] = flux * v - half * h * (w[k + V * n + s] - w[k + V * n]);
      w[out + 3 * n] = 0.5 * m.gravity * (h * rise);
    }
  }

  /**
   * Perturbations of F, A, B and P, of those of h, u and v. Scalar on every backend, as {@link #adjointFaces} is: with
   * so many vectors in a loop the compiler leaves some of them on the heap.
   */
  private static void tangentFaces(int from, int to, ShallowWaterFlow m, int axis, double[] w) {
    int n = m.cells;
    int s = distance(m, axis);
    double half = 0.5 * m.alpha;
    for (int k = from; k < to; k++) {
      int out = k + (FACES + axis * FLUXES) * n;
      int p = k + OTHER * n;
      double h = 0.5 * (w[k] + w[k + s]);
      double rise = w[k + ETA * n + s] - w[k + ETA * n];
      double u = 0.5 * (w[k + U * n] + w[k + U * n + s]);
      double v = 0.5 * (w[k + V * n] + w[k + V * n + s]);
      double flux = h * (axis == 0 ? u : v) - half * rise;
      double dh = 0.5 * (w[p] + w[p + s]);
      double more = w[p + s] - w[p];
      double du = 0.5 * (w[p + n] + w[p + n + s]);
      double dv = 0.5 * (w[p + 2 * n] + w[p + 2 * n + s]);
      double change = dh * (axis == 0 ? u : v) + h * (axis == 0 ? du : dv) - half * more;
      double shearU = dh * (w[k + U * n + s] - w[k + U * n]) + h * (w[p + n + s] - w[p + n]);
      double shearV = dh * (w[k + V * n + s] - w[k + V * n]) + h * (w[p + 2 * n + s] - w[p + 2 * n]);
      w[out] = change;
      w[out + n] = change * u + flux * du - half * shearU;
      w[out + 2 * n] = change * v + flux * dv - half * shearV;
      w[out + 3 * n] = 0.5 * m.gravity * (dh * rise + h * more);
    }
  }

  /** Adjoints of means and of differences of h, u and v at faces, of those of the tendency. */
  private static void adjointFaces(int from, int to, ShallowWaterFlow m, int axis, double[] w) {
    int n = m.cells;
    int s = distance(m, axis);
    double half = 0.5 * m.alpha;
    double scale = axis == 0 ? m.alongX : m.alongY;
    for (int k = from; k < to; k++) {
      int out = k + (BACK + axis * ADJOINTS) * n;
      int p = k + OTHER * n;
      double h = 0.5 * (w[k] + w[k + s]);
      double rise = w[k + ETA * n + s] - w[k + ETA * n];
      double u = 0.5 * (w[k + U * n] + w[k + U * n + s]);
      double v = 0.5 * (w[k + V * n] + w[k + V * n + s]);
      double normal = axis == 0 ? u : v;
      double flux = h * normal - half * rise;
      double a = (w[p + n + s] - w[p + n]) * scale;
      double b = (w[p + 2 * n + s] - w[p + 2 * n]) * scale;
      double sum = axis == 0 ? w[p + n] + w[p + n + s] : w[p + 2 * n] + w[p + 2 * n + s];
      double push = 0.5 * m.gravity * (sum * scale);
      double total = (w[p + s] - w[p]) * scale + a * u + b * v;
      double shear = a * (w[k + U * n + s] - w[k + U * n]) + b * (w[k + V * n + s] - w[k + V * n]);
      double carried = total * h;
      w[out] = 0.5 * (total * normal - half * shear - push * rise);
      w[out + n] = half * total + push * h;
      w[out + 2 * n] = 0.5 * (axis == 0 ? a * flux + carried : a * flux);
      w[out + 3 * n] = half * h * a;
      w[out + 4 * n] = 0.5 * (axis == 0 ? b * flux : b * flux + carried);
      w[out + 5 * n] = half * h * b;
    }
  }

  /** The tendency of what flows through faces, and of rotation. */
  void divergence(ShallowWaterFlow m, double[] x, int xo, double[] w, int wo, double[] d, int at) {
    for (int i = 0; i < m.rows; i++) {
      divergences(0, m.columns, m, x, xo + i * m.columns, w, wo + (i + 1) * m.wide + 1, d, at + i * m.columns);
    }
  }

  /** Those of columns of a row. */
  static void divergences(int from, int to, ShallowWaterFlow m, double[] x, int xo, double[] w, int wo, double[] d,
      int at) {
    int n = m.cells;
    int c = m.rows * m.columns;
    int s = m.wide;
    for (int j = from; j < to; j++) {
      int a = wo + j + FACES * n;
      int b = a + FLUXES * n;
      double h = (w[a] - w[a - 1]) * m.alongX + (w[b] - w[b - s]) * m.alongY;
      double pushX = w[a + 3 * n] + w[a + 3 * n - 1];
      double pushY = w[b + 3 * n] + w[b + 3 * n - s];
      double u = (w[a + n] - w[a + n - 1] + pushX) * m.alongX + (w[b + n] - w[b + n - s]) * m.alongY;
      double v = (w[a + 2 * n] - w[a + 2 * n - 1]) * m.alongX + (w[b + 2 * n] - w[b + 2 * n - s] + pushY) * m.alongY;
      d[at + j] = -h;
      d[at + c + j] = m.coriolis * x[xo + 2 * c + j] - u;
      d[at + 2 * c + j] = -(m.coriolis * x[xo + c + j]) - v;
    }
  }
}
