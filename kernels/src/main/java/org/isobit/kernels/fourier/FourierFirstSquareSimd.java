// Master of FloatFourierFirstSquareSimd: the float version is generated from this file.
package org.isobit.kernels.fourier;

import static jdk.incubator.vector.VectorOperators.FMA;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The first stage on one member, of radix 8, of whose p = 0 … m − 1 eight neighbours are one vector. The results of 8
 * vectors are transposed in registers, so that result k of p comes to 8·p + k. A selection of lanes from two vectors is
 * one instruction where vectors are of 512 bits; it takes its indices as numbers.
 */
final class FourierFirstSquareSimd {

  private static final VectorSpecies<Double> S = FourierLanesSimd.S;
  private static final int V = S.length();
  private static final long B = Double.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Of two vectors as one row, every second lane from the first or the second one on. */
  private static final double[] EVEN = every(0);
  private static final double[] ODD = every(1);

  /** The lower or the upper halves of two vectors in turn, lane by lane: three such steps transpose a square. */
  private static final double[] LOW = turns(0);
  private static final double[] HIGH = turns(V / 2);

  private static final double H = FourierConstants.ROOT_HALF;
  private static final double MINUS_H = -FourierConstants.ROOT_HALF;

  private FourierFirstSquareSimd() {}

  private static double[] every(int first) {
    double[] from = new double[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = 2 * lane + first;
    }
    return from;
  }

