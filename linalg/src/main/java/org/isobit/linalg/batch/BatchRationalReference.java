// Master of FloatBatchRationalReference: the float version is generated from this file.
package org.isobit.linalg.batch;

import org.isobit.linalg.Scaling;
import org.isobit.linalg.eigen.Tridiagonal;

/**
 * The scalar form of {@link BatchRational}, one problem at a time; it defines the bits. Thread-safe.
 *
 * <p>A problem's reduced matrix is in w (rows of n), its tridiagonal C = I + A ÷ c in t (diagonal) and e (e[i] couples
 * i and i + 1).
 */
final class BatchRationalReference {

  private BatchRationalReference() {}

  /**
   * Reduces the problem that starts at ao.
   *
   * @return its status
   */
  static int factor(int n, int lanes, double[] a, int ao, double c, BatchRationalGroup g) {
    double largest = 0.0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = Math.abs(a[ao + (i * n + j) * lanes]);
        largest = x > largest || x != x ? x : largest;
      }
    }
    if (!(largest <= Double.MAX_VALUE)) {
      g.bound[0] = Double.NaN;
      return BatchRationalGroup.NOT_FINITE;
    }
    int exponent = Scaling.exponent(largest);
    double down1 = Scaling.down1(exponent);
    double down2 = Scaling.down2(exponent);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        g.w[i * g.ld + j] = a[ao + (i * n + j) * lanes] * down1 * down2;
      }
    }
    Tridiagonal.reduce(n, g.w, g.ld, g.t, g.e, g.h, g.p);
    double factor = Scaling.up1(exponent) / c * Scaling.up2(exponent);
    double bound = 0.0;
    double before = 0.0;
    for (int i = 0; i < n; i++) {
      g.t[i] = Math.fma(g.t[i], factor, 1.0);
      double after = 0.0;
      if (i < n - 1) {
        g.e[i] = g.e[i] * factor;
        after = Math.abs(g.e[i]);
      }
      double row = Math.abs(g.t[i]) + before + after;
      bound = row > bound || row != row ? row : bound;
      before = after;
    }
    g.bound[0] = bound;
    if (RationalPoles.exponent(bound) > RationalPoles.LARGEST) {
      return BatchRationalGroup.TOO_LARGE;
    }
    return least(n, g) > 0.0 ? 0 : BatchRationalGroup.NOT_POSITIVE;
  }

  /**
   * The smallest pivot of C − LEAST·I, or the first that is not positive: positive if all eigenvalues are above LEAST.
   */
  private static double least(int n, BatchRationalGroup g) {
    double least = 1.0;
    double pivot = 1.0;
    double coupling = 0.0;
    for (int i = 0; i < n; i++) {
      pivot = Math.fma(-(coupling / pivot), coupling, g.t[i] - RationalPoles.LEAST);
      least = pivot < least || pivot != pivot ? pivot : least;
      coupling = i < n - 1 ? g.e[i] : 0.0;
    }
    return least;
  }

  /** X ← Qᵀ·X: reflections from the last one to the first; vector v's element i at xo + (v·n + i)·lanes. */
  static void rotate(int n, int lanes, int rows, double[] x, int xo, BatchRationalGroup g) {
    for (int v = 0; v < rows; v++) {
      int at = xo + v * n * lanes;
      for (int i = n - 1; i > 0; i--) {
        reflect(i, lanes, x, at, g);
      }
      positiveZeros(n, lanes, x, at);
    }
  }

  /** X ← Q·X. */
  static void rotateBack(int n, int lanes, int rows, double[] x, int xo, BatchRationalGroup g) {
    for (int v = 0; v < rows; v++) {
      int at = xo + v * n * lanes;
      for (int i = 1; i < n; i++) {
        reflect(i, lanes, x, at, g);
      }
      positiveZeros(n, lanes, x, at);
    }
  }

  /** x ← x − h·(vᵀx)·v for the reflection of row i. */
  private static void reflect(int i, int lanes, double[] x, int at, BatchRationalGroup g) {
    int row = i * g.ld;
    double s = 0.0;
    for (int r = 0; r < i; r++) {
      s = Math.fma(g.w[row + r], x[at + r * lanes], s);
    }
    s = -(s * g.h[i]);
    for (int r = 0; r < i; r++) {
      x[at + r * lanes] = Math.fma(g.w[row + r], s, x[at + r * lanes]);
    }
  }

  private static void positiveZeros(int n, int lanes, double[] x, int at) {
    for (int i = 0; i < n; i++) {
      x[at + i * lanes] = x[at + i * lanes] + 0.0;
    }
  }

  /** C + shift·I = L·D·Lᵀ: couplings of L to l, weight ÷ pivots to r. */
  private static void pivots(int n, double shift, double weight, BatchRationalGroup g) {
    double pivot = g.t[0] + shift;
    for (int i = 0; i < n; i++) {
      double inverse = 1.0 / pivot;
      g.r[i] = inverse * weight;
      if (i < n - 1) {
        g.l[i] = g.e[i] * inverse;
        pivot = Math.fma(-g.l[i], g.e[i], g.t[i + 1] + shift);
      }
    }
  }

  /** y += weight·(C + shift·I)⁻¹·x, with what {@link #pivots} left. */
  private static void add(int n, int lanes, double[] x, int at, double[] y, int to, BatchRationalGroup g) {
    double z = 0.0;
    for (int i = 0; i < n; i++) {
      z = i == 0 ? x[at] : Math.fma(-g.l[i - 1], z, x[at + i * lanes]);
      g.p[i] = z;
    }
    for (int i = n - 1; i >= 0; i--) {
      z = i == n - 1 ? g.p[i] * g.r[i] : Math.fma(-g.l[i], z, g.p[i] * g.r[i]);
      y[to + i * lanes] = y[to + i * lanes] + z;
    }
  }

  /** Y = C⁻¹·X for vectors in the basis of the tridiagonal matrix. */
  static void inverse(int n, int lanes, int rows, double[] x, int xo, double[] y, int yo, BatchRationalGroup g) {
    clear(n, lanes, rows, y, yo);
    pivots(n, 0.0, 1.0, g);
    for (int v = 0; v < rows; v++) {
      add(n, lanes, x, xo + v * n * lanes, y, yo + v * n * lanes, g);
    }
  }

  /** Y = Σ weight·(C + shift·I)⁻¹·X, the poles in the order of the table. */
  static void sum(boolean difference, int n, int lanes, int rows, double[] x, int xo, double[] y, int yo,
      BatchRationalGroup g) {
    clear(n, lanes, rows, y, yo);
    int m = g.exponent(0);
    for (int j = 0; j < RationalPoles.count(m); j++) {
      pivots(n, RationalPoles.shift(m, j), difference ? RationalPoles.difference(m, j) : RationalPoles.weight(m, j), g);
      for (int v = 0; v < rows; v++) {
        add(n, lanes, x, xo + v * n * lanes, y, yo + v * n * lanes, g);
      }
    }
  }

  private static void clear(int n, int lanes, int rows, double[] y, int yo) {
    for (int i = 0; i < rows * n; i++) {
      y[yo + i * lanes] = 0.0;
    }
  }

  /** C^−½ whole: the sum of the inverses of the tridiagonal matrices, then the reflections from both sides. */
  static void matrix(int n, int lanes, double[] out, int oo, BatchRationalGroup g) {
    int m = g.exponent(0);
    double[] f = g.f;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        f[i * g.ld + j] = 0.0;
      }
    }
    for (int j = 0; j < RationalPoles.count(m); j++) {
      addInverse(n, RationalPoles.shift(m, j), RationalPoles.weight(m, j), g);
    }
    for (int i = 1; i < n; i++) {
      similarity(n, i, g);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        out[oo + (i * n + j) * lanes] = f[i * g.ld + j] + 0.0;
        out[oo + (j * n + i) * lanes] = f[i * g.ld + j] + 0.0;
      }
    }
  }

  /**
   * f += G, G = weight·(C + shift·I)⁻¹, lower triangle: from L·D·Lᵀ, g_ii = r_i + l_i²·g_(i+1)(i+1), and to the left of
   * the diagonal g_ji = −l_i·g_j(i+1). No term has another sign, so nothing cancels.
   */
  private static void addInverse(int n, double shift, double weight, BatchRationalGroup g) {
    pivots(n, shift, weight, g);
    for (int i = n - 2; i >= 0; i--) {
      g.r[i] = Math.fma(g.l[i] * g.l[i], g.r[i + 1], g.r[i]);
    }
    for (int j = 0; j < n; j++) {
      double x = g.r[j];
      g.f[j * g.ld + j] = g.f[j * g.ld + j] + x;
      for (int i = j - 1; i >= 0; i--) {
        x = x * -g.l[i];
        g.f[j * g.ld + i] = g.f[j * g.ld + i] + x;
      }
    }
  }

  /** F ← H·F·H for the reflection of row i, lower triangle; rows below i from the right only. */
  private static void similarity(int n, int i, BatchRationalGroup g) {
    double[] f = g.f;
    int row = i * g.ld;
    for (int r = 0; r < i; r++) {
      double s = 0.0;
      for (int c = 0; c < i; c++) {
        s = Math.fma(f[r >= c ? r * g.ld + c : c * g.ld + r], g.w[row + c], s);
      }
      g.p[r] = s * g.h[i];
    }
    double k = 0.0;
    for (int j = 0; j < i; j++) {
      k = Math.fma(g.w[row + j], g.p[j], k);
    }
    k = k * g.h[i] * 0.5;
    for (int j = 0; j < i; j++) {
      g.p[j] = Math.fma(-k, g.w[row + j], g.p[j]);
    }
    for (int r = 0; r < i; r++) {
      for (int c = 0; c <= r; c++) {
        double x = Math.fma(-g.w[row + r], g.p[c], f[r * g.ld + c]);
        f[r * g.ld + c] = Math.fma(-g.p[r], g.w[row + c], x);
      }
    }
    for (int r = i; r < n; r++) {
      reflectRow(i, f, r * g.ld, g);
    }
  }

  private static void reflectRow(int i, double[] f, int at, BatchRationalGroup g) {
    int row = i * g.ld;
    double s = 0.0;
    for (int c = 0; c < i; c++) {
      s = Math.fma(g.w[row + c], f[at + c], s);
    }
    s = -(s * g.h[i]);
    for (int c = 0; c < i; c++) {
      f[at + c] = Math.fma(g.w[row + c], s, f[at + c]);
    }
  }
}
