// Master of FloatAttentionTileSimd: the float version is generated from this file.
package org.isobit.kernels.attention;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/**
 * The products of {@link AttentionSimd}; lanes are queries, so that keys and values are read where they lie, a number
 * at a time. Four rows of four vectors, and eight of one for queries that are left over.
 */
final class AttentionTileSimd {

  /** Lanes of a wide tile. */
  static final int WIDE = 4 * SpeciesSimd.DOUBLE.length();

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;
  private static final Class<DoubleVector> TYPE = SpeciesSimd.DOUBLE_TYPE;
  private static final int V = S.length();
  private static final int W = AttentionReference.LANES;

  private AttentionTileSimd() {}

  /** s_j = the chain over e from +0 of fma(q_e, k_je, s): 4 keys, 4 vectors of queries. */
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
    TYPE.cast(a0).intoArray(s, so);
    TYPE.cast(a1).intoArray(s, so + V);
    TYPE.cast(a2).intoArray(s, so + 2 * V);
    TYPE.cast(a3).intoArray(s, so + 3 * V);
    TYPE.cast(b0).intoArray(s, so + W);
    TYPE.cast(b1).intoArray(s, so + W + V);
    TYPE.cast(b2).intoArray(s, so + W + 2 * V);
    TYPE.cast(b3).intoArray(s, so + W + 3 * V);
    TYPE.cast(c0).intoArray(s, so + 2 * W);
    TYPE.cast(c1).intoArray(s, so + 2 * W + V);
    TYPE.cast(c2).intoArray(s, so + 2 * W + 2 * V);
    TYPE.cast(c3).intoArray(s, so + 2 * W + 3 * V);
    TYPE.cast(d0).intoArray(s, so + 3 * W);
    TYPE.cast(d1).intoArray(s, so + 3 * W + V);
    TYPE.cast(d2).intoArray(s, so + 3 * W + 2 * V);
    TYPE.cast(d3).intoArray(s, so + 3 * W + 3 * V);
  }

  /** The same of 8 keys and one vector of queries. */
  static void narrowScores(int size, double[] k, int k0, int ldk, double[] q, int qo, double[] s, int so) {
    int k1 = k0 + ldk;
    int k2 = k1 + ldk;
    int k3 = k2 + ldk;
    int k4 = k3 + ldk;
    int k5 = k4 + ldk;
    int k6 = k5 + ldk;
    int k7 = k6 + ldk;
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector s4 = DoubleVector.zero(S);
    DoubleVector s5 = DoubleVector.zero(S);
    DoubleVector s6 = DoubleVector.zero(S);
    DoubleVector s7 = DoubleVector.zero(S);
    for (int e = 0; e < size; e++) {
      DoubleVector p = DoubleVector.fromArray(S, q, qo + e * W);
      s0 = p.fma(DoubleVector.broadcast(S, k[k0 + e]), s0);
      s1 = p.fma(DoubleVector.broadcast(S, k[k1 + e]), s1);
      s2 = p.fma(DoubleVector.broadcast(S, k[k2 + e]), s2);
      s3 = p.fma(DoubleVector.broadcast(S, k[k3 + e]), s3);
      s4 = p.fma(DoubleVector.broadcast(S, k[k4 + e]), s4);
      s5 = p.fma(DoubleVector.broadcast(S, k[k5 + e]), s5);
      s6 = p.fma(DoubleVector.broadcast(S, k[k6 + e]), s6);
      s7 = p.fma(DoubleVector.broadcast(S, k[k7 + e]), s7);
    }
    TYPE.cast(s0).intoArray(s, so);
    TYPE.cast(s1).intoArray(s, so + W);
    TYPE.cast(s2).intoArray(s, so + 2 * W);
    TYPE.cast(s3).intoArray(s, so + 3 * W);
    TYPE.cast(s4).intoArray(s, so + 4 * W);
    TYPE.cast(s5).intoArray(s, so + 5 * W);
    TYPE.cast(s6).intoArray(s, so + 6 * W);
    TYPE.cast(s7).intoArray(s, so + 7 * W);
  }

  /** The same of one key and some vectors of queries. */
  static void score(int size, int first, int lanes, double[] k, int ko, double[] q, int qo, double[] s,
      int so) {
    for (int i = first; i < lanes; i += V) {
      DoubleVector chain = DoubleVector.zero(S);
      for (int e = 0; e < size; e++) {
        chain = DoubleVector.fromArray(S, q, qo + i + e * W).fma(DoubleVector.broadcast(S, k[ko + e]), chain);
      }
      TYPE.cast(chain).intoArray(s, so + i);
    }
  }

  /** o_e = o_e·c, then the chain over j of fma(p_j, v_je, o_e): 4 elements, 4 vectors of queries. */
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
    TYPE.cast(a0).intoArray(o, oo);
    TYPE.cast(a1).intoArray(o, oo + V);
    TYPE.cast(a2).intoArray(o, oo + 2 * V);
    TYPE.cast(a3).intoArray(o, oo + 3 * V);
    TYPE.cast(b0).intoArray(o, oo + W);
    TYPE.cast(b1).intoArray(o, oo + W + V);
    TYPE.cast(b2).intoArray(o, oo + W + 2 * V);
    TYPE.cast(b3).intoArray(o, oo + W + 3 * V);
    TYPE.cast(c0).intoArray(o, oo + 2 * W);
    TYPE.cast(c1).intoArray(o, oo + 2 * W + V);
    TYPE.cast(c2).intoArray(o, oo + 2 * W + 2 * V);
    TYPE.cast(c3).intoArray(o, oo + 2 * W + 3 * V);
    TYPE.cast(d0).intoArray(o, oo + 3 * W);
    TYPE.cast(d1).intoArray(o, oo + 3 * W + V);
    TYPE.cast(d2).intoArray(o, oo + 3 * W + 2 * V);
    TYPE.cast(d3).intoArray(o, oo + 3 * W + 3 * V);
  }

  /** The same of 8 elements and one vector of queries. */
  static void narrowValues(int n, double[] v, int vo, int ldv, double[] p, int po, double[] c, int co, double[] o,
      int oo) {
    DoubleVector f = DoubleVector.fromArray(S, c, co);
    DoubleVector s0 = DoubleVector.fromArray(S, o, oo).mul(f);
    DoubleVector s1 = DoubleVector.fromArray(S, o, oo + W).mul(f);
    DoubleVector s2 = DoubleVector.fromArray(S, o, oo + 2 * W).mul(f);
    DoubleVector s3 = DoubleVector.fromArray(S, o, oo + 3 * W).mul(f);
    DoubleVector s4 = DoubleVector.fromArray(S, o, oo + 4 * W).mul(f);
    DoubleVector s5 = DoubleVector.fromArray(S, o, oo + 5 * W).mul(f);
    DoubleVector s6 = DoubleVector.fromArray(S, o, oo + 6 * W).mul(f);
    DoubleVector s7 = DoubleVector.fromArray(S, o, oo + 7 * W).mul(f);
    for (int j = 0; j < n; j++) {
      int from = vo + j * ldv;
      DoubleVector x = DoubleVector.fromArray(S, p, po + j * W);
      s0 = x.fma(DoubleVector.broadcast(S, v[from]), s0);
      s1 = x.fma(DoubleVector.broadcast(S, v[from + 1]), s1);
      s2 = x.fma(DoubleVector.broadcast(S, v[from + 2]), s2);
      s3 = x.fma(DoubleVector.broadcast(S, v[from + 3]), s3);
      s4 = x.fma(DoubleVector.broadcast(S, v[from + 4]), s4);
      s5 = x.fma(DoubleVector.broadcast(S, v[from + 5]), s5);
      s6 = x.fma(DoubleVector.broadcast(S, v[from + 6]), s6);
      s7 = x.fma(DoubleVector.broadcast(S, v[from + 7]), s7);
    }
    TYPE.cast(s0).intoArray(o, oo);
    TYPE.cast(s1).intoArray(o, oo + W);
    TYPE.cast(s2).intoArray(o, oo + 2 * W);
    TYPE.cast(s3).intoArray(o, oo + 3 * W);
    TYPE.cast(s4).intoArray(o, oo + 4 * W);
    TYPE.cast(s5).intoArray(o, oo + 5 * W);
    TYPE.cast(s6).intoArray(o, oo + 6 * W);
    TYPE.cast(s7).intoArray(o, oo + 7 * W);
  }

  /** The same of one element and some vectors of queries. */
  static void value(int n, int first, int lanes, double[] v, int vo, int ldv, double[] p, int po, double[] c,
      double[] o, int oo) {
    for (int i = first; i < lanes; i += V) {
      DoubleVector chain = DoubleVector.fromArray(S, o, oo + i).mul(DoubleVector.fromArray(S, c, i));
      for (int j = 0; j < n; j++) {
        chain = DoubleVector.fromArray(S, p, po + i + j * W).fma(DoubleVector.broadcast(S, v[vo + j * ldv]), chain);
      }
      TYPE.cast(chain).intoArray(o, oo + i);
    }
  }
}
