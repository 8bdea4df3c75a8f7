// Master of FloatFourierFirstSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import static jdk.incubator.vector.VectorOperators.FMA;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The first stage on one member, of radix 8, of whose p = 0 … m − 1 neighbours are one vector, for vectors of less than
 * 8 lanes. Result k of p is left at k·m + p; {@link FourierSquaresSimd} brings it to 8·p + k.
 */
final class FourierFirstSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();
  private static final long B = Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShuffle<Double> EVEN = FourierLanesSimd.every(0);
  private static final VectorShuffle<Double> ODD = FourierLanesSimd.every(1);
  private static final VectorMask<Double> UPPER = FourierLanesSimd.upper();

  private static final double H = FourierConstants.ROOT_HALF;
  private static final double MINUS_H = -FourierConstants.ROOT_HALF;

  private FourierFirstSimd() {}

  /**
   * The stage.
   *
   * @param m       an eighth of the length, at least 8
   * @param inverse whether real and imaginary parts are exchanged
   * @param w       the plan's factors, those of this stage from wo on
   * @param x       the member, from xo on
   * @param a       takes the planes, from yr and yi on
   */
  static void rows(int m, boolean inverse, double[] w, int wo, double[] x, int xo, MemorySegment a, int yr, int yi) {
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
      b0r.intoMemorySegment(a, B * (yr + p), ORDER);
      b0i.intoMemorySegment(a, B * (yi + p), ORDER);
      DoubleVector w1r = DoubleVector.fromArray(S, w, wo + p);
      DoubleVector w1i = DoubleVector.fromArray(S, w, wo + m + p);
      DoubleVector c1r = b1r.lanewise(FMA, w1r, b1i.mul(w1i).neg());
      DoubleVector c1i = b1i.lanewise(FMA, w1r, b1r.mul(w1i));
      c1r.intoMemorySegment(a, B * (yr + p + m), ORDER);
      c1i.intoMemorySegment(a, B * (yi + p + m), ORDER);
      DoubleVector w2r = DoubleVector.fromArray(S, w, wo + 2 * m + p);
      DoubleVector w2i = DoubleVector.fromArray(S, w, wo + 3 * m + p);
      DoubleVector c2r = b2r.lanewise(FMA, w2r, b2i.mul(w2i).neg());
      DoubleVector c2i = b2i.lanewise(FMA, w2r, b2r.mul(w2i));
      c2r.intoMemorySegment(a, B * (yr + p + 2 * m), ORDER);
      c2i.intoMemorySegment(a, B * (yi + p + 2 * m), ORDER);
      DoubleVector w3r = DoubleVector.fromArray(S, w, wo + 4 * m + p);
      DoubleVector w3i = DoubleVector.fromArray(S, w, wo + 5 * m + p);
      DoubleVector c3r = b3r.lanewise(FMA, w3r, b3i.mul(w3i).neg());
      DoubleVector c3i = b3i.lanewise(FMA, w3r, b3r.mul(w3i));
      c3r.intoMemorySegment(a, B * (yr + p + 3 * m), ORDER);
      c3i.intoMemorySegment(a, B * (yi + p + 3 * m), ORDER);
      DoubleVector w4r = DoubleVector.fromArray(S, w, wo + 6 * m + p);
      DoubleVector w4i = DoubleVector.fromArray(S, w, wo + 7 * m + p);
      DoubleVector c4r = b4r.lanewise(FMA, w4r, b4i.mul(w4i).neg());
      DoubleVector c4i = b4i.lanewise(FMA, w4r, b4r.mul(w4i));
      c4r.intoMemorySegment(a, B * (yr + p + 4 * m), ORDER);
      c4i.intoMemorySegment(a, B * (yi + p + 4 * m), ORDER);
      DoubleVector w5r = DoubleVector.fromArray(S, w, wo + 8 * m + p);
      DoubleVector w5i = DoubleVector.fromArray(S, w, wo + 9 * m + p);
      DoubleVector c5r = b5r.lanewise(FMA, w5r, b5i.mul(w5i).neg());
      DoubleVector c5i = b5i.lanewise(FMA, w5r, b5r.mul(w5i));
      c5r.intoMemorySegment(a, B * (yr + p + 5 * m), ORDER);
      c5i.intoMemorySegment(a, B * (yi + p + 5 * m), ORDER);
      DoubleVector w6r = DoubleVector.fromArray(S, w, wo + 10 * m + p);
      DoubleVector w6i = DoubleVector.fromArray(S, w, wo + 11 * m + p);
      DoubleVector c6r = b6r.lanewise(FMA, w6r, b6i.mul(w6i).neg());
      DoubleVector c6i = b6i.lanewise(FMA, w6r, b6r.mul(w6i));
      c6r.intoMemorySegment(a, B * (yr + p + 6 * m), ORDER);
      c6i.intoMemorySegment(a, B * (yi + p + 6 * m), ORDER);
      DoubleVector w7r = DoubleVector.fromArray(S, w, wo + 12 * m + p);
      DoubleVector w7i = DoubleVector.fromArray(S, w, wo + 13 * m + p);
      DoubleVector c7r = b7r.lanewise(FMA, w7r, b7i.mul(w7i).neg());
      DoubleVector c7i = b7i.lanewise(FMA, w7r, b7r.mul(w7i));
      c7r.intoMemorySegment(a, B * (yr + p + 7 * m), ORDER);
      c7i.intoMemorySegment(a, B * (yi + p + 7 * m), ORDER);
    }
  }
}
