// Master of FloatGatesSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ActivationSimd;

/**
 * Vector API {@link Gates}: sigmoids of a chunk go through a scratch array t in L1, then one loop. The second half of a
 * row begins n after the first, a. Thread-safe.
 */
public final class GatesSimd extends GatesReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  GatesSimd() {}

  @Override
  public void forward(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] y, int yo, int ldy) {
    double[] t = NeuralScratch.mine().pair;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j += NeuralScratch.CHUNK) {
        int count = n - j < NeuralScratch.CHUNK ? n - j : NeuralScratch.CHUNK;
        int a = xo + i * ldx + j;
        if (kind == Gate.GLU) {
          ActivationSimd.sigmoid(count, x, a + n, t, 0);
          glu(count, x, a, t, y, yo + i * ldy + j);
        } else {
          ActivationSimd.sigmoid(count, x, a, t, 0);
          swiglu(count, n, x, a, t, y, yo + i * ldy + j);
        }
      }
    }
  }

  @Override
  public void backward(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] dy, int dyo, int lddy,
      double[] dx, int dxo, int lddx) {
    double[] t = NeuralScratch.mine().pair;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j += NeuralScratch.CHUNK) {
        int count = n - j < NeuralScratch.CHUNK ? n - j : NeuralScratch.CHUNK;
        int a = xo + i * ldx + j;
        if (kind == Gate.GLU) {
          ActivationSimd.sigmoid(count, x, a + n, t, 0);
          gluGradient(count, n, x, a, t, dy, dyo + i * lddy + j, dx, dxo + i * lddx + j);
        } else {
          ActivationSimd.sigmoid(count, x, a, t, 0);
          swigluGradient(count, n, x, a, t, dy, dyo + i * lddy + j, dx, dxo + i * lddx + j);
        }
      }
    }
  }

  @Override
  public void tangent(Gate kind, int rows, int n, double[] x, int xo, int ldx, double[] dx, int dxo, int lddx,
      double[] dy, int dyo, int lddy) {
    double[] t = NeuralScratch.mine().pair;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j += NeuralScratch.CHUNK) {
        int count = n - j < NeuralScratch.CHUNK ? n - j : NeuralScratch.CHUNK;
        int a = xo + i * ldx + j;
        if (kind == Gate.GLU) {
          ActivationSimd.sigmoid(count, x, a + n, t, 0);
          gluTangent(count, n, x, a, t, dx, dxo + i * lddx + j, dy, dyo + i * lddy + j);
        } else {
          ActivationSimd.sigmoid(count, x, a, t, 0);
          swigluTangent(count, n, x, a, t, dx, dxo + i * lddx + j, dy, dyo + i * lddy + j);
        }
      }
    }
  }

  /** y = a·t. */
  private static void glu(int count, double[] x, int a, double[] t, double[] y, int yo) {
    int i = 0;
    for (; i <= count - V; i += V) {
      DoubleVector.fromArray(S, x, a + i).mul(DoubleVector.fromArray(S, t, i)).intoArray(y, yo + i);
    }
    for (; i < count; i++) {
      y[yo + i] = x[a + i] * t[i];
    }
  }

  /** y = (a·t)·b. */
  private static void swiglu(int count, int n, double[] x, int a, double[] t, double[] y, int yo) {
    int b = a + n;
    int i = 0;
    for (; i <= count - V; i += V) {
      DoubleVector swish = DoubleVector.fromArray(S, x, a + i).mul(DoubleVector.fromArray(S, t, i));
      swish.mul(DoubleVector.fromArray(S, x, b + i)).intoArray(y, yo + i);
    }
    for (; i < count; i++) {
      y[yo + i] = (x[a + i] * t[i]) * x[b + i];
    }
  }

  /** da = dy·t, db = (dy·a)·fma(−t, t, t). */
  private static void gluGradient(int count, int n, double[] x, int a, double[] t, double[] dy, int dyo, double[] dx,
      int dxo) {
    int i = 0;
    for (; i <= count - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, t, i);
      DoubleVector d = DoubleVector.fromArray(S, dy, dyo + i);
      d.mul(s).intoArray(dx, dxo + i);
      d.mul(DoubleVector.fromArray(S, x, a + i)).mul(s.neg().fma(s, s)).intoArray(dx, dxo + n + i);
    }
    for (; i < count; i++) {
      double d = dy[dyo + i];
      dx[dxo + i] = d * t[i];
      dx[dxo + n + i] = (d * x[a + i]) * Math.fma(-t[i], t[i], t[i]);
    }
  }

  /** da = (dy·b)·(t·fma(a, 1 − t, 1)), db = dy·(a·t). */
  private static void swigluGradient(int count, int n, double[] x, int a, double[] t, double[] dy, int dyo, double[] dx,
      int dxo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int i = 0;
    for (; i <= count - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, t, i);
      DoubleVector d = DoubleVector.fromArray(S, dy, dyo + i);
      DoubleVector u = DoubleVector.fromArray(S, x, a + i);
      DoubleVector slope = s.mul(u.fma(one.sub(s), one));
      d.mul(DoubleVector.fromArray(S, x, a + n + i)).mul(slope).intoArray(dx, dxo + i);
      d.mul(u.mul(s)).intoArray(dx, dxo + n + i);
    }
    for (; i < count; i++) {
      double d = dy[dyo + i];
      double u = x[a + i];
      dx[dxo + i] = (d * x[a + n + i]) * (t[i] * Math.fma(u, 1.0 - t[i], 1.0));
      dx[dxo + n + i] = d * (u * t[i]);
    }
  }

  /** dy = fma(da, t, (db·a)·fma(−t, t, t)). */
  private static void gluTangent(int count, int n, double[] x, int a, double[] t, double[] dx, int dxo, double[] dy,
      int dyo) {
    int i = 0;
    for (; i <= count - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, t, i);
      DoubleVector moved = DoubleVector.fromArray(S, dx, dxo + n + i).mul(DoubleVector.fromArray(S, x, a + i));
      DoubleVector rest = moved.mul(s.neg().fma(s, s));
      DoubleVector.fromArray(S, dx, dxo + i).fma(s, rest).intoArray(dy, dyo + i);
    }
    for (; i < count; i++) {
      double rest = (dx[dxo + n + i] * x[a + i]) * Math.fma(-t[i], t[i], t[i]);
      dy[dyo + i] = Math.fma(dx[dxo + i], t[i], rest);
    }
  }

  /** dy = fma(da·b, t·fma(a, 1 − t, 1), db·(a·t)). */
  private static void swigluTangent(int count, int n, double[] x, int a, double[] t, double[] dx, int dxo, double[] dy,
      int dyo) {
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    int i = 0;
    for (; i <= count - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, t, i);
      DoubleVector u = DoubleVector.fromArray(S, x, a + i);
      DoubleVector slope = s.mul(u.fma(one.sub(s), one));
      DoubleVector rest = DoubleVector.fromArray(S, dx, dxo + n + i).mul(u.mul(s));
      DoubleVector moved = DoubleVector.fromArray(S, dx, dxo + i).mul(DoubleVector.fromArray(S, x, a + n + i));
      moved.fma(slope, rest).intoArray(dy, dyo + i);
    }
    for (; i < count; i++) {
      double u = x[a + i];
      double slope = t[i] * Math.fma(u, 1.0 - t[i], 1.0);
      dy[dyo + i] = Math.fma(dx[dxo + i] * x[a + n + i], slope, dx[dxo + n + i] * (u * t[i]));
    }
  }
}
