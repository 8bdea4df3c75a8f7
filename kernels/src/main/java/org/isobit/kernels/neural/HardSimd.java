// Master of FloatHardSimd: the float version is generated from this file.
package org.isobit.kernels.neural;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** ELU, hard sigmoid and hard swish, and their gradients; what is left over goes through the Reference. Thread-safe. */
final class HardSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  private HardSimd() {}

  /** y = x &gt; 0 ? x : slope·t, t = expm1 x from index 0. */
  static void elu(double slope, int n, double[] x, int xo, double[] t, double[] y, int yo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector.fromArray(S, t, i).mul(slope).blend(v, v.compare(GT, 0.0)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      double v = x[xo + i];
      y[yo + i] = v > 0.0 ? v : slope * t[i];
    }
  }

  /** dx = dy·(y &gt; 0 ? 1 : y + slope). */
  static void eluGradient(double slope, int n, double[] y, int yo, double[] dy, int dyo, double[] dx, int dxo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, y, yo + i);
      DoubleVector d = s.add(slope).blend(1.0, s.compare(GT, 0.0));
      DoubleVector.fromArray(S, dy, dyo + i).mul(d).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = dy[dyo + i] * ActivationsReference.derivative(Activation.ELU, slope, y[yo + i]);
    }
  }

  /** y = relu6(x + 3) ÷ 6. */
  static void sigmoid(int n, double[] x, int xo, double[] y, int yo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector u = DoubleVector.fromArray(S, x, xo + i).add(3.0);
      u = u.blend(0.0, u.compare(LT, 0.0));
      u.blend(6.0, u.compare(GT, 6.0)).div(6.0).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = ActivationsReference.value(Activation.HARD_SIGMOID, 0.0, x[xo + i]);
    }
  }

  /** y = x·(relu6(x + 3) ÷ 6). */
  static void swish(int n, double[] x, int xo, double[] y, int yo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector u = v.add(3.0);
      u = u.blend(0.0, u.compare(LT, 0.0));
      v.mul(u.blend(6.0, u.compare(GT, 6.0)).div(6.0)).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = ActivationsReference.value(Activation.HARD_SWISH, 0.0, x[xo + i]);
    }
  }

  /** dx = dy·(0 &lt; y &lt; 1 ? 1 ÷ 6 : y − y). */
  static void sigmoidGradient(int n, double[] y, int yo, double[] dy, int dyo, double[] dx, int dxo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector s = DoubleVector.fromArray(S, y, yo + i);
      DoubleVector d = s.sub(s).blend(ActivationsReference.SIXTH, s.compare(GT, 0.0).and(s.compare(LT, 1.0)));
      DoubleVector.fromArray(S, dy, dyo + i).mul(d).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = dy[dyo + i] * ActivationsReference.derivative(Activation.HARD_SIGMOID, 0.0, y[yo + i]);
    }
  }

  /** dx = dy·(x ≤ −3 ? +0 : x ≥ 3 ? 1 : (x + 1.5) ÷ 3). */
  static void swishGradient(int n, double[] x, int xo, double[] dy, int dyo, double[] dx, int dxo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector v = DoubleVector.fromArray(S, x, xo + i);
      DoubleVector d = v.add(1.5).div(3.0).blend(1.0, v.compare(GE, 3.0)).blend(0.0, v.compare(LE, -3.0));
      DoubleVector.fromArray(S, dy, dyo + i).mul(d).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      dx[dxo + i] = dy[dyo + i] * ActivationsReference.derivative(Activation.HARD_SWISH, 0.0, x[xo + i]);
    }
  }
}
