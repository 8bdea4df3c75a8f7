// Master of FloatFourierFirstSquareSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import static jdk.incubator.vector.VectorOperators.FMA;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The first stage on one member, of radix 8, of whose p = 0 … m − 1 eight neighbours are one vector. The results of 8
 * vectors are transposed in registers, as {@link FourierSquaresSimd} does, so that result k of p comes to 8·p + k.
 */
final class FourierFirstSquareSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();
  private static final long B = Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShuffle<Double> EVEN = FourierLanesSimd.every(0);
  private static final VectorShuffle<Double> ODD = FourierLanesSimd.every(1);
  private static final VectorMask<Double> UPPER = FourierLanesSimd.upper();

  private static final VectorShuffle<Double> ACROSS_4 = FourierSquaresSimd.ACROSS_4;
  private static final VectorMask<Double> SET4 = FourierSquaresSimd.SET4;
  private static final VectorMask<Double> CLEAR4 = FourierSquaresSimd.CLEAR4;
  private static final VectorShuffle<Double> ACROSS_2 = FourierSquaresSimd.ACROSS_2;
  private static final VectorMask<Double> SET2 = FourierSquaresSimd.SET2;
  private static final VectorMask<Double> CLEAR2 = FourierSquaresSimd.CLEAR2;
  private static final VectorShuffle<Double> ACROSS_1 = FourierSquaresSimd.ACROSS_1;
  private static final VectorMask<Double> SET1 = FourierSquaresSimd.SET1;
  private static final VectorMask<Double> CLEAR1 = FourierSquaresSimd.CLEAR1;

  private static final double H = FourierConstants.ROOT_HALF;
  private static final double MINUS_H = -FourierConstants.ROOT_HALF;

  private FourierFirstSquareSimd() {}

  /**
   * The stage.
   *
   * @param m       an eighth of the length, at least 8
   * @param inverse whether real and imaginary parts are exchanged
   * @param w       the plan's factors, those of this stage from wo on
   * @param x       the member, from xo on
   * @param a       takes the planes, from yr and yi on
   */
  static void squares(int m, boolean inverse, double[] w, int wo, double[] x, int xo, MemorySegment a, int yr, int yi) {
    VectorShuffle<Double> first = inverse ? ODD : EVEN;
    VectorShuffle<Double> second = inverse ? EVEN : ODD;
    for (int next = 0; next < m; next += V) {
      // The last vector may overlap the one before: same values.
      int p = next < m - V ? next : m - V;
      int i = xo + 2 * p;
      DoubleVector l0 = DoubleVector.fromArray(S, x, i);
      DoubleVector h0 = DoubleVector.fromArray(S, x, i + V);
      DoubleVector a0r = l0.rearrange(first).blend(h0.rearrange(first), UPPER);
      DoubleVector a0i = l0.rearrange(second).blend(h0.rearrange(second), UPPER);
      DoubleVector l1 = DoubleVector.fromArray(S, x, i + 2 * m);
      DoubleVector h1 = DoubleVector.fromArray(S, x, i + 2 * m + V);
      DoubleVector a1r = l1.rearrange(first).blend(h1.rearrange(first), UPPER);
      DoubleVector a1i = l1.rearrange(second).blend(h1.rearrange(second), UPPER);
      DoubleVector l2 = DoubleVector.fromArray(S, x, i + 4 * m);
      DoubleVector h2 = DoubleVector.fromArray(S, x, i + 4 * m + V);
      DoubleVector a2r = l2.rearrange(first).blend(h2.rearrange(first), UPPER);
      DoubleVector a2i = l2.rearrange(second).blend(h2.rearrange(second), UPPER);
      DoubleVector l3 = DoubleVector.fromArray(S, x, i + 6 * m);
      DoubleVector h3 = DoubleVector.fromArray(S, x, i + 6 * m + V);
      DoubleVector a3r = l3.rearrange(first).blend(h3.rearrange(first), UPPER);
      DoubleVector a3i = l3.rearrange(second).blend(h3.rearrange(second), UPPER);
      DoubleVector l4 = DoubleVector.fromArray(S, x, i + 8 * m);
      DoubleVector h4 = DoubleVector.fromArray(S, x, i + 8 * m + V);
      DoubleVector a4r = l4.rearrange(first).blend(h4.rearrange(first), UPPER);
      DoubleVector a4i = l4.rearrange(second).blend(h4.rearrange(second), UPPER);
      DoubleVector l5 = DoubleVector.fromArray(S, x, i + 10 * m);
      DoubleVector h5 = DoubleVector.fromArray(S, x, i + 10 * m + V);
      DoubleVector a5r = l5.rearrange(first).blend(h5.rearrange(first), UPPER);
      DoubleVector a5i = l5.rearrange(second).blend(h5.rearrange(second), UPPER);
      DoubleVector l6 = DoubleVector.fromArray(S, x, i + 12 * m);
      DoubleVector h6 = DoubleVector.fromArray(S, x, i + 12 * m + V);
      DoubleVector a6r = l6.rearrange(first).blend(h6.rearrange(first), UPPER);
      DoubleVector a6i = l6.rearrange(second).blend(h6.rearrange(second), UPPER);
      DoubleVector l7 = DoubleVector.fromArray(S, x, i + 14 * m);
      DoubleVector h7 = DoubleVector.fromArray(S, x, i + 14 * m + V);
      DoubleVector a7r = l7.rearrange(first).blend(h7.rearrange(first), UPPER);
      DoubleVector a7i = l7.rearrange(second).blend(h7.rearrange(second), UPPER);
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
      DoubleVector w1r = DoubleVector.fromArray(S, w, wo + p);
      DoubleVector w1i = DoubleVector.fromArray(S, w, wo + m + p);
      DoubleVector c1r = b1r.lanewise(FMA, w1r, b1i.mul(w1i).neg());
      DoubleVector c1i = b1i.lanewise(FMA, w1r, b1r.mul(w1i));
      DoubleVector w2r = DoubleVector.fromArray(S, w, wo + 2 * m + p);
      DoubleVector w2i = DoubleVector.fromArray(S, w, wo + 3 * m + p);
      DoubleVector c2r = b2r.lanewise(FMA, w2r, b2i.mul(w2i).neg());
      DoubleVector c2i = b2i.lanewise(FMA, w2r, b2r.mul(w2i));
      DoubleVector w3r = DoubleVector.fromArray(S, w, wo + 4 * m + p);
      DoubleVector w3i = DoubleVector.fromArray(S, w, wo + 5 * m + p);
      DoubleVector c3r = b3r.lanewise(FMA, w3r, b3i.mul(w3i).neg());
      DoubleVector c3i = b3i.lanewise(FMA, w3r, b3r.mul(w3i));
      DoubleVector w4r = DoubleVector.fromArray(S, w, wo + 6 * m + p);
      DoubleVector w4i = DoubleVector.fromArray(S, w, wo + 7 * m + p);
      DoubleVector c4r = b4r.lanewise(FMA, w4r, b4i.mul(w4i).neg());
      DoubleVector c4i = b4i.lanewise(FMA, w4r, b4r.mul(w4i));
      DoubleVector w5r = DoubleVector.fromArray(S, w, wo + 8 * m + p);
      DoubleVector w5i = DoubleVector.fromArray(S, w, wo + 9 * m + p);
      DoubleVector c5r = b5r.lanewise(FMA, w5r, b5i.mul(w5i).neg());
      DoubleVector c5i = b5i.lanewise(FMA, w5r, b5r.mul(w5i));
      DoubleVector w6r = DoubleVector.fromArray(S, w, wo + 10 * m + p);
      DoubleVector w6i = DoubleVector.fromArray(S, w, wo + 11 * m + p);
      DoubleVector c6r = b6r.lanewise(FMA, w6r, b6i.mul(w6i).neg());
      DoubleVector c6i = b6i.lanewise(FMA, w6r, b6r.mul(w6i));
      DoubleVector w7r = DoubleVector.fromArray(S, w, wo + 12 * m + p);
      DoubleVector w7i = DoubleVector.fromArray(S, w, wo + 13 * m + p);
      DoubleVector c7r = b7r.lanewise(FMA, w7r, b7i.mul(w7i).neg());
      DoubleVector c7i = b7i.lanewise(FMA, w7r, b7r.mul(w7i));
      DoubleVector tr0 = b0r.blend(c4r.rearrange(ACROSS_4), SET4);
      DoubleVector tr4 = c4r.blend(b0r.rearrange(ACROSS_4), CLEAR4);
      DoubleVector tr1 = c1r.blend(c5r.rearrange(ACROSS_4), SET4);
      DoubleVector tr5 = c5r.blend(c1r.rearrange(ACROSS_4), CLEAR4);
      DoubleVector tr2 = c2r.blend(c6r.rearrange(ACROSS_4), SET4);
      DoubleVector tr6 = c6r.blend(c2r.rearrange(ACROSS_4), CLEAR4);
      DoubleVector tr3 = c3r.blend(c7r.rearrange(ACROSS_4), SET4);
      DoubleVector tr7 = c7r.blend(c3r.rearrange(ACROSS_4), CLEAR4);
      DoubleVector yr0 = tr0.blend(tr2.rearrange(ACROSS_2), SET2);
      DoubleVector yr2 = tr2.blend(tr0.rearrange(ACROSS_2), CLEAR2);
      DoubleVector yr1 = tr1.blend(tr3.rearrange(ACROSS_2), SET2);
      DoubleVector yr3 = tr3.blend(tr1.rearrange(ACROSS_2), CLEAR2);
      DoubleVector yr4 = tr4.blend(tr6.rearrange(ACROSS_2), SET2);
      DoubleVector yr6 = tr6.blend(tr4.rearrange(ACROSS_2), CLEAR2);
      DoubleVector yr5 = tr5.blend(tr7.rearrange(ACROSS_2), SET2);
      DoubleVector yr7 = tr7.blend(tr5.rearrange(ACROSS_2), CLEAR2);
      DoubleVector zr0 = yr0.blend(yr1.rearrange(ACROSS_1), SET1);
      DoubleVector zr1 = yr1.blend(yr0.rearrange(ACROSS_1), CLEAR1);
      DoubleVector zr2 = yr2.blend(yr3.rearrange(ACROSS_1), SET1);
      DoubleVector zr3 = yr3.blend(yr2.rearrange(ACROSS_1), CLEAR1);
      DoubleVector zr4 = yr4.blend(yr5.rearrange(ACROSS_1), SET1);
      DoubleVector zr5 = yr5.blend(yr4.rearrange(ACROSS_1), CLEAR1);
      DoubleVector zr6 = yr6.blend(yr7.rearrange(ACROSS_1), SET1);
      DoubleVector zr7 = yr7.blend(yr6.rearrange(ACROSS_1), CLEAR1);
      zr0.intoMemorySegment(a, B * (yr + 8 * p), ORDER);
      zr1.intoMemorySegment(a, B * (yr + 8 * p + 8), ORDER);
      zr2.intoMemorySegment(a, B * (yr + 8 * p + 16), ORDER);
      zr3.intoMemorySegment(a, B * (yr + 8 * p + 24), ORDER);
      zr4.intoMemorySegment(a, B * (yr + 8 * p + 32), ORDER);
      zr5.intoMemorySegment(a, B * (yr + 8 * p + 40), ORDER);
      zr6.intoMemorySegment(a, B * (yr + 8 * p + 48), ORDER);
      zr7.intoMemorySegment(a, B * (yr + 8 * p + 56), ORDER);
      DoubleVector ti0 = b0i.blend(c4i.rearrange(ACROSS_4), SET4);
      DoubleVector ti4 = c4i.blend(b0i.rearrange(ACROSS_4), CLEAR4);
      DoubleVector ti1 = c1i.blend(c5i.rearrange(ACROSS_4), SET4);
      DoubleVector ti5 = c5i.blend(c1i.rearrange(ACROSS_4), CLEAR4);
      DoubleVector ti2 = c2i.blend(c6i.rearrange(ACROSS_4), SET4);
      DoubleVector ti6 = c6i.blend(c2i.rearrange(ACROSS_4), CLEAR4);
      DoubleVector ti3 = c3i.blend(c7i.rearrange(ACROSS_4), SET4);
      DoubleVector ti7 = c7i.blend(c3i.rearrange(ACROSS_4), CLEAR4);
      DoubleVector yi0 = ti0.blend(ti2.rearrange(ACROSS_2), SET2);
      DoubleVector yi2 = ti2.blend(ti0.rearrange(ACROSS_2), CLEAR2);
      DoubleVector yi1 = ti1.blend(ti3.rearrange(ACROSS_2), SET2);
      DoubleVector yi3 = ti3.blend(ti1.rearrange(ACROSS_2), CLEAR2);
      DoubleVector yi4 = ti4.blend(ti6.rearrange(ACROSS_2), SET2);
      DoubleVector yi6 = ti6.blend(ti4.rearrange(ACROSS_2), CLEAR2);
      DoubleVector yi5 = ti5.blend(ti7.rearrange(ACROSS_2), SET2);
      DoubleVector yi7 = ti7.blend(ti5.rearrange(ACROSS_2), CLEAR2);
      DoubleVector zi0 = yi0.blend(yi1.rearrange(ACROSS_1), SET1);
      DoubleVector zi1 = yi1.blend(yi0.rearrange(ACROSS_1), CLEAR1);
      DoubleVector zi2 = yi2.blend(yi3.rearrange(ACROSS_1), SET1);
      DoubleVector zi3 = yi3.blend(yi2.rearrange(ACROSS_1), CLEAR1);
      DoubleVector zi4 = yi4.blend(yi5.rearrange(ACROSS_1), SET1);
      DoubleVector zi5 = yi5.blend(yi4.rearrange(ACROSS_1), CLEAR1);
      DoubleVector zi6 = yi6.blend(yi7.rearrange(ACROSS_1), SET1);
      DoubleVector zi7 = yi7.blend(yi6.rearrange(ACROSS_1), CLEAR1);
      zi0.intoMemorySegment(a, B * (yi + 8 * p), ORDER);
      zi1.intoMemorySegment(a, B * (yi + 8 * p + 8), ORDER);
      zi2.intoMemorySegment(a, B * (yi + 8 * p + 16), ORDER);
      zi3.intoMemorySegment(a, B * (yi + 8 * p + 24), ORDER);
      zi4.intoMemorySegment(a, B * (yi + 8 * p + 32), ORDER);
      zi5.intoMemorySegment(a, B * (yi + 8 * p + 40), ORDER);
      zi6.intoMemorySegment(a, B * (yi + 8 * p + 48), ORDER);
      zi7.intoMemorySegment(a, B * (yi + 8 * p + 56), ORDER);
    }
  }
}
