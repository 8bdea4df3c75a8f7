// Master of FloatFreeAttentionTileSimd: the float version is generated from this file.
package org.isobit.bench.free;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** The products of {@link FreeAttentionSimd}, in tiles of four rows and four vectors of queries. */
final class FreeAttentionTileSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final int V = S.length();

  /** Queries of a tile. */
  static final int W = 4 * V;

  private FreeAttentionTileSimd() {}

  /** Products of 4 keys and 4 vectors of queries. */
  static void wideScores(int size, double[] k, int k0, int ldk, double[] q, int qo, double[] s, int so) {
    int k1 = k0 + ldk;
    int k2 = k1 + ldk;
    int k3 = k2 + ldk;
    DoubleVector a0 = DoubleVector.zero(S);
    DoubleVector a1 = DoubleVector.zero(S);
    DoubleVector a2 = DoubleVector.zero(S);
    DoubleVector a3 = DoubleVector.zero(S);
    DoubleVector b0 = DoubleVector.zero(S);
    DoubleVector b1 = DoubleVector.zero(S);
    DoubleVector b2 = DoubleVector.zero(S);
    DoubleVector b3 = DoubleVector.zero(S);
    DoubleVector c0 = DoubleVector.zero(S);
    DoubleVector c1 = DoubleVector.zero(S);
    DoubleVector c2 = DoubleVector.zero(S);
    DoubleVector c3 = DoubleVector.zero(S);
    DoubleVector d0 = DoubleVector.zero(S);
    DoubleVector d1 = DoubleVector.zero(S);
    DoubleVector d2 = DoubleVector.zero(S);
    DoubleVector d3 = DoubleVector.zero(S);
    for (int e = 0; e < size; e++) {
      int at = qo + e * W;
      DoubleVector q0 = DoubleVector.fromArray(S, q, at);
      DoubleVector q1 = DoubleVector.fromArray(S, q, at + V);
      DoubleVector q2 = DoubleVector.fromArray(S, q, at + 2 * V);
      DoubleVector q3 = DoubleVector.fromArray(S, q, at + 3 * V);
      DoubleVector a = DoubleVector.broadcast(S, k[k0 + e]);
      a0 = q0.fma(a, a0);
      a1 = q1.fma(a, a1);
      a2 = q2.fma(a, a2);
      a3 = q3.fma(a, a3);
      DoubleVector b = DoubleVector.broadcast(S, k[k1 + e]);
      b0 = q0.fma(b, b0);
      b1 = q1.fma(b, b1);
      b2 = q2.fma(b, b2);
      b3 = q3.fma(b, b3);
      DoubleVector c = DoubleVector.broadcast(S, k[k2 + e]);
      c0 = q0.fma(c, c0);
      c1 = q1.fma(c, c1);
      c2 = q2.fma(c, c2);
      c3 = q3.fma(c, c3);
      DoubleVector d = DoubleVector.broadcast(S, k[k3 + e]);
      d0 = q0.fma(d, d0);
      d1 = q1.fma(d, d1);
      d2 = q2.fma(d, d2);
      d3 = q3.fma(d, d3);
    }
    a0.intoArray(s, so);
    a1.intoArray(s, so + V);
    a2.intoArray(s, so + 2 * V);
    a3.intoArray(s, so + 3 * V);
    b0.intoArray(s, so + W);
    b1.intoArray(s, so + W + V);
    b2.intoArray(s, so + W + 2 * V);
    b3.intoArray(s, so + W + 3 * V);
    c0.intoArray(s, so + 2 * W);
    c1.intoArray(s, so + 2 * W + V);
    c2.intoArray(s, so + 2 * W + 2 * V);
    c3.intoArray(s, so + 2 * W + 3 * V);
    d0.intoArray(s, so + 3 * W);
    d1.intoArray(s, so + 3 * W + V);
    d2.intoArray(s, so + 3 * W + 2 * V);
    d3.intoArray(s, so + 3 * W + 3 * V);
  }

  /** Outputs times their factors, plus products of n keys: 4 elements, 4 vectors of queries. */
  static void wideValues(int n, double[] v, int vo, int ldv, double[] p, int po, double[] c, int co, double[] o,
      int oo) {
    DoubleVector f0 = DoubleVector.fromArray(S, c, co);
    DoubleVector f1 = DoubleVector.fromArray(S, c, co + V);
    DoubleVector f2 = DoubleVector.fromArray(S, c, co + 2 * V);
    DoubleVector f3 = DoubleVector.fromArray(S, c, co + 3 * V);
    DoubleVector a0 = DoubleVector.fromArray(S, o, oo).mul(f0);
    DoubleVector a1 = DoubleVector.fromArray(S, o, oo + V).mul(f1);
    DoubleVector a2 = DoubleVector.fromArray(S, o, oo + 2 * V).mul(f2);
    DoubleVector a3 = DoubleVector.fromArray(S, o, oo + 3 * V).mul(f3);
    DoubleVector b0 = DoubleVector.fromArray(S, o, oo + W).mul(f0);
    DoubleVector b1 = DoubleVector.fromArray(S, o, oo + W + V).mul(f1);
    DoubleVector b2 = DoubleVector.fromArray(S, o, oo + W + 2 * V).mul(f2);
    DoubleVector b3 = DoubleVector.fromArray(S, o, oo + W + 3 * V).mul(f3);
    DoubleVector c0 = DoubleVector.fromArray(S, o, oo + 2 * W).mul(f0);
    DoubleVector c1 = DoubleVector.fromArray(S, o, oo + 2 * W + V).mul(f1);
    DoubleVector c2 = DoubleVector.fromArray(S, o, oo + 2 * W + 2 * V).mul(f2);
    DoubleVector c3 = DoubleVector.fromArray(S, o, oo + 2 * W + 3 * V).mul(f3);
    DoubleVector d0 = DoubleVector.fromArray(S, o, oo + 3 * W).mul(f0);
    DoubleVector d1 = DoubleVector.fromArray(S, o, oo + 3 * W + V).mul(f1);
    DoubleVector d2 = DoubleVector.fromArray(S, o, oo + 3 * W + 2 * V).mul(f2);
    DoubleVector d3 = DoubleVector.fromArray(S, o, oo + 3 * W + 3 * V).mul(f3);
    for (int j = 0; j < n; j++) {
      int at = po + j * W;
      int from = vo + j * ldv;
      DoubleVector p0 = DoubleVector.fromArray(S, p, at);
      DoubleVector p1 = DoubleVector.fromArray(S, p, at + V);
      DoubleVector p2 = DoubleVector.fromArray(S, p, at + 2 * V);
      DoubleVector p3 = DoubleVector.fromArray(S, p, at + 3 * V);
      DoubleVector a = DoubleVector.broadcast(S, v[from]);
      a0 = p0.fma(a, a0);
      a1 = p1.fma(a, a1);
      a2 = p2.fma(a, a2);
      a3 = p3.fma(a, a3);
      DoubleVector b = DoubleVector.broadcast(S, v[from + 1]);
      b0 = p0.fma(b, b0);
      b1 = p1.fma(b, b1);
      b2 = p2.fma(b, b2);
      b3 = p3.fma(b, b3);
      DoubleVector g = DoubleVector.broadcast(S, v[from + 2]);
      c0 = p0.fma(g, c0);
      c1 = p1.fma(g, c1);
      c2 = p2.fma(g, c2);
      c3 = p3.fma(g, c3);
      DoubleVector d = DoubleVector.broadcast(S, v[from + 3]);
      d0 = p0.fma(d, d0);
      d1 = p1.fma(d, d1);
      d2 = p2.fma(d, d2);
      d3 = p3.fma(d, d3);
    }
    a0.intoArray(o, oo);
    a1.intoArray(o, oo + V);
    a2.intoArray(o, oo + 2 * V);
    a3.intoArray(o, oo + 3 * V);
    b0.intoArray(o, oo + W);
    b1.intoArray(o, oo + W + V);
    b2.intoArray(o, oo + W + 2 * V);
    b3.intoArray(o, oo + W + 3 * V);
    c0.intoArray(o, oo + 2 * W);
    c1.intoArray(o, oo + 2 * W + V);
    c2.intoArray(o, oo + 2 * W + 2 * V);
    c3.intoArray(o, oo + 2 * W + 3 * V);
    d0.intoArray(o, oo + 3 * W);
    d1.intoArray(o, oo + 3 * W + V);
    d2.intoArray(o, oo + 3 * W + 2 * V);
    d3.intoArray(o, oo + 3 * W + 3 * V);
  }
}
