// Master of FloatFourierLastSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import static jdk.incubator.vector.VectorOperators.FMA;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The last stage: for q = 0 … s − 1, V of which are one vector, the transform of a_k = x[q + s·k] to y[q + s·k]. Planes
 * as in {@link FourierStagesSimd}; nothing is multiplied.
 */
final class FourierLastSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();

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

  private FourierLastSimd() {}

  /** The last stage, of radix 2. */
  static void two(int s, double[] a, int xr, int xi, int yr, int yi) {
    for (int q = 0; q < s; q += V) {
      DoubleVector a0r = DoubleVector.fromArray(S, a, xr + q);
      DoubleVector a0i = DoubleVector.fromArray(S, a, xi + q);
      DoubleVector a1r = DoubleVector.fromArray(S, a, xr + q + s);
      DoubleVector a1i = DoubleVector.fromArray(S, a, xi + q + s);
      DoubleVector b0r = a0r.add(a1r);
      DoubleVector b0i = a0i.add(a1i);
      DoubleVector b1r = a0r.sub(a1r);
      DoubleVector b1i = a0i.sub(a1i);
      b0r.intoArray(a, yr + q);
      b0i.intoArray(a, yi + q);
      b1r.intoArray(a, yr + q + s);
      b1i.intoArray(a, yi + q + s);
    }
  }

  /** The last stage, of radix 3. */
  static void three(int s, double[] a, int xr, int xi, int yr, int yi) {
    for (int q = 0; q < s; q += V) {
      DoubleVector a0r = DoubleVector.fromArray(S, a, xr + q);
      DoubleVector a0i = DoubleVector.fromArray(S, a, xi + q);
      DoubleVector a1r = DoubleVector.fromArray(S, a, xr + q + s);
      DoubleVector a1i = DoubleVector.fromArray(S, a, xi + q + s);
      DoubleVector a2r = DoubleVector.fromArray(S, a, xr + q + 2 * s);
      DoubleVector a2i = DoubleVector.fromArray(S, a, xi + q + 2 * s);
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
      b0r.intoArray(a, yr + q);
      b0i.intoArray(a, yi + q);
      b1r.intoArray(a, yr + q + s);
      b1i.intoArray(a, yi + q + s);
      b2r.intoArray(a, yr + q + 2 * s);
      b2i.intoArray(a, yi + q + 2 * s);
    }
  }

  /** The last stage, of radix 4. */
  static void four(int s, double[] a, int xr, int xi, int yr, int yi) {
    for (int q = 0; q < s; q += V) {
      DoubleVector a0r = DoubleVector.fromArray(S, a, xr + q);
      DoubleVector a0i = DoubleVector.fromArray(S, a, xi + q);
      DoubleVector a1r = DoubleVector.fromArray(S, a, xr + q + s);
      DoubleVector a1i = DoubleVector.fromArray(S, a, xi + q + s);
      DoubleVector a2r = DoubleVector.fromArray(S, a, xr + q + 2 * s);
      DoubleVector a2i = DoubleVector.fromArray(S, a, xi + q + 2 * s);
      DoubleVector a3r = DoubleVector.fromArray(S, a, xr + q + 3 * s);
      DoubleVector a3i = DoubleVector.fromArray(S, a, xi + q + 3 * s);
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
      b0r.intoArray(a, yr + q);
      b0i.intoArray(a, yi + q);
      b1r.intoArray(a, yr + q + s);
      b1i.intoArray(a, yi + q + s);
      b2r.intoArray(a, yr + q + 2 * s);
      b2i.intoArray(a, yi + q + 2 * s);
      b3r.intoArray(a, yr + q + 3 * s);
      b3i.intoArray(a, yi + q + 3 * s);
    }
  }

  /** The last stage, of radix 5. */
  static void five(int s, double[] a, int xr, int xi, int yr, int yi) {
    for (int q = 0; q < s; q += V) {
      DoubleVector a0r = DoubleVector.fromArray(S, a, xr + q);
      DoubleVector a0i = DoubleVector.fromArray(S, a, xi + q);
      DoubleVector a1r = DoubleVector.fromArray(S, a, xr + q + s);
      DoubleVector a1i = DoubleVector.fromArray(S, a, xi + q + s);
      DoubleVector a2r = DoubleVector.fromArray(S, a, xr + q + 2 * s);
      DoubleVector a2i = DoubleVector.fromArray(S, a, xi + q + 2 * s);
      DoubleVector a3r = DoubleVector.fromArray(S, a, xr + q + 3 * s);
      DoubleVector a3i = DoubleVector.fromArray(S, a, xi + q + 3 * s);
      DoubleVector a4r = DoubleVector.fromArray(S, a, xr + q + 4 * s);
      DoubleVector a4i = DoubleVector.fromArray(S, a, xi + q + 4 * s);
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
      b0r.intoArray(a, yr + q);
      b0i.intoArray(a, yi + q);
      b1r.intoArray(a, yr + q + s);
      b1i.intoArray(a, yi + q + s);
      b2r.intoArray(a, yr + q + 2 * s);
      b2i.intoArray(a, yi + q + 2 * s);
      b3r.intoArray(a, yr + q + 3 * s);
      b3i.intoArray(a, yi + q + 3 * s);
      b4r.intoArray(a, yr + q + 4 * s);
      b4i.intoArray(a, yi + q + 4 * s);
    }
  }

  /** The last stage, of radix 8. */
  static void eight(int s, double[] a, int xr, int xi, int yr, int yi) {
    for (int q = 0; q < s; q += V) {
      DoubleVector a0r = DoubleVector.fromArray(S, a, xr + q);
      DoubleVector a0i = DoubleVector.fromArray(S, a, xi + q);
      DoubleVector a1r = DoubleVector.fromArray(S, a, xr + q + s);
      DoubleVector a1i = DoubleVector.fromArray(S, a, xi + q + s);
      DoubleVector a2r = DoubleVector.fromArray(S, a, xr + q + 2 * s);
      DoubleVector a2i = DoubleVector.fromArray(S, a, xi + q + 2 * s);
      DoubleVector a3r = DoubleVector.fromArray(S, a, xr + q + 3 * s);
      DoubleVector a3i = DoubleVector.fromArray(S, a, xi + q + 3 * s);
      DoubleVector a4r = DoubleVector.fromArray(S, a, xr + q + 4 * s);
      DoubleVector a4i = DoubleVector.fromArray(S, a, xi + q + 4 * s);
      DoubleVector a5r = DoubleVector.fromArray(S, a, xr + q + 5 * s);
      DoubleVector a5i = DoubleVector.fromArray(S, a, xi + q + 5 * s);
      DoubleVector a6r = DoubleVector.fromArray(S, a, xr + q + 6 * s);
      DoubleVector a6i = DoubleVector.fromArray(S, a, xi + q + 6 * s);
      DoubleVector a7r = DoubleVector.fromArray(S, a, xr + q + 7 * s);
      DoubleVector a7i = DoubleVector.fromArray(S, a, xi + q + 7 * s);
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
      b0r.intoArray(a, yr + q);
      b0i.intoArray(a, yi + q);
      b1r.intoArray(a, yr + q + s);
      b1i.intoArray(a, yi + q + s);
      b2r.intoArray(a, yr + q + 2 * s);
      b2i.intoArray(a, yi + q + 2 * s);
      b3r.intoArray(a, yr + q + 3 * s);
      b3i.intoArray(a, yi + q + 3 * s);
      b4r.intoArray(a, yr + q + 4 * s);
      b4i.intoArray(a, yi + q + 4 * s);
      b5r.intoArray(a, yr + q + 5 * s);
      b5i.intoArray(a, yi + q + 5 * s);
      b6r.intoArray(a, yr + q + 6 * s);
      b6i.intoArray(a, yi + q + 6 * s);
      b7r.intoArray(a, yr + q + 7 * s);
      b7i.intoArray(a, yi + q + 7 * s);
    }
  }
}
