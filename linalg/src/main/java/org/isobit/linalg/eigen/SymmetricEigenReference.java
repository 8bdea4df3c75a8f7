// Master of FloatSymmetricEigenReference: the float version is generated from this file.
package org.isobit.linalg.eigen;

import org.isobit.kernels.Backend;
import org.isobit.linalg.internal.Scaling;

/** The scalar form of the steps of {@link SymmetricEigen}; with {@link ImplicitQl} it defines the bits. Thread-safe. */
sealed class SymmetricEigenReference permits SymmetricEigenSimd {

  SymmetricEigenReference() {}

  /** The implementation on a backend of the processor. */
  static SymmetricEigenReference of(Backend backend) {
    return backend.isSimd() ? new SymmetricEigenSimd() : new SymmetricEigenReference();
  }

  /** Largest magnitude in the lower triangle; NaN sticks. Scratch is a vector's, of which scalar code has no need. */
  double largest(int n, double[] a, int ao, int lda, double[] scratch) {
    double m = 0.0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double x = Math.abs(a[ao + i * lda + j]);
        m = x > m || x != x ? x : m;
      }
    }
    return m;
  }

  /** Copies the lower triangle, times 2^−exponent. */
  void load(int n, double[] a, int ao, int lda, int exponent, double[] w, int ld) {
    double down1 = Scaling.down1(exponent);
    double down2 = Scaling.down2(exponent);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        w[i * ld + j] = a[ao + i * lda + j] * down1 * down2;
      }
    }
  }

  /**
   * T = Qᵀ·A·Q by Householder reflections, from the last row upwards; works on the lower triangle of w.
   *
   * @param d diagonal of T
   * @param e e[i] couples i and i + 1
   * @param h h[i] is 2 ÷ vᵀv of the reflection that row i made (its v stands in row i, columns 0 … i − 1), or 0 if none
   * @param p scratch of n elements
   */
  void tridiagonalize(int n, double[] w, int ld, double[] d, double[] e, double[] h, double[] p) {
    for (int i = n - 1; i > 0; i--) {
      int row = i * ld;
      h[i] = reflector(i, w, row, e);
      if (h[i] == 0.0) {
        continue;
      }
      for (int r = 0; r < i; r++) {
        double s = 0.0;
        for (int c = 0; c < i; c++) {
          s = Math.fma(w[r >= c ? r * ld + c : c * ld + r], w[row + c], s);
        }
        p[r] = s * h[i];
      }
      secondVector(i, w, row, h[i], p);
      for (int r = 0; r < i; r++) {
        for (int c = 0; c <= r; c++) {
          double t = Math.fma(-w[row + r], p[c], w[r * ld + c]);
          w[r * ld + c] = Math.fma(-p[r], w[row + c], t);
        }
      }
    }
    for (int i = 0; i < n; i++) {
      d[i] = w[i * ld + i];
    }
  }

  /**
   * Makes the reflection that maps row i's elements 0 … i − 1 to (0, …, 0, e[i − 1]).
   *
   * @return 2 ÷ vᵀv, or 0 if no reflection is needed
   */
  static double reflector(int i, double[] w, int row, double[] e) {
    double sigma = 0.0;
    for (int j = 0; j < i - 1; j++) {
      sigma = Math.fma(w[row + j], w[row + j], sigma);
    }
    double alpha = w[row + i - 1];
    if (sigma < EigenLimits.TINY) {
      e[i - 1] = alpha;
      return 0.0;
    }
    double square = Math.fma(alpha, alpha, sigma);
    double root = Math.sqrt(square);
    double beta = alpha < 0.0 ? root : -root;
    e[i - 1] = beta;
    w[row + i - 1] = alpha - beta;
    return 1.0 / Math.fma(-alpha, beta, square);
  }

  /** p ← p − (vᵀp·h/2)·v. */
  static void secondVector(int i, double[] w, int row, double h, double[] p) {
    double k = 0.0;
    for (int j = 0; j < i; j++) {
      k = Math.fma(w[row + j], p[j], k);
    }
    k = k * h * 0.5;
    for (int j = 0; j < i; j++) {
      p[j] = Math.fma(-k, w[row + j], p[j]);
    }
  }

  /** Row c of z becomes column c of Q, the product of the reflections; p is scratch of n elements. */
  void formTransposed(int n, double[] w, int ld, double[] h, double[] z, double[] p) {
    for (int c = 0; c < n; c++) {
      for (int r = 0; r < n; r++) {
        z[c * ld + r] = c == r ? 1.0 : 0.0;
      }
    }
    for (int i = 1; i < n; i++) {
      int row = i * ld;
      if (h[i] == 0.0) {
        continue;
      }
      for (int c = 0; c < i; c++) {
        double s = 0.0;
        for (int r = 0; r < i; r++) {
          s = Math.fma(w[row + r], z[c * ld + r], s);
        }
        for (int r = 0; r < i; r++) {
          z[c * ld + r] = Math.fma(-(w[row + r] * h[i]), s, z[c * ld + r]);
        }
      }
    }
  }

  /**
   * Applies the queued sweeps to the rows of z; sweep q makes the rotations range[2q + 1] − 1 … range[2q], in that
   * order, and rotation i turns rows i and i + 1.
   */
  void rotate(int n, double[] z, int ld, int queued, int[] range, double[] c, double[] s) {
    for (int q = 0; q < queued; q++) {
      for (int i = range[2 * q + 1] - 1; i >= range[2 * q]; i--) {
        double cosine = c[q * n + i];
        double sine = s[q * n + i];
        for (int k = 0; k < n; k++) {
          double upper = z[i * ld + k];
          double lower = z[(i + 1) * ld + k];
          z[(i + 1) * ld + k] = Math.fma(cosine, lower, sine * upper);
          z[i * ld + k] = Math.fma(-sine, lower, cosine * upper);
        }
      }
    }
  }

  /** Stable ascending order of d. */
  static void order(int n, double[] d, int[] order) {
    for (int i = 0; i < n; i++) {
      int j = i;
      for (; j > 0 && d[order[j - 1]] > d[i]; j--) {
        order[j] = order[j - 1];
      }
      order[j] = i;
    }
  }

  /** Row k of the result is row order[k] of z; adding +0 makes every zero positive. */
  static void permute(int n, double[] z, int ld, int[] order, double[] vectors) {
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        vectors[k * ld + j] = z[order[k] * ld + j] + 0.0;
      }
    }
  }
}
