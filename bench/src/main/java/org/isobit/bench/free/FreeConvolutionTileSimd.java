// Master of FloatFreeConvolutionTileSimd: the float version is generated from this file.
package org.isobit.bench.free;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.isobit.kernels.SpeciesSimd;

/** The micro-kernels of {@link FreeConvolution}: sums of some terms by themselves, which are then added to Y. */
final class FreeConvolutionTileSimd {

  private static final VectorSpecies<Double> S = SpeciesSimd.DOUBLE;

  private FreeConvolutionTileSimd() {}

  /**
   * 8 filters, whose weights are ldw apart, and three vectors of pixels, which may be the same: all of a filter are
   * read before one is written.
   */
  static void filters(double[] w, int wo, int ldw, int[] offsets, int terms, double[] x, int b0, int b1, int b2,
      double[] y, int o0, int o1, int o2, int ldy) {
    int w0 = wo;
    int w1 = wo + 1 * ldw;
    int w2 = wo + 2 * ldw;
    int w3 = wo + 3 * ldw;
    int w4 = wo + 4 * ldw;
    int w5 = wo + 5 * ldw;
    int w6 = wo + 6 * ldw;
    int w7 = wo + 7 * ldw;
    DoubleVector s0 = DoubleVector.zero(S);
    DoubleVector t0 = DoubleVector.zero(S);
    DoubleVector u0 = DoubleVector.zero(S);
    DoubleVector s1 = DoubleVector.zero(S);
    DoubleVector t1 = DoubleVector.zero(S);
    DoubleVector u1 = DoubleVector.zero(S);
    DoubleVector s2 = DoubleVector.zero(S);
    DoubleVector t2 = DoubleVector.zero(S);
    DoubleVector u2 = DoubleVector.zero(S);
    DoubleVector s3 = DoubleVector.zero(S);
    DoubleVector t3 = DoubleVector.zero(S);
    DoubleVector u3 = DoubleVector.zero(S);
    DoubleVector s4 = DoubleVector.zero(S);
    DoubleVector t4 = DoubleVector.zero(S);
    DoubleVector u4 = DoubleVector.zero(S);
    DoubleVector s5 = DoubleVector.zero(S);
    DoubleVector t5 = DoubleVector.zero(S);
    DoubleVector u5 = DoubleVector.zero(S);
    DoubleVector s6 = DoubleVector.zero(S);
    DoubleVector t6 = DoubleVector.zero(S);
    DoubleVector u6 = DoubleVector.zero(S);
    DoubleVector s7 = DoubleVector.zero(S);
    DoubleVector t7 = DoubleVector.zero(S);
    DoubleVector u7 = DoubleVector.zero(S);
    for (int k = 0; k < terms; k++) {
      int at = offsets[k];
      DoubleVector p = DoubleVector.fromArray(S, x, b0 + at);
      DoubleVector q = DoubleVector.fromArray(S, x, b1 + at);
      DoubleVector g = DoubleVector.fromArray(S, x, b2 + at);
      DoubleVector a0 = DoubleVector.broadcast(S, w[w0 + k]);
      s0 = a0.fma(p, s0);
      t0 = a0.fma(q, t0);
      u0 = a0.fma(g, u0);
      DoubleVector a1 = DoubleVector.broadcast(S, w[w1 + k]);
      s1 = a1.fma(p, s1);
      t1 = a1.fma(q, t1);
      u1 = a1.fma(g, u1);
      DoubleVector a2 = DoubleVector.broadcast(S, w[w2 + k]);
      s2 = a2.fma(p, s2);
      t2 = a2.fma(q, t2);
      u2 = a2.fma(g, u2);
      DoubleVector a3 = DoubleVector.broadcast(S, w[w3 + k]);
      s3 = a3.fma(p, s3);
      t3 = a3.fma(q, t3);
      u3 = a3.fma(g, u3);
      DoubleVector a4 = DoubleVector.broadcast(S, w[w4 + k]);
      s4 = a4.fma(p, s4);
      t4 = a4.fma(q, t4);
      u4 = a4.fma(g, u4);
      DoubleVector a5 = DoubleVector.broadcast(S, w[w5 + k]);
      s5 = a5.fma(p, s5);
      t5 = a5.fma(q, t5);
      u5 = a5.fma(g, u5);
      DoubleVector a6 = DoubleVector.broadcast(S, w[w6 + k]);
      s6 = a6.fma(p, s6);
      t6 = a6.fma(q, t6);
      u6 = a6.fma(g, u6);
      DoubleVector a7 = DoubleVector.broadcast(S, w[w7 + k]);
      s7 = a7.fma(p, s7);
      t7 = a7.fma(q, t7);
      u7 = a7.fma(g, u7);
    }
    s0 = s0.add(DoubleVector.fromArray(S, y, o0));
    t0 = t0.add(DoubleVector.fromArray(S, y, o1));
    u0.add(DoubleVector.fromArray(S, y, o2)).intoArray(y, o2);
    t0.intoArray(y, o1);
    s0.intoArray(y, o0);
    s1 = s1.add(DoubleVector.fromArray(S, y, o0 + ldy));
    t1 = t1.add(DoubleVector.fromArray(S, y, o1 + ldy));
    u1.add(DoubleVector.fromArray(S, y, o2 + ldy)).intoArray(y, o2 + ldy);
    t1.intoArray(y, o1 + ldy);
    s1.intoArray(y, o0 + ldy);
    s2 = s2.add(DoubleVector.fromArray(S, y, o0 + 2 * ldy));
    t2 = t2.add(DoubleVector.fromArray(S, y, o1 + 2 * ldy));
    u2.add(DoubleVector.fromArray(S, y, o2 + 2 * ldy)).intoArray(y, o2 + 2 * ldy);
    t2.intoArray(y, o1 + 2 * ldy);
    s2.intoArray(y, o0 + 2 * ldy);
    s3 = s3.add(DoubleVector.fromArray(S, y, o0 + 3 * ldy));
    t3 = t3.add(DoubleVector.fromArray(S, y, o1 + 3 * ldy));
    u3.add(DoubleVector.fromArray(S, y, o2 + 3 * ldy)).intoArray(y, o2 + 3 * ldy);
    t3.intoArray(y, o1 + 3 * ldy);
    s3.intoArray(y, o0 + 3 * ldy);
    s4 = s4.add(DoubleVector.fromArray(S, y, o0 + 4 * ldy));
    t4 = t4.add(DoubleVector.fromArray(S, y, o1 + 4 * ldy));
    u4.add(DoubleVector.fromArray(S, y, o2 + 4 * ldy)).intoArray(y, o2 + 4 * ldy);
    t4.intoArray(y, o1 + 4 * ldy);
    s4.intoArray(y, o0 + 4 * ldy);
    s5 = s5.add(DoubleVector.fromArray(S, y, o0 + 5 * ldy));
    t5 = t5.add(DoubleVector.fromArray(S, y, o1 + 5 * ldy));
    u5.add(DoubleVector.fromArray(S, y, o2 + 5 * ldy)).intoArray(y, o2 + 5 * ldy);
    t5.intoArray(y, o1 + 5 * ldy);
    s5.intoArray(y, o0 + 5 * ldy);
    s6 = s6.add(DoubleVector.fromArray(S, y, o0 + 6 * ldy));
    t6 = t6.add(DoubleVector.fromArray(S, y, o1 + 6 * ldy));
    u6.add(DoubleVector.fromArray(S, y, o2 + 6 * ldy)).intoArray(y, o2 + 6 * ldy);
    t6.intoArray(y, o1 + 6 * ldy);
    s6.intoArray(y, o0 + 6 * ldy);
    s7 = s7.add(DoubleVector.fromArray(S, y, o0 + 7 * ldy));
    t7 = t7.add(DoubleVector.fromArray(S, y, o1 + 7 * ldy));
    u7.add(DoubleVector.fromArray(S, y, o2 + 7 * ldy)).intoArray(y, o2 + 7 * ldy);
    t7.intoArray(y, o1 + 7 * ldy);
    s7.intoArray(y, o0 + 7 * ldy);
  }

