// Master of FloatFourierStagesSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import static jdk.incubator.vector.VectorOperators.FMA;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Stages but for the last: for p = 0 … m − 1 and q = 0 … s − 1, of which a vector has V, the transform of
 * a_k = x[q + s·(p + m·k)], times factors to y[q + s·(radix·p + k)]. Real parts and imaginary parts lie in planes of
 * their own, from xr and xi on, results from yr and yi on, all in one segment; s is at least V, and the last vector of
 * a row may overlap the one before with the same values. The factors are those of {@link FourierPlan}, from wo on.
 */
final class FourierStagesSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();
  private static final long B = Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final double SIN_3 = FourierConstants.SIN_3;
  private static final double MINUS_SIN_3 = -FourierConstants.SIN_3;
  private static final double MINUS_HALF = -0.5;
  private static final double COS_5 = FourierConstants.COS_5;
  private static final double COS_5_2 = FourierConstants.COS_5_2;
  private static final double SIN_5 = FourierConstants.SIN_5;
  private static final double MINUS_SIN_5 = -FourierConstants.SIN_5;
  private static final double SIN_5_2 = FourierConstants.SIN_5_2;
  private static final double H = FourierConstants.ROOT_HALF;
  private static final double MINUS_H = -FourierConstants.ROOT_HALF;

  private FourierStagesSimd() {}

  /** Of radix 2. */
  static void two(int m, int s, double[] w, int wo, MemorySegment a, int xr, int xi, int yr, int yi) {
    int step = s * m;
    for (int p = 0; p < m; p++) {
      DoubleVector w1r = DoubleVector.broadcast(S, w[wo + p]);
      DoubleVector w1i = DoubleVector.broadcast(S, w[wo + m + p]);
      int i = s * p;
      int o = 2 * s * p;
      for (int next = 0; next < s; next += V) {
        int q = next < s - V ? next : s - V;
        DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q), ORDER);
        DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q), ORDER);
        DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + step), ORDER);
        DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + step), ORDER);
        DoubleVector b0r = a0r.add(a1r);
        DoubleVector b0i = a0i.add(a1i);
        DoubleVector b1r = a0r.sub(a1r);
        DoubleVector b1i = a0i.sub(a1i);
        b0r.intoMemorySegment(a, B * (yr + o + q), ORDER);
        b0i.intoMemorySegment(a, B * (yi + o + q), ORDER);
        DoubleVector c1r = b1r.lanewise(FMA, w1r, b1i.mul(w1i).neg());
        DoubleVector c1i = b1i.lanewise(FMA, w1r, b1r.mul(w1i));
        c1r.intoMemorySegment(a, B * (yr + o + q + s), ORDER);
        c1i.intoMemorySegment(a, B * (yi + o + q + s), ORDER);
      }
    }
  }

  /** Of radix 3. */
  static void three(int m, int s, double[] w, int wo, MemorySegment a, int xr, int xi, int yr, int yi) {
    int step = s * m;
    for (int p = 0; p < m; p++) {
      DoubleVector w1r = DoubleVector.broadcast(S, w[wo + p]);
      DoubleVector w1i = DoubleVector.broadcast(S, w[wo + m + p]);
      DoubleVector w2r = DoubleVector.broadcast(S, w[wo + 2 * m + p]);
      DoubleVector w2i = DoubleVector.broadcast(S, w[wo + 3 * m + p]);
      int i = s * p;
      int o = 3 * s * p;
      for (int next = 0; next < s; next += V) {
        int q = next < s - V ? next : s - V;
        DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q), ORDER);
        DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q), ORDER);
        DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + step), ORDER);
        DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + step), ORDER);
        DoubleVector a2r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 2 * step), ORDER);
        DoubleVector a2i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 2 * step), ORDER);
        DoubleVector tr = a1r.add(a2r);
        DoubleVector ti = a1i.add(a2i);
        DoubleVector dr = a1r.sub(a2r);
        DoubleVector di = a1i.sub(a2i);
        DoubleVector b0r = a0r.add(tr);
        DoubleVector b0i = a0i.add(ti);
        DoubleVector ur = tr.lanewise(FMA, MINUS_HALF, a0r);
        DoubleVector ui = ti.lanewise(FMA, MINUS_HALF, a0i);
        DoubleVector b1r = di.lanewise(FMA, SIN_3, ur);
        DoubleVector b1i = dr.lanewise(FMA, MINUS_SIN_3, ui);
        DoubleVector b2r = di.lanewise(FMA, MINUS_SIN_3, ur);
        DoubleVector b2i = dr.lanewise(FMA, SIN_3, ui);
        b0r.intoMemorySegment(a, B * (yr + o + q), ORDER);
        b0i.intoMemorySegment(a, B * (yi + o + q), ORDER);
        DoubleVector c1r = b1r.lanewise(FMA, w1r, b1i.mul(w1i).neg());
        DoubleVector c1i = b1i.lanewise(FMA, w1r, b1r.mul(w1i));
        c1r.intoMemorySegment(a, B * (yr + o + q + s), ORDER);
        c1i.intoMemorySegment(a, B * (yi + o + q + s), ORDER);
        DoubleVector c2r = b2r.lanewise(FMA, w2r, b2i.mul(w2i).neg());
        DoubleVector c2i = b2i.lanewise(FMA, w2r, b2r.mul(w2i));
        c2r.intoMemorySegment(a, B * (yr + o + q + 2 * s), ORDER);
        c2i.intoMemorySegment(a, B * (yi + o + q + 2 * s), ORDER);
      }
    }
  }

  /** Of radix 4. */
  static void four(int m, int s, double[] w, int wo, MemorySegment a, int xr, int xi, int yr, int yi) {
    int step = s * m;
    for (int p = 0; p < m; p++) {
      DoubleVector w1r = DoubleVector.broadcast(S, w[wo + p]);
      DoubleVector w1i = DoubleVector.broadcast(S, w[wo + m + p]);
      DoubleVector w2r = DoubleVector.broadcast(S, w[wo + 2 * m + p]);
      DoubleVector w2i = DoubleVector.broadcast(S, w[wo + 3 * m + p]);
      DoubleVector w3r = DoubleVector.broadcast(S, w[wo + 4 * m + p]);
      DoubleVector w3i = DoubleVector.broadcast(S, w[wo + 5 * m + p]);
      int i = s * p;
      int o = 4 * s * p;
      for (int next = 0; next < s; next += V) {
        int q = next < s - V ? next : s - V;
        DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q), ORDER);
        DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q), ORDER);
        DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + step), ORDER);
        DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + step), ORDER);
        DoubleVector a2r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 2 * step), ORDER);
        DoubleVector a2i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 2 * step), ORDER);
        DoubleVector a3r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 3 * step), ORDER);
        DoubleVector a3i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 3 * step), ORDER);
        DoubleVector s0r = a0r.add(a2r);
        DoubleVector s0i = a0i.add(a2i);
        DoubleVector er = a0r.sub(a2r);
        DoubleVector ei = a0i.sub(a2i);
        DoubleVector s1r = a1r.add(a3r);
        DoubleVector s1i = a1i.add(a3i);
        DoubleVector fr = a1r.sub(a3r);
        DoubleVector fi = a1i.sub(a3i);
        DoubleVector b0r = s0r.add(s1r);
        DoubleVector b0i = s0i.add(s1i);
        DoubleVector b2r = s0r.sub(s1r);
        DoubleVector b2i = s0i.sub(s1i);
        DoubleVector b1r = er.add(fi);
        DoubleVector b1i = ei.sub(fr);
        DoubleVector b3r = er.sub(fi);
        DoubleVector b3i = ei.add(fr);
        b0r.intoMemorySegment(a, B * (yr + o + q), ORDER);
        b0i.intoMemorySegment(a, B * (yi + o + q), ORDER);
        DoubleVector c1r = b1r.lanewise(FMA, w1r, b1i.mul(w1i).neg());
        DoubleVector c1i = b1i.lanewise(FMA, w1r, b1r.mul(w1i));
        c1r.intoMemorySegment(a, B * (yr + o + q + s), ORDER);
        c1i.intoMemorySegment(a, B * (yi + o + q + s), ORDER);
        DoubleVector c2r = b2r.lanewise(FMA, w2r, b2i.mul(w2i).neg());
        DoubleVector c2i = b2i.lanewise(FMA, w2r, b2r.mul(w2i));
        c2r.intoMemorySegment(a, B * (yr + o + q + 2 * s), ORDER);
        c2i.intoMemorySegment(a, B * (yi + o + q + 2 * s), ORDER);
        DoubleVector c3r = b3r.lanewise(FMA, w3r, b3i.mul(w3i).neg());
        DoubleVector c3i = b3i.lanewise(FMA, w3r, b3r.mul(w3i));
        c3r.intoMemorySegment(a, B * (yr + o + q + 3 * s), ORDER);
        c3i.intoMemorySegment(a, B * (yi + o + q + 3 * s), ORDER);
      }
    }
  }

  /** Of radix 5. */
  static void five(int m, int s, double[] w, int wo, MemorySegment a, int xr, int xi, int yr, int yi) {
    int step = s * m;
    for (int p = 0; p < m; p++) {
      DoubleVector w1r = DoubleVector.broadcast(S, w[wo + p]);
      DoubleVector w1i = DoubleVector.broadcast(S, w[wo + m + p]);
      DoubleVector w2r = DoubleVector.broadcast(S, w[wo + 2 * m + p]);
      DoubleVector w2i = DoubleVector.broadcast(S, w[wo + 3 * m + p]);
      DoubleVector w3r = DoubleVector.broadcast(S, w[wo + 4 * m + p]);
      DoubleVector w3i = DoubleVector.broadcast(S, w[wo + 5 * m + p]);
      DoubleVector w4r = DoubleVector.broadcast(S, w[wo + 6 * m + p]);
      DoubleVector w4i = DoubleVector.broadcast(S, w[wo + 7 * m + p]);
      int i = s * p;
      int o = 5 * s * p;
      for (int next = 0; next < s; next += V) {
        int q = next < s - V ? next : s - V;
        DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q), ORDER);
        DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q), ORDER);
        DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + step), ORDER);
        DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + step), ORDER);
        DoubleVector a2r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 2 * step), ORDER);
        DoubleVector a2i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 2 * step), ORDER);
        DoubleVector a3r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 3 * step), ORDER);
        DoubleVector a3i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 3 * step), ORDER);
        DoubleVector a4r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 4 * step), ORDER);
        DoubleVector a4i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 4 * step), ORDER);
        DoubleVector t1r = a1r.add(a4r);
        DoubleVector t1i = a1i.add(a4i);
        DoubleVector d1r = a1r.sub(a4r);
        DoubleVector d1i = a1i.sub(a4i);
        DoubleVector t2r = a2r.add(a3r);
        DoubleVector t2i = a2i.add(a3i);
        DoubleVector d2r = a2r.sub(a3r);
        DoubleVector d2i = a2i.sub(a3i);
        DoubleVector b0r = a0r.add(t1r.add(t2r));
        DoubleVector b0i = a0i.add(t1i.add(t2i));
        DoubleVector u1r = t2r.lanewise(FMA, COS_5_2, t1r.lanewise(FMA, COS_5, a0r));
        DoubleVector u2r = t2r.lanewise(FMA, COS_5, t1r.lanewise(FMA, COS_5_2, a0r));
        DoubleVector v1r = d2r.lanewise(FMA, SIN_5_2, d1r.mul(SIN_5));
        DoubleVector v2r = d2r.lanewise(FMA, MINUS_SIN_5, d1r.mul(SIN_5_2));
        DoubleVector u1i = t2i.lanewise(FMA, COS_5_2, t1i.lanewise(FMA, COS_5, a0i));
        DoubleVector u2i = t2i.lanewise(FMA, COS_5, t1i.lanewise(FMA, COS_5_2, a0i));
        DoubleVector v1i = d2i.lanewise(FMA, SIN_5_2, d1i.mul(SIN_5));
        DoubleVector v2i = d2i.lanewise(FMA, MINUS_SIN_5, d1i.mul(SIN_5_2));
        DoubleVector b1r = u1r.add(v1i);
        DoubleVector b1i = u1i.sub(v1r);
        DoubleVector b4r = u1r.sub(v1i);
        DoubleVector b4i = u1i.add(v1r);
        DoubleVector b2r = u2r.add(v2i);
        DoubleVector b2i = u2i.sub(v2r);
        DoubleVector b3r = u2r.sub(v2i);
        DoubleVector b3i = u2i.add(v2r);
        b0r.intoMemorySegment(a, B * (yr + o + q), ORDER);
        b0i.intoMemorySegment(a, B * (yi + o + q), ORDER);
        DoubleVector c1r = b1r.lanewise(FMA, w1r, b1i.mul(w1i).neg());
        DoubleVector c1i = b1i.lanewise(FMA, w1r, b1r.mul(w1i));
        c1r.intoMemorySegment(a, B * (yr + o + q + s), ORDER);
        c1i.intoMemorySegment(a, B * (yi + o + q + s), ORDER);
        DoubleVector c2r = b2r.lanewise(FMA, w2r, b2i.mul(w2i).neg());
        DoubleVector c2i = b2i.lanewise(FMA, w2r, b2r.mul(w2i));
        c2r.intoMemorySegment(a, B * (yr + o + q + 2 * s), ORDER);
        c2i.intoMemorySegment(a, B * (yi + o + q + 2 * s), ORDER);
        DoubleVector c3r = b3r.lanewise(FMA, w3r, b3i.mul(w3i).neg());
        DoubleVector c3i = b3i.lanewise(FMA, w3r, b3r.mul(w3i));
        c3r.intoMemorySegment(a, B * (yr + o + q + 3 * s), ORDER);
        c3i.intoMemorySegment(a, B * (yi + o + q + 3 * s), ORDER);
        DoubleVector c4r = b4r.lanewise(FMA, w4r, b4i.mul(w4i).neg());
        DoubleVector c4i = b4i.lanewise(FMA, w4r, b4r.mul(w4i));
        c4r.intoMemorySegment(a, B * (yr + o + q + 4 * s), ORDER);
        c4i.intoMemorySegment(a, B * (yi + o + q + 4 * s), ORDER);
      }
    }
  }

  /** Of radix 8. */
  static void eight(int m, int s, double[] w, int wo, MemorySegment a, int xr, int xi, int yr, int yi) {
    int step = s * m;
    for (int p = 0; p < m; p++) {
      DoubleVector w1r = DoubleVector.broadcast(S, w[wo + p]);
      DoubleVector w1i = DoubleVector.broadcast(S, w[wo + m + p]);
      DoubleVector w2r = DoubleVector.broadcast(S, w[wo + 2 * m + p]);
      DoubleVector w2i = DoubleVector.broadcast(S, w[wo + 3 * m + p]);
      DoubleVector w3r = DoubleVector.broadcast(S, w[wo + 4 * m + p]);
      DoubleVector w3i = DoubleVector.broadcast(S, w[wo + 5 * m + p]);
      DoubleVector w4r = DoubleVector.broadcast(S, w[wo + 6 * m + p]);
      DoubleVector w4i = DoubleVector.broadcast(S, w[wo + 7 * m + p]);
      DoubleVector w5r = DoubleVector.broadcast(S, w[wo + 8 * m + p]);
      DoubleVector w5i = DoubleVector.broadcast(S, w[wo + 9 * m + p]);
      DoubleVector w6r = DoubleVector.broadcast(S, w[wo + 10 * m + p]);
      DoubleVector w6i = DoubleVector.broadcast(S, w[wo + 11 * m + p]);
      DoubleVector w7r = DoubleVector.broadcast(S, w[wo + 12 * m + p]);
      DoubleVector w7i = DoubleVector.broadcast(S, w[wo + 13 * m + p]);
      int i = s * p;
      int o = 8 * s * p;
      for (int next = 0; next < s; next += V) {
        int q = next < s - V ? next : s - V;
        DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q), ORDER);
        DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q), ORDER);
        DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + step), ORDER);
        DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + step), ORDER);
        DoubleVector a2r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 2 * step), ORDER);
        DoubleVector a2i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 2 * step), ORDER);
        DoubleVector a3r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 3 * step), ORDER);
        DoubleVector a3i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 3 * step), ORDER);
        DoubleVector a4r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 4 * step), ORDER);
        DoubleVector a4i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 4 * step), ORDER);
        DoubleVector a5r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 5 * step), ORDER);
        DoubleVector a5i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 5 * step), ORDER);
        DoubleVector a6r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 6 * step), ORDER);
        DoubleVector a6i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 6 * step), ORDER);
        DoubleVector a7r = DoubleVector.fromMemorySegment(S, a, B * (xr + i + q + 7 * step), ORDER);
        DoubleVector a7i = DoubleVector.fromMemorySegment(S, a, B * (xi + i + q + 7 * step), ORDER);
        DoubleVector s0r = a0r.add(a4r);
        DoubleVector s0i = a0i.add(a4i);
        DoubleVector d0r = a0r.sub(a4r);
        DoubleVector d0i = a0i.sub(a4i);
        DoubleVector s1r = a1r.add(a5r);
        DoubleVector s1i = a1i.add(a5i);
        DoubleVector d1r = a1r.sub(a5r);
        DoubleVector d1i = a1i.sub(a5i);
        DoubleVector s2r = a2r.add(a6r);
        DoubleVector s2i = a2i.add(a6i);
        DoubleVector d2r = a2r.sub(a6r);
        DoubleVector d2i = a2i.sub(a6i);
        DoubleVector s3r = a3r.add(a7r);
        DoubleVector s3i = a3i.add(a7i);
        DoubleVector d3r = a3r.sub(a7r);
        DoubleVector d3i = a3i.sub(a7i);
        DoubleVector p0r = s0r.add(s2r);
        DoubleVector p0i = s0i.add(s2i);
        DoubleVector er = s0r.sub(s2r);
        DoubleVector ei = s0i.sub(s2i);
        DoubleVector p1r = s1r.add(s3r);
        DoubleVector p1i = s1i.add(s3i);
        DoubleVector fr = s1r.sub(s3r);
        DoubleVector fi = s1i.sub(s3i);
        DoubleVector b0r = p0r.add(p1r);
        DoubleVector b0i = p0i.add(p1i);
        DoubleVector b4r = p0r.sub(p1r);
        DoubleVector b4i = p0i.sub(p1i);
        DoubleVector b2r = er.add(fi);
        DoubleVector b2i = ei.sub(fr);
        DoubleVector b6r = er.sub(fi);
        DoubleVector b6i = ei.add(fr);
        DoubleVector gr = d0r.add(d2i);
        DoubleVector gi = d0i.sub(d2r);
        DoubleVector hr = d0r.sub(d2i);
        DoubleVector hi = d0i.add(d2r);
        DoubleVector cr = d1r.add(d1i);
        DoubleVector ci = d1i.sub(d1r);
        DoubleVector zr = d3r.sub(d3i);
        DoubleVector zi = d3i.add(d3r);
        DoubleVector ur = cr.sub(zr);
        DoubleVector ui = ci.sub(zi);
        DoubleVector vr = cr.add(zr);
        DoubleVector vi = ci.add(zi);
        DoubleVector b1r = ur.lanewise(FMA, H, gr);
        DoubleVector b1i = ui.lanewise(FMA, H, gi);
        DoubleVector b5r = ur.lanewise(FMA, MINUS_H, gr);
        DoubleVector b5i = ui.lanewise(FMA, MINUS_H, gi);
        DoubleVector b3r = vi.lanewise(FMA, H, hr);
        DoubleVector b3i = vr.lanewise(FMA, MINUS_H, hi);
        DoubleVector b7r = vi.lanewise(FMA, MINUS_H, hr);
        DoubleVector b7i = vr.lanewise(FMA, H, hi);
        b0r.intoMemorySegment(a, B * (yr + o + q), ORDER);
        b0i.intoMemorySegment(a, B * (yi + o + q), ORDER);
        DoubleVector c1r = b1r.lanewise(FMA, w1r, b1i.mul(w1i).neg());
        DoubleVector c1i = b1i.lanewise(FMA, w1r, b1r.mul(w1i));
        c1r.intoMemorySegment(a, B * (yr + o + q + s), ORDER);
        c1i.intoMemorySegment(a, B * (yi + o + q + s), ORDER);
        DoubleVector c2r = b2r.lanewise(FMA, w2r, b2i.mul(w2i).neg());
        DoubleVector c2i = b2i.lanewise(FMA, w2r, b2r.mul(w2i));
        c2r.intoMemorySegment(a, B * (yr + o + q + 2 * s), ORDER);
        c2i.intoMemorySegment(a, B * (yi + o + q + 2 * s), ORDER);
        DoubleVector c3r = b3r.lanewise(FMA, w3r, b3i.mul(w3i).neg());
        DoubleVector c3i = b3i.lanewise(FMA, w3r, b3r.mul(w3i));
        c3r.intoMemorySegment(a, B * (yr + o + q + 3 * s), ORDER);
        c3i.intoMemorySegment(a, B * (yi + o + q + 3 * s), ORDER);
        DoubleVector c4r = b4r.lanewise(FMA, w4r, b4i.mul(w4i).neg());
        DoubleVector c4i = b4i.lanewise(FMA, w4r, b4r.mul(w4i));
        c4r.intoMemorySegment(a, B * (yr + o + q + 4 * s), ORDER);
        c4i.intoMemorySegment(a, B * (yi + o + q + 4 * s), ORDER);
        DoubleVector c5r = b5r.lanewise(FMA, w5r, b5i.mul(w5i).neg());
        DoubleVector c5i = b5i.lanewise(FMA, w5r, b5r.mul(w5i));
        c5r.intoMemorySegment(a, B * (yr + o + q + 5 * s), ORDER);
        c5i.intoMemorySegment(a, B * (yi + o + q + 5 * s), ORDER);
        DoubleVector c6r = b6r.lanewise(FMA, w6r, b6i.mul(w6i).neg());
        DoubleVector c6i = b6i.lanewise(FMA, w6r, b6r.mul(w6i));
        c6r.intoMemorySegment(a, B * (yr + o + q + 6 * s), ORDER);
        c6i.intoMemorySegment(a, B * (yi + o + q + 6 * s), ORDER);
        DoubleVector c7r = b7r.lanewise(FMA, w7r, b7i.mul(w7i).neg());
        DoubleVector c7i = b7i.lanewise(FMA, w7r, b7r.mul(w7i));
        c7r.intoMemorySegment(a, B * (yr + o + q + 7 * s), ORDER);
        c7i.intoMemorySegment(a, B * (yi + o + q + 7 * s), ORDER);
      }
    }
  }
}
