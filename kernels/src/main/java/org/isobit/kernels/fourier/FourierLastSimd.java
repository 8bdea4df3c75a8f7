// Master of FloatFourierLastSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import static jdk.incubator.vector.VectorOperators.FMA;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The last stage: for q = 0 … s − 1, of which a vector has V, the transform of a_k = x[q + s·k], scaled; the inverse
 * one where the sign is −1. Planes are as in {@link FourierStagesSimd}, that of the imaginary parts d after the other.
 * Results leave them: real and imaginary part beside each other, those of a vector in one row of 2V numbers, the next
 * row a step further on. Where s is no multiple of V rows follow each other without a gap.
 */
final class FourierLastSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();
  private static final long B = Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final double SIN_3 = FourierConstants.SIN_3;
  private static final double MINUS_HALF = -0.5;
  private static final double COS_5 = FourierConstants.COS_5;
  private static final double COS_5_2 = FourierConstants.COS_5_2;
  private static final double SIN_5 = FourierConstants.SIN_5;
  private static final double MINUS_SIN_5 = -FourierConstants.SIN_5;
  private static final double SIN_5_2 = FourierConstants.SIN_5_2;
  private static final double H = FourierConstants.ROOT_HALF;
  private static final double MINUS_H = -FourierConstants.ROOT_HALF;

  private static final VectorShuffle<Double> TWICE_LOW = FourierLanesSimd.twice(false);
  private static final VectorShuffle<Double> TWICE_HIGH = FourierLanesSimd.twice(true);
  private static final VectorMask<Double> ODD = FourierLanesSimd.odd();

  private FourierLastSimd() {}

  /** Of radix 2. */
  static void two(int s, double sign, double scale, MemorySegment a, int x, int d, double[] y, int yo,
      int step) {
    int apart = s / V * step + s % V * 2;
    for (int next = 0; next < s; next += V) {
      int q = next < s - V ? next : s - V;
      int o = yo + q / V * step + q % V * 2;
      DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (x + q), ORDER);
      DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q), ORDER);
      DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (x + q + s), ORDER);
      DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + s), ORDER);
      DoubleVector b0r = a0r.add(a1r);
      DoubleVector b0i = a0i.add(a1i);
      DoubleVector b1r = a0r.sub(a1r);
      DoubleVector b1i = a0i.sub(a1i);
      DoubleVector r0 = b0r.mul(scale);
      DoubleVector i0 = b0i.mul(scale);
      r0.rearrange(TWICE_LOW).blend(i0.rearrange(TWICE_LOW), ODD).intoArray(y, o);
      r0.rearrange(TWICE_HIGH).blend(i0.rearrange(TWICE_HIGH), ODD).intoArray(y, o + V);
      DoubleVector r1 = b1r.mul(scale);
      DoubleVector i1 = b1i.mul(scale);
      r1.rearrange(TWICE_LOW).blend(i1.rearrange(TWICE_LOW), ODD).intoArray(y, o + apart);
      r1.rearrange(TWICE_HIGH).blend(i1.rearrange(TWICE_HIGH), ODD).intoArray(y, o + apart + V);
    }
  }

  /** Of radix 3. */
  static void three(int s, double sign, double scale, MemorySegment a, int x, int d, double[] y, int yo,
      int step) {
    double sine = sign * SIN_3;
    double minus = -sine;
    int apart = s / V * step + s % V * 2;
    for (int next = 0; next < s; next += V) {
      int q = next < s - V ? next : s - V;
      int o = yo + q / V * step + q % V * 2;
      DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (x + q), ORDER);
      DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q), ORDER);
      DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (x + q + s), ORDER);
      DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + s), ORDER);
      DoubleVector a2r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 2 * s), ORDER);
      DoubleVector a2i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 2 * s), ORDER);
      DoubleVector tr = a1r.add(a2r);
      DoubleVector ti = a1i.add(a2i);
      DoubleVector dr = a1r.sub(a2r);
      DoubleVector di = a1i.sub(a2i);
      DoubleVector b0r = a0r.add(tr);
      DoubleVector b0i = a0i.add(ti);
      DoubleVector ur = tr.lanewise(FMA, MINUS_HALF, a0r);
      DoubleVector ui = ti.lanewise(FMA, MINUS_HALF, a0i);
      DoubleVector b1r = di.lanewise(FMA, sine, ur);
      DoubleVector b1i = dr.lanewise(FMA, minus, ui);
      DoubleVector b2r = di.lanewise(FMA, minus, ur);
      DoubleVector b2i = dr.lanewise(FMA, sine, ui);
      DoubleVector r0 = b0r.mul(scale);
      DoubleVector i0 = b0i.mul(scale);
      r0.rearrange(TWICE_LOW).blend(i0.rearrange(TWICE_LOW), ODD).intoArray(y, o);
      r0.rearrange(TWICE_HIGH).blend(i0.rearrange(TWICE_HIGH), ODD).intoArray(y, o + V);
      DoubleVector r1 = b1r.mul(scale);
      DoubleVector i1 = b1i.mul(scale);
      r1.rearrange(TWICE_LOW).blend(i1.rearrange(TWICE_LOW), ODD).intoArray(y, o + apart);
      r1.rearrange(TWICE_HIGH).blend(i1.rearrange(TWICE_HIGH), ODD).intoArray(y, o + apart + V);
      DoubleVector r2 = b2r.mul(scale);
      DoubleVector i2 = b2i.mul(scale);
      r2.rearrange(TWICE_LOW).blend(i2.rearrange(TWICE_LOW), ODD).intoArray(y, o + 2 * apart);
      r2.rearrange(TWICE_HIGH).blend(i2.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 2 * apart + V);
    }
  }

  /** Of radix 4. */
  static void four(int s, double sign, double scale, MemorySegment a, int x, int d, double[] y, int yo,
      int step) {
    double minus = -sign;
    int apart = s / V * step + s % V * 2;
    for (int next = 0; next < s; next += V) {
      int q = next < s - V ? next : s - V;
      int o = yo + q / V * step + q % V * 2;
      DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (x + q), ORDER);
      DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q), ORDER);
      DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (x + q + s), ORDER);
      DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + s), ORDER);
      DoubleVector a2r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 2 * s), ORDER);
      DoubleVector a2i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 2 * s), ORDER);
      DoubleVector a3r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 3 * s), ORDER);
      DoubleVector a3i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 3 * s), ORDER);
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
      DoubleVector b1r = fi.lanewise(FMA, sign, er);
      DoubleVector b1i = fr.lanewise(FMA, minus, ei);
      DoubleVector b3r = fi.lanewise(FMA, minus, er);
      DoubleVector b3i = fr.lanewise(FMA, sign, ei);
      DoubleVector r0 = b0r.mul(scale);
      DoubleVector i0 = b0i.mul(scale);
      r0.rearrange(TWICE_LOW).blend(i0.rearrange(TWICE_LOW), ODD).intoArray(y, o);
      r0.rearrange(TWICE_HIGH).blend(i0.rearrange(TWICE_HIGH), ODD).intoArray(y, o + V);
      DoubleVector r1 = b1r.mul(scale);
      DoubleVector i1 = b1i.mul(scale);
      r1.rearrange(TWICE_LOW).blend(i1.rearrange(TWICE_LOW), ODD).intoArray(y, o + apart);
      r1.rearrange(TWICE_HIGH).blend(i1.rearrange(TWICE_HIGH), ODD).intoArray(y, o + apart + V);
      DoubleVector r2 = b2r.mul(scale);
      DoubleVector i2 = b2i.mul(scale);
      r2.rearrange(TWICE_LOW).blend(i2.rearrange(TWICE_LOW), ODD).intoArray(y, o + 2 * apart);
      r2.rearrange(TWICE_HIGH).blend(i2.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 2 * apart + V);
      DoubleVector r3 = b3r.mul(scale);
      DoubleVector i3 = b3i.mul(scale);
      r3.rearrange(TWICE_LOW).blend(i3.rearrange(TWICE_LOW), ODD).intoArray(y, o + 3 * apart);
      r3.rearrange(TWICE_HIGH).blend(i3.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 3 * apart + V);
    }
  }

  /** Of radix 5. */
  static void five(int s, double sign, double scale, MemorySegment a, int x, int d, double[] y, int yo,
      int step) {
    double minus = -sign;
    int apart = s / V * step + s % V * 2;
    for (int next = 0; next < s; next += V) {
      int q = next < s - V ? next : s - V;
      int o = yo + q / V * step + q % V * 2;
      DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (x + q), ORDER);
      DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q), ORDER);
      DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (x + q + s), ORDER);
      DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + s), ORDER);
      DoubleVector a2r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 2 * s), ORDER);
      DoubleVector a2i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 2 * s), ORDER);
      DoubleVector a3r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 3 * s), ORDER);
      DoubleVector a3i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 3 * s), ORDER);
      DoubleVector a4r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 4 * s), ORDER);
      DoubleVector a4i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 4 * s), ORDER);
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
      DoubleVector b1r = v1i.lanewise(FMA, sign, u1r);
      DoubleVector b1i = v1r.lanewise(FMA, minus, u1i);
      DoubleVector b4r = v1i.lanewise(FMA, minus, u1r);
      DoubleVector b4i = v1r.lanewise(FMA, sign, u1i);
      DoubleVector b2r = v2i.lanewise(FMA, sign, u2r);
      DoubleVector b2i = v2r.lanewise(FMA, minus, u2i);
      DoubleVector b3r = v2i.lanewise(FMA, minus, u2r);
      DoubleVector b3i = v2r.lanewise(FMA, sign, u2i);
      DoubleVector r0 = b0r.mul(scale);
      DoubleVector i0 = b0i.mul(scale);
      r0.rearrange(TWICE_LOW).blend(i0.rearrange(TWICE_LOW), ODD).intoArray(y, o);
      r0.rearrange(TWICE_HIGH).blend(i0.rearrange(TWICE_HIGH), ODD).intoArray(y, o + V);
      DoubleVector r1 = b1r.mul(scale);
      DoubleVector i1 = b1i.mul(scale);
      r1.rearrange(TWICE_LOW).blend(i1.rearrange(TWICE_LOW), ODD).intoArray(y, o + apart);
      r1.rearrange(TWICE_HIGH).blend(i1.rearrange(TWICE_HIGH), ODD).intoArray(y, o + apart + V);
      DoubleVector r2 = b2r.mul(scale);
      DoubleVector i2 = b2i.mul(scale);
      r2.rearrange(TWICE_LOW).blend(i2.rearrange(TWICE_LOW), ODD).intoArray(y, o + 2 * apart);
      r2.rearrange(TWICE_HIGH).blend(i2.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 2 * apart + V);
      DoubleVector r3 = b3r.mul(scale);
      DoubleVector i3 = b3i.mul(scale);
      r3.rearrange(TWICE_LOW).blend(i3.rearrange(TWICE_LOW), ODD).intoArray(y, o + 3 * apart);
      r3.rearrange(TWICE_HIGH).blend(i3.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 3 * apart + V);
      DoubleVector r4 = b4r.mul(scale);
      DoubleVector i4 = b4i.mul(scale);
      r4.rearrange(TWICE_LOW).blend(i4.rearrange(TWICE_LOW), ODD).intoArray(y, o + 4 * apart);
      r4.rearrange(TWICE_HIGH).blend(i4.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 4 * apart + V);
    }
  }

  /** Of radix 8. */
  static void eight(int s, double sign, double scale, MemorySegment a, int x, int d, double[] y, int yo,
      int step) {
    double minus = -sign;
    double half = sign * H;
    double minusHalf = minus * H;
    int apart = s / V * step + s % V * 2;
    for (int next = 0; next < s; next += V) {
      int q = next < s - V ? next : s - V;
      int o = yo + q / V * step + q % V * 2;
      DoubleVector a0r = DoubleVector.fromMemorySegment(S, a, B * (x + q), ORDER);
      DoubleVector a0i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q), ORDER);
      DoubleVector a1r = DoubleVector.fromMemorySegment(S, a, B * (x + q + s), ORDER);
      DoubleVector a1i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + s), ORDER);
      DoubleVector a2r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 2 * s), ORDER);
      DoubleVector a2i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 2 * s), ORDER);
      DoubleVector a3r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 3 * s), ORDER);
      DoubleVector a3i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 3 * s), ORDER);
      DoubleVector a4r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 4 * s), ORDER);
      DoubleVector a4i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 4 * s), ORDER);
      DoubleVector a5r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 5 * s), ORDER);
      DoubleVector a5i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 5 * s), ORDER);
      DoubleVector a6r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 6 * s), ORDER);
      DoubleVector a6i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 6 * s), ORDER);
      DoubleVector a7r = DoubleVector.fromMemorySegment(S, a, B * (x + q + 7 * s), ORDER);
      DoubleVector a7i = DoubleVector.fromMemorySegment(S, a, B * (x + d + q + 7 * s), ORDER);
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
      DoubleVector b2r = fi.lanewise(FMA, sign, er);
      DoubleVector b2i = fr.lanewise(FMA, minus, ei);
      DoubleVector b6r = fi.lanewise(FMA, minus, er);
      DoubleVector b6i = fr.lanewise(FMA, sign, ei);
      DoubleVector gr = d2i.lanewise(FMA, sign, d0r);
      DoubleVector gi = d2r.lanewise(FMA, minus, d0i);
      DoubleVector hr = d2i.lanewise(FMA, minus, d0r);
      DoubleVector hi = d2r.lanewise(FMA, sign, d0i);
      DoubleVector cr = d1i.lanewise(FMA, sign, d1r);
      DoubleVector ci = d1r.lanewise(FMA, minus, d1i);
      DoubleVector zr = d3i.lanewise(FMA, minus, d3r);
      DoubleVector zi = d3r.lanewise(FMA, sign, d3i);
      DoubleVector ur = cr.sub(zr);
      DoubleVector ui = ci.sub(zi);
      DoubleVector vr = cr.add(zr);
      DoubleVector vi = ci.add(zi);
      DoubleVector b1r = ur.lanewise(FMA, H, gr);
      DoubleVector b1i = ui.lanewise(FMA, H, gi);
      DoubleVector b5r = ur.lanewise(FMA, MINUS_H, gr);
      DoubleVector b5i = ui.lanewise(FMA, MINUS_H, gi);
      DoubleVector b3r = vi.lanewise(FMA, half, hr);
      DoubleVector b3i = vr.lanewise(FMA, minusHalf, hi);
      DoubleVector b7r = vi.lanewise(FMA, minusHalf, hr);
      DoubleVector b7i = vr.lanewise(FMA, half, hi);
      DoubleVector r0 = b0r.mul(scale);
      DoubleVector i0 = b0i.mul(scale);
      r0.rearrange(TWICE_LOW).blend(i0.rearrange(TWICE_LOW), ODD).intoArray(y, o);
      r0.rearrange(TWICE_HIGH).blend(i0.rearrange(TWICE_HIGH), ODD).intoArray(y, o + V);
      DoubleVector r1 = b1r.mul(scale);
      DoubleVector i1 = b1i.mul(scale);
      r1.rearrange(TWICE_LOW).blend(i1.rearrange(TWICE_LOW), ODD).intoArray(y, o + apart);
      r1.rearrange(TWICE_HIGH).blend(i1.rearrange(TWICE_HIGH), ODD).intoArray(y, o + apart + V);
      DoubleVector r2 = b2r.mul(scale);
      DoubleVector i2 = b2i.mul(scale);
      r2.rearrange(TWICE_LOW).blend(i2.rearrange(TWICE_LOW), ODD).intoArray(y, o + 2 * apart);
      r2.rearrange(TWICE_HIGH).blend(i2.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 2 * apart + V);
      DoubleVector r3 = b3r.mul(scale);
      DoubleVector i3 = b3i.mul(scale);
      r3.rearrange(TWICE_LOW).blend(i3.rearrange(TWICE_LOW), ODD).intoArray(y, o + 3 * apart);
      r3.rearrange(TWICE_HIGH).blend(i3.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 3 * apart + V);
      DoubleVector r4 = b4r.mul(scale);
      DoubleVector i4 = b4i.mul(scale);
      r4.rearrange(TWICE_LOW).blend(i4.rearrange(TWICE_LOW), ODD).intoArray(y, o + 4 * apart);
      r4.rearrange(TWICE_HIGH).blend(i4.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 4 * apart + V);
      DoubleVector r5 = b5r.mul(scale);
      DoubleVector i5 = b5i.mul(scale);
      r5.rearrange(TWICE_LOW).blend(i5.rearrange(TWICE_LOW), ODD).intoArray(y, o + 5 * apart);
      r5.rearrange(TWICE_HIGH).blend(i5.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 5 * apart + V);
      DoubleVector r6 = b6r.mul(scale);
      DoubleVector i6 = b6i.mul(scale);
      r6.rearrange(TWICE_LOW).blend(i6.rearrange(TWICE_LOW), ODD).intoArray(y, o + 6 * apart);
      r6.rearrange(TWICE_HIGH).blend(i6.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 6 * apart + V);
      DoubleVector r7 = b7r.mul(scale);
      DoubleVector i7 = b7i.mul(scale);
      r7.rearrange(TWICE_LOW).blend(i7.rearrange(TWICE_LOW), ODD).intoArray(y, o + 7 * apart);
      r7.rearrange(TWICE_HIGH).blend(i7.rearrange(TWICE_HIGH), ODD).intoArray(y, o + 7 * apart + V);
    }
  }
}
