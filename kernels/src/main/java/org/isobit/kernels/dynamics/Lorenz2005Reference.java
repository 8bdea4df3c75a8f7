package org.isobit.kernels.dynamics;

import org.isobit.kernels.Backend;

/** Scalar models II and III of Lorenz (2005); defines the bits. */
public sealed class Lorenz2005Reference permits Lorenz2005Simd {

  Lorenz2005Reference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static Lorenz2005Reference of(Backend backend) {
    return backend.isSimd() ? new Lorenz2005Simd() : new Lorenz2005Reference();
  }

  /**
   * The tendency of one state.
   *
   * @param m    the model
   * @param z    the state
   * @param zo   index of its first element
   * @param d    receives the tendency; apart from the state
   * @param at   index of its first element
   * @param work workspace
   * @param wo   index of its first element
   */
  public final void tendency(Lorenz2005System m, double[] z, int zo, double[] d, int at, double[] work, int wo) {
    int x = m.array(wo, 0);
    int y = m.array(wo, 1);
    int w = m.array(wo, 2);
    split(m, z, zo, work, x, y);
    average(m, work, x, w);
    correlation(m, work, w, x, d, at);
    for (int i = 0; i < m.n; i++) {
      double drag = work[w + i - 2 * m.k] * work[w + i - m.k];
      double sum = Math.fma(d[at + i], m.inverse, -drag);
      if (m.twoScales) {
        sum = sum + local(m, work, x + i, y + i, y + i) - work[x + i];
        d[at + i] = Math.fma(-m.b, work[y + i], sum) + m.forcing;
      } else {
        d[at + i] = sum - work[x + i] + m.forcing;
      }
    }
  }

  /** b²·[y, v]_1 + c·[y, x]_1 at one place, whose first bracket is linear in v. */
  private static double local(Lorenz2005System m, double[] a, int x, int y, int v) {
    double mixed = Math.fma(a[y - 1], a[x + 1], -(a[y - 2] * a[x - 1]));
    return Math.fma(m.square, (a[y + 1] - a[y - 2]) * a[v - 1], m.c * mixed);
  }

  /**
   * The derivative of the tendency by the state, times a perturbation.
   *
   * @param m    the model
   * @param z    the state
   * @param zo   index of its first element
   * @param u    the perturbation
   * @param uo   index of its first element
   * @param d    receives the product; apart from the others
   * @param at   index of its first element
   * @param work workspace
   * @param wo   index of its first element
   */
  public final void tangent(Lorenz2005System m, double[] z, int zo, double[] u, int uo, double[] d, int at,
      double[] work, int wo) {
    int x = m.array(wo, 0);
    int y = m.array(wo, 1);
    int w = m.array(wo, 2);
    int dx = m.array(wo, 3);
    int dy = m.array(wo, 4);
    int dw = m.array(wo, 5);
    int other = m.array(wo, 6);
    split(m, z, zo, work, x, y);
    average(m, work, x, w);
    split(m, u, uo, work, dx, dy);
    average(m, work, dx, dw);
    correlation(m, work, dw, x, d, at);
    correlation(m, work, w, dx, work, other);
    int k = m.k;
    for (int i = 0; i < m.n; i++) {
      double drag = Math.fma(work[dw + i - 2 * k], work[w + i - k], work[w + i - 2 * k] * work[dw + i - k]);
      double sum = Math.fma(d[at + i] + work[other + i], m.inverse, -drag);
      if (m.twoScales) {
        // [dy, y] and c·[dy, x], then [y, dy] and c·[y, dx].
        sum = sum + local(m, work, x + i, dy + i, y + i) + local(m, work, dx + i, y + i, dy + i) - work[dx + i];
        d[at + i] = Math.fma(-m.b, work[dy + i], sum);
      } else {
        d[at + i] = sum - work[dx + i];
      }
    }
  }

  /**
   * The transposed derivative of the tendency, times an adjoint of the tendency.
   *
   * @param m    the model
   * @param z    the state
   * @param zo   index of its first element
   * @param u    the adjoint
   * @param uo   index of its first element
   * @param d    receives the product; apart from the others
   * @param at   index of its first element
   * @param work workspace
   * @param wo   index of its first element
   */
  public final void adjoint(Lorenz2005System m, double[] z, int zo, double[] u, int uo, double[] d, int at,
      double[] work, int wo) {
    int x = m.array(wo, 0);
    int y = m.array(wo, 1);
    int w = m.array(wo, 2);
    int v = m.array(wo, 3);
    int b = m.array(wo, 4);
    int t = m.array(wo, 5);
    int k = m.k;
    split(m, z, zo, work, x, y);
    average(m, work, x, w);
    System.arraycopy(u, uo, work, v, m.n);
    m.extend(work, v);
    average(m, work, v, b);
    for (int i = 0; i < m.n; i++) {
      double drag = Math.fma(work[w + i + k], work[v + i + 2 * k], work[w + i - k] * work[v + i + k]);
      work[t + i] = Math.fma(work[x + i + 2 * k], work[b + i + k], -drag);
    }
    m.extend(work, t);
    window(m.n, m.half, m.weights, work, t, d, at);
    for (int i = 0; i < m.n; i++) {
      d[at + i] = Math.fma(work[w + i - 2 * k], work[b + i - k], d[at + i]) - work[v + i];
    }
    if (m.twoScales) {
      adjointOfLocal(m, work, x, y, v, t, d, at);
      unsplit(m, work, y, t, d, at);
    }
  }

