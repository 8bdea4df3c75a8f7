// Master of FloatLossesSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.Backend;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;
import org.isobit.kernels.reduce.ReduceReference;

/** Vector API {@link Losses}: the terms of a chunk lie in L1 before they are summed. Thread-safe. */
public final class LossesSimd extends LossesReference {

  private static final ReduceReference REDUCE = ReduceReference.of(Backend.SIMD);
  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  LossesSimd() {}

  @Override
  public double pair(Losses.Pair kind, double delta, double w, int n, double[] p, int po, double[] y, int yo,
      double[] g, int go) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return pair(kind, delta, w, left, p, po, y, yo, g, go)
          + pair(kind, delta, w, n - left, p, po + left, y, yo + left, g, go + left);
    }
    double[] t = NeuralScratch.mine().terms;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector.fromArray(S, p, po + i).sub(DoubleVector.fromArray(S, y, yo + i)).intoArray(t, i);
    }
    switch (kind) {
      case SQUARED -> squared(i, w, t, g, go);
      case ABSOLUTE -> absolute(i, w, t, g, go);
      default -> huber(i, delta, w, t, g, go);
    }
    for (; i < n; i++) {
      double e = p[po + i] - y[yo + i];
      t[i] = LossesReference.term(kind, delta, e);
      if (g != null) {
        g[go + i] = LossesReference.gradient(kind, delta, w, e);
      }
    }
    return REDUCE.sum(n, t, 0, 1);
  }

  private static void squared(int n, double w, double[] t, double[] g, int go) {
    for (int i = 0; i < n; i += V) {
      DoubleVector e = DoubleVector.fromArray(S, t, i);
      e.mul(e).intoArray(t, i);
      if (g != null) {
        e.mul(2.0 * w).intoArray(g, go + i);
      }
    }
  }

  private static void absolute(int n, double w, double[] t, double[] g, int go) {
    for (int i = 0; i < n; i += V) {
      DoubleVector e = DoubleVector.fromArray(S, t, i);
      e.abs().intoArray(t, i);
      if (g != null) {
        e.blend(w, e.compare(GT, 0.0)).blend(-w, e.compare(LT, 0.0)).intoArray(g, go + i);
      }
    }
  }

  private static void huber(int n, double delta, double w, double[] t, double[] g, int go) {
    for (int i = 0; i < n; i += V) {
      DoubleVector e = DoubleVector.fromArray(S, t, i);
      DoubleVector a = e.abs();
      DoubleVector line = a.sub(0.5 * delta).mul(delta);
      line.blend(e.mul(0.5).mul(e), a.compare(LE, delta)).intoArray(t, i);
      if (g != null) {
        e.blend(delta, e.compare(GT, delta)).blend(-delta, e.compare(LT, -delta)).mul(w).intoArray(g, go + i);
      }
    }
  }

  @Override
  public double scaled(Losses.Scaled kind, double w, int n, double[] m, int mo, double[] r, int ro, double[] y, int yo,
      double[] dm, int dmo, double[] dr, int dro) {
    if (n > ReduceReference.CHUNK) {
      int left = ReduceReference.left(n);
      return scaled(kind, w, left, m, mo, r, ro, y, yo, dm, dmo, dr, dro)
          + scaled(kind, w, n - left, m, mo + left, r, ro + left, y, yo + left, dm, dmo + left, dr, dro + left);
    }
    double[] t = NeuralScratch.mine().terms;
    for (int i = 0; i < n; i++) {
      t[i] = LossesReference.exponent(kind, r[ro + i]);
    }
    ExpSimd.exp(n, t, 0, t, 0);
    int whole = n - n % V;
    switch (kind) {
      case GAUSSIAN -> vectors(whole, w, t, m, mo, r, ro, y, yo, dm, dmo, dr, dro);
      case LAPLACE -> laplace(whole, w, t, m, mo, r, ro, y, yo, dm, dmo, dr, dro);
      default -> divergence(whole, w, t, m, mo, r, ro, dm, dmo, dr, dro);
    }
    for (int i = whole; i < n; i++) {
      t[i] = LossesReference.element(kind, w, t[i], m[mo + i], r[ro + i], y[yo + i], dm, dmo + i, dr, dro + i);
    }
    return REDUCE.sum(n, t, 0, 1);
  }

  @Override
  public void gaussian(int n, double w, double[] t, double[] m, int mo, double[] r, int ro, double[] y, int yo,
      double[] dm, int dmo, double[] dr, int dro) {
    int whole = n - n % V;
    vectors(whole, w, t, m, mo, r, ro, y, yo, dm, dmo, dr, dro);
    for (int i = whole; i < n; i++) {
      t[i] = LossesReference.element(Losses.Scaled.GAUSSIAN, w, t[i], m[mo + i], r[ro + i], y[yo + i], dm, dmo + i, dr,
          dro + i);
    }
  }

  /** Gaussian terms and gradients of whole vectors. */
  private static void vectors(int n, double w, double[] t, double[] m, int mo, double[] r, int ro, double[] y, int yo,
      double[] dm, int dmo, double[] dr, int dro) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    for (int i = 0; i < n; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, t, i);
      DoubleVector z = DoubleVector.fromArray(S, y, yo + i).sub(DoubleVector.fromArray(S, m, mo + i)).mul(s);
      DoubleVector term = z.mul(0.5).fma(z, DoubleVector.fromArray(S, r, ro + i));
      term.add(LossesReference.HALF_LOG_2PI).intoArray(t, i);
      if (dm != null) {
        DoubleVector minus = z.neg();
        s.mul(w).mul(minus).intoArray(dm, dmo + i);
        minus.fma(z, one).mul(w).intoArray(dr, dro + i);
      }
    }
  }

  private static void laplace(int n, double w, double[] t, double[] m, int mo, double[] r, int ro, double[] y, int yo,
      double[] dm, int dmo, double[] dr, int dro) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    for (int i = 0; i < n; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, t, i);
      DoubleVector e = DoubleVector.fromArray(S, m, mo + i).sub(DoubleVector.fromArray(S, y, yo + i));
      DoubleVector a = e.abs().mul(s);
      a.add(DoubleVector.fromArray(S, r, ro + i)).add(LossesReference.LOG_2).intoArray(t, i);
      if (dm != null) {
        DoubleVector slope = s.mul(w);
        VectorMask<Double> below = e.compare(LT, 0.0);
        e.blend(slope, e.compare(GT, 0.0)).blend(slope.neg(), below).intoArray(dm, dmo + i);
        one.sub(a).mul(w).intoArray(dr, dro + i);
      }
    }
  }

  private static void divergence(int n, double w, double[] t, double[] m, int mo, double[] r, int ro, double[] dm,
      int dmo, double[] dr, int dro) {
    for (int i = 0; i < n; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, t, i).sub(1.0);
      DoubleVector mu = DoubleVector.fromArray(S, m, mo + i);
      mu.mul(0.5).fma(mu, v.mul(0.5)).sub(DoubleVector.fromArray(S, r, ro + i)).intoArray(t, i);
      if (dm != null) {
        mu.mul(w).intoArray(dm, dmo + i);
        v.mul(w).intoArray(dr, dro + i);
      }
    }
  }
}
