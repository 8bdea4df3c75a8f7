// Master of FloatTaperSimd: the float version is generated from this file.
package org.isobit.kernels.localization;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;
import org.isobit.kernels.elementary.ExpSimd;

/** Vector API {@link Taper}: one lane, one distance. */
public final class TaperSimd extends TaperReference {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();

  private static final double FIVE_THIRDS = 5.0 / 3.0;

  /** Exponents that stay in the first-level cache until they are weights. */
  private static final int BLOCK = 1024;

  TaperSimd() {}

  @Override
  public void gaspariCohn(int n, double[] d, int off, double halfWidth, double[] w, int wo) {
    DoubleVector half = DoubleVector.broadcast(S, 0.5);
    DoubleVector one = DoubleVector.broadcast(S, 1.0);
    DoubleVector two = DoubleVector.broadcast(S, 2.0);
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector r = DoubleVector.fromArray(S, d, off + i).abs().div(halfWidth);
      DoubleVector inner = r.fma(DoubleVector.broadcast(S, -0.25), half);
      inner = inner.fma(r, DoubleVector.broadcast(S, 0.625));
      inner = inner.fma(r, DoubleVector.broadcast(S, -FIVE_THIRDS));
      inner = inner.fma(r.mul(r), one);
      DoubleVector t = two.sub(r);
      DoubleVector t2 = t.mul(t);
      DoubleVector p = two.fma(r, DoubleVector.broadcast(S, 4.0)).fma(r, DoubleVector.broadcast(S, -1.0));
      DoubleVector outer = t2.mul(t2).mul(p).div(r.mul(24.0));
      outer.blend(inner, r.compare(VectorOperators.LE, 1.0))
          .blend(DoubleVector.zero(S), r.compare(VectorOperators.GE, 2.0)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      w[wo + i] = TaperReference.gaspariCohn(Math.abs(d[off + i]) / halfWidth);
    }
  }

  @Override
  public void tricube(int n, double[] d, int off, double support, double[] w, int wo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector r = DoubleVector.fromArray(S, d, off + i).abs().div(support);
      DoubleVector t = DoubleVector.broadcast(S, 1.0).sub(r.mul(r).mul(r));
      t.mul(t).mul(t).blend(DoubleVector.zero(S), r.compare(VectorOperators.GE, 1.0)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      w[wo + i] = TaperReference.tricube(Math.abs(d[off + i]) / support);
    }
  }

  @Override
  public void quartic(int n, double[] d, int off, double support, double[] w, int wo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector r = DoubleVector.fromArray(S, d, off + i).abs().div(support);
      DoubleVector r2 = r.mul(r);
      DoubleVector t = DoubleVector.broadcast(S, 1.0).sub(r2.mul(r2));
      DoubleVector t2 = t.mul(t);
      t2.mul(t2).blend(DoubleVector.zero(S), r.compare(VectorOperators.GE, 1.0)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      w[wo + i] = TaperReference.quartic(Math.abs(d[off + i]) / support);
    }
  }

  @Override
  public void boxcar(int n, double[] d, int off, double radius, double[] w, int wo) {
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector a = DoubleVector.fromArray(S, d, off + i).abs();
      a.blend(DoubleVector.zero(S), a.compare(VectorOperators.GT, radius))
          .blend(DoubleVector.broadcast(S, 1.0), a.compare(VectorOperators.LE, radius)).intoArray(w, wo + i);
    }
    super.boxcar(n - i, d, off + i, radius, w, wo + i);
  }

  @Override
  public void gaussian(int n, double[] d, int off, double scale, double[] w, int wo) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      exponents(2, length, d, off + start, scale, w, wo + start);
      ExpSimd.exp(length, w, wo + start, w, wo + start);
    }
  }

  @Override
  public void exponential(int n, double[] d, int off, double scale, double[] w, int wo) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      exponents(1, length, d, off + start, scale, w, wo + start);
      ExpSimd.exp(length, w, wo + start, w, wo + start);
    }
  }

  @Override
  public void cubicExponential(int n, double[] d, int off, double scale, double[] w, int wo) {
    for (int start = 0; n - start > 0; start += BLOCK) {
      int length = n - start < BLOCK ? n - start : BLOCK;
      exponents(3, length, d, off + start, scale, w, wo + start);
      ExpSimd.exp(length, w, wo + start, w, wo + start);
    }
  }

  /** −r for power 1, −r²/2, −r³/2. */
  private static void exponents(int power, int n, double[] d, int off, double scale, double[] w, int wo) {
    double half = power == 1 ? -1.0 : -0.5;
    int i = 0;
    for (; i <= n - V; i += V) {
      DoubleVector r = DoubleVector.fromArray(S, d, off + i).abs().div(scale);
      if (power == 2) {
        r = r.mul(r);
      } else if (power == 3) {
        r = r.mul(r).mul(r);
      }
      TYPE.cast(r).mul(half).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      double r = Math.abs(d[off + i]) / scale;
      w[wo + i] = half * (power == 1 ? r : power == 2 ? r * r : r * r * r);
    }
  }
}