  /** Adds to the adjoint of x in d what comes from the local brackets, and writes the adjoint of y to t. */
  private static void adjointOfLocal(Lorenz2005System m, double[] a, int x, int y, int v, int t, double[] d, int at) {
    for (int i = 0; i < m.n; i++) {
      double mixed = Math.fma(a[y + i - 2], a[v + i - 1], -(a[y + i - 1] * a[v + i + 1]));
      d[at + i] = Math.fma(m.c, mixed, d[at + i]);
      double own = Math.fma(a[y + i - 2], a[v + i - 1], -(a[y + i + 1] * a[v + i + 2]));
      own = Math.fma(a[y + i + 2] - a[y + i - 1], a[v + i + 1], own);
      double other = Math.fma(a[x + i + 2], a[v + i + 1], -(a[x + i + 1] * a[v + i + 2]));
      a[t + i] = Math.fma(m.square, own, m.c * other) - m.b * a[v + i];
    }
  }

  /** The adjoint of {@link #split}: x̄ in d and ȳ in t become ȳ + window(x̄ − ȳ) in d. */
  private void unsplit(Lorenz2005System m, double[] a, int difference, int t, double[] d, int at) {
    for (int i = 0; i < m.n; i++) {
      a[difference + i] = d[at + i] - a[t + i];
    }
    m.extend(a, difference);
    window(m.n, m.smoothing, m.smooth, a, difference, d, at);
    for (int i = 0; i < m.n; i++) {
      d[at + i] = a[t + i] + d[at + i];
    }
  }

  /** Large scales x and small scales y of z; without small scales x is z. */
  private void split(Lorenz2005System m, double[] z, int zo, double[] a, int x, int y) {
    if (m.twoScales) {
      System.arraycopy(z, zo, a, y, m.n);
      m.extend(a, y);
      window(m.n, m.smoothing, m.smooth, a, y, a, x);
      for (int i = 0; i < m.n; i++) {
        a[y + i] = a[y + i] - a[x + i];
      }
      m.extend(a, y);
    } else {
      System.arraycopy(z, zo, a, x, m.n);
    }
    m.extend(a, x);
  }

  private void average(Lorenz2005System m, double[] a, int x, int w) {
    window(m.n, m.half, m.weights, a, x, a, w);
    m.extend(a, w);
  }

  /** out_i = weight_0·x_i + Σ_{j=1…half} weight_j·(x_{i−j} + x_{i+j}), one chain. */
  void window(int n, int half, double[] weight, double[] x, int xo, double[] out, int at) {
    window(0, n, half, weight, x, xo, out, at);
  }

  /** Those from a first one on. */
  static void window(int from, int n, int half, double[] weight, double[] x, int xo, double[] out, int at) {
    for (int i = from; i < n; i++) {
      double sum = weight[0] * x[xo + i];
      for (int j = 1; j <= half; j++) {
        sum = Math.fma(weight[j], x[xo + i - j] + x[xo + i + j], sum);
      }
      out[at + i] = sum;
    }
  }

  /** out_i = Σ' w_{i−k+j}·x_{i+k+j}, one chain. */
  void correlation(Lorenz2005System m, double[] a, int w, int x, double[] out, int at) {
    correlation(0, m.n, m.k, a, w, x, out, at);
  }

  /** Those from a first one on. Of even k the ends, halved, come first. */
  static void correlation(int from, int n, int k, double[] a, int w, int x, double[] out, int at) {
    int half = k / 2;
    int inner = (k - 1) / 2;
    for (int i = from; i < n; i++) {
      int here = w + i - k;
      int there = x + i + k;
      double sum = 0.0;
      if (inner < half) {
        sum = Math.fma(a[here + half], a[there + half], a[here - half] * a[there - half]) * 0.5;
      }
      for (int j = -inner; j <= inner; j++) {
        sum = Math.fma(a[here + j], a[there + j], sum);
      }
      out[at + i] = sum;
    }
  }
}
