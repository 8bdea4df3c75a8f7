// Master of FloatGradientSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;

/** Gradients of the gated activations; t holds their inner function at x, from index 0. Thread-safe. */
final class GradientSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private GradientSimd() {}

  /** dx = dy·fma(x·(1/√2π), exp((−½x)·x), ½·(1 + t)); e: room for the exponentials in t. */
  static void gelu(int n, double[] x, int xo, double[] t, int e, double[] dy, int dyo, double[] dx, int dxo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      v.mul(-0.5).mul(v).intoArray(t, e + i);
    }
    for (; i < n; i++) {
      t[e + i] = (-0.5 * x[xo + i]) * x[xo + i];
    }
    ExpSimd.exp(n, t, e, t, e);
    i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector density = DoubleVector.fromArray(S, x, xo + i).mul(ActivationsReference.DENSITY);
      DoubleVector half = DoubleVector.fromArray(S, t, i).add(1.0).mul(0.5);
      DoubleVector d = density.fma(DoubleVector.fromArray(S, t, e + i), half);
      DoubleVector.fromArray(S, dy, dyo + i).mul(d).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = dy[dyo + i] * Math.fma(x[xo + i] * ActivationsReference.DENSITY, t[e + i], 0.5 * (1.0 + t[i]));
    }
  }

  /** dx = dy·fma((½x)·fma(−t, t, 1), fma(3b·x, x, a), ½·(1 + t)). */
  static void geluTanh(int n, double[] x, int xo, double[] t, double[] dy, int dyo, double[] dx, int dxo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    DoubleVector a = DoubleVector.broadcast(S, ActivationsReference.GELU_A);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector u = DoubleVector.fromArray(S, t, i);
      DoubleVector left = v.mul(0.5).mul(u.neg().fma(u, one));
      DoubleVector slope = v.mul(ActivationsReference.GELU_3B).fma(v, a);
      DoubleVector d = left.fma(slope, u.add(1.0).mul(0.5));
      DoubleVector.fromArray(S, dy, dyo + i).mul(d).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      double v = x[xo + i];
      double d = Math.fma((0.5 * v) * Math.fma(-t[i], t[i], 1.0),
          Math.fma(ActivationsReference.GELU_3B * v, v, ActivationsReference.GELU_A), 0.5 * (1.0 + t[i]));
      dx[dxo + i] = dy[dyo + i] * d;
    }
  }

  /** dx = dy·fma(x·sigmoid x, fma(−t, t, 1), t); the sigmoids lie in t from index e. */
  static void mish(int n, double[] x, int xo, double[] t, int e, double[] dy, int dyo, double[] dx, int dxo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector u = DoubleVector.fromArray(S, t, i);
      DoubleVector swish = DoubleVector.fromArray(S, x, xo + i).mul(DoubleVector.fromArray(S, t, e + i));
      DoubleVector d = swish.fma(u.neg().fma(u, one), u);
      DoubleVector.fromArray(S, dy, dyo + i).mul(d).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = dy[dyo + i] * Math.fma(x[xo + i] * t[e + i], Math.fma(-t[i], t[i], 1.0), t[i]);
    }
  }

  /** dx = dy·(t·fma(x, 1 − t, 1)). */
  static void silu(int n, double[] x, int xo, double[] t, double[] dy, int dyo, double[] dx, int dxo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, t, i);
      DoubleVector d = s.mul(DoubleVector.fromArray(S, x, xo + i).fma(one.sub(s), one));
      DoubleVector.fromArray(S, dy, dyo + i).mul(d).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = dy[dyo + i] * (t[i] * Math.fma(x[xo + i], 1.0 - t[i], 1.0));
    }
  }
}
