// Master of FloatLossesReference: the float version is generated from this file.
package org.isobit.kernels.neural;

import org.isobit.kernels.Backend;
import org.isobit.kernels.reduce.ReduceReference;

/** Scalar {@link Losses}: defines the bits. Thread-safe. */
public sealed class LossesReference permits LossesSimd {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.REFERENCE);

  /** ½ ln 2π. */
  static final double HALF_LOG_2PI = 0x1.d67f1c864beb5p-1; // float: static final float HALF_LOG_2PI = 0x1.d67f1cp-1f;

  static final double LOG_2 = 0x1.62e42fefa39efp-1; // float: static final float LOG_2 = 0x1.62e43p-1f;

  LossesReference() {}

  /**
   * The implementation on a backend.
   *
   * @param backend of the processor
   * @return this one or that of the Vector API
   */
  public static LossesReference of(Backend backend) {
    return backend.isSimd() ? new LossesSimd() : new LossesReference();
  }

  /**
   * The sum of the terms; the gradient times the weight.
   *
   * @param kind  which loss
   * @param delta of HUBER
   * @param w     factor of the gradient
   * @param n     number of elements
   * @param p     predictions
   * @param po    index of the first
   * @param y     targets
   * @param yo    index of the first
   * @param g     gradient, or null
   * @param go    index of its first element
   * @return the sum of the terms
   */
  public double pair(Losses.Pair kind, double delta, double w, int n, double[] p, int po, double[] y, int yo,
      double[] g, int go) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return pair(kind, delta, w, left, p, po, y, yo, g, go)
          + pair(kind, delta, w, n - left, p, po + left, y, yo + left, g, go + left);
    }
    double[] t = NeuralScratch.mine().terms;
    for (int i = 0; i < n; i++) {
      double e = p[po + i] - y[yo + i];
      t[i] = term(kind, delta, e);
      if (g != null) {
        g[go + i] = gradient(kind, delta, w, e);
      }
    }
    return REDUCE.sum(n, t, 0, 1);
  }

  static double term(Losses.Pair kind, double delta, double e) {
    double a = Math.abs(e);
    return switch (kind) {
      case SQUARED -> e * e;
      case ABSOLUTE -> a;
      case HUBER -> a <= delta ? (0.5 * e) * e : delta * (a - 0.5 * delta);
    };
  }

  static double gradient(Losses.Pair kind, double delta, double w, double e) {
    return switch (kind) {
      case SQUARED -> (2.0 * w) * e;
      case ABSOLUTE -> e > 0.0 ? w : e < 0.0 ? -w : e;
      case HUBER -> w * (e > delta ? delta : e < -delta ? -delta : e);
    };
  }

  /**
   * The sum of the terms; the gradients times the weight.
   *
   * @param kind which loss
   * @param w    factor of the gradients
   * @param n    number of elements
   * @param m    means
   * @param mo   index of the first
   * @param r    logarithms of scales
   * @param ro   index of the first
   * @param y    targets
   * @param yo   index of the first
   * @param dm   gradient of the means, or null
   * @param dmo  index of its first element
   * @param dr   gradient of the logarithms of scales, or null
   * @param dro  index of its first element
   * @return the sum of the terms
   */
  public double scaled(Losses.Scaled kind, double w, int n, double[] m, int mo, double[] r, int ro, double[] y, int yo,
      double[] dm, int dmo, double[] dr, int dro) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return scaled(kind, w, left, m, mo, r, ro, y, yo, dm, dmo, dr, dro)
          + scaled(kind, w, n - left, m, mo + left, r, ro + left, y, yo + left, dm, dmo + left, dr, dro + left);
    }
    double[] t = NeuralScratch.mine().terms;
    for (int i = 0; i < n; i++) {
      double rho = r[ro + i];
      double exp = ActivationsReference.exp(exponent(kind, rho));
      t[i] = element(kind, w, exp, m[mo + i], rho, y[yo + i], dm, dmo + i, dr, dro + i);
    }
    return REDUCE.sum(n, t, 0, 1);
  }

  /**
   * Terms and gradients of {@link Losses#gaussian}, from s = exp(−ρ).
   *
   * @param n   number of elements
   * @param w   factor of the gradients
   * @param t   s of all elements; takes the terms
   * @param m   means
   * @param mo  index of the first
   * @param r   logarithms of scales
   * @param ro  index of the first
   * @param y   targets
   * @param yo  index of the first
   * @param dm  gradient of the means, or null
   * @param dmo index of its first element
   * @param dr  gradient of the logarithms of scales, or null
   * @param dro index of its first element
   */
  public void gaussian(int n, double w, double[] t, double[] m, int mo, double[] r, int ro, double[] y, int yo,
      double[] dm, int dmo, double[] dr, int dro) {
    for (int i = 0; i < n; i++) {
      t[i] = element(Losses.Scaled.GAUSSIAN, w, t[i], m[mo + i], r[ro + i], y[yo + i], dm, dmo + i, dr, dro + i);
    }
  }

  static double exponent(Losses.Scaled kind, double rho) {
    return kind == Losses.Scaled.DIVERGENCE ? rho + rho : -rho;
  }

  /** One term; its gradients go to dm[dmo] and dr[dro] unless these are null. */
  static double element(Losses.Scaled kind, double w, double exp, double mu, double rho, double y, double[] dm,
      int dmo, double[] dr, int dro) {
    double term;
    double first;
    double second;
    switch (kind) {
      case GAUSSIAN -> {
        double z = (y - mu) * exp;
        term = Math.fma(0.5 * z, z, rho) + HALF_LOG_2PI;
        first = (w * exp) * -z;
        second = w * Math.fma(-z, z, 1.0);
      }
      case LAPLACE -> {
        double e = mu - y;
        double a = Math.abs(e) * exp;
        double slope = w * exp;
        term = (a + rho) + LOG_2;
        first = e > 0.0 ? slope : e < 0.0 ? -slope : e;
        second = w * (1.0 - a);
      }
      default -> {
        term = Math.fma(0.5 * mu, mu, 0.5 * (exp - 1.0)) - rho;
        first = w * mu;
        second = w * (exp - 1.0);
      }
    }
    if (dm != null) {
      dm[dmo] = first;
      dr[dro] = second;
    }
    return term;
  }
}
