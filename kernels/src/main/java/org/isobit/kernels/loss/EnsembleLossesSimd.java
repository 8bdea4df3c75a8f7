// Master of FloatEnsembleLossesSimd: the float version is generated from this file.
package org.isobit.kernels.loss;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.reduce.ReduceReference;

/** Vector API {@link EnsembleLosses}: lanes are elements. Thread-safe. */
public final class EnsembleLossesSimd extends EnsembleLossesReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  EnsembleLossesSimd() {}

  @Override
  public double crps(boolean fair, double w, int members, int n, double[] x, int xo, int ldx, double[] y, int yo,
      double[] g, int go, int ldg) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return crps(fair, w, members, left, x, xo, ldx, y, yo, g, go, ldg)
          + crps(fair, w, members, n - left, x, xo + left, ldx, y, yo + left, g, go + left, ldg);
    }
    double[] t = LossScratch.mine().terms;
    double d = EnsembleLossesReference.divisor(fair, members);
    int k = 0;
    for (; k <= n - V; k += V) {
      terms(d, members, x, xo + k, ldx, y, yo + k, t, k);
      if (g != null) {
        gradients(d, w, members, x, xo + k, ldx, y, yo + k, g, go + k, ldg);
      }
    }
    for (; k < n; k++) {
      t[k] = EnsembleLossesReference.element(fair, w, members, x, xo + k, ldx, y[yo + k], g, go + k, ldg);
    }
    return REDUCE.sum(n, t, 0, 1);
  }

  /** The terms of one vector of elements. */
  private static void terms(double d, int members, double[] x, int xo, int ldx, double[] y, int yo, double[] t,
      int to) {
    DoubleVector target = DoubleVector.fromArray(S, y, yo);
    DoubleVector near = DoubleVector.zero(S);
    DoubleVector apart = DoubleVector.zero(S);
    for (int i = 0; i < members; i++) {
      DoubleVector member = DoubleVector.fromArray(S, x, xo + i * ldx);
      near = TYPE.cast(near).add(member.sub(target).abs());
      for (int j = i + 1; j < members; j++) {
        apart = TYPE.cast(apart).add(member.sub(DoubleVector.fromArray(S, x, xo + j * ldx)).abs());
      }
    }
    TYPE.cast(near).div(members).sub(TYPE.cast(apart).div(d)).intoArray(t, to);
  }

  /** The gradients of one vector of elements. Sums of signs are whole numbers or NaN: no order shows in them. */
  private static void gradients(double d, double w, int members, double[] x, int xo, int ldx, double[] y, int yo,
      double[] g, int go, int ldg) {
    DoubleVector target = DoubleVector.fromArray(S, y, yo);
    for (int i = 0; i < members; i++) {
      DoubleVector member = DoubleVector.fromArray(S, x, xo + i * ldx);
      DoubleVector c = DoubleVector.zero(S);
      for (int j = 0; j < i; j++) {
        c = TYPE.cast(c).add(sign(member.sub(DoubleVector.fromArray(S, x, xo + j * ldx))));
      }
      for (int j = i + 1; j < members; j++) {
        c = TYPE.cast(c).add(sign(member.sub(DoubleVector.fromArray(S, x, xo + j * ldx))));
      }
      sign(member.sub(target)).div(members).sub(TYPE.cast(c).div(d)).mul(w).intoArray(g, go + i * ldg);
    }
  }

  private static DoubleVector sign(DoubleVector e) {
    return e.blend(1.0, e.compare(GT, 0.0)).blend(-1.0, e.compare(LT, 0.0));
  }

  @Override
  public void energy(boolean fair, double w, int samples, int members, int n, double[] x, int xo, int ldx, double[] y,
      int yo, int ldy, double[] g, int go, int ldg, double[] terms, int at) {
    double d = EnsembleLossesReference.divisor(fair, members);
    double[] e = LossScratch.mine(n).rows;
    for (int sample = 0; sample < samples; sample++) {
      int from = xo + sample * ldx;
      int to = go + sample * ldg;
      double near = 0.0;
      for (int i = 0; i < members; i++) {
        double norm = distance(n, x, from + i * n, y, yo + sample * ldy, e);
        near += norm;
        if (g != null) {
          scaled(n, EnsembleLossesReference.slope(w / members, norm), e, g, to + i * n);
        }
      }
      double apart = 0.0;
      for (int i = 0; i < members; i++) {
        for (int j = i + 1; j < members; j++) {
          double norm = distance(n, x, from + i * n, x, from + j * n, e);
          apart += norm;
          if (g != null) {
            pair(n, EnsembleLossesReference.slope(w / d, norm), e, g, to + i * n, to + j * n);
          }
        }
      }
      terms[at + sample] = near / members - apart / d;
    }
  }

  private static double distance(int n, double[] a, int ao, double[] b, int bo, double[] e) {
    int k = 0;
    for (; k <= n - V; k += V) {
      DoubleVector.fromArray(S, a, ao + k).sub(DoubleVector.fromArray(S, b, bo + k)).intoArray(e, k);
    }
    for (; k < n; k++) {
      e[k] = a[ao + k] - b[bo + k];
    }
    return Math.sqrt(REDUCE.dot(n, e, 0, 1, e, 0, 1));
  }

  private static void scaled(int n, double alpha, double[] e, double[] g, int go) {
    int k = 0;
    for (; k <= n - V; k += V) {
      DoubleVector.fromArray(S, e, k).mul(alpha).intoArray(g, go + k);
    }
    for (; k < n; k++) {
      g[go + k] = alpha * e[k];
    }
  }

  private static void pair(int n, double beta, double[] e, double[] g, int io, int jo) {
    DoubleVector up = DoubleVector.broadcast(S, beta);
    DoubleVector down = DoubleVector.broadcast(S, -beta);
    int k = 0;
    for (; k <= n - V; k += V) {
      DoubleVector difference = DoubleVector.fromArray(S, e, k);
      difference.fma(down, DoubleVector.fromArray(S, g, io + k)).intoArray(g, io + k);
      difference.fma(up, DoubleVector.fromArray(S, g, jo + k)).intoArray(g, jo + k);
    }
    for (; k < n; k++) {
      g[io + k] = Math.fma(-beta, e[k], g[io + k]);
      g[jo + k] = Math.fma(beta, e[k], g[jo + k]);
    }
  }
}