  private static double[] turns(int first) {
    double[] from = new double[V];
    for (int lane = 0; lane < V; lane++) {
      from[lane] = lane % 2 * V + first + lane / 2;
    }
    return from;
  }

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
    DoubleVector first = DoubleVector.fromArray(S, inverse ? ODD : EVEN, 0);
    DoubleVector second = DoubleVector.fromArray(S, inverse ? EVEN : ODD, 0);
    DoubleVector low = DoubleVector.fromArray(S, LOW, 0);
    DoubleVector high = DoubleVector.fromArray(S, HIGH, 0);
    for (int next = 0; next < m; next += V) {
      // The last vector may overlap the one before: same values.
      int p = next < m - V ? next : m - V;
      int i = xo + 2 * p;
      DoubleVector l0 = DoubleVector.fromArray(S, x, i);
      DoubleVector h0 = DoubleVector.fromArray(S, x, i + V);
      DoubleVector a0r = first.selectFrom(l0, h0);
      DoubleVector a0i = second.selectFrom(l0, h0);
      DoubleVector l1 = DoubleVector.fromArray(S, x, i + 2 * m);
      DoubleVector h1 = DoubleVector.fromArray(S, x, i + 2 * m + V);
      DoubleVector a1r = first.selectFrom(l1, h1);
      DoubleVector a1i = second.selectFrom(l1, h1);
      DoubleVector l2 = DoubleVector.fromArray(S, x, i + 4 * m);
      DoubleVector h2 = DoubleVector.fromArray(S, x, i + 4 * m + V);
      DoubleVector a2r = first.selectFrom(l2, h2);
      DoubleVector a2i = second.selectFrom(l2, h2);
      DoubleVector l3 = DoubleVector.fromArray(S, x, i + 6 * m);
      DoubleVector h3 = DoubleVector.fromArray(S, x, i + 6 * m + V);
      DoubleVector a3r = first.selectFrom(l3, h3);
      DoubleVector a3i = second.selectFrom(l3, h3);
      DoubleVector l4 = DoubleVector.fromArray(S, x, i + 8 * m);
      DoubleVector h4 = DoubleVector.fromArray(S, x, i + 8 * m + V);
      DoubleVector a4r = first.selectFrom(l4, h4);
      DoubleVector a4i = second.selectFrom(l4, h4);
      DoubleVector l5 = DoubleVector.fromArray(S, x, i + 10 * m);
      DoubleVector h5 = DoubleVector.fromArray(S, x, i + 10 * m + V);
      DoubleVector a5r = first.selectFrom(l5, h5);
      DoubleVector a5i = second.selectFrom(l5, h5);
      DoubleVector l6 = DoubleVector.fromArray(S, x, i + 12 * m);
      DoubleVector h6 = DoubleVector.fromArray(S, x, i + 12 * m + V);
      DoubleVector a6r = first.selectFrom(l6, h6);
      DoubleVector a6i = second.selectFrom(l6, h6);
      DoubleVector l7 = DoubleVector.fromArray(S, x, i + 14 * m);
      DoubleVector h7 = DoubleVector.fromArray(S, x, i + 14 * m + V);
      DoubleVector a7r = first.selectFrom(l7, h7);
      DoubleVector a7i = second.selectFrom(l7, h7);
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
      DoubleVector tr0 = low.selectFrom(b0r, c4r);
      DoubleVector tr1 = high.selectFrom(b0r, c4r);
      DoubleVector tr2 = low.selectFrom(c1r, c5r);
      DoubleVector tr3 = high.selectFrom(c1r, c5r);
      DoubleVector tr4 = low.selectFrom(c2r, c6r);
      DoubleVector tr5 = high.selectFrom(c2r, c6r);
      DoubleVector tr6 = low.selectFrom(c3r, c7r);
      DoubleVector tr7 = high.selectFrom(c3r, c7r);
      DoubleVector yr0 = low.selectFrom(tr0, tr4);
      DoubleVector yr1 = high.selectFrom(tr0, tr4);
      DoubleVector yr2 = low.selectFrom(tr1, tr5);
      DoubleVector yr3 = high.selectFrom(tr1, tr5);
      DoubleVector yr4 = low.selectFrom(tr2, tr6);
      DoubleVector yr5 = high.selectFrom(tr2, tr6);
      DoubleVector yr6 = low.selectFrom(tr3, tr7);
      DoubleVector yr7 = high.selectFrom(tr3, tr7);
      DoubleVector zr0 = low.selectFrom(yr0, yr4);
      DoubleVector zr1 = high.selectFrom(yr0, yr4);
      DoubleVector zr2 = low.selectFrom(yr1, yr5);
      DoubleVector zr3 = high.selectFrom(yr1, yr5);
      DoubleVector zr4 = low.selectFrom(yr2, yr6);
      DoubleVector zr5 = high.selectFrom(yr2, yr6);
      DoubleVector zr6 = low.selectFrom(yr3, yr7);
      DoubleVector zr7 = high.selectFrom(yr3, yr7);
      zr0.intoMemorySegment(a, B * (yr + 8 * p), ORDER);
      zr1.intoMemorySegment(a, B * (yr + 8 * p + 8), ORDER);
      zr2.intoMemorySegment(a, B * (yr + 8 * p + 16), ORDER);
      zr3.intoMemorySegment(a, B * (yr + 8 * p + 24), ORDER);
      zr4.intoMemorySegment(a, B * (yr + 8 * p + 32), ORDER);
      zr5.intoMemorySegment(a, B * (yr + 8 * p + 40), ORDER);
      zr6.intoMemorySegment(a, B * (yr + 8 * p + 48), ORDER);
      zr7.intoMemorySegment(a, B * (yr + 8 * p + 56), ORDER);
      DoubleVector ti0 = low.selectFrom(b0i, c4i);
      DoubleVector ti1 = high.selectFrom(b0i, c4i);
      DoubleVector ti2 = low.selectFrom(c1i, c5i);
      DoubleVector ti3 = high.selectFrom(c1i, c5i);
      DoubleVector ti4 = low.selectFrom(c2i, c6i);
      DoubleVector ti5 = high.selectFrom(c2i, c6i);
      DoubleVector ti6 = low.selectFrom(c3i, c7i);
      DoubleVector ti7 = high.selectFrom(c3i, c7i);
      DoubleVector yi0 = low.selectFrom(ti0, ti4);
      DoubleVector yi1 = high.selectFrom(ti0, ti4);
      DoubleVector yi2 = low.selectFrom(ti1, ti5);
      DoubleVector yi3 = high.selectFrom(ti1, ti5);
      DoubleVector yi4 = low.selectFrom(ti2, ti6);
      DoubleVector yi5 = high.selectFrom(ti2, ti6);
      DoubleVector yi6 = low.selectFrom(ti3, ti7);
      DoubleVector yi7 = high.selectFrom(ti3, ti7);
      DoubleVector zi0 = low.selectFrom(yi0, yi4);
      DoubleVector zi1 = high.selectFrom(yi0, yi4);
      DoubleVector zi2 = low.selectFrom(yi1, yi5);
      DoubleVector zi3 = high.selectFrom(yi1, yi5);
      DoubleVector zi4 = low.selectFrom(yi2, yi6);
      DoubleVector zi5 = high.selectFrom(yi2, yi6);
      DoubleVector zi6 = low.selectFrom(yi3, yi7);
      DoubleVector zi7 = high.selectFrom(yi3, yi7);
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
