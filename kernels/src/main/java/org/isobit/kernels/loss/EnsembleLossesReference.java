// Master of FloatEnsembleLossesReference: the float version is generated from this file.
package org.isobit.kernels.loss;

import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.ReduceReference;

/** Scalar {@link EnsembleLosses}: defines the bits. Thread-safe. */
public sealed class EnsembleLossesReference permits EnsembleLossesSimd {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);

  EnsembleLossesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static EnsembleLossesReference of(Backend backend) {
    return backend.isSimd() ? new EnsembleLossesSimd() : new EnsembleLossesReference();
  }

  /** D. */
  static double divisor(boolean fair, int members) {
    double m = members;
    return fair ? m * (m - 1.0) : m * m;
  }

  static double sign(double e) {
    return e > 0.0 ? 1.0 : e < 0.0 ? -1.0 : e;
  }

  /**
   * {@link EnsembleLosses#crps}: the sum of the terms; the gradient times the weight.
   *
   * @param fair    whether D is m·(m − 1)
   * @param w       factor of the gradient
   * @param members m
   * @param n       number of elements
   * @param x       members
   * @param xo      index of the first element
   * @param ldx     their leading dimension
   * @param y       observations
   * @param yo      index of the first
   * @param g       gradient, or null
   * @param go      index of its first element
   * @param ldg     its leading dimension
   * @return the sum of the terms
   */
  public double crps(boolean fair, double w, int members, int n, double[] x, int xo, int ldx, double[] y, int yo,
      double[] g, int go, int ldg) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return crps(fair, w, members, left, x, xo, ldx, y, yo, g, go, ldg)
          + crps(fair, w, members, n - left, x, xo + left, ldx, y, yo + left, g, go + left, ldg);
    }
    double[] t = LossScratch.mine().terms;
    for (int k = 0; k < n; k++) {
      t[k] = element(fair, w, members, x, xo + k, ldx, y[yo + k], g, go + k, ldg);
    }
    return REDUCE.sum(n, t, 0, 1);
  }

  /** The term of one element; its gradients go to column go of g unless this is null. */
  static double element(boolean fair, double w, int members, double[] x, int xo, int ldx, double y, double[] g, int go,
      int ldg) {
    double d = divisor(fair, members);
    double near = 0.0;
    double apart = 0.0;
    for (int i = 0; i < members; i++) {
      double member = x[xo + i * ldx];
      near += Math.abs(member - y);
      for (int j = i + 1; j < members; j++) {
        apart += Math.abs(member - x[xo + j * ldx]);
      }
    }
    for (int i = 0; g != null && i < members; i++) {
      double member = x[xo + i * ldx];
      double c = 0.0;
      for (int j = 0; j < members; j++) {
        c += j == i ? 0.0 : sign(member - x[xo + j * ldx]);
      }
      g[go + i * ldg] = w * (sign(member - y) / members - c / d);
    }
    return near / members - apart / d;
  }

  /**
   * {@link EnsembleLosses#energy}: the terms of samples; the gradient times the weight.
   *
   * @param fair    whether D is m·(m − 1)
   * @param w       factor of the gradient
   * @param samples samples
   * @param members m
   * @param n       elements of a sample
   * @param x       members
   * @param xo      index of the first element
   * @param ldx     distance of samples
   * @param y       observations
   * @param yo      index of the first
   * @param ldy     distance of samples
   * @param g       gradient, or null
   * @param go      index of its first element
   * @param ldg     distance of samples
   * @param terms   takes the terms
   * @param at      index of the first
   */
  public void energy(boolean fair, double w, int samples, int members, int n, double[] x, int xo, int ldx, double[] y,
      int yo, int ldy, double[] g, int go, int ldg, double[] terms, int at) {
    double d = divisor(fair, members);
    double[] e = LossScratch.mine(n).rows;
    for (int sample = 0; sample < samples; sample++) {
      int from = xo + sample * ldx;
      int to = go + sample * ldg;
      double near = 0.0;
      double apart = 0.0;
      for (int i = 0; i < members; i++) {
        double norm = distance(n, x, from + i * n, y, yo + sample * ldy, e);
        near += norm;
        for (int k = 0; g != null && k < n; k++) {
          g[to + i * n + k] = slope(w / members, norm) * e[k];
        }
      }
      for (int i = 0; i < members; i++) {
        for (int j = i + 1; j < members; j++) {
          double norm = distance(n, x, from + i * n, x, from + j * n, e);
          double beta = slope(w / d, norm);
          apart += norm;
          for (int k = 0; g != null && k < n; k++) {
            g[to + i * n + k] = Math.fma(-beta, e[k], g[to + i * n + k]);
            g[to + j * n + k] = Math.fma(beta, e[k], g[to + j * n + k]);
          }
        }
      }
      terms[at + sample] = near / members - apart / d;
    }
  }

  /** α or β. */
  static double slope(double share, double norm) {
    return norm > 0.0 ? share / norm : norm;
  }

  private static double distance(int n, double[] a, int ao, double[] b, int bo, double[] e) {
    for (int k = 0; k < n; k++) {
      e[k] = a[ao + k] - b[bo + k];
    }
    return Math.sqrt(REDUCE.dot(n, e, 0, 1, e, 0, 1));
  }
}