  /**
   * 4 rows of outputs of one filter and channel, four vectors wide; its columns one after the other, and in them its
   * ky rows, at least 3.
   */
  static void rows(double[] w, int wo, int ky, int kx, double start, double[] x, int b, int pitch, double[] y, int o,
      int ldy) {
    int step = S.length();
    DoubleVector s0 = DoubleVector.broadcast(S, start);
    DoubleVector t0 = DoubleVector.broadcast(S, start);
    DoubleVector u0 = DoubleVector.broadcast(S, start);
    DoubleVector v0 = DoubleVector.broadcast(S, start);
    DoubleVector s1 = DoubleVector.broadcast(S, start);
    DoubleVector t1 = DoubleVector.broadcast(S, start);
    DoubleVector u1 = DoubleVector.broadcast(S, start);
    DoubleVector v1 = DoubleVector.broadcast(S, start);
    DoubleVector s2 = DoubleVector.broadcast(S, start);
    DoubleVector t2 = DoubleVector.broadcast(S, start);
    DoubleVector u2 = DoubleVector.broadcast(S, start);
    DoubleVector v2 = DoubleVector.broadcast(S, start);
    DoubleVector s3 = DoubleVector.broadcast(S, start);
    DoubleVector t3 = DoubleVector.broadcast(S, start);
    DoubleVector u3 = DoubleVector.broadcast(S, start);
    DoubleVector v3 = DoubleVector.broadcast(S, start);
    for (int j = 0; j < kx; j++) {
      int k = wo + j;
      int atx = b + j;
      DoubleVector px = DoubleVector.fromArray(S, x, atx);
      DoubleVector qx = DoubleVector.fromArray(S, x, atx + step);
      DoubleVector gx = DoubleVector.fromArray(S, x, atx + 2 * step);
      DoubleVector hx = DoubleVector.fromArray(S, x, atx + 3 * step);
      DoubleVector ax0 = DoubleVector.broadcast(S, w[k]);
      s0 = ax0.fma(px, s0);
      t0 = ax0.fma(qx, t0);
      u0 = ax0.fma(gx, u0);
      v0 = ax0.fma(hx, v0);
      int aty = b + j + pitch;
      DoubleVector py = DoubleVector.fromArray(S, x, aty);
      DoubleVector qy = DoubleVector.fromArray(S, x, aty + step);
      DoubleVector gy = DoubleVector.fromArray(S, x, aty + 2 * step);
      DoubleVector hy = DoubleVector.fromArray(S, x, aty + 3 * step);
      DoubleVector ay0 = DoubleVector.broadcast(S, w[k + kx]);
      s0 = ay0.fma(py, s0);
      t0 = ay0.fma(qy, t0);
      u0 = ay0.fma(gy, u0);
      v0 = ay0.fma(hy, v0);
      DoubleVector ay1 = DoubleVector.broadcast(S, w[k]);
      s1 = ay1.fma(py, s1);
      t1 = ay1.fma(qy, t1);
      u1 = ay1.fma(gy, u1);
      v1 = ay1.fma(hy, v1);
      int atz = b + j + 2 * pitch;
      DoubleVector pz = DoubleVector.fromArray(S, x, atz);
      DoubleVector qz = DoubleVector.fromArray(S, x, atz + step);
      DoubleVector gz = DoubleVector.fromArray(S, x, atz + 2 * step);
      DoubleVector hz = DoubleVector.fromArray(S, x, atz + 3 * step);
      DoubleVector az0 = DoubleVector.broadcast(S, w[k + 2 * kx]);
      s0 = az0.fma(pz, s0);
      t0 = az0.fma(qz, t0);
      u0 = az0.fma(gz, u0);
      v0 = az0.fma(hz, v0);
      DoubleVector az1 = DoubleVector.broadcast(S, w[k + kx]);
      s1 = az1.fma(pz, s1);
      t1 = az1.fma(qz, t1);
      u1 = az1.fma(gz, u1);
      v1 = az1.fma(hz, v1);
      DoubleVector az2 = DoubleVector.broadcast(S, w[k]);
      s2 = az2.fma(pz, s2);
      t2 = az2.fma(qz, t2);
      u2 = az2.fma(gz, u2);
      v2 = az2.fma(hz, v2);
      for (int i = 3; i < ky; i++) {
        int m = k + i * kx;
        int at = b + j + i * pitch;
        DoubleVector p = DoubleVector.fromArray(S, x, at);
        DoubleVector q = DoubleVector.fromArray(S, x, at + step);
        DoubleVector g = DoubleVector.fromArray(S, x, at + 2 * step);
        DoubleVector h = DoubleVector.fromArray(S, x, at + 3 * step);
        DoubleVector a0 = DoubleVector.broadcast(S, w[m]);
        s0 = a0.fma(p, s0);
        t0 = a0.fma(q, t0);
        u0 = a0.fma(g, u0);
        v0 = a0.fma(h, v0);
        DoubleVector a1 = DoubleVector.broadcast(S, w[m - kx]);
        s1 = a1.fma(p, s1);
        t1 = a1.fma(q, t1);
        u1 = a1.fma(g, u1);
        v1 = a1.fma(h, v1);
        DoubleVector a2 = DoubleVector.broadcast(S, w[m - 2 * kx]);
        s2 = a2.fma(p, s2);
        t2 = a2.fma(q, t2);
        u2 = a2.fma(g, u2);
        v2 = a2.fma(h, v2);
        DoubleVector a3 = DoubleVector.broadcast(S, w[m - 3 * kx]);
        s3 = a3.fma(p, s3);
        t3 = a3.fma(q, t3);
        u3 = a3.fma(g, u3);
        v3 = a3.fma(h, v3);
      }
      int e = k + ky * kx;
      int atc = b + j + ky * pitch;
      DoubleVector pc = DoubleVector.fromArray(S, x, atc);
      DoubleVector qc = DoubleVector.fromArray(S, x, atc + step);
      DoubleVector gc = DoubleVector.fromArray(S, x, atc + 2 * step);
      DoubleVector hc = DoubleVector.fromArray(S, x, atc + 3 * step);
      DoubleVector ac1 = DoubleVector.broadcast(S, w[e - kx]);
      s1 = ac1.fma(pc, s1);
      t1 = ac1.fma(qc, t1);
      u1 = ac1.fma(gc, u1);
      v1 = ac1.fma(hc, v1);
      DoubleVector ac2 = DoubleVector.broadcast(S, w[e - 2 * kx]);
      s2 = ac2.fma(pc, s2);
      t2 = ac2.fma(qc, t2);
      u2 = ac2.fma(gc, u2);
      v2 = ac2.fma(hc, v2);
      DoubleVector ac3 = DoubleVector.broadcast(S, w[e - 3 * kx]);
      s3 = ac3.fma(pc, s3);
      t3 = ac3.fma(qc, t3);
      u3 = ac3.fma(gc, u3);
      v3 = ac3.fma(hc, v3);
      int atd = b + j + (ky + 1) * pitch;
      DoubleVector pd = DoubleVector.fromArray(S, x, atd);
      DoubleVector qd = DoubleVector.fromArray(S, x, atd + step);
      DoubleVector gd = DoubleVector.fromArray(S, x, atd + 2 * step);
      DoubleVector hd = DoubleVector.fromArray(S, x, atd + 3 * step);
      DoubleVector ad2 = DoubleVector.broadcast(S, w[e - kx]);
      s2 = ad2.fma(pd, s2);
      t2 = ad2.fma(qd, t2);
      u2 = ad2.fma(gd, u2);
      v2 = ad2.fma(hd, v2);
      DoubleVector ad3 = DoubleVector.broadcast(S, w[e - 2 * kx]);
      s3 = ad3.fma(pd, s3);
      t3 = ad3.fma(qd, t3);
      u3 = ad3.fma(gd, u3);
      v3 = ad3.fma(hd, v3);
      int atf = b + j + (ky + 2) * pitch;
      DoubleVector pf = DoubleVector.fromArray(S, x, atf);
      DoubleVector qf = DoubleVector.fromArray(S, x, atf + step);
      DoubleVector gf = DoubleVector.fromArray(S, x, atf + 2 * step);
      DoubleVector hf = DoubleVector.fromArray(S, x, atf + 3 * step);
      DoubleVector af3 = DoubleVector.broadcast(S, w[e - kx]);
      s3 = af3.fma(pf, s3);
      t3 = af3.fma(qf, t3);
      u3 = af3.fma(gf, u3);
      v3 = af3.fma(hf, v3);
    }
    s0.intoArray(y, o);
    t0.intoArray(y, o + step);
    u0.intoArray(y, o + 2 * step);
    v0.intoArray(y, o + 3 * step);
    s1.intoArray(y, o + ldy);
    t1.intoArray(y, o + ldy + step);
    u1.intoArray(y, o + ldy + 2 * step);
    v1.intoArray(y, o + ldy + 3 * step);
    s2.intoArray(y, o + 2 * ldy);
    t2.intoArray(y, o + 2 * ldy + step);
    u2.intoArray(y, o + 2 * ldy + 2 * step);
    v2.intoArray(y, o + 2 * ldy + 3 * step);
    s3.intoArray(y, o + 3 * ldy);
    t3.intoArray(y, o + 3 * ldy + step);
    u3.intoArray(y, o + 3 * ldy + 2 * step);
    v3.intoArray(y, o + 3 * ldy + 3 * step);
  }
}
